"""yes_no: full credit for the expected answer, none for the other."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from vendorcheck.model.fields import APART
from vendorcheck.model.lexical import YES_NO_SCHEMA
from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests, BaseQuestion
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer
from vendorcheck.text.quotes import strip_quotes

_CANONICAL_WORDS = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_PARSED_ANSWERS = {word: ParsedAnswer(word, word, frozenset({word})) for word in ("yes", "no")}
_YES_NO_OPTIONS = (Option(id="yes", label="Yes"), Option(id="no", label="No"))


def _parse_expected_answer(value: object) -> object:
    return _CANONICAL_WORDS.get(value.lower(), value) if isinstance(value, str) else value


ExpectedAnswer = Annotated[
    Literal["yes", "no"],
    BeforeValidator(_parse_expected_answer),
    WithJsonSchema(YES_NO_SCHEMA),
    APART,
]


@QUESTION_TYPES.add("yes_no")
class YesNoQuestion(BaseQuestion):
    """Yes or no; the expected answer earns full credit, the other none."""

    kind_of_answer: ClassVar = "one option"
    type: Literal["yes_no"]
    expects: ExpectedAnswer = Field("yes", description="The answer that earns full credit.")

    @cached_property
    def _full_credit_result(self) -> AnswerResult:
        return AnswerResult(Fraction(1), self)

    @cached_property
    def _no_credit_result(self) -> AnswerResult:
        return AnswerResult(Fraction(0), self)

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse yes, no, true or false in any case."""
        text = require_single_text(raw)
        word = _CANONICAL_WORDS.get(text.lower())
        if word is None:
            raise InvalidAnswer(
                "wrong-answer",
                f'"{text[:40]}" is neither yes nor no',
                f"write {meant}"
                if (meant := _CANONICAL_WORDS.get(strip_quotes(text).lower()))
                else "answer yes or no, and put the rest in a note",
            )
        return _PARSED_ANSWERS[word]

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult:
        """Return full credit for the expected answer, otherwise none."""
        return self._full_credit_result if value.raw == self.expects else self._no_credit_result

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield full credit and none."""
        yield from (self._full_credit_result, self._no_credit_result)

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return the expected answer."""
        return (self.expects,)

    @property
    def expected_answer(self) -> str:
        """The answer that earns full credit."""
        return self.expects

    def describe_full_credit(self) -> str:
        """Return the expected answer in quotes."""
        return f'"{self.expects.capitalize()}"'

    def example(self) -> str:
        """Return both answers."""
        return "yes or no"

    @property
    def offered_options(self) -> tuple[Option, ...]:
        """The options yes and no."""
        return _YES_NO_OPTIONS

    @property
    def option_spellings(self) -> Mapping[str, str]:
        """The spellings yes, no, true and false."""
        return _CANONICAL_WORDS
