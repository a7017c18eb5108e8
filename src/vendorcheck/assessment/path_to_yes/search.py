"""Search for steps that turn the verdict: the fewest, or any, proven by applying the rules."""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain, count
from typing import TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import VERDICTS, Judgement, RuleResult
from vendorcheck.assessment.path_to_yes.bound import GainBound
from vendorcheck.assessment.path_to_yes.forced_choices import find_forced_choices
from vendorcheck.assessment.path_to_yes.knapsack import WorkLimitReached
from vendorcheck.assessment.path_to_yes.steps import (
    AvailableSteps,
    Step,
    StepChoices,
    StepRank,
    rank_steps,
    select_disjoint_choices,
    take_steps,
)
from vendorcheck.model.fields import Verdict

StepSet: TypeAlias = frozenset[Step]


@dataclass(frozen=True, slots=True)
class _SearchNode:
    """The evaluation after some steps, its judgement, and the steps that can be taken next."""

    evaluation: Evaluation
    judgement: Judgement
    obstacles: tuple[RuleResult, ...]
    available_steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """All paths that contain some steps and none of the forbidden ones.

    One step of each of the `forced_choices` must be taken as well. Where nothing is forced,
    `expected_steps` are those that may be enough. With neither, the steps are enough.
    """

    steps: StepSet
    forbidden_steps: StepSet
    forced_choices: tuple[StepChoices, ...] = ()
    expected_steps: tuple[Step, ...] = ()


