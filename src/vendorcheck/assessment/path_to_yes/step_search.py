"""Search for the steps to one verdict: build the network, search it, improve what is found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.judgement import VERDICTS, RuleResult
from vendorcheck.assessment.path_to_yes.bounds import Price
from vendorcheck.assessment.path_to_yes.codes import StepCodes
from vendorcheck.assessment.path_to_yes.improvement import (
    CHANGE_LIMIT,
    stages_near,
)
from vendorcheck.assessment.path_to_yes.network import (
    ChangeLimit,
    Network,
    Stage,
    WorkBudget,
    make_network,
)
from vendorcheck.assessment.path_to_yes.requirements import Requirements
from vendorcheck.assessment.path_to_yes.search import NetworkSearch
from vendorcheck.assessment.path_to_yes.stages import StageMaker
from vendorcheck.assessment.path_to_yes.steps import (
    AvailableSteps,
    Step,
    rank_steps,
    take_steps,
)
from vendorcheck.model.fields import Verdict

_MAX_WORK_TO_IMPROVE: Final = 20_000
"""The most labels that may pass a choice while a path is improved once."""
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
        self.work_budget = WorkBudget(max_work)
        evaluation = available_steps.initial_evaluation
        requirements = Requirements(evaluation, accepted_risks, target)
        self._codes = StepCodes(tuple(available_steps.all_steps()))
        self._stages, self._needed = _with_sums_that_can_fail(
            StageMaker(available_steps, requirements, self._codes).stages(), requirements.needed
        )
        self._prices: tuple[Price, ...] | None = None
        self._known_answers = tuple(
            status.known_answer(applies)
            for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
        )

    def find_steps(self, known_paths: Iterable[StepSet] = ()) -> tuple[StepSet | None, bool]:
        """Return the best steps, and whether that is proven; None without a path.

        Args:
            known_paths: steps that lead to the verdict.
        """
        steps, is_exact = self._search(make_network(self._stages, self._known_answers))
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

    def _search(self, network: Network) -> tuple[StepSet | None, bool]:
        search = NetworkSearch(network, self._needed, self.work_budget, self._prices)
        # Prices that are good for all paths are good enough for those near one of them.
        self._prices = search.prices
        result = search.find_path()
        if result.label is None:
            return None, result.is_exact
        return self._codes.steps_of(-result.label[2]), result.is_exact

    def _search_below(self, steps: StepSet) -> StepSet | None:
        """Return steps that are enough, none but some of these; None if they all are not."""
        if self.obstacles_after(steps):
            return None
        stages = stages_near(self._stages, self._codes.code_of(steps), len(self._codes), 0)
        network = make_network(tuple(stages), self._known_answers, ChangeLimit(0, len(steps)))
        found, _ = self._search(network)
        return steps if found is None else found

    def _improve(self, steps: StepSet) -> StepSet:
        """Return steps that can't be dropped or exchanged for better ones."""
        edge_count = 0
        while edge_count < _MAX_EDGES_TO_IMPROVE:
            stages = stages_near(self._stages, self._codes.code_of(steps), len(self._codes))
            network = make_network(tuple(stages), self._known_answers, CHANGE_LIMIT)
            edge_count += network.edge_count
            self.work_budget = WorkBudget(_MAX_WORK_TO_IMPROVE)
            near, _ = self._search(network)
            if near is None or rank_steps(near)[:2] >= rank_steps(steps)[:2]:
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


def _with_sums_that_can_fail(
    stages: Sequence[Stage], needed: Sequence[int]
) -> tuple[tuple[Stage, ...], tuple[int, ...]]:
    """Return stages and what is needed, without the sums that are enough whatever is chosen."""
    least = [0] * len(needed)
    for stage in stages:
        amounts = [choice.amounts for choices in stage.choices.values() for choice in choices]
        for index, values in enumerate(zip(*amounts, strict=True)):
            least[index] += min(values)
    kept = [index for index, amount in enumerate(needed) if least[index] < amount]
    return tuple(
        replace(
            stage,
            choices={
                outcome: tuple(
                    choice._replace(amounts=tuple([choice.amounts[index] for index in kept]))
                    for choice in choices
                )
                for outcome, choices in stage.choices.items()
            },
        )
        for stage in stages
    ), tuple(needed[index] for index in kept)
