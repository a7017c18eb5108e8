"""number: an exact decimal number; it earns the credit of the first band that it fits."""

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

from vendorcheck.document.problems import Path, Remark
from vendorcheck.model.fields import Text, Truth, unread
from vendorcheck.model.quantities.amounts import exact, with_point, without_unit
from vendorcheck.model.questions._bands import Cells, Span, holes_and_overlaps
from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._equivalence import Kinds
from vendorcheck.model.questions._invalid_answer import Misfit, Raw, one_text
from vendorcheck.model.questions._options import Band, Bands


class AmountQuestion(BaseQuestion):
    """What the questions with an amount share. A type says how an amount is read and what a wrong one is told."""

    kind_of_answer: ClassVar = "amount"
    bands: Bands | None = Field(None, description="Which credit an amount earns; left out: it is not scored.")
    parts: ClassVar[tuple[int, ...]] = (1, 10, 1000, 10**9)
    """Into how many parts a whole can be split so that an answer can name them, the coarsest first."""

    def amount(self, text: str) -> Fraction:
        """Read an amount; ValueError if it is none."""
        return exact(text)

    def spelling(self, text: str) -> str:  # noqa: ARG002 - a type knows what a wrong text may mean
        """How an amount is written, as a hint: the one that a text means if that can be told."""
        return "write a plain number such as 3 or 0.5"

    @cached_property
    def least(self) -> Fraction | None:
        """The smallest amount that there is; None if there is none. Bands that begin at 0 count something."""
        return Fraction(0) if self._from_zero else None

    @cached_property
    def _from_zero(self) -> bool:
        return any(span.low == 0 for span in self._spans) and self._limits[0] == 0

    @property
    def step(self) -> Fraction:
        """How far apart two amounts are at least; 0 where another always lies between them."""
        return Fraction(0)

    @cached_property
    def _earned(self) -> list[Outcome]:
        return [Outcome(band.credit, band, band.severity) for band in self.bands or ()]

    @cached_property
    def _spans(self) -> list[Span]:
        return [Span(self._limit(band.at_least), self._limit(band.at_most)) for band in self.bands or ()]

    def _limit(self, text: str | None) -> Fraction | None:
        """A limit that can't be read is none: `validate` hears answers to wrong questions as well."""
        try:
            return None if text is None else self.amount(text)
        except ValueError:
            return None

    def read(self, raw: Raw) -> Value:
        """Take an amount as it is written."""
        text = one_text(raw)
        try:
            amount = self.amount(text)
        except ValueError as error:
            message, hint = unread(text, error, self.example(), self.spelling(text))
            raise Misfit("wrong-answer", message, hint) from None
        if self.least is not None and amount < self.least:
            raise Misfit("out-of-range", f'"{text[:40]}" is less than 0{self._why_not}', "write 0 or more")
        return Value(text, text, amount=amount)

    @property
    def _why_not(self) -> str:
        """Why nothing is less than 0, after a comma."""
        return ", where the bands begin"

    def outcome(self, value: Value, as_of: date) -> Outcome | None:  # noqa: ARG002 - the same on every day
        """The credit of the first band that the amount fits."""
        return self._earning(value.amount) if self.bands and value.amount is not None else None

    def _earning(self, amount: Fraction) -> Outcome:
        band = self._cells.band(amount)
        return self._rest if band is None else self._earned[band]

    @cached_property
    def _cells(self) -> Cells:
        return Cells(self._spans)

    @cached_property
    def _rest(self) -> Outcome:
        return Outcome(Fraction(0), self)

    def outcomes(self) -> Iterator[Outcome]:
        """One for each band."""
        yield from self._earned

    def reached(self) -> list[Outcome]:
        """One for each band that some amount falls into."""
        return [self._earned[band] for band in Cells(self._spans, self.least).reached()]

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """Its bands."""
        return self.bands or ()

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - the limits themselves
        """The limit of each band with full credit; of one without its own, an amount beyond the others or between two."""
        kinds = Kinds(tests)
        limits = sorted({*kinds.limits, *self._limits})
        own = [text for band in self.bands or () for text in (band.at_most, band.at_least) if text]
        others = (*self._beyond(limits), *self._between(limits), *map(self.written, kinds.limits))
        found: dict[Outcome, dict[int, str]] = {}
        for text in (*own, *others):
            # Beyond the largest amount that can be written there is none.
            if (amount := self._limit(text)) is not None:
                found.setdefault(self._earning(amount), {}).setdefault(kinds.of(amount=amount), text)
        full = (found.get(outcome, {}) for outcome in self._earned if outcome.credit == 1)
        return tuple(text for kinds in full for text in kinds.values())

    def _beyond(self, limits: Sequence[Fraction]) -> Iterator[str]:
        """A whole amount above all limits, and one below them all."""
        yield self.written(Fraction(int(limits[-1] + 1) if limits else 1))
        below = Fraction(int(limits[0] - 1) if limits else -1)
        yield from map(self.written, [below] if self.least is None else [max(self.least, below), self.least])

    def _between(self, limits: Sequence[Fraction]) -> Iterator[str]:
        """An amount between each limit and the next: as few digits as there is room for."""
        for low, high in pairwise(limits):
            for part in self.parts:
                text = self.written(Fraction(floor(low * part) + 1, part))
                amount = self._limit(text)
                if amount is not None and low < amount < high:
                    yield text
                    break

    @cached_property
    def _limits(self) -> list[Fraction]:
        return sorted({limit for span in self._spans for limit in (span.low, span.high) if limit is not None})

    def written(self, amount: Fraction) -> str:
        """An amount as text; one that can't be written exactly is cut to a whole."""
        if amount.denominator == 1 or all(part % amount.denominator for part in self.parts):
            return str(int(amount))
        return f"{Decimal(amount.numerator) / amount.denominator:f}"

    def wanted(self) -> str:
        """The limits with full credit."""
        limits = [(band.at_least, band.at_most) for band in self.bands or () if band.credit == 1]
        words = [
            [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
            for low, high in limits
        ]
        return " or ".join(" and ".join(pair) for pair in words if pair)

    def example(self) -> str:
        """What a number looks like."""
        return "a number"

    def remarks(self, path: Path) -> Iterator[Remark]:
        """Limits that can't be read, of another type, and bands that overlap or leave a hole."""
        wrong = list(self._wrong_limits((*path, "bands")))
        yield from wrong
        if not wrong and self.bands:
            yield from holes_and_overlaps(self._spans, (*path, "bands"), self.least, self.step)

    def _wrong_limits(self, path: Path) -> Iterator[Remark]:
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
                if text is not None and (error := self._error(text)):
                    message, hint = unread(text, error, self.example(), self.spelling(text))
                    yield Remark((*path, index, key), "bands-unit", message, hint)

    def _error(self, text: str) -> ValueError | None:
        """Why a limit can't be read."""
        try:
            self.amount(text)
        except ValueError as error:
            return error
        return None


@QUESTION_TYPES.add("number")
class Number(AmountQuestion):
    """A question that is answered by a number."""

    type: Literal["number"]
    unit: Text | None = Field(None, description="What is counted: persons, seats, percent.")
    whole: Truth = Field(False, description="Only whole numbers from 0 on: something is counted.")

    @classmethod
    def credit_keys(cls) -> frozenset[str]:
        """All but the unit."""
        return super().credit_keys() - {"unit"}

    @property
    def counts(self) -> str | None:
        """Its unit."""
        return self.unit

    def amount(self, text: str) -> Fraction:
        """Read a number; of what is counted, one without point or separators."""
        found = exact(text)
        if self.whole and not text.lstrip("+-").isdecimal():
            raise ValueError(text)
        return found

    @cached_property
    def least(self) -> Fraction | None:
        """The smallest number that there is; None if there is none."""
        return Fraction(0) if self.whole or self._from_zero else None

    @property
    def step(self) -> Fraction:
        """Whole numbers are 1 apart."""
        return Fraction(int(self.whole))

    @property
    def _why_not(self) -> str:
        return ", and something is counted here" if self.whole else super()._why_not

    def read(self, raw: Raw) -> Value:
        """Take a number as it is written. Separators are never guessed at: 250.000 is 250 here, and 250,000 there."""
        if self.whole:
            _refuse_separators(one_text(raw))
        found = super().read(raw)
        return replace(found, shown=self._with_unit(found.shown)) if self.unit else found

    def wanted(self) -> str:
        """The limits with full credit, with their unit."""
        words = super().wanted()
        return self._with_unit(words) if words else ""

    def _with_unit(self, text: str) -> str:
        return f"{text} {self.unit}" if self.unit else text

    def spelling(self, text: str) -> str:
        """How a number is written: without its unit, with a point before the decimals."""
        bare = without_unit(text, self.unit or "")
        meant = bare if self.whole else with_point(bare)
        if meant != text:
            try:
                return f"write {self.read(meant).raw}"
            except Misfit as misfit:
                return misfit.hint
        return "write a whole number such as 3" if self.whole else super().spelling(text)

    def example(self) -> str:
        """What a number looks like."""
        return "a whole number" if self.whole else super().example()


_GROUPED: Final = re.compile(r"([1-9]\d{0,2})(?:([.,])(\d{3})|(?:[., '’_\u00a0\u202f]\d{3})+)", re.ASCII)


def _refuse_separators(text: str) -> None:
    """`Misfit` for a whole number in groups of three digits, which are a fraction elsewhere; with how to write it."""
    match = _GROUPED.fullmatch(text)
    if match is None:
        return
    digits = re.sub(r"\D", "", text)
    if match[2]:
        message = f'"{text[:40]}" could be read as {match[1]} or as {int(digits):,}'
        raise Misfit("wrong-answer", message, f"write {match[1]} or {digits}, without separators")
    raise Misfit("wrong-answer", f'"{text[:40]}" is written with separators', f"write {digits}")
