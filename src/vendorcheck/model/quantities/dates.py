"""Days as people write them: which days a text may mean, and how files write them."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Final

from vendorcheck.text.quotes import strip_quotes

_MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_TIMESTAMP: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?",
    re.IGNORECASE | re.ASCII,
)
"""A day with a time, as programs write it."""
_WITHOUT_SEPARATORS: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})(?:([-/])|\. ?)(\d{1,2})(?(2)\2|\. ?)(\d{4})", re.ASCII)
_DAY_AND_NAME: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})",
    re.IGNORECASE | re.ASCII,
)
_NAME_AND_DAY: Final = re.compile(
    r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE | re.ASCII
)


_COUNTED: Final = re.compile(r"(\d{5,13})(?:\.\d{1,9})?", re.ASCII)
_SPREADSHEET_DAY_0: Final = date(1899, 12, 30)
"""The day before day 1 of spreadsheets that count from 1900, as they count from March 1900 on."""
_SPREADSHEET_DAYS: Final = range(20_000, 80_000)
"""The day numbers of spreadsheets for 1954 to 2119, of which somebody may write one."""
_SECONDS_PER_DAY: Final = 86_400
_EPOCH_DAYS: Final = range(7_000, 60_000)
"""The days since 1970 for 1989 to 2134, of which somebody may write a timestamp."""


_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_ORDINALS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}


def _month_of_quarter(number: str) -> int:
    return 3 * (int(number) if number.isdecimal() else _ORDINALS.get(number.lower(), 4)) - 2


_PERIODS: Final[tuple[tuple[re.Pattern[str], Callable[[str], int]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), first_month)
    for pattern, first_month in (
        (rf"(?P<part>){_YEAR}", lambda _: 1),
        (rf"Q(?P<part>[1-4])[ /-]?{_YEAR}", _month_of_quarter),
        (rf"{_YEAR}[ /-]?Q(?P<part>[1-4])", _month_of_quarter),
        (
            rf"(?P<part>first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of)? {_YEAR}",
            _month_of_quarter,
        ),
        (rf"(?P<part>[a-z]{{3,9}})\.?,? {_YEAR}", lambda name: int(_month_number(name))),
        (rf"{_YEAR}[-/.](?P<part>\d\d?)", int),
        (rf"(?P<part>\d\d?)[-/.]{_YEAR}", int),
    )
)
"""Spellings of a year, a quarter or a month, with the first month that each means."""


def possible_dates(text: str) -> tuple[date, ...]:
    """Return the days that a text may mean, the earlier first.

    There are two where day and month can be swapped, and none where the text is no day. With
    points the order is always day, month, year.
    """
    if match := _TIMESTAMP.fullmatch(text):
        text = match[1]
    if match := _WITHOUT_SEPARATORS.fullmatch(text):
        dates = [_date_if_valid(match[1], match[2], match[3])]
    elif match := _YEAR_FIRST.fullmatch(text):
        dates = [_date_if_valid(match[1], match[3], match[4])]
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = match[1], match[3], match[4]
        dates = [_date_if_valid(year, second, first)] + [
            _date_if_valid(year, first, second)
        ] * bool(match[2])
    elif match := _DAY_AND_NAME.fullmatch(text):
        dates = [_date_if_valid(match[3], _month_number(match[2]), match[1])]
    elif match := _NAME_AND_DAY.fullmatch(text):
        dates = [_date_if_valid(match[3], _month_number(match[1]), match[2])]
    else:
        dates = []
    return tuple(sorted({day for day in dates if day is not None}))


def unambiguous_date(day: date) -> str:
    """Return a day in words that cannot be misread: `7 December 2026`."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def date_correction_hint(text: str) -> str:
    """Return how to write the day that a text means, or its month's length; empty if neither."""
    text = " ".join(strip_quotes(text).split())
    dates = possible_dates(text)
    if len(dates) == 1:
        return f"write {dates[0]}"
    if dates:
        return "write " + ", or ".join(f"{day} for {unambiguous_date(day)}" for day in dates)
    if first := first_day_of_period(text):
        return f"name a day, such as {first}"
    return _counted_day_hint(text) or _day_beyond_month_hint(text)


def first_day_of_period(text: str) -> date | None:
    """Return the first day of a year, quarter or month that is written instead of a day."""
    for pattern, first_month in _PERIODS:
        if match := pattern.fullmatch(text):
            month = first_month(match["part"])
            return _date_if_valid(match["year"], str(month), "1") if month else None
    return None


def _counted_day_hint(text: str) -> str:
    """Return a hint for a day that a program has counted, from 1900 or 1970; empty if it is none.

    Nobody can see of a number that it is a day, so the hint says what it takes the number for.
    """
    match = _COUNTED.fullmatch(text)
    if match is None:
        return ""
    count = int(match[1])
    if count in _SPREADSHEET_DAYS:
        day = date.fromordinal(_SPREADSHEET_DAY_0.toordinal() + count)
        return f"write {day} if this is the day number of a spreadsheet"
    for unit, per_second in (("seconds", 1), ("milliseconds", 1000)):
        days = count // per_second // _SECONDS_PER_DAY
        if days in _EPOCH_DAYS:
            day = date.fromordinal(date(1970, 1, 1).toordinal() + days)
            return f"write {day} if these are the {unit} since 1970"
    return ""


def day_hint(text: str) -> str:
    """Return a hint on how to write a day; an example if the text means no day."""
    return date_correction_hint(text) or "write it as year-month-day, such as 2026-11-22"


def _day_beyond_month_hint(text: str) -> str:
    """Return a hint with the length of a year-first text's month; empty if it has no month."""
    match = _YEAR_FIRST.fullmatch(text)
    year, month = (int(match[1]), int(match[3])) if match else (0, 0)
    if not (date.min.year <= year and 1 <= month <= len(_MONTH_NAMES)):
        return ""
    return f"{_MONTH_NAMES[month - 1]} {year} has {monthrange(year, month)[1]} days"


def _month_number(name: str) -> str:
    """Return the number of the month that a name is or abbreviates; 0 if there is none."""
    numbers = [
        number
        for number, month in enumerate(_MONTH_NAMES, 1)
        if month.lower().startswith(name.lower())
    ]
    return str(numbers[0] if numbers else 0)


def _date_if_valid(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
