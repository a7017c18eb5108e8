"""The answers worth trying: one of each sort that some tests tell apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise

from vendorcheck.assessment.plan.plan import Test
from vendorcheck.assessment.plan.question import Item
from vendorcheck.model.conditions import Known, Range
from vendorcheck.model.questions import BaseQuestion, Option


class Sorts:
    """What may come to be known of a question that applies; `size` says how many tests and limits were looked at.

    Several options that may be ticked together come as they are asked for: there may be very many ways.
    """

    def __init__(self, item: Item, tests: Sequence[Test]) -> None:
        self._alone, self._together = _alike(item, tests)
        self._amounts = [Known(True, "answered", amount=amount) for amount in _amounts(item, tests)]
        self._last = [Known(True, "not-applicable")] if item.accepts_not_applicable else []
        self.size = len(tests) + len(self._amounts)

    def __iter__(self) -> Iterator[Known]:
        for picked in chain(((option,) for option in self._alone), self._ticked()):
            yield Known(True, "answered", frozenset(picked))
        yield from self._amounts
        yield from self._last

    def _ticked(self) -> Iterator[tuple[str, ...]]:
        """Two and more together. All of them come first: that is what most conditions are fulfilled by."""
        most = len(self._together)
        if most > 1:
            yield tuple(self._together)
        for size in range(2, most):
            yield from combinations(self._together, size)


def _alike(item: Item, tests: Sequence[Test]) -> tuple[list[str], list[str]]:
    """One option of each sort; and of those, what may be ticked together and matters. Tests see no others."""
    named: dict[str, list[int]] = {}
    for number, test in enumerate(tests):
        for option in test if isinstance(test, tuple) else ():
            named.setdefault(option, []).append(number)
    several = item.question.kind_of_answer == "options"
    found = {
        (option.exclusive and several, tuple(named.get(option.id, ()))): option.id
        for option in reversed(_worth_telling(item.question, named))
    }
    together = [option for (exclusive, seen_by), option in found.items() if seen_by and not exclusive]
    return list(reversed(found.values())), together[::-1] if several else []


def _worth_telling(question: BaseQuestion, named: Mapping[str, object]) -> list[Option]:
    """The options that are named, and of all others the first and the last of each sort: there may be thousands."""
    offered, ranks = question.offered, question.ranks
    found = {ranks[text] for text in named if text in ranks}
    for options in question.together_and_alone:
        for order in (options, reversed(options)):
            other = next((one.id for one in order if one.id not in named), None)
            found |= set() if other is None else {ranks[other]}
    return [offered[rank] for rank in sorted(found)]


def _amounts(item: Item, tests: Iterable[Test]) -> list[Fraction]:
    if item.question.kind_of_answer != "amount":
        return []
    ranges = [test for test in tests if isinstance(test, Range)]
    limits = (limit for test in ranges for limit in (test.at_least, test.at_most) if limit is not None)
    return points(limits, item.question.least)


def points(limits: Iterable[Fraction], least: Fraction | None) -> list[Fraction]:
    """Every limit, an amount between each two neighbours, one on either side of them all; none is below `least`."""
    within = {limit for limit in limits if least is None or limit >= least}
    known = sorted(within if least is None else {least, *within})
    if not known:
        return [Fraction(0)]
    between = [(low + high) / 2 for low, high in pairwise(known)]
    return sorted([*known, *between, known[-1] + 1, *([known[0] - 1] if least is None else [])])
