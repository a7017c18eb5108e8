"""date: a day; it earns the credit of the first band that it lies within, counted back from the as-of date."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.document.problems import Path, Remark
from vendorcheck.model.fields import day
from vendorcheck.model.quantities.dates import day_hint
from vendorcheck.model.questions._bands import hole, overlap
from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._invalid_answer import Misfit, Raw, one_text
from vendorcheck.model.questions._options import Band, Bands


@QUESTION_TYPES.add("date")
class Date(BaseQuestion):
    """A question that is answered by a day."""

    kind_of_answer: ClassVar = "words"
    is_day: ClassVar = True
    type: Literal["date"]
    bands: Bands | None = Field(
        None, description="Which credit a day earns by its age; left out: it is not scored."
    )

    @cached_property
    def _earned(self) -> list[tuple[Band, Outcome]]:
        return [(band, Outcome(band.credit, band, band.severity)) for band in self.bands or ()]

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """Its bands."""
        return self.bands or ()

    @property
    def looks_back(self) -> bool:
        """Whether a band counts back from the day of the assessment."""
        return any(band.within for band in self.bands or ())

    def read(self, raw: Raw) -> Value:
        """Take a day written as 2026-11-22."""
        text = one_text(raw)
        try:
            return Value(text, text, amount=Fraction(day(text).toordinal()))
        except ValueError:
            raise Misfit("wrong-answer", f'"{text[:40]}" is not a date', day_hint(text)) from None

    def outcome(self, value: Value, as_of: dt.date) -> Outcome | None:
        """The credit of the first band that the day lies within; a day in the future is within nothing and takes the rest."""
        then = dt.date.fromordinal(int(value.amount or 1))
        if not self.bands:
            return None
        return next((outcome for band, outcome in self._earned if _fits(band, then, as_of)), self._rest)

    @cached_property
    def _rest(self) -> Outcome:
        return Outcome(Fraction(0), self)

    def outcomes(self) -> Iterator[Outcome]:
        """One for each band."""
        yield from (outcome for _, outcome in self._earned)

    def full_answers(self, current: Raw | None, as_of: dt.date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - today, whatever it was
        """The as-of date; where only older days earn full credit, the first day that is old enough."""
        lengths = [band.within for band in self.bands or () if band.within]
        older = [dt.date.fromordinal(max(1, length.before(as_of).toordinal() - 1)) for length in lengths]
        for value in (self.read(start.isoformat()) for start in (as_of, *older)):
            outcome = self.outcome(value, as_of)
            if outcome is not None and outcome.credit == 1:
                return (value.raw,)
        return ()

    def wanted(self) -> str:
        """How old it may be for full credit."""
        within = [str(band.within) for band in self.bands or () if band.credit == 1 and band.within]
        return f"a date within the last {within[-1]}" if within else ""

    def example(self) -> str:
        """What a date looks like."""
        return "a date such as 2026-11-22"

    def remarks(self, path: Path) -> Iterator[Remark]:
        """Limits that are not for dates, and bands that overlap or leave a hole."""
        wrong = list(_wrong_limits(self.bands or (), (*path, "bands")))
        yield from wrong
        if not wrong and self.bands:
            yield from _hidden(self.bands, (*path, "bands"))
            if all(band.within for band in self.bands):
                yield hole((*path, "bands"))


def _fits(band: Band, then: dt.date, as_of: dt.date) -> bool:
    return band.within is None or band.within.before(as_of) <= then <= as_of


def _hidden(bands: tuple[Band, ...], path: Path) -> Iterator[Remark]:
    """Bands that no day falls into, whatever day it is: an earlier one always reaches as far back."""
    widest: dict[bool, int] = {}
    told: set[int] = set()
    for index, band in enumerate(bands):
        rivals = [earlier for earlier in widest.values() if _reaches(bands[earlier], band)]
        if rivals and min(rivals) not in told:
            told.add(min(rivals))  # one band in the wrong place may hide many others
            yield overlap((*path, index), min(rivals))
        # Of two of one sort one is always the wider.
        sort = band.within is not None and band.within.by_calendar
        if sort not in widest or not _reaches(bands[widest[sort]], band):
            widest[sort] = index


def _reaches(band: Band, other: Band) -> bool:
    """Whether a band takes every day that another one takes, counted from any day."""
    if band.within is None or other.within is None:
        return band.within is None
    return band.within.reaches(other.within)


def _wrong_limits(bands: tuple[Band, ...], path: Path) -> Iterator[Remark]:
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
