"""Words for people: sentences, lists, days."""

import pytest

from vendorcheck.text.words import as_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("They contradict", "They contradict."),
        ("They contradict.", "They contradict."),
        ("Really?", "Really?"),
        ("Never!", "Never!"),
        ("And so on…", "And so on…"),
    ],
)
def test_a_sentence_has_one_full_stop(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence
