"""Path to yes: the fewest changes that turn the verdict, proven by applying the rules again."""

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
from vendorcheck.assessment.rules import VERDICTS, AcceptedRisks, FiredRule, Judgement, Rule
from vendorcheck.model.fields import Verdict

MAX_ASSESSMENTS: Final = 20_000
"""How many assessments the search for the fewest steps may take."""
_MAX_FALLBACK_ASSESSMENTS: Final = 5_000
"""How many assessments may follow to find one at all."""
_OVERALL_RULES: Final[frozenset[Rule]] = frozenset({"not-scorable", "coverage", "score-band"})
"""The rules that are about all questions at once, for which no single step is forced."""


@dataclass(frozen=True, slots=True)
class PathToYes:
    """The steps to a verdict, in the order of the questionnaires; None where there is no way.

    `minimal`: proven to be the fewest steps with the least effort; else only that none can be dropped.
    `blocked_by`: the rules that still stand in the way after all steps.
    """

    steps: tuple[Step, ...] | None
    is_minimal: bool
    blocked_by: tuple[FiredRule, ...] = ()


StepSet: TypeAlias = frozenset[Step]


@dataclass(frozen=True, slots=True)
class _SearchNode:
    """Some steps taken, what the rules say then, and the steps that can be taken next."""

    evaluation: Evaluation
    judgement: Judgement
    obstacles: tuple[FiredRule, ...]
    available_steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """The ways that take some steps and none of the forbidden ones.

    `forced`: of each of these one must be taken as well. `ahead`: where nothing is forced, the steps that may
    be enough. Neither: the steps are enough.
    """

    steps: StepSet
    forbidden_steps: StepSet
    forced_choices: tuple[StepChoices, ...] = ()
    expected_steps: tuple[Step, ...] = ()


