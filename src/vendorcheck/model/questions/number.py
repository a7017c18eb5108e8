"""number: an exact decimal number; it earns the credit of the first band that contains it."""

import re
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import Field

from vendorcheck.model.fields import APART, Flag, Text
from vendorcheck.model.quantities.amounts import parse_decimal
from vendorcheck.model.quantities.spellings import (
    possible_numbers,
    probable_numbers,
    without_about,
    write_hint,
)
from vendorcheck.model.questions._amount import AmountQuestion
from vendorcheck.model.questions._base import QUESTION_TYPES
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._result import ParsedAnswer
from vendorcheck.text.words import amount_with_unit


@QUESTION_TYPES.add("number")
class NumberQuestion(AmountQuestion):
    """A number; it earns the credit of the first band that contains it."""

    type: Literal["number"]
    unit: Annotated[Text | None, APART] = Field(
        None, description="What is counted: persons, seats, percent."
    )
    whole: Flag = Field(False, description="Only whole numbers from 0 on: something is counted.")

    @classmethod
    def credit_keys(cls) -> frozenset[str]:
        """Return all keys of the type but the unit."""
        return super().credit_keys() - {"unit"}

    @property
    def counted_unit(self) -> str | None:
        """The unit."""
        return self.unit

    def parse_amount(self, text: str) -> Fraction:
        """Read a number; a whole one must have neither a point nor separators."""
        amount = parse_decimal(text)
        if self.whole and not text.lstrip("+-").isdecimal():
            raise ValueError(text)
        return amount

    @property
    def takes_whole_numbers_only(self) -> bool:
        """Return whether something is counted."""
        return self.whole

    @cached_property
    def smallest_amount(self) -> Fraction | None:
        """The smallest number, 0 for whole numbers; None if there is no such limit."""
        return Fraction(0) if self.whole or self._starts_at_zero else None

    @property
    def amount_step(self) -> Fraction:
        """The distance between whole numbers, 1; otherwise 0."""
        return Fraction(int(self.whole))

    @property
    def _below_zero_reason(self) -> str:
        return ", and something is counted here" if self.whole else super()._below_zero_reason

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse a number as it is written.

        Separators are never guessed at: `250.000` is 250 in one country and 250,000 in another.
        """
        if self.whole:
            _refuse_separators(require_single_text(raw))
        answer = super().parse_answer(raw)
        if answer.amount is None or self.unit is None:
            return answer
        return replace(answer, display_text=amount_with_unit(answer.amount, self.unit))

    def _with_unit(self, text: str) -> str:
        return f"{text} {self.unit}" if self.unit else text

    def possible_answers(self, text: str) -> tuple[str, ...]:
        """Return the numbers that a text may mean: without its unit, with a decimal point.

        Of what is counted, about so many is a number, too.
        """
        bare_text = without_about(text) if self.whole else text
        return possible_numbers(bare_text, self.unit or "", whole=self.whole)

    def spelling_hint(self, text: str) -> str:
        """Return a hint that names the numbers that a text may mean."""
        readings = probable_numbers(text, self.unit or "", whole=self.whole)
        try:
            answers = [str(self.parse_answer(reading).raw) for reading in readings]
        except InvalidAnswer as error:
            return error.hint
        return write_hint(tuple(answers))

    @property
    def form_hint(self) -> str:
        """The hint for a text that means no number."""
        return "write a whole number such as 3" if self.whole else super().form_hint

    def example_besides_options(self) -> str:
        """Return a short description of a number."""
        return "a whole number" if self.whole else super().example_besides_options()


_GROUPED_NUMBER: Final = re.compile(
    r"([1-9]\d{0,2})(?:([.,])(\d{3})|(?:[., '’_\u00a0\u202f]\d{3})+)", re.ASCII
)


def _refuse_separators(text: str) -> None:
    """Raise `InvalidAnswer` for a whole number in groups of three digits.

    In some countries such a text is a decimal fraction.
    """
    match = _GROUPED_NUMBER.fullmatch(text)
    if match is None:
        return
    digits = re.sub(r"\D", "", text)
    if match[2]:
        raise InvalidAnswer(
            "wrong-answer",
            f'"{text[:40]}" could be read as {match[1]} or as {int(digits):,}',
            f"write {match[1]} or {digits}, without separators",
        )
    raise InvalidAnswer(
        "wrong-answer", f'"{text[:40]}" is written with separators', f"write {digits}"
    )
