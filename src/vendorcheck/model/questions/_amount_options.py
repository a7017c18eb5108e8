"""Answers without an amount to a question about an amount, such as "for ever"."""

from collections.abc import Callable, Iterator
from functools import cached_property

from pydantic import Field

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questions._base import BaseQuestion
from vendorcheck.model.questions._invalid_answer import suggest_option
from vendorcheck.model.questions._options import Option, OptionList, credit_missing_remark
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer, result_of_option


class OptionsWithoutAmount(BaseQuestion):
    """The base of the question types that may have options beside an amount."""

    options: OptionList | None = Field(
        None, description="Answers without an amount, such as: for ever."
    )

    @property
    def offered_options(self) -> tuple[Option, ...]:
        """The answers without an amount."""
        return self.options or ()

    @property
    def own_options(self) -> tuple[Option, ...]:
        """The answers without an amount."""
        return self.offered_options

    @cached_property
    def _parsed_options(self) -> dict[str, ParsedAnswer]:
        return {
            option.id: ParsedAnswer(option.label, option.id, frozenset({option.id}))
            for option in self.offered_options
        }

    @cached_property
    def result_by_option(self) -> dict[str, AnswerResult]:
        """Return the result of each option, by its id."""
        return {option.id: result_of_option(option) for option in self.offered_options}

    def spelling_hint(self, text: str) -> str:
        """Return a hint that names the amounts that a text may mean; empty if there is none."""
        return ""

    @property
    def form_hint(self) -> str:
        """The hint for a text that means no amount."""
        return "write a plain number such as 3 or 0.5"

    def correction_hint(self, text: str) -> str:
        """Return how to write the amount or the option that a text may mean, else what to write."""
        return (
            self.spelling_hint(text) or suggest_option(text, self.offered_options) or self.form_hint
        )

    def answer_by_option(self, text: str) -> ParsedAnswer | None:
        """Return the option with this id as an answer; None if there is none."""
        return self._parsed_options.get(text) or self._parsed_options.get(text.lower())


def option_remarks(
    question: BaseQuestion, path: DataPath, is_amount: Callable[[str], bool]
) -> Iterator[Remark]:
    """Yield options that would be taken for an amount, or whose credit is not known."""
    for index, option in enumerate(question.own_options):
        if is_amount(option.id):
            yield Remark(
                (*path, index, "id"),
                "option-is-amount",
                f'"{option.id[:40]}" is an amount, so nobody can tell which one is meant',
                "give the option a name in words",
            )
        if question.own_bands and option.credit is None:
            yield credit_missing_remark((*path, index))
