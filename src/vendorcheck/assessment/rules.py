"""Apply the rules: those that fire now, must fire or could still fire, and their verdicts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from vendorcheck.assessment.accepted_risks import (
    AcceptedRisks,
    accepts_answer,
    accepts_parsed_answer,
    covering_risk,
)
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.question import AnswerEffect, PlannedQuestion
from vendorcheck.assessment.score import Tally, combine_tallies, tally_sections
from vendorcheck.model.fields import SEVERITIES, Verdict
from vendorcheck.model.policy import Settings
from vendorcheck.model.vendor_file import AcceptedRisk

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""The verdicts from the best to the worst."""
APPROVE, APPROVE_WITH_CONDITIONS, MORE_INFORMATION_NEEDED, DO_NOT_APPROVE = VERDICTS

Rule: TypeAlias = Literal[
    "not-scorable",
    "blocker-failed",
    "blocker-open",
    "coverage",
    "score-band",
    "finding",
    "open",
    "section-floor",
    "grade",
]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that prevents plain approval, and the questions, checks or sections it is about."""

    rule: Rule
    verdict: Verdict
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of the rules.

    `best_verdict` and `worst_verdict` limit the verdicts that open answers can still lead to.
    """

    verdict: Verdict
    best_verdict: Verdict
    worst_verdict: Verdict
    fired_rules: tuple[FiredRule, ...]
    tally: Tally
    section_tallies: Mapping[str, Tally]

    @property
    def is_settled(self) -> bool:
        """Return whether no open answer can change the verdict."""
        return self.best_verdict == self.worst_verdict


class _RuleResults:
    """The results of the rules, collected while they are applied one by one."""

    def __init__(self) -> None:
        self.subjects_by_rule: dict[tuple[Rule, Verdict], list[str]] = {}
        self.best_rank = self.worst_rank = VERDICTS.index(APPROVE)

    def add_fired(self, rule: Rule, verdict: Verdict, subject: str = "") -> None:
        """Record that a rule fires now, and so also that it could."""
        subjects = self.subjects_by_rule.setdefault((rule, verdict), [])
        if subject:
            subjects.append(subject)
        self.add_possible(verdict)

    def add_certain(self, verdict: Verdict) -> None:
        """Record that a rule fires however the open questions are answered."""
        self.best_rank = max(self.best_rank, VERDICTS.index(verdict))

    def add_possible(self, verdict: Verdict) -> None:
        self.worst_rank = max(self.worst_rank, VERDICTS.index(verdict))

    def fired_rules(self) -> Iterator[FiredRule]:
        """Yield the rules that fire, worst verdict first, each once for each of its verdicts."""
        for rule, verdict in sorted(
            self.subjects_by_rule, key=lambda key: (-VERDICTS.index(key[1]), RULES.index(key[0]))
        ):
            yield FiredRule(rule, verdict, tuple(self.subjects_by_rule[rule, verdict]))


def apply_rules(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    resolved_checks: frozenset[str] = frozenset(),
) -> Judgement:
    """Apply the rules to an evaluation.

    Args:
        evaluation: the status of each question.
        accepted_risks: the risks that silence the blocker, finding, open and grade rules, by
            question or check.
        resolved_checks: keys of checks whose contradiction counts as resolved.
    """
    section_tallies = tally_sections(evaluation)
    tally = combine_tallies(section_tallies)
    results = _RuleResults()
    _apply_overall_rules(evaluation, tally, results)
    _apply_question_rules(evaluation, accepted_risks, results)
    _apply_check_rules(evaluation, accepted_risks, resolved_checks, results)
    _apply_section_floors(evaluation, section_tallies, results)
    fired_rules = tuple(results.fired_rules())
    return Judgement(
        fired_rules[0].verdict if fired_rules else APPROVE,
        VERDICTS[results.best_rank],
        VERDICTS[results.worst_rank],
        fired_rules,
        tally,
        section_tallies,
    )


def _apply_overall_rules(evaluation: Evaluation, tally: Tally, results: _RuleResults) -> None:
    """Apply not-scorable, coverage and score-band, which are about all questions together."""
    required_coverage = evaluation.plan.settings.coverage_at_least
    if tally.total == 0:
        results.add_fired("not-scorable", MORE_INFORMATION_NEEDED)
        if tally.undecided == 0:
            results.add_certain(MORE_INFORMATION_NEEDED)
            return
    elif tally.total == tally.open and _may_become_not_scorable(evaluation):
        results.add_possible(MORE_INFORMATION_NEEDED)
    if not tally.coverage_reaches(required_coverage):
        results.add_fired("coverage", MORE_INFORMATION_NEEDED)
    elif not tally.coverage_will_reach(required_coverage):
        results.add_possible(MORE_INFORMATION_NEEDED)
    _apply_score_band_rule(evaluation, tally, results)


def _may_become_not_scorable(evaluation: Evaluation) -> bool:
    """Return whether all questions that are scored now could be answered "not applicable"."""
    return all(
        status.question.accepts_not_applicable
        for status, applies in evaluation
        if status.question.weight_units and applies and status.answer_state != "not-applicable"
    )


