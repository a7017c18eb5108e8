"""Choose the answers that are worth trying: one of each kind that some tests tell apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise

from vendorcheck.assessment.plan.plan import QuestionTest
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.conditions import KnownAnswer, Range
from vendorcheck.model.questions import BaseQuestion, Option


class CandidateAnswers:
    """The possible states of a question that applies: one of each kind that tests tell apart.

    Combinations of options are only made when they are iterated over: there may be very many.
    `cost` is the number of tests and amounts that were looked at.
    """

    def __init__(self, planned: PlannedQuestion, tests: Sequence[QuestionTest]) -> None:
        self._single_options, self._combinable_options = _distinguishable_options(planned, tests)
        self._amount_answers = [
            KnownAnswer(True, "answered", amount=amount)
            for amount in _representative_amounts(planned, tests)
        ]
        self._not_applicable_answers = (
            [KnownAnswer(True, "not-applicable")] if planned.accepts_not_applicable else []
        )
        self.cost = len(tests) + len(self._amount_answers)

    def __iter__(self) -> Iterator[KnownAnswer]:
        for picked in chain(
            ((option,) for option in self._single_options), self._option_combinations()
        ):
            yield KnownAnswer(True, "answered", frozenset(picked))
        yield from self._amount_answers
        yield from self._not_applicable_answers

    def _option_combinations(self) -> Iterator[tuple[str, ...]]:
        """Yield two and more options together; all of them first, which fulfils most conditions."""
        option_count = len(self._combinable_options)
        if option_count > 1:
            yield tuple(self._combinable_options)
        for size in range(2, option_count):
            yield from combinations(self._combinable_options, size)


def _distinguishable_options(
    planned: PlannedQuestion, tests: Sequence[QuestionTest]
) -> tuple[list[str], list[str]]:
    """Return one option of each kind, and those of them that may be ticked together.

    Options are of one kind if the same tests name them. Those that no test names are not combined.
    """
    tests_by_option: dict[str, list[int]] = {}
    for number, test in enumerate(tests):
        for option in test if isinstance(test, tuple) else ():
            tests_by_option.setdefault(option, []).append(number)
    takes_several = planned.definition.kind_of_answer == "options"
    option_by_kind = {
        (option.exclusive and takes_several, tuple(tests_by_option.get(option.id, ()))): option.id
        for option in reversed(_representative_options(planned.definition, tests_by_option))
    }
    combinable = [
        option
        for (exclusive, test_numbers), option in option_by_kind.items()
        if test_numbers and not exclusive
    ]
    return list(reversed(option_by_kind.values())), combinable[::-1] if takes_several else []


def _representative_options(
    question: BaseQuestion, named_options: Mapping[str, object]
) -> list[Option]:
    """Return the named options, and the first and the last of the others of each kind.

    There may be thousands of others.
    """
    offered_options, positions = question.offered_options, question.option_positions
    chosen_positions = {
        positions[option_id] for option_id in named_options if option_id in positions
    }
    for options in question.combinable_and_exclusive_options:
        for order in (options, reversed(options)):
            other_id = next((option.id for option in order if option.id not in named_options), None)
            chosen_positions |= set() if other_id is None else {positions[other_id]}
    return [offered_options[position] for position in sorted(chosen_positions)]


def _representative_amounts(
    planned: PlannedQuestion, tests: Iterable[QuestionTest]
) -> list[Fraction]:
    if planned.definition.kind_of_answer != "amount":
        return []
    ranges = [test for test in tests if isinstance(test, Range)]
    limits = (
        limit for test in ranges for limit in (test.at_least, test.at_most) if limit is not None
    )
    return boundary_amounts(limits, planned.definition.smallest_amount)


def boundary_amounts(limits: Iterable[Fraction], minimum: Fraction | None) -> list[Fraction]:
    """Return every limit, an amount between each two neighbours, and one on either side.

    None is below `minimum`.
    """
    allowed_limits = {limit for limit in limits if minimum is None or limit >= minimum}
    sorted_limits = sorted(allowed_limits if minimum is None else {minimum, *allowed_limits})
    if not sorted_limits:
        return [Fraction(0)]
    midpoints = [(low + high) / 2 for low, high in pairwise(sorted_limits)]
    return sorted(
        [
            *sorted_limits,
            *midpoints,
            sorted_limits[-1] + 1,
            *([sorted_limits[0] - 1] if minimum is None else []),
        ]
    )
