"""The line that says what the answers amount to says as well where evidence is what is missing."""

import pytest

from rule_cases import AS_OF, GRADED, Data, a_policy, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import Interview, begin_interview
from vendorcheck.interview.terminal._words import running_score

POLICY = a_policy({"grades": {"low": "documented"}})
NONE = ""
ONE = " 1 answer lacks the evidence that the policy requires."
TWO = " 2 answers lack the evidence that the policy requires."


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a": "full"}, ONE),
        ({"a": "full", "b": "half"}, TWO),
        ({"a": {"answer": "full", **GRADED["documented"]}}, NONE),
        ({"a": {"answer": "full", **GRADED["documented"]}, "b": "full"}, ONE),
        ({"a": "full", "c": "full"}, ONE),
        ({"a": {"answer": "full", **GRADED["documented"]}, "b": {"unknown": True}}, NONE),
    ],
)
def test_answers_without_the_evidence_that_is_required_are_counted(
    answers: Data, expected: str
) -> None:
    # The third question does not apply.
    asked = [choice("a"), choice("b"), choice("c", when={"a": ["none"]})]
    assessor = Assessor({"q": a_questionnaire(asked)}, POLICY, ["q"])
    state = begin_interview(Interview(assessor, a_vendor(answers), AS_OF))
    line = running_score(state)
    assert line.startswith("Score ")
    assert ("lack" in line) == bool(expected)
    assert line.endswith(expected)


def test_nothing_is_said_where_the_policy_requires_none() -> None:
    assessor = Assessor({"q": a_questionnaire([choice("a")])}, a_policy({}), ["q"])
    state = begin_interview(Interview(assessor, a_vendor({"a": "full"}), AS_OF))
    assert "lack" not in running_score(state)