def _apply_score_band_rule(evaluation: Evaluation, tally: Tally, results: _RuleResults) -> None:
    """Apply score-band: the band of the score now, and of the ends of its range."""
    settings = evaluation.plan.settings
    if tally.total:
        band = _verdict_for_score(settings, tally.score_reaches)
        can_still_rise = (tally.open or tally.undecided) and tally.score_may_reach(
            settings.conditions_at
        )
        band = MORE_INFORMATION_NEEDED if band == DO_NOT_APPROVE and can_still_rise else band
        if band != APPROVE:
            results.add_fired("score-band", band)
    results.add_certain(_verdict_for_score(settings, tally.score_may_reach))
    results.add_possible(_verdict_for_score(settings, tally.score_will_reach))


def _verdict_for_score(settings: Settings, score_reaches: Callable[[Fraction], bool]) -> Verdict:
    if score_reaches(settings.approve_at):
        return APPROVE
    return APPROVE_WITH_CONDITIONS if score_reaches(settings.conditions_at) else DO_NOT_APPROVE


def _apply_question_rules(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, results: _RuleResults
) -> None:
    """Apply blocker-failed, blocker-open, finding, open and grade to each question."""
    for status, applies in evaluation:
        question, answer_result = status.question, status.answer_result
        if applies is False or not question.is_subject_to_rules:
            continue
        if answer_result is not None:
            effect = question.effect_of(answer_result)
            if (
                effect.fails_blocker
                or effect.requires_condition
                or status.grade in question.insufficient_grades
            ) and not covering_risk(status, accepted_risks):
                _apply_rules_to_answer(status, effect, results, surely_applies=applies is True)
        elif status.answer_state != "not-applicable":
            risks = accepted_risks.get(question.key, ())
            _apply_rules_to_open_question(status, risks, results, surely_applies=applies is True)


def _apply_rules_to_answer(
    status: QuestionStatus,
    effect: AnswerEffect,
    results: _RuleResults,
    *,
    surely_applies: bool,
) -> None:
    """Apply the rules to an answer; if it may not apply, record only the possible verdicts."""
    question = status.question
    if effect.fails_blocker:
        if surely_applies:
            results.add_fired("blocker-failed", DO_NOT_APPROVE, question.key)
            results.add_certain(DO_NOT_APPROVE)
        else:
            results.add_fired("blocker-open", MORE_INFORMATION_NEEDED, question.key)
            results.add_possible(DO_NOT_APPROVE)
    condition_rules: tuple[tuple[Rule, bool], ...] = (
        ("finding", effect.requires_condition),
        ("grade", status.grade in question.insufficient_grades),
    )
    for rule, fires in condition_rules:
        if fires and surely_applies:
            results.add_certain(APPROVE_WITH_CONDITIONS)
            results.add_fired(rule, APPROVE_WITH_CONDITIONS, question.key)
        elif fires:
            results.add_possible(APPROVE_WITH_CONDITIONS)


def _apply_rules_to_open_question(
    status: QuestionStatus,
    risks: tuple[AcceptedRisk, ...],
    results: _RuleResults,
    *,
    surely_applies: bool,
) -> None:
    """Apply the rules to an open question as it is and to the answers that it can still get."""
    question = status.question
    if any(risk.answer is None for risk in risks):
        return
    if not any(accepts_answer(risk, status) for risk in risks):
        if question.is_active_blocker:
            results.add_fired("blocker-open", MORE_INFORMATION_NEEDED, question.key)
        if question.gap_requires_condition and surely_applies:
            results.add_fired("open", APPROVE_WITH_CONDITIONS, question.key)
        elif question.gap_requires_condition:
            results.add_possible(APPROVE_WITH_CONDITIONS)
    effects = _effects_still_possible(question, risks) if risks else question.possible_effects
    if any(effect.fails_blocker for effect in effects):
        results.add_possible(DO_NOT_APPROVE)
    if (question.insufficient_grades and effects) or any(
        effect.requires_condition for effect in effects
    ):
        results.add_possible(APPROVE_WITH_CONDITIONS)


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


def _apply_check_rules(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    resolved_checks: frozenset[str],
    results: _RuleResults,
) -> None:
    from_rank = SEVERITIES.index(evaluation.plan.settings.conditions_from)
    for (key, check, _), holds in zip(
        evaluation.plan.checks, evaluation.check_results, strict=True
    ):
        if (
            holds is False
            or key in accepted_risks
            or key in resolved_checks
            or SEVERITIES.index(check.severity) < from_rank
        ):
            continue
        results.add_possible(APPROVE_WITH_CONDITIONS)
        if holds:
            results.add_fired("finding", APPROVE_WITH_CONDITIONS, key)
            results.add_certain(APPROVE_WITH_CONDITIONS)


def _apply_section_floors(
    evaluation: Evaluation, section_tallies: Mapping[str, Tally], results: _RuleResults
) -> None:
    for section, floor in evaluation.plan.settings.section_floors.items():
        tally = section_tallies.get(section)
        if tally is None:
            continue
        if not tally.score_reaches(floor):
            results.add_fired("section-floor", APPROVE_WITH_CONDITIONS, section)
        elif not tally.score_will_reach(floor):
            results.add_possible(APPROVE_WITH_CONDITIONS)
        if not tally.score_may_reach(floor):
            results.add_certain(APPROVE_WITH_CONDITIONS)
