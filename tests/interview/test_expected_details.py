"""Options that expect a plan or a price: the interview asks for them at once."""

import io

import pytest

from rule_cases import AS_OF, Data, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import Interview, begin_interview
from vendorcheck.interview.saved_answers import answer_as_data
from vendorcheck.interview.terminal import Console, Conversation
from vendorcheck.model.policy import NO_POLICY

OPTIONS = [
    {"id": "full", "label": "On our plan", "credit": 1},
    {"id": "larger", "label": "On a larger plan", "credit": 1, "expects": ["plan", "price"]},
    {"id": "charged", "label": "For a charge", "credit": 1, "expects": ["price"]},
]
SAID: Data = {"as_of": "2026-11-22"}


def shown(*lines: str, answer: Data = None, **manner: Data) -> tuple[str, Data]:
    """Type lines, and quit."""
    several = manner.pop("several", False)
    question = {**choice("a"), "options": OPTIONS} | ({"type": "multi_choice"} if several else {})
    library = {"q": a_questionnaire([question, choice("b")])}
    vendor = a_vendor({"a": answer} if answer else {})
    interview = Interview(Assessor(library, NO_POLICY, ["q"]), vendor, AS_OF, **manner)
    output = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in (*lines, ":q", ":q", ":q")))
    console = Console(typed, output, {})
    state = begin_interview(interview)
    end = Conversation(state, console, lambda _: None, lambda _: None).run()
    found = end.vendor.answer("q/a")
    return " ".join(output.getvalue().split()), found and answer_as_data(found)


def test_plan_and_price_are_asked_with_the_answer() -> None:
    text, answer = shown("2", "Enterprise", "4 USD more")
    assert "Which plan has it? (Enter: not known)" in text
    assert "What does it cost? (Enter: not known)" in text
    assert answer == {"answer": "larger", "plan": "Enterprise", "price": "4 USD more", **SAID}


def test_a_requester_is_asked_as_well() -> None:
    _, answer = shown("2", "Enterprise", "4 USD more", plain_words=True)
    assert answer == {
        "answer": "larger",
        "source": "public",
        "plan": "Enterprise",
        "price": "4 USD more",
        **SAID,
    }


def test_only_what_the_option_expects_is_asked() -> None:
    text, answer = shown("3", "4 USD")
    assert "Which plan" not in text
    assert answer == {"answer": "charged", "price": "4 USD", **SAID}
    text, answer = shown("1")
    assert "Which plan" not in text
    assert "cost" not in text
    assert answer == {"answer": "full", **SAID}


def test_a_lone_letter_is_a_command_where_it_can_be_no_answer() -> None:
    _, answer = shown("2", "S", "s")
    assert answer == {"answer": "larger", "plan": "S", **SAID}
    text, answer = shown("3", "?", "b", "1")
    assert "What does it cost? (Enter: not known)" in text
    assert answer == {"answer": "full", **SAID}


def test_of_several_options_all_count_and_each_detail_is_asked_once() -> None:
    text, answer = shown("2,3", "Enterprise", "4 USD", several=True)
    assert text.count("What does it cost?") == 1
    assert answer["plan"] == "Enterprise"
    assert answer["price"] == "4 USD"


def test_what_is_noted_is_not_asked_again() -> None:
    text, answer = shown("2", "4 USD", answer={"unknown": True, "plan": "Pro"})
    assert answer is None or "Which plan" not in text


@pytest.mark.parametrize("left", [":s", ""])
def test_whoever_does_not_know_goes_on(left: str) -> None:
    _, answer = shown("2", left, left)
    assert answer == {"answer": "larger", **SAID}


def test_stopping_keeps_the_answer_and_what_was_said() -> None:
    _, answer = shown("2", "Enterprise", ":q")
    assert answer == {"answer": "larger", "plan": "Enterprise", **SAID}
    _, answer = shown("2", ":q")
    assert answer == {"answer": "larger", **SAID}


def test_going_back_leads_to_the_question() -> None:
    _, answer = shown("2", ":b", "1")
    assert answer == {"answer": "full", **SAID}
