"""Tests of the rule `finding` for contradictions, which hold, do not hold, or still could.

The tables cover both sides of `conditions_from` for each severity, answers that leave the check
undecided, and accepted risks of the check and of its questions.
"""

import pytest

from rule_cases import (
    APPROVED,
    CONDITIONAL,
    CONFIRMED,
    NOT_APPLICABLE,
    Case,
    Data,
    check,
    could,
    fact,
    fires,
    risk,
    yes_no,
)
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS, RuleResult

REST = yes_no("rest")
"""Is answered in full, so that there is always a score."""
OPEN = (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS)
POSSIBLE = could("finding", "check")
SEVERITIES = ("low", "medium", "high", "critical")
FROM = [
    pytest.param("low", SEVERITIES, id="low"),
    pytest.param("medium", ("medium", "high", "critical"), id="medium"),
    pytest.param("high", ("high", "critical"), id="high"),
    pytest.param("critical", ("critical",), id="critical"),
]


@pytest.mark.parametrize(("least", "severities"), FROM)
def test_a_contradiction_requires_a_condition_from_a_severity_on(
    least: str, severities: tuple[str, ...]
) -> None:
    checks = [check({"x": ["no"]}, severity, severity) for severity in SEVERITIES]
    asked, rules = [REST, fact("x")], {"conditions_from": least}
    fired = (fires("finding", *severities),)
    Case(
        asked, {"rest": "yes", "x": "no"}, CONDITIONAL, fired, rules, checks=checks
    ).assert_expected()
    Case(asked, {"rest": "yes", "x": "yes"}, APPROVED, (), rules, checks=checks).assert_expected()


@pytest.mark.parametrize("severity", SEVERITIES)
def test_an_undecided_contradiction_could_require_one(severity: str) -> None:
    """From medium on, so of a low one nothing follows."""
    expected, results = (APPROVED, ()) if severity == "low" else (OPEN, (POSSIBLE,))
    checks = [check({"x": ["no"]}, severity)]
    Case(
        [REST, fact("x")],
        {"rest": "yes"},
        expected,
        results,
        {"conditions_from": "medium"},
        checks=checks,
    ).assert_expected()


BOTH = {"all": [{"x": ["yes"]}, {"y": ["yes"]}]}
CONTRADICTION = fires("finding", "check")


def contradiction(x: Data, y: Data, expected: Data, *fired: RuleResult, **more: Data) -> Case:
    given = {"rest": "yes", "x": x, "y": y}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case(
        [REST, fact("x"), fact("y")], answers, expected, fired, checks=[check(BOTH)], **more
    )


CHECKS = [
    pytest.param(contradiction("yes", "yes", CONDITIONAL, CONTRADICTION), id="holds"),
    pytest.param(contradiction("yes", "no", APPROVED), id="does not hold"),
    pytest.param(contradiction("yes", None, OPEN, POSSIBLE), id="undecided"),
    pytest.param(contradiction(None, None, OPEN, POSSIBLE), id="undecided twice"),
    pytest.param(contradiction("no", None, APPROVED), id="can't hold any more"),
    pytest.param(contradiction("yes", CONFIRMED, APPROVED), id="not applicable, as confirmed"),
    pytest.param(
        contradiction("yes", NOT_APPLICABLE, OPEN, POSSIBLE), id="not applicable, not confirmed"
    ),
    pytest.param(
        contradiction("yes", "yes", APPROVED, risks=[risk("check")]), id="holds, accepted"
    ),
    pytest.param(
        contradiction("yes", None, APPROVED, risks=[risk("check")]), id="undecided, accepted"
    ),
    pytest.param(
        contradiction("yes", "yes", CONDITIONAL, CONTRADICTION, risks=[risk("x"), risk("y")]),
        id="holds, its questions accepted",
    ),
    pytest.param(
        contradiction(
            "yes", "yes", CONDITIONAL, CONTRADICTION, risks=[risk("check", expires="2026-11-21")]
        ),
        id="holds, accepted until yesterday",
    ),
    pytest.param(
        contradiction("yes", "yes", APPROVED, risks=[risk("check", expires="2026-11-22")]),
        id="holds, accepted until today",
    ),
]


@pytest.mark.parametrize("case", CHECKS)
def test_a_contradiction(case: Case) -> None:
    case.assert_expected()
