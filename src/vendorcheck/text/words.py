"""Days, numbers and lists in words that a person reads."""

from collections.abc import Sequence
from datetime import date
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


def grouped_number(amount: Fraction) -> str:
    """Return a number with its thousands separated by commas: `100,000`, `2.5`."""
    return f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):,g}"


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
