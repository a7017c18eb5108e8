"""What a field of a file may hold: ids, texts, exact numbers, durations, days. All are read from text as written."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from vendorcheck import months
from vendorcheck.days import day_hint
from vendorcheck.months import MONTHS_A_YEAR
from vendorcheck.spellings import LENGTH, SCALAR, TRUTH, UNITS, number

Severity: TypeAlias = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
Verdict: TypeAlias = Literal[
    "approve", "approve-with-conditions", "more-information-needed", "do-not-approve"
]
Effort: TypeAlias = Literal["low", "medium", "high"]
Grade: TypeAlias = Literal["claimed", "documented", "verified"]
GRADES: tuple[Grade, ...] = ("claimed", "documented", "verified")

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUESTION_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
SHA256_PATTERN = r"^[0-9a-fA-F]{64}$"

DAYS_A_YEAR = 365
DAYS_A_MONTH = 30
_DAYS: dict[str, Fraction] = {
    "minute": Fraction(1, 1440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "working day": Fraction(7, 5),
    "week": Fraction(7),
}
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_DURATION = re.compile(rf"(\d{{1,9}}(?:\.\d{{1,3}})?)\s*({'|'.join(UNITS)})s?", re.IGNORECASE | re.ASCII)
_LONG_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_WITH_EXPONENT = re.compile(r"[+-]?\d{1,24}(\.\d{1,24})?[eE][+-]?0{0,9}\d{1,2}", re.ASCII)
"""One whose exponent is small enough to be reckoned with."""
_LONG_DURATION = re.compile(r"\d+(?:\.\d+)?\s*([a-z][a-z ]*)", re.IGNORECASE | re.ASCII)
_MOST, _PARTS = 10**15, 10**9
_MOST_DIGITS = "write at most {} digits before the point and {} after it"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class TooManyDigits(ValueError):  # noqa: N818 - the word that messages use
    """An amount that is written right, but with more digits than are taken. Its text is a hint: how many are."""


class Model(BaseModel):
    """A part of a file: nothing else allowed in it, nothing in it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=False)


def exact(text: str) -> Fraction:
    """Read a decimal number without losing a digit; `1.5e3`, as programs write it to JSON, is one.

    Raises:
        ValueError: it is no decimal number.
        TooManyDigits: it is one that takes more than 15 digits before or 9 after the point, written out.
    """
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    if _WITH_EXPONENT.fullmatch(text):
        number = Fraction(text)
        if abs(number) < _MOST and _PARTS % number.denominator == 0:
            return number
    raise TooManyDigits(_MOST_DIGITS.format(15, 9)) if _LONG_NUMBER.fullmatch(text) else ValueError(text)


def decimal(number: Fraction) -> str:
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
            raise TooManyDigits(_MOST_DIGITS.format(9, 3)) if known else ValueError(text)
        return cls(Fraction(match[1]), match[2].lower())

    @property
    def days(self) -> Fraction:
        """Its length in days, for comparing: a year has 365, twelve months are a year, any other month has 30."""
        if self.unit == "year":
            return self.count * DAYS_A_YEAR
        if self.unit == "month":
            years, rest = divmod(self.count, MONTHS_A_YEAR)
            return years * DAYS_A_YEAR + rest * DAYS_A_MONTH
        return self.count * _DAYS[self.unit]

    def before(self, day: date) -> date:
        """The day that lies this long before `day`; months and years by the calendar."""
        if whole := self.months:
            return months.later(day, -whole)
        return date.fromordinal(max(1, day.toordinal() - int(self.days)))

    def after(self, day: date) -> date:
        """The day that lies this long after `day`; months and years by the calendar."""
        if whole := self.months:
            return months.later(day, whole)
        return date.fromordinal(min(date.max.toordinal(), day.toordinal() + int(self.days)))

    @property
    def by_calendar(self) -> bool:
        """Whether the calendar tells how many days it has: it is made of whole months."""
        return self.months > 0

    def reaches(self, other: "Duration") -> bool:
        """Whether, counted back from any day whatever, it comes at least as far as another length of time."""
        if self.by_calendar and other.by_calendar:
            return self.months >= other.months
        least = months.days(self.months)[0] if self.by_calendar else int(self.days)
        return least >= (months.days(other.months)[1] if other.by_calendar else int(other.days))

    @property
    def months(self) -> int:
        """Its whole months; 0 where it is not made of them."""
        if self.unit not in ("month", "year"):
            return 0
        whole = self.count.numerator * (MONTHS_A_YEAR if self.unit == "year" else 1)
        return 0 if whole % self.count.denominator else whole // self.count.denominator

    def __str__(self) -> str:
        return f"{decimal(self.count)} {self.unit}{'' if self.count == 1 else 's'}"


