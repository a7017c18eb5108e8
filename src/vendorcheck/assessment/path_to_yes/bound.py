"""How much nearer steps can bring the score and the coverage to what is wanted: never less than they do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import lcm
from typing import Final

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_yes.knapsack import Candidate, WorkBudget, fewest_candidates
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step, StepChoices
from vendorcheck.assessment.rules import APPROVE
from vendorcheck.assessment.score import HUNDRED_PERCENT, Tally
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings

_MAX_CACHED_CHOICES: Final = 1_000
"""How many choices from things are remembered."""


@dataclass(frozen=True, slots=True)
class _Shortfall:
    """A question's weight, what of it is not earned, and what of it is not answered."""

    weight_units: int
    unearned_units: int
    open_units: int


class GainBound:
    """Weighs steps against a target, in whole numbers.

    To reach a percentage `p` of a whole is to have `FULL * part - p * whole` at 0 or above, and a step brings
    that nearer by what it adds. What may come to apply or cease to apply counts in a step's favour.
    """

    def __init__(
        self, settings: Settings, target: Verdict, available_steps: AvailableSteps
    ) -> None:
        score = settings.approve_at if target == APPROVE else settings.conditions_at
        unit = lcm(score.denominator, settings.coverage_at_least.denominator)
        self.score_target = int(score * unit)
        self.coverage_target = int(settings.coverage_at_least * unit)
        self.hundred_percent = HUNDRED_PERCENT * unit
        self.available_steps = available_steps
        # Many branches of a search come down to the same things.
        self._cached_fewest_candidates = lru_cache(_MAX_CACHED_CHOICES)(fewest_candidates)
        self._work_budget = WorkBudget()

    def fewest_sufficient_steps(
        self,
        evaluation: Evaluation,
        tally: Tally,
        steps: Sequence[Step],
        forced_choices: Sequence[StepChoices] = (),
    ) -> tuple[Step, ...] | None:
        """The fewest of the steps, at most one for each question, that may be enough; None if all of them are not.

        Of each of the ways that are forced one is taken anyhow, whichever brings the most; then it may take no more.
        """
        gain = self.score_target * tally.total - self.hundred_percent * tally.earned
        cover = self.coverage_target * tally.total - self.hundred_percent * (
            tally.total - tally.open
        )
        things = self._candidates(evaluation, tally, steps)
        for ways in forced_choices:
            found = [things[step] for step in ways if step in things]
            gain -= max((thing.gain for thing in found), default=0)
            cover -= max((thing.gain for thing in found if thing.adds_coverage), default=0)
        if forced_choices and gain <= 0 and cover <= 0:
            return ()
        over = {
            ways[0].subject for ways in forced_choices if len({step.subject for step in ways}) == 1
        }
        best: dict[str, Step] = {}
        for step, thing in things.items():
            if step.subject not in over and (
                step.subject not in best or thing.gain > things[best[step.subject]].gain
            ):
                best[step.subject] = step
        chosen = tuple(best.values())
        positions = self._cached_fewest_candidates(
            tuple(things[step] for step in chosen), max(gain, 0), max(cover, 0), self._work_budget
        )
        return None if positions is None else tuple(chosen[index] for index in positions)

    def _candidates(
        self, evaluation: Evaluation, tally: Tally, steps: Sequence[Step]
    ) -> dict[Step, Candidate]:
        """What each step brings, those left out that bring nothing."""
        touched = self.available_steps.affected_positions_by_step(evaluation, steps)
        # Very many answers to one question may bring in or out very many others.
        lists = {id(found): found for found in touched.values()}
        turned = {
            key: self._total_applicability_gain(evaluation, found) for key, found in lists.items()
        }
        # An answer counts only if its question applies, or something at hand can make it apply.
        within_reach = {index for index, applies in enumerate(evaluation.applies) if applies}.union(
            *lists.values()
        )
        found = {
            step: self._candidate(
                evaluation, step, turned[id(found)], own_answer_counts=step.position in within_reach
            )
            for step, found in touched.items()
        }
        # Where nothing counts yet, whatever decides what applies may be the beginning.
        return {
            step: thing
            for step, thing in found.items()
            if thing.gain or (not tally.total and touched[step])
        }

    def _candidate(
        self,
        evaluation: Evaluation,
        step: Step,
        applicability_gain: tuple[int, int],
        *,
        own_answer_counts: bool,
    ) -> Candidate:
        gain = cover = 0
        if own_answer_counts and step.kind in ("remedy", "answer"):
            lack = self._shortfall(evaluation, step.position)
            counts = evaluation.applies[step.position] is True
            gain = (
                self.hundred_percent * lack.unearned_units
                if counts
                else (self.hundred_percent - self.score_target) * lack.weight_units
            )
            cover = (
                self.hundred_percent if counts else self.hundred_percent - self.coverage_target
            ) * lack.open_units
        gain, cover = gain + applicability_gain[0], cover + applicability_gain[1]
        # What covers is taken to gain as much: no harm, since it never promises less.
        return Candidate(step.effort, max(gain, cover), adds_coverage=cover > 0)

    def _total_applicability_gain(
        self, evaluation: Evaluation, positions: Iterable[int]
    ) -> tuple[int, int]:
        """What it can bring that some questions come to apply, or cease to."""
        found = [self._applicability_gain(evaluation, index) for index in positions]
        return sum(gain for gain, _ in found), sum(cover for _, cover in found)

    def _applicability_gain(self, evaluation: Evaluation, position: int) -> tuple[int, int]:
        """What it can bring that a question comes to apply, or ceases to."""
        lack = self._shortfall(evaluation, position)
        applies = evaluation.applies[position]
        if applies is True:
            ceasing = self.score_target * lack.weight_units - self.hundred_percent * (
                lack.weight_units - lack.unearned_units
            )
            return max(0, ceasing), self.coverage_target * lack.open_units
        if applies is False and self.available_steps.offers_step(position):
            return (self.hundred_percent - self.score_target) * lack.weight_units, (
                self.hundred_percent - self.coverage_target
            ) * lack.weight_units
        coming = (
            self.hundred_percent - self.score_target
        ) * lack.weight_units - self.hundred_percent * lack.unearned_units
        return max(0, coming), (self.hundred_percent - self.coverage_target) * (
            lack.weight_units - lack.open_units
        )

    def _shortfall(self, evaluation: Evaluation, position: int) -> _Shortfall:
        item, reply = evaluation.plan.questions[position], evaluation.statuses[position]
        if reply.answer_state == "not-applicable":
            return _Shortfall(0, 0, 0)
        if reply.answer_result is None:
            return _Shortfall(item.weight_units, item.weight_units, item.weight_units)
        return _Shortfall(
            item.weight_units,
            item.weight_units - item.effect_of(reply.answer_result).earned_units,
            0,
        )
