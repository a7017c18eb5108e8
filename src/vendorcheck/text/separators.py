"""Digits with separators: the numbers that they may be in one country or another."""

import re
from typing import Final

_GROUP_SIGNS: Final = ".,'’_ \u00a0\u202f"
_GROUPED: Final = re.compile(
    rf"([1-9]\d{{0,2}})([{_GROUP_SIGNS}])(\d{{3}}(?:\2\d{{3}})*)(?:([.,])(\d{{1,9}}))?", re.ASCII
)
"""A number whose thousands are separated."""
_DECIMAL: Final = re.compile(r"(\d{1,15})(?:[.,](\d{1,9}))?", re.ASCII)


def possible_decimals(text: str, *, points_may_group: bool = False) -> tuple[str, ...]:
    """Return the numbers, with a decimal point, that digits with separators may be.

    A comma before three digits may be a decimal comma or separate thousands, so `40,000` is 40 or
    40000, the smaller first. A point separates decimals, as in files.

    Args:
        text: digits with separators.
        points_may_group: whether a point before three digits may separate thousands as well.
    """
    readings: list[str] = []
    grouped = _GROUPED.fullmatch(text)
    if decimal := _DECIMAL.fullmatch(text):
        readings.append(_with_point(decimal[1], decimal[2] or ""))
        if grouped and grouped[2] == "." and not points_may_group:
            return tuple(readings)
    if grouped and grouped[4] != grouped[2]:
        digits = re.sub(r"\D", "", grouped[1] + grouped[3])
        readings.append(_with_point(digits, grouped[5] or ""))
    return tuple(dict.fromkeys(readings))


def _with_point(whole: str, decimals: str) -> str:
    return f"{whole.lstrip('0') or '0'}.{decimals.rstrip('0')}".removesuffix(".")
