"""Group stages: those that depend on each other together, those that are alike as one."""

from collections.abc import Iterator, Sequence
from typing import Final

from vendorcheck.assessment.choices.network import Choice, Stage

_WITH_OR_WITHOUT: Final = 2
"""The choices of a stage that offers one step."""


def useful_choices(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return the choices of which no better one with the same known answer adds as much."""
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda one: (one.step_count, one.effort, -one.preference)):
        if not any(
            better.known_number == choice.known_number
            and all(had >= new for had, new in zip(better.amounts, choice.amounts, strict=True))
            for better in kept
        ):
            kept.append(choice)
    return tuple(kept)


def by_component(placed_stages: Sequence[tuple[int, Stage]]) -> Iterator[Stage]:
    """Yield the stages, those together that read each other's answers, directly or not."""
    roots: dict[int, int] = {}

    def root_of(position: int) -> int:
        while roots.setdefault(position, position) != position:
            roots[position] = roots[roots[position]]
            position = roots[position]
        return position

    def positions_of(stage: Stage) -> list[int]:
        return [*stage.reads, *([] if stage.position is None else [stage.position])]

    for _, stage in placed_stages:
        first, *others = (root_of(position) for position in positions_of(stage))
        for other in others:
            roots[root_of(other)] = root_of(first)
    components: dict[int, list[Stage]] = {}
    for _, stage in placed_stages:
        components.setdefault(root_of(positions_of(stage)[0]), []).append(stage)
    for stages in components.values():
        yield from stages


def grouped(stages: Sequence[Stage]) -> Iterator[Stage]:
    """Yield stages of which no other reads anything; those that are alike become one."""
    members: dict[tuple[object, ...], list[Sequence[Choice]]] = {}
    for stage in stages:
        choices = stage.choices.get(True, ())
        key = tuple((one.step_count, one.effort, one.amounts) for one in choices)
        members.setdefault(key, []).append(choices)
    for alike in members.values():
        choice_count = len(alike[0])
        if choice_count == 1:
            yield Stage({True: (_sum_of([choice for (choice,) in alike]),)})
        elif choice_count == _WITH_OR_WITHOUT:
            alike.sort(key=lambda choices: -choices[1].preference)
            yield Stage({True: tuple(_first_taken(alike))})
        else:
            yield from (Stage({True: choices}) for choices in alike)


def _first_taken(alike: Sequence[Sequence[Choice]]) -> Iterator[Choice]:
    """Yield the choices of a group: to take no step, the first one, the first two and so on."""
    total = _sum_of([choices[0] for choices in alike])
    yield total
    for without, taken in alike:
        total = Choice(
            total.step_count + taken.step_count - without.step_count,
            total.effort + taken.effort - without.effort,
            total.preference + taken.preference - without.preference,
            tuple(
                amount - lost + gained
                for amount, lost, gained in zip(
                    total.amounts, without.amounts, taken.amounts, strict=True
                )
            ),
        )
        yield total


def _sum_of(choices: Sequence[Choice]) -> Choice:
    return Choice(
        sum(choice.step_count for choice in choices),
        sum(choice.effort for choice in choices),
        sum(choice.preference for choice in choices),
        tuple(map(sum, zip(*(choice.amounts for choice in choices), strict=True))),
    )
