"""Whether each question applies is found alone as it is together with all else."""

import pytest

from rule_cases import AS_OF, UNKNOWN, Data, a_policy, a_questionnaire, a_vendor, choice, yes_no
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import applicability, evaluate
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
    library = {"q": a_questionnaire(ASKED)}
    plan = Assessor(library, a_policy({}), ("q",)).plan_for_tier(None)
    vendor = a_vendor(answers)
    assert list(applicability(plan, vendor, AS_OF)) == applies
    assert list(evaluate(plan, vendor, AS_OF).applies) == applies
