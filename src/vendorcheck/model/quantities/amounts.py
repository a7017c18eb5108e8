"""Amounts: exact numbers and lengths of time, as files and people write them."""

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
"""A number whose exponent is small enough to calculate with."""
_LONG_DURATION = re.compile(r"\d+(?:\.\d+)?\s*([a-z][a-z ]*)", re.IGNORECASE | re.ASCII)
_NUMBER_LIMIT, _MAX_DENOMINATOR = 10**15, 10**9
_MAX_DIGITS_HINT = "write at most {} digits before the point and {} after it"
_NUMBER_WITH_UNIT: Final = re.compile(r"([+-]?\d[\d.,'’_]*+)\s*(\D.*)", re.ASCII | re.DOTALL)
_PERCENT_WORDS: Final = frozenset(("%", "percent", "per cent"))


class TooManyDigits(ValueError):  # noqa: N818 - the word that messages use
    """A well-formed amount with more digits than are accepted. Its text is a hint: how many are."""


def parse_decimal(text: str) -> Fraction:
    """Read a decimal number exactly; `1.5e3`, as programs write it to JSON, is one.

    Raises:
        ValueError: the text is no decimal number.
        TooManyDigits: written out, the number has more than 15 digits before or 9 after the point.
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
    """Return a decimal number as text with all its digits: `0.5`, `1000000`."""
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
            ValueError: the text does not have that form.
            TooManyDigits: it does, with more than 9 digits before or 3 after the point.
        """
        match = _DURATION.fullmatch(text.strip())
        if not match:
            long_match = _LONG_DURATION.fullmatch(text.strip())
            unit_is_known = long_match is not None and _DURATION.fullmatch(f"1 {long_match[1]}")
            raise (
                TooManyDigits(_MAX_DIGITS_HINT.format(9, 3)) if unit_is_known else ValueError(text)
            )
        return cls(Fraction(match[1]), match[2].lower())

    @property
    def days(self) -> Fraction:
        """The length in days, for comparisons.

        A year has 365 days, twelve months are a year, and any other month has 30 days.
        """
        if self.unit == "year":
            return self.count * DAYS_PER_YEAR
        if self.unit == "month":
            years, other_months = divmod(self.count, MONTHS_PER_YEAR)
            return years * DAYS_PER_YEAR + other_months * DAYS_PER_MONTH
        return self.count * _DAYS_PER_UNIT[self.unit]

    def date_before(self, day: date) -> date:
        """Return the day that lies this long before a day; months and years go by the calendar."""
        if month_count := self.whole_months:
            return months.add_months(day, -month_count)
        return date.fromordinal(max(1, day.toordinal() - int(self.days)))

    def date_after(self, day: date) -> date:
        """Return the day that lies this long after a day; months and years go by the calendar."""
        if month_count := self.whole_months:
            return months.add_months(day, month_count)
        return date.fromordinal(min(date.max.toordinal(), day.toordinal() + int(self.days)))

    @property
    def is_calendar_based(self) -> bool:
        """Return whether it is made of whole months, so that its days depend on the calendar."""
        return self.whole_months > 0

    def reaches_as_far_as(self, other: "Duration") -> bool:
        """Return whether, counted back from any day, it reaches at least as far as another."""
        if self.is_calendar_based and other.is_calendar_based:
            return self.whole_months >= other.whole_months
        fewest_days = (
            months.fewest_and_most_days(self.whole_months)[0]
            if self.is_calendar_based
            else int(self.days)
        )
        return fewest_days >= (
            months.fewest_and_most_days(other.whole_months)[1]
            if other.is_calendar_based
            else int(other.days)
        )

    @property
    def whole_months(self) -> int:
        """The number of months if it is made of whole months; otherwise 0."""
        if self.unit not in ("month", "year"):
            return 0
        numerator = self.count.numerator * (MONTHS_PER_YEAR if self.unit == "year" else 1)
        return 0 if numerator % self.count.denominator else numerator // self.count.denominator

    def __str__(self) -> str:
        return f"{format_exact_decimal(self.count)} {self.unit}{'' if self.count == 1 else 's'}"


def strip_unit(text: str, unit: str) -> str:
    """Return the number of a text that names this unit after it; otherwise the text itself.

    The unit may be in the singular or the plural.
    """
    match = _NUMBER_WITH_UNIT.fullmatch(text)
    if match is None:
        return text
    named_unit, expected_unit = match[2].strip().lower(), unit.strip().lower()
    units_match = (
        _singular(named_unit) == _singular(expected_unit)
        or {named_unit, expected_unit} <= _PERCENT_WORDS
    )
    return match[1] if units_match else text


def names_percent(text: str) -> bool:
    """Return whether a text ends in a percent sign or the word."""
    return text.strip().lower().endswith(tuple(_PERCENT_WORDS))


def _singular(unit: str) -> str:
    return unit.removesuffix("s")
