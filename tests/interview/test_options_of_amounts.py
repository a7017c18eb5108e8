"""At a question about an amount, options are typed by word: a number is an amount there."""

import io

import pytest

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_vendor, question
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import Interview, begin_interview
from vendorcheck.interview.terminal import Console, Conversation

KEPT = question(
    "kept",
    "number",
    unit="days",
    bands=[{"at_most": 30, "credit": 1}, {"credit": 0}],
    options=[{"id": "for-ever", "label": "Until the end of time", "plain": "Always", "credit": 0}],
)


def talk(*lines: str) -> tuple[Data, str]:
    """Type lines and quit; return the answer and what was shown."""
    assessor = Assessor({"q": a_questionnaire([KEPT])}, a_policy({}), ["q"])
    shown = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in (*lines, ":q", ":q")))
    interview = Interview(assessor, a_vendor({}), AS_OF)
    conversation = Conversation(
        begin_interview(interview), Console(typed, shown, {}), lambda _: None, lambda _: None
    )
    answer = conversation.run().vendor.answer("q/kept")
    return answer.answer if answer else None, " ".join(shown.getvalue().split())


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("1", "1"),
        ("30", "30"),
        ("for-ever", "for-ever"),
        ("For-Ever", "for-ever"),
        ("until the end of time", "for-ever"),
        ("always", "for-ever"),
    ],
)
def test_an_option_is_typed_by_its_name_or_label(line: str, answer: str) -> None:
    assert talk(line)[0] == answer


def test_the_options_are_shown_without_numbers() -> None:
    shown = talk()[1]
    assert "for-ever: Until the end of time" in shown
    assert "1 Until" not in shown
    assert "Type a number, or for-ever" in shown


def test_what_is_neither_is_asked_again() -> None:
    answer, shown = talk("for eer")
    assert answer is None
    assert 'did you mean "for-ever"?' in shown.lower()
