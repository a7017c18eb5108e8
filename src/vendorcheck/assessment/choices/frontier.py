"""The labels of a node that may still become the best: those that no other one dominates."""

from bisect import bisect_right
from typing import Protocol, TypeAlias

Losses: TypeAlias = tuple[int, ...]
"""The negated sums of a path: the less, the better."""
Label: TypeAlias = tuple[int, int, int, Losses]
"""A path from the start to a node: its steps, their effort, its negated preference, its losses.

Of two labels the lesser is the better one.
"""


def keep_undominated(labels: list[Label], *, by_effort: bool) -> list[Label]:
    """Return the labels of which no better one has losses that are all as small.

    `by_effort`: the lesser label is better; otherwise all with as many steps are equally good.
    """
    if len(labels) == 1:
        return labels
    labels.sort(key=None if by_effort else _by_losses)
    _, _, _, losses = next(iter(labels))
    frontier: _Frontier = _FRONTIERS.get(len(losses), _ManySums)()
    return [label for label in labels if frontier.extends(label[3])]


def _by_losses(label: Label) -> tuple[int, Losses, Label]:
    steps, _, _, losses = label
    return steps, losses, label


class _Frontier(Protocol):
    """The losses of better labels, to compare with."""

    def extends(self, losses: Losses) -> bool:
        """Return whether no losses so far are all as small, and keep them then."""


class _OneSum:
    """The frontier of one sum: its least loss so far."""

    def __init__(self) -> None:
        self.least: int | None = None

    def extends(self, losses: Losses) -> bool:
        (loss,) = losses
        if self.least is not None and loss >= self.least:
            return False
        self.least = loss
        return True


class _TwoSums:
    """The frontier of two sums: as one loss rises, the other one falls."""

    def __init__(self) -> None:
        self.firsts: list[int] = []
        self.seconds: list[int] = []

    def extends(self, losses: Losses) -> bool:
        first, second = losses
        # Those before have no larger first loss, and the last of them has the least second one.
        start = end = bisect_right(self.firsts, first)
        if end and self.seconds[end - 1] <= second:
            return False
        while end < len(self.firsts) and self.seconds[end] >= second:
            end += 1
        self.firsts[start:end] = [first]
        self.seconds[start:end] = [second]
        return True


class _ManySums:
    """The frontier of any number of sums; without any, the first label dominates all others."""

    def __init__(self) -> None:
        self.members: list[Losses] = []

    def extends(self, losses: Losses) -> bool:
        if any(
            all(had <= new for had, new in zip(member, losses, strict=True))
            for member in self.members
        ):
            return False
        self.members.append(losses)
        return True


_FRONTIERS: dict[int, type[_Frontier]] = {1: _OneSum, 2: _TwoSums}
