"""Path to yes: the fewest changes that turn the verdict, proven by applying the rules again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import Final, TypeAlias

from vendorcheck.assessment.evaluation import Situation
from vendorcheck.assessment.path_to_yes.bound import Potential
from vendorcheck.assessment.path_to_yes.knapsack import TooMuch
from vendorcheck.assessment.path_to_yes.steps import Moves, Rank, Step, Ways, apart, rank, taken
from vendorcheck.assessment.rules import VERDICTS, Accepted, Fired, Judgement, Rule
from vendorcheck.model.fields import Verdict

LIMIT: Final = 20_000
"""How many assessments the search for the fewest steps may take."""
_FEW: Final = 5_000
"""How many assessments may follow to find one at all."""
_ALL_TOGETHER: Final[frozenset[Rule]] = frozenset({"not-scorable", "coverage", "score-band"})
"""The rules that are about all questions at once, for which no single step is forced."""


@dataclass(frozen=True, slots=True)
class Path:
    """The steps to a verdict, in the order of the questionnaires; None where there is no way.

    `minimal`: proven to be the fewest steps with the least effort; else only that none can be dropped.
    `blocked_by`: the rules that still stand in the way after all steps.
    """

    steps: tuple[Step, ...] | None
    minimal: bool
    blocked_by: tuple[Fired, ...] = ()


Steps: TypeAlias = frozenset[Step]


@dataclass(frozen=True, slots=True)
class _Node:
    """Some steps taken, what the rules say then, and the steps that can be taken next."""

    situation: Situation
    judgement: Judgement
    obstacles: tuple[Fired, ...]
    moves: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """The ways that take some steps and none of the forbidden ones.

    `forced`: of each of these one must be taken as well. `ahead`: where nothing is forced, the steps that may
    be enough. Neither: the steps are enough.
    """

    steps: Steps
    forbidden: Steps
    forced: tuple[Ways, ...] = ()
    ahead: tuple[Step, ...] = ()


class _Search:
    """Looks for the steps from one situation to one verdict, each set of steps assessed only once."""

    def __init__(self, moves: Moves, accepted: Accepted, target: Verdict, limit: int) -> None:
        self.moves = moves
        self.accepted = accepted
        self.target = VERDICTS.index(target)
        self.limit = limit
        self.potential = Potential(moves.plan.settings, target, moves)
        self._seen: dict[Steps, _Node] = {}
        self._queue: list[tuple[Rank, int, _Branch]] = []
        self._pushed = 0
        self._hurry = False

    def node(self, steps: Steps) -> _Node:
        """Assess with these steps taken."""
        found = self._seen.get(steps)
        if found is None:
            if len(self._seen) >= self.limit:
                raise TooMuch
            found = self._seen[steps] = self._assess(steps)
        return found

    def _assess(self, steps: Steps) -> _Node:
        situation, judgement = taken(self.moves.start, self.accepted, steps)
        obstacles = tuple(fired for fired in judgement.fired if VERDICTS.index(fired.verdict) > self.target)
        done = {step.subject for step in steps}
        return _Node(
            situation, judgement, obstacles, tuple(self.moves.at(situation, done)) if obstacles else ()
        )

    # ---- the fewest steps: branch and bound, the best bound first

    def fewest(self) -> Steps | None:
        """The fewest steps, the least effort, then the order of the questionnaires; None where there is no way."""
        return self._first()

    def some(self) -> Steps | None:
        """Steps that lead there, found by following the last branch first; None where there is no way."""
        self._hurry = True
        return self._first()

    def _first(self) -> Steps | None:
        self._push(frozenset(), frozenset())
        while self._queue:
            _, _, branch = heappop(self._queue)
            if not branch.forced and not branch.ahead:
                return branch.steps
            self._split(branch)
        return None

    def _push(self, steps: Steps, forbidden: Steps) -> None:
        """Queue a branch by a bound that never promises less than can be had; one that leads nowhere is dropped."""
        node = self.node(steps)
        moves = [move for move in node.moves if move not in forbidden]
        forced = tuple(self._forced(node, moves))
        ahead: tuple[Step, ...] = ()
        if not all(forced):
            return
        surely = apart(forced)
        if node.obstacles:
            found = self.potential.enough(node.situation, node.judgement.tally, moves, surely)
            if found is None:
                return
            ahead = found
        bound = rank(steps, ahead, surely)
        # Among equals the last one first: to follow one to its end costs less than to widen them all.
        self._pushed += 1
        order = (0, 0, ()) if self._hurry else bound
        heappush(
            self._queue, (order, -self._pushed, _Branch(steps, forbidden, forced, () if forced else ahead))
        )

    def _split(self, branch: _Branch) -> None:
        """Split a branch into smaller ones that have no way in common and leave none out."""
        if branch.forced:
            surely = {ways[0] for ways in branch.forced if len(ways) == 1}
            if surely:
                self._push(branch.steps | surely, branch.forbidden)
                return
            ways = self._weightiest(branch)
            for index in reversed(range(len(ways))):
                self._push(branch.steps | {ways[index]}, branch.forbidden.union(ways[:index]))
            return
        enough = branch.steps.union(branch.ahead)
        ways = self._doubtful(branch)
        if not self.node(enough).obstacles:
            self._push(enough, branch.forbidden)
            if rank(enough) == rank(branch.steps, branch.ahead):
                return
            ways = self._choices(branch, max(branch.ahead, key=lambda step: step.choice))
        # The bound was too hopeful.
        self._push(branch.steps, branch.forbidden.union(ways))
        for way in reversed(ways):
            self._push(branch.steps | {way}, branch.forbidden)

    def _weightiest(self, branch: _Branch) -> Ways:
        """Those of the forced ways that bring in or out the most questions: what is left then promises least too much."""
        moves = [move for ways in branch.forced for move in ways]
        touched = self.moves.touched_by(self.node(branch.steps).situation, moves)
        return min(branch.forced, key=lambda ways: (-max(len(touched[move]) for move in ways), len(ways)))

    def _choices(self, branch: _Branch, step: Step) -> Ways:
        """The steps for the same question that are not forbidden."""
        moves = self.node(branch.steps).moves
        return tuple(move for move in moves if move.subject == step.subject and move not in branch.forbidden)

    def _doubtful(self, branch: _Branch) -> Ways:
        """The steps for the question that had better be decided next.

        It is the one on which the most depends, of those ahead and of those that make them count.
        """
        node = self.node(branch.steps)
        ahead = {step.position for step in branch.ahead}
        touched = self.moves.touched_by(node.situation, node.moves)
        touched = {move: found for move, found in touched.items() if found and move not in branch.forbidden}
        lists = {id(places): places for places in touched.values()}
        helpful = {key for key, places in lists.items() if not ahead.isdisjoint(places)}
        found = [move for move, places in touched.items() if move in branch.ahead or id(places) in helpful]
        if not found:
            # Only a check that comes to find a contradiction can be why.
            found = [step for step in branch.ahead if step.subject in self.moves.plan.referenced]
        return self._choices(branch, max(found or branch.ahead, key=lambda move: len(touched.get(move, ()))))

    def _forced(self, node: _Node, moves: Sequence[Step]) -> Iterator[Ways]:
        """For each question, check and section for whose sake a rule fires: the steps of which one must be taken."""
        weak = [subject for fired in node.obstacles if fired.rule == "grade" for subject in fired.subjects]
        others = [
            subject
            for fired in node.obstacles
            if fired.rule != "grade" and fired.rule not in _ALL_TOGETHER
            for subject in fired.subjects
        ]
        # Support leaves an answer what it is: nothing but its grade is another then.
        changes = [move for move in moves if move.kind != "support"]
        for subjects, helpful in ((others, changes), (weak, moves)):
            if subjects:
                yield from map(tuple, self._bearing(node.situation, helpful, subjects).values())

    def _bearing(
        self, situation: Situation, moves: Iterable[Step], subjects: Iterable[str]
    ) -> dict[str, dict[Step, None]]:
        """For each of some questions, checks and sections: those of the steps that may silence a rule for its sake."""
        items = self.moves.plan.items
        found: dict[str, dict[Step, None]] = {subject: {} for subject in subjects}
        touched = self.moves.touched_by(situation, moves)
        lists = {id(places): places for places in touched.values()}
        brought = {
            key: [name for at in places for name in (items[at].key, items[at].section) if name in found]
            for key, places in lists.items()
        }
        for move, places in touched.items():
            names = [move.subject, *brought[id(places)]]
            if move.position < len(items):
                names += (items[move.position].key, items[move.position].section)
            if move.subject in self._checks and self.moves.alters(move):
                names += self._checks[move.subject]
            for name in names:
                if name in found:
                    found[name][move] = None
        return found

    @cached_property
    def _checks(self) -> dict[str, list[str]]:
        """For each question on which checks depend: those checks."""
        found: dict[str, list[str]] = {}
        for check in self.moves.plan.check_references:
            for name in self.moves.ancestors[check]:
                found.setdefault(name, []).append(check)
        return found

    # ---- a way, if not the shortest

    def everything(self) -> Steps:
        """All steps, those that they open as well; where a gap can be remedied, its support is none of them."""
        steps: Steps = frozenset()
        while moves := self.node(steps).moves:
            first: dict[str, Step] = {}
            # A remedy comes with its support. To support a gap would leave it where it is.
            for move in sorted(moves, key=lambda move: move.kind == "support"):
                first.setdefault(move.subject, move)
            steps |= frozenset(first.values())
        return steps

    def without_spares(self, steps: Steps) -> Steps:
        """The same way without the steps that it can do without, the dearest dropped first."""
        dropped = True
        while dropped:
            dropped = False
            for step in sorted(steps, key=lambda step: (-step.effort, -step.position)):
                if not self.node(steps - {step}).obstacles:
                    steps, dropped = steps - {step}, True
        return steps


def find(situation: Situation, accepted: Accepted, target: Verdict, limit: int = LIMIT) -> Path:
    """The fewest steps that lift the verdict to the target, or better.

    Among equals those with the least effort (low 1, medium 2, high 3, else medium), then in the order of the
    questionnaires. Answers that a step changes count as supported. Exact up to `limit` assessments, and unless
    hundreds of gaps of different effort have to be weighed, or dozens hundreds of times; beyond, a path from which no step can be dropped.
    Questions that are not scored are answered only where nothing else leads there.
    """
    narrow = _found(Moves(situation), accepted, target, limit)
    if narrow.steps is not None:
        return narrow
    found = _found(Moves(situation, wide=True), accepted, target, limit)
    return found if found.steps is not None else narrow


def _found(moves: Moves, accepted: Accepted, target: Verdict, limit: int) -> Path:
    try:
        steps, minimal = _Search(moves, accepted, target, limit).fewest(), True
    except TooMuch:
        steps, minimal = _irreducible(moves, accepted, target), False
    if steps is None:
        search = _Search(moves, accepted, target, _FEW)
        return Path(None, minimal, search.node(search.everything()).obstacles)
    return Path(tuple(sorted(steps, key=lambda step: step.position)), minimal)


def _irreducible(moves: Moves, accepted: Accepted, target: Verdict) -> Steps | None:
    """A way from which no step can be dropped: all steps, else those found first, without what they can do without."""
    search = _Search(moves, accepted, target, _FEW)
    steps: Steps | None = search.everything()
    if steps is None or search.node(steps).obstacles:
        try:
            steps = search.some()
        except TooMuch:
            return None
    # Each round of dropping but the last drops a step, so it ends by itself.
    endless = _Search(moves, accepted, target, _FEW * _FEW)
    return None if steps is None else endless.without_spares(steps)
