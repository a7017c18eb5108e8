"""Amounts to try where only limits are known: beyond all of them, and between two of them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor


def amounts_beyond(limits: Sequence[Fraction], smallest: Fraction | None) -> Iterator[Fraction]:
    """Yield a whole amount above all limits, then one below them and the smallest amount."""
    yield Fraction(int(limits[-1] + 1) if limits else 1)
    below = Fraction(int(limits[0] - 1) if limits else -1)
    yield from [below] if smallest is None else [max(smallest, below), smallest]


def amounts_between(limits: Sequence[Fraction], denominators: Sequence[int]) -> Iterator[Fraction]:
    """Yield an amount between each limit and the next, with as few digits as possible.

    Args:
        limits: the limits, in order.
        denominators: the fractions of a unit that an answer can express, the coarsest first.
    """
    for low, high in pairwise(limits):
        for denominator in denominators:
            amount = Fraction(floor(low * denominator) + 1, denominator)
            if amount < high:
                yield amount
                break
