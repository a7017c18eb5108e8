"""Bands: the credit by amount. The first band that contains an amount counts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

from vendorcheck.document.problems import DataPath, Remark

_MAX_COMPARED_PAIRS = 50_000
"""The most pairs of bands that are compared; of more wrong bands only the first are reported."""


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The amounts of one band, both ends included; None means no limit."""

    low: Fraction | None
    high: Fraction | None


def limits_of(ranges: list[AmountRange]) -> set[Fraction]:
    """Return the low and high limits of some ranges."""
    return {
        limit
        for band_range in ranges
        for limit in (band_range.low, band_range.high)
        if limit is not None
    }


def band_remarks(
    ranges: list[AmountRange],
    path: DataPath,
    smallest_amount: Fraction | None = None,
    step: Fraction = Fraction(0),
) -> Iterator[Remark]:
    """Yield what is wrong with bands: impossible or competing ones, and amounts that none contains.

    Args:
        ranges: the amounts of each band, in order.
        path: the place of the bands in the file.
        smallest_amount: no amount is smaller; None if there is no such limit.
        step: the least distance between two amounts; 0 if there is always another between them.
    """
    reported_rivals: set[int] = set()
    earlier = _EarlierBands()
    for index, band_range in enumerate(ranges):
        if _is_below(band_range.high, band_range.low):
            yield Remark(
                (*path, index),
                "wrong-value",
                "no amount lies within both limits of this band",
                "mend at_least or at_most",
            )
            continue
        rival = earlier.find_rival(band_range)
        earlier.add(index, band_range)
        if rival is not None and rival not in reported_rivals:
            reported_rivals.add(rival)  # one misplaced band may hide many others
            yield overlap_remark((*path, index), rival)
    if _has_hole(ranges, smallest_amount, step):
        yield hole_remark(path)


def overlap_remark(place: DataPath, rival_index: int) -> Remark:
    """Return the remark on a band that competes with an earlier one, the rival."""
    return Remark(
        place,
        "bands-overlap",
        f"this band overlaps with band {rival_index + 1}, which is read first",
        "order the bands from the narrowest limit to the widest, "
        "and let the last one take the rest",
    )


def hole_remark(path: DataPath) -> Remark:
    """Return the remark on bands that leave amounts out."""
    return Remark(
        path,
        "bands-hole",
        "some amounts fall into none of these bands",
        "end with a band without a limit, such as {credit: 0}",
        at_key=True,
    )


@dataclass
class _EarlierBands:
    """The bands before the current one, and the stretches that they cover together, in order."""

    ranges: list[tuple[int, AmountRange]] = field(default_factory=list)
    comparisons_left: int = _MAX_COMPARED_PAIRS
    stretch_starts: list[Fraction | float] = field(default_factory=list)
    stretch_ends: list[Fraction | float] = field(default_factory=list)

    def add(self, index: int, band_range: AmountRange) -> None:
        """Add a band and merge the stretches that it touches."""
        self.ranges.append((index, band_range))
        low, high, touched = self._touched_stretches(band_range)
        lows, highs = [low, *self.stretch_starts[touched]], [high, *self.stretch_ends[touched]]
        self.stretch_starts[touched], self.stretch_ends[touched] = [min(lows)], [max(highs)]

    def find_rival(self, band_range: AmountRange) -> int | None:
        """Return the first earlier band that competes with this one; None if there is none.

        There is none if every stretch that it touches lies within it. The search ends once
        `_MAX_COMPARED_PAIRS` pairs have been compared.
        """
        low, high, touched = self._touched_stretches(band_range)
        lows, highs = self.stretch_starts[touched], self.stretch_ends[touched]
        none_competes = not lows or (
            lows[0] >= low and highs[-1] <= high and (lows, highs) != ([low], [high])
        )
        if none_competes or self.comparisons_left < 0:
            return None
        for index, earlier in self.ranges:
            self.comparisons_left -= 1
            if _competes(earlier, band_range):
                return index
        return None

    def _touched_stretches(
        self, band_range: AmountRange
    ) -> tuple[Fraction | float, Fraction | float, slice]:
        low = -inf if band_range.low is None else band_range.low
        high = inf if band_range.high is None else band_range.high
        return (
            low,
            high,
            slice(bisect_left(self.stretch_ends, low), bisect_right(self.stretch_starts, high)),
        )


