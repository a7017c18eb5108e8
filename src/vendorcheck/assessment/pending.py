"""What decides whether a condition holds, or a questionnaire is asked: the tests that did, the open questions that will."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import Reply, Situation, asked
from vendorcheck.assessment.plan.compiled_conditions import Condition
from vendorcheck.model.conditions import Holds, Range, When, either, negation
from vendorcheck.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Pending:
    """What open questions still decide: whether some questionnaires are asked; none: which tier it is."""

    questionnaires: tuple[Questionnaire, ...]
    replies: tuple[Reply, ...]


def pending(situation: Situation) -> tuple[Pending, ...]:
    """The open questions that decide whether questionnaires are asked; those with the same questions together."""
    found: dict[tuple[Reply, ...], list[Questionnaire]] = {}
    for one in situation.plan.questionnaires:
        gates = situation.plan.gates[one.id]
        if gates and asked(situation, gates) is None:
            found.setdefault(behind(gates, situation), []).append(one)
    return tuple(Pending(tuple(ones), replies) for replies, ones in found.items())


def behind(conditions: Iterable[Condition], situation: Situation) -> tuple[Reply, ...]:
    """The open questions for whose sake conditions are undecided, in the order they are asked."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting = list(conditions)
    while waiting:
        for key, _, holds in leaves(waiting.pop(), situation):
            index = situation.plan.position[key]
            if holds is None and situation.replies[index].open:
                found.add(index)
            if holds is None and situation.applies[index] is None and index not in seen:
                seen.add(index)
                waiting += (*situation.plan.items[index].conditions, *situation.plan.items[index].gates)
    return tuple(situation.replies[index] for index in sorted(found))


def leaves(
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
        yield from leaves((part, home), situation)
