"""yes_no: full credit for the expected answer, none for the other."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from vendorcheck.model.lexical import TRUTH
from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._invalid_answer import Misfit, Raw, one_text
from vendorcheck.model.questions._options import Option

_READ = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_VALUES = {word: Value(word, word, frozenset({word})) for word in ("yes", "no")}
_OPTIONS = (Option(id="yes", label="Yes"), Option(id="no", label="No"))


def _expects(value: object) -> object:
    return _READ.get(value.lower(), value) if isinstance(value, str) else value


Expected = Annotated[
    Literal["yes", "no"],
    BeforeValidator(_expects),
    WithJsonSchema(TRUTH),
]


@QUESTION_TYPES.add("yes_no")
class YesNo(BaseQuestion):
    """A question that is answered yes or no."""

    kind_of_answer: ClassVar = "one option"
    type: Literal["yes_no"]
    expects: Expected = Field("yes", description="The answer that earns full credit.")

    @cached_property
    def _full(self) -> Outcome:
        return Outcome(Fraction(1), self)

    @cached_property
    def _none(self) -> Outcome:
        return Outcome(Fraction(0), self)

    def read(self, raw: Raw) -> Value:
        """Take yes, no, true or false in any case."""
        text = one_text(raw)
        word = _READ.get(text.lower())
        if word is None:
            raise Misfit(
                "wrong-answer",
                f'"{text[:40]}" is neither yes nor no',
                "answer yes or no, and put the rest in a note",
            )
        return _VALUES[word]

    def outcome(self, value: Value, as_of: date) -> Outcome:  # noqa: ARG002 - the same on every day
        """Full credit if it is the expected answer, else none."""
        return self._full if value.raw == self.expects else self._none

    def outcomes(self) -> Iterator[Outcome]:
        """Both of them."""
        yield from (self._full, self._none)

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - there is only one
        """The expected answer."""
        return (self.expects,)

    @property
    def expected(self) -> str:
        """The expected answer."""
        return self.expects

    def wanted(self) -> str:
        """The expected answer."""
        return f'"{self.expects.capitalize()}"'

    def example(self) -> str:
        """Both answers."""
        return "yes or no"

    @property
    def offered(self) -> tuple[Option, ...]:
        """Yes and no."""
        return _OPTIONS

    @property
    def spellings(self) -> Mapping[str, str]:
        """Yes, no, true and false."""
        return _READ
