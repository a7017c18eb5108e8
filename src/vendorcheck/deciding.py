"""What decides a tier, or whether a questionnaire is asked: the answers that did, and the open questions that will."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.plan import Condition
from vendorcheck.policy import Policy, Tier
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.questions import BaseQuestion, Option, Value
from vendorcheck.standing import Reply, Situation, asked
from vendorcheck.when import Holds, Range, When, either, negation


@dataclass(frozen=True, slots=True)
class Because:
    """An answer that put the request in its tier, and those of its options that count; none for an amount."""

    key: str
    question: BaseQuestion
    value: Value
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """What open questions still decide: whether some questionnaires are asked; none: which tier it is."""

    questionnaires: tuple[Questionnaire, ...]
    replies: tuple[Reply, ...]


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
    return tuple(reply.item.key for reply in _behind([(tier.when, "")] if tier.when else [], situation))


def tier_pending(tier: Tier, situation: Situation) -> Pending:
    """The open questions that decide whether it is this tier.

    Args:
        tier: one that is only assumed.
        situation: where the questions stand that the tiers refer to.
    """
    return Pending((), _behind([(tier.when, "")] if tier.when else [], situation))


def pending(situation: Situation) -> tuple[Pending, ...]:
    """The open questions that decide whether questionnaires are asked; those with the same questions together."""
    found: dict[tuple[Reply, ...], list[Questionnaire]] = {}
    for one in situation.plan.questionnaires:
        gates = situation.plan.gates[one.id]
        if gates and asked(situation, gates) is None:
            found.setdefault(_behind(gates, situation), []).append(one)
    return tuple(Pending(tuple(ones), replies) for replies, ones in found.items())


def _behind(conditions: Iterable[Condition], situation: Situation) -> tuple[Reply, ...]:
    """The open questions for whose sake conditions are undecided, in the order they are asked."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting = list(conditions)
    while waiting:
        for key, _, holds in _leaves(waiting.pop(), situation):
            index = situation.plan.position[key]
            if holds is None and situation.replies[index].open:
                found.add(index)
            if holds is None and situation.applies[index] is None and index not in seen:
                seen.add(index)
                waiting += (*situation.plan.items[index].conditions, *situation.plan.items[index].gates)
    return tuple(situation.replies[index] for index in sorted(found))


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
