"""multi_choice: several of the options; their credits add up to at most 1, so one more never lowers the score."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm
from typing import ClassVar, Literal

from vendorcheck.model.questions._base import (
    QUESTION_TYPES,
    AnswerResult,
    AnswerTests,
    ParsedAnswer,
)
from vendorcheck.model.questions._equivalence import EquivalenceClasses
from vendorcheck.model.questions._invalid_answer import (
    InvalidAnswer,
    RawAnswer,
    unknown_option_error,
)
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions.choice import OptionsQuestion

_MAX_LIST_TEXT_LENGTH = 200
"""As long a text may be several ids with commas between them."""
_MAX_OPTION_CLASSES = 6
"""Of so many kinds of options every choice is tried."""
_MAX_FIRST_OPTIONS = 30
"""With so many options a way to full credit is begun."""
_MAX_OPTION_VISITS = 30_000
"""So many options are looked at for it, each as often as it is: with thousands of options fewer ways are tried."""


@QUESTION_TYPES.add("multi_choice")
class MultiChoiceQuestion(OptionsQuestion):
    """A question that is answered by one or more of its options."""

    kind_of_answer: ClassVar = "options"
    type: Literal["multi_choice"]

    @cached_property
    def _options_by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.offered_options}

    @cached_property
    def _full_credit_units(self) -> int:
        """Full credit in whole units, of which every option earns whole ones: `_units`."""
        return lcm(*(option.credit.denominator for option in self.offered_options if option.credit))

    @cached_property
    def _units_by_option(self) -> dict[str, int]:
        return {
            text: int((option.credit or 0) * self._full_credit_units)
            for text, option in self._options_by_id.items()
        }

    def parse_answer(self, raw: RawAnswer) -> ParsedAnswer:
        """Take ids of options; a single one may stand without brackets."""
        ids = (raw,) if isinstance(raw, str) else raw
        if isinstance(raw, str) and "," in raw and len(raw) <= _MAX_LIST_TEXT_LENGTH:
            self._refuse_commas(raw)
        picked = [self._find_option(text) for text in ids]
        if not picked:
            raise InvalidAnswer(
                "wrong-answer", "the list is empty", "tick an option, or write {unknown: true}"
            )
        if len({option.id for option in picked}) < len(picked):
            raise InvalidAnswer(
                "wrong-answer", "an option stands in the list twice", "name each option once"
            )
        alone = next((option for option in picked if option.exclusive), None)
        if alone and len(picked) > 1:
            raise InvalidAnswer(
                "wrong-answer",
                f'"{alone.id}" excludes the other options',
                "keep either it or the others",
            )
        ticked = frozenset(option.id for option in picked)
        ordered = sorted(picked, key=lambda option: self.option_positions[option.id])
        return ParsedAnswer(
            "; ".join(option.label for option in ordered),
            tuple(option.id for option in ordered),
            ticked,
        )

    def _refuse_commas(self, text: str) -> None:
        """Say how to write several where their ids stand in one text."""
        ids = [part.strip().lower() for part in text.split(",")]
        if any(part in self._options_by_id for part in ids):
            hint = f"write several in square brackets: [{', '.join(ids)}]"
            raise InvalidAnswer("unknown-option", f'"{text[:40]}" is none of the options', hint)

    def _find_option(self, text: str) -> Option:
        found = self._options_by_id.get(text) or self._options_by_id.get(text.strip().lower())
        if found is None:
            raise unknown_option_error(text, self.offered_options)
        return found

    def result_of(self, value: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """The sum of the ticked options' credits, at most 1; worded by the first ticked one that has words."""
        if not self.has_scored_options:
            return None
        return self._result_of_options(value.options)

    def _result_of_options(self, ids: frozenset[str]) -> AnswerResult:
        found = self._known_results.get(ids)
        if found is None:
            found = self._known_results[ids] = self._compute_result(ids)
        return found

    @cached_property
    def _known_results(self) -> dict[frozenset[str], AnswerResult]:
        return {}

    def _compute_result(self, ids: frozenset[str]) -> AnswerResult:
        picked = [
            self._options_by_id[text] for text in sorted(ids, key=self.option_positions.__getitem__)
        ]
        credit = Fraction(
            min(self._sum_units(ids), self._full_credit_units), self._full_credit_units
        )
        worded = next((option for option in picked if option.finding), None)
        # Only an option that stands alone brings its own severity: one more tick must never make a gap worse.
        return AnswerResult(
            credit, worded or self, picked[0].severity if picked[0].exclusive else None
        )

    def possible_results(self) -> Iterator[AnswerResult]:
        """Each option alone, and all that may be ticked together: the ends of what can be earned."""
        if self.has_scored_options:
            yield from (self._result_of_options(ids) for ids in self._extreme_selections)

    @cached_property
    def _extreme_selections(self) -> tuple[frozenset[str], ...]:
        together = frozenset(option.id for option in self.offered_options if not option.exclusive)
        return (
            *(frozenset({option.id}) for option in self.offered_options),
            *([together] if together else ()),
        )

    def missing_for_full_credit(self, value: ParsedAnswer) -> str:
        """The options that an answer lacks for full credit: all of them, or those of which some are enough."""
        kept = [
            self._options_by_id[text]
            for text in value.options
            if not self._options_by_id[text].exclusive
        ]
        wanted = 1 - sum((option.credit or Fraction(0) for option in kept), Fraction(0))
        rest = [
            option
            for option in self.offered_options
            if option.credit and not option.exclusive and option.id not in value.options
        ]
        alone = [option.label for option in rest if option.credit and option.credit >= wanted]
        if sum((option.credit or Fraction(0) for option in rest), Fraction(0)) <= wanted:
            return "; ".join(option.label for option in rest)
        return (
            "; or ".join(alone)
            if alone
            else f"enough of: {'; '.join(option.label for option in rest)}"
        )

    def full_credit_answers(
        self, current: RawAnswer | None, as_of: date, tests: AnswerTests = ()
    ) -> tuple[RawAnswer, ...]:
        """What is ticked with as many more as it takes: in their order, else beginning with another; or one that is enough alone."""
        kept = (
            {text for text in (current or ()) if not self._options_by_id[text].exclusive}
            if current
            else set()
        )
        more = [
            option.id
            for option in self.offered_options
            if option.credit and not option.exclusive and option.id not in kept
        ]
        tried = min(_MAX_FIRST_OPTIONS, _MAX_OPTION_VISITS // max(1, len(more)))
        filled = [self._fill_selection(kept, more, first) for first in (None, *more[:tried])]
        filled += self._selections_of_each_class(kept, more, tests)
        together = dict.fromkeys(
            tuple(sorted(found, key=self.option_positions.__getitem__)) for found in filled if found
        )
        alone = tuple(
            (option.id,)
            for option in self.offered_options
            if option.exclusive and option.credit == 1
        )
        return (*together, *alone)

    def _selections_of_each_class(
        self, kept: set[str], more: list[str], tests: AnswerTests
    ) -> Iterator[set[str]]:
        """What is kept with options of each choice of kinds, and of no other; options that no test tells apart are a kind."""
        kinds: dict[int, list[str]] = {}
        told_apart = EquivalenceClasses(tests)
        for text in more:
            kinds.setdefault(told_apart.class_of([text]), []).append(text)
        if (
            not tests
            or len(kinds) > _MAX_OPTION_CLASSES
            or len(more) << len(kinds) > _MAX_OPTION_VISITS
        ):
            return
        for count in range(1, len(kinds) + 1):
            for chosen in combinations(kinds.values(), count):
                among = {text for kind in chosen for text in kind}
                allowed = [text for text in more if text in among]
                yield self._complete_selection(kept, allowed, {kind[0] for kind in chosen})

    def _complete_selection(self, kept: set[str], allowed: list[str], needed: set[str]) -> set[str]:
        """What is kept, what is needed, and as many of those allowed as full credit takes; nothing if that is too little."""
        found = kept | needed
        earned = self._sum_units(found)
        for text in allowed:
            if earned < self._full_credit_units and text not in found:
                found.add(text)
                earned += self._units_by_option[text]
        for text in reversed(allowed):
            if (
                text in found
                and text not in needed
                and earned - self._units_by_option[text] >= self._full_credit_units
            ):
                found.remove(text)
                earned -= self._units_by_option[text]
        return found if earned >= self._full_credit_units else set()

    def _sum_units(self, ids: Iterable[str]) -> int:
        return sum(self._units_by_option[text] for text in ids)

    def _fill_selection(self, kept: set[str], more: list[str], first: str | None) -> set[str]:
        """What is kept and as many more as full credit takes, `first` if it takes that; nothing if it can't be had."""
        units, whole = self._units_by_option, self._full_credit_units
        found = kept | ({first} if first else set())
        earned = self._sum_units(found)
        for text in more:
            # With another that makes the first needless it would be another way.
            needless = first is not None and earned - units[first] + units[text] >= whole
            if text not in found and earned < whole and not needless:
                found.add(text)
                earned += units[text]
        for text in more:
            if text in found and earned - units[text] >= whole:
                found.remove(text)
                earned -= units[text]
        return found if earned >= whole else set()
