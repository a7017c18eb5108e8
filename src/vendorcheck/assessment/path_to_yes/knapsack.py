"""Select the fewest candidates that add up to enough: a knapsack problem, solved with tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

_MAX_CELLS: Final = 2_000_000
"""The most cells in the tables of one selection: half of some 150 candidates of mixed effort."""
_MAX_TOTAL_CELLS: Final = 40_000_000
"""The most cells in the tables of all selections of a search."""
GainTable: TypeAlias = list[int]
"""The largest sums of so many candidates (row) with so much extra effort (column), by rows."""


class WorkLimitReached(Exception):  # noqa: N818 - it ends a search, nothing erred
    """The search takes more work than it may."""


@dataclass(eq=False)
class WorkBudget:
    """The work of all selections of a search so far, in cells of their tables."""

    used_cells: int = 0

    def spend(self, cells: int) -> None:
        """Count more cells; raise `WorkLimitReached` if that makes too many."""
        self.used_cells += cells
        if self.used_cells > _MAX_TOTAL_CELLS:
            raise WorkLimitReached


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to select: effort from 1 to 3, gain, and whether the gain is coverage as well."""

    effort: int
    gain: int
    adds_coverage: bool


def fewest_candidates(
    candidates: Sequence[Candidate], needed_gain: int, needed_coverage: int, work_budget: WorkBudget
) -> tuple[int, ...] | None:
    """Return positions of the fewest candidates that gain and cover enough; at least one.

    Of several selections it is the one with the least effort, then the one that comes first. None
    if all candidates together are not enough.

    Raises:
        WorkLimitReached: there are too many candidates of mixed effort to weigh them all, or they
            were weighed too often.
    """
    count = _fewest_possible(candidates, needed_gain, needed_coverage)
    if count is None:
        return None
    dropped_count = len(candidates) - count
    if count <= dropped_count:
        return _best_selection(
            candidates, count, needed_gain, needed_coverage, work_budget, prefer_last=False
        )
    # Dropping the hardest and the last is the same, with fewer candidates to select.
    needed_gain -= sum(candidate.gain for candidate in candidates)
    needed_coverage -= sum(candidate.gain for candidate in candidates if candidate.adds_coverage)
    losses = [
        Candidate(-candidate.effort, -candidate.gain, candidate.adds_coverage)
        for candidate in candidates
    ]
    dropped = frozenset(
        _best_selection(
            losses, dropped_count, needed_gain, needed_coverage, work_budget, prefer_last=True
        )
    )
    return tuple(index for index in range(len(candidates)) if index not in dropped)


def _fewest_possible(
    candidates: Sequence[Candidate], needed_gain: int, needed_coverage: int
) -> int | None:
    """Return the least number of candidates that can be enough, regardless of their effort."""
    covering_sums = _largest_sums(
        [candidate.gain for candidate in candidates if candidate.adds_coverage]
    )
    other_sums = _largest_sums(
        [candidate.gain for candidate in candidates if not candidate.adds_coverage]
    )
    possible_counts = (
        count
        for count in range(1, len(candidates) + 1)
        for covering_count in range(
            max(0, count - len(other_sums) + 1), min(count, len(covering_sums) - 1) + 1
        )
        if covering_sums[covering_count] >= needed_coverage
        and covering_sums[covering_count] + other_sums[count - covering_count] >= needed_gain
    )
    return next(possible_counts, None)


def _largest_sums(values: list[int]) -> list[int]:
    """Return the sums of the largest 0, 1, 2 ... values."""
    return list(accumulate(sorted(values, reverse=True), initial=0))


def _best_selection(
    candidates: Sequence[Candidate],
    count: int,
    needed_gain: int,
    needed_coverage: int,
    work_budget: WorkBudget,
    *,
    prefer_last: bool,
) -> tuple[int, ...]:
    """Return positions of so many candidates that are enough: least effort, then first or last."""
    efforts = {candidate.effort for candidate in candidates}
    max_extra_effort = (max(efforts) - min(efforts)) * count
    if len(candidates) * count * (max_extra_effort + 1) > _MAX_CELLS:
        raise WorkLimitReached
    # Tables of few columns are built much faster, so guess how many are needed and widen them if
    # no selection is found.
    coverages = [candidate.gain if candidate.adds_coverage else 0 for candidate in candidates]
    least_extra_effort = max(
        _least_extra_effort(
            candidates, [candidate.gain for candidate in candidates], count, needed_gain
        ),
        _least_extra_effort(candidates, coverages, count, needed_coverage),
    )
    slack = 1
    while True:
        extra_effort_limit = min(max_extra_effort, least_extra_effort + slack)
        work_budget.spend(len(candidates) * count * (extra_effort_limit + 1))
        positions = _Selection(
            candidates, count, needed_gain, needed_coverage, extra_effort_limit
        ).best_positions(prefer_last=prefer_last)
        if positions is not None:
            return positions
        slack *= 4


