"""Bound the score and coverage that steps can gain: the bound is never less than the real gain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import lcm
from typing import Final

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import APPROVE
from vendorcheck.assessment.path_to_yes.knapsack import Candidate, WorkBudget, fewest_candidates
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step, StepChoices
from vendorcheck.assessment.score import HUNDRED_PERCENT, Tally
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings

_MAX_CACHED_SELECTIONS: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Shortfall:
    """A question's weight, the part that is not earned, and the part that is not answered."""

    weight_units: int
    unearned_units: int
    open_units: int


class GainBound:
    """A bound on the gain of steps towards the score and coverage of a target verdict.

    All numbers are whole. Reaching a percentage `p` of a total is having
    `hundred_percent * part - p * total` at 0 or above; a step gains what it adds to that. Questions
    that a step may make apply, or cease to apply, count in its favour.
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
        # Many branches of a search lead to the same candidates.
        self._cached_fewest_candidates = lru_cache(_MAX_CACHED_SELECTIONS)(fewest_candidates)
        self._work_budget = WorkBudget()

    def fewest_sufficient_steps(
        self,
        evaluation: Evaluation,
        tally: Tally,
        steps: Sequence[Step],
        forced_choices: Sequence[StepChoices] = (),
    ) -> tuple[Step, ...] | None:
        """Return the fewest steps that may suffice, at most one a question; None if all do not.

        One step of each forced choice counts as taken, the one that gains most, and is not
        returned; if those suffice, no further step is returned.
        """
        whole = tally.total + tally.undecided
        needed_gain = self.score_target * whole - self.hundred_percent * tally.earned
        needed_coverage = self.coverage_target * whole - self.hundred_percent * (
            tally.total - tally.open
        )
        candidates = self._candidates(evaluation, tally, steps)
        for choices in forced_choices:
            forced = [candidates[step] for step in choices if step in candidates]
            needed_gain -= max((candidate.gain for candidate in forced), default=0)
            needed_coverage -= max(
                (candidate.gain for candidate in forced if candidate.adds_coverage), default=0
            )
        if forced_choices and needed_gain <= 0 and needed_coverage <= 0:
            return ()
        best_steps = _best_steps(candidates, forced_choices)
        positions = self._cached_fewest_candidates(
            tuple(candidates[step] for step in best_steps),
            max(needed_gain, 0),
            max(needed_coverage, 0),
            self._work_budget,
        )
        return None if positions is None else tuple(best_steps[index] for index in positions)

    def _candidates(
        self, evaluation: Evaluation, tally: Tally, steps: Sequence[Step]
    ) -> dict[Step, Candidate]:
        """Return each step as a candidate, without the steps that gain nothing."""
        positions_by_step = self.available_steps.affected_positions_by_step(evaluation, steps)
        # Very many answers to one question may affect very many others: weigh each list once.
        position_lists = {id(positions): positions for positions in positions_by_step.values()}
        applicability_gains = {
            list_id: self._total_applicability_gain(evaluation, positions)
            for list_id, positions in position_lists.items()
        }
        # An answer counts only if its question applies, or if some step can make it apply.
        reachable_positions = {
            index for index, applies in enumerate(evaluation.applies) if applies
        }.union(*position_lists.values())
        candidates = {
            step: self._candidate(
                evaluation,
                step,
                applicability_gains[id(positions)],
                own_answer_counts=step.position in reachable_positions,
            )
            for step, positions in positions_by_step.items()
        }
        # While nothing counts, any step that decides what applies may be the first one needed.
        return {
            step: candidate
            for step, candidate in candidates.items()
            if candidate.gain or (not tally.total and positions_by_step[step])
        }

    def _candidate(
        self,
        evaluation: Evaluation,
        step: Step,
        applicability_gain: tuple[int, int],
        *,
        own_answer_counts: bool,
    ) -> Candidate:
        gain = coverage = 0
        if own_answer_counts and step.kind in ("remedy", "answer"):
            shortfall = self._shortfall(evaluation, step.position)
            gain = self.hundred_percent * shortfall.unearned_units
            coverage = self.hundred_percent * shortfall.open_units
            if evaluation.applies[step.position] is None:
                # The step that decides whether the question applies gains the rest.
                weight_units = shortfall.weight_units
                gain = min(gain, (self.hundred_percent - self.score_target) * weight_units)
                coverage = min(
                    coverage, (self.hundred_percent - self.coverage_target) * weight_units
                )
        gain, coverage = gain + applicability_gain[0], coverage + applicability_gain[1]
        # One number serves for gain and coverage; the larger keeps the bound from being too low.
        return Candidate(step.effort, max(gain, coverage), adds_coverage=coverage > 0)

    def _total_applicability_gain(
        self, evaluation: Evaluation, positions: Iterable[int]
    ) -> tuple[int, int]:
        """Return the most gain and coverage if some questions come to apply, or cease to."""
        gains = [self._applicability_gain(evaluation, index) for index in positions]
        return sum(gain for gain, _ in gains), sum(coverage for _, coverage in gains)

    def _applicability_gain(self, evaluation: Evaluation, position: int) -> tuple[int, int]:
        """Return the most gain and coverage if a question comes to apply, or ceases to.

        While that is undecided, a question counts as one that applies and earns nothing.
        """
        shortfall = self._shortfall(evaluation, position)
        weight_units = shortfall.weight_units
        earned_units = weight_units - shortfall.unearned_units
        answered_units = weight_units - shortfall.open_units
        score_units, coverage_units = (
            self.score_target * weight_units,
            self.coverage_target * weight_units,
        )
        applies = evaluation.applies[position]
        if applies is True:
            return (
                max(0, score_units - self.hundred_percent * earned_units),
                max(0, coverage_units - self.hundred_percent * answered_units),
            )
        if applies is None:
            return (
                max(score_units, self.hundred_percent * earned_units),
                max(coverage_units, self.hundred_percent * answered_units),
            )
        if self.available_steps.offers_step(position):
            earned_units = answered_units = weight_units
        return (
            max(0, self.hundred_percent * earned_units - score_units),
            max(0, self.hundred_percent * answered_units - coverage_units),
        )

    def _shortfall(self, evaluation: Evaluation, position: int) -> _Shortfall:
        question, status = evaluation.plan.questions[position], evaluation.statuses[position]
        if status.is_put_aside:
            return _Shortfall(0, 0, 0)
        if status.answer_result is None:
            return _Shortfall(question.weight_units, question.weight_units, question.weight_units)
        return _Shortfall(
            question.weight_units,
            question.weight_units - question.effect_of(status.answer_result).earned_units,
            0,
        )


def _best_steps(
    candidates: Mapping[Step, Candidate], forced_choices: Iterable[StepChoices]
) -> tuple[Step, ...]:
    """Return the step that gains most for each question, unless the question is forced."""
    best_by_subject: dict[str, Step] = {}
    for step, candidate in candidates.items():
        best_step = best_by_subject.setdefault(step.subject, step)
        if candidate.gain > candidates[best_step].gain:
            best_by_subject[step.subject] = step
    for choices in forced_choices:
        if len({step.subject for step in choices}) == 1:
            best_by_subject.pop(choices[0].subject, None)
    return tuple(best_by_subject.values())
