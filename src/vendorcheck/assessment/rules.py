"""The rules: which of them fire, which must, which still could, and the verdicts that follow."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.question import AnswerEffect, PlannedQuestion
from vendorcheck.assessment.score import Tally, combine_tallies, tally_sections
from vendorcheck.model.fields import (
    SEVERITIES,
    Severity,
    Verdict as Verdict,  # noqa: PLC0414 - what the rules end in
)
from vendorcheck.model.policy import Settings
from vendorcheck.model.questions import InvalidAnswer, ParsedAnswer
from vendorcheck.model.vendor_file import AcceptedRisk, VendorFile

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""From the best to the worst."""
APPROVE, APPROVE_WITH_CONDITIONS, MORE_INFORMATION_NEEDED, DO_NOT_APPROVE = VERDICTS
_VERDICT_RANK: Mapping[Verdict, int] = {verdict: rank for rank, verdict in enumerate(VERDICTS)}

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
    """A rule that asks for more than approve, and the questions, checks or sections for whose sake it does."""

    rule: Rule
    verdict: Verdict
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say. `best` and `worst` are the verdicts that open answers can still lead to."""

    verdict: Verdict
    best_verdict: Verdict
    worst_verdict: Verdict
    fired_rules: tuple[FiredRule, ...]
    tally: Tally
    section_tallies: Mapping[str, Tally]

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.best_verdict == self.worst_verdict


AcceptedRisks: TypeAlias = Mapping[str, tuple[AcceptedRisk, ...]]
"""The accepted risks that hold on the day, by question or check."""


def accepted_risks_in_force(vendor: VendorFile, as_of: date) -> dict[str, tuple[AcceptedRisk, ...]]:
    """The risks that are accepted on that day, by question or check; what was accepted for longest comes first."""
    found: dict[str, tuple[AcceptedRisk, ...]] = {}
    for risk in reversed(sorted_accepted_risks(vendor)):
        if risk.expires >= as_of:
            found[risk.question] = (*found.get(risk.question, ()), risk)
    return found


def sorted_accepted_risks(vendor: VendorFile) -> list[AcceptedRisk]:
    """All accepted risks, those that end first first, whatever their order in the file."""
    return sorted(
        vendor.accepted_risks,
        key=lambda risk: (
            risk.expires,
            risk.accepted_on,
            risk.reason,
            risk.accepted_by,
            str(risk.answer),
        ),
    )


def accepts_answer(risk: AcceptedRisk, status: QuestionStatus) -> bool:
    """Whether the answer that was accepted is still the answer; a risk that names none covers any.

    A disputed answer counts as unknown. Where nothing at all was said, not even that was accepted.
    """
    if status.parsed_answer is None:
        return risk.answer is None or (
            risk.answer == "unknown" and status.answer_state in ("unknown", "disputed")
        )
    return _accepts_parsed_answer(risk, status.question, status.parsed_answer)


def _accepts_parsed_answer(
    risk: AcceptedRisk, question: PlannedQuestion, parsed_answer: ParsedAnswer
) -> bool:
    """Whether it is this answer that was accepted; a risk that names none accepts any."""
    if risk.answer is None:
        return True
    try:
        accepted = question.definition.parse_answer(risk.answer)
    except InvalidAnswer:
        return False
    if parsed_answer.options:
        return accepted.options == parsed_answer.options
    return (
        accepted.amount == parsed_answer.amount
        if parsed_answer.amount is not None
        else accepted.raw == parsed_answer.raw
    )


class _RuleResults:
    """What the rules say as they are applied one by one."""

    def __init__(self) -> None:
        self.subjects_by_rule: dict[tuple[Rule, Verdict], list[str]] = {}
        self.best_rank = self.worst_rank = 0

    def add_fired(self, rule: Rule, verdict: Verdict, subject: str = "") -> None:
        """A rule fires as things stand; so it still could."""
        subjects = self.subjects_by_rule.setdefault((rule, verdict), [])
        if subject:
            subjects.append(subject)
        self.add_possible(verdict)

    def add_certain(self, verdict: Verdict) -> None:
        """A rule fires however open questions are answered."""
        self.best_rank = max(self.best_rank, _VERDICT_RANK[verdict])

    def add_possible(self, verdict: Verdict) -> None:
        """A rule could still fire."""
        self.worst_rank = max(self.worst_rank, _VERDICT_RANK[verdict])

    def fired_rules(self) -> Iterator[FiredRule]:
        """The rules that fire, worst first, each once for each verdict it asks for."""
        for rule, verdict in sorted(
            self.subjects_by_rule, key=lambda key: (-_VERDICT_RANK[key[1]], RULES.index(key[0]))
        ):
            yield FiredRule(rule, verdict, tuple(self.subjects_by_rule[rule, verdict]))


def apply_rules(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    resolved_checks: frozenset[str] = frozenset(),
) -> Judgement:
    """Apply the rules.

    Args:
        evaluation: where each question stands.
        accepted_risks: what silences the blocker, finding, open and grade rules, by question or check.
        resolved_checks: checks whose contradiction counts as cleared up.
    """
    sections = tally_sections(evaluation)
    tally = combine_tallies(sections)
    docket = _RuleResults()
    _apply_overall_rules(evaluation, tally, docket)
    _apply_question_rules(evaluation, accepted_risks, docket)
    _apply_check_rules(evaluation, accepted_risks, resolved_checks, docket)
    _apply_section_floors(evaluation, sections, docket)
    fired = tuple(docket.fired_rules())
    verdict = fired[0].verdict if fired else APPROVE
    return Judgement(
        verdict, VERDICTS[docket.best_rank], VERDICTS[docket.worst_rank], fired, tally, sections
    )


def _apply_overall_rules(evaluation: Evaluation, tally: Tally, results: _RuleResults) -> None:
    """not-scorable, coverage, score-band: what is said of all questions together."""
    wanted = evaluation.plan.settings.coverage_at_least
    if tally.total == 0:
        results.add_fired("not-scorable", MORE_INFORMATION_NEEDED)
        if tally.undecided == 0:
            results.add_certain(MORE_INFORMATION_NEEDED)
            return
    elif tally.total == tally.open and _may_become_not_scorable(evaluation):
        results.add_possible(MORE_INFORMATION_NEEDED)
    if not tally.coverage_reaches(wanted):
        results.add_fired("coverage", MORE_INFORMATION_NEEDED)
    elif not tally.coverage_will_reach(wanted):
        results.add_possible(MORE_INFORMATION_NEEDED)
    _apply_score_band_rule(evaluation, tally, results)


def _may_become_not_scorable(evaluation: Evaluation) -> bool:
    """Whether everything that is scored now, all of it open, could yet turn out not to be applicable."""
    return all(
        reply.question.accepts_not_applicable
        for reply, applies in evaluation
        if reply.question.weight_units and applies and reply.answer_state != "not-applicable"
    )


def _apply_score_band_rule(evaluation: Evaluation, tally: Tally, results: _RuleResults) -> None:
    """The score's band now and, by the ends of its range, the best and the worst that it can still be."""
    settings = evaluation.plan.settings
    if tally.total:
        band = _verdict_for_score(settings, tally.score_reaches)
        hopeful = (tally.open or tally.undecided) and tally.score_may_reach(settings.conditions_at)
        band = MORE_INFORMATION_NEEDED if band == DO_NOT_APPROVE and hopeful else band
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
    """blocker-failed, blocker-open, finding, open, grade: what is said of one question."""
    for reply, applies in evaluation:
        item, outcome = reply.question, reply.answer_result
        if applies is False or not item.is_subject_to_rules:
            continue
        if outcome is not None:
            worth = item.effect_of(outcome)
            weak = reply.grade in item.insufficient_grades
            if (weak or worth.fails_blocker or worth.requires_condition) and not _is_accepted(
                reply, accepted_risks
            ):
                _apply_rules_to_answer(
                    item, worth, results, grade_insufficient=weak, surely_applies=applies is True
                )
        elif reply.answer_state != "not-applicable":
            _apply_rules_to_open_question(
                reply, accepted_risks.get(item.key, ()), results, surely_applies=applies is True
            )


