"""What an interview shows next, and what changed by what was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vendorcheck.assessment.evaluation import QuestionStatus, questionnaire_applies
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.interview.engine._order import build_queue, left_out_questions
from vendorcheck.interview.engine._state import InterviewState, Outlook
from vendorcheck.interview.engine._why import explain_left_out
from vendorcheck.model.conditions import Truth
from vendorcheck.model.policy import Tier
from vendorcheck.model.questionnaire import Questionnaire, Section


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """A question with where it stands and how it is answered so far."""

    planned_question: PlannedQuestion
    questionnaire: Questionnaire
    section: Section
    status: QuestionStatus
    applies: Truth


@dataclass(frozen=True, slots=True)
class QuestionScreen:
    """A question to ask.

    `number` of `total`: exact, or about so many as far as can be told. `again`: the person came back to it. `help`:
    why it is asked and where to look are wanted. `reviewing`: it is to be verified or disputed, not answered.
    `deciding_tier`: it is asked to find out how much has to be asked.
    """

    context: QuestionContext
    number: int
    total: int
    is_exact: bool
    is_revisit: bool
    shows_help: bool
    is_review: bool
    decides_tier: bool


@dataclass(frozen=True, slots=True)
class MitigationScreen:
    """Something may be said of what is done about a gap, and by when."""

    context: QuestionContext


@dataclass(frozen=True, slots=True)
class CheckAnswersScreen:
    """The answers, by section, each to be changed by its number (from 1) in `places`.

    `whole`: all that are in the file, too. `unused`: answered, but they no longer apply; kept and not counted.
    `left_out`: what fast spared, and `why` in sentences. `waiting`: how many questions are still to come.
    """

    answers: tuple[QuestionContext, ...]
    shows_all_answers: bool
    inapplicable_answers: tuple[QuestionContext, ...]
    left_out: tuple[QuestionContext, ...]
    left_out_reasons: tuple[str, ...]
    waiting_count: int
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class EndScreen:
    """The interview is over; `finished`, or stopped before its end."""

    is_finished: bool


NextScreen: TypeAlias = QuestionScreen | MitigationScreen | CheckAnswersScreen | EndScreen


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions of this interview are answered; the total is about right unless it is exact."""

    answered: int
    total: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class AnswerConsequences:
    """What an answer changed beyond itself.

    `dropped`: answered questions that no longer apply. `tier`: the tier, if it has become known or another one.
    `added`: the questionnaires that are surely asked now; `removed`: those that were asked, or might have been, and are
    not any more. One of which nobody knows is neither. `contradictions`: what the answers say
    against each other now.
    """

    inapplicable_answers: tuple[QuestionContext, ...]
    new_tier: Tier | None
    added_questionnaires: tuple[Questionnaire, ...]
    removed_questionnaires: tuple[Questionnaire, ...]
    new_contradictions: tuple[str, ...]


def next_screen(state: InterviewState) -> NextScreen:
    """What to show next."""
    if state.screen in {"done", "quit"}:
        return EndScreen(is_finished=state.screen == "done")
    if state.mitigation_key is not None:
        return MitigationScreen(question_context(state, state.mitigation_key))
    key = current_question_key(state)
    if key is None:
        return _check_answers_screen(state)
    return _question_screen(state, key)


def current_question_key(state: InterviewState) -> str | None:
    """The question that the person is looking at; None: the check-answers screen."""
    if state.screen != "questions":
        return None
    if state.cursor is not None:
        return state.cursor
    coming = build_queue(state)
    if state.waiting_before_change is not None:
        return next((key for key in coming.keys if key not in state.waiting_before_change), None)
    return coming.next_key


def question_context(state: InterviewState, key: str) -> QuestionContext:
    """A question with where it stands; KeyError if it has no place in the interview."""
    reply, applies = state.status_and_applicability(key)
    found = state.interview.assessor.library[reply.question.questionnaire_id]
    section = next(
        section
        for section in found.sections
        if f"{found.id}/{section.id}" == reply.question.section_key
    )
    return QuestionContext(reply.question, found, section, reply, applies)


def measure_progress(state: InterviewState) -> Progress:
    """How far the interview is."""
    coming = build_queue(state)
    doubtful = len(coming.undecided)
    total = len(state.applicable_trail) + len(coming.applicable) + (doubtful + 1) // 2
    answered = sum(key not in state.skipped for key in state.applicable_trail)
    return Progress(
        answered,
        total,
        is_exact=not doubtful and not state.tier_assumed and not state.is_tier_undecided,
    )


