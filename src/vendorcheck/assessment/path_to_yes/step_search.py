"""Search for the steps to one verdict: build the network, search it, improve what is found."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.choices.choice_search import ChoiceSearch
from vendorcheck.assessment.choices.codes import Codes
from vendorcheck.assessment.choices.network import WorkBudget
from vendorcheck.assessment.judgement import VERDICTS, RuleResult
from vendorcheck.assessment.path_to_yes.requirements import Requirements
from vendorcheck.assessment.path_to_yes.stages import StageMaker
from vendorcheck.assessment.path_to_yes.steps import (
    AvailableSteps,
    Step,
    rank_steps,
    step_order,
    take_steps,
)
from vendorcheck.model.fields import Verdict

_MAX_EDGES_TO_IMPROVE: Final = 60_000
"""A path is improved again until the networks around it had so many choices altogether."""
StepSet: TypeAlias = frozenset[Step]


class StepSearch:
    """A search for the steps from an evaluation to a verdict."""

    def __init__(
        self,
        available_steps: AvailableSteps,
        accepted_risks: AcceptedRisks,
        target: Verdict,
        max_work: int,
    ) -> None:
        self.available_steps = available_steps
        self.accepted_risks = accepted_risks
        self.target_rank = VERDICTS.index(target)
        evaluation = available_steps.initial_evaluation
        requirements = Requirements(evaluation, accepted_risks, target)
        self._codes = Codes(
            sorted(available_steps.all_steps(), key=step_order), lambda step: step.points
        )
        self._choices = ChoiceSearch(
            StageMaker(available_steps, requirements, self._codes).stages(),
            requirements.needed,
            [
                status.known_answer(applies)
                for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
            ],
            len(self._codes),
            WorkBudget(max_work),
        )

    def find_steps(self, known_paths: Iterable[StepSet] = ()) -> tuple[StepSet | None, bool]:
        """Return the best steps, and whether that is proven; None without a path.

        Args:
            known_paths: steps that lead to the verdict.
        """
        code, is_exact = self._choices.find_best()
        steps = None if code is None else self._codes.items_of(code)
        if not is_exact:
            paths = [path for path in known_paths if self._codes.know(path)]
            paths += [] if steps is None else [steps]
            if not paths and (steps := self._search_below(self.all_steps())) is not None:
                paths.append(steps)
            steps = self._improve(min(paths, key=rank_steps)) if paths else None
        # Nothing is promised that was not assessed.
        if steps is not None and self.obstacles_after(steps):
            return None, False
        return steps, is_exact

    def _search_below(self, steps: StepSet) -> StepSet | None:
        """Return steps that are enough, none but some of these; None if they all are not."""
        if self.obstacles_after(steps):
            return None
        code = self._choices.find_below(self._codes.code_of(steps))
        return steps if code is None else self._codes.items_of(code)

    def _improve(self, steps: StepSet) -> StepSet:
        """Return steps that can't be dropped or exchanged for better ones."""
        while self._choices.edges_near < _MAX_EDGES_TO_IMPROVE:
            code = self._choices.find_near(self._codes.code_of(steps))
            near = steps if code is None else self._codes.items_of(code)
            if rank_steps(near)[:2] >= rank_steps(steps)[:2]:
                return steps
            steps = near
        return steps

    def obstacles_after(self, steps: StepSet) -> tuple[RuleResult, ...]:
        """Return the rules that prevent the verdict after some steps."""
        _, judgement = take_steps(
            self.available_steps.initial_evaluation, self.accepted_risks, steps
        )
        return tuple(
            rule_result
            for rule_result in judgement.rule_results
            if VERDICTS.index(rule_result.effective_verdict) > self.target_rank
        )

    def all_steps(self) -> StepSet:
        """Return all steps and those that they make available.

        Where a question offers several, a remedy or an answer rather than support or our consent.
        """
        steps: StepSet = frozenset()
        evaluation = self.available_steps.initial_evaluation
        while True:
            done = {step.subject for step in steps}
            step_by_subject: dict[str, Step] = {}
            # A remedy comes with its support, while support leaves a gap as it is. An answer with
            # full credit raises the score, while consent only lowers what counts.
            for step in sorted(
                self.available_steps.steps_in(evaluation, done),
                key=lambda step: step.kind in {"support", "confirm"},
            ):
                step_by_subject.setdefault(step.subject, step)
            if not step_by_subject:
                return steps
            steps |= frozenset(step_by_subject.values())
            evaluation, _ = take_steps(
                self.available_steps.initial_evaluation, self.accepted_risks, steps
            )
