"""Tests of the rule `grade`: a weaker grade than the severity needs requires a condition.

The tables cover each needed grade with each given one, questions that are open or may not apply,
weight 0, and answers that also leave a gap or fail a blocker.
"""

import pytest

from rule_cases import (
    APPROVED,
    CONDITIONAL,
    CONFIRMED,
    GRADED,
    NOT_APPLICABLE,
    REJECTED,
    Case,
    Data,
    choice,
    could,
    fact,
    fires,
    question,
    yes_no,
)
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    RuleResult,
)

REST = yes_no("rest")
"""Is answered in full, so that there is always a score."""
OPEN = (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS)
FINDING, WEAK = fires("finding", "a"), fires("grade", "a")
MAYBE_WEAK = could("grade", "a")
GATED = {"when": {"gate": ["yes"]}}
DOCUMENTED = {"grades": {"critical": "documented"}}


def critical(answer: Data, expected: Data, *fired: RuleResult, **keys: Data) -> Case:
    """Ask one critical question `a`, beside one that has full credit."""
    rules, risks, gate = keys.pop("rules", {}), keys.pop("risks", ()), keys.pop("gate", None)
    asked = choice("a", **{"options": ("full", "half", "none"), "severity": "critical", **keys})
    given = {"rest": "yes", "gate": gate, "a": answer}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case([REST, fact("gate"), asked], answers, expected, fired, rules, risks)


@pytest.mark.parametrize(
    ("needed", "given", "weak"),
    [
        ("claimed", "claimed", False),
        ("claimed", "documented", False),
        ("claimed", "verified", False),
        ("documented", "claimed", True),
        ("documented", "documented", False),
        ("documented", "verified", False),
        ("verified", "claimed", True),
        ("verified", "documented", True),
        ("verified", "verified", False),
    ],
)
def test_a_weaker_grade_than_needed_requires_a_condition(
    needed: str, given: str, *, weak: bool
) -> None:
    rules = {"grades": {"critical": needed}}
    answer = {"answer": "full", **GRADED[given]}
    critical(
        answer, CONDITIONAL if weak else APPROVED, *([WEAK] if weak else []), rules=rules
    ).assert_expected()


VERIFIED = {"grades": {"medium": "verified"}}
BLOCKER = {**GATED, "blocker": True, "severity": "medium"}
GRADES = [
    pytest.param(
        critical("full", APPROVED, rules={"grades": {"high": "verified"}}),
        id="of another severity",
    ),
    pytest.param(critical("full", APPROVED, rules=DOCUMENTED, weight=0), id="without weight"),
    pytest.param(
        critical("full", APPROVED, rules=DOCUMENTED, weight=0, blocker=True),
        id="of a blocker without weight",
    ),
    pytest.param(
        critical("full", APPROVED, rules=DOCUMENTED, gate="no", **GATED),
        id="does not apply",
    ),
    pytest.param(critical("full", OPEN, MAYBE_WEAK, rules=DOCUMENTED, **GATED), id="may apply"),
    pytest.param(
        critical("full", CONDITIONAL, WEAK, rules=DOCUMENTED, gate="yes", **GATED),
        id="applies",
    ),
    pytest.param(critical(CONFIRMED, APPROVED, rules=DOCUMENTED), id="not applicable, confirmed"),
    pytest.param(
        critical(NOT_APPLICABLE, OPEN, could("finding", "a"), MAYBE_WEAK, rules=DOCUMENTED),
        id="not applicable, not confirmed",
    ),
    pytest.param(critical("none", CONDITIONAL, FINDING, WEAK, rules=DOCUMENTED), id="and a gap"),
    pytest.param(
        critical("none", CONDITIONAL, WEAK, rules=VERIFIED, severity="medium"),
        id="and a gap that is not severe",
    ),
    pytest.param(
        critical(None, OPEN, MAYBE_WEAK, rules=VERIFIED, severity="medium"),
        id="open, an answer may be weak",
    ),
    pytest.param(
        critical(None, APPROVED, rules={"grades": {"medium": "claimed"}}, severity="medium"),
        id="open, none can be",
    ),
    pytest.param(
        critical(None, OPEN, MAYBE_WEAK, rules=VERIFIED, severity="medium", **GATED),
        id="open and may apply",
    ),
    pytest.param(
        critical(None, APPROVED, rules=VERIFIED, severity="medium", weight=0),
        id="open without weight",
    ),
    pytest.param(
        critical(
            "none",
            REJECTED,
            fires("blocker", "a"),
            WEAK,
            rules=VERIFIED,
            severity="medium",
            blocker=True,
        ),
        id="and a failed blocker",
    ),
    pytest.param(
        critical(
            "none",
            (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE),
            could("blocker", "a"),
            MAYBE_WEAK,
            rules=VERIFIED,
            **BLOCKER,
        ),
        id="and a blocker that may apply",
    ),
    pytest.param(
        critical("full", OPEN, MAYBE_WEAK, rules=VERIFIED, **BLOCKER),
        id="a met blocker that may apply",
    ),
    pytest.param(
        critical("full", OPEN, MAYBE_WEAK, rules=VERIFIED, **GATED, severity="medium"),
        id="no gap, and may apply",
    ),
    pytest.param(
        Case(
            [REST, question("a", "text", severity="critical")],
            {"rest": "yes", "a": "Words"},
            APPROVED,
            rules=DOCUMENTED,
        ),
        id="words that earn nothing",
    ),
]


@pytest.mark.parametrize("case", GRADES)
def test_the_grade_of_a_question(case: Case) -> None:
    case.assert_expected()
