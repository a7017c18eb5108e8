"""Compile conditions for one plan, with positions instead of names, to decide them cheaply."""

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
"""A condition and the questionnaire that its unqualified names belong to."""
KnownAnswers: TypeAlias = Sequence[KnownAnswer]
"""The known answer of each question, by its position in the plan."""
CompiledCondition: TypeAlias = Callable[[KnownAnswers], Truth]


def compile_condition(
    condition: ScopedCondition, positions: Mapping[str, int]
) -> CompiledCondition:
    """Return a function that decides the same as `Condition.evaluate`."""
    root, home = condition
    parts = [
        _compile_test(positions[qualified_name(name, home)], test)
        for name, test in root.tests.items()
    ]
    parts += [compile_condition((part, home), positions) for part in root.all or ()]
    if root.any is not None:
        parts.append(
            _combine(any_of, [compile_condition((part, home), positions) for part in root.any])
        )
    if root.not_ is not None:
        parts.append(_compile_negation(compile_condition((root.not_, home), positions)))
    return _combine(all_of, parts)


def compile_applicability(
    conditions: Iterable[ScopedCondition],
    gates: Iterable[ScopedCondition],
    positions: Mapping[str, int],
) -> CompiledCondition | None:
    """Return a function that decides all conditions and any of the gates; None without either."""
    parts = [compile_condition(condition, positions) for condition in conditions]
    compiled_gates = [compile_condition(gate, positions) for gate in gates]
    if compiled_gates:
        parts.append(_combine(any_of, compiled_gates))
    return _combine(all_of, parts) if parts else None


def _compile_test(position: int, test: tuple[str, ...] | Range) -> CompiledCondition:
    return lambda answers: evaluate_test(test, answers[position])


def _combine(
    combination: Callable[..., Truth], parts: list[CompiledCondition]
) -> CompiledCondition:
    return (
        parts[0]
        if len(parts) == 1
        else lambda answers: combination(*[part(answers) for part in parts])
    )


def _compile_negation(part: CompiledCondition) -> CompiledCondition:
    return lambda answers: negate(part(answers))
