"""The fewest things that add up to enough: what a path to yes comes down to once no single step is forced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

_CELLS: Final = 2_000_000
"""So many numbers the tables of a choice may hold: some 150 things of different effort, of which half are wanted."""
_CELLS_TOGETHER: Final = 40_000_000
"""So many those of all choices of a search may hold."""
Table: TypeAlias = list[int]
"""The most that so many things (row) with so much effort beyond the least (column) add up to, row after row."""


class TooMuch(Exception):  # noqa: N818 - it ends a search, nothing erred
    """What is looked for takes more work than it may."""


@dataclass(eq=False)
class Work:
    """What the choices of a search took so far: numbers in their tables."""

    cells: int = 0

    def add(self, cells: int) -> None:
        """Count some more; `TooMuch` if that makes too many."""
        self.cells += cells
        if self.cells > _CELLS_TOGETHER:
            raise TooMuch


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be taken: its effort from 1 to 3, what it gains, and whether that covers as well."""

    effort: int
    gain: int
    covers: bool


def fewest(things: Sequence[Thing], gain: int, cover: int, work: Work) -> tuple[int, ...] | None:
    """Positions of the fewest things that gain and cover at least so much; at least one.

    Among equals those with the least effort, then those that come first. None if all together are not enough.

    Raises:
        TooMuch: there are too many things of too different effort to weigh them all, or they were weighed too often.
    """
    count = _count(things, gain, cover)
    if count is None:
        return None
    left_out = len(things) - count
    if count <= left_out:
        return _best(things, count, gain, cover, work, late=False)
    # It is the same to leave out the hardest and the last, and there are fewer of those to choose from.
    gain -= sum(thing.gain for thing in things)
    cover -= sum(thing.gain for thing in things if thing.covers)
    losses = [Thing(-thing.effort, -thing.gain, thing.covers) for thing in things]
    dropped = frozenset(_best(losses, left_out, gain, cover, work, late=True))
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


def _best(
    things: Sequence[Thing], count: int, gain: int, cover: int, work: Work, *, late: bool
) -> tuple[int, ...]:
    """The positions of so many things that are enough: those with the least effort that come first, or last."""
    efforts = {thing.effort for thing in things}
    most = (max(efforts) - min(efforts)) * count
    if len(things) * count * (most + 1) > _CELLS:
        raise TooMuch
    # Tables with no more columns than it takes are made many times faster; where a guess is too low, nothing is enough.
    covering = [thing.gain if thing.covers else 0 for thing in things]
    extra = max(
        _least_extra(things, [thing.gain for thing in things], count, gain),
        _least_extra(things, covering, count, cover),
    )
    slack = 1
    while True:
        top = min(most, extra + slack)
        work.add(len(things) * count * (top + 1))
        found = _Choice(things, count, gain, cover, top).best(late=late)
        if found is not None:
            return found
        slack *= 4


def _least_extra(things: Sequence[Thing], values: list[int], count: int, wanted: int) -> int:
    """The least effort, beyond the least for each, with which so many values can add up to what is wanted."""
    least = min(thing.effort for thing in things)
    low, middle, high = (
        _sums([value for thing, value in zip(things, values, strict=True) if thing.effort - least == extra])
        for extra in range(3)
    )
    for extra in range(2 * count):
        for hard in range(max(0, extra - count), min(extra // 2, len(high) - 1) + 1):
            medium, easy = extra - 2 * hard, count - extra + hard
            if medium < len(middle) and easy < len(low) and low[easy] + middle[medium] + high[hard] >= wanted:
                return extra
    return 2 * count


class _Choice:
    """So many of the things, with at most so much effort beyond the least for each (`top`).

    For those from each position on: the most that they can add up to, `covers` and `others` apart.
    """

    def __init__(self, things: Sequence[Thing], count: int, gain: int, cover: int, top: int) -> None:
        self.gain, self.cover = gain, cover
        self.things = things
        self.count = count
        self.top = top
        self.least = min(thing.effort for thing in things)
        # Beyond the columns that count there is room for what falls over the edge.
        self.span = max(thing.effort for thing in things) - self.least
        self.width = top + 1 + self.span
        # Less than anything that is asked for, where there are no such things; small numbers are added fastest.
        self.nothing = -9 * (1 + sum(abs(thing.gain) for thing in things) + abs(gain) + abs(cover))
        self.blank = [self.nothing] * self.width
        self.covers: list[Table] = [[0, *self.blank[1:]]]
        self.others: list[Table] = [[0, *self.blank[1:]]]
        for thing in reversed(things):
            covers, others = self.covers[-1], self.others[-1]
            self.covers.append(self._with(covers, thing) if thing.covers else covers)
            self.others.append(others if thing.covers else self._with(others, thing))
        self.covers.reverse()
        self.others.reverse()

    def _with(self, table: Table, thing: Thing) -> Table:
        """The table with one more thing to choose from, and with rows for as many as are wanted at the most."""
        gain, step = thing.gain, self.width + thing.effort - self.least
        longer = table + self.blank if len(table) <= self.count * self.width else table
        # The dearest line of a path to yes: no function is called in it.
        found = longer[:step] + [
            value if value > (other := fewer + gain) else other
            for value, fewer in zip(longer[step:], table, strict=False)
        ]
        for column in range(self.top + 1, self.width):
            found[column :: self.width] = [self.nothing] * (len(found) // self.width)
        return found

    def best(self, *, late: bool) -> tuple[int, ...] | None:
        """The positions of those with the least effort that come first, or last; None if none are enough."""
        gain, cover = self.gain, self.cover
        extras = (extra for extra in range(self.top + 1) if self._enough(0, self.count, extra, gain, cover))
        extra = next(extras, None)
        if extra is None:
            return None
        taken: list[int] = []
        left = self.count
        for index, thing in enumerate(self.things):
            if not left:
                break
            with_it = (
                left - 1,
                extra - thing.effort + self.least,
                gain - thing.gain,
                cover - thing.gain * thing.covers,
            )
            if late:
                take = not self._enough(index + 1, left, extra, gain, cover)
            else:
                take = with_it[1] >= 0 and self._enough(index + 1, *with_it)
            if take:
                taken.append(index)
                left, extra, gain, cover = with_it
        return tuple(taken)

    def _enough(self, start: int, count: int, extra: int, gain: int, cover: int) -> bool:
        """Whether so many of the things from a position on, with just so much effort, can be enough."""
        covers, others, width = self.covers[start], self.others[start], self.width
        for part in range(max(0, count - len(others) // width + 1), min(count, len(covers) // width - 1) + 1):
            row = covers[part * width : part * width + extra + 1]
            if max(row) >= cover:
                at = (count - part) * width
                rest = others[at : at + extra + 1]
                rest.reverse()
                for value, other in zip(row, rest, strict=True):
                    if value >= cover and value + other >= gain:
                        return True
        return False
