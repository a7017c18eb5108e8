"""text: free words; scored only where being answered is what counts."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.model.fields import Truth
from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._invalid_answer import Misfit, Raw, one_text


class WordsQuestion(BaseQuestion):
    """What the questions that are answered in words share."""

    kind_of_answer: ClassVar = "words"
    credit_if_answered: Truth = Field(
        False, description="Any answer earns full credit; left out: it is not scored."
    )

    @cached_property
    def _full(self) -> Outcome:
        return Outcome(Fraction(1), self)

    @property
    def any_answer_earns(self) -> bool:
        """Whether it says so."""
        return self.credit_if_answered

    def read(self, raw: Raw) -> Value:
        """Take any words."""
        text = one_text(raw)
        if not text:
            raise Misfit("wrong-answer", "the answer is empty", "write some words, or {unknown: true}")
        return Value(text, text)

    def outcome(self, value: Value, as_of: date) -> Outcome | None:  # noqa: ARG002 - whatever it says
        """Full credit where being answered counts."""
        return self._full if self.credit_if_answered else None

    def outcomes(self) -> Iterator[Outcome]:
        """Full credit where being answered counts."""
        if self.credit_if_answered:
            yield self._full

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - whatever it says
        """Any words."""
        return (self.example(),) if self.credit_if_answered else ()

    def example(self) -> str:
        """What an answer looks like."""
        return "some words"


@QUESTION_TYPES.add("text")
class Words(WordsQuestion):
    """A question that is answered in words."""

    type: Literal["text"]
