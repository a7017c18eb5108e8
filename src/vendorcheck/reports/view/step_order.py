"""The order in which people see the steps of a path: what matters most comes first."""

from collections.abc import Iterable, Iterator

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_yes.steps import Step


def order_for_people(evaluation: Evaluation, steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps by what they do: end a failed blocker, a failed requirement, gain most points.

    A step for a question comes after the steps for those that decide whether it applies.
    """
    required_keys = _failed_requirement_keys(evaluation)
    ordered = sorted(
        steps,
        key=lambda step: (
            not _fails_blocker(evaluation, step),
            step.subject not in required_keys,
            -step.points,
            step.position,
        ),
    )
    return tuple(_after_what_decides(evaluation, ordered))


def _fails_blocker(evaluation: Evaluation, step: Step) -> bool:
    """Return whether a step is for a question that is a failed blocker now."""
    if step.status is None or not evaluation.applies[step.position]:
        return False
    status = evaluation.statuses[step.position]
    result = status.answer_result
    return result is not None and status.question.effect_of(result).fails_blocker


def _failed_requirement_keys(evaluation: Evaluation) -> frozenset[str]:
    """Return the questions that the requirements name which fail now."""
    return frozenset().union(
        *(
            check.referenced_keys
            for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True)
            if fails and check.is_requirement
        )
    )


def _after_what_decides(evaluation: Evaluation, ordered: list[Step]) -> Iterator[Step]:
    """Yield steps in order, but each after those for questions that its own depends on."""
    plan = evaluation.plan
    steps_by_position: dict[int, list[Step]] = {}
    for step in ordered:
        steps_by_position.setdefault(step.position, []).append(step)
    visited: set[int] = set()
    for step in ordered:
        pending = [step.position]
        while pending:
            position = pending[-1]
            if position in visited:
                pending.pop()
                yield from steps_by_position.pop(position, ())
                continue
            visited.add(position)
            # A check has no question at its position, and depends on nothing here.
            if position < len(plan.questions):
                keys = dict.fromkeys(plan.questions[position].dependencies)
                deciding = [plan.position_by_key[key] for key in keys]
                pending += [one for one in reversed(deciding) if one not in visited]
