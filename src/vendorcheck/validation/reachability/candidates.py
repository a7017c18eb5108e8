"""The answers worth trying: one of each sort that some tests tell apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise

from vendorcheck.assessment.plan.plan import QuestionTest
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.conditions import KnownAnswer, Range
from vendorcheck.model.questions import BaseQuestion, Option


class CandidateAnswers:
    """What may come to be known of a question that applies; `size` says how many tests and limits were looked at.

    Several options that may be ticked together come as they are asked for: there may be very many ways.
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
        """Two and more together. All of them come first: that is what most conditions are fulfilled by."""
        most = len(self._combinable_options)
        if most > 1:
            yield tuple(self._combinable_options)
        for size in range(2, most):
            yield from combinations(self._combinable_options, size)


def _distinguishable_options(
    planned: PlannedQuestion, tests: Sequence[QuestionTest]
) -> tuple[list[str], list[str]]:
    """One option of each sort; and of those, what may be ticked together and matters. Tests see no others."""
    named: dict[str, list[int]] = {}
    for number, test in enumerate(tests):
        for option in test if isinstance(test, tuple) else ():
            named.setdefault(option, []).append(number)
    several = planned.definition.kind_of_answer == "options"
    found = {
        (option.exclusive and several, tuple(named.get(option.id, ()))): option.id
        for option in reversed(_representative_options(planned.definition, named))
    }
    together = [
        option for (exclusive, seen_by), option in found.items() if seen_by and not exclusive
    ]
    return list(reversed(found.values())), together[::-1] if several else []


def _representative_options(question: BaseQuestion, named: Mapping[str, object]) -> list[Option]:
    """The options that are named, and of all others the first and the last of each sort: there may be thousands."""
    offered, ranks = question.offered_options, question.option_positions
    found = {ranks[text] for text in named if text in ranks}
    for options in question.combinable_and_exclusive_options:
        for order in (options, reversed(options)):
            other = next((one.id for one in order if one.id not in named), None)
            found |= set() if other is None else {ranks[other]}
    return [offered[rank] for rank in sorted(found)]


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
    """Every limit, an amount between each two neighbours, one on either side of them all; none is below `least`."""
    within = {limit for limit in limits if minimum is None or limit >= minimum}
    known = sorted(within if minimum is None else {minimum, *within})
    if not known:
        return [Fraction(0)]
    between = [(low + high) / 2 for low, high in pairwise(known)]
    return sorted([*known, *between, known[-1] + 1, *([known[0] - 1] if minimum is None else [])])
