"""Clauses of a condition: what must come together for it to hold, or not to hold."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from vendorcheck.model.conditions import Condition


class Part(NamedTuple):
    """A condition of a tier and the value that it must have."""

    condition: Condition
    value: bool


Clause: TypeAlias = tuple[Part, ...]
"""Conditions of which at least one must have its value."""


def clauses_of(condition: Condition, *, value: bool) -> Iterator[Clause]:
    """Yield clauses that are all met exactly if a condition is yes, or exactly if it is no.

    They are as small as they can be without multiplying parts: what is joined within a part of a
    clause stays together.
    """
    parts = tuple(_parts(condition))
    if len(parts) > 1:
        if value:
            for part in parts:
                yield from clauses_of(part, value=True)
        else:
            yield tuple(Part(part, value=False) for part in parts)
        return
    (part,) = parts
    if part.not_ is not None:
        yield from clauses_of(part.not_, value=not value)
    elif part.any is None:
        yield (Part(part, value),)
    elif value and len(part.any) > 1:
        yield tuple(Part(alternative, value=True) for alternative in part.any)
    else:
        for alternative in part.any:
            yield from clauses_of(alternative, value=value)


def _parts(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that must hold together: single tests, `any` and `not`."""
    for name, test in condition.tests.items():
        if isinstance(test, tuple) and len(test) > 1:
            # An answer is one of these options if it is the first, the second and so on.
            single = [{name: (option,)} for option in test]
            yield Condition.model_validate({"any": single})
        else:
            yield Condition.model_validate({name: test})
    for part in condition.all or ():
        yield from _parts(part)
    if condition.any is not None:
        yield Condition.model_validate({"any": condition.any})
    if condition.not_ is not None:
        yield Condition.model_validate({"not": condition.not_})
