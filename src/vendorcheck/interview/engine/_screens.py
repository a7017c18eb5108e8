"""The screens of an interview, and its progress."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vendorcheck.assessment.precheck.letter_points import LetterPoint
from vendorcheck.interview.engine._context import QuestionContext, question_context
from vendorcheck.interview.engine._left_out import explain_left_out
from vendorcheck.interview.engine._order import (
    build_queue,
    left_out_questions,
    unconfirmed_questions,
)
from vendorcheck.interview.engine._state import InterviewState, Outlook
from vendorcheck.interview.engine._stopping import StopOffer, find_stop_offer
from vendorcheck.interview.engine._trial import TrialScreen, find_trial
from vendorcheck.model.fields import Verdict

MAX_CONFIRMED_TOGETHER = 10
"""The most questions on a screen: whoever confirms them should have read them."""


@dataclass(frozen=True, slots=True)
class QuestionScreen:
    """A question to ask.

    `number` of `total`: the total is an estimate unless `is_exact`. `is_revisit`: the person came
    back to the question. `shows_help`: show why it is asked and where to look. `is_review`: the
    answer is to be verified or disputed, not given. `decides_tier`: the answer helps to find the
    tier. `letter_point`: the point of the letter to which the vendor's reply is wanted.
    """

    context: QuestionContext
    number: int
    total: int
    is_exact: bool
    is_revisit: bool
    shows_help: bool
    is_review: bool
    decides_tier: bool
    letter_point: LetterPoint | None = None


@dataclass(frozen=True, slots=True)
class ConfirmScreen:
    """Questions that are said not to apply: one of us confirms or disputes that, or leaves it.

    `questions` are the next few of the `total_count`.
    """

    questions: tuple[QuestionContext, ...]
    total_count: int


@dataclass(frozen=True, slots=True)
class MitigationScreen:
    """A gap for which the person may name a mitigation and its due date."""

    context: QuestionContext


@dataclass(frozen=True, slots=True)
class CheckAnswersScreen:
    """The answers by section; the person changes one by its number, counted from 1 in `answers`.

    `shows_all_answers`: those that only the file holds are listed, too. `inapplicable_answers` no
    longer apply; they are kept and not counted. `left_out`: the questions that the fast interview
    spares, and `left_out_reasons` why, in sentences. `lasting_verdict`: what the verdict stays as
    long as what is open stays open, if nothing else can change it. `waiting_count`: how many
    questions are still to come. `is_trial`: what is changed is only tried.
    """

    answers: tuple[QuestionContext, ...]
    shows_all_answers: bool
    inapplicable_answers: tuple[QuestionContext, ...]
    left_out: tuple[QuestionContext, ...]
    left_out_reasons: tuple[str, ...]
    waiting_count: int
    outlook: Outlook
    lasting_verdict: Verdict | None
    is_trial: bool


@dataclass(frozen=True, slots=True)
class StopScreen:
    """An offer to stop, and to send the open questions without which there is no approval."""

    offer: StopOffer
    open_questions: tuple[QuestionContext, ...]

    @property
    def is_for_vendor(self) -> bool:
        """Return whether the vendor can answer all of them."""
        return not any(
            context.planned_question.is_for_requester
            or context.status.answer_state == "not-confirmed"
            for context in self.open_questions
        )


@dataclass(frozen=True, slots=True)
class EndScreen:
    """The end of the interview: finished, or stopped before that."""

    is_finished: bool


NextScreen: TypeAlias = (
    QuestionScreen
    | ConfirmScreen
    | MitigationScreen
    | CheckAnswersScreen
    | StopScreen
    | TrialScreen
    | EndScreen
)


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of answered questions, and of all questions, in this interview.

    The total is an estimate unless it is exact.
    """

    answered: int
    total: int
    is_exact: bool


def next_screen(state: InterviewState) -> NextScreen:
    """Return the screen to show next."""
    if state.screen in {"done", "quit"}:
        return EndScreen(is_finished=state.screen == "done")
    if state.mitigation_key is not None:
        return MitigationScreen(question_context(state, state.mitigation_key))
    key = current_question_key(state)
    if key is None:
        return _stop_screen(state) or find_trial(state) or _check_answers_screen(state)
    return _confirm_screen(state, key) or _question_screen(state, key)


