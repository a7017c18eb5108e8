"""date: a day; it earns the credit of the first band that it lies within, counted back from the as-of date."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import parse_day
from vendorcheck.model.quantities.dates import day_hint
from vendorcheck.model.questions._bands import hole_remark, overlap_remark
from vendorcheck.model.questions._base import (
    QUESTION_TYPES,
    AnswerResult,
    AnswerTests,
    BaseQuestion,
    ParsedAnswer,
)
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._options import Band, BandList


@QUESTION_TYPES.add("date")
class DateQuestion(BaseQuestion):
    """A question that is answered by a day."""

    kind_of_answer: ClassVar = "words"
    answer_is_date: ClassVar = True
    type: Literal["date"]
    bands: BandList | None = Field(
        None, description="Which credit a day earns by its age; left out: it is not scored."
    )

    @cached_property
    def _bands_and_results(self) -> list[tuple[Band, AnswerResult]]:
        return [(band, AnswerResult(band.credit, band, band.severity)) for band in self.bands or ()]

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """Its bands."""
        return self.bands or ()

    @property
    def asks_for_past_date(self) -> bool:
        """Whether a band counts back from the day of the assessment."""
        return any(band.within for band in self.bands or ())

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Take a day written as 2026-11-22."""
        text = require_single_text(raw)
        try:
            return ParsedAnswer(text, text, amount=Fraction(parse_day(text).toordinal()))
        except ValueError:
            raise InvalidAnswer(
                "wrong-answer", f'"{text[:40]}" is not a date', day_hint(text)
            ) from None

    def result_of(self, value: ParsedAnswer, as_of: dt.date) -> AnswerResult | None:
        """The credit of the first band that the day lies within; a day in the future is within nothing and takes the rest."""
        then = dt.date.fromordinal(int(value.amount or 1))
        if not self.bands:
            return None
        return next(
            (
                outcome
                for band, outcome in self._bands_and_results
                if _band_contains(band, then, as_of)
            ),
            self._no_band_result,
        )

    @cached_property
    def _no_band_result(self) -> AnswerResult:
        return AnswerResult(Fraction(0), self)

    def possible_results(self) -> Iterator[AnswerResult]:
        """One for each band."""
        yield from (outcome for _, outcome in self._bands_and_results)

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: dt.date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """The as-of date; where only older days earn full credit, the first day that is old enough."""
        lengths = [band.within for band in self.bands or () if band.within]
        older = [
            dt.date.fromordinal(max(1, length.date_before(as_of).toordinal() - 1))
            for length in lengths
        ]
        for value in (self.parse_answer(start.isoformat()) for start in (as_of, *older)):
            outcome = self.result_of(value, as_of)
            if outcome is not None and outcome.credit == 1:
                return (value.raw,)
        return ()

    def describe_full_credit(self) -> str:
        """How old it may be for full credit."""
        within = [str(band.within) for band in self.bands or () if band.credit == 1 and band.within]
        return f"a date within the last {within[-1]}" if within else ""

    def example(self) -> str:
        """What a date looks like."""
        return "a date such as 2026-11-22"

    def remarks(self, path: DataPath) -> Iterator[Remark]:
        """Limits that are not for dates, and bands that overlap or leave a hole."""
        wrong = list(_limit_remarks(self.bands or (), (*path, "bands")))
        yield from wrong
        if not wrong and self.bands:
            yield from _hidden_band_remarks(self.bands, (*path, "bands"))
            if all(band.within for band in self.bands):
                yield hole_remark((*path, "bands"))


def _band_contains(band: Band, answered_day: dt.date, as_of: dt.date) -> bool:
    return band.within is None or band.within.date_before(as_of) <= answered_day <= as_of


def _hidden_band_remarks(bands: tuple[Band, ...], path: DataPath) -> Iterator[Remark]:
    """Bands that no day falls into, whatever day it is: an earlier one always reaches as far back."""
    widest: dict[bool, int] = {}
    told: set[int] = set()
    for index, band in enumerate(bands):
        rivals = [
            earlier for earlier in widest.values() if _contains_every_day_of(bands[earlier], band)
        ]
        if rivals and min(rivals) not in told:
            told.add(min(rivals))  # one band in the wrong place may hide many others
            yield overlap_remark((*path, index), min(rivals))
        # Of two of one sort one is always the wider.
        sort = band.within is not None and band.within.is_calendar_based
        if sort not in widest or not _contains_every_day_of(bands[widest[sort]], band):
            widest[sort] = index


def _contains_every_day_of(band: Band, other: Band) -> bool:
    """Whether a band takes every day that another one takes, counted from any day."""
    if band.within is None or other.within is None:
        return band.within is None
    return band.within.reaches_as_far_as(other.within)


def _limit_remarks(bands: tuple[Band, ...], path: DataPath) -> Iterator[Remark]:
    for index, band in enumerate(bands):
        for key, text in (("at_most", band.at_most), ("at_least", band.at_least)):
            if text is not None:
                yield Remark(
                    (*path, index, key),
                    "bands-unit",
                    f'"{key}" is not for dates',
                    "write {within: 12 months, ...}",
                    at_key=True,
                )
