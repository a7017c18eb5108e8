"""Working days, Monday to Friday. Public holidays differ from town to town and come on top."""

from datetime import date
from math import ceil
from typing import Final

from vendorcheck.model.quantities.amounts import Duration

_WEEK: Final = 7
_WORKING: Final = 5
_LATEST: Final = date.max.toordinal()


def end(takes: Duration, begin: date) -> date:
    """The day on which something ends that begins on a day and takes so long; that day itself does not count.

    Working days are counted, a part of one as a whole one; any other unit goes by the calendar.
    """
    if takes.unit != "working day":
        return takes.after(begin)
    # From the Friday before a weekend on, so that whole weeks stay whole.
    weekday = begin.weekday()
    start = begin.toordinal() - max(0, weekday - (_WORKING - 1))
    weeks, days = divmod(ceil(takes.count), _WORKING)
    over = min(weekday, _WORKING - 1) + days
    found = start + weeks * _WEEK + days + (_WEEK - _WORKING if over >= _WORKING else 0)
    # Nothing to do ends where it begins, on a weekend, too.
    return begin if not takes.count else date.fromordinal(min(_LATEST, found))


def between(earlier: date, later: date) -> int:
    """How many working days come after a day, up to and with a later one."""
    return _until(later) - _until(earlier)


def _until(day: date) -> int:
    """The working days from the calendar's first day, a Monday, up to and with a day."""
    weeks, days = divmod(day.toordinal(), _WEEK)
    return weeks * _WORKING + min(days, _WORKING)
