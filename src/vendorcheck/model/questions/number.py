"""number: an exact decimal number; it earns the credit of the first band that contains it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor
from typing import ClassVar, Final, Literal

from pydantic import Field

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import Flag, Text, describe_unreadable_amount
from vendorcheck.model.quantities.amounts import parse_decimal, strip_unit, with_decimal_point
from vendorcheck.model.questions._bands import AmountRange, BandLookup, band_remarks
from vendorcheck.model.questions._base import (
    QUESTION_TYPES,
    AnswerResult,
    AnswerTests,
    BaseQuestion,
    ParsedAnswer,
)
from vendorcheck.model.questions._equivalence import EquivalenceClasses
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._options import Band, BandList


class AmountQuestion(BaseQuestion):
    """The base of the question types with an amount; a type defines how amounts are read."""

    kind_of_answer: ClassVar = "amount"
    bands: BandList | None = Field(
        None, description="Which credit an amount earns; left out: it is not scored."
    )
    denominators: ClassVar[tuple[int, ...]] = (1, 10, 1000, 10**9)
    """The fractions of a unit that an answer can express, as denominators, the coarsest first."""

    def parse_amount(self, text: str) -> Fraction:
        """Read an amount; raise ValueError if the text is none."""
        return parse_decimal(text)

    def spelling_hint(self, text: str) -> str:
        """Return a hint on how to write an amount: the one that a text means, if any."""
        return "write a plain number such as 3 or 0.5"

    @cached_property
    def smallest_amount(self) -> Fraction | None:
        """The smallest amount; None if there is no such limit.

        It is 0 if the lowest limit of the bands is 0, since they count something then.
        """
        return Fraction(0) if self._starts_at_zero else None

    @cached_property
    def _starts_at_zero(self) -> bool:
        return (
            any(band_range.low == 0 for band_range in self._band_ranges)
            and self._sorted_limits[0] == 0
        )

    @property
    def amount_step(self) -> Fraction:
        """The least distance between two amounts; 0 if others always lie between."""
        return Fraction(0)

    @cached_property
    def _band_results(self) -> list[AnswerResult]:
        return [AnswerResult(band.credit, band, band.severity) for band in self.bands or ()]

    @cached_property
    def _band_ranges(self) -> list[AmountRange]:
        return [
            AmountRange(self._parse_limit(band.at_least), self._parse_limit(band.at_most))
            for band in self.bands or ()
        ]

    def _parse_limit(self, text: str | None) -> Fraction | None:
        """Return a limit; None if it can't be read.

        Wrong limits are reported elsewhere, and `validate` reads answers to wrong questions as
        well.
        """
        try:
            return None if text is None else self.parse_amount(text)
        except ValueError:
            return None

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse an amount as it is written."""
        text = require_single_text(raw)
        try:
            amount = self.parse_amount(text)
        except ValueError as error:
            message, hint = describe_unreadable_amount(
                text, error, self.example(), self.spelling_hint(text)
            )
            raise InvalidAnswer("wrong-answer", message, hint) from None
        if self.smallest_amount is not None and amount < self.smallest_amount:
            raise InvalidAnswer(
                "out-of-range",
                f'"{text[:40]}" is less than 0{self._below_zero_reason}',
                "write 0 or more",
            )
        return ParsedAnswer(text, text, amount=amount)

    @property
    def _below_zero_reason(self) -> str:
        """The reason why no amount is less than 0, after a comma."""
        return ", where the bands begin"

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return the result of the first band that contains the amount; None without bands."""
        return (
            self._result_of_amount(value.amount)
            if self.bands and value.amount is not None
            else None
        )

    def _result_of_amount(self, amount: Fraction) -> AnswerResult:
        band = self._band_lookup.band_at(amount)
        return self._no_band_result if band is None else self._band_results[band]

    @cached_property
    def _band_lookup(self) -> BandLookup:
        return BandLookup(self._band_ranges)

    @cached_property
    def _no_band_result(self) -> AnswerResult:
        return AnswerResult(Fraction(0), self)

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield one result for each band."""
        yield from self._band_results

    def reachable_results(self) -> list[AnswerResult]:
        """Return one result for each band that some amount falls into."""
        return [
            self._band_results[band]
            for band in BandLookup(self._band_ranges, self.smallest_amount).reachable_bands()
        ]

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """The bands of the question."""
        return self.bands or ()

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return amounts with full credit, one for each band and class of answers.

        The limits of a band come first, then amounts beyond all limits or between two of them.
        """
        classes = EquivalenceClasses(tests)
        limits = sorted({*classes.limits, *self._sorted_limits})
        own_limits = [
            text for band in self.bands or () for text in (band.at_most, band.at_least) if text
        ]
        other_amounts = (
            *self._amounts_beyond(limits),
            *self._amounts_between(limits),
            *map(self.format_amount, classes.limits),
        )
        texts_by_result: dict[AnswerResult, dict[int, str]] = {}
        for text in (*own_limits, *other_amounts):
            # No amount lies beyond the largest that can be written.
            if (amount := self._parse_limit(text)) is not None:
                texts_by_result.setdefault(self._result_of_amount(amount), {}).setdefault(
                    classes.class_of(amount=amount), text
                )
        texts_by_class = (
            texts_by_result.get(result, {}) for result in self._band_results if result.credit == 1
        )
        return tuple(text for texts in texts_by_class for text in texts.values())

    def _amounts_beyond(self, limits: Sequence[Fraction]) -> Iterator[str]:
        """Yield a whole amount above all limits, then one below them and the smallest amount."""
        yield self.format_amount(Fraction(int(limits[-1] + 1) if limits else 1))
        below = Fraction(int(limits[0] - 1) if limits else -1)
        yield from map(
            self.format_amount,
            [below]
            if self.smallest_amount is None
            else [max(self.smallest_amount, below), self.smallest_amount],
        )

    def _amounts_between(self, limits: Sequence[Fraction]) -> Iterator[str]:
        """Yield an amount between each limit and the next, with as few digits as possible."""
        for low, high in pairwise(limits):
            for denominator in self.denominators:
                text = self.format_amount(Fraction(floor(low * denominator) + 1, denominator))
                amount = self._parse_limit(text)
                if amount is not None and low < amount < high:
                    yield text
                    break

    @cached_property
    def _sorted_limits(self) -> list[Fraction]:
        return sorted(
            {
                limit
                for band_range in self._band_ranges
                for limit in (band_range.low, band_range.high)
                if limit is not None
            }
        )

    def format_amount(self, amount: Fraction) -> str:
        """Return an amount as text; one that can't be written exactly is cut to a whole."""
        if amount.denominator == 1 or all(
            denominator % amount.denominator for denominator in self.denominators
        ):
            return str(int(amount))
        return f"{Decimal(amount.numerator) / amount.denominator:f}"

    def describe_full_credit(self) -> str:
        """Return the limits of the bands with full credit."""
        limits = [(band.at_least, band.at_most) for band in self.bands or () if band.credit == 1]
        phrases = [
            [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
            for low, high in limits
        ]
        return " or ".join(" and ".join(band_phrases) for band_phrases in phrases if band_phrases)

    def example(self) -> str:
        """Return a short description of an amount."""
        return "a number"

    def remarks(self, path: DataPath) -> Iterator[Remark]:
        """Yield limits that are unreadable or of another type, overlapping bands, and holes."""
        limit_remarks = list(self._limit_remarks((*path, "bands")))
        yield from limit_remarks
        if not limit_remarks and self.bands:
            yield from band_remarks(
                self._band_ranges, (*path, "bands"), self.smallest_amount, self.amount_step
            )

    def _limit_remarks(self, path: DataPath) -> Iterator[Remark]:
        for index, band in enumerate(self.bands or ()):
            if band.within is not None:
                yield Remark(
                    (*path, index, "within"),
                    "bands-unit",
                    '"within" is for dates only',
                    "use at_most or at_least",
                    at_key=True,
                )
            for key, text in (("at_most", band.at_most), ("at_least", band.at_least)):
                if text is not None and (error := self._limit_error(text)):
                    message, hint = describe_unreadable_amount(
                        text, error, self.example(), self.spelling_hint(text)
                    )
                    yield Remark((*path, index, key), "bands-unit", message, hint)

    def _limit_error(self, text: str) -> ValueError | None:
        """Return the error that reading a limit raises, if any."""
        try:
            self.parse_amount(text)
        except ValueError as error:
            return error
        return None


@QUESTION_TYPES.add("number")
class NumberQuestion(AmountQuestion):
    """A question that is answered by a number."""

    type: Literal["number"]
    unit: Text | None = Field(None, description="What is counted: persons, seats, percent.")
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
        return (
            replace(answer, display_text=self._with_unit(answer.display_text))
            if self.unit
            else answer
        )

    def describe_full_credit(self) -> str:
        """Return the limits of the bands with full credit, with their unit."""
        limits = super().describe_full_credit()
        return self._with_unit(limits) if limits else ""

    def _with_unit(self, text: str) -> str:
        return f"{text} {self.unit}" if self.unit else text

    def spelling_hint(self, text: str) -> str:
        """Return a hint on how to write a number: without its unit, with a decimal point."""
        bare_text = strip_unit(text, self.unit or "")
        intended_text = bare_text if self.whole else with_decimal_point(bare_text)
        if intended_text != text:
            try:
                return f"write {self.parse_answer(intended_text).raw}"
            except InvalidAnswer as error:
                return error.hint
        return "write a whole number such as 3" if self.whole else super().spelling_hint(text)

    def example(self) -> str:
        """Return a short description of a number."""
        return "a whole number" if self.whole else super().example()


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
        message = f'"{text[:40]}" could be read as {match[1]} or as {int(digits):,}'
        raise InvalidAnswer(
            "wrong-answer", message, f"write {match[1]} or {digits}, without separators"
        )
    raise InvalidAnswer(
        "wrong-answer", f'"{text[:40]}" is written with separators', f"write {digits}"
    )
