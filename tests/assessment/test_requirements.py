"""What a verdict requires of sums, and what each answer adds to them: worked out by hand."""

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    NOT_APPLICABLE,
    QUIET,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    check,
    risk,
    yes_no,
)
from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.path_to_yes.requirements import Requirements
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import Verdict

RULES = {
    "approve_at": 80,
    "conditions_at": 60,
    "coverage_at_least": 90,
    "not_applicable_at_most": 10,
    # A floor of a section that is not asked counts for nothing.
    "section_floors": {"q/s": 50, "elsewhere/s": 50},
}
QUESTIONS = {
    "s": [yes_no("a", weight=2, not_applicable="allowed")],
    "t": [yes_no("b", weight=3), yes_no("c", weight=0)],
}
"""The questionnaire weighs 5, the first section 2."""


def requirements(
    answers: Data, target: Verdict, rules: Data = None, checks: Data = (), risks: Data = ()
) -> tuple[Requirements, dict[str, Data]]:
    library = {
        "q": a_questionnaire(QUESTIONS, checks),
        "r": a_questionnaire([yes_no("z")], (), "r"),
    }
    policy = a_policy({**RULES, **(rules or {})})
    plan = Assessor(library, policy, ["q", "r"]).plan_for_tier(None)
    vendor = a_vendor(answers, risks)
    evaluation = evaluate(plan, vendor, AS_OF)
    found = Requirements(evaluation, accepted_risks_in_force(vendor, AS_OF), target)
    return found, {status.question.question_id: status for status in evaluation.statuses}


NOTHING = (0,) * 7
SUMS: list[tuple[str, Data, Truth, tuple[int, ...]]] = [
    # The question, its answer, whether it applies, and what it adds to score, coverage, what is
    # scored, what is put aside, what each questionnaire has left, and the floor.
    ("a", "yes", True, (200 - 160, 200 - 180, 2, 20, 5 * 2, 0, 200 - 100)),
    ("a", "no", True, (-160, 20, 2, 20, 10, 0, -100)),
    ("a", None, True, (-160, -180, 2, 20, 10, 0, -100)),
    ("a", "yes", None, (-160, -180, 0, 0, 0, 0, -100)),
    ("a", None, None, (-160, -180, 0, 0, 0, 0, -100)),
    ("a", "yes", False, NOTHING),
    ("a", NOT_APPLICABLE, True, (0, 0, 0, -(200 - 20), -2, 0, 0)),
    ("a", NOT_APPLICABLE, None, (0, 0, 0, -(200 - 20), -2, 0, 0)),
    ("a", NOT_APPLICABLE, False, NOTHING),
    ("a", CONFIRMED, True, (0, 0, 0, 20, -2, 0, 0)),
    ("a", CONFIRMED, None, (0, 0, 0, 0, -2, 0, 0)),
    ("b", "yes", True, (300 - 240, 300 - 270, 3, 30, 5 * 3, 0, 0)),
    ("b", NOT_APPLICABLE, True, (-240, -270, 3, 30, 15, 0, 0)),
    ("c", "no", True, NOTHING),
    ("z", None, True, (-80, -90, 1, 10, 0, 1, 0)),
]


@pytest.mark.parametrize(("name", "answer", "applies", "amounts"), SUMS)
def test_what_an_answer_adds_to_each_sum(
    name: str, answer: Data, applies: Truth, amounts: tuple[int, ...]
) -> None:
    answers = {} if answer is None else {name: answer}
    found, statuses = requirements(answers, "approve")
    assert found.needed == (0, 0, 1, 0, 0, 0, 0)
    assert found.amounts_of(statuses[name], applies) == amounts


def test_with_conditions_another_score_is_needed_and_no_floor() -> None:
    found, statuses = requirements({"a": "yes"}, "approve-with-conditions")
    assert found.needed == (0, 0, 1, 0, 0, 0)
    assert found.amounts_of(statuses["a"], applies=True) == (200 - 120, 20, 2, 20, 10, 0)


TARGETS: list[Verdict] = ["approve", "approve-with-conditions"]
SINGLE = [
    # What of the question, its answer, whether it applies, and which of both verdicts it allows.
    pytest.param({}, "yes", True, [True, True], id="full credit"),
    pytest.param({}, "no", True, [True, True], id="a small gap"),
    pytest.param({"severity": "critical"}, "no", True, [False, True], id="a severe gap"),
    pytest.param({"severity": "critical"}, "no", None, [False, True], id="one that may apply"),
    pytest.param({"severity": "critical"}, "no", False, [True, True], id="one that does not"),
    pytest.param({"severity": "critical"}, None, True, [False, True], id="open"),
    pytest.param({"blocker": True}, "no", True, [False, False], id="a blocker that is not met"),
    pytest.param({"blocker": True}, "yes", True, [True, True], id="a blocker that is met"),
    pytest.param({"blocker": True}, None, None, [False, False], id="a blocker that may apply"),
]


@pytest.mark.parametrize(("override", "answer", "applies", "allowed"), SINGLE)
def test_an_answer_may_prevent_a_verdict_by_itself(
    override: Data, answer: Data, applies: Truth, allowed: list[bool]
) -> None:
    rules = {**QUIET, "questions": {"q/b": override}}
    answers = {} if answer is None else {"b": answer}
    for target, is_allowed in zip(TARGETS, allowed, strict=True):
        found, statuses = requirements(answers, target, rules)
        assert found.is_met_by_question(statuses["b"], applies) is is_allowed


@pytest.mark.parametrize(
    ("kind", "fails", "accepted", "allowed"),
    [
        ({}, True, False, [False, True]),
        ({}, None, False, [False, True]),
        ({}, False, False, [True, True]),
        ({}, True, True, [True, True]),
        ({"kind": "requirement", "blocker": True, "remedy": "M."}, True, False, [False, False]),
        ({"kind": "requirement", "blocker": True, "remedy": "M."}, None, False, [False, False]),
        ({"kind": "requirement", "blocker": True, "remedy": "M."}, False, False, [True, True]),
    ],
)
def test_a_check_may_prevent_a_verdict_by_itself(
    kind: Data, fails: Truth, *, accepted: bool, allowed: list[bool]
) -> None:
    checks = [{**check({"a": ["yes"]}), **kind}]
    risks = [risk("check")] if accepted else []
    for target, is_allowed in zip(TARGETS, allowed, strict=True):
        found, _ = requirements({}, target, QUIET, checks, risks)
        assert found.is_met_by_check(0, fails) is is_allowed
