"""Bands of dates: one is hidden only where an earlier one always reaches as far back.

Always means on every day of an assessment.
"""

from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest

from vendorcheck.model.quantities.amounts import Duration

# What begins and ends months, in all the years after which the calendar begins anew.
DAYS = [
    day
    for year in range(2000, 2400)
    for month in range(1, 13)
    for first in [date(year, month, 1)]
    for day in (first, first + timedelta(27), *(first - timedelta(back) for back in (1, 2, 3)))
]
LENGTHS = (
    "1 month",
    "28 days",
    "29 days",
    "31 days",
    "59 days",
    "2 months",
    "62 days",
    "8 weeks",
    "4 years",
    "1461 days",
    "1460 days",
    "1 year",
    "12 months",
    "365 days",
    "366 days",
    "100 years",
    "1.5 months",
)


@cache
def begins(text: str) -> list[date]:
    """Return the day that lies this long before each of the days."""
    length = Duration.parse(text)
    return [length.date_before(day) for day in DAYS]


@pytest.mark.parametrize(("one", "other"), [*product(LENGTHS, LENGTHS)])
def test_one_length_reaches_another_if_it_does_so_on_every_day(one: str, other: str) -> None:
    always = all(begin <= later for begin, later in zip(begins(one), begins(other), strict=True))
    assert Duration.parse(one).reaches_as_far_as(Duration.parse(other)) == always


def test_months_beyond_the_cycle_of_the_calendar_are_counted_on() -> None:
    assert Duration.parse("401 years").reaches_as_far_as(Duration.parse(f"{146097 + 365} days"))
    assert not Duration.parse("401 years").reaches_as_far_as(Duration.parse(f"{146097 + 366} days"))
    assert Duration.parse(f"{146097 + 366} days").reaches_as_far_as(Duration.parse("401 years"))
