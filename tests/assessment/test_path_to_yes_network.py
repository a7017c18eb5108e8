"""The search of networks, compared with trying out every path."""

import random
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from strategies import SETTINGS
from vendorcheck.assessment.choices.bounds import Price, best_prices, least_prices
from vendorcheck.assessment.choices.frontier import Label, keep_undominated
from vendorcheck.assessment.choices.grouping import grouped, useful_choices
from vendorcheck.assessment.choices.network import (
    ChangeLimit,
    Choice,
    Edge,
    Network,
    Stage,
    WorkBudget,
    WorkLimitReached,
    make_network,
)
from vendorcheck.assessment.choices.search import NetworkSearch
from vendorcheck.model.conditions import KnownAnswer

PLENTY = 10**9


def made(seed: int, sums: int) -> Network:
    """A network of a few layers with one to three nodes each; some nodes lead nowhere."""
    dice = random.Random(seed)  # noqa: S311 - nobody needs to be unable to guess it
    widths = [1, *(dice.randint(1, 3) for _ in range(dice.randint(1, 6)))]
    layers = [
        [
            [
                Edge(
                    steps := dice.randint(0, 2),
                    steps * dice.randint(1, 3),
                    dice.randrange(1 << 20) if steps else 0,
                    tuple(dice.randint(-3, 3) + 4 * steps for _ in range(sums)),
                    dice.randrange(after),
                )
                for _ in range(dice.randint(0 if dice.random() < 0.2 else 1, 3))
            ]
            for _ in range(width)
        ]
        for width, after in zip(widths, [*widths[1:], 2], strict=True)
    ]
    return Network(layers, end_count=2)


def all_paths(network: Network) -> Iterator[list[Edge]]:
    paths: list[tuple[int, list[Edge]]] = [(0, [])]
    for layer in network.layers:
        paths = [(edge.target, [*path, edge]) for node, path in paths for edge in layer[node]]
    return iter([path for _, path in paths])


def totals(path: list[Edge], sums: int) -> Label:
    return (
        sum(edge.step_count for edge in path),
        sum(edge.effort for edge in path),
        -sum(edge.preference for edge in path),
        tuple(-sum(edge.amounts[index] for edge in path) for index in range(sums)),
    )


def best_of(network: Network, needed: tuple[int, ...]) -> Label | None:
    """The least label of all paths that are enough."""
    labels = (totals(path, len(needed)) for path in all_paths(network))
    return min(
        (
            label
            for label in labels
            if all(loss <= -need for loss, need in zip(label[3], needed, strict=True))
        ),
        default=None,
    )


@settings(SETTINGS, max_examples=300)
@given(st.integers(0, 10**6), st.lists(st.integers(-6, 30), max_size=3))
def test_the_best_path_is_the_best_of_all(seed: int, needed: list[int]) -> None:
    network = made(seed, len(needed))
    result = NetworkSearch(network, tuple(needed), WorkBudget(PLENTY)).find_path()
    best = best_of(network, tuple(needed))
    assert result.is_exact
    assert (result.label and result.label[:3]) == (best and best[:3])


@settings(SETTINGS, max_examples=200)
@given(st.integers(0, 10**6), st.lists(st.integers(-6, 30), max_size=3))
def test_no_path_has_fewer_steps_than_the_bound(seed: int, needed: list[int]) -> None:
    network = made(seed, len(needed))
    best = best_of(network, tuple(needed))
    if best is not None:
        search = NetworkSearch(network, tuple(needed), WorkBudget(PLENTY))
        assert search.fewest_steps <= best[0]


@settings(SETTINGS, max_examples=200)
@given(st.integers(0, 10**6), st.lists(st.integers(-6, 30), max_size=3))
def test_without_work_a_path_that_is_found_is_enough(seed: int, needed: list[int]) -> None:
    network = made(seed, len(needed))
    result = NetworkSearch(network, tuple(needed), WorkBudget(0)).find_path()
    best = best_of(network, tuple(needed))
    if result.label is None:
        # Networks as small as these fit into the narrow search.
        assert best is None
    else:
        assert best is not None
        assert not result.is_exact or result.label == best
        assert all(loss <= -need for loss, need in zip(result.label[3], needed, strict=True))


