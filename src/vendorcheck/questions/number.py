"""number: an exact decimal number; it earns the credit of the first band that it fits."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.fields import Text, exact
from vendorcheck.problems import Path, Remark
from vendorcheck.questions._bands import Band, Bands, Span, holes_and_overlaps
from vendorcheck.questions._base import QUESTION_TYPES, BaseQuestion, Misfit, Outcome, Raw, Value, one_text


class AmountQuestion(BaseQuestion):
    """What the questions with an amount share. A type says how an amount is read and what a wrong one is told."""

    kind_of_answer: ClassVar = "amount"
    bands: Bands | None = Field(None, description="Which credit an amount earns; left out: it is not scored.")
    limit_hint: ClassVar[str] = "write a plain number such as 3 or 0.5"

    def amount(self, text: str) -> Fraction:
        """Read an amount; ValueError if it is none."""
        return exact(text)

    @cached_property
    def _spans(self) -> list[tuple[Span, Band]]:
        return [
            (Span(self._limit(band.at_least), self._limit(band.at_most)), band) for band in self.bands or ()
        ]

    def _limit(self, text: str | None) -> Fraction | None:
        return None if text is None else self.amount(text)

    def read(self, raw: Raw) -> Value:
        """Take an amount as it is written."""
        text = one_text(raw)
        try:
            return Value(text, text, amount=self.amount(text))
        except ValueError:
            raise Misfit("wrong-answer", f'"{text[:40]}" is not {self.example()}', self.limit_hint) from None

    def outcome(self, value: Value, as_of: date) -> Outcome | None:  # noqa: ARG002 - the same on every day
        """The credit of the first band that the amount fits."""
        amount = value.amount
        found = next((band for span, band in self._spans if amount is not None and amount in span), None)
        return Outcome(found.credit, found, found.severity) if found else None

    def outcomes(self) -> Iterator[Outcome]:
        """One for each band."""
        yield from (Outcome(band.credit, band, band.severity) for band in self.bands or ())

    def full_answers(self, current: Raw | None, as_of: date) -> tuple[Raw, ...]:  # noqa: ARG002 - the limits themselves
        """The limit of each band with full credit."""
        limits = (band.at_most or band.at_least for band in self.bands or () if band.credit == 1)
        return tuple(limit for limit in limits if limit is not None)

    def example(self) -> str:
        """What a number looks like."""
        return "a number"

    def remarks(self, path: Path) -> Iterator[Remark]:
        """Limits that can't be read, of another type, and bands that overlap or leave a hole."""
        wrong = list(self._wrong_limits((*path, "bands")))
        yield from wrong
        if not wrong and self.bands:
            yield from holes_and_overlaps([span for span, _ in self._spans], (*path, "bands"))

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
                if text is not None and not self._readable(text):
                    yield Remark(
                        (*path, index, key),
                        "bands-unit",
                        f'"{text[:40]}" is not {self.example()}',
                        self.limit_hint,
                    )

    def _readable(self, text: str) -> bool:
        try:
            self.amount(text)
        except ValueError:
            return False
        return True


@QUESTION_TYPES.add("number")
class Number(AmountQuestion):
    """A question that is answered by a number."""

    type: Literal["number"]
    unit: Text | None = Field(None, description="What is counted: persons, seats, percent.")
