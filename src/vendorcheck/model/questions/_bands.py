"""Bands: which credit an amount earns. The first that fits counts; together they leave no hole."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

from vendorcheck.document.problems import DataPath, Remark

_MAX_COMPARED_PAIRS = 50_000
"""So many pairs of bands are compared; whoever writes that many bands wrong is told of the first of them."""


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The amounts that one band takes, ends included. None: no limit."""

    low: Fraction | None
    high: Fraction | None


def band_remarks(
    ranges: list[AmountRange],
    path: DataPath,
    smallest_amount: Fraction | None = None,
    step: Fraction = Fraction(0),
) -> Iterator[Remark]:
    """Bands that can never be reached or that compete with an earlier one, and amounts that no band takes.

    `least`: no amount is smaller than this. `step`: between amounts that lie no further apart there is none.
    """
    told: set[int] = set()
    earlier = _EarlierBands()
    for index, span in enumerate(ranges):
        if _is_below(span.high, span.low):
            message = "no amount is as small and as large as this band wants at once"
            yield Remark((*path, index), "wrong-value", message, "mend at_least or at_most")
            continue
        rival = earlier.find_rival(span)
        earlier.add(index, span)
        if rival is not None and rival not in told:
            told.add(rival)  # one band in the wrong place may hide many others
            yield overlap_remark((*path, index), rival)
    if _has_hole(ranges, smallest_amount, step):
        yield hole_remark(path)


def overlap_remark(place: DataPath, rival_index: int) -> Remark:
    """What is said of a band that competes with an earlier one, `rival`."""
    return Remark(
        place,
        "bands-overlap",
        f"this band overlaps with band {rival_index + 1}, which is read first",
        "order the bands from the narrowest limit to the widest, and let the last one take the rest",
    )


def hole_remark(path: DataPath) -> Remark:
    """What is said of bands that leave something out."""
    return Remark(
        path,
        "bands-hole",
        "some amounts fall into none of these bands",
        "end with a band without a limit, such as {credit: 0}",
        at_key=True,
    )


@dataclass
class _EarlierBands:
    """The bands that are read before one, and the stretches that they take together, in order."""

    ranges: list[tuple[int, AmountRange]] = field(default_factory=list)
    comparisons_left: int = _MAX_COMPARED_PAIRS
    stretch_starts: list[Fraction | float] = field(default_factory=list)
    stretch_ends: list[Fraction | float] = field(default_factory=list)

    def add(self, index: int, span: AmountRange) -> None:
        """Put in a band; where it meets others, one stretch comes of them."""
        self.ranges.append((index, span))
        low, high, met = self._touched_stretches(span)
        ends = [low, *self.stretch_starts[met]], [high, *self.stretch_ends[met]]
        self.stretch_starts[met], self.stretch_ends[met] = [min(ends[0])], [max(ends[1])]

    def find_rival(self, span: AmountRange) -> int | None:
        """The first that competes with a later band. Where all that it meets lies within it, none does."""
        low, high, met = self._touched_stretches(span)
        lows, highs = self.stretch_starts[met], self.stretch_ends[met]
        within = not lows or (
            lows[0] >= low and highs[-1] <= high and (lows, highs) != ([low], [high])
        )
        if within or self.comparisons_left < 0:
            return None
        for index, earlier in self.ranges:
            self.comparisons_left -= 1
            if _competes(earlier, span):
                return index
        return None

    def _touched_stretches(
        self, span: AmountRange
    ) -> tuple[Fraction | float, Fraction | float, slice]:
        low = -inf if span.low is None else span.low
        high = inf if span.high is None else span.high
        return (
            low,
            high,
            slice(bisect_left(self.stretch_ends, low), bisect_right(self.stretch_starts, high)),
        )


class BandLookup:
    """Which band each amount falls into: the first that takes it. Worked out once, for there may be very many.

    Each limit and each gap between two is a cell. `least`: no amount is smaller than this.
    """

    def __init__(self, spans: list[AmountRange], least: Fraction | None = None) -> None:
        limits = {limit for span in spans for limit in (span.low, span.high) if limit is not None}
        self._limits = sorted(
            limits if least is None else {least, *(limit for limit in limits if limit >= least)}
        )
        self._band_of_cell: list[int | None] = [None] * (2 * len(self._limits) + 1)
        # `free` leads from a cell towards the next that no band has taken.
        free = list(range(len(self._band_of_cell) + 1))
        for index, span in enumerate(spans):
            first = int(least is not None)
            if span.low is not None and (least is None or span.low >= least):
                first = 2 * bisect_left(self._limits, span.low) + 1
            last = (
                2 * len(self._limits)
                if span.high is None
                else 2 * bisect_right(self._limits, span.high) - 1
            )
            cell = _next_free_cell(free, first)
            while cell <= last:
                self._band_of_cell[cell] = index
                free[cell] = cell + 1
                cell = _next_free_cell(free, cell)

    def band_at(self, amount: Fraction) -> int | None:
        """The position of the band that an amount falls into."""
        at = bisect_left(self._limits, amount)
        return self._band_of_cell[2 * at + (at < len(self._limits) and self._limits[at] == amount)]

    def reachable_bands(self) -> list[int]:
        """Which of the bands some amount falls into."""
        return sorted({band for band in self._band_of_cell if band is not None})


def _next_free_cell(free: list[int], cell: int) -> int:
    while free[cell] != cell:
        free[cell] = free[free[cell]]
        cell = free[cell]
    return cell


def _has_hole(ranges: list[AmountRange], smallest_amount: Fraction | None, step: Fraction) -> bool:
    """Whether some amount lies in none of the spans. Spans that merely touch leave nothing between them."""
    reached = smallest_amount
    for span in sorted(ranges, key=lambda span: (span.low is not None, span.low or 0)):
        if span.low is not None and (reached is None or span.low > reached + step):
            return True
        if span.high is None:
            return False
        reached = span.high if reached is None else max(reached, span.high)
    return True


def _competes(earlier: AmountRange, later: AmountRange) -> bool:
    """Whether the later band is hidden by the earlier one, or cuts into it from the other side.

    A wider limit of the same kind behind a narrower one is how bands are meant to be written, and so is
    a last band that takes the rest.
    """
    if later.low is None and later.high is None:
        return earlier.low is None and earlier.high is None
    hidden = _reaches_as_far(earlier.low, later.low, -1) and _reaches_as_far(
        earlier.high, later.high, 1
    )
    nested = _reaches_as_far(later.low, earlier.low, -1) and _reaches_as_far(
        later.high, earlier.high, 1
    )
    apart = _is_below(earlier.high, later.low) or _is_below(later.high, earlier.low)
    return hidden or not (nested or apart)


def _reaches_as_far(limit: Fraction | None, other_limit: Fraction | None, side: int) -> bool:
    """Whether the first limit reaches at least as far out as the second, on the low (-1) or high (1) side."""
    if limit is None or other_limit is None:
        return limit is None
    return (limit - other_limit) * side >= 0


def _is_below(high: Fraction | None, low: Fraction | None) -> bool:
    return high is not None and low is not None and high < low
