"""The fewest things that add up to enough: what a path to yes comes down to once no single step is forced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

_MAX_CELLS: Final = 2_000_000
"""So many numbers the tables of a choice may hold: some 150 things of different effort, of which half are wanted."""
_MAX_TOTAL_CELLS: Final = 40_000_000
"""So many those of all choices of a search may hold."""
GainTable: TypeAlias = list[int]
"""The most that so many things (row) with so much effort beyond the least (column) add up to, row after row."""


class WorkLimitReached(Exception):  # noqa: N818 - it ends a search, nothing erred
    """What is looked for takes more work than it may."""


@dataclass(eq=False)
class WorkBudget:
    """What the choices of a search took so far: numbers in their tables."""

    used_cells: int = 0

    def spend(self, cells: int) -> None:
        """Count some more; `TooMuch` if that makes too many."""
        self.used_cells += cells
        if self.used_cells > _MAX_TOTAL_CELLS:
            raise WorkLimitReached


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be taken: its effort from 1 to 3, what it gains, and whether that covers as well."""

    effort: int
    gain: int
    adds_coverage: bool


def fewest_candidates(
    candidates: Sequence[Candidate], needed_gain: int, needed_coverage: int, work_budget: WorkBudget
) -> tuple[int, ...] | None:
    """Positions of the fewest things that gain and cover at least so much; at least one.

    Among equals those with the least effort, then those that come first. None if all together are not enough.

    Raises:
        TooMuch: there are too many things of too different effort to weigh them all, or they were weighed too often.
    """
    count = _fewest_possible(candidates, needed_gain, needed_coverage)
    if count is None:
        return None
    left_out = len(candidates) - count
    if count <= left_out:
        return _best_selection(
            candidates, count, needed_gain, needed_coverage, work_budget, prefer_last=False
        )
    # It is the same to leave out the hardest and the last, and there are fewer of those to choose from.
    needed_gain -= sum(thing.gain for thing in candidates)
    needed_coverage -= sum(thing.gain for thing in candidates if thing.adds_coverage)
    losses = [Candidate(-thing.effort, -thing.gain, thing.adds_coverage) for thing in candidates]
    dropped = frozenset(
        _best_selection(
            losses, left_out, needed_gain, needed_coverage, work_budget, prefer_last=True
        )
    )
    return tuple(index for index in range(len(candidates)) if index not in dropped)


def _fewest_possible(
    candidates: Sequence[Candidate], needed_gain: int, needed_coverage: int
) -> int | None:
    """How many it takes at least, whatever their effort."""
    covers = _largest_sums([thing.gain for thing in candidates if thing.adds_coverage])
    others = _largest_sums([thing.gain for thing in candidates if not thing.adds_coverage])
    for count in range(1, len(candidates) + 1):
        for part in range(max(0, count - len(others) + 1), min(count, len(covers) - 1) + 1):
            if (
                covers[part] >= needed_coverage
                and covers[part] + others[count - part] >= needed_gain
            ):
                return count
    return None


def _largest_sums(values: list[int]) -> list[int]:
    """What the largest none, one, two ... of the values add up to."""
    found = [0]
    for value in sorted(values, reverse=True):
        found.append(found[-1] + value)
    return found


def _best_selection(
    candidates: Sequence[Candidate],
    count: int,
    needed_gain: int,
    needed_coverage: int,
    work_budget: WorkBudget,
    *,
    prefer_last: bool,
) -> tuple[int, ...]:
    """The positions of so many things that are enough: those with the least effort that come first, or last."""
    efforts = {thing.effort for thing in candidates}
    most = (max(efforts) - min(efforts)) * count
    if len(candidates) * count * (most + 1) > _MAX_CELLS:
        raise WorkLimitReached
    # Tables with no more columns than it takes are made many times faster; where a guess is too low, nothing is enough.
    covering = [thing.gain if thing.adds_coverage else 0 for thing in candidates]
    extra = max(
        _least_extra_effort(candidates, [thing.gain for thing in candidates], count, needed_gain),
        _least_extra_effort(candidates, covering, count, needed_coverage),
    )
    slack = 1
    while True:
        top = min(most, extra + slack)
        work_budget.spend(len(candidates) * count * (top + 1))
        found = _Selection(candidates, count, needed_gain, needed_coverage, top).best_positions(
            prefer_last=prefer_last
        )
        if found is not None:
            return found
        slack *= 4