class BandLookup:
    """The first band that contains each amount, computed once for all amounts.

    Each limit and each gap between two limits is a cell. No amount is smaller than
    `smallest_amount`.
    """

    def __init__(self, ranges: list[AmountRange], smallest_amount: Fraction | None = None) -> None:
        limits = limits_of(ranges)
        self._limits = sorted(
            limits
            if smallest_amount is None
            else {smallest_amount, *(limit for limit in limits if limit >= smallest_amount)}
        )
        self._band_of_cell: list[int | None] = [None] * (2 * len(self._limits) + 1)
        # Each entry leads from a cell towards the next one that no band has taken.
        next_free = list(range(len(self._band_of_cell) + 1))
        for index, band_range in enumerate(ranges):
            first_cell = int(smallest_amount is not None)
            if band_range.low is not None and (
                smallest_amount is None or band_range.low >= smallest_amount
            ):
                first_cell = 2 * bisect_left(self._limits, band_range.low) + 1
            last_cell = (
                2 * len(self._limits)
                if band_range.high is None
                else 2 * bisect_right(self._limits, band_range.high) - 1
            )
            cell = _next_free_cell(next_free, first_cell)
            while cell <= last_cell:
                self._band_of_cell[cell] = index
                next_free[cell] = cell + 1
                cell = _next_free_cell(next_free, cell)

    def band_at(self, amount: Fraction) -> int | None:
        """Return the index of the band that an amount falls into; None if there is none."""
        position = bisect_left(self._limits, amount)
        return self._band_of_cell[
            2 * position + (position < len(self._limits) and self._limits[position] == amount)
        ]

    def reachable_bands(self) -> list[int]:
        """Return the indexes of the bands that some amount falls into, in order."""
        return sorted({band for band in self._band_of_cell if band is not None})


def _next_free_cell(next_free: list[int], cell: int) -> int:
    while next_free[cell] != cell:
        next_free[cell] = next_free[next_free[cell]]
        cell = next_free[cell]
    return cell


def _has_hole(ranges: list[AmountRange], smallest_amount: Fraction | None, step: Fraction) -> bool:
    """Return whether an amount lies in none of the ranges; none lies between ranges that touch."""
    covered_to = smallest_amount
    for band_range in sorted(
        ranges, key=lambda band_range: (band_range.low is not None, band_range.low or 0)
    ):
        if band_range.low is not None and (
            covered_to is None or band_range.low > covered_to + step
        ):
            return True
        if band_range.high is None:
            return False
        covered_to = band_range.high if covered_to is None else max(covered_to, band_range.high)
    return True


def _competes(earlier: AmountRange, later: AmountRange) -> bool:
    """Return whether the later band is hidden by the earlier one or overlaps it on one side only.

    Bands are meant to be written with a wider limit behind a narrower one, or with a last band that
    takes all other amounts; neither competes.
    """
    if later.low is None and later.high is None:
        return earlier.low is None and earlier.high is None
    is_hidden = _reaches_as_far(earlier.low, later.low, -1) and _reaches_as_far(
        earlier.high, later.high, 1
    )
    contains_earlier = _reaches_as_far(later.low, earlier.low, -1) and _reaches_as_far(
        later.high, earlier.high, 1
    )
    is_apart = _is_below(earlier.high, later.low) or _is_below(later.high, earlier.low)
    return is_hidden or not (contains_earlier or is_apart)


def _reaches_as_far(limit: Fraction | None, other_limit: Fraction | None, side: int) -> bool:
    """Return whether a limit is at least as far out as another on the low (-1) or high (1) side."""
    if limit is None or other_limit is None:
        return limit is None
    return (limit - other_limit) * side >= 0


def _is_below(high: Fraction | None, low: Fraction | None) -> bool:
    return high is not None and low is not None and high < low
