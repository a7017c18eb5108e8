"""degree: not at all, partly or fully; half of the credit for partly."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests, BaseQuestion
from vendorcheck.model.questions._invalid_answer import (
    RawAnswer,
    require_single_text,
    unknown_option_error,
)
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer

_SHARES = {"none": Fraction(0), "partly": Fraction(1, 2), "fully": Fraction(1)}


@QUESTION_TYPES.add("degree")
class Degree(BaseQuestion):
    """A question that is answered by how far something is so."""

    kind_of_answer: ClassVar = "one option"
    type: Literal["degree"]

    @cached_property
    def _band_results(self) -> dict[str, AnswerResult]:
        return {name: AnswerResult(share, self) for name, share in _SHARES.items()}

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        text = require_single_text(raw).lower()
        if text not in _SHARES:
            raise unknown_option_error(text, self.offered_options)
        return ParsedAnswer(text.capitalize(), text, frozenset({text}))

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult:
        return self._band_results[str(value.raw)]

    def possible_results(self) -> Iterator[AnswerResult]:
        yield from self._band_results.values()

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        return ("fully",)

    def example(self) -> str:
        return ", ".join(_SHARES)

    @property
    def offered_options(self) -> tuple[Option, ...]:
        return _OPTIONS


_OPTIONS = tuple(
    Option.model_validate({"id": name, "label": name.capitalize(), "credit": str(float(share))})
    for name, share in _SHARES.items()
)
