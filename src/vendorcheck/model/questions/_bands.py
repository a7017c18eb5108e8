"""Bands: which credit an amount earns. The first that fits counts; together they leave no hole."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

from vendorcheck.document.problems import Path, Remark

_COMPARED = 50_000
"""So many pairs of bands are compared; whoever writes that many bands wrong is told of the first of them."""


@dataclass(frozen=True, slots=True)
class Span:
    """The amounts that one band takes, ends included. None: no limit."""

    low: Fraction | None
    high: Fraction | None


def holes_and_overlaps(
    spans: list[Span], path: Path, least: Fraction | None = None, step: Fraction = Fraction(0)
) -> Iterator[Remark]:
    """Bands that can never be reached or that compete with an earlier one, and amounts that no band takes.

    `least`: no amount is smaller than this. `step`: between amounts that lie no further apart there is none.
    """
    told: set[int] = set()
    earlier = _Earlier()
    for index, span in enumerate(spans):
        if _below(span.high, span.low):
            message = "no amount is as small and as large as this band wants at once"
            yield Remark((*path, index), "wrong-value", message, "mend at_least or at_most")
            continue
        rival = earlier.rival(span)
        earlier.add(index, span)
        if rival is not None and rival not in told:
            told.add(rival)  # one band in the wrong place may hide many others
            yield overlap((*path, index), rival)
    if _hole(spans, least, step):
        yield hole(path)


def overlap(place: Path, rival: int) -> Remark:
    """What is said of a band that competes with an earlier one, `rival`."""
    return Remark(
        place,
        "bands-overlap",
        f"this band overlaps with band {rival + 1}, which is read first",
        "order the bands from the narrowest limit to the widest, and let the last one take the rest",
    )


def hole(path: Path) -> Remark:
    """What is said of bands that leave something out."""
    return Remark(
        path,
        "bands-hole",
        "some amounts fall into none of these bands",
        "end with a band without a limit, such as {credit: 0}",
        at_key=True,
    )


@dataclass
class _Earlier:
    """The bands that are read before one, and the stretches that they take together, in order."""

    spans: list[tuple[int, Span]] = field(default_factory=list)
    left: int = _COMPARED
    lows: list[Fraction | float] = field(default_factory=list)
    highs: list[Fraction | float] = field(default_factory=list)

    def add(self, index: int, span: Span) -> None:
        """Put in a band; where it meets others, one stretch comes of them."""
        self.spans.append((index, span))
        low, high, met = self._met(span)
        ends = [low, *self.lows[met]], [high, *self.highs[met]]
        self.lows[met], self.highs[met] = [min(ends[0])], [max(ends[1])]

    def rival(self, span: Span) -> int | None:
        """The first that competes with a later band. Where all that it meets lies within it, none does."""
        low, high, met = self._met(span)
        lows, highs = self.lows[met], self.highs[met]
        within = not lows or (lows[0] >= low and highs[-1] <= high and (lows, highs) != ([low], [high]))
        if within or self.left < 0:
            return None
        for index, earlier in self.spans:
            self.left -= 1
            if _competes(earlier, span):
                return index
        return None

    def _met(self, span: Span) -> tuple[Fraction | float, Fraction | float, slice]:
        low = -inf if span.low is None else span.low
        high = inf if span.high is None else span.high
        return low, high, slice(bisect_left(self.highs, low), bisect_right(self.lows, high))


class Cells:
    """Which band each amount falls into: the first that takes it. Worked out once, for there may be very many.

    Each limit and each gap between two is a cell. `least`: no amount is smaller than this.
    """

    def __init__(self, spans: list[Span], least: Fraction | None = None) -> None:
        limits = {limit for span in spans for limit in (span.low, span.high) if limit is not None}
        self._known = sorted(
            limits if least is None else {least, *(limit for limit in limits if limit >= least)}
        )
        self._bands: list[int | None] = [None] * (2 * len(self._known) + 1)
        # `free` leads from a cell towards the next that no band has taken.
        free = list(range(len(self._bands) + 1))
        for index, span in enumerate(spans):
            first = int(least is not None)
            if span.low is not None and (least is None or span.low >= least):
                first = 2 * bisect_left(self._known, span.low) + 1
            last = 2 * len(self._known) if span.high is None else 2 * bisect_right(self._known, span.high) - 1
            cell = _root(free, first)
            while cell <= last:
                self._bands[cell] = index
                free[cell] = cell + 1
                cell = _root(free, cell)

    def band(self, amount: Fraction) -> int | None:
        """The position of the band that an amount falls into."""
        at = bisect_left(self._known, amount)
        return self._bands[2 * at + (at < len(self._known) and self._known[at] == amount)]

    def reached(self) -> list[int]:
        """Which of the bands some amount falls into."""
        return sorted({band for band in self._bands if band is not None})


def _root(free: list[int], cell: int) -> int:
    while free[cell] != cell:
        free[cell] = free[free[cell]]
        cell = free[cell]
    return cell


def _hole(spans: list[Span], least: Fraction | None, step: Fraction) -> bool:
    """Whether some amount lies in none of the spans. Spans that merely touch leave nothing between them."""
    reached = least
    for span in sorted(spans, key=lambda span: (span.low is not None, span.low or 0)):
        if span.low is not None and (reached is None or span.low > reached + step):
            return True
        if span.high is None:
            return False
        reached = span.high if reached is None else max(reached, span.high)
    return True


def _competes(earlier: Span, later: Span) -> bool:
    """Whether the later band is hidden by the earlier one, or cuts into it from the other side.

    A wider limit of the same kind behind a narrower one is how bands are meant to be written, and so is
    a last band that takes the rest.
    """
    if later.low is None and later.high is None:
        return earlier.low is None and earlier.high is None
    hidden = _reaches(earlier.low, later.low, -1) and _reaches(earlier.high, later.high, 1)
    nested = _reaches(later.low, earlier.low, -1) and _reaches(later.high, earlier.high, 1)
    apart = _below(earlier.high, later.low) or _below(later.high, earlier.low)
    return hidden or not (nested or apart)


def _reaches(one: Fraction | None, other: Fraction | None, side: int) -> bool:
    """Whether the first limit reaches at least as far out as the second, on the low (-1) or high (1) side."""
    if one is None or other is None:
        return one is None
    return (one - other) * side >= 0


def _below(high: Fraction | None, low: Fraction | None) -> bool:
    return high is not None and low is not None and high < low
