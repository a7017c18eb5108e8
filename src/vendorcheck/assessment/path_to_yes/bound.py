"""How much nearer steps can bring the score and the coverage to what is wanted: never less than they do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import lcm
from typing import Final

from vendorcheck.assessment.evaluation import Situation
from vendorcheck.assessment.path_to_yes.knapsack import Thing, Work, fewest
from vendorcheck.assessment.path_to_yes.steps import Moves, Step, Ways
from vendorcheck.assessment.rules import APPROVE
from vendorcheck.assessment.score import FULL, Tally
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings

_REMEMBERED: Final = 1_000
"""How many choices from things are remembered."""


@dataclass(frozen=True, slots=True)
class _Lack:
    """A question's weight, what of it is not earned, and what of it is not answered."""

    units: int
    missing: int
    open: int


class Potential:
    """Weighs steps against a target, in whole numbers.

    To reach a percentage `p` of a whole is to have `FULL * part - p * whole` at 0 or above, and a step brings
    that nearer by what it adds. What may come to apply or cease to apply counts in a step's favour.
    """

    def __init__(self, settings: Settings, target: Verdict, moves: Moves) -> None:
        score = settings.approve_at if target == APPROVE else settings.conditions_at
        unit = lcm(score.denominator, settings.coverage_at_least.denominator)
        self.score = int(score * unit)
        self.coverage = int(settings.coverage_at_least * unit)
        self.full = FULL * unit
        self.moves = moves
        # Many branches of a search come down to the same things.
        self._fewest = lru_cache(_REMEMBERED)(fewest)
        self._work = Work()

    def enough(
        self, situation: Situation, tally: Tally, steps: Sequence[Step], forced: Sequence[Ways] = ()
    ) -> tuple[Step, ...] | None:
        """The fewest of the steps, at most one for each question, that may be enough; None if all of them are not.

        Of each of the ways that are forced one is taken anyhow, whichever brings the most; then it may take no more.
        """
        gain = self.score * tally.total - self.full * tally.earned
        cover = self.coverage * tally.total - self.full * (tally.total - tally.open)
        things = self._things(situation, tally, steps)
        for ways in forced:
            found = [things[step] for step in ways if step in things]
            gain -= max((thing.gain for thing in found), default=0)
            cover -= max((thing.gain for thing in found if thing.covers), default=0)
        if forced and gain <= 0 and cover <= 0:
            return ()
        over = {ways[0].subject for ways in forced if len({step.subject for step in ways}) == 1}
        best: dict[str, Step] = {}
        for step, thing in things.items():
            if step.subject not in over and (
                step.subject not in best or thing.gain > things[best[step.subject]].gain
            ):
                best[step.subject] = step
        chosen = tuple(best.values())
        positions = self._fewest(
            tuple(things[step] for step in chosen), max(gain, 0), max(cover, 0), self._work
        )
        return None if positions is None else tuple(chosen[index] for index in positions)

    def _things(self, situation: Situation, tally: Tally, steps: Sequence[Step]) -> dict[Step, Thing]:
        """What each step brings, those left out that bring nothing."""
        touched = self.moves.touched_by(situation, steps)
        # Very many answers to one question may bring in or out very many others.
        lists = {id(found): found for found in touched.values()}
        turned = {key: self._all_turned(situation, found) for key, found in lists.items()}
        # An answer counts only if its question applies, or something at hand can make it apply.
        within_reach = {index for index, applies in enumerate(situation.applies) if applies}.union(
            *lists.values()
        )
        found = {
            step: self._thing(situation, step, turned[id(found)], own=step.position in within_reach)
            for step, found in touched.items()
        }
        # Where nothing counts yet, whatever decides what applies may be the beginning.
        return {
            step: thing for step, thing in found.items() if thing.gain or (not tally.total and touched[step])
        }

    def _thing(self, situation: Situation, step: Step, turned: tuple[int, int], *, own: bool) -> Thing:
        gain = cover = 0
        if own and step.kind in ("remedy", "answer"):
            lack = self._lack(situation, step.position)
            counts = situation.applies[step.position] is True
            gain = self.full * lack.missing if counts else (self.full - self.score) * lack.units
            cover = (self.full if counts else self.full - self.coverage) * lack.open
        gain, cover = gain + turned[0], cover + turned[1]
        # What covers is taken to gain as much: no harm, since it never promises less.
        return Thing(step.effort, max(gain, cover), covers=cover > 0)

    def _all_turned(self, situation: Situation, positions: Iterable[int]) -> tuple[int, int]:
        """What it can bring that some questions come to apply, or cease to."""
        found = [self._turned(situation, index) for index in positions]
        return sum(gain for gain, _ in found), sum(cover for _, cover in found)

    def _turned(self, situation: Situation, index: int) -> tuple[int, int]:
        """What it can bring that a question comes to apply, or ceases to."""
        lack = self._lack(situation, index)
        applies = situation.applies[index]
        if applies is True:
            ceasing = self.score * lack.units - self.full * (lack.units - lack.missing)
            return max(0, ceasing), self.coverage * lack.open
        if applies is False and self.moves.answerable(index):
            return (self.full - self.score) * lack.units, (self.full - self.coverage) * lack.units
        coming = (self.full - self.score) * lack.units - self.full * lack.missing
        return max(0, coming), (self.full - self.coverage) * (lack.units - lack.open)

    def _lack(self, situation: Situation, index: int) -> _Lack:
        item, reply = situation.plan.items[index], situation.replies[index]
        if reply.state == "not-applicable":
            return _Lack(0, 0, 0)
        if reply.outcome is None:
            return _Lack(item.units, item.units, item.units)
        return _Lack(item.units, item.units - item.worth(reply.outcome).earned, 0)