def _confirm_screen(state: InterviewState, key: str) -> ConfirmScreen | None:
    """Return the screen with the question that is next, unless the person chose that question."""
    if not state.interview.review or state.cursor is not None:
        return None
    unconfirmed = unconfirmed_questions(state)
    if key not in unconfirmed:
        return None
    return ConfirmScreen(
        tuple(question_context(state, name) for name in unconfirmed[:MAX_CONFIRMED_TOGETHER]),
        len(unconfirmed),
    )


def _stop_screen(state: InterviewState) -> StopScreen | None:
    offer = find_stop_offer(state)
    if offer is None:
        return None
    return StopScreen(offer, tuple(question_context(state, key) for key in offer.open_keys))


def current_question_key(state: InterviewState) -> str | None:
    """Return the key of the question that the person is looking at.

    None if the person is looking at another screen, or if no question is left.
    """
    if state.screen != "questions":
        return None
    if state.cursor is not None:
        return state.cursor
    if find_stop_offer(state):
        return None
    queue = build_queue(state)
    if state.waiting_before_change is not None:
        return next((key for key in queue.keys if key not in state.waiting_before_change), None)
    return queue.next_key


def measure_progress(state: InterviewState) -> Progress:
    """Return how many questions are answered and how many there are.

    Of the questions that may or may not apply, half are counted.
    """
    queue = build_queue(state)
    undecided_count = len(queue.undecided)
    total = len(state.applicable_trail) + len(queue.applicable) + (undecided_count + 1) // 2
    answered_count = sum(key not in state.skipped for key in state.applicable_trail)
    return Progress(
        answered_count,
        total,
        is_exact=not undecided_count and not state.tier_assumed and not state.is_tier_undecided,
    )


def _question_screen(state: InterviewState, key: str) -> QuestionScreen:
    context = question_context(state, key)
    progress = measure_progress(state)
    number = (
        state.applicable_trail.index(key) + 1
        if key in state.applicable_trail
        else len(state.applicable_trail) + 1
    )
    return QuestionScreen(
        context=context,
        number=number,
        total=max(number, progress.total),
        is_exact=progress.is_exact,
        is_revisit=key in state.trail,
        shows_help=state.shows_help,
        is_review=state.interview.review,
        decides_tier=(state.tier is None or state.tier_assumed) and state.decides_tier(key),
        letter_point=state.interview.letter_point(key),
    )


def _check_answers_screen(state: InterviewState) -> CheckAnswersScreen:
    shown_keys = [
        key
        for key in _applicable_keys_in_order(state)
        if key in state.trail
        or (
            state.shows_all_answers
            and state.status_and_applicability(key)[0].answer_state != "unanswered"
        )
    ]
    return CheckAnswersScreen(
        answers=tuple(question_context(state, key) for key in shown_keys),
        shows_all_answers=state.shows_all_answers,
        inapplicable_answers=tuple(
            question_context(state, status.question.key)
            for status, applies in state.evaluation
            if applies is False and status.answer_state != "unanswered"
        ),
        left_out=tuple(question_context(state, key) for key in left_out_questions(state)),
        left_out_reasons=explain_left_out(state),
        waiting_count=len(build_queue(state).keys),
        outlook=state.outlook,
        lasting_verdict=(
            state.judgement.verdict
            if state.is_settled_while_open and not state.outlook.is_settled
            else None
        ),
        is_trial=state.interview.tries,
    )


def _applicable_keys_in_order(state: InterviewState) -> Iterator[str]:
    """Yield the keys of the questions that may apply and may be asked.

    Those that only decide the tier come first, then those of the plan in reading order.
    """
    tier_deciding_keys = (
        key
        for evaluation in (state.tier_evaluation, state.evaluation)
        if evaluation is not None
        for key in evaluation.plan.position_by_key
        if key not in state.plan.position_by_key or not state.planned_question(key).is_counted
    )
    counted_keys = (status.question.key for status, _ in state.evaluation)
    for key in dict.fromkeys((*tier_deciding_keys, *counted_keys)):
        if state.may_apply(key) and state.interview.may_ask(key):
            yield key
