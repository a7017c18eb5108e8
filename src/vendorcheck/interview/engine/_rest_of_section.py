"""Leave the rest of a section to the vendor at once, and take that back."""

from dataclasses import replace

from vendorcheck.interview.engine._answer_changes import apply_to_answer
from vendorcheck.interview.engine._events import DeclaredUnknown, RefusedEvent
from vendorcheck.interview.engine._order import build_queue
from vendorcheck.interview.engine._screens import current_question_key
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.model.vendor_file import Answer


def leave_rest_to_vendor(state: InterviewState) -> InterviewState:
    """Answer the vendor's questions that wait in the present section with "I don't know".

    Those of the requester stay, and so do answers that are there.

    Raises:
        RefusedEvent: no question of a section is shown, or none of it is left for the vendor.
    """
    shown_key = current_question_key(state)
    if shown_key is None or state.interview.plain_words or state.interview.review:
        raise RefusedEvent("The rest of a section is left to the vendor at one of its questions.")
    section = state.planned_question(shown_key).section_key
    answers_before: dict[str, Answer] = {}
    after = state
    while key := _next_for_vendor(after, section):
        status, _ = after.status_and_applicability(key)
        answers_before[key] = status.answer or Answer()
        answer = apply_to_answer(
            status, DeclaredUnknown(), after.interview.as_of, by_requester=False
        )
        after = replace(
            after,
            given_answers={**after.given_answers, key: answer},
            trail=(*after.trail, key),
            cursor=None,
        )
    if not answers_before:
        raise RefusedEvent("Nothing of this section is left that the vendor could be asked.")
    return replace(after, left_to_vendor=answers_before)


def _next_for_vendor(state: InterviewState, section: str) -> str | None:
    waiting = (state.planned_question(key) for key in build_queue(state).keys)
    return next(
        (
            question.key
            for question in waiting
            if question.section_key == section and not question.is_for_requester
        ),
        None,
    )


def take_rest_back(state: InterviewState) -> InterviewState:
    """Open the questions again that were left to the vendor together, and show the first."""
    keys = state.left_to_vendor
    return replace(
        state,
        given_answers={**state.given_answers, **keys},
        trail=tuple(key for key in state.trail if key not in keys),
        cursor=next(iter(keys)),
        left_to_vendor={},
        screen="questions",
    )