def _least_extra_effort(
    candidates: Sequence[Candidate], values: list[int], count: int, needed: int
) -> int:
    """The least effort, beyond the least for each, with which so many values can add up to what is wanted."""
    least = min(thing.effort for thing in candidates)
    low, middle, high = (
        _largest_sums(
            [
                value
                for thing, value in zip(candidates, values, strict=True)
                if thing.effort - least == extra
            ]
        )
        for extra in range(3)
    )
    for extra in range(2 * count):
        for hard in range(max(0, extra - count), min(extra // 2, len(high) - 1) + 1):
            medium, easy = extra - 2 * hard, count - extra + hard
            if (
                medium < len(middle)
                and easy < len(low)
                and low[easy] + middle[medium] + high[hard] >= needed
            ):
                return extra
    return 2 * count


class _Selection:
    """So many of the things, with at most so much effort beyond the least for each (`top`).

    For those from each position on: the most that they can add up to, `covers` and `others` apart.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        count: int,
        needed_gain: int,
        needed_coverage: int,
        max_extra_effort: int,
    ) -> None:
        self.needed_gain, self.needed_coverage = needed_gain, needed_coverage
        self.candidates = candidates
        self.count = count
        self.max_extra_effort = max_extra_effort
        self.least_effort = min(thing.effort for thing in candidates)
        # Beyond the columns that count there is room for what falls over the edge.
        self.effort_span = max(thing.effort for thing in candidates) - self.least_effort
        self.row_width = max_extra_effort + 1 + self.effort_span
        # Less than anything that is asked for, where there are no such things; small numbers are added fastest.
        self.impossible = -9 * (
            1
            + sum(abs(thing.gain) for thing in candidates)
            + abs(needed_gain)
            + abs(needed_coverage)
        )
        self.empty_row = [self.impossible] * self.row_width
        self.covering_tables: list[GainTable] = [[0, *self.empty_row[1:]]]
        self.other_tables: list[GainTable] = [[0, *self.empty_row[1:]]]
        for thing in reversed(candidates):
            covers, others = self.covering_tables[-1], self.other_tables[-1]
            self.covering_tables.append(
                self._with_candidate(covers, thing) if thing.adds_coverage else covers
            )
            self.other_tables.append(
                others if thing.adds_coverage else self._with_candidate(others, thing)
            )
        self.covering_tables.reverse()
        self.other_tables.reverse()

    def _with_candidate(self, table: GainTable, candidate: Candidate) -> GainTable:
        """The table with one more thing to choose from, and with rows for as many as are wanted at the most."""
        gain, step = candidate.gain, self.row_width + candidate.effort - self.least_effort
        longer = table + self.empty_row if len(table) <= self.count * self.row_width else table
        # The dearest line of a path to yes: no function is called in it.
        found = longer[:step] + [
            value if value > (other := fewer + gain) else other
            for value, fewer in zip(longer[step:], table, strict=False)
        ]
        for column in range(self.max_extra_effort + 1, self.row_width):
            found[column :: self.row_width] = [self.impossible] * (len(found) // self.row_width)
        return found

    def best_positions(self, *, prefer_last: bool) -> tuple[int, ...] | None:
        """The positions of those with the least effort that come first, or last; None if none are enough."""
        gain, cover = self.needed_gain, self.needed_coverage
        extras = (
            extra
            for extra in range(self.max_extra_effort + 1)
            if self._is_sufficient(0, self.count, extra, gain, cover)
        )
        extra = next(extras, None)
        if extra is None:
            return None
        taken: list[int] = []
        left = self.count
        for index, thing in enumerate(self.candidates):
            if not left:
                break
            with_it = (
                left - 1,
                extra - thing.effort + self.least_effort,
                gain - thing.gain,
                cover - thing.gain * thing.adds_coverage,
            )
            if prefer_last:
                take = not self._is_sufficient(index + 1, left, extra, gain, cover)
            else:
                take = with_it[1] >= 0 and self._is_sufficient(index + 1, *with_it)
            if take:
                taken.append(index)
                left, extra, gain, cover = with_it
        return tuple(taken)

    def _is_sufficient(
        self, start: int, count: int, extra: int, needed_gain: int, needed_coverage: int
    ) -> bool:
        """Whether so many of the things from a position on, with just so much effort, can be enough."""
        covers, others, width = (
            self.covering_tables[start],
            self.other_tables[start],
            self.row_width,
        )
        for part in range(
            max(0, count - len(others) // width + 1), min(count, len(covers) // width - 1) + 1
        ):
            row = covers[part * width : part * width + extra + 1]
            if max(row) >= needed_coverage:
                at = (count - part) * width
                rest = others[at : at + extra + 1]
                rest.reverse()
                for value, other in zip(row, rest, strict=True):
                    if value >= needed_coverage and value + other >= needed_gain:
                        return True
        return False
