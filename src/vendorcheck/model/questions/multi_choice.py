"""multi_choice: several options; their credits add up to at most 1, and one more never costs."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm
from typing import ClassVar, Literal

from vendorcheck.model.questions._base import QUESTION_TYPES, AnswerTests
from vendorcheck.model.questions._equivalence import EquivalenceClasses
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    unknown_option_error,
)
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions._result import AnswerResult, ParsedAnswer
from vendorcheck.model.questions.choice import OptionsQuestion

_MAX_LIST_TEXT_LENGTH = 200
"""The most characters of a text that is checked for several ids with commas between them."""
_MAX_OPTION_CLASSES = 6
"""The most classes of options of which every combination is tried."""
_MAX_FIRST_OPTIONS = 30
"""The most options that a selection with full credit is begun with."""
_MAX_OPTION_VISITS = 30_000
"""The most visits of options in that search; of thousands of options fewer are tried."""


@QUESTION_TYPES.add("multi_choice")
class MultiChoiceQuestion(OptionsQuestion):
    """One or more of the options; their credits add up to at most 1."""

    kind_of_answer: ClassVar = "options"
    type: Literal["multi_choice"]

    @cached_property
    def _options_by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.offered_options}

    @cached_property
    def _full_credit_units(self) -> int:
        """The units of full credit, of which every option earns a whole number."""
        return lcm(*(option.credit.denominator for option in self.offered_options if option.credit))

    @cached_property
    def _units_by_option(self) -> dict[str, int]:
        return {
            option_id: int((option.credit or 0) * self._full_credit_units)
            for option_id, option in self._options_by_id.items()
        }

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Parse a list of option ids; a single one may be written without brackets."""
        ids = (raw,) if isinstance(raw, str) else raw
        if isinstance(raw, str) and "," in raw and len(raw) <= _MAX_LIST_TEXT_LENGTH:
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
        ids = [part.strip().lower() for part in text.split(",")]
        if any(part in self._options_by_id for part in ids):
            hint = f"write several in square brackets: [{', '.join(ids)}]"
            raise InvalidAnswer("unknown-option", f'"{text[:40]}" is none of the options', hint)

    def _find_option(self, text: str) -> Option:
        option = self._options_by_id.get(text) or self._options_by_id.get(text.strip().lower())
        if option is None:
            raise unknown_option_error(text, self.offered_options)
        return option

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return the sum of the ticked options' credits, at most 1; None if no option earns credit.

        The first ticked option that has a finding words the gap.
        """
        return self._result_of_options(value.options) if self.has_scored_options else None

    def _result_of_options(self, ids: frozenset[str]) -> AnswerResult:
        if ids not in self._known_results:
            self._known_results[ids] = self._compute_result(ids)
        return self._known_results[ids]

    @cached_property
    def _known_results(self) -> dict[frozenset[str], AnswerResult]:
        return {}

    def _compute_result(self, ids: frozenset[str]) -> AnswerResult:
        ticked_options = [
            self._options_by_id[option_id]
            for option_id in sorted(ids, key=self.option_positions.__getitem__)
        ]
        credit = Fraction(
            min(self._sum_units(ids), self._full_credit_units), self._full_credit_units
        )
        worded_option = next((option for option in ticked_options if option.finding), None)
        # Only an exclusive option brings its own severity: one more tick must never worsen a gap.
        return AnswerResult(
            credit,
            worded_option or self,
            ticked_options[0].severity if ticked_options[0].exclusive else None,
        )

    def possible_results(self) -> Iterator[AnswerResult]:
        """Yield the extremes: the result of each option alone, and of all that can be combined."""
        if self.has_scored_options:
            yield from (self._result_of_options(ids) for ids in self._extreme_selections)

    @cached_property
    def _extreme_selections(self) -> tuple[frozenset[str], ...]:
        combinable_ids = frozenset(
            option.id for option in self.offered_options if not option.exclusive
        )
        return (
            *(frozenset({option.id}) for option in self.offered_options),
            *([combinable_ids] if combinable_ids else ()),
        )

    def missing_for_full_credit(self, value: ParsedAnswer) -> str:
        """Return the options that an answer lacks for full credit, or of which it lacks some."""
        kept_options = [
            self._options_by_id[option_id]
            for option_id in value.options
            if not self._options_by_id[option_id].exclusive
        ]
        missing_credit = 1 - sum(
            (option.credit or Fraction(0) for option in kept_options), Fraction(0)
        )
        addable_options = [
            option
            for option in self.offered_options
            if option.credit and not option.exclusive and option.id not in value.options
        ]
        sufficient_labels = [
            option.label
            for option in addable_options
            if option.credit and option.credit >= missing_credit
        ]
        if (
            sum((option.credit or Fraction(0) for option in addable_options), Fraction(0))
            <= missing_credit
        ):
            return "; ".join(option.label for option in addable_options)
        return (
            "; or ".join(sufficient_labels)
            if sufficient_labels
            else f"enough of: {'; '.join(option.label for option in addable_options)}"
        )

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """Return the ticked options with as many more as required, then exclusive options.

        The first answer adds options in their order; each of the next ones begins with another
        option.
        """
        kept_ids = (
            {
                option_id
                for option_id in (current or ())
                if not self._options_by_id[option_id].exclusive
            }
            if current
            else set()
        )
        addable_ids = [
            option.id
            for option in self.offered_options
            if option.credit and not option.exclusive and option.id not in kept_ids
        ]
        tried_count = min(_MAX_FIRST_OPTIONS, _MAX_OPTION_VISITS // max(1, len(addable_ids)))
        selections = [
            self._fill_selection(kept_ids, addable_ids, first_id)
            for first_id in (None, *addable_ids[:tried_count])
        ]
        selections += self._selections_of_each_class(kept_ids, addable_ids, tests)
        combined_answers = dict.fromkeys(
            tuple(sorted(selection, key=self.option_positions.__getitem__))
            for selection in selections
            if selection
        )
        exclusive_answers = tuple(
            (option.id,)
            for option in self.offered_options
            if option.exclusive and option.credit == 1
        )
        return (*combined_answers, *exclusive_answers)

    def _selections_of_each_class(
        self, kept_ids: set[str], addable_ids: list[str], tests: AnswerTests
    ) -> Iterator[set[str]]:
        """Yield a selection with full credit for each combination of classes of options.

        A class holds the options that no test tells apart; a selection adds only options of its
        classes.
        """
        ids_by_class: dict[int, list[str]] = {}
        classes = EquivalenceClasses(tests)
        for option_id in addable_ids:
            ids_by_class.setdefault(classes.class_of([option_id]), []).append(option_id)
        if (
            not tests
            or len(ids_by_class) > _MAX_OPTION_CLASSES
            or len(addable_ids) << len(ids_by_class) > _MAX_OPTION_VISITS
        ):
            return
        for count in range(1, len(ids_by_class) + 1):
            for chosen_classes in combinations(ids_by_class.values(), count):
                chosen_ids = {option_id for class_ids in chosen_classes for option_id in class_ids}
                allowed_ids = [option_id for option_id in addable_ids if option_id in chosen_ids]
                yield self._complete_selection(
                    kept_ids, allowed_ids, {class_ids[0] for class_ids in chosen_classes}
                )

    def _complete_selection(
        self, kept_ids: set[str], allowed_ids: list[str], required_ids: set[str]
    ) -> set[str]:
        """Return the kept and required ids with as many allowed ones as full credit requires.

        The set is empty if even all of the allowed ones are too few.
        """
        selection = kept_ids | required_ids
        credit_units = self._sum_units(selection)
        for option_id in allowed_ids:
            if credit_units < self._full_credit_units and option_id not in selection:
                selection.add(option_id)
                credit_units += self._units_by_option[option_id]
        for option_id in reversed(allowed_ids):
            if (
                option_id in selection
                and option_id not in required_ids
                and credit_units - self._units_by_option[option_id] >= self._full_credit_units
            ):
                selection.remove(option_id)
                credit_units -= self._units_by_option[option_id]
        return selection if credit_units >= self._full_credit_units else set()

    def _sum_units(self, ids: Iterable[str]) -> int:
        return sum(self._units_by_option[option_id] for option_id in ids)

    def _fill_selection(
        self, kept_ids: set[str], addable_ids: list[str], first_id: str | None
    ) -> set[str]:
        """Return the kept ids with as many more as full credit requires; empty if too few.

        `first_id` is added before the others, and left out again if full credit does not require
        it.
        """
        units, full_units = self._units_by_option, self._full_credit_units
        selection = kept_ids | ({first_id} if first_id else set())
        credit_units = self._sum_units(selection)
        for option_id in addable_ids:
            # Replacing the option that comes before the others would lead to another selection.
            replaces_first = (
                first_id is not None
                and credit_units - units[first_id] + units[option_id] >= full_units
            )
            if option_id not in selection and credit_units < full_units and not replaces_first:
                selection.add(option_id)
                credit_units += units[option_id]
        for option_id in addable_ids:
            if option_id in selection and credit_units - units[option_id] >= full_units:
                selection.remove(option_id)
                credit_units -= units[option_id]
        return selection if credit_units >= full_units else set()
