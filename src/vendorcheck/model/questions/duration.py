"""duration: a number with a unit of time, compared in days."""

from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from vendorcheck.model.fields import duration_hint
from vendorcheck.model.quantities.amounts import Duration as Length
from vendorcheck.model.questions._base import QUESTION_TYPES
from vendorcheck.model.questions.number import AmountQuestion


@QUESTION_TYPES.add("duration")
class Duration(AmountQuestion):
    """A question that is answered by a length of time."""

    in_days: ClassVar = True
    type: Literal["duration"]

    def spelling(self, text: str) -> str:
        """How a duration is written."""
        return duration_hint(text)

    def amount(self, text: str) -> Fraction:
        """Its days."""
        return Length.parse(text).days

    @cached_property
    def least(self) -> Fraction | None:
        """Nothing lasts less than no time."""
        return Fraction(0)

    parts: ClassVar[tuple[int, ...]] = (1, 24, 1440)

    def written(self, amount: Fraction) -> str:
        """So many days, else hours, else minutes."""
        units = zip(self.parts, ("day", "hour", "minute"), strict=True)
        part, unit = next((pair for pair in units if pair[0] % amount.denominator == 0), (1, "day"))
        count = int(amount * part)
        return f"{count} {unit}{'' if count == 1 else 's'}"

    def example(self) -> str:
        """What a duration looks like."""
        return "a duration such as 30 days"
