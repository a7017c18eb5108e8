"""A vendor with gaps is asked more than one without, and an average review still has an end."""

from collections.abc import Iterator
from functools import cache

import pytest

from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.plan.plan import Plan
from verdict_outcomes import AS_OF, Answers, assessor, good_answers, library, supported, vendor_file

AVERAGE = 90
"""So many questions an average review stays below."""
LONGEST = [
    ("default", "employees", "ads"),
    ("light", "customers", "crm"),
    ("strict", "business", "website"),
]
"""Average requests with the most questions: one kind of data, one connection."""


@cache
def requested(data: str, connection: str) -> Answers:
    """Return the best answers to what is asked of a small team's tool in the cloud, without AI."""
    said = {"people": "40", "seats": "10", "deployment": "cloud", "agencies": "yes", "ai": "no"}
    said |= {"outage": "slows-us", "switching": "months", "budget": "more"}
    request = {**said, "data": (data,), "connections": (connection,)}
    questions = library()["request"].questions
    answers = {
        f"request/{name}": supported(questions[name], answer) for name, answer in request.items()
    }
    return {**good_answers(), **answers}


def number_asked(plan: Plan, answers: Answers) -> int:
    evaluation = evaluate(plan, vendor_file("Tool", answers), AS_OF)
    return sum(applies is not False for _, applies in evaluation)


def changes(plan: Plan) -> Iterator[Answers]:
    """Yield each option of each question of the vendor that decides what is asked."""
    for key in plan.tests_by_question:
        question = plan.questions[plan.position_by_key[key]].definition
        several = question.kind_of_answer == "options"
        for option in () if key.startswith("request/") else question.offered_options:
            yield {key: supported(question, (option.id,) if several else option.id)}


@pytest.mark.slow
@pytest.mark.parametrize(("policy", "data", "connection"), LONGEST)
def test_no_answers_of_a_vendor_make_an_average_review_long(
    policy: str, data: str, connection: str
) -> None:
    """Each answer is replaced by one that leads to more questions, until there is none."""
    answers = requested(data, connection)
    tier = assessor(policy).tiering_of(vendor_file("Tool", answers), AS_OF).tier
    assert tier
    assert tier.id == "medium"
    plan = assessor(policy).plan_for_tier(tier)
    before, most = 0, number_asked(plan, answers)
    without_gaps = most
    while before < most:
        before = most
        for change in changes(plan):
            if (number := number_asked(plan, answers | change)) > most:
                answers, most = answers | change, number
    assert without_gaps < most < AVERAGE
