"""Percentages and decimals, rounded for people without crossing a limit."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

_MAX_DECIMALS = 4
"""The most decimals that a percentage gets so that it can be told from a limit."""


def format_percent(value: Fraction | None, digits: int = 2, limits: Sequence[Fraction] = ()) -> str:
    """A percentage for people, rounded half-even: `71.05 %`; `not scorable` if there is none.

    Args:
        value: in percent.
        digits: the decimals, but for zeros at their end.
        limits: what it is held against; where rounding would move it across one, it gets more decimals.
    """
    if value is None:
        return "not scorable"
    text = format_rounded_number(value, digits, limits)
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def format_rounded_number(value: Fraction, digits: int, limits: Sequence[Fraction] = ()) -> str:
    """A number with so many decimals, or with as many more as keep it on its side of some limits."""
    most = max(digits, _MAX_DECIMALS)
    for count in range(digits, most + 1):
        shown = round(value, count)
        if all((value < limit) == (shown < limit) for limit in limits):
            return f"{float(shown):.{count}f}"
    # Nearer to a limit than anybody reads: cut off on its side.
    below = any(value < limit <= round(value, most) for limit in limits)
    shown = Fraction((floor if below else ceil)(value * 10**most), 10**most)
    return f"{float(shown):.{most}f}"


def round_to_float(value: Fraction, digits: int = 2) -> float:
    """An exact number rounded half-even to so many decimals."""
    return float(round(value, digits))
