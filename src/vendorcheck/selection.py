"""The fewest things that add up to enough: what a path to yes comes down to once no single step is forced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

NOTHING: Final = -(10**30)
"""Less than anything adds up to: where there are no such things."""
_CELLS: Final = 2_000_000
"""So many numbers the tables of a choice may hold: some 150 things of different effort, of which half are wanted."""
Table: TypeAlias = list[list[int]]
"""The most that so many things (row) with so much effort beyond the least (column) add up to, as far as there are any."""


class TooMuch(Exception):  # noqa: N818 - it ends a search, nothing erred
    """What is looked for takes more work than it may."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be taken: its effort from 1 to 3, what it gains, and whether that covers as well."""

    effort: int
    gain: int
    covers: bool


def fewest(things: Sequence[Thing], gain: int, cover: int) -> tuple[int, ...] | None:
    """Positions of the fewest things that gain and cover at least so much; at least one.

    Among equals those with the least effort, then those that come first. None if all together are not enough.

    Raises:
        TooMuch: there are too many things of too different effort to weigh them all.
    """
    count = _count(things, gain, cover)
    if count is None:
        return None
    left_out = len(things) - count
    if count <= left_out:
        return _Choice(things, count, gain, cover).best(hardest=False)
    # It is the same to leave out the hardest and the last, and there are fewer of those to choose from.
    gain -= sum(thing.gain for thing in things)
    cover -= sum(thing.gain for thing in things if thing.covers)
    losses = [Thing(thing.effort, -thing.gain, thing.covers) for thing in things]
    dropped = frozenset(_Choice(losses, left_out, gain, cover).best(hardest=True))
    return tuple(index for index in range(len(things)) if index not in dropped)


def _count(things: Sequence[Thing], gain: int, cover: int) -> int | None:
    """How many it takes at least, whatever their effort."""
    covers = _sums([thing.gain for thing in things if thing.covers])
    others = _sums([thing.gain for thing in things if not thing.covers])
    for count in range(1, len(things) + 1):
        for part in range(max(0, count - len(others) + 1), min(count, len(covers) - 1) + 1):
            if covers[part] >= cover and covers[part] + others[count - part] >= gain:
                return count
    return None


def _sums(values: list[int]) -> list[int]:
    """What the largest none, one, two ... of the values add up to."""
    found = [0]
    for value in sorted(values, reverse=True):
        found.append(found[-1] + value)
    return found


class _Choice:
    """So many of the things that are enough. For those from each position on: the most that they can add up to."""

    def __init__(self, things: Sequence[Thing], count: int, gain: int, cover: int) -> None:
        self.things = things
        self.count = count
        self.gain = gain
        self.cover = cover
        efforts = {thing.effort for thing in things}
        self.least, self.span = min(efforts), max(efforts) - min(efforts)
        if len(things) * count * (self.span * count + 1) > _CELLS:
            raise TooMuch
        self.covers: list[Table] = [[[0]]]
        self.others: list[Table] = [[[0]]]
        for thing in reversed(things):
            covers, others = self.covers[-1], self.others[-1]
            self.covers.append(self._with(covers, thing) if thing.covers else covers)
            self.others.append(others if thing.covers else self._with(others, thing))
        self.covers.reverse()
        self.others.reverse()

    def _with(self, table: Table, thing: Thing) -> Table:
        """The table with one more thing to choose from, and with rows for as many as are wanted at the most."""
        more = thing.effort - self.least
        before, gain, after = [NOTHING] * more, thing.gain, [NOTHING] * (self.span - more)
        with_it = [[*before, *[value + gain for value in row], *after] for row in table[: self.count]]
        rows = [list(map(max, row, other)) for row, other in zip(table[1:], with_it, strict=False)]
        return [table[0], *rows, *with_it[len(rows) :]]

    def best(self, *, hardest: bool) -> tuple[int, ...]:
        """The positions of those with the least effort that come first, or with the most that come last."""
        extras = range(self.span * self.count + 1)
        extra = next(
            extra
            for extra in (reversed(extras) if hardest else extras)
            if self._enough(0, self.count, extra, self.gain, self.cover)
        )
        taken: list[int] = []
        left, gain, cover = self.count, self.gain, self.cover
        for index, thing in enumerate(self.things):
            if not left:
                break
            with_it = (
                left - 1,
                extra - thing.effort + self.least,
                gain - thing.gain,
                cover - thing.gain * thing.covers,
            )
            if hardest:
                take = not self._enough(index + 1, left, extra, gain, cover)
            else:
                take = with_it[1] >= 0 and self._enough(index + 1, *with_it)
            if take:
                taken.append(index)
                left, extra, gain, cover = with_it
        return tuple(taken)

    def _enough(self, start: int, count: int, extra: int, gain: int, cover: int) -> bool:
        """Whether so many of the things from a position on, with just so much effort, can be enough."""
        covers, others = self.covers[start], self.others[start]
        for part in range(max(0, count - len(others) + 1), min(count, len(covers) - 1) + 1):
            row, rest = covers[part], others[count - part]
            for share in range(max(0, extra - len(rest) + 1), min(extra, len(row) - 1) + 1):
                if row[share] >= cover and row[share] + rest[extra - share] >= gain:
                    return True
        return False
