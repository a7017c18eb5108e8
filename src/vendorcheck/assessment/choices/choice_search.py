"""Search for the best way to decide stages together: exactly, below a path, or near it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from math import inf
from typing import Final

from vendorcheck.assessment.choices.bounds import Price, least_prices
from vendorcheck.assessment.choices.improvement import CHANGE_LIMIT, stages_near
from vendorcheck.assessment.choices.network import (
    ChangeLimit,
    Network,
    Stage,
    WorkBudget,
    make_network,
)
from vendorcheck.assessment.choices.search import NetworkSearch
from vendorcheck.model.conditions import KnownAnswer

_MAX_WORK_TO_IMPROVE: Final = 20_000
"""The most labels that may pass a choice while a path is improved once."""


class ChoiceSearch:
    """A search for the fewest steps, then the least effort, with which all sums are enough.

    Steps are known by their codes, and what is found is the sum of the codes.

    Args:
        stages: what is decided, each after what it reads.
        needed: the least that each sum must be.
        known_answers: the known answer of each position as things stand.
        code_bits: the number of bits of a code that stand for steps.
        work_budget: the budget for exact results.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        needed: Sequence[int],
        known_answers: Sequence[KnownAnswer],
        code_bits: int,
        work_budget: WorkBudget,
    ) -> None:
        self._stages, self._needed = _with_sums_that_can_fail(stages, needed)
        self._known_answers = known_answers
        self._code_bits = code_bits
        self._work_budget = work_budget
        self._prices: tuple[Price, ...] | None = None
        self.edges_near = 0
        """The number of all choices that improving paths has looked at."""

    @cached_property
    def _network(self) -> Network:
        return make_network(self._stages, self._known_answers)

    @cached_property
    def least_steps(self) -> float:
        """A bound on the number of steps, of little work: no path has fewer."""
        if not self._network.is_complete:
            return 0
        least = least_prices(self._network, Price(1))[0][0]
        return inf if least is None else least

    def find_best(self) -> tuple[int | None, bool]:
        """Return the code of the best path, None without any, and whether that is proven."""
        return self._search(self._network, self._work_budget)

    def find_below(self, code: int) -> int | None:
        """Return the code of a path that takes none but some steps of another; None without any."""
        stages = stages_near(self._stages, code, self._code_bits, 0)
        limit = ChangeLimit(0, code.bit_count())
        network = make_network(tuple(stages), self._known_answers, limit)
        return self._search(network, self._work_budget)[0]

    def find_near(self, code: int) -> int | None:
        """Return the code of the best path that drops steps of another, or exchanges few."""
        stages = stages_near(self._stages, code, self._code_bits)
        network = make_network(tuple(stages), self._known_answers, CHANGE_LIMIT)
        self.edges_near += network.edge_count
        return self._search(network, WorkBudget(_MAX_WORK_TO_IMPROVE))[0]

    def _search(self, network: Network, work_budget: WorkBudget) -> tuple[int | None, bool]:
        search = NetworkSearch(network, self._needed, work_budget, self._prices)
        # Prices that are good for all paths are good enough for those near one of them.
        self._prices = search.prices
        result = search.find_path()
        return None if result.label is None else -result.label[2], result.is_exact


def _with_sums_that_can_fail(
    stages: Sequence[Stage], needed: Sequence[int]
) -> tuple[tuple[Stage, ...], tuple[int, ...]]:
    """Return stages and what is needed, without the sums that are enough whatever is chosen."""
    least = [0] * len(needed)
    for stage in stages:
        amounts = [choice.amounts for choices in stage.choices.values() for choice in choices]
        for index, values in enumerate(zip(*amounts, strict=True)):
            least[index] += min(values)
    kept = [index for index, amount in enumerate(needed) if least[index] < amount]
    return tuple(
        replace(
            stage,
            choices={
                outcome: tuple(
                    choice._replace(amounts=tuple([choice.amounts[index] for index in kept]))
                    for choice in choices
                )
                for outcome, choices in stage.choices.items()
            },
        )
        for stage in stages
    ), tuple(needed[index] for index in kept)
