"""Percentages and decimals, rounded for people without crossing a limit."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

_MAX_DECIMALS = 4
"""The most decimals that a percentage gets so that it can be told from a limit."""


def format_percent(
    value: Fraction | None,
    digits: int = 2,
    limits: Sequence[Fraction] = (),
    at_most: Sequence[Fraction] = (),
) -> str:
    """Return a percentage for people, rounded half-even: `71.05 %`; for None, `not scorable`.

    Args:
        value: the percentage, from 0 to 100.
        digits: the most decimals; zeros at their end are left out.
        limits: the limits that it must reach; it gets more decimals if rounding would move it
            across one.
        at_most: the same for limits that it must not exceed.
    """
    if value is None:
        return "not scorable"
    text = format_rounded_number(value, digits, limits, at_most)
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def format_whole_percent(value: Fraction | None, limits: Sequence[Fraction] = ()) -> str:
    """Return a percentage for a table: whole, or exacter where it is near a limit; – for None."""
    return "–" if value is None else format_percent(value, 0, limits)


def format_points(value: Fraction) -> str:
    """Return points of the score for people: `4.35 of 100`, or `under 0.01 of 100`."""
    rounded = round(value, 2)
    number = f"{float(rounded):.2f}".rstrip("0").rstrip(".") if rounded else "under 0.01"
    return f"{number} of 100"


def format_rounded_number(
    value: Fraction,
    digits: int,
    limits: Sequence[Fraction] = (),
    at_most: Sequence[Fraction] = (),
) -> str:
    """Return a number with `digits` decimals, or with more to keep it on its side of the limits."""
    max_digits = max(digits, _MAX_DECIMALS)
    for count in range(digits, max_digits + 1):
        rounded = round(value, count)
        if all((value < limit) == (rounded < limit) for limit in limits) and all(
            (value > limit) == (rounded > limit) for limit in at_most
        ):
            return f"{float(rounded):.{count}f}"
    # It is too near to a limit for rounding, so it is cut off on its own side.
    rounded = round(value, max_digits)
    is_below_limit = any(value < limit <= rounded for limit in limits) or any(
        value <= limit < rounded for limit in at_most
    )
    rounded = Fraction((floor if is_below_limit else ceil)(value * 10**max_digits), 10**max_digits)
    return f"{float(rounded):.{max_digits}f}"


def round_to_float(value: Fraction) -> float:
    """Return an exact number as a float, rounded half-even to two decimals."""
    return float(round(value, 2))
