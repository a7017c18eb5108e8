"""duration: a number with a unit of time, compared in days."""

from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from vendorcheck.fields import Duration as Length
from vendorcheck.questions._base import QUESTION_TYPES
from vendorcheck.questions.number import AmountQuestion


@QUESTION_TYPES.add("duration")
class Duration(AmountQuestion):
    """A question that is answered by a length of time."""

    type: Literal["duration"]
    limit_hint: ClassVar[str] = (
        "write a number and minutes, hours, days, working days, weeks, months or years"
    )

    def amount(self, text: str) -> Fraction:
        """Its days."""
        return Length.parse(text).days

    @cached_property
    def least(self) -> Fraction | None:
        """Nothing lasts less than no time."""
        return Fraction(0)

    def written(self, amount: Fraction) -> str:
        """So many days."""
        return f"{int(amount)} days"

    def example(self) -> str:
        """What a duration looks like."""
        return "a duration such as 30 days"
