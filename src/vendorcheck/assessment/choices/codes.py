"""Codes: whole numbers that add up, and whose sum tells which steps were taken."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Codes(Generic[Item]):
    """Codes of steps: numbers whose sum tells which were taken, and how welcome they are.

    The more points, the larger the sum; between equal points that of the steps that come first.

    Args:
        items: the steps, the most welcome first.
        points_of: the points of each.
    """

    def __init__(
        self, items: Sequence[Item], points_of: Callable[[Item], int] = lambda _: 0
    ) -> None:
        self._ordered = items[::-1]
        self._code_by_item = {
            item: (points_of(item) << len(items)) + (1 << bit)
            for bit, item in enumerate(self._ordered)
        }

    def __getitem__(self, item: Item) -> int:
        """Return the code of a step."""
        return self._code_by_item[item]

    def __len__(self) -> int:
        """Return the number of bits of a code that stand for steps."""
        return len(self._ordered)

    def know(self, items: Iterable[Item]) -> bool:
        """Return whether all of some steps have a code."""
        return all(item in self._code_by_item for item in items)

    def code_of(self, items: Iterable[Item]) -> int:
        """Return the sum of the codes of some steps."""
        return sum(self._code_by_item[item] for item in items)

    def items_of(self, total: int) -> frozenset[Item]:
        """Return the steps that a sum of codes stands for."""
        return frozenset(item for bit, item in enumerate(self._ordered) if total >> bit & 1)
