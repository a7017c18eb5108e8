"""What decides a tier: the answers that put the request in it, and the open questions that leave it undecided."""

from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.plan import Condition
from vendorcheck.policy import Policy, Tier
from vendorcheck.questions import BaseQuestion, Option, Value
from vendorcheck.standing import Situation
from vendorcheck.when import Holds, Range, When, either, negation


@dataclass(frozen=True, slots=True)
class Because:
    """An answer that put the request in its tier, and those of its options that count; none for an amount."""

    key: str
    question: BaseQuestion
    value: Value
    options: tuple[Option, ...]


def tier_in(policy: Policy, situation: Situation) -> tuple[Tier | None, bool]:
    """The first tier whose `when` is not no, and whether it is only assumed.

    Args:
        policy: the company's rules.
        situation: where the questions stand that the tiers refer to.
    """
    for tier in policy.tiers:
        holds = tier.when.holds(situation.known, "") if tier.when else True
        if holds is not False:
            return tier, holds is None
    return None, False


def because(tier: Tier, situation: Situation) -> tuple[Because, ...]:
    """The answers for whose sake a tier's `when` holds, each question once; none where it always does."""
    found: dict[str, Because] = {}
    for key, test, holds in _leaves((tier.when, ""), situation) if tier.when else ():
        value = situation.replies[situation.plan.position[key]].value
        if holds is not True or value is None:
            continue
        question = situation.plan.items[situation.plan.position[key]].question
        wanted = test if isinstance(test, tuple) else ()
        before = found[key].options if key in found else ()
        options = tuple(
            option
            for option in question.offered
            if option in before or option.id in value.options.intersection(wanted)
        )
        found[key] = Because(key, question, value, options)
    return tuple(found.values())


def undecided(tier: Tier, situation: Situation) -> tuple[str, ...]:
    """The open questions for whose sake a tier's `when` is undecided, in the order they are asked."""
    found: set[str] = set()
    waiting: list[Condition] = [(tier.when, "")] if tier.when else []
    while waiting:
        for key, _, holds in _leaves(waiting.pop(), situation):
            index = situation.plan.position[key]
            if holds is None and situation.replies[index].open:
                found.add(key)
            if holds is None and situation.applies[index] is None:
                waiting += situation.plan.items[index].conditions
    return tuple(item.key for item in situation.plan.items if item.key in found)


def supports(policy: Policy, tier: Tier, situation: Situation) -> frozenset[str]:
    """The questions of which one has to be answered otherwise for the decided tier to become another.

    They are those for whose sake its `when` holds, and those for whose sake no earlier one does.
    """
    upto = policy.tiers[: policy.tiers.index(tier) + 1]
    found = {key for one in upto if one.when for key, _, _ in _leaves((one.when, ""), situation)}
    waiting = list(found)
    while waiting:
        item = situation.plan.items[situation.plan.position[waiting.pop()]]
        new = set(item.references) - found
        found |= new
        waiting += new
    return frozenset(found)


def _leaves(
    condition: Condition, situation: Situation
) -> Iterator[tuple[str, tuple[str, ...] | Range, Holds]]:
    """The single tests for whose sake a `when` is what it is: question, test, and what that test is.

    A part counts if it is what the whole is: of an `any` that holds, the parts that hold; of an `all` that is
    undecided, the undecided ones.
    """
    when, home = condition

    def value(part: When) -> Holds:
        return part.holds(situation.known, home)

    whole = value(when)
    for name, test in when.tests.items():
        if value(single := When.model_validate({name: test})) == whole:
            yield from ((key, test, whole) for key, _, _ in single.references(home))
    parts = [part for part in when.all or () if value(part) == whole]
    if when.any is not None and either(*(value(part) for part in when.any)) == whole:
        parts += [part for part in when.any if value(part) == whole]
    if when.not_ is not None and negation(value(when.not_)) == whole:
        parts.append(when.not_)
    for part in parts:
        yield from _leaves((part, home), situation)
