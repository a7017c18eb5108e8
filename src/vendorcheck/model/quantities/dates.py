"""Days as people write them: which day a text may mean, and how our files write it."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

_MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})(?:([-/])|\. ?)(\d{1,2})(?(2)\2|\. ?)(\d{4})", re.ASCII)
_DAY_AND_NAME: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})",
    re.IGNORECASE | re.ASCII,
)
_NAME_AND_DAY: Final = re.compile(
    r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE | re.ASCII
)


def possible_dates(text: str) -> tuple[date, ...]:
    """The days that a text may mean, the earlier first: none, one, or two where day and month could change places.

    Between points stand day, month and year, in this order, wherever people write dates so.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        found = [_date_if_valid(match[1], match[3], match[4])]
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = match[1], match[3], match[4]
        found = [_date_if_valid(year, second, first)] + [
            _date_if_valid(year, first, second)
        ] * bool(match[2])
    elif match := _DAY_AND_NAME.fullmatch(text):
        found = [_date_if_valid(match[3], _month_number(match[2]), match[1])]
    elif match := _NAME_AND_DAY.fullmatch(text):
        found = [_date_if_valid(match[3], _month_number(match[1]), match[2])]
    else:
        found = []
    return tuple(sorted({day for day in found if day is not None}))


def unambiguous_date(day: date) -> str:
    """A day as nobody can misread it."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def date_correction_hint(text: str) -> str:
    """How a file writes the day that a text means, as a hint; empty where nobody can tell which day that is."""
    found = possible_dates(" ".join(text.split()))
    if len(found) == 1:
        return f"write {found[0]}"
    if found:
        return "write " + ", or ".join(f"{day} for {unambiguous_date(day)}" for day in found)
    return _day_beyond_month_hint(text)


def day_hint(text: str) -> str:
    """How to write a day where a text stands that is none; an example where nobody can tell which day it means."""
    return date_correction_hint(text) or "write it as year-month-day, such as 2026-11-22"


def _day_beyond_month_hint(text: str) -> str:
    """How many days the month of a text has that names a day after its last; empty if it does not."""
    match = _YEAR_FIRST.fullmatch(text)
    year, month = (int(match[1]), int(match[3])) if match else (0, 0)
    if not (date.min.year <= year and 1 <= month <= len(_MONTH_NAMES)):
        return ""
    return f"{_MONTH_NAMES[month - 1]} {year} has {monthrange(year, month)[1]} days"


def _month_number(name: str) -> str:
    """The number of a month by its name or the begin of it; 0 if there is none."""
    found = [
        number
        for number, month in enumerate(_MONTH_NAMES, 1)
        if month.lower().startswith(name.lower())
    ]
    return str(found[0] if found else 0)


def _date_if_valid(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
