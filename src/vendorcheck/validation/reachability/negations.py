"""Find blockers that `not` makes apply where the question that it names is not asked."""

from collections.abc import Iterator

from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import AnswerLookup, Condition, KnownAnswer, Truth, all_of, negate
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.validation.reachability.search import (
    Reachability,
    collect_tests,
    question_applies,
)

_OPEN = KnownAnswer(True, "open")


def negation_remarks(questionnaire: Questionnaire, reachability: Reachability) -> Iterator[Remark]:
    """Yield a remark on each `not` that holds for want of a question, and brings a blocker.

    A condition on a question that does not apply never holds, so that `not` of it does.
    """
    home = questionnaire.id
    for path, section, question in questionnaire.located_questions():
        if question.blocker is None or question.credit_range is None:
            continue
        conditions = [when for when in (section.when, question.when) if when]
        for when, when_path in ((section.when, path[:2]), (question.when, path)):
            if when:
                yield from _remarks_on(
                    when, (*when_path, "when"), conditions, home, reachability, "this blocker"
                )
    for index, check in enumerate(questionnaire.checks):
        if check.blocker and check.kind == "requirement":
            when_path = ("checks", index, "when")
            yield from _remarks_on(
                check.when, when_path, [check.when], home, reachability, "this requirement"
            )


def _remarks_on(
    when: Condition,
    path: DataPath,
    conditions: list[Condition],
    home: str,
    reachability: Reachability,
    subject: str,
) -> Iterator[Remark]:
    planned_by_key = {planned.key: planned for planned in reachability.plan.questions}
    for key, reference_path in _negated_names(when, path, home):
        named = planned_by_key.get(key)
        if named and named.conditions and _holds_unasked(named, conditions, home, reachability):
            yield Remark(
                reference_path,
                "not-holds-unasked",
                f'where "{key}" is not asked, "not" holds, and {subject} applies',
                'name the answers that count, or, if it is meant, that case as well, with "any"',
                at_key=True,
            )


def _negated_names(when: Condition, path: DataPath, home: str) -> Iterator[tuple[str, DataPath]]:
    """Yield the questions that stand under an odd number of `not`, with their paths."""
    stack: list[tuple[Condition, DataPath, bool]] = [(when, path, False)]
    while stack:
        condition, place, is_negated = stack.pop()
        if is_negated:
            own = Condition.model_construct(**condition.tests)  # type: ignore[arg-type]
            yield from ((key, found) for key, _, found in own.references(home, place))
        parts = [("all", condition.all), ("any", condition.any)]
        stack += [
            (part, (*place, word, index), is_negated)
            for word, joined in parts
            for index, part in enumerate(joined or ())
        ]
        if condition.not_ is not None:
            stack.append((condition.not_, (*place, "not"), not is_negated))


def _holds_unasked(
    named: PlannedQuestion, conditions: list[Condition], home: str, reachability: Reachability
) -> bool:
    """Return whether conditions can hold just because a question that they name does not apply."""

    def goal(lookup: AnswerLookup) -> Truth:
        def with_it_open(key: str) -> KnownAnswer:
            return _OPEN if key == named.key else lookup(key)

        if all_of(*(when.evaluate(with_it_open, home) for when in conditions)):
            return False  # they hold for another reason
        holds = all_of(*(when.evaluate(lookup, home) for when in conditions))
        return all_of(holds, negate(question_applies(named, lookup)))

    scoped = [(when, home) for when in conditions]
    tests = collect_tests([*scoped, *named.conditions, *named.gates])
    return reachability.can_hold(goal, tests)
