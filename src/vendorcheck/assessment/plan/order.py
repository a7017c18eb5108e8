"""Order the questions of a plan so that each comes after those that its conditions refer to."""

from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.document.problems import VendorcheckError


class ReferenceCycle(VendorcheckError):  # noqa: N818 - it names the mistake
    """Conditions refer to each other in a circle."""


def evaluation_order(questions: tuple[PlannedQuestion, ...]) -> tuple[int, ...]:
    """Return positions such that a question comes after those that its conditions refer to.

    The search is depth first, with an explicit stack: chains of conditions can be long.

    Raises:
        ReferenceCycle: conditions refer to each other in a circle.
    """
    positions = {question.key: index for index, question in enumerate(questions)}
    is_ordered: dict[int, bool] = {}
    order: list[int] = []
    for start in range(len(questions)):
        stack = [start]
        while stack:
            index = stack[-1]
            if index not in is_ordered:
                is_ordered[index] = False
                predecessors = [
                    positions[key]
                    for key in questions[index].dependencies
                    if not is_ordered.get(positions[key], False)
                ]
                if any(predecessor in is_ordered for predecessor in predecessors):
                    raise ReferenceCycle(
                        f"the condition of {questions[index].key} refers to itself in a circle"
                    )
                stack += predecessors
            elif not is_ordered[stack.pop()]:
                is_ordered[index] = True
                order.append(index)
    return tuple(order)
