"""What decides whether a condition holds, or a questionnaire is asked: the tests that did, the open questions that will."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, questionnaire_applies
from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.model.conditions import Condition, Range, Truth, any_of, negate
from vendorcheck.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """What open questions still decide: whether some questionnaires are asked; none: which tier it is."""

    questionnaires: tuple[Questionnaire, ...]
    statuses: tuple[QuestionStatus, ...]


def find_pending_decisions(evaluation: Evaluation) -> tuple[PendingDecision, ...]:
    """The open questions that decide whether questionnaires are asked; those with the same questions together."""
    found: dict[tuple[QuestionStatus, ...], list[Questionnaire]] = {}
    for one in evaluation.plan.questionnaires:
        gates = evaluation.plan.gates[one.id]
        if gates and questionnaire_applies(evaluation, gates) is None:
            found.setdefault(questions_behind(gates, evaluation), []).append(one)
    return tuple(PendingDecision(tuple(ones), replies) for replies, ones in found.items())


def questions_behind(
    conditions: Iterable[ScopedCondition], evaluation: Evaluation
) -> tuple[QuestionStatus, ...]:
    """The open questions for whose sake conditions are undecided, in the order they are asked."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting = list(conditions)
    while waiting:
        for key, _, holds in decisive_tests(waiting.pop(), evaluation):
            index = evaluation.plan.position_by_key[key]
            if holds is None and evaluation.statuses[index].is_open:
                found.add(index)
            if holds is None and evaluation.applies[index] is None and index not in seen:
                seen.add(index)
                waiting += (
                    *evaluation.plan.questions[index].conditions,
                    *evaluation.plan.questions[index].gates,
                )
    return tuple(evaluation.statuses[index] for index in sorted(found))


def decisive_tests(
    condition: ScopedCondition, evaluation: Evaluation
) -> Iterator[tuple[str, tuple[str, ...] | Range, Truth]]:
    """The single tests for whose sake a `when` is what it is: question, test, and what that test is.

    A part counts if it is what the whole is: of an `any` that holds, the parts that hold; of an `all` that is
    undecided, the undecided ones.
    """
    when, home = condition

    def value(part: Condition) -> Truth:
        return part.evaluate(evaluation.known_answer, home)

    whole = value(when)
    for name, test in when.tests.items():
        if value(single := Condition.model_validate({name: test})) == whole:
            yield from ((key, test, whole) for key, _, _ in single.references(home))
    parts = [part for part in when.all or () if value(part) == whole]
    if when.any is not None and any_of(*(value(part) for part in when.any)) == whole:
        parts += [part for part in when.any if value(part) == whole]
    if when.not_ is not None and negate(value(when.not_)) == whole:
        parts.append(when.not_)
    for part in parts:
        yield from decisive_tests((part, home), evaluation)
