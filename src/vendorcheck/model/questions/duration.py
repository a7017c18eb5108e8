"""duration: a number with a unit of time; compared in days."""

from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from vendorcheck.model.quantities.amounts import Duration as Length
from vendorcheck.model.quantities.spellings import (
    DURATION_FORM_HINT,
    duration_hint,
    possible_durations,
)
from vendorcheck.model.questions._amount import AmountQuestion
from vendorcheck.model.questions._base import QUESTION_TYPES


@QUESTION_TYPES.add("duration")
class DurationQuestion(AmountQuestion):
    """A length of time with its unit; it earns the credit of the first band that contains it."""

    amounts_are_time_spans: ClassVar = True
    type: Literal["duration"]

    def spelling_hint(self, text: str) -> str:
        """Return a hint that names the durations that a text may mean."""
        return duration_hint(text)

    form_hint: ClassVar = DURATION_FORM_HINT

    def possible_answers(self, text: str) -> tuple[str, ...]:
        """Return the durations that a text may mean."""
        return possible_durations(text)

    def parse_amount(self, text: str) -> Fraction:
        """Return the days of a duration; raise ValueError if the text is none."""
        return Length.parse(text).days

    @cached_property
    def smallest_amount(self) -> Fraction | None:
        """Zero: no duration is shorter."""
        return Fraction(0)

    denominators: ClassVar[tuple[int, ...]] = (1, 24, 1440)

    def format_amount(self, amount: Fraction) -> str:
        """Return an amount in the largest of days, hours and minutes that keeps it whole."""
        units = zip(self.denominators, ("day", "hour", "minute"), strict=True)
        denominator, unit = next(
            (pair for pair in units if pair[0] % amount.denominator == 0), (1, "day")
        )
        count = int(amount * denominator)
        return f"{count} {unit}{'' if count == 1 else 's'}"

    def example_besides_options(self) -> str:
        """Return a description with an example."""
        return "a duration such as 30 days"
