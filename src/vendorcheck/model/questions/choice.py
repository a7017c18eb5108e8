"""choice: one of the options; it earns that option's credit."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from vendorcheck.model.fields import Id
from vendorcheck.model.questions._base import QUESTION_TYPES, BaseQuestion, Outcome, Tests, Value
from vendorcheck.model.questions._invalid_answer import Raw, one_text, unknown_option
from vendorcheck.model.questions._options import Option, Options


class OptionsQuestion(BaseQuestion):
    """What the questions with options share."""

    # Below `allOf`, since an alternative at the top would be another type of question.
    model_config = ConfigDict(
        json_schema_extra={"allOf": [{"oneOf": [{"required": ["options"]}, {"required": ["option_set"]}]}]}
    )

    options: Options | None = Field(None, description="What it offers.")
    option_set: Id | None = Field(
        None, description="The questionnaire's option set to use instead of own options."
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.options is not None and self.option_set is not None:
            raise PydanticCustomError(
                "options-conflict",
                "options and option_set stand together, so nobody can tell which count",
                {"at": "option_set", "hint": "keep one of the two"},
            )
        return self

    @property
    def offered(self) -> tuple[Option, ...]:
        """Its options; those of its option set once the questionnaire has put them in."""
        return self.options or ()

    @property
    def own_options(self) -> tuple[Option, ...]:
        """Its options, if they are not those of an option set."""
        return () if self.option_set else self.offered

    @property
    def option_set_name(self) -> str | None:
        """The option set that it names."""
        return self.option_set

    @property
    def lacks_options(self) -> bool:
        """Whether neither options nor an option set are there."""
        return not self.options and not self.option_set

    def with_options(self, options: tuple[Option, ...] | None) -> Self:
        """The question with these options."""
        return self.model_copy(update={"options": options})

    @cached_property
    def scored_options(self) -> bool:
        """Whether its options earn credit at all."""
        return any(option.credit for option in self.offered)

    def example(self) -> str:
        """The ids of the options."""
        return ", ".join(option.id for option in self.offered)


@QUESTION_TYPES.add("choice")
class Choice(OptionsQuestion):
    """A question that is answered by one of its options."""

    kind_of_answer: ClassVar = "one option"
    type: Literal["choice"]

    @cached_property
    def _values(self) -> dict[str, tuple[Value, Outcome | None]]:
        return {
            option.id: (
                Value(option.label, option.id, frozenset({option.id})),
                Outcome(option.credit or Fraction(0), option, option.severity)
                if self.scored_options
                else None,
            )
            for option in self.offered
        }

    def read(self, raw: Raw) -> Value:
        """Take the id of an option."""
        text = one_text(raw)
        found = self._values.get(text) or self._values.get(text.lower())
        if found is None:
            raise unknown_option(text, self.offered)
        return found[0]

    def outcome(self, value: Value, as_of: date) -> Outcome | None:  # noqa: ARG002 - the same on every day
        """The option's credit."""
        return self._values[str(value.raw)][1]

    def outcomes(self) -> Iterator[Outcome]:
        """One for each option."""
        yield from (outcome for _, outcome in self._values.values() if outcome is not None)

    def full_answers(self, current: Raw | None, as_of: date, tests: Tests = ()) -> tuple[Raw, ...]:  # noqa: ARG002 - all, in their order
        """The options with full credit."""
        return tuple(option.id for option in self.offered if option.credit == 1)
