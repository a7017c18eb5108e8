"""The base of the question types that are answered by an amount, such as number and duration."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import describe_unreadable_amount
from vendorcheck.model.quantities.amounts import parse_decimal
from vendorcheck.model.questions._amount_options import OptionsWithoutAmount, option_remarks
from vendorcheck.model.questions._bands import AmountRange, BandLookup, band_remarks, limits_of
from vendorcheck.model.questions._base import AnswerTests
from vendorcheck.model.questions._equivalence import EquivalenceClasses
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._options import Band, BandList
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer
from vendorcheck.model.questions._trial_amounts import amounts_between, amounts_beyond


class AmountQuestion(OptionsWithoutAmount):
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
        """Parse an amount as it is written, or the id of an option."""
        text = require_single_text(raw)
        return self.answer_by_option(text) or self._parse_amount_answer(text)

    def _parse_amount_answer(self, text: str) -> ParsedAnswer:
        try:
            amount = self.parse_amount(text)
        except ValueError as error:
            raise InvalidAnswer("wrong-answer", *self._describe_unreadable(text, error)) from None
        if self.smallest_amount is not None and amount < self.smallest_amount:
            raise InvalidAnswer(
                "out-of-range",
                f'"{text[:40]}" is less than 0{self._below_zero_reason}',
                "write 0 or more",
            )
        return ParsedAnswer(text, text, amount=amount)

    def _describe_unreadable(self, text: str, error: ValueError) -> tuple[str, str]:
        hint = self.correction_hint(text)
        return describe_unreadable_amount(text, error, self.example(), hint)

    @property
    def _below_zero_reason(self) -> str:
        """The reason why no amount is less than 0, after a comma."""
        return ", where the bands begin"

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return the result of the option or of the first band that contains the amount.

        None without bands: then nothing is scored.
        """
        if not self.bands:
            return None
        if value.amount is None:
            return self.result_by_option[str(value.raw)] if value.options else None
        return self._result_of_amount(value.amount)

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
        """Yield one result for each band, then for each option."""
        yield from self._band_results
        yield from self._scored_options

    @property
    def _scored_options(self) -> Iterable[AnswerResult]:
        return self.result_by_option.values() if self.bands else ()

    def reachable_results(self) -> list[AnswerResult]:
        """Return one result for each band that some amount falls into, and for each option."""
        reachable_bands = BandLookup(self._band_ranges, self.smallest_amount).reachable_bands()
        return [*(self._band_results[band] for band in reachable_bands), *self._scored_options]

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """The bands of the question."""
        return self.bands or ()

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return amounts with full credit, one for each band and class; then such options.

        The limits of a band come first, then amounts beyond all limits or between two of them.
        """
        classes = EquivalenceClasses(tests)
        limits = sorted({*classes.limits, *self._sorted_limits})
        own_limits = [
            text for band in self.bands or () for text in (band.at_most, band.at_least) if text
        ]
        other_amounts = (
            *amounts_beyond(limits, self.smallest_amount),
            *amounts_between(limits, self.denominators),
            *classes.limits,
        )
        texts_by_result: dict[AnswerResult, dict[int, str]] = {}
        for text in (*own_limits, *map(self.format_amount, other_amounts)):
            # No amount lies beyond the largest that can be written.
            if (amount := self._parse_limit(text)) is not None:
                texts_by_result.setdefault(self._result_of_amount(amount), {}).setdefault(
                    classes.class_of(amount=amount), text
                )
        texts_by_class = (
            texts_by_result.get(result, {}) for result in self._band_results if result.credit == 1
        )
        options = self.offered_options if self.bands else ()
        return (
            *(text for texts in texts_by_class for text in texts.values()),
            *(option.id for option in options if option.credit == 1),
        )

    @property
    def band_limits(self) -> tuple[Fraction, ...]:
        """The amounts at which its bands begin or end, in order."""
        return tuple(self._sorted_limits)

    @cached_property
    def _sorted_limits(self) -> list[Fraction]:
        return sorted(limits_of(self._band_ranges))

    def format_amount(self, amount: Fraction) -> str:
        """Return an amount as text; one that can't be written exactly is cut to a whole."""
        if amount.denominator == 1 or all(
            denominator % amount.denominator for denominator in self.denominators
        ):
            return str(int(amount))
        return f"{Decimal(amount.numerator) / amount.denominator:f}"

    def describe_full_credit(self) -> str:
        """Return the limits of the bands with full credit, and the options that have it."""
        phrases = [
            [f"at least {band.at_least}"] * (band.at_least is not None)
            + [f"at most {band.at_most}"] * (band.at_most is not None)
            for band in self.bands or ()
            if band.credit == 1
        ]
        amounts = " or ".join(" and ".join(limits) for limits in phrases if limits)
        options = super().describe_full_credit()
        return " or ".join(filter(None, [amounts and self._with_unit(amounts), options]))

    def _with_unit(self, text: str) -> str:
        return text

    def example(self) -> str:
        """Return a short description of an amount, and the ids of the options."""
        ids = [option.id for option in self.offered_options]
        several = "one of " if len(ids) > 1 else ""
        options = f", or {several}{', '.join(ids)}" if ids else ""
        return f"{self.example_besides_options()}{options}"

    def example_besides_options(self) -> str:
        """Return a short description of an amount."""
        return "a number"

    def remarks(self, path: DataPath) -> Iterator[Remark]:
        """Yield limits that are unreadable or of another type, overlapping bands, and holes."""
        limit_remarks = list(self._limit_remarks((*path, "bands")))
        yield from limit_remarks
        yield from option_remarks(self, (*path, "options"), self._is_amount)
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
                    yield Remark(
                        (*path, index, key), "bands-unit", *self._describe_unreadable(text, error)
                    )

    def _is_amount(self, text: str) -> bool:
        return self._limit_error(text) is None

    def _limit_error(self, text: str) -> ValueError | None:
        try:
            self.parse_amount(text)
        except ValueError as error:
            return error
        return None
