"""Apply the rules: those that fire now, must fire or could still fire, and their verdicts."""

from collections.abc import Callable, Iterable

from vendorcheck.assessment.accepted_risks import (
    AcceptedRisks,
    accepts_parsed_answer,
    covering_risk,
)
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import (
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    Judgement,
    Rule,
    RuleCollector,
)
from vendorcheck.assessment.plan.check import PlannedCheck
from vendorcheck.assessment.plan.question import AnswerEffect, PlannedQuestion
from vendorcheck.assessment.score import tally_sections
from vendorcheck.assessment.sum_rules import apply_sum_rules
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import SEVERITIES, Verdict
from vendorcheck.model.policy import Settings
from vendorcheck.model.vendor_file import AcceptedRisk


def apply_rules(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    resolved_checks: frozenset[str] = frozenset(),
) -> Judgement:
    """Apply the rules to an evaluation.

    Args:
        evaluation: the status of each question.
        accepted_risks: the risks that silence the rules blocker, requirement, finding and grade,
            by question or check.
        resolved_checks: keys of checks whose contradiction counts as resolved.
    """
    section_tallies = tally_sections(evaluation)
    results = RuleCollector()
    tally = apply_sum_rules(evaluation, section_tallies, results)
    for status, applies in evaluation:
        apply_question_rules(status, applies, accepted_risks, results)
    plan = evaluation.plan
    for check, fails in zip(plan.checks, evaluation.check_results, strict=True):
        if check.key not in resolved_checks:
            apply_check_rules(check, fails, plan.settings, accepted_risks, results)
    return results.judge(tally, section_tallies)


def apply_question_rules(
    status: QuestionStatus, applies: Truth, accepted_risks: AcceptedRisks, results: RuleCollector
) -> None:
    """Apply blocker, finding and grade to a question."""
    question = status.question
    if applies is False or status.is_put_aside or not question.is_subject_to_rules:
        return
    if status.answer_result is None:
        risks = accepted_risks.get(question.key, ())
        is_accepted = bool(covering_risk(status, accepted_risks))
        for rule, verdict in _rules_that_could_fire(question, risks):
            if is_accepted:
                results.add_accepted_possibility(verdict)
            else:
                results.add_possible(rule, verdict, question.key)
        return
    effect = question.effect_of(status.answer_result)
    is_weak = status.grade in question.insufficient_grades
    if (effect.has_consequences or is_weak) and not covering_risk(status, accepted_risks):
        add = _recorder(results, applies)
        for rule, verdict in _rules_that_fire(effect, is_weak=is_weak):
            add(rule, verdict, question.key)


def _recorder(results: RuleCollector, fires: Truth) -> Callable[[Rule, Verdict, str], None]:
    """Return the method that records a rule: as fired, or as possible while that is undecided."""
    return results.add_fired if fires else results.add_possible


def _rules_that_fire(effect: AnswerEffect, *, is_weak: bool) -> Iterable[tuple[Rule, Verdict]]:
    """Yield the rules that an answer with this effect breaks, should its question apply."""
    if effect.fails_blocker:
        yield "blocker", DO_NOT_APPROVE
    if effect.requires_condition:
        yield "finding", APPROVE_WITH_CONDITIONS
    if is_weak:
        yield "grade", APPROVE_WITH_CONDITIONS


def _rules_that_could_fire(
    question: PlannedQuestion, risks: tuple[AcceptedRisk, ...]
) -> Iterable[tuple[Rule, Verdict]]:
    """Yield the rules that some answer to an open question would break.

    Answers that an accepted risk covers break none.
    """
    if any(risk.answer is None for risk in risks):
        return ()
    effects = _effects_still_possible(question, risks) if risks else question.possible_effects
    worst_effect = AnswerEffect(
        fails_blocker=any(effect.fails_blocker for effect in effects),
        requires_condition=any(effect.requires_condition for effect in effects),
    )
    return _rules_that_fire(worst_effect, is_weak=bool(question.insufficient_grades and effects))


def _effects_still_possible(
    question: PlannedQuestion, risks: tuple[AcceptedRisk, ...]
) -> tuple[AnswerEffect, ...]:
    """Return the effects that an answer can still have, without those of accepted answers."""
    if not question.option_effects:
        return question.possible_effects
    return tuple(
        effect
        for parsed_answer, effect in question.option_effects
        if not any(accepts_parsed_answer(risk, question, parsed_answer) for risk in risks)
    )


def apply_check_rules(
    check: PlannedCheck,
    fails: Truth,
    settings: Settings,
    accepted_risks: AcceptedRisks,
    results: RuleCollector,
) -> None:
    """Apply requirement, and finding to a contradiction or a failed requirement."""
    if fails is False or check.key in accepted_risks:
        return
    add = _recorder(results, fails)
    if check.blocks:
        add("requirement", DO_NOT_APPROVE, check.key)
    if SEVERITIES.index(check.severity) >= SEVERITIES.index(settings.conditions_from):
        add("finding", APPROVE_WITH_CONDITIONS, check.key)
