"""Deciders: each `when` made ready for one plan, with positions instead of names, so that deciding it again is cheap."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from vendorcheck.model.conditions import Holds, Known, Range, When, both, decide, either, negation, qualified

Condition: TypeAlias = tuple[When, str]
"""A `when` and the questionnaire that its unqualified names belong to."""
Facts: TypeAlias = Sequence[Known]
"""What is known of each question, by its position in the plan."""
Decider: TypeAlias = Callable[[Facts], Holds]


def decider(condition: Condition, position: Mapping[str, int]) -> Decider:
    """Decides what `When.holds` decides."""
    when, home = condition
    parts = [_test(position[qualified(name, home)], test) for name, test in when.tests.items()]
    parts += [decider((part, home), position) for part in when.all or ()]
    if when.any is not None:
        parts.append(_any([decider((part, home), position) for part in when.any]))
    if when.not_ is not None:
        parts.append(_not(decider((when.not_, home), position)))
    return _all(parts)


def applying(
    conditions: Iterable[Condition], gates: Iterable[Condition], position: Mapping[str, int]
) -> Decider | None:
    """Decides whether all of the conditions hold, and one of the gates if there are any; None: always."""
    parts = [decider(condition, position) for condition in conditions]
    ways = [decider(gate, position) for gate in gates]
    if ways:
        parts.append(_any(ways))
    return _all(parts) if parts else None


def _test(index: int, test: tuple[str, ...] | Range) -> Decider:
    return lambda facts: decide(test, facts[index])


def _all(parts: list[Decider]) -> Decider:
    return parts[0] if len(parts) == 1 else lambda facts: both(*[part(facts) for part in parts])


def _any(parts: list[Decider]) -> Decider:
    return parts[0] if len(parts) == 1 else lambda facts: either(*[part(facts) for part in parts])


def _not(part: Decider) -> Decider:
    return lambda facts: negation(part(facts))
