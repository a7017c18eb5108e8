"""Search a network for the path with the fewest steps that is enough, then the least effort."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from operator import le, sub
from typing import Final

from vendorcheck.assessment.choices.bounds import (
    Price,
    StepBound,
    best_prices,
    least_prices,
)
from vendorcheck.assessment.choices.frontier import Label, keep_undominated
from vendorcheck.assessment.choices.network import (
    Edge,
    Network,
    WorkBudget,
    WorkLimitReached,
)

_NARROW_WIDTH: Final = 24
"""The most labels of a layer in a search that need not find the fewest steps."""
_EXTRA_STEPS: Final = (10_000, 40_000)
"""So many steps more than the bound such a search first allows, of a million."""
_ANY_NUMBER: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best path that was found; None: none. `is_exact`: there is none that is better."""

    label: Label | None
    is_exact: bool


class NetworkSearch:
    """A search for the best path through a network whose sums are all enough.

    Labels pass from layer to layer. Of two at one node the worse is dropped if its sums are no
    larger, and so is one that cannot lead to an end that is enough with few enough steps.

    Args:
        network: the network.
        needed: the least that each sum must be.
        work_budget: the budget for exact results; beyond, a good path is found with fixed work.
    """

    def __init__(
        self,
        network: Network,
        needed: tuple[int, ...],
        work_budget: WorkBudget,
        prices: tuple[Price, ...] | None = None,
    ) -> None:
        self.network = network
        self.needed = needed
        self.work_budget = work_budget
        self._least_losses = [
            least_prices(network, Price(0, 0, ((index, 1),))) for index in range(len(needed))
        ]
        self._least_efforts = least_prices(network, Price(0, 1))
        self.prices = best_prices(network, needed) if prices is None else prices
        self._bounds = [
            StepBound(price, least_prices(network, price), price.of_needed(needed))
            for price in (Price(1), *self.prices)
        ]

    def find_path(self) -> SearchResult:
        """Return the path with the fewest steps, then the least effort, then the most preferred."""
        if not self._can_reach_end():
            return SearchResult(None, self.network.is_complete)
        try:
            label = self._find_fewest()
        except WorkLimitReached:
            return SearchResult(self._find_narrowly(), is_exact=False)
        if label is None:
            return SearchResult(None, self.network.is_complete)
        try:
            best = self._run(label[0], most_effort=label[1])
        except WorkLimitReached:
            return SearchResult(label, is_exact=False)
        return SearchResult(best, self.network.is_complete)

    def _can_reach_end(self) -> bool:
        """Return whether some path leads to the end, and each sum, by itself, can be enough."""
        (least_effort,) = self._least_efforts[0]
        return least_effort is not None and all(
            (losses[0][0] or 0) <= -needed
            for losses, needed in zip(self._least_losses, self.needed, strict=True)
        )

    def _find_fewest(self) -> Label | None:
        """Return a path with the fewest steps; None without any."""
        most_steps = sum(
            max((edge.step_count for edges in layer for edge in edges), default=0)
            for layer in self.network.layers
        )
        limit = self.fewest_steps
        extra = 1
        while True:
            label = self._run(limit)
            if label is not None or limit >= most_steps:
                return label
            limit += extra
            extra *= 2

    def _find_narrowly(self) -> Label | None:
        """Return a path with hardly more steps than the fewest, if possible; None: none was found.

        The fewer steps it may take, the fewer labels compete for the places of a layer.
        """
        fewest = self.fewest_steps
        for limit in (
            *(fewest + fewest * extra // 1_000_000 + 1 for extra in _EXTRA_STEPS),
            _ANY_NUMBER,
        ):
            label = self._run(limit, width=_NARROW_WIDTH)
            if label is not None:
                return label
        return None

    @property
    def fewest_steps(self) -> int:
        """A bound on the number of steps: no path that is enough has fewer."""
        return max(bound.fewest_steps() for bound in self._bounds)

    def _run(
        self, most_steps: int, most_effort: int | None = None, width: int | None = None
    ) -> Label | None:
        """Return the best path with so many steps at the most; None without any.

        Args:
            most_steps: paths with more steps are left out.
            most_effort: paths with more effort are left out; None: of paths with as many steps any
                is as good as the other.
            width: the most labels to keep of each layer, the most promising; None: any number, and
                the work is limited instead.
        """
        labels: dict[int, list[Label]] = {0: [(0, 0, 0, (0,) * len(self.needed))]}
        for number, layer in enumerate(self.network.layers, 1):
            reached: dict[int, list[Label]] = {}
            for node, node_labels in labels.items():
                for edge, promising in self._useful_edges(
                    layer[node], node_labels, number, most_steps
                ):
                    if width is None:
                        self.work_budget.spend(len(node_labels))
                    kept = self._promising(promising, edge, number, most_effort)
                    if kept:
                        reached.setdefault(edge.target, []).extend(_extended(kept, edge))
            labels = {
                node: keep_undominated(node_labels, by_effort=most_effort is not None)
                for node, node_labels in reached.items()
            }
            if width is not None and sum(map(len, labels.values())) > width:
                labels = self._most_promising(labels, number, width)
        return min(chain.from_iterable(labels.values()), default=None)

    def _useful_edges(
        self, edges: list[Edge], labels: list[Label], layer: int, most_steps: int
    ) -> Iterator[tuple[Edge, list[Label]]]:
        """Yield the edges that some label may take by each bound, with those that may by all."""
        prices = [bound.prices_of(labels) for bound in self._bounds]
        lowest, highest = list(map(min, prices)), list(map(max, prices))
        for edge in edges:
            if self._least_efforts[layer][edge.target] is not None:
                limits = [bound.price_limit(edge, layer, most_steps) for bound in self._bounds]
                if all(map(le, highest, limits)):
                    yield edge, labels
                elif all(map(le, lowest, limits)):
                    yield edge, _within(limits, labels, prices)

    def _promising(
        self, labels: list[Label], edge: Edge, layer: int, most_effort: int | None
    ) -> list[Label]:
        """Return the labels that may become the best path by taking an edge into a layer."""
        if most_effort is not None:
            limit = most_effort - (self._least_efforts[layer][edge.target] or 0) - edge.effort
            labels = [label for label in labels if label[1] <= limit]
        for index, (losses, needed) in enumerate(zip(self._least_losses, self.needed, strict=True)):
            limit = edge.amounts[index] - needed - (losses[layer][edge.target] or 0)
            labels = [label for label in labels if label[3][index] <= limit]
        return labels

    def _most_promising(
        self, labels: dict[int, list[Label]], layer: int, width: int
    ) -> dict[int, list[Label]]:
        """Return the labels from which the fewest steps may lead to the end."""
        ranked = sorted(
            (self._promise(label, layer, node), label, node)
            for node, node_labels in labels.items()
            for label in node_labels
        )
        # Where many are as promising as the last, those that differ most leave most open.
        worst = ranked[width - 1][0]
        equal = sorted(
            (label[3], label, node) for promise, label, node in ranked if promise <= worst
        )
        kept: dict[int, list[Label]] = {}
        for place in range(width):
            _, label, node = equal[place * (len(equal) - 1) // (width - 1)]
            kept.setdefault(node, []).append(label)
        return kept

    def _promise(self, label: Label, layer: int, node: int) -> float:
        return max([bound.steps_from(label, layer, node) for bound in self._bounds])


def _within(
    limits: list[int], labels: list[Label], prices_by_bound: list[list[int]]
) -> list[Label]:
    """Return the labels of which no price is above its limit."""
    return [
        label
        for label, prices in zip(labels, zip(*prices_by_bound, strict=True), strict=True)
        if all(map(le, prices, limits))
    ]


def _extended(labels: list[Label], edge: Edge) -> list[Label]:
    more, effort, preference, amounts, _ = edge
    if len(amounts) == 1:
        (amount,) = amounts
        return [
            (count + more, efforts + effort, reluctance - preference, (losses[0] - amount,))
            for count, efforts, reluctance, losses in labels
        ]
    return [
        (
            count + more,
            efforts + effort,
            reluctance - preference,
            tuple(map(sub, losses, amounts)),
        )
        for count, efforts, reluctance, losses in labels
    ]
