"""Credits that add up: the ticked options of a multi_choice question with `counts: sum`."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm

from vendorcheck.model.questions._base import AnswerTests
from vendorcheck.model.questions._equivalence import MAX_OPTION_CLASSES, EquivalenceClasses
from vendorcheck.model.questions._options import GapWording, Option
from vendorcheck.model.questions._result import AnswerResult

_MAX_FIRST_OPTIONS = 30
"""The most options that a selection with full credit is begun with."""
_MAX_OPTION_VISITS = 30_000
"""The most visits of options in that search; of thousands of options fewer are tried."""


class SummedCredit:
    """The credits of the ticked options add up to at most 1; one more never costs.

    `wording` words a gap where no ticked option does.
    """

    def __init__(self, options: Sequence[Option], wording: GapWording) -> None:
        self.options = options
        self.wording = wording
        self.positions = {option.id: position for position, option in enumerate(options)}
        self._options_by_id = {option.id: option for option in options}

    @cached_property
    def _full_credit_units(self) -> int:
        """The units of full credit, of which every option earns a whole number."""
        return lcm(*(option.credit.denominator for option in self.options if option.credit))

    @cached_property
    def _units_by_option(self) -> dict[str, int]:
        return {
            option_id: int((option.credit or 0) * self._full_credit_units)
            for option_id, option in self._options_by_id.items()
        }

    def compute_result(self, ids: frozenset[str]) -> AnswerResult:
        """Return the sum of the ticked options' credits, at most 1.

        The first ticked option that has a finding words the gap.
        """
        ticked_options = [
            self._options_by_id[option_id]
            for option_id in sorted(ids, key=self.positions.__getitem__)
        ]
        credit = Fraction(
            min(self._sum_units(ids), self._full_credit_units), self._full_credit_units
        )
        worded_option = next((option for option in ticked_options if option.finding), None)
        # Only an exclusive option brings its own severity: one more tick must never worsen a gap.
        return AnswerResult(
            credit,
            worded_option or self.wording,
            ticked_options[0].severity if ticked_options[0].exclusive else None,
        )

    @cached_property
    def extreme_selections(self) -> tuple[frozenset[str], ...]:
        """Each option alone, and all that can be combined."""
        combinable_ids = frozenset(option.id for option in self.options if not option.exclusive)
        return (
            *(frozenset({option.id}) for option in self.options),
            *([combinable_ids] if combinable_ids else ()),
        )

    def missing_for_full_credit(self, ids: frozenset[str]) -> str:
        """Return the options that an answer lacks for full credit, or of which it lacks some."""
        kept_options = [
            self._options_by_id[option_id]
            for option_id in ids
            if not self._options_by_id[option_id].exclusive
        ]
        missing_credit = 1 - sum(
            (option.credit or Fraction(0) for option in kept_options), Fraction(0)
        )
        addable_options = [
            option
            for option in self.options
            if option.credit and not option.exclusive and option.id not in ids
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

    def full_credit_selections(
        self, current: Iterable[str], tests: AnswerTests
    ) -> Iterator[Iterable[str]]:
        """Yield the ticked options with as many more as required.

        The first answer adds options in their order; each of the next ones begins with another
        option.
        """
        kept_ids = {
            option_id for option_id in current if not self._options_by_id[option_id].exclusive
        }
        addable_ids = [
            option.id
            for option in self.options
            if option.credit and not option.exclusive and option.id not in kept_ids
        ]
        tried_count = min(_MAX_FIRST_OPTIONS, _MAX_OPTION_VISITS // max(1, len(addable_ids)))
        for first_id in (None, *addable_ids[:tried_count]):
            yield self._fill_selection(kept_ids, addable_ids, first_id)
        yield from self._selections_of_each_class(kept_ids, addable_ids, tests)

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
            or len(ids_by_class) > MAX_OPTION_CLASSES
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
