"""What conditions can tell of an answer: answers of which they say the same are of one kind."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import xor

from vendorcheck.model.conditions import AnswerTest, Range


class EquivalenceClasses:
    """Tells answers apart by what is asked of their question. A kind is a whole number with a bit for each test that holds.

    `limits` are the amounts that the tests name, in order. All is worked out once: to ask each test of each answer
    would take hours where there are thousands of both.
    """

    def __init__(self, tests: Sequence[AnswerTest]) -> None:
        self._tests_of_options: dict[str, int] = {}
        ranges: list[tuple[int, Range]] = []
        for number, test in enumerate(tests):
            if isinstance(test, Range):
                ranges.append((1 << number, test))
                continue
            for option in test:
                self._tests_of_options[option] = self._tests_of_options.get(option, 0) | 1 << number
        named = (
            limit for _, one in ranges for limit in (one.at_least, one.at_most) if limit is not None
        )
        self.limits: list[Fraction] = sorted(set(named))
        # Each limit and each gap between two is a cell. A bit turns where its range begins and where it has ended.
        turns = [0] * (2 * len(self.limits) + 2)
        for bit, one in ranges:
            begin = 0 if one.at_least is None else 2 * bisect_left(self.limits, one.at_least) + 1
            end = (
                len(turns) - 1
                if one.at_most is None
                else 2 * bisect_right(self.limits, one.at_most)
            )
            if begin < end:
                turns[begin] ^= bit
                turns[end] ^= bit
        self._tests_of_cells = list(accumulate(turns, xor))

    def class_of(self, options: Iterable[str] = (), amount: Fraction | None = None) -> int:
        """The kind of an answer that picks some options or has an amount."""
        kind = 0
        for option in options:
            kind |= self._tests_of_options.get(option, 0)
        if amount is not None:
            at = bisect_left(self.limits, amount)
            kind |= self._tests_of_cells[
                2 * at + (at < len(self.limits) and self.limits[at] == amount)
            ]
        return kind
