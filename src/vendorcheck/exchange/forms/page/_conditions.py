"""Conditions as lists that a script can decide, with positions instead of names."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.model.conditions import Condition, Range, qualified_name

CompiledCondition: TypeAlias = list[object]
"""A condition in one of these forms.

`["all", condition...]`, `["any", condition...]`, `["not", condition]`,
`["is", position, [option...]]`: the answer is one of these;
`["within", position, least or None, most or None]`: the amount lies within these limits.
"""
Ratio: TypeAlias = tuple[str, str]
"""An exact number as numerator and denominator; as texts, since numbers of a script are cut."""


def compile_ratio(number: Fraction) -> Ratio:
    """Return an exact number for the script."""
    return str(number.numerator), str(number.denominator)


def compile_condition(
    condition: ScopedCondition, positions: Mapping[str, int]
) -> CompiledCondition:
    """Return what decides the same as `Condition.evaluate`.

    Args:
        condition: the condition, with the questionnaire of its unqualified names.
        positions: the position of each question in the plan.
    """
    return _compile(condition[0], condition[1], positions)


def compile_applicability(
    conditions: Iterable[ScopedCondition],
    gates: Iterable[ScopedCondition],
    positions: Mapping[str, int],
) -> CompiledCondition | None:
    """Return what decides all conditions and any of the gates; None without either."""
    parts = [compile_condition(condition, positions) for condition in conditions]
    if compiled_gates := [compile_condition(gate, positions) for gate in gates]:
        parts.append(_joined("any", compiled_gates))
    return _joined("all", parts) if parts else None


def _compile(condition: Condition, home: str, positions: Mapping[str, int]) -> CompiledCondition:
    parts = [
        compile_test(positions[qualified_name(name, home)], test)
        for name, test in condition.tests.items()
    ]
    parts += [_compile(part, home, positions) for part in condition.all or ()]
    if condition.any is not None:
        parts.append(_joined("any", [_compile(part, home, positions) for part in condition.any]))
    if condition.not_ is not None:
        parts.append(["not", _compile(condition.not_, home, positions)])
    return _joined("all", parts)


def compile_test(position: int, test: tuple[str, ...] | Range) -> CompiledCondition:
    """Return the test of the question at a position: of its options, or of its amount."""
    if isinstance(test, tuple):
        return ["is", position, list(test)]
    limits = (
        None if limit is None else compile_ratio(limit) for limit in (test.at_least, test.at_most)
    )
    return ["within", position, *limits]


def _joined(word: str, parts: list[CompiledCondition]) -> CompiledCondition:
    return parts[0] if len(parts) == 1 else [word, *parts]
