"""Bands: which credit an amount earns. The first that fits counts; together they leave no hole."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, TypeAlias

from pydantic import Field

from vendorcheck.fields import Length, OptionId, Severity, Share
from vendorcheck.problems import Path, Remark
from vendorcheck.questions._base import Wording


class Band(Wording):
    """A range of amounts and what it earns; one without limits takes the rest."""

    at_most: OptionId | None = Field(None, description="The amount is this much or less.")
    at_least: OptionId | None = Field(None, description="The amount is this much or more.")
    within: Length | None = Field(
        None, description="date: the day lies at most this long before the day of the assessment."
    )
    credit: Share = Field(description="The share from 0 to 1 of the question's weight that it earns.")
    severity: Severity | None = Field(
        None, description="How bad this gap is, where it differs from the question's severity."
    )


Bands: TypeAlias = Annotated[tuple[Band, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Span:
    """The amounts that one band takes, ends included. None: no limit."""

    low: Fraction | None
    high: Fraction | None

    def __contains__(self, amount: Fraction) -> bool:
        return (self.low is None or amount >= self.low) and (self.high is None or amount <= self.high)


def holes_and_overlaps(spans: list[Span], path: Path, least: Fraction | None = None) -> Iterator[Remark]:
    """Bands that can never be reached or that compete with an earlier one, and amounts that no band takes.

    `least`: no amount is smaller than this.
    """
    told: set[int] = set()
    for index, span in enumerate(spans):
        if _below(span.high, span.low):
            message = "no amount is as small and as large as this band wants at once"
            yield Remark((*path, index), "wrong-value", message, "mend at_least or at_most")
            continue
        rival = next((i for i, earlier in enumerate(spans[:index]) if _competes(earlier, span)), None)
        if rival is not None and rival not in told:
            told.add(rival)  # one band in the wrong place may hide many others
            yield Remark(
                (*path, index),
                "bands-overlap",
                f"this band overlaps with band {rival + 1}, which is read first",
                "order the bands from the narrowest limit to the widest, and let the last one take the rest",
            )
    if _hole(spans, least):
        yield Remark(
            path,
            "bands-hole",
            "some amounts fall into none of these bands",
            "end with a band without a limit, such as {credit: 0}",
            at_key=True,
        )


def _hole(spans: list[Span], least: Fraction | None) -> bool:
    """Whether some amount lies in none of the spans. Spans that merely touch leave nothing between them."""
    reached = least
    for span in sorted(spans, key=lambda span: (span.low is not None, span.low or 0)):
        if span.low is not None and (reached is None or span.low > reached):
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
