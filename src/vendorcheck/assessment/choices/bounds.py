"""Bounds of a network: what a path from each node takes at the least, and gains at the most."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from vendorcheck.assessment.choices.frontier import Label
from vendorcheck.assessment.choices.network import Edge, Network

_PARTS: Final = 16
"""The parts in which two prices are mixed."""
_MIXING_ROUNDS: Final = 2
"""The times that the parts of each are chosen anew."""
NodeValues: TypeAlias = list[list[int | None]]
"""A number for each node of each layer; None: no path leads on from it."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of the steps of a path: so much for each and its effort, less what they gain.

    `gains` are pairs of the number of a sum and the price of each unit of it. A path that is enough
    gains at least what is needed, so the least price of all paths, plus the price of what is
    needed, bounds what such a path takes in steps and effort alone.
    """

    step: int
    effort: int = 0
    gains: tuple[tuple[int, int], ...] = ()

    def of_needed(self, needed: Sequence[int]) -> int:
        """Return the price of what is needed."""
        return sum(gain * needed[index] for index, gain in self.gains)

    def mixed_with(self, other: "Price", parts: int, other_parts: int) -> "Price":
        """Return a price with so many parts of the gains of each, of `_PARTS`."""
        return Price(
            self.step * other.step * _PARTS,
            0,
            (
                *((index, parts * other.step * gain) for index, gain in self.gains),
                *((index, other_parts * self.step * gain) for index, gain in other.gains),
            ),
        )


def least_prices(network: Network, price: Price) -> NodeValues:
    """Return the least price of a path from each node to the end."""
    after: list[int | None] = [0] * network.end_count
    layers: NodeValues = [after]
    for layer in reversed(network.layers):
        after = [_least_price(edges, after, price) for edges in layer]
        layers.append(after)
    layers.reverse()
    return layers


def _least_price(edges: list[Edge], after: list[int | None], price: Price) -> int | None:
    best: int | None = None
    for edge in edges:
        value = after[edge.target]
        if value is not None:
            value += price.step * edge.step_count
            if price.effort:
                value += price.effort * edge.effort
            for index, gain in price.gains:
                value -= gain * edge.amounts[index]
            if best is None or value < best:
                best = value
    return best


@dataclass(frozen=True, slots=True)
class StepBound:
    """A bound on the number of steps of a path: the least price of the rest from each node."""

    price: Price
    values: NodeValues
    needed_price: int

    def prices_of(self, labels: Sequence[Label]) -> list[int]:
        """Return the price of the steps of each label."""
        step = self.price.step
        prices = [step * count for count, _, _, _ in labels]
        for index, gain in self.price.gains:
            prices = [
                price + gain * label[3][index] for price, label in zip(prices, labels, strict=True)
            ]
        return prices

    def price_limit(self, edge: Edge, layer: int, most_steps: int) -> int:
        """Return the highest price of a label that may take an edge into a layer."""
        rest = (self.values[layer][edge.target] or 0) + self.needed_price
        gained = sum([gain * edge.amounts[index] for index, gain in self.price.gains])
        return self.price.step * (most_steps - edge.step_count) - rest + gained

    def steps_from(self, label: Label, layer: int, node: int) -> float:
        """Return the least number of steps, with fractions, of a path that begins as a label."""
        rest = (self.values[layer][node] or 0) + self.needed_price
        return (self.prices_of([label])[0] + rest) / self.price.step

    def fewest_steps(self) -> int:
        """Return the least number of steps from the start to an end that is enough."""
        least = (self.values[0][0] or 0) + self.needed_price
        return max(0, -(-least // self.price.step))


def best_prices(network: Network, needed: Sequence[int]) -> tuple[Price, ...]:
    """Return prices of a step that give high bounds: in units of each sum, and of all together."""
    prices: list[Price] = []
    for index in range(len(needed)):
        choices = [Price(gain, 0, ((index, 1),)) for gain in _gains(network, index)]
        prices.append(choices[_highest_bound(network, needed, choices)])
    if not prices:
        return ()
    best = prices[0]
    for other in prices[1:]:
        parts, other_parts = _PARTS, 0
        for _ in range(_MIXING_ROUNDS):
            other_parts = _highest_bound(
                network,
                needed,
                [best.mixed_with(other, parts, number) for number in range(2 * _PARTS)],
            )
            parts = _highest_bound(
                network,
                needed,
                [best.mixed_with(other, number, other_parts) for number in range(2 * _PARTS)],
            )
        if other_parts:
            best = best.mixed_with(other, parts, other_parts)
    return tuple(dict.fromkeys((*prices, best)))


def _highest_bound(network: Network, needed: Sequence[int], prices: Sequence[Price]) -> int:
    """Return the number of the price with the highest bound; along them it rises, then falls."""
    heights: dict[int, Fraction] = {}

    def height_at(number: int) -> Fraction:
        if number not in heights:
            price = prices[number]
            least = least_prices(network, price)[0][0] or 0
            heights[number] = Fraction(least + price.of_needed(needed), price.step)
        return heights[number]

    low, high = 0, len(prices) - 1
    while low < high:
        middle = (low + high) // 2
        if height_at(middle) >= height_at(middle + 1):
            high = middle
        else:
            low = middle + 1
    return low


def _gains(network: Network, requirement: int) -> Sequence[int]:
    """Return the amounts by which one step more can raise a sum, in order."""
    gains = {1}
    for layer in network.layers:
        for edges in filter(None, layer):
            least = min(edge.amounts[requirement] for edge in edges)
            gains |= {
                (edge.amounts[requirement] - least) // edge.step_count
                for edge in edges
                if edge.step_count and edge.amounts[requirement] - least >= edge.step_count
            }
    return sorted(gains)
