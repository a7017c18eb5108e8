"""The headline says where a document has ended, and does not leave it at weak support."""

import re

import pytest

from locations import REPOSITORY
from running import run
from vendorcheck.assessment.ended_documents import explain_answers, name_answers


@pytest.mark.parametrize(
    ("count", "ended", "name", "sentence"),
    [
        (1, 0, "WORDS", "SENTENCE"),
        (
            1,
            1,
            "an answer whose document has ended",
            "The document behind an important answer has ended",
        ),
        (
            2,
            2,
            "2 answers whose documents have ended",
            "The documents behind 2 important answers have ended",
        ),
        (
            3,
            1,
            "WORDS (the document of one has ended)",
            "SENTENCE (the document of one has ended)",
        ),
        (
            3,
            2,
            "WORDS (the documents of 2 have ended)",
            "SENTENCE (the documents of 2 have ended)",
        ),
    ],
)
def test_answers_whose_document_has_ended_are_named(
    count: int, ended: int, name: str, sentence: str
) -> None:
    assert name_answers("WORDS", count, ended) == name
    assert explain_answers("SENTENCE", count, ended) == sentence


def test_the_headline_says_that_documents_have_ended() -> None:
    command = ("assess", str(REPOSITORY / "examples/acme.yaml"), "--no-input", "--as-of")
    headline = run(*command, "2027-06-01").stdout.splitlines()[2]
    assert re.search(r"weakly supported answers \(the documents of \d have ended\) req", headline)
    assert "ended" not in run(*command, "2026-11-22").stdout.splitlines()[2]
