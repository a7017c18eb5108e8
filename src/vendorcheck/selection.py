"""The fewest things of which two sums reach two thresholds: what a path to yes comes down to once no single step is forced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

NOTHING = -1
Table: TypeAlias = list[list[int]]
"""The most that so many things (row) with so much effort (column) add up to; NOTHING if there are none such."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be taken: what it costs, and what it adds to either sum."""

    effort: int
    gain: int
    cover: int


def fewest(things: Sequence[Thing], gain: int, cover: int) -> tuple[int, ...] | None:
    """Positions of the fewest things that add up to at least so much gain and cover; at least one.

    Among equals those with the least effort, then those that come first. None if all together are not enough.
    Exact where a thing that covers gains the same; where it does not, never more things than needed.
    """
    count = _count(things, gain, cover)
    if count is None:
        return None
    tables = _Tables(things, count)
    for effort in range(count, max(thing.effort for thing in things) * count + 1):
        if tables.enough(0, count, effort, gain, cover):
            found = next(tables.choices(0, count, effort, gain, cover), None)
            if found is not None:
                return found
    return None


def _count(things: Sequence[Thing], gain: int, cover: int) -> int | None:
    """How many it takes at least, whatever their effort."""
    covering = sorted((thing for thing in things if thing.cover), key=lambda thing: -thing.cover)
    gains = _sums(sorted((thing.gain for thing in covering), reverse=True))
    covers = _sums([thing.cover for thing in covering])
    others = _sums(sorted((thing.gain for thing in things if not thing.cover), reverse=True))
    for count in range(1, len(things) + 1):
        for part in range(max(0, count - len(others) + 1), min(count, len(covering)) + 1):
            if covers[part] >= cover and gains[part] + others[count - part] >= gain:
                return count
    return None


def _sums(values: list[int]) -> list[int]:
    found = [0]
    for value in values:
        found.append(found[-1] + value)
    return found


class _Tables:
    """For the things from each position on: the most gain and cover that so many of them can have."""

    def __init__(self, things: Sequence[Thing], count: int) -> None:
        self.things = things
        width = max(thing.effort for thing in things) * count + 1
        empty = [[0] + [NOTHING] * (width - 1)] + [[NOTHING] * width for _ in range(count)]
        self.covers: list[Table] = [empty]
        self.gains: list[Table] = [empty]
        self.others: list[Table] = [empty]
        for thing in reversed(things):
            covers, gains, others = self.covers[-1], self.gains[-1], self.others[-1]
            if thing.cover:
                covers, gains = (
                    _with(covers, thing.effort, thing.cover),
                    _with(gains, thing.effort, thing.gain),
                )
            else:
                others = _with(others, thing.effort, thing.gain)
            self.covers.append(covers)
            self.gains.append(gains)
            self.others.append(others)
        for tables in (self.covers, self.gains, self.others):
            tables.reverse()

    def enough(self, start: int, count: int, effort: int, gain: int, cover: int) -> bool:
        """Whether so many of the things from a position on, with just so much effort, can be enough."""
        covers, gains, others = self.covers[start], self.gains[start], self.others[start]
        for part in range(count + 1):
            for share, covered in enumerate(covers[part][: effort + 1]):
                if covered < cover or covered == NOTHING:
                    continue
                rest = others[count - part][effort - share]
                if rest != NOTHING and gains[part][share] + rest >= gain:
                    return True
        return False

    def choices(
        self, start: int, count: int, effort: int, gain: int, cover: int
    ) -> Iterator[tuple[int, ...]]:
        """Positions of things that are enough, those that come first first."""
        stack: list[tuple[int, int, int, int, int, tuple[int, ...]]] = [
            (start, count, effort, gain, cover, ())
        ]
        while stack:
            at, left, spare, needed, uncovered, taken = stack.pop()
            if not left:
                if needed <= 0 and uncovered <= 0 and not spare:
                    yield taken
                continue
            if at == len(self.things) or not self.enough(at, left, spare, max(0, needed), max(0, uncovered)):
                continue
            thing = self.things[at]
            stack.append((at + 1, left, spare, needed, uncovered, taken))
            if thing.effort <= spare:
                rest = (left - 1, spare - thing.effort, needed - thing.gain, uncovered - thing.cover)
                stack.append((at + 1, *rest, (*taken, at)))


def _with(table: Table, effort: int, value: int) -> Table:
    """The table with one more thing to choose from."""
    found = [table[0]]
    for row in range(1, len(table)):
        fewer, same = table[row - 1], table[row]
        found.append(
            [
                max(old, fewer[column - effort] + value)
                if column >= effort and fewer[column - effort] != NOTHING
                else old
                for column, old in enumerate(same)
            ]
        )
    return found
