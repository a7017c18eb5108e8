"""scale: a whole number from 1 to 5; it earns the credit of the first band that it fits."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests, BaseQuestion
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._options import Band, BandList
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer

_STEPS = ("1", "2", "3", "4", "5")


@QUESTION_TYPES.add("scale")
class Scale(BaseQuestion):
    """A question that is answered by a step of a scale."""

    kind_of_answer: ClassVar = "amount"
    type: Literal["scale"]
    bands: BandList | None = Field(
        None, description="Which credit a step earns; left out: it is not scored."
    )

    @cached_property
    def _band_results(self) -> list[tuple[Band, AnswerResult]]:
        return [(band, AnswerResult(band.credit, band, band.severity)) for band in self.own_bands]

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        text = require_single_text(raw)
        if text not in _STEPS:
            raise InvalidAnswer(
                "out-of-range", f'"{text[:40]}" is no step of the scale', f"write {self.example()}"
            )
        return ParsedAnswer(f"{text} of 5", text, amount=Fraction(text))

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        return next(
            (outcome for band, outcome in self._band_results if _fits(band, str(value.raw))), None
        )

    def possible_results(self) -> Iterator[AnswerResult]:
        yield from (outcome for _, outcome in self._band_results)

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        found = ((step, self.result_of(self.parse_answer(step), as_of)) for step in _STEPS)
        return tuple(step for step, outcome in found if outcome is not None and outcome.credit == 1)

    def example(self) -> str:
        return "a whole number from 1 to 5"

    @property
    def own_bands(self) -> tuple[Band, ...]:
        return self.bands or ()

    @property
    def counted_unit(self) -> str:
        return "of 5"

    @property
    def smallest_amount(self) -> Fraction:
        return Fraction(1)


def _fits(band: Band, step: str) -> bool:
    return (band.at_least is None or step >= band.at_least) and (
        band.at_most is None or step <= band.at_most
    )
