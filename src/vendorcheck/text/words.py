"""Days, numbers and lists in words that a person reads."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

WEEKDAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)

_SINGULARS: Final = {"people": "person"}


def grouped_number(amount: Fraction) -> str:
    """Return a number with its thousands separated by commas: `100,000`, `2.5`."""
    if amount.denominator == 1:
        return f"{amount.numerator:,}"
    return f"{Decimal(amount.numerator) / amount.denominator:,f}"


def amount_with_unit(amount: Fraction, unit: str) -> str:
    """Return a number of what is counted: `12,000 people`, `1 person`."""
    return f"{grouped_number(amount)} {unit_of_one(unit) if amount == 1 else unit}"


def unit_of_one(unit: str) -> str:
    """Return the singular of a unit in the plural: `person` for `people`, `seat` for `seats`."""
    if unit in _SINGULARS:
        return _SINGULARS[unit]
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") and " " not in unit else unit


def day_in_words(day: date) -> str:
    """Return a day in a form that is the same in every country: `Mon 7 Dec 2026`."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def join_list(parts: Sequence[str], conjunction: str = "and") -> str:
    """Return parts as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    *before, last = parts
    return f"{', '.join(before)} {conjunction} {last}" if before else last


def as_sentence(text: str) -> str:
    """Return a text with a full stop, unless it ends as a sentence does."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def count_with_noun(count: int, singular: str, plural: str) -> str:
    """Return a number with its noun: `1 step`, `2 steps`."""
    return f"{count} {singular if count == 1 else plural}"
