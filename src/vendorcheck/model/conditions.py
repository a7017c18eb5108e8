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

from vendorcheck.document.problems import DataPath
from vendorcheck.model.fields import Model, OptionId, unreadable_amount_error
from vendorcheck.model.lexical import LIMIT_SCHEMA, SCALAR_SCHEMA
from vendorcheck.model.quantities.amounts import Duration, parse_decimal
from vendorcheck.text.suggest import nearest_name_hint

Truth: TypeAlias = bool | None
"""Yes, no, or None: undecided."""


def all_of(*values: Truth) -> Truth:
    """Three-valued `all`: no if one is no, else undecided if one is, else yes."""
    if False in values:
        return False
    return None if None in values else True


def any_of(*values: Truth) -> Truth:
    """Three-valued `any`: yes if one is yes, else undecided if one is, else no."""
    if True in values:
        return True
    return None if None in values else False


def negate(value: Truth) -> Truth:
    """Three-valued `not`."""
    return None if value is None else not value


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What is known of the question that a `when` refers to.

    `amount` is a number, or days for a duration; None for what has no amount.
    """

    applies: Truth
    state: Literal["open", "answered", "not-applicable"]
    options: frozenset[str] = frozenset()
    amount: Fraction | None = None


AnswerLookup: TypeAlias = Callable[[str], KnownAnswer]


_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)


class AmountLimit(Fraction):
    """An amount to compare with that knows how it was written: nobody reads an hour out of 0.04."""

    source_text: str

    @classmethod
    def with_source(cls, amount: Fraction, source_text: str) -> Self:
        """The amount, and the text that it was read from."""
        limit = cls(amount)
        limit.source_text = source_text
        return limit


class DayLimit(AmountLimit):
    """One that was written as a duration, in days."""


def _parse_limit(value: object) -> AmountLimit:
    text = str(value)
    try:
        if text[-1:].isalpha():
            return DayLimit.with_source(Duration.parse(text).days, text)
        return AmountLimit.with_source(parse_decimal(text), text)
    except ValueError as error:
        hint = "write a number such as 100, or a duration such as 30 days"
        if _DATE.match(text):
            hint = "dates can't be compared in a condition; ask for a duration as well, and compare that"
        raise unreadable_amount_error(text, error, "a number or a duration", hint) from None


AmountLimitField = Annotated[
    AmountLimit, PlainValidator(_parse_limit), WithJsonSchema(LIMIT_SCHEMA)
]


class Range(Model):
    """Compares a number, or the days of a duration."""

    at_least: AmountLimitField | None = Field(None, description="The answer is this much or more.")
    at_most: AmountLimitField | None = Field(None, description="The answer is this much or less.")

    def matches(self, known: KnownAnswer) -> bool:
        """Whether the answered amount lies within."""
        return known.amount is not None and self.contains(known.amount)

    def contains(self, amount: Fraction) -> bool:
        """Whether an amount lies within."""
        return (self.at_least is None or amount >= self.at_least) and (
            self.at_most is None or amount <= self.at_most
        )


def _test_kind(value: object) -> str:
    return "range" if isinstance(value, dict | Range) else "options"


OptionIds: TypeAlias = Annotated[tuple[OptionId, ...], Field(min_length=1)]
AnswerTest: TypeAlias = Annotated[
    Annotated[OptionIds, Tag("options")] | Annotated[Range, Tag("range")],
    Discriminator(_test_kind),
]


def _holds_conditions(test: object) -> bool:
    """Whether conditions stand where the options or the limits of a question are wanted."""
    if isinstance(test, dict):
        return Range.model_fields.keys().isdisjoint(test) and any(
            isinstance(part, dict | list) for part in test.values()
        )
    return isinstance(test, list) and any(isinstance(part, dict) for part in test)


_JOIN_WORDS = ("all", "any", "not")
_JOIN_WORD_HINTS = {
    word: f'did you mean "{join}"?'
    for word, join in (("and", "all"), ("or", "any"), ("none", "not"))
}


class Condition(Model):
    """A condition on the answers to other questions. All that stands in it must hold.

    Keys other than `all`, `any`, `not` are questions: `question` of the same questionnaire, or
    `questionnaire/question`.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, AnswerTest] = Field(init=False)

    all: tuple["Condition", ...] | None = Field(
        None, min_length=1, description="Holds if each of these holds."
    )
    any: tuple["Condition", ...] | None = Field(
        None, min_length=1, description="Holds if one of these holds."
    )
    not_: "Condition | None" = Field(None, alias="not", description="Holds if this does not.")

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_join_words(cls, data: object) -> object:
        """Refuse what was meant to join conditions under another word, before it is taken for questions."""
        for key, test in data.items() if isinstance(data, dict) else ():
            if key not in _JOIN_WORDS and _holds_conditions(test):
                hint = (
                    _JOIN_WORD_HINTS.get(key.lower())
                    or nearest_name_hint(key, _JOIN_WORDS)
                    or f"conditions are joined by {', '.join(_JOIN_WORDS)}"
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

    def evaluate(self, lookup: AnswerLookup, questionnaire_id: str) -> Truth:
        """Decide it. `home` is the id of the questionnaire that an unqualified name belongs to."""
        values = [
            evaluate_test(test, lookup(qualified_name(name, questionnaire_id)))
            for name, test in self.tests.items()
        ]
        if self.all is not None:
            values += [part.evaluate(lookup, questionnaire_id) for part in self.all]
        if self.any is not None:
            values.append(any_of(*(part.evaluate(lookup, questionnaire_id) for part in self.any)))
        if self.not_ is not None:
            values.append(negate(self.not_.evaluate(lookup, questionnaire_id)))
        return all_of(*values)

    def references(
        self, questionnaire_id: str, path: DataPath = ()
    ) -> Iterator[tuple[str, tuple[str, ...] | Range, DataPath]]:
        """Each question that it names, qualified, with what is asked of it and where that stands below `path`."""
        for name, test in self.tests.items():
            yield qualified_name(name, questionnaire_id), test, (*path, name)
        for key, parts in (("all", self.all), ("any", self.any)):
            for index, part in enumerate(parts or ()):
                yield from part.references(questionnaire_id, (*path, key, index))
        if self.not_ is not None:
            yield from self.not_.references(questionnaire_id, (*path, "not"))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add what pydantic leaves out: the schema of the keys that name questions."""
        schema = handler.resolve_ref_schema(handler(core))
        schema["minProperties"] = 1
        schema["additionalProperties"] = {
            "anyOf": [
                {"type": "array", "items": {**SCALAR_SCHEMA, "minLength": 1}, "minItems": 1},
                {
                    "type": "object",
                    "properties": dict.fromkeys(("at_least", "at_most"), LIMIT_SCHEMA),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
        return schema


def qualified_name(name: str, questionnaire_id: str) -> str:
    """`question` of the questionnaire `home` as `home/question`; a qualified name as it is."""
    return name if "/" in name else f"{questionnaire_id}/{name}"


def evaluate_test(test: "tuple[str, ...] | Range", known: KnownAnswer) -> Truth:
    """Decide what is asked of one question."""
    if known.applies is False or known.state == "not-applicable":
        return False
    if known.state == "open":
        return None
    matches = not known.options.isdisjoint(test) if isinstance(test, tuple) else test.matches(known)
    return known.applies if matches else False
