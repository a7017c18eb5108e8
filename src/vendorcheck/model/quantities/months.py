"""Months by the calendar: the day so many later or earlier, and how many days they may have."""

from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from operator import sub

MONTHS_PER_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of that month; within the calendar's years."""
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_CALENDAR_CYCLE = 400 * MONTHS_PER_YEAR
"""After so many months the calendar's leap years begin anew."""


@lru_cache(_CALENDAR_CYCLE)
def fewest_and_most_days(months: int) -> tuple[int, int]:
    """The fewest and the most days that so many months have, counted back from any day of the calendar.

    From the last of a long month into a short one they have as many as those from the next month's first.
    """
    cycles, rest = divmod(months, _CALENDAR_CYCLE)
    firsts = _first_days_of_months()
    spans = [*map(sub, firsts[_CALENDAR_CYCLE:], firsts[_CALENDAR_CYCLE - rest :])]
    whole = cycles * (firsts[_CALENDAR_CYCLE] - firsts[0])
    return whole + min(spans), whole + max(spans)


@cache
def _first_days_of_months() -> list[int]:
    """The first day of each month of two cycles."""
    return [
        date(1600 + month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1).toordinal()
        for month in range(2 * _CALENDAR_CYCLE)
    ]
