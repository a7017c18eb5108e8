"""Path to yes: the fewest changes that turn the verdict, proven by applying the rules again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import lcm
from typing import TypeAlias

from vendorcheck.rules import VERDICTS, Accepted, Fired, Judgement, Rule, Verdict
from vendorcheck.selection import Thing, fewest
from vendorcheck.standing import Situation
from vendorcheck.steps import Step, candidates, taken

LIMIT = 20_000
"""How many assessments the search for the fewest steps may take."""
_ALL_TOGETHER: frozenset[Rule] = frozenset({"not-scorable", "coverage", "score-band"})
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


class _TooManyAssessments(Exception):  # noqa: N818 - it ends the search, nothing erred
    """The search took more assessments than it may."""


@dataclass(frozen=True, slots=True)
class _Node:
    """Some steps taken, what the rules say then, and the steps that can be taken next."""

    steps: frozenset[Step]
    situation: Situation
    judgement: Judgement
    obstacles: tuple[Fired, ...]
    moves: tuple[Step, ...]


Rank: TypeAlias = tuple[int, int, tuple[int, ...]]
"""How good a way is: number of steps, effort, positions."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """The ways that take some steps and none of the forbidden ones. `ahead`: the steps that may be enough."""

    steps: frozenset[Step]
    forbidden: frozenset[Step]
    ahead: tuple[Step, ...] | None = None


class _Search:
    """Looks for the fewest steps from one situation to one verdict: branch and bound, the best bound first.

    A bound never promises more than can be had: what may come to apply or cease to apply counts in favour.
    """

    def __init__(
        self, situation: Situation, accepted: Accepted, target: Verdict, limit: int, *, wide: bool
    ) -> None:
        self.start = situation
        self.plan = situation.plan
        self.accepted = accepted
        self.target = VERDICTS.index(target)
        self.limit = limit
        self.wide = wide
        self._seen: dict[frozenset[Step], _Node] = {}
        self._queue: list[tuple[Rank, int, _Branch]] = []
        self._pushed = 0

    def node(self, steps: frozenset[Step]) -> _Node:
        """Assess with these steps taken; each set of steps only once."""
        found = self._seen.get(steps)
        if found is None:
            if len(self._seen) >= self.limit:
                raise _TooManyAssessments
            found = self._seen[steps] = self._assess(steps)
        return found

    def _assess(self, steps: frozenset[Step]) -> _Node:
        situation, judgement = taken(self.start, self.accepted, steps)
        obstacles = tuple(fired for fired in judgement.fired if VERDICTS.index(fired.verdict) > self.target)
        done = {step.subject for step in steps}
        found = candidates(situation, wide=self.wide) if obstacles else ()
        moves = sorted((step for step in found if step.subject not in done), key=lambda step: step.position)
        return _Node(steps, situation, judgement, obstacles, tuple(moves))

    # ---- the fewest steps

    def fewest(self) -> frozenset[Step] | None:
        """The fewest steps, the least effort, then the order of the questionnaires; None where there is no way."""
        self._push(_Branch(frozenset(), frozenset()))
        while self._queue:
            _, _, branch = heappop(self._queue)
            node = self.node(branch.steps)
            if not node.obstacles:
                return branch.steps
            for smaller in self._branches(node, branch):
                self._push(smaller)
        return None

    def _push(self, branch: _Branch) -> None:
        """Queue a branch by its bound; one that leads nowhere is dropped."""
        node = self.node(branch.steps)
        ahead: tuple[Step, ...] = ()
        forced = self._forced(node, branch)
        if not all(forced):
            return
        if node.obstacles and not forced:
            found = self._enough(node, [move for move in node.moves if move not in branch.forbidden])
            if found is None:
                return
            ahead = found
            branch = _Branch(branch.steps, branch.forbidden, ahead)
        bound = _rank((*branch.steps, *ahead))
        if node.obstacles and not ahead:
            # Which of the forced steps it will be is open, so nothing is said of their places.
            bound = (bound[0] + 1, bound[1] + 1, ())
        self._pushed += 1
        heappush(self._queue, (bound, self._pushed, branch))

    def _branches(self, node: _Node, branch: _Branch) -> Iterator[_Branch]:
        """Split a branch into smaller ones that have no way in common and leave none out."""
        forced = self._forced(node, branch)
        if forced and all(len(ways) == 1 for ways in forced):
            yield _Branch(branch.steps | {ways[0] for ways in forced}, branch.forbidden)
        elif forced:
            yield from _one_of(min(forced, key=len), branch)
        elif branch.ahead:
            enough = branch.steps | frozenset(branch.ahead)
            if not self.node(enough).obstacles:
                yield _Branch(enough, branch.forbidden)
                return
            # The bound was too hopeful, and only a step on which others depend can be why.
            doubtful = next(
                (step for step in branch.ahead if step.subject in self.descendants), branch.ahead[0]
            )
            yield _Branch(branch.steps | {doubtful}, branch.forbidden)
            yield _Branch(branch.steps, branch.forbidden | {doubtful})

    def _forced(self, node: _Node, branch: _Branch) -> list[tuple[Step, ...]]:
        """For each question, check and section for whose sake a rule fires: the steps of which one must be taken."""
        subjects = {
            subject
            for fired in node.obstacles
            if fired.rule not in _ALL_TOGETHER
            for subject in fired.subjects
        }
        moves = [move for move in node.moves if move not in branch.forbidden]
        return [
            tuple(move for move in moves if move.subject in self._deciding(subject))
            for subject in sorted(subjects)
        ]

    def _deciding(self, subject: str) -> frozenset[str]:
        """The questions and checks of which one must change for a rule about that subject to fall silent."""
        if subject in self.ancestors:
            return self.ancestors[subject] | {subject}
        inside = [item.key for item in self.plan.items if item.section == subject]
        return frozenset(inside).union(*(self.ancestors[key] for key in inside))

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each question and check: the questions that decide whether it applies or holds."""
        found: dict[str, frozenset[str]] = {}
        for index in self.plan.order:
            item = self.plan.items[index]
            direct = frozenset(item.references)
            found[item.key] = direct.union(*(found[key] for key in direct))
        for key, check, home in self.plan.checks:
            direct = frozenset(name for name, _, _ in check.when.references(home))
            found[key] = direct.union(*(found[name] for name in direct))
        return found

    @cached_property
    def descendants(self) -> dict[str, list[int]]:
        """For each question on which others depend: the positions of the questions that it may bring in or out."""
        found: dict[str, list[int]] = {key: [] for key in self.plan.referenced}
        for index, item in enumerate(self.plan.items):
            for key in self.ancestors[item.key]:
                found[key].append(index)
        return found

    # ---- how much score and coverage the steps can add at the most

    @cached_property
    def wanted(self) -> tuple[int, int, int]:
        """The score and the coverage that are wanted, and what makes 100 %: whole numbers in one unit."""
        settings = self.plan.settings
        score = settings.approve_at if self.target == 0 else settings.conditions_at
        unit = lcm(score.denominator, settings.coverage_at_least.denominator)
        return int(score * unit), int(settings.coverage_at_least * unit), 100 * unit

    def _enough(self, node: _Node, moves: list[Step]) -> tuple[Step, ...] | None:
        """The fewest steps that may lift score and coverage far enough; None if all of them can't."""
        tally = node.judgement.tally
        score, coverage, full = self.wanted
        gain = score * tally.total - full * tally.earned
        cover = coverage * tally.total - full * (tally.total - tally.open)
        found = (
            fewest([self._thing(node, move) for move in moves], max(gain, 0), max(cover, 0))
            if moves
            else None
        )
        return None if found is None else tuple(moves[index] for index in found)

    def _thing(self, node: _Node, move: Step) -> Thing:
        """What a step brings the score and the coverage nearer to what is wanted, at the most."""
        score, coverage, full = self.wanted
        gain = cover = 0
        if move.reply is not None:
            units, missing, open_ = self._lack(node, move.position)
            counts = node.situation.applies[move.position] is True
            gain = full * missing if counts else (full - score) * units
            cover = (full if counts else full - coverage) * open_
        for index in self.descendants.get(move.subject, ()):
            units, missing, open_ = self._lack(node, index)
            if node.situation.applies[index] is True:  # it may cease to count
                gain += max(0, full * missing - (full - score) * units)
                cover += coverage * open_
            else:  # it may come to count
                gain += max(0, (full - score) * units - full * missing)
                cover += (full - coverage) * (units - open_)
        return Thing(move.effort, gain, cover)

    def _lack(self, node: _Node, index: int) -> tuple[int, int, int]:
        """The weight of a question, and how much of it is not earned and not answered."""
        item, reply = self.plan.items[index], node.situation.replies[index]
        if reply.state == "not-applicable":
            return 0, 0, 0
        if reply.outcome is None:
            return item.units, item.units, item.units
        return item.units, int(item.units * (1 - reply.outcome.credit)), 0

    # ---- a way, if not the shortest

    def everything(self) -> _Node:
        """All steps taken, those that they open as well."""
        node = self.node(frozenset())
        while node.moves:
            first: dict[str, Step] = {}
            for move in node.moves:
                first.setdefault(move.subject, move)
            node = self.node(node.steps | frozenset(first.values()))
        return node

    def without_spares(self, node: _Node) -> _Node:
        """The same way without the steps that it can do without, the dearest dropped first."""
        for step in sorted(node.steps, key=lambda step: (-step.effort, -step.position)):
            shorter = self.node(node.steps - {step})
            if not shorter.obstacles:
                node = shorter
        return node


