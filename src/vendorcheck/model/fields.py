"""The types of the fields of a file: ids, texts, exact numbers, durations and days.

All are read from the text as it is written.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from vendorcheck.model.lexical import SCALAR_SCHEMA, TIME_SPAN_SCHEMA, YES_NO_SCHEMA, number_schema
from vendorcheck.model.quantities.amounts import (
    Duration,
    TooManyDigits,
    format_exact_decimal,
    names_percent,
    parse_decimal,
)
from vendorcheck.model.quantities.dates import day_hint
from vendorcheck.model.quantities.spellings import (
    DURATION_FORM_HINT,
    duration_hint,
    probable_numbers,
    write_hint,
)
from vendorcheck.text.quotes import has_curly_quotes_around, strip_quotes

Severity: TypeAlias = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
Verdict: TypeAlias = Literal[
    "approve", "approve-with-conditions", "more-information-needed", "do-not-approve"
]
Effort: TypeAlias = Literal["low", "medium", "high"]
EFFORTS: tuple[Effort, ...] = ("low", "medium", "high")
Grade: TypeAlias = Literal["claimed", "documented", "verified"]
GRADES: tuple[Grade, ...] = ("claimed", "documented", "verified")

NotApplicableRule: TypeAlias = Literal["allowed", "confirmed", "refused"]
"""The rule about putting a question aside: the vendor may alone, only with us, or nobody may."""

UNION_TAG_MARK: Final = "\0"
"""The first character of the tags of unions that the data's form chooses between.

pydantic's paths hold such a tag among the keys of the file. No file holds a key that begins so.
"""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUESTION_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
NAME_OR_QUESTION_PATTERN = r"^([a-z0-9]+(-[a-z0-9]+)*/)?[a-z0-9]+(-[a-z0-9]+)*$"
SHA256_PATTERN = r"^[0-9a-fA-F]{64}$"

_DAY_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Presentation(Enum):
    """The ways in which `show` treats a field of a question that has no line of its own.

    A field says so with `Annotated[Flag, INTERNAL]`; any other has a line where it is set.
    """

    INTERNAL = "left out: it matters to nobody who reads the question"
    APART = "shown in another way, such as in the table of credits"


INTERNAL: Final = Presentation.INTERNAL
APART: Final = Presentation.APART


class Model(BaseModel):
    """The base of every part of a file: unknown keys are refused, and instances are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=False)


@lru_cache(1024)
def parse_day(text: str) -> date:
    """Read a day written as 2026-11-22.

    Raises:
        ValueError: the text does not have that form, or there is no such day.
    """
    if not _DAY_FORM.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _require_text(value: object, expected: str) -> str:
    if isinstance(value, str):
        return value
    raise PydanticCustomError(
        "wrong-type",
        "{found} stands where {expected} is expected",
        {"found": _describe_kind(value), "expected": expected},
    )


def quote_beginning(text: str) -> str:
    """Return the beginning of a wrong value in quotes, for a message."""
    return f'"{text[:40]}"'


def describe_unreadable_amount(
    text: str, error: ValueError, expected: str, hint: str
) -> tuple[str, str]:
    """Return the message and the hint for an amount that can't be read.

    Args:
        text: the amount as written.
        error: the error that reading it raised.
        expected: a noun phrase for the expected value, such as `a number`.
        hint: the hint, unless the amount has too many digits.
    """
    if isinstance(error, TooManyDigits):
        return f"{quote_beginning(text)} has too many digits", str(error)
    return f"{quote_beginning(text)} is not {expected}", hint


def unreadable_amount_error(
    text: str, error: ValueError, expected: str, hint: str
) -> PydanticCustomError:
    """Return the error of a field for an amount that can't be read."""
    message, hint = describe_unreadable_amount(text, error, expected, hint)
    return PydanticCustomError("wrong-value", "{message}", {"message": message, "hint": hint})


def _describe_kind(value: object) -> str:
    return {type(None): "nothing", list: "a list", dict: "a mapping"}.get(type(value), "a text")


def _number_between(low: int, high: int, subject: str) -> Callable[[object], Fraction]:
    def parse_number(value: object) -> Fraction:
        text = _require_text(value, "a number")
        limits = f"{subject} is a number from {low} to {high}"
        try:
            number = parse_decimal(text)
        except ValueError as error:
            raise unreadable_amount_error(
                text, error, "a number", _number_hint(text, low, high, limits)
            ) from None
        if not low <= number <= high:
            context = {
                "limits": limits,
                "hint": "1 stands for all of it, 0.5 for half" * (high == 1),
            }
            raise PydanticCustomError("out-of-range", "{limits}", context)
        return number

    return parse_number


