"""One key leaves the rest of a section to the vendor, and going back opens it again."""

from pathlib import Path

import pytest

from conversations import Talk, talk, vendor_of
from sittings import Here, begin_sittings
from vendorcheck.interview.engine import (
    GaveAnswer,
    Interview,
    InterviewState,
    JumpedToQuestion,
    LeftRestToVendor,
    OpenedReview,
    RefusedEvent,
    WentBack,
    advance,
    begin_interview,
    next_screen,
)
from vendorcheck.model.vendor_file import Answer

REST = ("formats", "after", "who")
"""The second section of the questionnaire."""


def unknown(conversation: Talk) -> list[str]:
    """Return the questions that are answered with "I don't know"."""
    answers = conversation.state.vendor.responses.get("small")
    return [name for name, answer in (answers.answers if answers else {}).items() if answer.unknown]


@pytest.mark.parametrize("typed", ["w", ":w", "W", "the rest", "ask the vendor the rest"])
def test_the_rest_of_the_section_goes_to_the_vendor(typed: str) -> None:
    left = talk("1", "yes", typed)
    assert left.says("Left to the vendor: 3 questions of this section; b opens them again.")
    assert left.says("== Check your answers .* 1 In which formats .* > I don't know")
    assert unknown(left) == list(REST)
    assert left.answer("sign-in").answer == "saml"
    assert len(left.recorded[-1]) == len(REST), "all of them are on the disk at once"


def test_of_another_section_nothing_changes() -> None:
    assert unknown(talk("w")) == ["sign-in", "scim"]
    assert talk("w").says("Left to the vendor: 2 questions .* In which formats can data be")


def test_where_a_word_is_expected_it_has_a_colon() -> None:
    left = talk("1", "yes", "1", "30 days", ":w")
    assert left.says("Left to the vendor: 1 question of this section")
    assert unknown(left) == ["who"]


@pytest.mark.parametrize(("typed", "shown"), [("b", "Question 3 of 5"), (":b", "Question 3 of 5")])
def test_going_back_opens_all_of_them(typed: str, shown: str) -> None:
    back = talk("1", "yes", "w", typed, "2")
    assert back.says(f"Open again: 3 questions.*{shown}.*Noted: JSON")
    assert unknown(back) == []
    assert back.answer("formats").answer == ("json",)


def test_what_was_answered_since_then_stays() -> None:
    """The person changes one of them, and goes back from there: that one is its own again."""
    changed = talk("1", "yes", "w", "1", "1", "b", "b")
    assert changed.answer("formats").answer == ("csv",)
    assert not changed.says("Open again: 3 questions")


def test_it_is_for_vendors_and_for_answers_only() -> None:
    assert talk("w", plain_words=True).says("That is no command here")
    said = vendor_of(**{"sign-in": {"answer": "saml"}})
    assert talk("w", vendor_file=said, review=True).says("That is no command here")
    assert talk("b", "?").says("w ask the vendor the rest of this section")
    assert not talk("b", "?", plain_words=True).says("w ask the vendor")


def small() -> InterviewState:
    return begin_interview(talk().state.interview)


def test_nothing_is_left_where_all_is_answered() -> None:
    state = advance(small(), GaveAnswer("none"))
    state = advance(state, JumpedToQuestion("small/sign-in"))
    with pytest.raises(RefusedEvent, match="Nothing of this section is left"):
        advance(state, LeftRestToVendor())
    with pytest.raises(RefusedEvent, match="at one of its questions"):
        advance(advance(state, OpenedReview()), LeftRestToVendor())


def test_a_question_of_ours_stays() -> None:
    """The rest of a section of the requester's is nothing for the vendor."""
    assert talk("w", chosen="wish").says("Nothing of this section is left that the vendor")


def test_questions_that_were_open_in_the_file_are_so_again() -> None:
    file = vendor_of(formats={"unknown": "true", "note": "Told by phone"})
    state = begin_interview(Interview(small().interview.assessor, file, small().interview.as_of))
    reopened = Interview(
        state.interview.assessor,
        file,
        state.interview.as_of,
        reopened_keys=("small/formats",),
    )
    state = advance(advance(begin_interview(reopened), GaveAnswer("none")), LeftRestToVendor())
    after = advance(state, WentBack())
    assert after.given_answers["small/formats"] == file.answer("small/formats")
    assert after.given_answers["small/after"] == Answer()
    assert next_screen(after) != next_screen(state)


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return begin_sittings(tmp_path)


def test_what_was_taken_back_is_not_in_the_file(here: Here) -> None:
    assert here.sits("1", "yes", "w", "b", "q") == "saved"
    assert list(here.answers()) == ["small/sign-in", "small/scim"]


def test_a_journal_knows_what_was_taken_back(here: Here) -> None:
    here.is_killed_after("1", "yes", "w", "b")
    assert here.sits("q", resume=True) == "saved"
    assert not here.says("does not fit the questionnaire")
    assert list(here.answers()) == ["small/sign-in", "small/scim"]
