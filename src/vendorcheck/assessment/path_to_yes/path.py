"""The path to yes: the fewest steps that turn the verdict, or ones that can't be dropped."""

from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import Judgement, RuleResult
from vendorcheck.assessment.path_to_yes.knapsack import WorkLimitReached
from vendorcheck.assessment.path_to_yes.search import StepSearch, StepSet
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step
from vendorcheck.model.fields import Verdict

MAX_ASSESSMENTS: Final = 20_000
"""The most assessments that the search for the fewest steps may take."""
_MAX_FALLBACK_ASSESSMENTS: Final = 5_000
"""The most assessments that the search for any path may take after that."""


@dataclass(frozen=True, slots=True)
class PathToYes:
    """The steps to a verdict, in the order of the questionnaires; None where there is no way.

    `is_minimal` is set if the steps are proven to be the fewest with the least effort; otherwise it
    is only proven that none can be dropped. `blocked_by` are the rules that still stand in the way
    after all steps.
    """

    steps: tuple[Step, ...] | None
    is_minimal: bool
    blocked_by: tuple[RuleResult, ...] = ()


def find_path_to_yes(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    target: Verdict,
    max_assessments: int = MAX_ASSESSMENTS,
    judgement: Judgement | None = None,
) -> PathToYes:
    """Return the fewest steps that lift the verdict to the target, or better.

    Of several paths it is the one with the least effort (low 1, medium 2, high 3; medium where none
    is named), then the first in the order of the questionnaires. Answers that a step changes count
    as verified. Questions that are not scored are answered only where nothing else leads there.

    The path is exact up to `max_assessments`, unless hundreds of gaps of different effort have to
    be weighed, or dozens hundreds of times. Beyond that it is a path from which no step can be
    dropped.
    """
    narrow_path = _search_path(
        AvailableSteps(evaluation, judgement), accepted_risks, target, max_assessments
    )
    if narrow_path.steps is not None:
        return narrow_path
    wide_path = _search_path(
        AvailableSteps(evaluation, judgement, include_deciding_answers=True),
        accepted_risks,
        target,
        max_assessments,
    )
    return wide_path if wide_path.steps is not None else narrow_path


def _search_path(
    available_steps: AvailableSteps,
    accepted_risks: AcceptedRisks,
    target: Verdict,
    max_assessments: int,
) -> PathToYes:
    try:
        search = StepSearch(available_steps, accepted_risks, target, max_assessments)
        steps, is_minimal = search.find_steps(), True
    except WorkLimitReached:
        steps, is_minimal = _find_irreducible_steps(available_steps, accepted_risks, target), False
    if steps is None:
        search = StepSearch(available_steps, accepted_risks, target, _MAX_FALLBACK_ASSESSMENTS)
        return PathToYes(None, is_minimal, search.node_after(search.all_steps()).obstacles)
    return PathToYes(tuple(sorted(steps, key=lambda step: step.position)), is_minimal)


def _find_irreducible_steps(
    available_steps: AvailableSteps, accepted_risks: AcceptedRisks, target: Verdict
) -> StepSet | None:
    """Return steps of which none can be dropped, reduced from all or from any that suffice."""
    search = StepSearch(available_steps, accepted_risks, target, _MAX_FALLBACK_ASSESSMENTS)
    all_steps = search.all_steps()
    steps: StepSet | None = all_steps
    if search.node_after(all_steps).obstacles:
        try:
            steps = search.find_steps(depth_first=True)
        except WorkLimitReached:
            return None
    # Dropping steps ends by itself, since each round but the last drops one.
    unlimited_search = StepSearch(
        available_steps,
        accepted_risks,
        target,
        _MAX_FALLBACK_ASSESSMENTS * _MAX_FALLBACK_ASSESSMENTS,
    )
    return None if steps is None else unlimited_search.drop_needless_steps(steps)