@pytest.mark.parametrize("work", [3, 4])
def test_the_work_is_limited_to_the_last_choice(work: int) -> None:
    # Two labels reach the second layer, where each takes one edge.
    take, leave = Edge(1, 1, 1, (2,), 0), Edge(0, 0, 0, (0,), 0)
    network = Network([[[leave, take]], [[take]]])
    result = NetworkSearch(network, (2,), WorkBudget(work)).find_path()
    assert result.label == (1, 1, -1, (-2,))
    # By steps: two choices, then one label that is left; by effort the same again.
    assert result.is_exact == (work == 4)


def test_a_budget_is_spent_to_the_last_choice() -> None:
    budget = WorkBudget(3)
    budget.spend(3)
    with pytest.raises(WorkLimitReached):
        budget.spend(1)


# ---- labels

labels = st.tuples(
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(-3, 0),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3)),
)


@settings(SETTINGS, max_examples=300)
@given(st.lists(labels, min_size=1, max_size=12), st.integers(0, 3), st.booleans())
def test_labels_are_kept_unless_a_better_one_has_lost_no_more(
    found: list[tuple[int, int, int, tuple[int, ...]]],
    sums: int,
    by_effort: bool,
) -> None:
    found = [(*label[:3], label[3][:sums]) for label in found]
    kept = keep_undominated(list(found), by_effort=by_effort)
    for label in found:
        better = [
            one
            for one in kept
            if (one <= label if by_effort else one[0] <= label[0])
            and all(had <= lost for had, lost in zip(one[3], label[3], strict=True))
        ]
        assert better
        assert label in kept or better != [label]
    for number, label in enumerate(kept):
        assert not any(
            (one <= label if by_effort else one[0] <= label[0])
            and all(had <= lost for had, lost in zip(one[3], label[3], strict=True))
            for one in kept[:number]
        )


# ---- bounds


def test_the_least_price_counts_steps_effort_and_gains() -> None:
    network = Network([[[Edge(1, 3, 0, (5,), 0), Edge(2, 2, 0, (9,), 0)]]])
    assert least_prices(network, Price(1)) == [[1], [0]]
    assert least_prices(network, Price(0, 1)) == [[2], [0]]
    assert least_prices(network, Price(4, 1, ((0, 1),))) == [[1], [0]]
    assert least_prices(network, Price(0, 0, ((0, 1),))) == [[-9], [0]]


def test_a_node_that_leads_nowhere_has_no_price() -> None:
    network = Network([[[Edge(0, 0, 0, (), 1)]], [[], []]])
    assert least_prices(network, Price(1)) == [[None], [None, None], [0]]
    result = NetworkSearch(network, (), WorkBudget(PLENTY)).find_path()
    assert (result.label, result.is_exact) == (None, True)


def test_the_price_of_a_step_is_the_gain_that_is_just_needed() -> None:
    # Of gains 9, 6, 4 and 1, sixteen are needed: 9 + 6 are not enough, and of 4 a quarter is.
    layers = [[[Edge(0, 0, 0, (0,), 0), Edge(1, 1, 1, (gain,), 0)]] for gain in (9, 6, 4, 1)]
    network = Network(layers)
    assert best_prices(network, (16,)) == (Price(4, 0, ((0, 1),)),)
    search = NetworkSearch(network, (16,), WorkBudget(PLENTY))
    assert search.fewest_steps == 3
    # The bound is no limit: 15 take two steps.
    assert NetworkSearch(network, (15,), WorkBudget(PLENTY)).fewest_steps == 2


def test_of_prices_with_equal_bounds_the_least_is_taken() -> None:
    # Of gains 9 and 4, nine are needed: at either price that takes one step.
    layers = [[[Edge(0, 0, 0, (0,), 0), Edge(1, 1, 1, (gain,), 0)]] for gain in (9, 4)]
    assert best_prices(Network(layers), (9,)) == (Price(4, 0, ((0, 1),)),)


