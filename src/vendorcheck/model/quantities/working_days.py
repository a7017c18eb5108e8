"""Working days, Monday to Friday. Public holidays differ by place and are ignored."""

from datetime import date
from math import ceil
from typing import Final

from vendorcheck.model.quantities.amounts import Duration

_DAYS_PER_WEEK: Final = 7
_WORKING_DAYS_PER_WEEK: Final = 5
_LAST_ORDINAL: Final = date.max.toordinal()


def completion_date(time_needed: Duration, first_day: date) -> date:
    """Return the day on which work is done that begins on a day, which itself does not count.

    Working days are counted, and a part of one as a whole one; any other unit goes by the calendar.
    """
    if time_needed.unit != "working day":
        return time_needed.date_after(first_day)
    # Count from the Friday before a weekend, so that full weeks stay full.
    weekday = first_day.weekday()
    start = first_day.toordinal() - max(0, weekday - (_WORKING_DAYS_PER_WEEK - 1))
    weeks, remaining_days = divmod(ceil(time_needed.count), _WORKING_DAYS_PER_WEEK)
    working_days_from_monday = min(weekday, _WORKING_DAYS_PER_WEEK - 1) + remaining_days
    end_ordinal = (
        start
        + weeks * _DAYS_PER_WEEK
        + remaining_days
        + (
            _DAYS_PER_WEEK - _WORKING_DAYS_PER_WEEK
            if working_days_from_monday >= _WORKING_DAYS_PER_WEEK
            else 0
        )
    )
    # Work that takes no time ends on the day it begins, even on a weekend.
    return first_day if not time_needed.count else date.fromordinal(min(_LAST_ORDINAL, end_ordinal))


def working_days_between(earlier: date, later: date) -> int:
    """Return how many working days lie after a day, up to and including a later one."""
    return _working_days_up_to(later) - _working_days_up_to(earlier)


def _working_days_up_to(day: date) -> int:
    """Return the working days from the calendar's first day, a Monday, to a day, both included."""
    weeks, days = divmod(day.toordinal(), _DAYS_PER_WEEK)
    return weeks * _WORKING_DAYS_PER_WEEK + min(days, _WORKING_DAYS_PER_WEEK)
