"""scale: a whole number from 1 to 5; it earns the credit of the first band that it fits."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._invalid_answer import Misfit, Raw, one_text
from vendorcheck.model.questions._options import Band, Bands

_STEPS = ("1", "2", "3", "4", "5")


@QUESTION_TYPES.add("scale")
class Scale(BaseQuestion):
    """A question that is answered by a step of a scale."""

    kind_of_answer: ClassVar = "amount"
    type: Literal["scale"]
    bands: Bands | None = Field(None, description="Which credit a step earns; left out: it is not scored.")

    @cached_property
    def _earned(self) -> list[tuple[Band, Outcome]]:
        return [(band, Outcome(band.credit, band, band.severity)) for band in self.own_bands]

    def read(self, raw: Raw) -> Value:
        text = one_text(raw)
        if text not in _STEPS:
            raise Misfit("out-of-range", f'"{text[:40]}" is no step of the scale', f"write {self.example()}")
        return Value(f"{text} of 5", text, amount=Fraction(text))

    def outcome(self, value: Value, as_of: date) -> Outcome | None:  # noqa: ARG002 - the same on every day
        return next((outcome for band, outcome in self._earned if _fits(band, str(value.raw))), None)

    def outcomes(self) -> Iterator[Outcome]:
        yield from (outcome for _, outcome in self._earned)

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - all steps
        found = ((step, self.outcome(self.read(step), as_of)) for step in _STEPS)
        return tuple(step for step, outcome in found if outcome is not None and outcome.credit == 1)

    def example(self) -> str:
        return "a whole number from 1 to 5"

    @property
    def own_bands(self) -> tuple[Band, ...]:
        return self.bands or ()

    @property
    def counts(self) -> str:
        return "of 5"

    @property
    def least(self) -> Fraction:
        return Fraction(1)


def _fits(band: Band, step: str) -> bool:
    return (band.at_least is None or step >= band.at_least) and (band.at_most is None or step <= band.at_most)
