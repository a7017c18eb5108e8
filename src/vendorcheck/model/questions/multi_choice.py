"""multi_choice: several options, whose credits add up, or of which the least credit counts."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    option_with_label,
    unknown_option_error,
)
from vendorcheck.model.questions._least_credit import LeastCredit
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer
from vendorcheck.model.questions._summed_credit import SummedCredit
from vendorcheck.model.questions.choice import OptionsQuestion

_MAX_LIST_TEXT_LENGTH = 200
"""The most characters of a text that is checked for several ids with commas between them."""


@QUESTION_TYPES.add("multi_choice")
class MultiChoiceQuestion(OptionsQuestion):
    """One or more options; their credits add up to at most 1, or the least of them counts."""

    kind_of_answer: ClassVar = "options"
    type: Literal["multi_choice"]
    counts: Literal["sum", "least"] = Field(
        "sum",
        description=(
            "sum: credits of ticked options add up, for good things one may have; "
            "least: the least credit among them counts, for things that may be bad."
        ),
    )

    @property
    def least_credit_counts(self) -> bool:
        """Return whether the least credit among the ticked options counts."""
        return self.counts == "least"

    @cached_property
    def _options_by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.offered_options}

    @cached_property
    def _counting(self) -> SummedCredit | LeastCredit:
        counting = LeastCredit if self.counts == "least" else SummedCredit
        return counting(self.offered_options, self)

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse a list of option ids; a single one may be written without brackets."""
        ids = (raw,) if isinstance(raw, str) else raw
        if (
            isinstance(raw, str)
            and not {",", ";"}.isdisjoint(raw)
            and len(raw) <= _MAX_LIST_TEXT_LENGTH
        ):
            self._refuse_commas(raw)
        ticked_options = [self._find_option(text) for text in ids]
        if not ticked_options:
            raise InvalidAnswer(
                "wrong-answer", "the list is empty", "tick an option, or write {unknown: true}"
            )
        if len({option.id for option in ticked_options}) < len(ticked_options):
            raise InvalidAnswer(
                "wrong-answer", "an option stands in the list twice", "name each option once"
            )
        exclusive_option = next((option for option in ticked_options if option.exclusive), None)
        if exclusive_option and len(ticked_options) > 1:
            raise InvalidAnswer(
                "wrong-answer",
                f'"{exclusive_option.id}" excludes the other options',
                "keep either it or the others",
            )
        sorted_options = sorted(ticked_options, key=lambda option: self.option_positions[option.id])
        return ParsedAnswer(
            "; ".join(option.label for option in sorted_options),
            tuple(option.id for option in sorted_options),
            frozenset(option.id for option in ticked_options),
        )

    def _refuse_commas(self, text: str) -> None:
        """Raise `InvalidAnswer` for several ids in one text, with a hint on how to write a list."""
        if option_with_label(text, self.offered_options):
            return
        ids = [part.strip().lower() for part in re.split("[,;]", text)]
        if any(part in self._options_by_id for part in ids):
            hint = f"write several in square brackets: [{', '.join(ids)}]"
            raise InvalidAnswer("unknown-option", f'"{text[:40]}" is none of the options', hint)

    def _find_option(self, text: str) -> Option:
        option = self._options_by_id.get(text) or self._options_by_id.get(text.strip().lower())
        if option is None:
            raise unknown_option_error(text, self.offered_options)
        return option

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return what the ticked options earn together; None if no option earns credit."""
        return self._result_of_options(value.options) if self.has_scored_options else None

    def _result_of_options(self, ids: frozenset[str]) -> AnswerResult:
        if ids not in self._known_results:
            self._known_results[ids] = self._counting.compute_result(ids)
        return self._known_results[ids]

    @cached_property
    def _known_results(self) -> dict[frozenset[str], AnswerResult]:
        return {}

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield the extremes: the result of each option alone, and of all that can be combined."""
        if self.has_scored_options:
            yield from map(self._result_of_options, self._counting.extreme_selections)

    def describe_full_credit(self) -> str:
        """Return the options with full credit."""
        described = super().describe_full_credit()
        return f"only {described}" if described and self.counts == "least" else described

    def missing_for_full_credit(self, value: ParsedAnswer) -> str:
        """Return the options that an answer lacks for full credit, or of which it lacks some."""
        return self._counting.missing_for_full_credit(value.options)

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return the nearest selections with full credit, then exclusive options."""
        combined_answers = dict.fromkeys(
            tuple(sorted(selection, key=self.option_positions.__getitem__))
            for selection in self._counting.full_credit_selections(current or (), tests)
            if selection
        )
        exclusive_answers = (
            (option.id,)
            for option in self.offered_options
            if option.exclusive and option.credit == 1
        )
        return (*combined_answers, *exclusive_answers)
