"""Deciders: each `when` made ready for one plan, with positions instead of names, so that deciding it again is cheap."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from vendorcheck.model.conditions import (
    Condition,
    KnownAnswer,
    Range,
    Truth,
    all_of,
    any_of,
    evaluate_test,
    negate,
    qualified_name,
)

ScopedCondition: TypeAlias = tuple[Condition, str]
"""A `when` and the questionnaire that its unqualified names belong to."""
KnownAnswers: TypeAlias = Sequence[KnownAnswer]
"""What is known of each question, by its position in the plan."""
CompiledCondition: TypeAlias = Callable[[KnownAnswers], Truth]


def compile_condition(
    condition: ScopedCondition, positions: Mapping[str, int]
) -> CompiledCondition:
    """Decides what `When.holds` decides."""
    when, home = condition
    parts = [
        _compile_test(positions[qualified_name(name, home)], test)
        for name, test in when.tests.items()
    ]
    parts += [compile_condition((part, home), positions) for part in when.all or ()]
    if when.any is not None:
        parts.append(
            _compile_any([compile_condition((part, home), positions) for part in when.any])
        )
    if when.not_ is not None:
        parts.append(_compile_negation(compile_condition((when.not_, home), positions)))
    return _compile_all(parts)


def compile_applicability(
    conditions: Iterable[ScopedCondition],
    gates: Iterable[ScopedCondition],
    positions: Mapping[str, int],
) -> CompiledCondition | None:
    """Decides whether all of the conditions hold, and one of the gates if there are any; None: always."""
    parts = [compile_condition(condition, positions) for condition in conditions]
    ways = [compile_condition(gate, positions) for gate in gates]
    if ways:
        parts.append(_compile_any(ways))
    return _compile_all(parts) if parts else None


def _compile_test(position: int, test: tuple[str, ...] | Range) -> CompiledCondition:
    return lambda facts: evaluate_test(test, facts[position])


def _compile_all(parts: list[CompiledCondition]) -> CompiledCondition:
    return parts[0] if len(parts) == 1 else lambda facts: all_of(*[part(facts) for part in parts])


def _compile_any(parts: list[CompiledCondition]) -> CompiledCondition:
    return parts[0] if len(parts) == 1 else lambda facts: any_of(*[part(facts) for part in parts])


def _compile_negation(part: CompiledCondition) -> CompiledCondition:
    return lambda facts: negate(part(facts))
