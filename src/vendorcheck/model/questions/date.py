"""date: a day; it earns the credit of the first band that contains it, by its age."""

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
from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests, BaseQuestion
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    require_single_text,
)
from vendorcheck.model.questions._options import Band, BandList
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer


@QUESTION_TYPES.add("date")
class DateQuestion(BaseQuestion):
    """A day; it earns the credit of the first band that contains it, by its age."""

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
        """The bands of the question."""
        return self.bands or ()

    @property
    def asks_for_past_date(self) -> bool:
        """Return whether a band counts back from the day of the assessment."""
        return any(band.within for band in self.bands or ())

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse a day written as 2026-11-22."""
        text = require_single_text(raw)
        try:
            return ParsedAnswer(text, text, amount=Fraction(parse_day(text).toordinal()))
        except ValueError:
            raise InvalidAnswer(
                "wrong-answer", f'"{text[:40]}" is not a date', day_hint(text)
            ) from None

    def result_of(self, value: ParsedAnswer, as_of: dt.date) -> AnswerResult | None:
        """Return the result of the first band that contains the day.

        A day in the future lies in no band but one without a limit.
        """
        answered_day = dt.date.fromordinal(int(value.amount or 1))
        if not self.bands:
            return None
        return next(
            (
                result
                for band, result in self._bands_and_results
                if _band_contains(band, answered_day, as_of)
            ),
            self._no_band_result,
        )

    @cached_property
    def _no_band_result(self) -> AnswerResult:
        return AnswerResult(Fraction(0), self)

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield one result for each band."""
        yield from (result for _, result in self._bands_and_results)

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: dt.date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return the as-of date or, if only older days earn full credit, the first old enough."""
        lengths = [band.within for band in self.bands or () if band.within]
        older_days = [
            dt.date.fromordinal(max(1, length.date_before(as_of).toordinal() - 1))
            for length in lengths
        ]
        for answer in (self.parse_answer(day.isoformat()) for day in (as_of, *older_days)):
            result = self.result_of(answer, as_of)
            if result is not None and result.credit == 1:
                return (answer.raw,)
        return ()

    def describe_full_credit(self) -> str:
        """Return the greatest age with full credit."""
        lengths = [
            str(band.within) for band in self.bands or () if band.credit == 1 and band.within
        ]
        return f"a date within the last {lengths[-1]}" if lengths else ""

    def example(self) -> str:
        """Return a description with an example."""
        return "a date such as 2026-11-22"

    def remarks(self, path: DataPath) -> Iterator[Remark]:
        """Yield limits that are not for dates, and bands that overlap or leave a hole."""
        limit_remarks = list(_limit_remarks(self.bands or (), (*path, "bands")))
        yield from limit_remarks
        if not limit_remarks and self.bands:
            yield from _hidden_band_remarks(self.bands, (*path, "bands"))
            if all(band.within for band in self.bands):
                yield hole_remark((*path, "bands"))


def _band_contains(band: Band, answered_day: dt.date, as_of: dt.date) -> bool:
    return band.within is None or band.within.date_before(as_of) <= answered_day <= as_of


def _hidden_band_remarks(bands: tuple[Band, ...], path: DataPath) -> Iterator[Remark]:
    """Yield bands that no day ever falls into, since an earlier one contains all their days."""
    widest_bands: dict[bool, int] = {}
    reported_rivals: set[int] = set()
    for index, band in enumerate(bands):
        rivals = [
            earlier
            for earlier in widest_bands.values()
            if _contains_every_day_of(bands[earlier], band)
        ]
        if rivals and min(rivals) not in reported_rivals:
            reported_rivals.add(min(rivals))  # one misplaced band may hide many others
            yield overlap_remark((*path, index), min(rivals))
        # Of two bands in months, or of two in days, one always contains the other.
        is_calendar_based = band.within is not None and band.within.is_calendar_based
        if is_calendar_based not in widest_bands or not _contains_every_day_of(
            bands[widest_bands[is_calendar_based]], band
        ):
            widest_bands[is_calendar_based] = index


def _contains_every_day_of(band: Band, other: Band) -> bool:
    """Return whether a band contains every day of another, whatever the as-of date."""
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
