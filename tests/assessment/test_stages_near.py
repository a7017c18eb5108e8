"""The choices near a path: how many steps each adds to it and drops from it."""

import pytest

from vendorcheck.assessment.choices.improvement import CHANGE_LIMIT, stages_near
from vendorcheck.assessment.choices.network import ChangeLimit, Choice, Stage

BITS = 4


def choice(*bits: int, points: int = 0) -> Choice:
    """A choice of the steps with these bits; above them its code has the points that it gains."""
    steps = sum(1 << bit for bit in bits)
    return Choice(len(bits), 2 * len(bits), (points << BITS) + steps, (points,))


NOTHING, FIRST, SECOND = choice(), choice(0, points=3), choice(1, points=9)
BOTH, LAST = choice(2, 3, points=5), choice(3, points=1)
STAGES = [
    Stage({True: (NOTHING, FIRST, SECOND), False: (NOTHING,)}),
    Stage({True: (NOTHING, BOTH, LAST)}),
]
Changes = list[tuple[int, int]]


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        # Of each choice how many steps it adds and drops, in order.
        ([FIRST, BOTH], [[(0, 1), (0, 0), (1, 1)], [(0, 2), (0, 0), (0, 1)]]),
        ([SECOND, LAST], [[(0, 1), (1, 1), (0, 0)], [(0, 1), (1, 0), (0, 0)]]),
        ([FIRST, NOTHING], [[(0, 1), (0, 0), (1, 1)], [(0, 0), (1, 0)]]),
        ([NOTHING, NOTHING], [[(0, 0), (1, 0), (1, 0)], [(0, 0), (1, 0)]]),
    ],
)
def test_what_a_choice_adds_to_a_path_and_drops_from_it(
    path: list[Choice], changes: list[Changes]
) -> None:
    code = sum(one.preference for one in path)
    near = list(stages_near(STAGES, code, BITS))
    assert [[(one.added, one.dropped) for one in stage.choices[True]] for stage in near] == changes
    assert [stage.choices.keys() for stage in near] == [stage.choices.keys() for stage in STAGES]
    # Nothing else of a choice changes, and none adds more than one step.
    for stage, original in zip(near, STAGES, strict=True):
        for outcome, choices in stage.choices.items():
            plain = [one._replace(added=0, dropped=0) for one in choices]
            assert plain == [one for one in original.choices[outcome] if one in plain]
            assert all(one.added <= 1 for one in choices)


def test_choices_that_add_a_step_can_be_left_out() -> None:
    near = list(stages_near(STAGES, FIRST.preference + LAST.preference, BITS, most_added=0))
    assert [[one.preference for one in stage.choices[True]] for stage in near] == [
        [NOTHING.preference, FIRST.preference],
        [NOTHING.preference, LAST.preference],
    ]


def test_two_steps_may_go_for_one() -> None:
    assert ChangeLimit(added=1, dropped=2) == CHANGE_LIMIT