def _number_hint(text: str, low: int, high: int, limits: str) -> str:
    """Return a hint on how to write a number: those within the limits that a text may mean."""
    whole = min(high, 100) if names_percent(text) else 100
    numbers = [Fraction(reading) * whole / 100 for reading in probable_numbers(text, "percent")]
    readings = tuple(format_exact_decimal(number) for number in numbers if low <= number <= high)
    return f"{write_hint(readings) or 'write a plain number'}; {limits}"


def _parse_time_span(value: object) -> Duration:
    text = _require_text(value, "a duration")
    try:
        return Duration.parse(text)
    except ValueError as error:
        hint = duration_hint(text) or DURATION_FORM_HINT
        raise unreadable_amount_error(text, error, "a duration", hint) from None


def _read_day(value: object) -> object:
    if isinstance(value, date):
        return value
    text = _require_text(value, "a date")
    try:
        return parse_day(text)
    except ValueError:
        context = {"text": quote_beginning(text), "hint": day_hint(text)}
        raise PydanticCustomError("wrong-value", "{text} is not a date", context) from None


def _parse_flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    text = _require_text(value, "true or false").lower()
    if text in ("true", "yes", "false", "no"):
        return text in ("true", "yes")
    raise PydanticCustomError(
        "wrong-value", "{text} is neither true nor false", {"text": quote_beginning(text)}
    )


def _parse_blocker(value: object) -> object:
    """Return the credit that a blocker requires, 0 to 1; None for `false`."""
    if not isinstance(value, dict):
        return Fraction(1) if _parse_flag(value) else None
    unknown_keys = [key for key in value if key != "at_least"]
    if unknown_keys or "at_least" not in value:
        raise PydanticCustomError("wrong-value", "a blocker is true, false or {at_least: 0.5}", {})
    try:
        return _parse_required_credit(value["at_least"])
    except PydanticCustomError as error:
        context = {**(error.context or {}), "at": "at_least"}
        raise PydanticCustomError(error.type, error.message_template, context) from None


_parse_required_credit = _number_between(0, 1, "what a blocker must earn")


def refuse_curly_quotes(text: str) -> str:
    """Return a text without quotation marks around it; curly ones would be a part of it.

    Raises:
        PydanticCustomError: it begins or ends with one.
    """
    if has_curly_quotes_around(text):
        context = {"text": text[:40], "hint": f'write "{strip_quotes(text)}"'}
        message = "the curly quotes of {text} are no quotes in a file, but a part of the text"
        raise PydanticCustomError("wrong-value", message, context)
    return text


def _scalar_schema(max_length: int | None = None) -> WithJsonSchema:
    return WithJsonSchema(
        {**SCALAR_SCHEMA, "minLength": 1, **({"maxLength": max_length} if max_length else {})}
    )


def _pattern_schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
QuestionRef = Annotated[str, StringConstraints(pattern=QUESTION_PATTERN, max_length=129)]
NameOrQuestionRef = Annotated[
    str, StringConstraints(pattern=NAME_OR_QUESTION_PATTERN, max_length=129)
]
OptionId = Annotated[str, StringConstraints(min_length=1, max_length=64), _scalar_schema(64)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), _scalar_schema()]
ShortText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80, strip_whitespace=True),
    _scalar_schema(80),
]
Version = Annotated[
    str,
    StringConstraints(min_length=1, max_length=32),
    AfterValidator(refuse_curly_quotes),
    _scalar_schema(32),
]
Share = Annotated[
    Fraction, BeforeValidator(_number_between(0, 1, "a share")), WithJsonSchema(number_schema(0, 1))
]
Percent = Annotated[
    Fraction,
    BeforeValidator(_number_between(0, 100, "a percentage")),
    WithJsonSchema(number_schema(0, 100)),
]
Weight = Annotated[
    Fraction,
    BeforeValidator(_number_between(0, 1000, "a weight")),
    WithJsonSchema(number_schema(0, 1000)),
]
Blocker = Annotated[
    Fraction | None,
    BeforeValidator(_parse_blocker),
    WithJsonSchema(
        {
            "anyOf": [
                YES_NO_SCHEMA,
                {
                    "type": "object",
                    "properties": {"at_least": number_schema(0, 1)},
                    "required": ["at_least"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
Flag = Annotated[bool, BeforeValidator(_parse_flag), WithJsonSchema(YES_NO_SCHEMA)]
DurationField = Annotated[
    Duration, BeforeValidator(_parse_time_span), WithJsonSchema(TIME_SPAN_SCHEMA)
]
Day = Annotated[date, BeforeValidator(_read_day), _pattern_schema(r"^\d{4}-\d{2}-\d{2}$")]