def _is_accepted(status: QuestionStatus, accepted_risks: AcceptedRisks) -> bool:
    risks = accepted_risks.get(status.question.key)
    return risks is not None and any(accepts_answer(risk, status) for risk in risks)


def _apply_rules_to_answer(
    question: PlannedQuestion,
    effect: AnswerEffect,
    results: _RuleResults,
    *,
    grade_insufficient: bool,
    surely_applies: bool,
) -> None:
    """What is said of an answer that somebody might mind; if it is not sure to apply, of what it may come to."""
    if effect.fails_blocker:
        if surely_applies:
            results.add_fired("blocker-failed", DO_NOT_APPROVE, question.key)
            results.add_certain(DO_NOT_APPROVE)
        else:
            results.add_fired("blocker-open", MORE_INFORMATION_NEEDED, question.key)
            results.add_possible(DO_NOT_APPROVE)
    if (effect.requires_condition or grade_insufficient) and not surely_applies:
        results.add_possible(APPROVE_WITH_CONDITIONS)
    elif effect.requires_condition or grade_insufficient:
        results.add_certain(APPROVE_WITH_CONDITIONS)
        if effect.requires_condition:
            results.add_fired("finding", APPROVE_WITH_CONDITIONS, question.key)
        if grade_insufficient:
            results.add_fired("grade", APPROVE_WITH_CONDITIONS, question.key)


def _apply_rules_to_open_question(
    status: QuestionStatus,
    risks: tuple[AcceptedRisk, ...],
    results: _RuleResults,
    *,
    surely_applies: bool,
) -> None:
    """What is said of an open question: as it is, and once it is answered."""
    item = status.question
    if any(risk.answer is None for risk in risks):
        return
    if not (risks and any(accepts_answer(risk, status) for risk in risks)):
        if item.is_active_blocker:
            results.add_fired("blocker-open", MORE_INFORMATION_NEEDED, item.key)
        if item.gap_requires_condition and surely_applies:
            results.add_fired("open", APPROVE_WITH_CONDITIONS, item.key)
        elif item.gap_requires_condition:
            results.add_possible(APPROVE_WITH_CONDITIONS)
    worths = _effects_still_possible(item, risks) if risks else item.possible_effects
    if any(worth.fails_blocker for worth in worths):
        results.add_possible(DO_NOT_APPROVE)
    if (item.insufficient_grades and worths) or any(worth.requires_condition for worth in worths):
        results.add_possible(APPROVE_WITH_CONDITIONS)


def _effects_still_possible(
    question: PlannedQuestion, risks: tuple[AcceptedRisk, ...]
) -> tuple[AnswerEffect, ...]:
    """What an answer can still be worth, those left out that are accepted already."""
    if not question.option_effects:
        return question.possible_effects
    return tuple(
        worth
        for value, worth in question.option_effects
        if not any(_accepts_parsed_answer(risk, question, value) for risk in risks)
    )


def gap_severity(status: QuestionStatus) -> Severity:
    """How bad the gap of an answered question is: what the option says, else the question."""
    return (
        status.answer_result.severity if status.answer_result else None
    ) or status.question.severity


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
        if holds is False or key in accepted_risks or key in resolved_checks:
            continue
        if SEVERITIES.index(check.severity) < from_rank:
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
