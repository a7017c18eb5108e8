"""Path to yes: find the fewest steps that turn the verdict, proven by applying the rules again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import Final, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_yes.bound import GainBound
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
from vendorcheck.assessment.rules import VERDICTS, AcceptedRisks, FiredRule, Judgement
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
    blocked_by: tuple[FiredRule, ...] = ()


StepSet: TypeAlias = frozenset[Step]


@dataclass(frozen=True, slots=True)
class _SearchNode:
    """The evaluation after some steps, its judgement, and the steps that can be taken next."""

    evaluation: Evaluation
    judgement: Judgement
    obstacles: tuple[FiredRule, ...]
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


class _StepSearch:
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
        self._pushed_count = 0
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
            fired_rule
            for fired_rule in judgement.fired_rules
            if VERDICTS.index(fired_rule.verdict) > self.target_rank
        )
        done_subjects = {step.subject for step in steps}
        return _SearchNode(
            evaluation,
            judgement,
            obstacles,
            tuple(self.available_steps.steps_in(evaluation, done_subjects)) if obstacles else (),
        )

    # ---- the fewest steps: branch and bound, the best bound first

    def find_fewest_steps(self) -> StepSet | None:
        """Return the fewest steps, then the least effort, then the first; None without a path."""
        return self._first_solution()

    def find_any_steps(self) -> StepSet | None:
        """Return steps that lead there, searched depth first; None where there is no path."""
        self._depth_first = True
        return self._first_solution()

    def _first_solution(self) -> StepSet | None:
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
        forced_choices = tuple(self._find_forced_choices(node, next_steps))
        expected_steps: tuple[Step, ...] = ()
        if not all(forced_choices):
            return
        disjoint_choices = select_disjoint_choices(forced_choices)
        if node.obstacles:
            sufficient_steps = self.gain_bound.fewest_sufficient_steps(
                node.evaluation, node.judgement.tally, next_steps, disjoint_choices
            )
            if sufficient_steps is None:
                return
            expected_steps = sufficient_steps
        bound = rank_steps(steps, expected_steps, disjoint_choices)
        # Of equal bounds take the last: following one branch to its end is cheaper than widening
        # all of them.
        self._pushed_count += 1
        order = (0, 0, ()) if self._depth_first else bound
        heappush(
            self._queue,
            (
                order,
                -self._pushed_count,
                _Branch(
                    steps,
                    forbidden_steps,
                    forced_choices,
                    () if forced_choices else expected_steps,
                ),
            ),
        )

    def _split_branch(self, branch: _Branch) -> None:
        """Split a branch into smaller ones that share no path and leave none out."""
        if branch.forced_choices:
            single_steps = {choices[0] for choices in branch.forced_choices if len(choices) == 1}
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
        steps = [step for choices in branch.forced_choices for step in choices]
        positions_by_step = self.available_steps.affected_positions_by_step(
            self.node_after(branch.steps).evaluation, steps
        )
        return min(
            branch.forced_choices,
            key=lambda choices: (
                -max(len(positions_by_step[step]) for step in choices),
                len(choices),
            ),
        )

    def _choices_for_question(self, branch: _Branch, step: Step) -> StepChoices:
        """Return the steps for the same question that are not forbidden."""
        available_steps = self.node_after(branch.steps).available_steps
        return tuple(
            choice
            for choice in available_steps
            if choice.subject == step.subject and choice not in branch.forbidden_steps
        )

    def _choices_to_split_on(self, branch: _Branch) -> StepChoices:
        """Return the steps for the question that is best decided next.

        It is the one that affects most questions, among those of the expected steps and those that
        can make an expected step count.
        """
        node = self.node_after(branch.steps)
        expected_positions = {step.position for step in branch.expected_steps}
        all_positions_by_step = self.available_steps.affected_positions_by_step(
            node.evaluation, node.available_steps
        )
        positions_by_step = {
            step: positions
            for step, positions in all_positions_by_step.items()
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

    def _find_forced_choices(
        self, node: _SearchNode, available_steps: Sequence[Step]
    ) -> Iterator[StepChoices]:
        """Yield the choices of steps, of which one must be taken, for each subject of an obstacle.

        A subject is a question, check or section. Rules about all questions have no subjects, so
        they force no single step.
        """
        weak_subjects = [
            subject
            for fired_rule in node.obstacles
            if fired_rule.rule == "grade"
            for subject in fired_rule.subjects
        ]
        other_subjects = [
            subject
            for fired_rule in node.obstacles
            if fired_rule.rule != "grade"
            for subject in fired_rule.subjects
        ]
        # Support changes nothing but the grade of an answer.
        answer_steps = [step for step in available_steps if step.kind != "support"]
        for subjects, helpful_steps in (
            (other_subjects, answer_steps),
            (weak_subjects, available_steps),
        ):
            if subjects:
                yield from map(
                    tuple, self._steps_by_subject(node.evaluation, helpful_steps, subjects).values()
                )

    def _steps_by_subject(
        self, evaluation: Evaluation, available_steps: Iterable[Step], subjects: Iterable[str]
    ) -> dict[str, dict[Step, None]]:
        """Return the steps that may stop a rule from firing for each question, check or section."""
        questions = self.available_steps.plan.questions
        steps_by_subject: dict[str, dict[Step, None]] = {subject: {} for subject in subjects}
        positions_by_step = self.available_steps.affected_positions_by_step(
            evaluation, available_steps
        )
        position_lists = {id(positions): positions for positions in positions_by_step.values()}
        affected_subjects = {
            list_id: [
                name
                for position in positions
                for name in (questions[position].key, questions[position].section_key)
                if name in steps_by_subject
            ]
            for list_id, positions in position_lists.items()
        }
        for step, positions in positions_by_step.items():
            names = [step.subject, *affected_subjects[id(positions)]]
            if step.position < len(questions):
                names += (questions[step.position].key, questions[step.position].section_key)
            if (
                step.subject in self._checks_by_question
                and self.available_steps.changes_known_answer(step)
            ):
                names += self._checks_by_question[step.subject]
            for name in names:
                if name in steps_by_subject:
                    steps_by_subject[name][step] = None
        return steps_by_subject

    @cached_property
    def _checks_by_question(self) -> dict[str, list[str]]:
        """Return the checks that depend on each question."""
        checks_by_question: dict[str, list[str]] = {}
        for check in self.available_steps.plan.check_dependencies:
            for question in self.available_steps.ancestors[check]:
                checks_by_question.setdefault(question, []).append(check)
        return checks_by_question

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
        steps, is_minimal = (
            _StepSearch(
                available_steps, accepted_risks, target, max_assessments
            ).find_fewest_steps(),
            True,
        )
    except WorkLimitReached:
        steps, is_minimal = _find_irreducible_steps(available_steps, accepted_risks, target), False
    if steps is None:
        search = _StepSearch(available_steps, accepted_risks, target, _MAX_FALLBACK_ASSESSMENTS)
        return PathToYes(None, is_minimal, search.node_after(search.all_steps()).obstacles)
    return PathToYes(tuple(sorted(steps, key=lambda step: step.position)), is_minimal)


def _find_irreducible_steps(
    available_steps: AvailableSteps, accepted_risks: AcceptedRisks, target: Verdict
) -> StepSet | None:
    """Return steps of which none can be dropped, reduced from all or from any that suffice."""
    search = _StepSearch(available_steps, accepted_risks, target, _MAX_FALLBACK_ASSESSMENTS)
    steps: StepSet | None = search.all_steps()
    if steps is None or search.node_after(steps).obstacles:
        try:
            steps = search.find_any_steps()
        except WorkLimitReached:
            return None
    # Dropping steps ends by itself, since each round but the last drops one.
    unlimited_search = _StepSearch(
        available_steps,
        accepted_risks,
        target,
        _MAX_FALLBACK_ASSESSMENTS * _MAX_FALLBACK_ASSESSMENTS,
    )
    return None if steps is None else unlimited_search.drop_needless_steps(steps)
