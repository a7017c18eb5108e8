"""Find the open questions, facts and tests that decide conditions and questionnaires."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, questionnaire_applies
from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.model.conditions import Condition, Range, Truth, any_of, negate
from vendorcheck.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """Open questions and the questionnaires that they decide; without any, they decide the tier."""

    questionnaires: tuple[Questionnaire, ...]
    statuses: tuple[QuestionStatus, ...]


def find_pending_decisions(evaluation: Evaluation) -> tuple[PendingDecision, ...]:
    """Return the open questions that decide questionnaires; those with the same ones together."""
    questionnaires_by_statuses: dict[tuple[QuestionStatus, ...], list[Questionnaire]] = {}
    for questionnaire in evaluation.plan.questionnaires:
        gates = evaluation.plan.gates[questionnaire.id]
        if gates and questionnaire_applies(evaluation, gates) is None:
            questionnaires_by_statuses.setdefault(questions_behind(gates, evaluation), []).append(
                questionnaire
            )
    return tuple(
        PendingDecision(tuple(questionnaires), statuses)
        for statuses, questionnaires in questionnaires_by_statuses.items()
    )


def find_open_facts(evaluation: Evaluation) -> tuple[QuestionStatus, ...]:
    """Return the open facts that decide whether what counts applies, or whether a check fails."""
    open_facts = [
        status
        for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
        if status.question.definition.fact and status.is_open and applies is not False
    ]
    deciding_keys = _deciding_keys(evaluation.plan) if open_facts else frozenset()
    return tuple(status for status in open_facts if status.question.key in deciding_keys)


def _deciding_keys(plan: Plan) -> frozenset[str]:
    """Return the questions on which a check, or a question that counts, depends in the end."""
    keys = set[str]().union(*plan.check_dependencies.values())
    pending = [question for question in plan.questions if question.is_counted]
    pending += [plan.questions[plan.position_by_key[key]] for key in keys]
    while pending:
        new_keys = set(pending.pop().dependencies) - keys
        keys |= new_keys
        pending += [plan.questions[plan.position_by_key[key]] for key in new_keys]
    return frozenset(keys)


def questions_behind(
    conditions: Iterable[ScopedCondition], evaluation: Evaluation
) -> tuple[QuestionStatus, ...]:
    """Return the open questions that keep conditions undecided, in the order they are asked."""
    open_positions: set[int] = set()
    expanded_positions: set[int] = set()
    pending_conditions = list(conditions)
    while pending_conditions:
        for key, _, holds in decisive_tests(pending_conditions.pop(), evaluation):
            index = evaluation.plan.position_by_key[key]
            if holds is None and evaluation.statuses[index].is_open:
                open_positions.add(index)
            if (
                holds is None
                and evaluation.applies[index] is None
                and index not in expanded_positions
            ):
                expanded_positions.add(index)
                pending_conditions += (
                    *evaluation.plan.questions[index].conditions,
                    *evaluation.plan.questions[index].gates,
                )
    return tuple(evaluation.statuses[index] for index in sorted(open_positions))


def decisive_tests(
    condition: ScopedCondition, evaluation: Evaluation
) -> Iterator[tuple[str, tuple[str, ...] | Range, Truth]]:
    """Yield the tests that give a condition its value: question, test, and value of the test.

    A part counts if it has the value of the condition: of an `any` that holds, the parts that hold;
    of an `all` that is undecided, the undecided ones.
    """
    root, home = condition

    def value_of(part: Condition) -> Truth:
        return part.evaluate(evaluation.known_answer, home)

    root_value = value_of(root)
    for name, test in root.tests.items():
        if value_of(single := Condition.model_validate({name: test})) == root_value:
            yield from ((key, test, root_value) for key in single.referenced_keys(home))
    parts = [part for part in root.all or () if value_of(part) == root_value]
    if root.any is not None and any_of(*(value_of(part) for part in root.any)) == root_value:
        parts += [part for part in root.any if value_of(part) == root_value]
    if root.not_ is not None and negate(value_of(root.not_)) == root_value:
        parts.append(root.not_)
    for part in parts:
        yield from decisive_tests((part, home), evaluation)
