"""One step of an interview: an event turns a state into the next one."""

from collections.abc import Mapping
from dataclasses import replace

from vendorcheck.interview.engine._answer_changes import has_gap
from vendorcheck.interview.engine._answering import apply_answer_event, mark_handled
from vendorcheck.interview.engine._events import (
    ContinuedWithLeftOut,
    DeclaredUnknown,
    DroppedTrial,
    Event,
    JudgedTogether,
    JumpedToQuestion,
    KeptAnswer,
    KeptTrial,
    LeftRestToVendor,
    OpenedMitigation,
    OpenedReview,
    QuitInterview,
    RefusedEvent,
    RequestedHelp,
    SkippedQuestion,
    StoppedToSend,
    TriedMore,
    WentBack,
)
from vendorcheck.interview.engine._order import build_queue
from vendorcheck.interview.engine._rest_of_section import leave_rest_to_vendor, take_rest_back
from vendorcheck.interview.engine._screens import current_question_key
from vendorcheck.interview.engine._state import Interview, InterviewState
from vendorcheck.interview.engine._stopping import find_stop_offer
from vendorcheck.interview.engine._trial import end, end_trial
from vendorcheck.model.vendor_file import Answer

_NO_ANSWERS: Mapping[str, Answer] = {}


def begin_interview(
    interview: Interview, given_answers: Mapping[str, Answer] = _NO_ANSWERS
) -> InterviewState:
    """Return the first state of an interview.

    `given_answers` are those of an unfinished interview that is resumed. What is tried is changed
    from a list, and was dealt with as far as the questions go.
    """
    state = InterviewState(interview, given_answers=dict(given_answers))
    listed_keys = filter(state.has_question, interview.reopened_keys if interview.tries else ())
    answered_keys = (
        key
        for key in given_answers
        if state.has_question(key)
        and (
            interview.review or state.status_and_applicability(key)[0].answer_state != "unanswered"
        )
    )
    return replace(state, trail=tuple(dict.fromkeys((*listed_keys, *answered_keys))))


def advance(state: InterviewState, event: Event) -> InterviewState:
    """Return the state of the interview after an event.

    Raises:
        InvalidAnswer: the question does not accept this answer.
        RefusedEvent: the event can't happen here.
    """
    return _without_early_consent(_step(state, event))


def _step(state: InterviewState, event: Event) -> InterviewState:
    without_help = replace(state, shows_help=False)
    if isinstance(event, DeclaredUnknown) and _stays_without_reply(state):
        event = KeptAnswer()
    match event:
        case JudgedTogether():
            return _judge_together(without_help, event)
        case LeftRestToVendor():
            return leave_rest_to_vendor(without_help)
        case KeptTrial() | DroppedTrial() | TriedMore():
            return end_trial(without_help, event)
        case (
            RequestedHelp()
            | QuitInterview()
            | OpenedReview()
            | ContinuedWithLeftOut()
            | StoppedToSend()
        ):
            return _show_screen(state, event)
        case JumpedToQuestion() | OpenedMitigation() | WentBack():
            return _go_elsewhere(without_help, event)
        case KeptAnswer() | SkippedQuestion():
            return _move_on(without_help, is_skip=isinstance(event, SkippedQuestion))
        case _:
            return apply_answer_event(without_help, event)


def _stays_without_reply(state: InterviewState) -> bool:
    """Return whether the vendor was asked again about an answer, which stays if it says nothing."""
    key = current_question_key(state)
    if key is None or state.interview.letter_point(key) is None:
        return False
    return state.status_and_applicability(key)[0].answer_state != "unanswered"


def _go_elsewhere(
    state: InterviewState, event: JumpedToQuestion | OpenedMitigation | WentBack
) -> InterviewState:
    match event:
        case JumpedToQuestion(key):
            return _jump_to_question(state, key)
        case OpenedMitigation(key):
            return _open_mitigation(state, key)
        case WentBack():
            return _go_back(state)


def changed_answers(before: InterviewState, after: InterviewState) -> dict[str, Answer]:
    """Return the answers that a step changed, by `questionnaire/question`."""
    return {
        key: answer
        for key, answer in after.given_answers.items()
        if before.given_answers.get(key) is not answer
    }


def _judge_together(state: InterviewState, event: JudgedTogether) -> InterviewState:
    """Confirm, dispute or leave several questions, one after the other."""
    for key in event.keys:
        # Another tier may not have the question any more.
        if state.has_question(key):
            state = _step(replace(state, cursor=key, screen="questions"), event.judgement)
    return replace(state, cursor=None)


