"""The consequences of an answer: what it changed beyond itself."""

from dataclasses import dataclass

from vendorcheck.assessment.evaluation import questionnaire_applies
from vendorcheck.interview.engine._context import QuestionContext, question_context
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.model.conditions import Truth
from vendorcheck.model.policy import Tier
from vendorcheck.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class AnswerConsequences:
    """The effects of an answer beyond the answer itself.

    `inapplicable_answers`: answered questions that no longer apply. `new_tier`: the tier, if it has
    become known or changed. `added_questionnaires` are certainly asked now;
    `removed_questionnaires` were asked, or might have been, and no longer are. A questionnaire that
    may or may not apply now is in neither. `new_contradictions`: the messages of the checks that
    now find a contradiction.
    """

    inapplicable_answers: tuple[QuestionContext, ...]
    new_tier: Tier | None
    added_questionnaires: tuple[Questionnaire, ...]
    removed_questionnaires: tuple[Questionnaire, ...]
    new_contradictions: tuple[str, ...]


def find_consequences(before: InterviewState, after: InterviewState) -> AnswerConsequences:
    """Return what a step changed beyond the answer itself.

    While the tier is only assumed, neither tier nor questionnaires are reported.
    """
    is_known = not after.tier_assumed and not after.is_tier_undecided
    was_known = not before.tier_assumed and not before.is_tier_undecided
    is_tier_new = is_known and (not was_known or after.tier != before.tier)
    old_truths = _asked_questionnaires(before) if was_known else {}
    new_truths = _asked_questionnaires(after)
    added_questionnaires = (
        questionnaire
        for questionnaire in after.plan.questionnaires
        if new_truths.get(questionnaire.id) and not old_truths.get(questionnaire.id)
    )
    removed_questionnaires = (
        questionnaire
        for questionnaire in before.plan.questionnaires
        if questionnaire.id in old_truths.keys() - new_truths.keys()
    )
    known_contradictions = _contradictions(before)
    return AnswerConsequences(
        inapplicable_answers=tuple(
            question_context(before, status.question.key)
            for status, applies in before.evaluation
            if applies is not False
            and status.answer_state != "unanswered"
            and not after.may_apply(status.question.key)
        ),
        new_tier=after.tier if is_tier_new else None,
        added_questionnaires=tuple(added_questionnaires) if is_known else (),
        removed_questionnaires=tuple(removed_questionnaires) if is_known else (),
        new_contradictions=tuple(
            message
            for key, message in _contradictions(after).items()
            if key not in known_contradictions
        ),
    )


def _asked_questionnaires(state: InterviewState) -> dict[str, Truth]:
    """Return the questionnaires that are asked (True) and those that may be (None)."""
    applicability = (
        (name, questionnaire_applies(state.evaluation, state.plan.gates[name]))
        for name in (questionnaire.id for questionnaire in state.plan.questionnaires)
    )
    return {name: applies for name, applies in applicability if applies is not False}


def _contradictions(state: InterviewState) -> dict[str, str]:
    """Return the messages of the checks that find a contradiction, by check."""
    results = zip(state.plan.checks, state.evaluation.check_results, strict=True)
    return {
        check.key: check.definition.message
        for check, fails in results
        if fails and not check.is_requirement
    }