class _StepSearch:
    """Looks for the steps from one situation to one verdict, each set of steps assessed only once."""

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
        """Assess with these steps taken."""
        found = self._nodes.get(steps)
        if found is None:
            if len(self._nodes) >= self.max_assessments:
                raise WorkLimitReached
            found = self._nodes[steps] = self._make_node(steps)
        return found

    def _make_node(self, steps: StepSet) -> _SearchNode:
        situation = self.available_steps.initial_evaluation
        judgement = None if steps else self.available_steps.initial_judgement
        if judgement is None:
            situation, judgement = take_steps(situation, self.accepted_risks, steps)
        obstacles = tuple(
            fired
            for fired in judgement.fired_rules
            if VERDICTS.index(fired.verdict) > self.target_rank
        )
        done = {step.subject for step in steps}
        return _SearchNode(
            situation,
            judgement,
            obstacles,
            tuple(self.available_steps.steps_in(situation, done)) if obstacles else (),
        )

    # ---- the fewest steps: branch and bound, the best bound first

    def find_fewest_steps(self) -> StepSet | None:
        """The fewest steps, the least effort, then the order of the questionnaires; None where there is no way."""
        return self._first_solution()

    def find_any_steps(self) -> StepSet | None:
        """Steps that lead there, found by following the last branch first; None where there is no way."""
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

    def _push_branch(self, steps: StepSet, forbidden: StepSet) -> None:
        """Queue a branch by a bound that never promises less than can be had; one that leads nowhere is dropped."""
        node = self.node_after(steps)
        moves = [move for move in node.available_steps if move not in forbidden]
        forced = tuple(self._find_forced_choices(node, moves))
        ahead: tuple[Step, ...] = ()
        if not all(forced):
            return
        surely = select_disjoint_choices(forced)
        if node.obstacles:
            found = self.gain_bound.fewest_sufficient_steps(
                node.evaluation, node.judgement.tally, moves, surely
            )
            if found is None:
                return
            ahead = found
        bound = rank_steps(steps, ahead, surely)
        # Among equals the last one first: to follow one to its end costs less than to widen them all.
        self._pushed_count += 1
        order = (0, 0, ()) if self._depth_first else bound
        heappush(
            self._queue,
            (
                order,
                -self._pushed_count,
                _Branch(steps, forbidden, forced, () if forced else ahead),
            ),
        )

    def _split_branch(self, branch: _Branch) -> None:
        """Split a branch into smaller ones that have no way in common and leave none out."""
        if branch.forced_choices:
            surely = {ways[0] for ways in branch.forced_choices if len(ways) == 1}
            if surely:
                self._push_branch(branch.steps | surely, branch.forbidden_steps)
                return
            ways = self._most_influential_choices(branch)
            for index in reversed(range(len(ways))):
                self._push_branch(
                    branch.steps | {ways[index]}, branch.forbidden_steps.union(ways[:index])
                )
            return
        enough = branch.steps.union(branch.expected_steps)
        ways = self._choices_to_split_on(branch)
        if not self.node_after(enough).obstacles:
            self._push_branch(enough, branch.forbidden_steps)
            if rank_steps(enough) == rank_steps(branch.steps, branch.expected_steps):
                return
            ways = self._choices_for_question(
                branch, max(branch.expected_steps, key=lambda step: step.choice)
            )
        # The bound was too hopeful.
        self._push_branch(branch.steps, branch.forbidden_steps.union(ways))
        for way in reversed(ways):
            self._push_branch(branch.steps | {way}, branch.forbidden_steps)

    def _most_influential_choices(self, branch: _Branch) -> StepChoices:
        """Those of the forced ways that bring in or out the most questions: what is left then promises least too much."""
        moves = [move for ways in branch.forced_choices for move in ways]
        touched = self.available_steps.affected_positions_by_step(
            self.node_after(branch.steps).evaluation, moves
        )
        return min(
            branch.forced_choices,
            key=lambda ways: (-max(len(touched[move]) for move in ways), len(ways)),
        )

    def _choices_for_question(self, branch: _Branch, step: Step) -> StepChoices:
        """The steps for the same question that are not forbidden."""
        moves = self.node_after(branch.steps).available_steps
        return tuple(
            move
            for move in moves
            if move.subject == step.subject and move not in branch.forbidden_steps
        )

    def _choices_to_split_on(self, branch: _Branch) -> StepChoices:
        """The steps for the question that had better be decided next.

        It is the one on which the most depends, of those ahead and of those that make them count.
        """
        node = self.node_after(branch.steps)
        ahead = {step.position for step in branch.expected_steps}
        touched = self.available_steps.affected_positions_by_step(
            node.evaluation, node.available_steps
        )
        touched = {
            move: found
            for move, found in touched.items()
            if found and move not in branch.forbidden_steps
        }
        lists = {id(places): places for places in touched.values()}
        helpful = {key for key, places in lists.items() if not ahead.isdisjoint(places)}
        found = [
            move
            for move, places in touched.items()
            if move in branch.expected_steps or id(places) in helpful
        ]
        if not found:
            # Only a check that comes to find a contradiction can be why.
            found = [
                step
                for step in branch.expected_steps
                if step.subject in self.available_steps.plan.referenced_keys
            ]
        return self._choices_for_question(
            branch, max(found or branch.expected_steps, key=lambda move: len(touched.get(move, ())))
        )

    def _find_forced_choices(
        self, node: _SearchNode, available_steps: Sequence[Step]
    ) -> Iterator[StepChoices]:
        """For each question, check and section for whose sake a rule fires: the steps of which one must be taken."""
        weak = [
            subject
            for fired in node.obstacles
            if fired.rule == "grade"
            for subject in fired.subjects
        ]
        others = [
            subject
            for fired in node.obstacles
            if fired.rule != "grade" and fired.rule not in _OVERALL_RULES
            for subject in fired.subjects
        ]
        # Support leaves an answer what it is: nothing but its grade is another then.
        changes = [move for move in available_steps if move.kind != "support"]
        for subjects, helpful in ((others, changes), (weak, available_steps)):
            if subjects:
                yield from map(
                    tuple, self._steps_by_subject(node.evaluation, helpful, subjects).values()
                )

    def _steps_by_subject(
        self, evaluation: Evaluation, available_steps: Iterable[Step], subjects: Iterable[str]
    ) -> dict[str, dict[Step, None]]:
        """For each of some questions, checks and sections: those of the steps that may silence a rule for its sake."""
        items = self.available_steps.plan.questions
        found: dict[str, dict[Step, None]] = {subject: {} for subject in subjects}
        touched = self.available_steps.affected_positions_by_step(evaluation, available_steps)
        lists = {id(places): places for places in touched.values()}
        brought = {
            key: [
                name
                for at in places
                for name in (items[at].key, items[at].section_key)
                if name in found
            ]
            for key, places in lists.items()
        }
        for move, places in touched.items():
            names = [move.subject, *brought[id(places)]]
            if move.position < len(items):
                names += (items[move.position].key, items[move.position].section_key)
            if (
                move.subject in self._checks_by_question
                and self.available_steps.changes_known_answer(move)
            ):
                names += self._checks_by_question[move.subject]
            for name in names:
                if name in found:
                    found[name][move] = None
        return found

    @cached_property
    def _checks_by_question(self) -> dict[str, list[str]]:
        """For each question on which checks depend: those checks."""
        found: dict[str, list[str]] = {}
        for check in self.available_steps.plan.check_dependencies:
            for name in self.available_steps.ancestors[check]:
                found.setdefault(name, []).append(check)
        return found

    # ---- a way, if not the shortest

    def all_steps(self) -> StepSet:
        """All steps, those that they open as well; where a gap can be remedied, its support is none of them."""
        steps: StepSet = frozenset()
        while moves := self.node_after(steps).available_steps:
            first: dict[str, Step] = {}
            # A remedy comes with its support. To support a gap would leave it where it is.
            for move in sorted(moves, key=lambda move: move.kind == "support"):
                first.setdefault(move.subject, move)
            steps |= frozenset(first.values())
        return steps

    def drop_needless_steps(self, steps: StepSet) -> StepSet:
        """The same way without the steps that it can do without, the dearest dropped first."""
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
    """The fewest steps that lift the verdict to the target, or better.

    Among equals those with the least effort (low 1, medium 2, high 3, else medium), then in the order of the
    questionnaires. Answers that a step changes count as supported. Exact up to `limit` assessments, and unless
    hundreds of gaps of different effort have to be weighed, or dozens hundreds of times; beyond, a path from which no step can be dropped.
    Questions that are not scored are answered only where nothing else leads there.
    """
    narrow = _search_path(
        AvailableSteps(evaluation, judgement), accepted_risks, target, max_assessments
    )
    if narrow.steps is not None:
        return narrow
    found = _search_path(
        AvailableSteps(evaluation, judgement, include_deciding_answers=True),
        accepted_risks,
        target,
        max_assessments,
    )
    return found if found.steps is not None else narrow


