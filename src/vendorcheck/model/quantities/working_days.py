"""Working days, Monday to Friday. Public holidays differ from town to town and come on top."""

from datetime import date
from math import ceil
from typing import Final

from vendorcheck.model.quantities.amounts import Duration

_DAYS_PER_WEEK: Final = 7
_WORKING_DAYS_PER_WEEK: Final = 5
_LAST_ORDINAL: Final = date.max.toordinal()


def completion_date(time_needed: Duration, first_day: date) -> date:
    """The day on which something ends that begins on a day and takes so long; that day itself does not count.

    Working days are counted, a part of one as a whole one; any other unit goes by the calendar.
    """
    if time_needed.unit != "working day":
        return time_needed.date_after(first_day)
    # From the Friday before a weekend on, so that whole weeks stay whole.
    weekday = first_day.weekday()
    start = first_day.toordinal() - max(0, weekday - (_WORKING_DAYS_PER_WEEK - 1))
    weeks, days = divmod(ceil(time_needed.count), _WORKING_DAYS_PER_WEEK)
    over = min(weekday, _WORKING_DAYS_PER_WEEK - 1) + days
    found = (
        start
        + weeks * _DAYS_PER_WEEK
        + days
        + (_DAYS_PER_WEEK - _WORKING_DAYS_PER_WEEK if over >= _WORKING_DAYS_PER_WEEK else 0)
    )
    # Nothing to do ends where it begins, on a weekend, too.
    return first_day if not time_needed.count else date.fromordinal(min(_LAST_ORDINAL, found))


def working_days_between(earlier: date, later: date) -> int:
    """How many working days come after a day, up to and with a later one."""
    return _working_days_up_to(later) - _working_days_up_to(earlier)


def _working_days_up_to(day: date) -> int:
    """The working days from the calendar's first day, a Monday, up to and with a day."""
    weeks, days = divmod(day.toordinal(), _DAYS_PER_WEEK)
    return weeks * _WORKING_DAYS_PER_WEEK + min(days, _WORKING_DAYS_PER_WEEK)
