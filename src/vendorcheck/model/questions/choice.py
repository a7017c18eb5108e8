"""choice: one of the options; it earns the credit of that option."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from vendorcheck.model.fields import INTERNAL, Id
from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests, BaseQuestion
from vendorcheck.model.questions._invalid_answer import (
    RawAnswer,
    label_hint,
    require_single_text,
    unknown_option_error,
)
from vendorcheck.model.questions._options import Option, OptionList
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer, result_of_option


class OptionsQuestion(BaseQuestion):
    """The base of the question types with options."""

    # Inside `allOf`, since an alternative at the top would be taken for another question type.
    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [{"oneOf": [{"required": ["options"]}, {"required": ["option_set"]}]}]
        }
    )

    options: OptionList | None = Field(None, description="What it offers.")
    option_set: Annotated[Id | None, INTERNAL] = Field(
        None, description="The questionnaire's option set to use instead of own options."
    )

    @model_validator(mode="after")
    def _refuse_two_sources(self) -> Self:
        if self.options is not None and self.option_set is not None:
            raise PydanticCustomError(
                "options-conflict",
                "options and option_set stand together, so nobody can tell which count",
                {"at": "option_set", "hint": "keep one of the two"},
            )
        return self

    @property
    def offered_options(self) -> tuple[Option, ...]:
        """The options; those of its option set once the questionnaire has put them in."""
        return self.options or ()

    @property
    def own_options(self) -> tuple[Option, ...]:
        """The options, unless they come from an option set."""
        return () if self.option_set else self.offered_options

    @property
    def option_set_name(self) -> str | None:
        """The option set that it names."""
        return self.option_set

    @property
    def lacks_options(self) -> bool:
        """Return whether it has neither options nor an option set."""
        return not self.options and not self.option_set

    def with_options(self, options: tuple[Option, ...] | None) -> Self:
        """Return the question with these options."""
        return self.model_copy(update={"options": options})

    @cached_property
    def has_scored_options(self) -> bool:
        """Return whether any of its options earns credit."""
        return any(option.credit for option in self.offered_options)

    def example(self) -> str:
        """Return the ids of the options."""
        return ", ".join(option.id for option in self.offered_options)


@QUESTION_TYPES.add("choice")
class ChoiceQuestion(OptionsQuestion):
    """One of the options; it earns the credit of that option."""

    kind_of_answer: ClassVar = "one option"
    type: Literal["choice"]

    @cached_property
    def _answers_by_option(self) -> dict[str, tuple[ParsedAnswer, AnswerResult | None]]:
        return {
            option.id: (
                ParsedAnswer(option.label, option.id, frozenset({option.id})),
                result_of_option(option) if self.has_scored_options else None,
            )
            for option in self.offered_options
        }

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse the id of an option."""
        text = require_single_text(raw, self._label_in_brackets_hint(raw))
        answer_and_result = self._answers_by_option.get(text) or self._answers_by_option.get(
            text.lower()
        )
        if answer_and_result is None:
            raise unknown_option_error(text, self.offered_options)
        return answer_and_result[0]

    def _label_in_brackets_hint(self, raw: RawAnswer) -> str:
        """Return the option whose label with a comma a list is; empty if it is none."""
        if isinstance(raw, str) or len(raw) < 2:  # noqa: PLR2004 - a comma stands between two
            return ""
        return label_hint(", ".join(raw), self.offered_options)

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return the result of the option; None if no option earns credit."""
        return self._answers_by_option[str(value.raw)][1]

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield one result for each option."""
        yield from (result for _, result in self._answers_by_option.values() if result is not None)

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return the options with full credit."""
        return tuple(option.id for option in self.offered_options if option.credit == 1)
