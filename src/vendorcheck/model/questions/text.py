"""text: free words; scored only where being answered is what counts."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.model.fields import Flag
from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests, BaseQuestion
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    quoted_list_hint,
    require_single_text,
)
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer


class WordsQuestion(BaseQuestion):
    """The base of the question types that are answered in words."""

    kind_of_answer: ClassVar = "words"
    credit_if_answered: Flag = Field(
        False, description="Any answer earns full credit; left out: it is not scored."
    )

    @cached_property
    def _full_credit_result(self) -> AnswerResult:
        return AnswerResult(Fraction(1), self)

    @property
    def any_answer_earns_full_credit(self) -> bool:
        """Return whether any answer earns full credit."""
        return self.credit_if_answered

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Accept any words."""
        text = require_single_text(raw, "" if self.answer_is_url else quoted_list_hint(raw))
        if not text:
            raise InvalidAnswer(
                "wrong-answer", "the answer is empty", "write some words, or {unknown: true}"
            )
        return ParsedAnswer(text, text)

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return full credit if any answer earns it; otherwise None."""
        return self._full_credit_result if self.credit_if_answered else None

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield full credit if any answer earns it."""
        if self.credit_if_answered:
            yield self._full_credit_result

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return an example if any answer earns full credit."""
        return (self.example(),) if self.credit_if_answered else ()

    def example(self) -> str:
        """Return a short description of an answer."""
        return "some words"


@QUESTION_TYPES.add("text")
class TextQuestion(WordsQuestion):
    """Free words; they earn credit only where being answered is what counts."""

    type: Literal["text"]
