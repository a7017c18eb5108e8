"""Improve a path: look for a better one among those that differ from it by few steps."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from vendorcheck.assessment.choices.network import ChangeLimit, Choice, Stage

CHANGE_LIMIT: Final = ChangeLimit(added=1, dropped=2)
"""A path is improved by dropping steps, or exchanging two for one, or one for a better one."""


def stages_near(
    stages: Sequence[Stage], path_code: int, code_bits: int, most_added: int = CHANGE_LIMIT.added
) -> Iterator[Stage]:
    """Yield the stages with only those choices that differ from a path by few steps.

    Args:
        stages: the stages that the path leads through.
        path_code: the code of the path's steps.
        code_bits: the number of bits of a code that stand for steps.
        most_added: how many steps a choice may add.
    """
    mask = (1 << code_bits) - 1
    for stage in stages:
        bits_of_stage = 0
        for choices in stage.choices.values():
            for choice in choices:
                bits_of_stage |= choice.preference
        own_steps = path_code & bits_of_stage & mask
        yield replace(
            stage,
            choices={
                outcome: tuple(
                    near
                    for near in (_compared(choice, own_steps, mask) for choice in choices)
                    if near.added <= most_added
                )
                for outcome, choices in stage.choices.items()
            },
        )


def _compared(choice: Choice, own_steps: int, mask: int) -> Choice:
    """Return a choice with the number of steps that it adds to a path, and drops from it."""
    steps = choice.preference & mask
    return choice._replace(
        added=(steps & ~own_steps).bit_count(), dropped=(own_steps & ~steps).bit_count()
    )