class StepSearch:
    """A search for steps from an evaluation to a verdict; it assesses each set only once."""

    def __init__(
        self,
        available_steps: AvailableSteps,
        accepted_risks: AcceptedRisks,
        target: Verdict,
        max_assessments: int,
    ) -> None:
        self.available_steps = available_steps
        self.accepted_risks = accepted_risks
        self.target_rank = VERDICTS.index(target)
        self.max_assessments = max_assessments
        self.gain_bound = GainBound(available_steps.plan.settings, target, available_steps)
        self._nodes: dict[StepSet, _SearchNode] = {}
        self._queue: list[tuple[StepRank, int, _Branch]] = []
        self._push_numbers = count()
        self._depth_first = False

    def node_after(self, steps: StepSet) -> _SearchNode:
        """Return the node after some steps; assess them if they are new.

        Raises:
            WorkLimitReached: the search may assess no further steps.
        """
        node = self._nodes.get(steps)
        if node is None:
            if len(self._nodes) >= self.max_assessments:
                raise WorkLimitReached
            node = self._nodes[steps] = self._make_node(steps)
        return node

    def _make_node(self, steps: StepSet) -> _SearchNode:
        evaluation = self.available_steps.initial_evaluation
        judgement = None if steps else self.available_steps.initial_judgement
        if judgement is None:
            evaluation, judgement = take_steps(evaluation, self.accepted_risks, steps)
        obstacles = tuple(
            rule_result
            for rule_result in judgement.rule_results
            if VERDICTS.index(rule_result.effective_verdict) > self.target_rank
        )
        done_subjects = {step.subject for step in steps}
        return _SearchNode(
            evaluation,
            judgement,
            obstacles,
            tuple(self.available_steps.steps_in(evaluation, done_subjects)) if obstacles else (),
        )

    # ---- the fewest steps: branch and bound, the best bound first

    def find_steps(self, *, depth_first: bool = False) -> StepSet | None:
        """Return the fewest steps, then the least effort, then the first; None without a path.

        Depth first, return any steps that lead there; that takes fewer assessments.
        """
        self._depth_first = depth_first
        self._push_branch(frozenset(), frozenset())
        while self._queue:
            _, _, branch = heappop(self._queue)
            if not branch.forced_choices and not branch.expected_steps:
                return branch.steps
            self._split_branch(branch)
        return None

    def _push_branch(self, steps: StepSet, forbidden_steps: StepSet) -> None:
        """Queue a branch by its bound, which is never too high; drop it if it leads nowhere."""
        node = self.node_after(steps)
        next_steps = [step for step in node.available_steps if step not in forbidden_steps]
        forced_choices = tuple(
            find_forced_choices(self.available_steps, node.evaluation, node.obstacles, next_steps)
        )
        if not all(forced_choices):
            return
        disjoint_choices = select_disjoint_choices(forced_choices)
        expected_steps = (
            self.gain_bound.fewest_sufficient_steps(
                node.evaluation, node.judgement.tally, next_steps, disjoint_choices
            )
            if node.obstacles
            else ()
        )
        if expected_steps is None:
            return
        # Of equal bounds take the last: following one branch to its end is cheaper than widening
        # all of them.
        order = (
            rank_steps(())
            if self._depth_first
            else rank_steps(steps, expected_steps, disjoint_choices)
        )
        branch = _Branch(
            steps, forbidden_steps, forced_choices, () if forced_choices else expected_steps
        )
        heappush(self._queue, (order, -next(self._push_numbers), branch))

    def _split_branch(self, branch: _Branch) -> None:
        """Split a branch into smaller ones that share no path and leave none out."""
        if branch.forced_choices:
            single_steps = {
                step for choices in branch.forced_choices if len(choices) == 1 for step in choices
            }
            if single_steps:
                self._push_branch(branch.steps | single_steps, branch.forbidden_steps)
                return
            choices = self._most_influential_choices(branch)
            for index in reversed(range(len(choices))):
                self._push_branch(
                    branch.steps | {choices[index]}, branch.forbidden_steps.union(choices[:index])
                )
            return
        expected = branch.steps.union(branch.expected_steps)
        choices = self._choices_to_split_on(branch)
        if not self.node_after(expected).obstacles:
            self._push_branch(expected, branch.forbidden_steps)
            if rank_steps(expected) == rank_steps(branch.steps, branch.expected_steps):
                return
            choices = self._choices_for_question(
                branch, max(branch.expected_steps, key=lambda step: step.choice)
            )
        # The bound was too hopeful.
        self._push_branch(branch.steps, branch.forbidden_steps.union(choices))
        for step in reversed(choices):
            self._push_branch(branch.steps | {step}, branch.forbidden_steps)

    def _most_influential_choices(self, branch: _Branch) -> StepChoices:
        """Return the forced choices whose steps affect most questions: bounds are tightest then."""
        positions_by_step = self.available_steps.affected_positions_by_step(
            self.node_after(branch.steps).evaluation, chain(*branch.forced_choices)
        )
        return min(
            branch.forced_choices,
            key=lambda choices: (
                -max(len(positions_by_step[step]) for step in choices),
                len(choices),
            ),
        )

    def _choices_for_question(self, branch: _Branch, step: Step) -> StepChoices:
        return tuple(
            choice
            for choice in self.node_after(branch.steps).available_steps
            if choice.subject == step.subject and choice not in branch.forbidden_steps
        )

    def _choices_to_split_on(self, branch: _Branch) -> StepChoices:
        """Return the steps for the question that is best decided next.

        It is the one that affects most questions, among those of the expected steps and those that
        can make an expected step count.
        """
        node = self.node_after(branch.steps)
        expected_positions = {step.position for step in branch.expected_steps}
        positions_by_step = {
            step: positions
            for step, positions in self.available_steps.affected_positions_by_step(
                node.evaluation, node.available_steps
            ).items()
            if positions and step not in branch.forbidden_steps
        }
        position_lists = {id(positions): positions for positions in positions_by_step.values()}
        helpful_list_ids = {
            list_id
            for list_id, positions in position_lists.items()
            if not expected_positions.isdisjoint(positions)
        }
        candidates = [
            step
            for step, positions in positions_by_step.items()
            if step in branch.expected_steps or id(positions) in helpful_list_ids
        ]
        if not candidates:
            # The only other reason is a check that comes to find a contradiction.
            candidates = [
                step
                for step in branch.expected_steps
                if step.subject in self.available_steps.plan.referenced_keys
            ]
        return self._choices_for_question(
            branch,
            max(
                candidates or branch.expected_steps,
                key=lambda step: len(positions_by_step.get(step, ())),
            ),
        )

    # ---- a path, if not the shortest

    def all_steps(self) -> StepSet:
        """Return all steps and those that they make available; a gap is remedied, not supported."""
        steps: StepSet = frozenset()
        while available_steps := self.node_after(steps).available_steps:
            step_by_subject: dict[str, Step] = {}
            # A remedy comes with its support, while support leaves a gap as it is.
            for step in sorted(available_steps, key=lambda step: step.kind == "support"):
                step_by_subject.setdefault(step.subject, step)
            steps |= frozenset(step_by_subject.values())
        return steps

    def drop_needless_steps(self, steps: StepSet) -> StepSet:
        """Return the path without its needless steps; the hardest are dropped first."""
        dropped = True
        while dropped:
            dropped = False
            for step in sorted(steps, key=lambda step: (-step.effort, -step.position)):
                if not self.node_after(steps - {step}).obstacles:
                    steps, dropped = steps - {step}, True
        return steps
