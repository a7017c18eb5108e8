"""Amounts: exact numbers and lengths of time, as our files write them and as people do."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from vendorcheck.model.lexical import TIME_UNITS
from vendorcheck.model.quantities import months
from vendorcheck.model.quantities.months import MONTHS_PER_YEAR

DAYS_PER_YEAR = 365
DAYS_PER_MONTH = 30
_DAYS_PER_UNIT: dict[str, Fraction] = {
    "minute": Fraction(1, 1440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "working day": Fraction(7, 5),
    "week": Fraction(7),
}
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_DURATION = re.compile(
    rf"(\d{{1,9}}(?:\.\d{{1,3}})?)\s*({'|'.join(TIME_UNITS)})s?", re.IGNORECASE | re.ASCII
)
_LONG_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_WITH_EXPONENT = re.compile(r"[+-]?\d{1,24}(\.\d{1,24})?[eE][+-]?0{0,9}\d{1,2}", re.ASCII)
"""One whose exponent is small enough to be reckoned with."""
_LONG_DURATION = re.compile(r"\d+(?:\.\d+)?\s*([a-z][a-z ]*)", re.IGNORECASE | re.ASCII)
_NUMBER_LIMIT, _MAX_DENOMINATOR = 10**15, 10**9
_MAX_DIGITS_HINT = "write at most {} digits before the point and {} after it"
_DECIMAL_COMMA: Final = re.compile(r"([+-]?\d{1,15}),(\d{1,2}|\d{4,9})(?!\d|,|\.\d)", re.ASCII)
"""A comma before the decimals. With three of them it may as well part thousands."""
_NUMBER_WITH_UNIT: Final = re.compile(r"([+-]?\d[\d.,'’_]*+)\s*(\D.*)", re.ASCII | re.DOTALL)
_PERCENT_WORDS: Final = frozenset(("%", "percent", "per cent"))


class TooManyDigits(ValueError):  # noqa: N818 - the word that messages use
    """An amount that is written right, but with more digits than are taken. Its text is a hint: how many are."""


def parse_decimal(text: str) -> Fraction:
    """Read a decimal number without losing a digit; `1.5e3`, as programs write it to JSON, is one.

    Raises:
        ValueError: it is no decimal number.
        TooManyDigits: it is one that takes more than 15 digits before or 9 after the point, written out.
    """
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    if _WITH_EXPONENT.fullmatch(text):
        number = Fraction(text)
        if abs(number) < _NUMBER_LIMIT and _MAX_DENOMINATOR % number.denominator == 0:
            return number
    raise (
        TooManyDigits(_MAX_DIGITS_HINT.format(15, 9))
        if _LONG_NUMBER.fullmatch(text)
        else ValueError(text)
    )


def format_exact_decimal(number: Fraction) -> str:
    """A decimal number as text, without losing a digit: `0.5`, `1000000`."""
    return f"{Decimal(number.numerator) / number.denominator:f}"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as a person writes it: `30 days`, `12 months`, `10 working days`."""

    count: Fraction
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read a number and a unit from minutes to years.

        Raises:
            ValueError: it is not of that form.
            TooManyDigits: it is, with more than 9 digits before or 3 after the point.
        """
        match = _DURATION.fullmatch(text.strip())
        if not match:
            long = _LONG_DURATION.fullmatch(text.strip())
            known = long is not None and _DURATION.fullmatch(f"1 {long[1]}")
            raise TooManyDigits(_MAX_DIGITS_HINT.format(9, 3)) if known else ValueError(text)
        return cls(Fraction(match[1]), match[2].lower())

    @property
    def days(self) -> Fraction:
        """Its length in days, for comparing: a year has 365, twelve months are a year, any other month has 30."""
        if self.unit == "year":
            return self.count * DAYS_PER_YEAR
        if self.unit == "month":
            years, rest = divmod(self.count, MONTHS_PER_YEAR)
            return years * DAYS_PER_YEAR + rest * DAYS_PER_MONTH
        return self.count * _DAYS_PER_UNIT[self.unit]

    def date_before(self, day: date) -> date:
        """The day that lies this long before `day`; months and years by the calendar."""
        if whole := self.whole_months:
            return months.add_months(day, -whole)
        return date.fromordinal(max(1, day.toordinal() - int(self.days)))

    def date_after(self, day: date) -> date:
        """The day that lies this long after `day`; months and years by the calendar."""
        if whole := self.whole_months:
            return months.add_months(day, whole)
        return date.fromordinal(min(date.max.toordinal(), day.toordinal() + int(self.days)))

    @property
    def is_calendar_based(self) -> bool:
        """Whether the calendar tells how many days it has: it is made of whole months."""
        return self.whole_months > 0

    def reaches_as_far_as(self, other: "Duration") -> bool:
        """Whether, counted back from any day whatever, it comes at least as far as another length of time."""
        if self.is_calendar_based and other.is_calendar_based:
            return self.whole_months >= other.whole_months
        least = (
            months.fewest_and_most_days(self.whole_months)[0]
            if self.is_calendar_based
            else int(self.days)
        )
        return least >= (
            months.fewest_and_most_days(other.whole_months)[1]
            if other.is_calendar_based
            else int(other.days)
        )

    @property
    def whole_months(self) -> int:
        """Its whole months; 0 where it is not made of them."""
        if self.unit not in ("month", "year"):
            return 0
        whole = self.count.numerator * (MONTHS_PER_YEAR if self.unit == "year" else 1)
        return 0 if whole % self.count.denominator else whole // self.count.denominator

    def __str__(self) -> str:
        return f"{format_exact_decimal(self.count)} {self.unit}{'' if self.count == 1 else 's'}"


def with_decimal_point(text: str) -> str:
    """The text with a point in the place of the comma before the decimals of its number; as it is without such a comma."""
    return _DECIMAL_COMMA.sub(r"\1.\2", text, count=1) if _DECIMAL_COMMA.match(text) else text


def strip_unit(text: str, unit: str) -> str:
    """The number of a text that names a unit after it, in the singular or plural; the text itself if it does not."""
    match = _NUMBER_WITH_UNIT.fullmatch(text)
    if match is None:
        return text
    named, wanted = match[2].strip().lower(), unit.strip().lower()
    same = _singular(named) == _singular(wanted) or {named, wanted} <= _PERCENT_WORDS
    return match[1] if same else text


def _singular(unit: str) -> str:
    return unit.removesuffix("s")