def _without_early_consent(state: InterviewState) -> InterviewState:
    """Return the state without a requester's consent where that does not count, or no longer.

    What the file holds was confirmed by others.
    """
    if not state.interview.plain_words:
        return state
    confirmed = {
        key: answer
        for key, answer in state.given_answers.items()
        if answer.confirmed_by is not None and not _has_same_consent(state, key, answer)
    }
    if not confirmed or state.consent_counts:
        return state
    unconfirmed = {
        key: answer.model_copy(update={"confirmed_by": None, "confirmed_on": None})
        for key, answer in confirmed.items()
    }
    return replace(state, given_answers={**state.given_answers, **unconfirmed})


def _has_same_consent(state: InterviewState, key: str, answer: Answer) -> bool:
    written = state.interview.vendor.answer(key)
    return written is not None and (written.confirmed_by, written.confirmed_on) == (
        answer.confirmed_by,
        answer.confirmed_on,
    )


def _show_screen(
    state: InterviewState,
    event: RequestedHelp | QuitInterview | OpenedReview | ContinuedWithLeftOut | StoppedToSend,
) -> InterviewState:
    match event:
        case RequestedHelp():
            return replace(state, shows_help=True)
        case StoppedToSend():
            return replace(state, screen="quit", stops_to_send=True, shows_help=False)
        case QuitInterview():
            return end(replace(state, cursor=None, shows_help=False), "quit")
        case OpenedReview():
            shows_answers = state.mitigation_key is None and current_question_key(state) is None
            return replace(
                state,
                screen="review",
                mitigation_key=None,
                cursor=None,
                shows_all_answers=shows_answers,
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
    if not (state.may_apply(key) and state.interview.may_ask(key)):
        raise RefusedEvent("That question is not asked.")
    return replace(
        state,
        cursor=key,
        screen="questions",
        mitigation_key=None,
        waiting_before_change=frozenset(build_queue(state).keys),
    )


def _open_mitigation(state: InterviewState, key: str) -> InterviewState:
    if not (state.may_apply(key) and has_gap(state.status_and_applicability(key)[0])):
        raise RefusedEvent("There is no gap there that something could be done about.")
    return replace(state, mitigation_key=key)


def _go_back(state: InterviewState) -> InterviewState:
    if state.mitigation_key is not None:
        # A letter's mitigation was asked for at the question, all others beside the answers.
        cursor = state.mitigation_key if state.interview.letter else None
        return replace(state, cursor=cursor, mitigation_key=None)
    current_key = current_question_key(state)
    visited = state.applicable_trail
    earlier_keys = visited[: visited.index(current_key)] if current_key in visited else visited
    if not earlier_keys:
        raise RefusedEvent("This is the first question.")
    if earlier_keys[-1] in state.left_to_vendor:
        return take_rest_back(state)
    return replace(state, cursor=earlier_keys[-1], screen="questions")


def _move_on(state: InterviewState, *, is_skip: bool) -> InterviewState:
    """Leave the question, or the screen, as it is, and go to the next."""
    if state.mitigation_key is not None:
        return replace(state, mitigation_key=None)
    current_key = current_question_key(state)
    if current_key is None and find_stop_offer(state):
        # Where nothing that is left could change the verdict, going on means to be asked that.
        return replace(state, declined_to_stop=True, asks_left_out=state.is_settled_while_open)
    if current_key is None:
        # The interview ends, unless the person opened this screen before the last question.
        questions_wait = bool(build_queue(state).keys) and (
            state.screen == "review" or state.waiting_before_change is not None
        )
        after = replace(state, waiting_before_change=None, shows_all_answers=False)
        return replace(after, screen="questions") if questions_wait else end(after, "done")
    status, _ = state.status_and_applicability(current_key)
    is_unanswered = status.answer_state == "unanswered"
    if is_unanswered and not is_skip and not state.interview.review:
        raise RefusedEvent("There is no answer yet: s skips the question.")
    skipped = state.skipped | {current_key} if is_unanswered and is_skip else state.skipped
    later_keys = (
        state.applicable_trail[state.applicable_trail.index(current_key) + 1 :]
        if current_key in state.applicable_trail
        else ()
    )
    next_key = later_keys[0] if later_keys and state.waiting_before_change is None else None
    return mark_handled(replace(state, skipped=skipped), current_key, next_key)
