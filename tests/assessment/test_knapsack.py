"""The fewest things that are enough are found with tables no larger than their effort."""

from itertools import combinations

import pytest
from hypothesis import strategies as st

from strategies import closely
from vendorcheck.assessment.path_to_yes.knapsack import (
    Candidate,
    WorkBudget,
    WorkLimitReached,
    fewest_candidates,
)

THINGS = st.lists(
    st.builds(
        Candidate, st.integers(1, 3), st.sampled_from([1, 2, 3, 5, 10]), st.just(value=False)
    ),
    max_size=9,
)


@closely(THINGS, st.integers(-5, 60))
def test_a_table_has_one_column_more_than_it_takes(things: list[Candidate], gain: int) -> None:
    work = WorkBudget()
    chosen = fewest_candidates(things, gain, 0, work)
    if chosen is None:
        assert work.used_cells == 0
        return
    # Whichever are fewer are weighed: those to take, or those to leave out.
    leaving_out = 2 * len(chosen) > len(things)
    few = len(things) - len(chosen) if leaving_out else len(chosen)
    least, most = min(thing.effort for thing in things), max(thing.effort for thing in things)
    extras = []
    for picked in map(set, combinations(range(len(things)), len(chosen))):
        if sum(things[index].gain for index in picked) >= gain:
            efforts = [
                thing.effort
                for index, thing in enumerate(things)
                if (index in picked) != leaving_out
            ]
            extras.append(
                sum(most - effort if leaving_out else effort - least for effort in efforts)
            )
    columns = 1 + min((most - least) * few, min(extras) + 1)
    assert work.used_cells == len(things) * few * columns


def test_something_hard_may_be_what_it_takes() -> None:
    # Two easy things and the hard one: 2 beyond the least effort, so 4 columns for 3 of 6 things.
    work = WorkBudget()
    things = [*[Candidate(1, 1, adds_coverage=False)] * 5, Candidate(3, 10, adds_coverage=False)]
    assert fewest_candidates(things, 12, 0, work) == (0, 1, 5)
    assert work.used_cells == 6 * 3 * 4


def test_all_weighing_together_may_fill_its_share_to_the_last_number() -> None:
    # Half of 60 things, and the 30 that are easy are enough: one column for them, and one more.
    things = [Candidate(1 + number % 2, 10, adds_coverage=False) for number in range(60)]
    work = WorkBudget(used_cells=40_000_000 - 60 * 30 * 2)
    assert fewest_candidates(things, 300, 0, work) == tuple(range(0, 60, 2))
    assert work.used_cells == 40_000_000
    with pytest.raises(WorkLimitReached):
        fewest_candidates(things[:2], 10, 0, work)


def test_one_choice_may_be_as_large_as_two_million_numbers() -> None:
    # 79 things of efforts from 1 to 3 have efforts of 0 to 158 beyond the least.
    # That makes 159 · 79 · 159 = 1 997 199 numbers.
    things = [Candidate(1 + number % 3, 10, adds_coverage=False) for number in range(159)]
    chosen = fewest_candidates(things, 790, 0, WorkBudget())
    # 53 are easy, so 26 of medium effort are needed as well.
    assert chosen is not None
    assert sorted(things[index].effort for index in chosen) == [1] * 53 + [2] * 26
    # With one thing more they are 160 · 79 · 159 = 2 009 760.
    with pytest.raises(WorkLimitReached):
        fewest_candidates([*things, Candidate(1, 10, adds_coverage=False)], 790, 0, WorkBudget())
