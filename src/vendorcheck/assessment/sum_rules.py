"""Apply the rules about sums: what is put aside, coverage, score and the scores of sections."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from vendorcheck.assessment.evaluation import Evaluation, questionnaire_applies
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    VERDICTS,
    RuleCollector,
)
from vendorcheck.assessment.score import HUNDRED_PERCENT, Tally, combine_tallies
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings


def apply_sum_rules(
    evaluation: Evaluation, section_tallies: Mapping[str, Tally], results: RuleCollector
) -> Tally:
    """Apply not-scorable, not-applicable, coverage, score-band and section-floor.

    Return the tally over all sections.
    """
    tally = combine_tallies(section_tallies)
    settings = evaluation.plan.settings
    _apply_not_scorable(evaluation, tally, section_tallies, results)
    _apply_not_applicable(settings, tally, results)
    if not tally.coverage_reaches(settings.coverage_at_least):
        results.add_fired("coverage", MORE_INFORMATION_NEEDED, certain=False)
    _apply_score_band(settings, tally, results)
    _apply_section_floors(settings, section_tallies, results)
    return tally


def _apply_not_scorable(
    evaluation: Evaluation,
    tally: Tally,
    section_tallies: Mapping[str, Tally],
    results: RuleCollector,
) -> None:
    """Apply not-scorable to the whole, and to each questionnaire of which all is put aside."""
    if tally.total == 0:
        results.add_fired("not-scorable", MORE_INFORMATION_NEEDED, certain=tally.undecided == 0)
    plan = evaluation.plan
    for questionnaire in plan.questionnaires:
        part = combine_tallies(section_tallies, questionnaire.id)
        if part.total or not part.put_aside + part.undecided_put_aside:
            continue
        # What is undecided may come to apply, and then something is left to score.
        asked = questionnaire_applies(evaluation, plan.gates[questionnaire.id])
        if asked and part.put_aside:
            results.add_fired(
                "not-scorable",
                MORE_INFORMATION_NEEDED,
                questionnaire.id,
                certain=part.undecided == 0,
            )
        elif asked is not False:
            results.add_possible("not-scorable", MORE_INFORMATION_NEEDED, questionnaire.id)


def _apply_not_applicable(settings: Settings, tally: Tally, results: RuleCollector) -> None:
    """Apply not-applicable: the weight that vendors put aside by themselves, without us."""
    part, whole = tally.put_aside_by_vendor, tally.total + tally.put_aside
    least_part, most_whole = part, whole + tally.undecided + tally.undecided_put_aside
    most_part = part + tally.undecided_put_aside_by_vendor
    least_whole = whole + tally.undecided_put_aside_by_vendor
    limit = settings.not_applicable_at_most
    if _exceeds_percent(part, whole, limit):
        results.add_fired(
            "not-applicable",
            MORE_INFORMATION_NEEDED,
            certain=_exceeds_percent(least_part, most_whole, limit),
        )
    elif _exceeds_percent(most_part, least_whole, limit):
        results.add_possible("not-applicable", MORE_INFORMATION_NEEDED)


def _exceeds_percent(part: int, whole: int, percent: Fraction) -> bool:
    return HUNDRED_PERCENT * part * percent.denominator > percent.numerator * whole


def _apply_score_band(settings: Settings, tally: Tally, results: RuleCollector) -> None:
    """Apply score-band: the band of the score now, and of the ends of its range."""
    if tally.total + tally.undecided == 0:
        return
    best = _verdict_for_score(settings, tally.score_may_reach)
    worst = _verdict_for_score(settings, tally.score_will_reach)
    fired = APPROVE
    if tally.total:
        fired = _verdict_for_score(settings, tally.score_reaches)
        if fired == DO_NOT_APPROVE and best != DO_NOT_APPROVE:
            fired = APPROVE_WITH_CONDITIONS
    if fired != APPROVE:
        results.add_fired("score-band", fired, certain=best == fired)
    if VERDICTS.index(worst) > VERDICTS.index(fired):
        results.add_possible("score-band", worst)


def _verdict_for_score(settings: Settings, score_reaches: Callable[[Fraction], bool]) -> Verdict:
    if score_reaches(settings.approve_at):
        return APPROVE
    return APPROVE_WITH_CONDITIONS if score_reaches(settings.conditions_at) else DO_NOT_APPROVE


def _apply_section_floors(
    settings: Settings, section_tallies: Mapping[str, Tally], results: RuleCollector
) -> None:
    for section, floor in settings.section_floors.items():
        tally = section_tallies.get(section)
        if tally is None:
            continue
        if not tally.score_reaches(floor):
            results.add_fired(
                "section-floor",
                APPROVE_WITH_CONDITIONS,
                section,
                certain=not tally.score_may_reach(floor),
            )
        elif not tally.score_will_reach(floor):
            results.add_possible("section-floor", APPROVE_WITH_CONDITIONS, section)
