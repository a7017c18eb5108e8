"""`when`: conditions as data, with three truth values: yes (True), no (False), undecided (None)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
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
from vendorcheck.model.fields import UNION_TAG_MARK, Model, OptionId, unreadable_amount_error
from vendorcheck.model.lexical import LIMIT_SCHEMA, SCALAR_SCHEMA, TIME_UNITS
from vendorcheck.model.quantities.amounts import Duration, parse_decimal
from vendorcheck.model.quantities.spellings import (
    probable_durations,
    probable_numbers,
    write_hint,
)
from vendorcheck.text.suggest import nearest_name_hint

Truth: TypeAlias = bool | None
"""Yes, no, or None for undecided."""


def all_of(*values: Truth) -> Truth:
    """Return no if any value is no, otherwise undecided if any is, otherwise yes."""
    if False in values:
        return False
    return None if None in values else True


def any_of(*values: Truth) -> Truth:
    """Return yes if any value is yes, otherwise undecided if any is, otherwise no."""
    if True in values:
        return True
    return None if None in values else False


def negate(value: Truth) -> Truth:
    """Return the three-valued `not`: undecided stays undecided."""
    return None if value is None else not value


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """The state of a question that a `when` refers to.

    `amount` is a number, or the days of a duration; None where the answer has no amount.
    """

    applies: Truth
    state: Literal["open", "answered", "not-applicable"]
    options: frozenset[str] = frozenset()
    amount: Fraction | None = None


AnswerLookup: TypeAlias = Callable[[str], KnownAnswer]
"""A function that returns the state of a question by its name, `questionnaire/question`."""

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)


class AmountLimit(Fraction):
    """An amount to compare with that keeps the text it was written as.

    A message quotes that text, since nobody recognises an hour in 0.04.
    """

    source_text: str

    @classmethod
    def with_source(cls, amount: Fraction, source_text: str) -> Self:
        """Return a limit with the text that it was read from."""
        limit = cls(amount)
        limit.source_text = source_text
        return limit


class DayLimit(AmountLimit):
    """A limit in days that was written as a duration."""


def _parse_limit(value: object) -> AmountLimit:
    text = str(value)
    try:
        if text.strip().lower().rstrip("s").endswith(TIME_UNITS):
            return DayLimit.with_source(Duration.parse(text).days, text)
        return AmountLimit.with_source(parse_decimal(text), text)
    except ValueError as error:
        readings = (*probable_durations(text), *probable_numbers(text, "percent"))
        hint = write_hint(readings) or "write a number such as 100, or a duration such as 30 days"
        if _DATE.match(text):
            hint = (
                "dates can't be compared in a condition; "
                "ask for a duration as well, and compare that"
            )
        raise unreadable_amount_error(text, error, "a number or a duration", hint) from None


AmountLimitField = Annotated[
    AmountLimit, PlainValidator(_parse_limit), WithJsonSchema(LIMIT_SCHEMA)
]


class Range(Model):
    """A test of a number, or of a duration in days, against limits that are included."""

    at_least: AmountLimitField | None = Field(None, description="The answer is this much or more.")
    at_most: AmountLimitField | None = Field(None, description="The answer is this much or less.")

    def matches(self, known: KnownAnswer) -> bool:
        """Return whether the answer has an amount that lies within the limits."""
        return known.amount is not None and self.contains(known.amount)

    def contains(self, amount: Fraction) -> bool:
        """Return whether an amount lies within the limits."""
        return (self.at_least is None or amount >= self.at_least) and (
            self.at_most is None or amount <= self.at_most
        )


_OPTIONS_TAG, _RANGE_TAG = f"{UNION_TAG_MARK}options", f"{UNION_TAG_MARK}range"


def _test_kind(value: object) -> str:
    return _RANGE_TAG if isinstance(value, dict | Range) else _OPTIONS_TAG


OptionIds: TypeAlias = Annotated[tuple[OptionId, ...], Field(min_length=1)]
AnswerTest: TypeAlias = Annotated[
    Annotated[OptionIds, Tag(_OPTIONS_TAG)] | Annotated[Range, Tag(_RANGE_TAG)],
    Discriminator(_test_kind),
]


def _holds_conditions(test: object) -> bool:
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
    """A condition on the answers to other questions; everything in it must hold.

    Keys other than `all`, `any` and `not` are questions: `question` of the same questionnaire, or
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
        """Raise an error for conditions under a join word that would pass for a question."""
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
        """The test of each question that is named at this level, by the name as written."""
        return self.__pydantic_extra__ or {}

    def evaluate(self, lookup: AnswerLookup, questionnaire_id: str) -> Truth:
        """Evaluate the condition; unqualified names belong to the questionnaire of this id."""
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

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the questions at any level, as written, each once."""
        parts = (*(self.all or ()), *(self.any or ()), *((self.not_,) if self.not_ else ()))
        return tuple(dict.fromkeys((*self.tests, *(name for part in parts for name in part.names))))

    def __copy__(self) -> Self:
        """Return a copy that does not know its names yet: `model_copy` may change its parts."""
        copy = super().__copy__()
        copy.__dict__.pop("names", None)
        return copy

    def referenced_keys(self, questionnaire_id: str) -> tuple[str, ...]:
        """Return the questions named at any level, as `questionnaire/question`, each once."""
        return tuple(dict.fromkeys(qualified_name(name, questionnaire_id) for name in self.names))

    def references(
        self, questionnaire_id: str, path: DataPath = ()
    ) -> Iterator[tuple[str, tuple[str, ...] | Range, DataPath]]:
        """Yield each question named at any level: its qualified name, its test and its path.

        The path is the place of the test in the file; `path` is the place of this condition.
        """
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
        """Return the schema with the keys that name questions, which pydantic leaves out."""
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
    """Return `question` as `questionnaire/question`; a qualified name stays as it is."""
    return name if "/" in name else f"{questionnaire_id}/{name}"


def evaluate_test(test: "tuple[str, ...] | Range", known: KnownAnswer) -> Truth:
    """Evaluate the test of one question.

    It fails if the question does not apply. It is undecided if the question is open, or if the
    answer matches but nobody knows yet whether the question applies. The test of an amount is
    undecided where the answer is an option without one.
    """
    if known.applies is False or known.state == "not-applicable":
        return False
    if known.state == "open":
        return None
    if isinstance(test, Range) and known.amount is None and known.options:
        return None
    matches = not known.options.isdisjoint(test) if isinstance(test, tuple) else test.matches(known)
    return known.applies if matches else False