def find_consequences(before: InterviewState, after: InterviewState) -> AnswerConsequences:
    """What changed by a step beyond the answer itself. While the tier is only assumed, nothing is said of it."""
    known = not after.tier_assumed and not after.is_tier_undecided
    was_known = not before.tier_assumed and not before.is_tier_undecided
    moved = known and (not was_known or after.tier != before.tier)
    old, new = _asked_questionnaires(before) if was_known else {}, _asked_questionnaires(after)
    return AnswerConsequences(
        inapplicable_answers=tuple(_newly_inapplicable_answers(before, after)),
        new_tier=after.tier if moved else None,
        added_questionnaires=_questionnaires_in_plan_order(
            after, frozenset(home for home in new if new[home] and not old.get(home))
        )
        if known
        else (),
        removed_questionnaires=_questionnaires_in_plan_order(
            before, frozenset(old.keys() - new.keys())
        )
        if known
        else (),
        new_contradictions=tuple(_new_contradictions(before, after)),
    )


def _asked_questionnaires(state: InterviewState) -> dict[str, Truth]:
    """The questionnaires that are asked, and those that may be: None."""
    plan, situation = state.plan, state.evaluation
    found = {
        one.id: questionnaire_applies(situation, plan.gates[one.id]) for one in plan.questionnaires
    }
    return {home: holds for home, holds in found.items() if holds is not False}


def _questionnaires_in_plan_order(
    state: InterviewState, ids: frozenset[str]
) -> tuple[Questionnaire, ...]:
    """Some of the questionnaires of a plan, in its order."""
    return tuple(one for one in state.plan.questionnaires if one.id in ids)


def _newly_inapplicable_answers(
    before: InterviewState, after: InterviewState
) -> Iterator[QuestionContext]:
    for reply, applies in before.evaluation:
        key = reply.question.key
        if applies is False or reply.answer_state == "unanswered":
            continue
        if not after.has_question(key) or after.status_and_applicability(key)[1] is False:
            yield question_context(before, key)


def _new_contradictions(before: InterviewState, after: InterviewState) -> Iterator[str]:
    known = {
        key
        for (key, _, _), holds in zip(
            before.plan.checks, before.evaluation.check_results, strict=True
        )
        if holds is True
    }
    for (key, check, _), holds in zip(
        after.plan.checks, after.evaluation.check_results, strict=True
    ):
        if holds is True and key not in known:
            yield check.message


def _question_screen(state: InterviewState, key: str) -> QuestionScreen:
    place = question_context(state, key)
    far = measure_progress(state)
    number = (
        state.applicable_trail.index(key) + 1
        if key in state.applicable_trail
        else len(state.applicable_trail) + 1
    )
    return QuestionScreen(
        context=place,
        number=number,
        total=max(number, far.total),
        is_exact=far.is_exact,
        is_revisit=key in state.trail,
        shows_help=state.shows_help,
        is_review=state.interview.review,
        decides_tier=(state.tier is None or state.tier_assumed) and state.decides_tier(key),
    )


def _check_answers_screen(state: InterviewState) -> CheckAnswersScreen:
    shown = [
        key
        for key in _applicable_keys_in_order(state)
        if key in state.trail or (state.shows_all_answers and _is_answered(state, key))
    ]
    return CheckAnswersScreen(
        answers=tuple(question_context(state, key) for key in shown),
        shows_all_answers=state.shows_all_answers,
        inapplicable_answers=tuple(_inapplicable_answers(state)),
        left_out=tuple(question_context(state, key) for key in left_out_questions(state)),
        left_out_reasons=explain_left_out(state),
        waiting_count=len(build_queue(state).keys),
        outlook=state.outlook,
    )


def _is_answered(state: InterviewState, key: str) -> bool:
    """Whether a question is answered; one that is not comes up by itself, or was left out."""
    return state.status_and_applicability(key)[0].answer_state != "unanswered"


def _applicable_keys_in_order(state: InterviewState) -> Iterator[str]:
    """The questions that may apply: those that only decide the tier first, then the plan's in reading order."""
    informing = (
        key
        for situation in (state.tier_evaluation, state.evaluation)
        if situation is not None
        for key in situation.plan.position_by_key
        if key not in state.plan.position_by_key or not state.planned_question(key).is_counted
    )
    counted = (reply.question.key for reply, _ in state.evaluation)
    for key in dict.fromkeys((*informing, *counted)):
        if state.status_and_applicability(key)[1] is not False and state.interview.may_ask(key):
            yield key


def _inapplicable_answers(state: InterviewState) -> Iterator[QuestionContext]:
    """What was answered in this interview, or stands in the file, but does not apply."""
    for reply, applies in state.evaluation:
        if applies is False and reply.answer_state != "unanswered":
            yield question_context(state, reply.question.key)