def _one_of(ways: tuple[Step, ...], branch: _Branch) -> Iterator[_Branch]:
    """A branch for each step that may be the first of the ways to be taken."""
    for index, way in enumerate(ways):
        yield _Branch(branch.steps | {way}, branch.forbidden.union(ways[:index]))


def _rank(steps: Iterable[Step]) -> Rank:
    ordered = sorted(steps, key=lambda step: step.position)
    return len(ordered), sum(step.effort for step in ordered), tuple(step.position for step in ordered)


def find(situation: Situation, accepted: Accepted, target: Verdict, limit: int = LIMIT) -> Path:
    """The fewest steps that lift the verdict to the target, or better; then the least effort (low 1, medium 2,
    high 3, else medium), then the order of the questionnaires.

    Answers that a step changes count as supported. Exact up to `limit` assessments; beyond, a path from
    which no step can be dropped.
    """
    found = _found(situation, accepted, target, limit, wide=False)
    return found if found.steps is not None else _found(situation, accepted, target, limit, wide=True)


def _found(situation: Situation, accepted: Accepted, target: Verdict, limit: int, *, wide: bool) -> Path:
    # Each turn of the two loops of the fallback takes a step more or leaves one out, so they end within this.
    enough = 3 * (len(situation.replies) + len(situation.checks)) + 1
    fallback = _Search(situation, accepted, target, enough, wide=wide)
    try:
        steps, minimal = _Search(situation, accepted, target, limit, wide=wide).fewest(), True
    except _TooManyAssessments:
        node = fallback.everything()
        steps, minimal = (None if node.obstacles else fallback.without_spares(node).steps), False
    if steps is None:
        return Path(None, minimal, fallback.everything().obstacles)
    return Path(tuple(sorted(steps, key=lambda step: step.position)), minimal)