def _search_path(
    available_steps: AvailableSteps,
    accepted_risks: AcceptedRisks,
    target: Verdict,
    max_assessments: int,
) -> PathToYes:
    try:
        steps, minimal = (
            _StepSearch(
                available_steps, accepted_risks, target, max_assessments
            ).find_fewest_steps(),
            True,
        )
    except WorkLimitReached:
        steps, minimal = _find_irreducible_steps(available_steps, accepted_risks, target), False
    if steps is None:
        search = _StepSearch(available_steps, accepted_risks, target, _MAX_FALLBACK_ASSESSMENTS)
        return PathToYes(None, minimal, search.node_after(search.all_steps()).obstacles)
    return PathToYes(tuple(sorted(steps, key=lambda step: step.position)), minimal)


def _find_irreducible_steps(
    available_steps: AvailableSteps, accepted_risks: AcceptedRisks, target: Verdict
) -> StepSet | None:
    """A way from which no step can be dropped: all steps, else those found first, without what they can do without."""
    search = _StepSearch(available_steps, accepted_risks, target, _MAX_FALLBACK_ASSESSMENTS)
    steps: StepSet | None = search.all_steps()
    if steps is None or search.node_after(steps).obstacles:
        try:
            steps = search.find_any_steps()
        except WorkLimitReached:
            return None
    # Each round of dropping but the last drops a step, so it ends by itself.
    endless = _StepSearch(
        available_steps,
        accepted_risks,
        target,
        _MAX_FALLBACK_ASSESSMENTS * _MAX_FALLBACK_ASSESSMENTS,
    )
    return None if steps is None else endless.drop_needless_steps(steps)
