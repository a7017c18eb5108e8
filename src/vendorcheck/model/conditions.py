"""`when`: conditions as data, with three values: yes (True), no (False), undecided (None)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import (
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from vendorcheck.document.problems import Path
from vendorcheck.model.fields import Model, OptionId, misread
from vendorcheck.model.lexical import AMOUNT, SCALAR
from vendorcheck.model.quantities.amounts import Duration, exact
from vendorcheck.text.suggest import nearest

Holds: TypeAlias = bool | None
"""Yes, no, or None: undecided."""


def both(*values: Holds) -> Holds:
    """Three-valued `all`: no if one is no, else undecided if one is, else yes."""
    if False in values:
        return False
    return None if None in values else True


def either(*values: Holds) -> Holds:
    """Three-valued `any`: yes if one is yes, else undecided if one is, else no."""
    if True in values:
        return True
    return None if None in values else False


def negation(value: Holds) -> Holds:
    """Three-valued `not`."""
    return None if value is None else not value


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the question that a `when` refers to.

    `amount` is a number, or days for a duration; None for what has no amount.
    """

    applies: Holds
    state: Literal["open", "answered", "not-applicable"]
    options: frozenset[str] = frozenset()
    amount: Fraction | None = None


Lookup: TypeAlias = Callable[[str], Known]


_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)


class Limit(Fraction):
    """An amount to compare with that knows how it was written: nobody reads an hour out of 0.04."""

    written: str

    @classmethod
    def of(cls, amount: Fraction, written: str) -> Self:
        """The amount, and the text that it was read from."""
        limit = cls(amount)
        limit.written = written
        return limit


class Days(Limit):
    """One that was written as a duration, in days."""


def _amount(value: object) -> Limit:
    text = str(value)
    try:
        if text[-1:].isalpha():
            return Days.of(Duration.parse(text).days, text)
        return Limit.of(exact(text), text)
    except ValueError as error:
        hint = "write a number such as 100, or a duration such as 30 days"
        if _DATE.match(text):
            hint = "dates can't be compared in a condition; ask for a duration as well, and compare that"
        raise misread(text, error, "a number or a duration", hint) from None


Amount = Annotated[Limit, PlainValidator(_amount), WithJsonSchema(AMOUNT)]


class Range(Model):
    """Compares a number, or the days of a duration."""

    at_least: Amount | None = Field(None, description="The answer is this much or more.")
    at_most: Amount | None = Field(None, description="The answer is this much or less.")

    def matches(self, known: Known) -> bool:
        """Whether the answered amount lies within."""
        return known.amount is not None and self.takes(known.amount)

    def takes(self, amount: Fraction) -> bool:
        """Whether an amount lies within."""
        return (self.at_least is None or amount >= self.at_least) and (
            self.at_most is None or amount <= self.at_most
        )


def _test_kind(value: object) -> str:
    return "range" if isinstance(value, dict | Range) else "options"


Options: TypeAlias = Annotated[tuple[OptionId, ...], Field(min_length=1)]
Test: TypeAlias = Annotated[
    Annotated[Options, Tag("options")] | Annotated[Range, Tag("range")],
    Discriminator(_test_kind),
]


def _holds_conditions(test: object) -> bool:
    """Whether conditions stand where the options or the limits of a question are wanted."""
    if isinstance(test, dict):
        return Range.model_fields.keys().isdisjoint(test) and any(
            isinstance(part, dict | list) for part in test.values()
        )
    return isinstance(test, list) and any(isinstance(part, dict) for part in test)


_JOINS = ("all", "any", "not")
_MEANT = {word: f'did you mean "{join}"?' for word, join in (("and", "all"), ("or", "any"), ("none", "not"))}


class When(Model):
    """A condition on the answers to other questions. All that stands in it must hold.

    Keys other than `all`, `any`, `not` are questions: `question` of the same questionnaire, or
    `questionnaire/question`.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Test] = Field(init=False)

    all: tuple["When", ...] | None = Field(None, min_length=1, description="Holds if each of these holds.")
    any: tuple["When", ...] | None = Field(None, min_length=1, description="Holds if one of these holds.")
    not_: "When | None" = Field(None, alias="not", description="Holds if this does not.")

    @model_validator(mode="before")
    @classmethod
    def _joins(cls, data: object) -> object:
        """Refuse what was meant to join conditions under another word, before it is taken for questions."""
        for key, test in data.items() if isinstance(data, dict) else ():
            if key not in _JOINS and _holds_conditions(test):
                hint = (
                    _MEANT.get(key.lower())
                    or nearest(key, _JOINS)
                    or f"conditions are joined by {', '.join(_JOINS)}"
                )
                raise PydanticCustomError(
                    "unknown-key",
                    '"{word}" does not join conditions',
                    {"word": key[:40], "at": key, "hint": hint},
                )
        return data

    @property
    def tests(self) -> dict[str, tuple[str, ...] | Range]:
        """What is asked of each question that this level names."""
        return self.__pydantic_extra__ or {}

    def holds(self, lookup: Lookup, home: str) -> Holds:
        """Decide it. `home` is the id of the questionnaire that an unqualified name belongs to."""
        values = [decide(test, lookup(qualified(name, home))) for name, test in self.tests.items()]
        if self.all is not None:
            values += [part.holds(lookup, home) for part in self.all]
        if self.any is not None:
            values.append(either(*(part.holds(lookup, home) for part in self.any)))
        if self.not_ is not None:
            values.append(negation(self.not_.holds(lookup, home)))
        return both(*values)

    def references(self, home: str, path: Path = ()) -> Iterator[tuple[str, tuple[str, ...] | Range, Path]]:
        """Each question that it names, qualified, with what is asked of it and where that stands below `path`."""
        for name, test in self.tests.items():
            yield qualified(name, home), test, (*path, name)
        for key, parts in (("all", self.all), ("any", self.any)):
            for index, part in enumerate(parts or ()):
                yield from part.references(home, (*path, key, index))
        if self.not_ is not None:
            yield from self.not_.references(home, (*path, "not"))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add what pydantic leaves out: the schema of the keys that name questions."""
        schema = handler.resolve_ref_schema(handler(core))
        schema["minProperties"] = 1
        schema["additionalProperties"] = {
            "anyOf": [
                {"type": "array", "items": {**SCALAR, "minLength": 1}, "minItems": 1},
                {
                    "type": "object",
                    "properties": dict.fromkeys(("at_least", "at_most"), AMOUNT),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
        return schema


def qualified(name: str, home: str) -> str:
    """`question` of the questionnaire `home` as `home/question`; a qualified name as it is."""
    return name if "/" in name else f"{home}/{name}"


def decide(test: "tuple[str, ...] | Range", known: Known) -> Holds:
    """Decide what is asked of one question."""
    if known.applies is False or known.state == "not-applicable":
        return False
    if known.state == "open":
        return None
    matches = not known.options.isdisjoint(test) if isinstance(test, tuple) else test.matches(known)
    return known.applies if matches else False
