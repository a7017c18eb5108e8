"""Which questions apply is found alone as it is together with all else."""

import pytest

from rule_cases import AS_OF, UNKNOWN, Data, a_policy, a_questionnaire, a_vendor, choice, yes_no
from strategies import World, law, library, the_policy, vendor_file, worlds
from vendorcheck.assessment.applicability import Applicability
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import QuestionStatus, evaluate
from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.model.conditions import Truth

ASKED = [yes_no("a"), choice("b", when={"a": ["yes"]}), choice("c", when={"b": ["full"]})]


@pytest.mark.parametrize(
    ("answers", "applies"),
    [
        ({"a": "yes", "b": "full"}, [True, True, True]),
        ({"a": "yes", "b": "none"}, [True, True, False]),
        ({"a": "yes"}, [True, True, None]),
        ({"a": "no", "b": "full"}, [True, False, False]),
        ({"a": UNKNOWN, "b": "full"}, [True, None, None]),
        ({"b": "none"}, [True, None, False]),
    ],
)
def test_which_questions_apply(answers: Data, applies: list[Truth]) -> None:
    plan = Assessor({"q": a_questionnaire(ASKED)}, a_policy({}), ("q",)).plan_for_tier(None)
    vendor = a_vendor(answers)
    assert list(Applicability(plan, vendor, AS_OF).applies) == applies
    assert list(evaluate(plan, vendor, AS_OF).applies) == applies


@law(worlds())
def test_it_agrees_with_an_evaluation_but_for_the_support_of_answers(world: World) -> None:
    questionnaires = library(world)
    plan = make_plan(questionnaires, the_policy(world), chosen_ids=sorted(questionnaires))
    evaluation = evaluate(plan, vendor_file(world), AS_OF)
    applicability = Applicability(plan, vendor_file(world), AS_OF)

    assert tuple(applicability.applies) == evaluation.applies
    for position, status in enumerate(evaluation.statuses):
        assert _without_support(applicability.status_at(position)) == _without_support(status)
    for key in plan.referenced_keys:
        assert applicability.known_answer(key) == evaluation.known_answer(key)


def _without_support(status: QuestionStatus) -> tuple[object, ...]:
    return (
        status.question.key,
        status.answer_state,
        status.answer,
        status.parsed_answer,
        status.answer_result,
    )