@lru_cache(1024)
def day(text: str) -> date:
    """Read a day written as 2026-11-22.

    Raises:
        ValueError: it is not of that form, or there is no such day.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _is_text(value: object, wanted: str) -> str:
    if isinstance(value, str):
        return value
    raise PydanticCustomError(
        "wrong-type", "{found} stands where {wanted} is wanted", {"found": _kind(value), "wanted": wanted}
    )


def quoted(text: str) -> str:
    """The beginning of a wrong value, for a message."""
    return f'"{text[:40]}"'


def unread(text: str, error: ValueError, what: str, hint: str) -> tuple[str, str]:
    """Message and hint for an amount that can't be read; `what` it should be, and how to write that."""
    if isinstance(error, TooManyDigits):
        return f"{quoted(text)} has too many digits", str(error)
    return f"{quoted(text)} is not {what}", hint


def misread(text: str, error: ValueError, what: str, hint: str) -> PydanticCustomError:
    """The same as an error of a field."""
    message, hint = unread(text, error, what, hint)
    return PydanticCustomError("wrong-value", "{message}", {"message": message, "hint": hint})


def _kind(value: object) -> str:
    return {type(None): "nothing", list: "a list", dict: "a mapping"}.get(type(value), "a text")


def _exact(value: object) -> Fraction:
    text = _is_text(value, "a number")
    try:
        return exact(text)
    except ValueError as error:
        raise misread(text, error, "a number", "write a plain number such as 3 or 0.5") from None


def _between(low: int, high: int, what: str) -> BeforeValidator:
    def check(value: object) -> Fraction:
        number = _exact(value)
        if not low <= number <= high:
            limits = {"what": what, "low": low, "high": high}
            raise PydanticCustomError("out-of-range", "{what} is a number from {low} to {high}", limits)
        return number

    return BeforeValidator(check)


def _duration(value: object) -> Duration:
    text = _is_text(value, "a duration")
    try:
        return Duration.parse(text)
    except ValueError as error:
        hint = "write a number and minutes, hours, days, working days, weeks, months or years"
        raise misread(text, error, "a duration", hint) from None


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    text = _is_text(value, "a date")
    try:
        return day(text)
    except ValueError:
        context = {"text": quoted(text), "hint": day_hint(text)}
        raise PydanticCustomError("wrong-value", "{text} is not a date", context) from None


def _truth(value: object) -> object:
    if isinstance(value, bool):
        return value
    text = _is_text(value, "true or false").lower()
    if text in ("true", "yes", "false", "no"):
        return text in ("true", "yes")
    raise PydanticCustomError("wrong-value", "{text} is neither true nor false", {"text": quoted(text)})


def _blocker(value: object) -> object:
    """`true` asks for full credit, `{at_least: 0.5}` for that much, `false` for nothing."""
    if not isinstance(value, dict):
        return Fraction(1) if _truth(value) else None
    wrong = [key for key in value if key != "at_least"]
    if wrong or "at_least" not in value:
        raise PydanticCustomError("wrong-value", "a blocker is true, false or {at_least: 0.5}", {})
    try:
        least = _exact(value["at_least"])
    except PydanticCustomError as error:
        context = {**(error.context or {}), "at": "at_least"}
        raise PydanticCustomError(error.type, error.message_template, context) from None
    if not 0 <= least <= 1:
        raise PydanticCustomError(
            "out-of-range", "what a blocker must earn is a number from 0 to 1", {"at": "at_least"}
        )
    return least


def _scalar(most: int | None = None) -> WithJsonSchema:
    return WithJsonSchema({**SCALAR, "minLength": 1, **({"maxLength": most} if most else {})})


def _matching(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
QuestionRef = Annotated[str, StringConstraints(pattern=QUESTION_PATTERN, max_length=129)]
OptionId = Annotated[str, StringConstraints(min_length=1, max_length=64), _scalar(64)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), _scalar()]
Version = Annotated[str, StringConstraints(min_length=1, max_length=32), _scalar(32)]
Share = Annotated[Fraction, _between(0, 1, "a share"), WithJsonSchema(number(0, 1))]
Percent = Annotated[Fraction, _between(0, 100, "a percentage"), WithJsonSchema(number(0, 100))]
Weight = Annotated[Fraction, _between(0, 1000, "a weight"), WithJsonSchema(number(0, 1000))]
Blocker = Annotated[
    Fraction | None,
    BeforeValidator(_blocker),
    WithJsonSchema(
        {
            "anyOf": [
                TRUTH,
                {
                    "type": "object",
                    "properties": {"at_least": number(0, 1)},
                    "required": ["at_least"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema(TRUTH)]
Length = Annotated[Duration, BeforeValidator(_duration), WithJsonSchema(LENGTH)]
Day = Annotated[date, BeforeValidator(_day), _matching(r"^\d{4}-\d{2}-\d{2}$")]
