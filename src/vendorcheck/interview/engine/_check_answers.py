"""The screen with the answers, before the end and on request."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.interview.engine._answer_changes import has_gap_that_matters, has_scored_gap
from vendorcheck.interview.engine._context import QuestionContext, question_context
from vendorcheck.interview.engine._left_out import explain_left_out
from vendorcheck.interview.engine._order import build_queue, left_out_questions
from vendorcheck.interview.engine._state import InterviewState, Outlook
from vendorcheck.model.fields import Verdict


@dataclass(frozen=True, slots=True)
class CheckAnswersScreen:
    """The answers by section; the person changes one by its number, counted from 1 in `answers`.

    `shows_all_answers`: those that only the file holds are listed, too. `is_short`: only what is
    worth a second look is listed: gaps that matter, and what is open; `lesser_gap_count` and
    `good_count` are the numbers of the other answers. `unmitigated_keys`: the listed questions
    whose gap matters, and for which nothing is done yet.
    `inapplicable_answers` no longer apply; they are kept and not counted. `left_out`: the questions
    that the fast interview spares, and `left_out_reasons` why, in sentences. `lasting_verdict`:
    what the verdict stays as long as what is open stays open, if nothing else can change it.
    `waiting_count`: how many questions are still to come. `is_trial`: what is changed is only
    tried.
    """

    answers: tuple[QuestionContext, ...]
    shows_all_answers: bool
    is_short: bool
    lesser_gap_count: int
    good_count: int
    unmitigated_keys: tuple[str, ...]
    inapplicable_answers: tuple[QuestionContext, ...]
    left_out: tuple[QuestionContext, ...]
    left_out_reasons: tuple[str, ...]
    waiting_count: int
    outlook: Outlook
    lasting_verdict: Verdict | None
    is_trial: bool


def check_answers_screen(state: InterviewState) -> CheckAnswersScreen:
    """Return the screen: before the end only what is worth a second look, on request all."""
    shown_keys = [
        key
        for key in _applicable_keys_in_order(state)
        if key in state.trail
        or (
            state.shows_all_answers
            and state.status_and_applicability(key)[0].answer_state != "unanswered"
        )
    ]
    answers = [question_context(state, key) for key in shown_keys]
    is_short = not _lists_every_answer(state)
    listed = list(filter(_is_worth_a_look, answers)) if is_short else answers
    gap_count = sum(has_scored_gap(context.status) for context in answers)
    lesser_gap_count = gap_count - sum(has_scored_gap(context.status) for context in listed)
    return CheckAnswersScreen(
        answers=tuple(listed),
        shows_all_answers=state.shows_all_answers,
        is_short=is_short,
        lesser_gap_count=lesser_gap_count,
        good_count=len(answers) - len(listed) - lesser_gap_count,
        unmitigated_keys=() if state.interview.plain_words else _unmitigated_keys(listed),
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


def _lists_every_answer(state: InterviewState) -> bool:
    """Return whether the person asked for all answers, or gave only those few of a request."""
    interview = state.interview
    is_on_request = state.screen == "review" or state.shows_all_answers
    return is_on_request or interview.plain_words or interview.review


def _is_worth_a_look(context: QuestionContext) -> bool:
    return context.status.is_open or has_gap_that_matters(context.status)


def _unmitigated_keys(contexts: Iterable[QuestionContext]) -> tuple[str, ...]:
    return tuple(
        context.planned_question.key
        for context in contexts
        if has_gap_that_matters(context.status)
        and (context.status.answer is None or context.status.answer.mitigation is None)
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
