"""The path to yes: the fewest steps that turn the verdict, or ones that no exchange improves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    VERDICTS,
    RuleResult,
)
from vendorcheck.assessment.path_to_yes.step_search import StepSearch
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step
from vendorcheck.model.fields import Verdict

MAX_WORK: Final = 80_000
"""The most choices that the search for the fewest steps to one verdict may look at."""


@dataclass(frozen=True, slots=True)
class PathToYes:
    """The steps to a verdict, in the order of the questionnaires; None where there is no way.

    `is_minimal` is set if the steps are proven to be the best there are; otherwise it is only known
    that none can be dropped, and no two exchanged for one. `blocked_by` are the rules that still
    stand in the way after all steps.
    """

    steps: tuple[Step, ...] | None
    is_minimal: bool
    blocked_by: tuple[RuleResult, ...] = ()

    @property
    def agreements(self) -> tuple[Step, ...]:
        """The steps in which one of us agrees that a question does not apply."""
        return tuple(step for step in self.steps or () if step.kind == "confirm")

    @property
    def other_steps(self) -> tuple[Step, ...]:
        """The steps of others, and those of ours that are no agreement."""
        return tuple(step for step in self.steps or () if step.kind != "confirm")

    @property
    def waits_for_tier(self) -> bool:
        """Return whether there can be no path before the tier is known."""
        return any(result.rule == "tier-open" for result in self.blocked_by)


def find_paths_to_yes(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    verdict: Verdict,
    max_work: int = MAX_WORK,
) -> dict[Verdict, PathToYes]:
    """Return the path to each verdict that allows to buy: to approve, and to do so with conditions.

    A path is the one with the fewest steps, then the least effort (low 1, medium 2, high 3; medium
    where none is named), then the most points, then the first in the order of the questionnaires.
    Answers that a step changes count as verified. Questions that are not scored are answered only
    where nothing else leads there. A path is exact within `max_work`; the path to the weaker
    verdict is never the worse one.

    Args:
        evaluation: the status of each question.
        accepted_risks: the risks that are accepted, by question or check.
        verdict: the verdict as things stand.
        max_work: how many choices the search for each path may look at.
    """
    finder = _PathFinder(evaluation, accepted_risks, max_work)
    paths: dict[Verdict, PathToYes] = {}
    known_paths: list[tuple[Step, ...]] = []
    for target in (APPROVE, APPROVE_WITH_CONDITIONS):
        if VERDICTS.index(verdict) <= VERDICTS.index(target):
            path = PathToYes((), is_minimal=True)
        else:
            path = finder.find_path(target, known_paths)
        paths[target] = path
        known_paths += [] if path.steps is None else [path.steps]
    return paths


def find_path_to_yes(
    evaluation: Evaluation,
    accepted_risks: AcceptedRisks,
    target: Verdict,
    max_work: int = MAX_WORK,
) -> PathToYes:
    """Return the best steps that lift the verdict to the target, or better."""
    return _PathFinder(evaluation, accepted_risks, max_work).find_path(target)


class _PathFinder:
    """Finds paths from one evaluation, first without answers to questions that are not scored."""

    def __init__(
        self, evaluation: Evaluation, accepted_risks: AcceptedRisks, max_work: int
    ) -> None:
        self.evaluation = evaluation
        self.accepted_risks = accepted_risks
        self.max_work = max_work
        self._available_steps: dict[bool, AvailableSteps] = {}

    def find_path(self, target: Verdict, known_paths: Sequence[Iterable[Step]] = ()) -> PathToYes:
        """Return the best path to a verdict, no worse than those that are known to lead there."""
        narrow_path = self._search(target, known_paths, include_deciding_answers=False)
        if narrow_path.steps is not None:
            return narrow_path
        wide_path = self._search(target, known_paths, include_deciding_answers=True)
        return wide_path if wide_path.steps is not None else narrow_path

    def _search(
        self,
        target: Verdict,
        known_paths: Sequence[Iterable[Step]],
        *,
        include_deciding_answers: bool,
    ) -> PathToYes:
        if include_deciding_answers not in self._available_steps:
            self._available_steps[include_deciding_answers] = AvailableSteps(
                self.evaluation, include_deciding_answers=include_deciding_answers
            )
        search = StepSearch(
            self._available_steps[include_deciding_answers],
            self.accepted_risks,
            target,
            self.max_work,
        )
        steps, is_minimal = search.find_steps(map(frozenset, known_paths))
        if steps is None:
            return PathToYes(None, is_minimal, search.obstacles_after(search.all_steps()))
        return PathToYes(tuple(sorted(steps, key=lambda step: step.position)), is_minimal)
