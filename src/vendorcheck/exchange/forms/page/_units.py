"""The units of time that a time span may have, and their length."""

from typing import Final, TypedDict

from vendorcheck.exchange.forms.page._conditions import Ratio, compile_ratio
from vendorcheck.model.lexical import TIME_UNITS
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.quantities.months import MONTHS_PER_YEAR


class UnitOfTime(TypedDict):
    """A unit, in the singular, and the days of one.

    `many` such units have `days_of_many` days, which is more than their sum: twelve months are a
    year. None: they have not.
    """

    name: str
    days: Ratio
    many: int | None
    days_of_many: int | None


def _unit(name: str) -> UnitOfTime:
    is_month = name == "month"
    return {
        "name": name,
        "days": compile_ratio(Duration.parse(f"1 {name}").days),
        "many": MONTHS_PER_YEAR if is_month else None,
        "days_of_many": int(Duration.parse("1 year").days) if is_month else None,
    }


UNITS_OF_TIME: Final = [_unit(name) for name in TIME_UNITS]