def test_two_prices_are_mixed_by_their_parts() -> None:
    mixed = Price(3, 0, ((0, 2),)).mixed_with(Price(5, 0, ((1, 7),)), 4, 6)
    # In sixteenths of 15 for a step: 4 parts of 2 gains for 3, and 6 parts of 7 for 5.
    assert mixed == Price(3 * 5 * 16, 0, ((0, 4 * 5 * 2), (1, 6 * 3 * 7)))


# ---- stages


def choice(steps: int, gain: int, *, preference: int = 0, known: int = 0) -> Choice:
    return Choice(steps, 2 * steps, preference, (gain,), known)


def test_a_choice_that_gains_no_more_is_useless() -> None:
    nothing, more, same, other = choice(0, 1), choice(1, 2), choice(1, 1), choice(1, 1, known=1)
    assert useful_choices([same, more, other, nothing]) == (nothing, more, other)


def test_of_equal_choices_the_preferred_is_kept() -> None:
    first, second = choice(1, 2, preference=5), choice(1, 2, preference=4)
    assert useful_choices([second, first]) == (first,)


def test_stages_that_are_alike_become_one_in_which_the_preferred_steps_come_first() -> None:
    stages = [
        Stage({True: (choice(0, -1), choice(1, 3, preference=number))}) for number in (1, 4, 2)
    ]
    (group,) = grouped(stages)
    assert list(group.choices[True]) == [
        Choice(0, 0, 0, (-3,)),
        Choice(1, 2, 4, (1,)),
        Choice(2, 4, 6, (5,)),
        Choice(3, 6, 7, (9,)),
    ]


def test_stages_that_are_alike_may_need_a_step_each_at_the_least() -> None:
    stages = [
        Stage({True: (choice(1, 1, preference=1), choice(3, 4, preference=number))})
        for number in (7, 9)
    ]
    (group,) = grouped(stages)
    assert list(group.choices[True]) == [
        Choice(2, 4, 2, (2,)),
        Choice(4, 8, 10, (5,)),
        Choice(6, 12, 16, (8,)),
    ]


def test_stages_without_a_choice_are_added_up_and_those_with_three_are_left() -> None:
    forced = [Stage({True: (choice(1, 2, preference=number),)}) for number in (1, 2)]
    free = Stage({True: (choice(0, 0), choice(1, 2), choice(2, 5))})
    assert list(grouped([*forced, free, free])) == [
        Stage({True: (Choice(2, 4, 3, (4,)),)}),
        Stage({True: free.choices[True]}),
        Stage({True: free.choices[True]}),
    ]


KNOWN = [KnownAnswer(True, "open"), KnownAnswer(True, "answered", frozenset({"a"}))]


def test_what_a_later_stage_reads_is_told_apart_until_then() -> None:
    def decide(answers: object) -> bool:
        return answers[0].state == "answered"  # type: ignore[index,no-any-return]

    gate = Stage({True: (choice(0, 0), choice(1, 1, known=1))}, None, frozenset(), 0, KNOWN)
    between = Stage({True: (choice(0, 7),)})
    child = Stage({True: (choice(0, 5),), False: (choice(0, 3),)}, decide, frozenset({0}))
    network = make_network([gate, between, child], [KNOWN[0]])
    assert network.layers == [
        [[Edge(0, 0, 0, (0,), 0), Edge(1, 2, 0, (1,), 1)]],
        [[Edge(0, 0, 0, (7,), 0)], [Edge(0, 0, 0, (7,), 1)]],
        [[Edge(0, 0, 0, (3,), 0)], [Edge(0, 0, 0, (5,), 0)]],
    ]
    assert (network.end_count, network.is_complete) == (1, True)


def test_a_network_of_changes_ends_where_too_much_is_added_or_dropped() -> None:
    changes = (
        choice(0, 0),
        choice(1, 1)._replace(added=1),
        choice(0, 2)._replace(dropped=1),
    )
    network = make_network([Stage({True: changes}), Stage({True: changes})], [], ChangeLimit(1, 1))
    paths = [[edge.amounts[0] for edge in path] for path in all_paths(network)]
    assert sorted(paths) == sorted(
        list(pair) for pair in product((0, 1, 2), repeat=2) if pair not in ((1, 1), (2, 2))
    )
