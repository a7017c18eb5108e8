"""degree: not at all, partly or fully; half of the credit for partly."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal

from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._invalid_answer import Raw, one_text, unknown_option
from vendorcheck.model.questions._options import Option

_SHARES = {"none": Fraction(0), "partly": Fraction(1, 2), "fully": Fraction(1)}


@QUESTION_TYPES.add("degree")
class Degree(BaseQuestion):
    """A question that is answered by how far something is so."""

    kind_of_answer: ClassVar = "one option"
    type: Literal["degree"]

    @cached_property
    def _earned(self) -> dict[str, Outcome]:
        return {name: Outcome(share, self) for name, share in _SHARES.items()}

    def read(self, raw: Raw) -> Value:
        text = one_text(raw).lower()
        if text not in _SHARES:
            raise unknown_option(text, self.offered)
        return Value(text.capitalize(), text, frozenset({text}))

    def outcome(self, value: Value, as_of: date) -> Outcome:  # noqa: ARG002 - the same on every day
        return self._earned[str(value.raw)]

    def outcomes(self) -> Iterator[Outcome]:
        yield from self._earned.values()

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - there is only one
        return ("fully",)

    def example(self) -> str:
        return ", ".join(_SHARES)

    @property
    def offered(self) -> tuple[Option, ...]:
        return _OPTIONS


_OPTIONS = tuple(
    Option.model_validate({"id": name, "label": name.capitalize(), "credit": str(float(share))})
    for name, share in _SHARES.items()
)
