"""Months by the calendar: a day some months later or earlier, and how many days months may have."""

from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from operator import sub

MONTHS_PER_YEAR = 12


def add_months(day: date, months: int) -> date:
    """Return the same day of the month some months later; a negative number goes back.

    The result is the last day of a shorter month, and stays within the years 1 to 9999.
    """
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_CALENDAR_CYCLE = 400 * MONTHS_PER_YEAR
"""The months after which the leap years of the calendar repeat."""


@lru_cache(_CALENDAR_CYCLE)
def fewest_and_most_days(months: int) -> tuple[int, int]:
    """Return the fewest and the most days that some months have, counted back from any day.

    It is enough to count from the first day of each month: counted from the last day of a long
    month into a short one, the days are as many as counted from the first day of the next month.
    """
    cycles, months_in_last_cycle = divmod(months, _CALENDAR_CYCLE)
    firsts = _first_days_of_months()
    spans = [*map(sub, firsts[_CALENDAR_CYCLE:], firsts[_CALENDAR_CYCLE - months_in_last_cycle :])]
    days_in_full_cycles = cycles * (firsts[_CALENDAR_CYCLE] - firsts[0])
    return days_in_full_cycles + min(spans), days_in_full_cycles + max(spans)


@cache
def _first_days_of_months() -> list[int]:
    """Return the ordinals of the first days of the months of two calendar cycles."""
    return [
        date(1600 + month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1).toordinal()
        for month in range(2 * _CALENDAR_CYCLE)
    ]
