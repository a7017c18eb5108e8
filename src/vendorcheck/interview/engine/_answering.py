"""An answer in an interview: it changes the state, and leads to the next question."""

from dataclasses import replace

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.interview.engine._answer_changes import apply_to_answer, has_gap
from vendorcheck.interview.engine._events import (
    AddedEvidence,
    AnswerEvent,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    GaveAnswer,
    RefusedEvent,
)
from vendorcheck.interview.engine._screens import current_question_key
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.model.answer_sources import find_source_fault
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.vendor_file import Answer


def mark_handled(state: InterviewState, key: str, next_key: str | None = None) -> InterviewState:
    """Return the state after a question was dealt with; `next_key` is looked at then."""
    trail = state.trail if key in state.trail else (*state.trail, key)
    return replace(state, trail=trail, cursor=next_key)


def apply_answer_event(state: InterviewState, event: AnswerEvent) -> InterviewState:
    """Change the answer; an event that answers the question also leads to the next one."""
    key = state.mitigation_key or current_question_key(state)
    if key is None:
        raise RefusedEvent("Choose a question by its number first.")
    status, _ = state.status_and_applicability(key)
    by_requester = status.question.is_for_requester
    answer = apply_to_answer(
        status,
        event,
        state.interview.as_of,
        by_requester=by_requester,
        reviewer=state.interview.reviewer,
    )
    if isinstance(event, GaveAnswer):
        answer = _as_given(state, status, answer)
    is_detail = isinstance(event, ChangedNote | AddedEvidence | ChangedPlanAndPrice)
    is_unchanged = answer is status.answer or (is_detail and answer == (status.answer or Answer()))
    after = replace(
        state,
        given_answers=state.given_answers if is_unchanged else {**state.given_answers, key: answer},
        left_to_vendor={
            name: before for name, before in state.left_to_vendor.items() if name != key
        },
        added_file_states=_with_added_file(state.added_file_states, event),
    )
    if is_detail:
        # The person stays at this question, even if the order of the others changes.
        return replace(after, cursor=key)
    if isinstance(event, ChangedMitigation):
        return replace(after, mitigation_key=None)
    asks_mitigation = isinstance(event, GaveAnswer) and _should_ask_mitigation(after, key)
    after = replace(
        after, skipped=after.skipped - {key}, mitigation_key=key if asks_mitigation else None
    )
    return mark_handled(after, key)


def _as_given(state: InterviewState, status: QuestionStatus, answer: Answer) -> Answer:
    """Return an answer with its source, if that may give it; one that is as before stays."""
    interview, by_requester = state.interview, status.question.is_for_requester
    is_from_letter = interview.letter_point(status.question.key) is not None
    if is_from_letter and answer.source != "vendor":
        # The vendor says so now, also where the website said the same.
        update = {"source": "vendor", "as_of": interview.as_of, "by": None}
        answer = answer.model_copy(update=update)
    elif answer is status.answer:
        return answer
    if is_from_letter:
        answer = answer.model_copy(update={"source": "vendor"})
    elif interview.plain_words and not by_requester:
        # The requester looked it up; the report must not claim that the vendor said so.
        answer = answer.model_copy(update={"source": "public"})
    if find_source_fault(status.question.definition, answer, is_for_requester=by_requester):
        raise RefusedEvent(
            "That is not an answer that a vendor may give; u says that you don't know."
        )
    return answer


def _with_added_file(file_states: FileStates, event: AnswerEvent) -> FileStates:
    """Return the states with that of a file whose SHA-256 was worked out when it was added."""
    if not isinstance(event, AddedEvidence):
        return file_states
    file, sha256 = event.evidence.file, event.evidence.sha256
    return {**file_states, (file, sha256): "ok"} if file and sha256 else file_states


def _should_ask_mitigation(state: InterviewState, key: str) -> bool:
    """Return whether the letter asks by when the vendor changes what the answer leaves open.

    Otherwise mitigations are asked for beside the answers, once for all.
    """
    point = state.interview.letter_point(key)
    if point is None or not point.change or point.is_wish or not state.may_apply(key):
        return False
    status, _ = state.status_and_applicability(key)
    has_mitigation = status.answer is not None and status.answer.mitigation is not None
    return has_gap(status) and bool(status.question.weight_units) and not has_mitigation
