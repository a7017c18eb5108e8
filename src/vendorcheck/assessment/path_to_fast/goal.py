"""Goal: what the tiers require of single answers for one of them to be reached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from vendorcheck.assessment.path_to_fast.clauses import Clause, Part, clauses_of
from vendorcheck.model.conditions import Condition, Truth
from vendorcheck.model.policy import Tier

FixedValue: TypeAlias = Callable[[Condition], tuple[bool, Truth]]
"""A function that returns whether no change decides a condition, and its value then."""


@dataclass(eq=False, slots=True)
class Claim:
    """The claim that a part of a clause is as it must be, which the search makes or not.

    Where it is made, the sum with the number `sum` gains one, and all tests that belong to the
    claim must be as they must be. Where it is not made, its own sums are enough.
    """

    sum: int
    own_sums: list[int] = field(default_factory=list)
    tests: list[Part] = field(default_factory=list)
    is_possible: bool = True


class Requirement(NamedTuple):
    """A single test and its value.

    Where it has a sum, the sum gains one by that; otherwise it is required, under a claim only
    where that is made.
    """

    part: Part
    sum: int | None = None
    claim: Claim | None = None


class Goal:
    """The requirements that are met together exactly if the last of some tiers is reached.

    It is reached if its `when` is yes, and those of the tiers before are no. Each sum must be at
    least one: it counts the parts of a clause that are as they must be.

    Args:
        tiers: the tiers in order, up to the one to reach.
        fixed_value: tells which conditions no change decides.
    """

    def __init__(self, tiers: Sequence[Tier], fixed_value: FixedValue) -> None:
        self.requirements: list[Requirement] = []
        self.claims: list[Claim] = []
        self.sum_count = 0
        self.is_possible = True
        self._fixed_value = fixed_value
        for tier in tiers:
            if tier.when:
                self._require(tier.when, value=tier is tiers[-1])

    def _require(self, condition: Condition, claim: Claim | None = None, *, value: bool) -> None:
        for clause in clauses_of(condition, value=value):
            parts = self._open_parts(clause)
            if parts is None:
                continue
            if len(parts) > 1:
                self._require_one_of(parts, claim)
            elif not parts:
                (claim or self).is_possible = False
            elif is_single(parts[0]):
                self._add(Requirement(parts[0], claim=claim))
            else:
                self._require(parts[0].condition, claim, value=parts[0].value)

    def _require_one_of(self, parts: Sequence[Part], claim: Claim | None) -> None:
        number = self.sum_count
        self.sum_count += 1
        if claim:
            claim.own_sums.append(number)
        for part in parts:
            if is_single(part):
                self._add(Requirement(part, number))
            else:
                inner = Claim(number)
                self.claims.append(inner)
                self._require(part.condition, inner, value=part.value)

    def _add(self, requirement: Requirement) -> None:
        self.requirements.append(requirement)
        if requirement.claim:
            requirement.claim.tests.append(requirement.part)

    def _open_parts(self, clause: Clause) -> list[Part] | None:
        """Return the parts that a change decides; None where the clause is met anyway."""
        parts: list[Part] = []
        for part in map(_simplest, clause):
            is_fixed, value = self._fixed_value(part.condition)
            if not is_fixed:
                parts.append(part)
            elif value is part.value:
                return None
        return parts


def is_single(part: Part) -> bool:
    """Return whether the condition of a part is one test, of an amount or of one option."""
    condition = part.condition
    tests = list(condition.tests.values())
    return (
        not (condition.all or condition.any or condition.not_)
        and len(tests) == 1
        and not (isinstance(tests[0], tuple) and len(tests[0]) > 1)
    )


def _simplest(part: Part) -> Part:
    """Return a part that says the same, as a single test where it is one."""
    clauses = list(clauses_of(part.condition, value=part.value))
    return clauses[0][0] if len(clauses) == len(clauses[0]) == 1 else part
