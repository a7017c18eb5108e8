"""Who may say what, in an interview: vague options are for requesters, our questions for us."""

import io

import pytest

from rule_cases import AS_OF, Data, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import (
    ChangedNote,
    GaveAnswer,
    Interview,
    InterviewState,
    RefusedEvent,
    advance,
    begin_interview,
)
from vendorcheck.interview.saved_answers import answer_as_data
from vendorcheck.interview.terminal import Console, Conversation
from vendorcheck.model.policy import NO_POLICY

OPTIONS = [
    {"id": "vague", "label": "Of some kind", "credit": 1, "respondent": "requester"},
    {"id": "full", "label": "Of the best kind", "credit": 1},
]
WITH_VAGUE = {**choice("a"), "options": OPTIONS}


def begun(
    answer: Data = None, *, respondent: str = "vendor", plain_words: bool = False
) -> InterviewState:
    questionnaire = a_questionnaire([WITH_VAGUE]).model_copy(update={"respondent": respondent})
    vendor = a_vendor({"a": answer} if answer else {})
    assessor = Assessor({"q": questionnaire}, NO_POLICY, ["q"])
    return begin_interview(Interview(assessor, vendor, AS_OF, plain_words=plain_words))


def said(state: InterviewState) -> Data:
    answer = state.vendor.answer("q/a")
    return answer and answer_as_data(answer)


def shown(state: InterviewState, *lines: str) -> tuple[str, Data]:
    """Type lines, and quit."""
    output = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in (*lines, ":q", ":q")))
    end = Conversation(state, Console(typed, output, {}), lambda _: None, lambda _: None).run()
    return " ".join(output.getvalue().split()), said(end)


def test_whoever_writes_down_a_vendors_answer_is_not_offered_what_is_for_requesters() -> None:
    text, answer = shown(begun(), "1")
    assert "Of some kind" not in text
    assert answer == {"answer": "full", "as_of": "2026-11-22"}


@pytest.mark.parametrize(
    ("manner", "source"),
    [({"plain_words": True}, "public"), ({"respondent": "requester"}, "us")],
)
def test_a_requester_is_offered_it(manner: Data, source: str) -> None:
    text, answer = shown(begun(**manner), "1")
    assert "1 Of some kind" in text
    assert answer == {"answer": "vague", "source": source, "as_of": "2026-11-22"}


def test_its_id_is_not_taken_either() -> None:
    with pytest.raises(RefusedEvent, match="not an answer that a vendor may give"):
        advance(begun(), GaveAnswer("vague"))


def test_an_answer_that_a_vendor_may_not_give_is_asked_for_again() -> None:
    text, answer = shown(begun("vague"), "1")
    assert 'The file says "vague", which is not an answer that a vendor may give.' in text
    assert answer == {"answer": "full", "as_of": "2026-11-22"}


def test_a_vendors_answer_to_what_is_ours_is_asked_for_again() -> None:
    state = begun({"answer": "full", "source": "vendor"}, respondent="requester")
    text, answer = shown(state, "2")
    assert 'The vendor says "full", but this is ours to answer.' in text
    assert answer == {"answer": "full", "source": "us", "as_of": "2026-11-22"}


def test_a_note_of_ours_does_not_make_a_vendors_answer_ours() -> None:
    state = begun({"answer": "full", "source": "vendor"}, respondent="requester")
    noted = advance(state, ChangedNote("Asked Jane."))
    assert said(noted) == {"answer": "full", "source": "vendor", "note": "Asked Jane."}
    assert noted.status_and_applicability("q/a")[0].is_open