def _least_extra_effort(
    candidates: Sequence[Candidate], values: list[int], count: int, needed: int
) -> int:
    """Return the least effort above the minimum with which so many values can reach a sum."""
    least_effort = min(candidate.effort for candidate in candidates)
    low_sums, medium_sums, high_sums = (
        _largest_sums(
            [
                value
                for candidate, value in zip(candidates, values, strict=True)
                if candidate.effort - least_effort == extra
            ]
        )
        for extra in range(3)
    )
    for extra in range(2 * count):
        for high in range(max(0, extra - count), min(extra // 2, len(high_sums) - 1) + 1):
            medium, low = extra - 2 * high, count - extra + high
            if (
                medium < len(medium_sums)
                and low < len(low_sums)
                and low_sums[low] + medium_sums[medium] + high_sums[high] >= needed
            ):
                return extra
    return 2 * count


class _Selection:
    """A selection of so many candidates, with limited effort above the least for each.

    The tables hold, for the candidates from each position on, their largest sums: `covering_tables`
    of those that add coverage, `other_tables` of the others. Impossible sums are very negative.
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
        self.least_effort = min(candidate.effort for candidate in candidates)
        # Each row has spare columns for sums that exceed the limit of effort.
        self.effort_span = max(candidate.effort for candidate in candidates) - self.least_effort
        self.row_width = max_extra_effort + 1 + self.effort_span
        # Lower than any needed sum whatever is added, yet small: small numbers are added fastest.
        self.impossible = -9 * (
            1
            + sum(abs(candidate.gain) for candidate in candidates)
            + abs(needed_gain)
            + abs(needed_coverage)
        )
        self.empty_row = [self.impossible] * self.row_width
        self.covering_tables: list[GainTable] = [[0, *self.empty_row[1:]]]
        self.other_tables: list[GainTable] = [[0, *self.empty_row[1:]]]
        for candidate in reversed(candidates):
            covering, other = self.covering_tables[-1], self.other_tables[-1]
            self.covering_tables.append(
                self._with_candidate(covering, candidate) if candidate.adds_coverage else covering
            )
            self.other_tables.append(
                other if candidate.adds_coverage else self._with_candidate(other, candidate)
            )
        self.covering_tables.reverse()
        self.other_tables.reverse()

    def _with_candidate(self, table: GainTable, candidate: Candidate) -> GainTable:
        """Return the table with one more candidate, and with a row more if one is still needed."""
        gain, shift = candidate.gain, self.row_width + candidate.effort - self.least_effort
        longer = table + self.empty_row if len(table) <= self.count * self.row_width else table
        # A path to yes spends most of its time in this expression: it calls no function.
        extended = longer[:shift] + [
            value if value > (with_candidate := fewer + gain) else with_candidate
            for value, fewer in zip(longer[shift:], table, strict=False)
        ]
        for column in range(self.max_extra_effort + 1, self.row_width):
            extended[column :: self.row_width] = [self.impossible] * (
                len(extended) // self.row_width
            )
        return extended

    def best_positions(self, *, prefer_last: bool) -> tuple[int, ...] | None:
        """Return the positions with the least effort that come first, or last; None without any."""
        gain, coverage = self.needed_gain, self.needed_coverage
        sufficient_efforts = (
            extra
            for extra in range(self.max_extra_effort + 1)
            if self._is_sufficient(0, self.count, extra, gain, coverage)
        )
        extra = next(sufficient_efforts, None)
        if extra is None:
            return None
        positions: list[int] = []
        count = self.count
        for index, candidate in enumerate(self.candidates):
            if not count:
                break
            needs_after = (
                count - 1,
                extra - candidate.effort + self.least_effort,
                gain - candidate.gain,
                coverage - candidate.gain * candidate.adds_coverage,
            )
            if prefer_last:
                take = not self._is_sufficient(index + 1, count, extra, gain, coverage)
            else:
                take = needs_after[1] >= 0 and self._is_sufficient(index + 1, *needs_after)
            if take:
                positions.append(index)
                count, extra, gain, coverage = needs_after
        return tuple(positions)

    def _is_sufficient(
        self, start: int, count: int, extra: int, needed_gain: int, needed_coverage: int
    ) -> bool:
        """Return whether so many candidates from a position on, with so much effort, are enough."""
        covering, other, width = (
            self.covering_tables[start],
            self.other_tables[start],
            self.row_width,
        )
        for covering_count in range(
            max(0, count - len(other) // width + 1), min(count, len(covering) // width - 1) + 1
        ):
            covering_row = covering[covering_count * width : covering_count * width + extra + 1]
            if max(covering_row) >= needed_coverage:
                other_start = (count - covering_count) * width
                other_row = other[other_start : other_start + extra + 1]
                other_row.reverse()
                for covering_sum, other_sum in zip(covering_row, other_row, strict=True):
                    if covering_sum >= needed_coverage and covering_sum + other_sum >= needed_gain:
                        return True
        return False
