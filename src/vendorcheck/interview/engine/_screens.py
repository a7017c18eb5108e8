"""The screens of an interview, and its progress."""

from dataclasses import dataclass
from typing import TypeAlias

from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.precheck.letter_points import LetterPoint
from vendorcheck.interview.engine._check_answers import CheckAnswersScreen, check_answers_screen
from vendorcheck.interview.engine._context import QuestionContext, question_context
from vendorcheck.interview.engine._order import build_queue
from vendorcheck.interview.engine._review_order import unconfirmed_questions
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.interview.engine._stopping import StopOffer, find_stop_offer
from vendorcheck.interview.engine._trial import TrialScreen, find_trial

MAX_CONFIRMED_TOGETHER = 10
"""The most questions on a screen: whoever confirms them should have read them."""


@dataclass(frozen=True, slots=True)
class QuestionScreen:
    """A question to ask.

    `number` of `total`: the total is an estimate unless `is_exact`; while the tier is open it is
    that of the questions that decide it, as `is_before_tier` says. `is_revisit`: the person came
    back to the question. `shows_help`: show why it is asked and where to look. `is_review`: the
    answer is to be verified or disputed, not given. `letter_point`: the point of the letter to
    which the vendor's reply is wanted.
    """

    context: QuestionContext
    number: int
    total: int
    is_exact: bool
    is_before_tier: bool
    is_revisit: bool
    shows_help: bool
    is_review: bool
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
    """A gap for which the person wants to name a mitigation and its due date."""

    context: QuestionContext


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
        return _stop_screen(state) or find_trial(state) or check_answers_screen(state)
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

    Of the questions that may or may not apply, half are counted; all in a pre-check, where most of
    them turn out to apply.
    """
    queue = build_queue(state)
    undecided_count = len(queue.undecided)
    expected_count = undecided_count if state.interview.plain_words else (undecided_count + 1) // 2
    waiting_count = max(len(queue.applicable) + expected_count, _count_in_first_tier(state))
    total = len(state.applicable_trail) + waiting_count
    answered_count = sum(key not in state.skipped for key in state.applicable_trail)
    return Progress(
        answered_count,
        total,
        is_exact=not undecided_count and not state.tier_assumed and not state.is_tier_undecided,
    )


def _count_in_first_tier(state: InterviewState) -> int:
    """Return how many questions a pre-check may ask in the first tier, while nothing is answered.

    From the first answer on it is assumed; in any other case 0.
    """
    interview = state.interview
    if not (interview.plain_words and state.is_tier_undecided):
        return 0
    plan = interview.assessor.plan_for_tier(interview.assessor.policy.tiers[0])
    evaluation = evaluate(plan, state.vendor, interview.as_of)
    return sum(applies is not False and state.is_waiting(status) for status, applies in evaluation)


def _question_screen(state: InterviewState, key: str) -> QuestionScreen:
    context = question_context(state, key)
    progress = measure_progress(state)
    number = (
        state.applicable_trail.index(key) + 1
        if key in state.applicable_trail
        else len(state.applicable_trail) + 1
    )
    deciding_count = build_queue(state).tier_deciding_count
    total = len(state.applicable_trail) + deciding_count if deciding_count else progress.total
    return QuestionScreen(
        context=context,
        number=number,
        total=max(number, total),
        is_exact=progress.is_exact,
        is_before_tier=bool(deciding_count),
        is_revisit=key in state.trail,
        shows_help=state.shows_help,
        is_review=state.interview.review,
        letter_point=state.interview.letter_point(key),
    )
