"""One step of an interview: a person does something, and the interview stands elsewhere."""

from collections.abc import Mapping
from dataclasses import replace

from vendorcheck.interview.engine._ask import current_question_key
from vendorcheck.interview.engine._events import (
    AddedEvidence,
    AnswerEvent,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    ContinuedWithLeftOut,
    Event,
    GaveAnswer,
    JumpedToQuestion,
    KeptAnswer,
    OpenedReview,
    QuitInterview,
    RefusedEvent,
    RequestedHelp,
    SkippedQuestion,
    WentBack,
    apply_to_answer,
)
from vendorcheck.interview.engine._order import build_queue
from vendorcheck.interview.engine._state import Interview, InterviewState
from vendorcheck.model.vendor_file import Answer

_NO_ANSWERS: Mapping[str, Answer] = {}


def begin_interview(
    interview: Interview, given_answers: Mapping[str, Answer] = _NO_ANSWERS
) -> InterviewState:
    """The begin of an interview, or of what is left of one: `given` are the answers of an earlier sitting."""
    state = InterviewState(interview, given_answers=dict(given_answers))
    answered = (
        key
        for key in given_answers
        if state.has_question(key)
        and (
            interview.review or state.status_and_applicability(key)[0].answer_state != "unanswered"
        )
    )
    return replace(state, trail=tuple(answered))


def advance(state: InterviewState, event: Event) -> InterviewState:
    """The interview after an event.

    Raises:
        Misfit: the question does not take this answer.
        Refused: the event can't happen here.
    """
    moved = replace(state, shows_help=False)
    match event:
        case RequestedHelp() | QuitInterview() | OpenedReview() | ContinuedWithLeftOut():
            return _show_screen(state, event)
        case JumpedToQuestion(key):
            return _jump_to_question(moved, key)
        case WentBack():
            return _go_back(moved)
        case KeptAnswer() | SkippedQuestion():
            return _move_on(moved, is_skip=isinstance(event, SkippedQuestion))
        case _:
            return _apply_answer_event(moved, event)


def changed_answers(before: InterviewState, after: InterviewState) -> dict[str, Answer]:
    """The answers that a step changed, by `questionnaire/question`."""
    return {
        key: answer
        for key, answer in after.given_answers.items()
        if before.given_answers.get(key) is not answer
    }


def _show_screen(
    state: InterviewState,
    event: RequestedHelp | QuitInterview | OpenedReview | ContinuedWithLeftOut,
) -> InterviewState:
    """Another screen, or the same with help."""
    match event:
        case RequestedHelp():
            return replace(state, shows_help=True)
        case QuitInterview():
            return replace(state, screen="quit", shows_help=False)
        case OpenedReview():
            again = state.mitigation_key is None and current_question_key(state) is None
            return replace(
                state,
                screen="review",
                mitigation_key=None,
                cursor=None,
                shows_all_answers=again,
                shows_help=False,
            )
        case _:
            return replace(
                state,
                screen="questions",
                asks_left_out=True,
                waiting_before_change=None,
                shows_help=False,
            )


def _jump_to_question(state: InterviewState, key: str) -> InterviewState:
    if (
        not state.has_question(key)
        or state.status_and_applicability(key)[1] is False
        or not state.interview.may_ask(key)
    ):
        raise RefusedEvent("That question is not asked.")
    waiting = frozenset(build_queue(state).keys)
    return replace(
        state, cursor=key, screen="questions", mitigation_key=None, waiting_before_change=waiting
    )


def _go_back(state: InterviewState) -> InterviewState:
    """To the question before this one, among those that still apply."""
    if state.mitigation_key is not None:
        return replace(state, cursor=state.mitigation_key, mitigation_key=None)
    here = current_question_key(state)
    visited = state.applicable_trail
    before = visited[: visited.index(here)] if here in visited else visited
    if not before:
        raise RefusedEvent("This is the first question.")
    return replace(state, cursor=before[-1], screen="questions")


def _move_on(state: InterviewState, *, is_skip: bool) -> InterviewState:
    """Leave the question, or the screen, as it is."""
    if state.mitigation_key is not None:
        return replace(state, mitigation_key=None)
    here = current_question_key(state)
    if here is None:
        # The end, unless the screen was called up before the end.
        waiting = bool(build_queue(state).keys) and (
            state.screen == "review" or state.waiting_before_change is not None
        )
        return replace(
            state,
            screen="questions" if waiting else "done",
            waiting_before_change=None,
            shows_all_answers=False,
        )
    reply, _ = state.status_and_applicability(here)
    if reply.answer_state == "unanswered" and not is_skip and not state.interview.review:
        raise RefusedEvent("There is no answer yet: s skips the question.")
    unanswered = reply.answer_state == "unanswered" and is_skip
    aside = state.skipped | {here} if unanswered else state.skipped
    later = (
        state.applicable_trail[state.applicable_trail.index(here) + 1 :]
        if here in state.applicable_trail
        else ()
    )
    onward = later[0] if later and state.waiting_before_change is None else None
    return _mark_handled(replace(state, skipped=aside), here, onward)


def _mark_handled(state: InterviewState, key: str, next_key: str | None = None) -> InterviewState:
    """The state once a question was dealt with."""
    trail = state.trail if key in state.trail else (*state.trail, key)
    return replace(state, trail=trail, cursor=next_key)


def _apply_answer_event(state: InterviewState, event: AnswerEvent) -> InterviewState:
    """Take in what changes an answer; what answers the question also leads on to the next."""
    key = state.mitigation_key or current_question_key(state)
    if key is None:
        raise RefusedEvent("Choose a question by its number first.")
    reply, _ = state.status_and_applicability(key)
    ours = state.interview.is_for_requester(reply.question)
    answer = apply_to_answer(reply, event, state.interview.as_of, by_requester=ours)
    if (
        state.interview.plain_words
        and isinstance(event, GaveAnswer)
        and not ours
        and answer is not reply.answer
    ):
        # The requester has looked it up: the vendor has not told us, and must not be told that it had.
        answer = answer.model_copy(update={"source": "public"})
    detail = isinstance(event, ChangedNote | AddedEvidence | ChangedPlanAndPrice)
    same = answer is reply.answer or (detail and answer == (reply.answer or Answer()))
    after = replace(
        state, given_answers=state.given_answers if same else {**state.given_answers, key: answer}
    )
    if detail:
        # The question stays, so it must be the one that is looked at even if the order changes.
        return replace(after, cursor=key)
    if isinstance(event, ChangedMitigation):
        return replace(after, mitigation_key=None)
    after = replace(after, skipped=after.skipped - {key})
    mitigating = (
        key if isinstance(event, GaveAnswer) and _should_ask_mitigation(after, key) else None
    )
    return _mark_handled(replace(after, mitigation_key=mitigating), key)


def _should_ask_mitigation(state: InterviewState, key: str) -> bool:
    """Whether to ask what is done about a gap: there is one, and nothing is said of it yet."""
    if not state.has_question(key):
        return False
    reply, applies = state.status_and_applicability(key)
    gap = (
        reply.answer_result is not None
        and not reply.earns_full_credit
        and bool(reply.question.weight_units)
    )
    told = reply.answer is not None and reply.answer.mitigation is not None
    return gap and applies is not False and not told and not state.interview.plain_words
