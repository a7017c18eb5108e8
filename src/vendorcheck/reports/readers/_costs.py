"""The costs that a vendor file names, and what the request says: in plain words."""

import re
from collections.abc import Iterator
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.questions import plain_answer, plain_name, plain_question

BUDGET_QUESTION: Final = "request/budget"
"""The question how much the product may cost a year."""


def costs(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Yield what costs something, and how much; prices with a number before "included".

    Nothing is summed: prices are words.
    """
    contract = assessment.vendor.contract
    if contract and contract.yearly_cost:
        yield "The contract, a year", contract.yearly_cost
    if budget := requested_names(assessment, BUDGET_QUESTION):
        yield "What it may cost a year, in our currency", budget
    prices = [
        (result.status, result.status.answer)
        for result in assessment.questions
        if result.applies is True and result.status.answer and result.status.answer.price
    ]
    prices.sort(key=lambda priced: not re.search(r"[1-9]", priced[1].price or ""))
    for status, answer in prices:
        plan = f"{answer.plan}: " if answer.plan else ""
        yield plain_question(status.question.definition), f"{plan}{answer.price}"


def requested_names(assessment: Assessment, key: str) -> str:
    """Return the answer to a question of the request in a few plain words; empty if it has none.

    Of options only the names: "Customers" of "Customers: who they are, what they bought".
    """
    status = _status_of(assessment, key)
    if status is None or status.parsed_answer is None:
        return ""
    question, answer = status.question.definition, status.parsed_answer
    names = [
        plain_name(option) for option in question.offered_options if option.id in answer.options
    ]
    return "; ".join(names) or plain_answer(question, answer)


def _status_of(assessment: Assessment, key: str) -> QuestionStatus | None:
    """Return the status of a question that is asked, or that decides the tier; None for others."""
    for evaluation in (assessment.evaluation, assessment.tiering.evaluation):
        if evaluation and key in evaluation.plan.position_by_key:
            return evaluation.statuses[evaluation.plan.position_by_key[key]]
    return None
