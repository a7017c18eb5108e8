"""Tests of the order in which a plan decides its questions, and of conditions in a circle.

Covers conditions on later questions, on those of other questionnaires, and circles of any length.
"""

import pytest

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_vendor, fact
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.plan.order import ReferenceCycle
from vendorcheck.assessment.plan.plan import Plan, Questionnaires, make_plan

YES = ["yes"]


def library(**homes: Data) -> Questionnaires:
    """Questionnaires by id, each with its questions."""
    return {name: a_questionnaire(asked, home=name) for name, asked in homes.items()}


def planned(shelf: Questionnaires, *chosen: str) -> Plan:
    return make_plan(shelf, a_policy({}), None, chosen)


def keys(plan: Plan) -> list[str]:
    return [item.key for item in plan.questions]


def test_whatever_a_condition_refers_to_is_decided_before_it() -> None:
    questions = [
        fact("a", when={"d": YES}),
        fact("b", when={"a": YES, "c": YES}),
        fact("c", when={"d": YES, "r/f": YES}),
        fact("d"),
    ]
    plan = planned(library(q=questions, r=[fact("e"), fact("f", when={"e": YES})]), "q")
    order = [plan.questions[index].key for index in plan.evaluation_order]
    assert sorted(order) == sorted(keys(plan))
    for item in plan.questions:
        assert all(order.index(name) < order.index(item.key) for name in item.dependencies)
    # Each is decided, though what it refers to comes behind it.
    situation = evaluate(
        plan, a_vendor(dict.fromkeys("abcd", "yes"), r={"e": "yes", "f": "yes"}), AS_OF
    )
    assert set(situation.applies) == {True}
    situation = evaluate(
        plan, a_vendor(dict.fromkeys("abcd", "yes"), r={"e": "no", "f": "yes"}), AS_OF
    )
    applies = dict(zip(keys(plan), situation.applies, strict=True))
    assert applies == {
        "q/a": True,
        "q/b": False,
        "q/c": False,
        "q/d": True,
        "r/e": True,
        "r/f": False,
    }


@pytest.mark.parametrize(
    "conditions",
    [
        {"a": "a"},
        {"a": "b", "b": "a"},
        {"a": "b", "b": "c", "c": "a"},
        {"b": "c", "c": "b"},
        {"a": "b", "b": "ac"},
    ],
)
def test_conditions_in_a_circle_are_refused(conditions: dict[str, str]) -> None:
    asked = [
        fact(name, **({"when": dict.fromkeys(conditions[name], YES)} if name in conditions else {}))
        for name in "abc"
    ]
    with pytest.raises(ReferenceCycle, match="refers to itself in a circle"):
        planned(library(q=asked), "q")


def test_two_ways_to_the_same_question_are_no_circle() -> None:
    questions = [
        fact("a"),
        fact("b", when={"a": YES}),
        fact("c", when={"a": YES}),
        fact("d", when={"b": YES, "c": YES}),
    ]
    assert len(planned(library(q=questions), "q").evaluation_order) == 4
