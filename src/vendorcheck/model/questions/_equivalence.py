"""Classes of answers: two answers to which every condition responds alike are equivalent."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import xor

from vendorcheck.model.conditions import AnswerTest, Range

MAX_OPTION_CLASSES = 6
"""The most classes of options of which every combination is tried."""


class EquivalenceClasses:
    """Sorts the answers to a question by the tests that they pass.

    A class is an integer with a bit for each test that passes. `limits` are the amounts that the
    tests name, in order. All cells are computed once: to try each test on each answer would take
    hours where there are thousands of both.
    """

    def __init__(self, tests: Sequence[AnswerTest]) -> None:
        self._tests_of_options: dict[str, int] = {}
        ranges: list[tuple[int, Range]] = []
        for index, test in enumerate(tests):
            if isinstance(test, Range):
                ranges.append((1 << index, test))
                continue
            for option in test:
                self._tests_of_options[option] = self._tests_of_options.get(option, 0) | 1 << index
        named_limits = (
            limit
            for _, limits in ranges
            for limit in (limits.at_least, limits.at_most)
            if limit is not None
        )
        self.limits: list[Fraction] = sorted(set(named_limits))
        # Each limit and each gap between two limits is a cell. A bit is toggled at the first cell
        # of its range and at the cell after its last.
        toggled_bits = [0] * (2 * len(self.limits) + 2)
        for bit, limits in ranges:
            first_cell = (
                0 if limits.at_least is None else 2 * bisect_left(self.limits, limits.at_least) + 1
            )
            end_cell = (
                len(toggled_bits) - 1
                if limits.at_most is None
                else 2 * bisect_right(self.limits, limits.at_most)
            )
            if first_cell < end_cell:
                toggled_bits[first_cell] ^= bit
                toggled_bits[end_cell] ^= bit
        self._undecided_bit = 1 << len(tests) if ranges else 0
        """The class of answers without an amount, on which tests of an amount are undecided."""
        self._tests_of_cells = list(accumulate(toggled_bits, xor))

    def class_of(self, options: Iterable[str] = (), amount: Fraction | None = None) -> int:
        """Return the class of an answer that picks some options or has an amount."""
        class_bits = 0
        for option in options:
            class_bits |= self._undecided_bit if amount is None else 0
            class_bits |= self._tests_of_options.get(option, 0)
        if amount is not None:
            position = bisect_left(self.limits, amount)
            class_bits |= self._tests_of_cells[
                2 * position + (position < len(self.limits) and self.limits[position] == amount)
            ]
        return class_bits
