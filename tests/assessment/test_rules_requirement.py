"""Tests of requirements: rules over several true answers that are not good enough together.

The tables cover answers that fail one, meet it or leave it undecided, one that blocks and one that
does not, both sides of `conditions_from`, overrides by policy and tier, and accepted risks.
"""

import pytest

from rule_cases import (
    APPROVED,
    AS_OF,
    CONDITIONAL,
    QUIET,
    REJECTED,
    UNKNOWN,
    Case,
    Data,
    a_policy,
    a_questionnaire,
    a_tier,
    a_vendor,
    could,
    fact,
    fires,
    risk,
    yes_no,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    RuleResult,
)

BOTH = {"all": [{"x": ["no"]}, {"y": ["no"]}]}
BLOCKED, FOUND = fires("requirement", "must"), fires("finding", "must")
MAYBE_BLOCKED, MAYBE_FOUND = could("requirement", "must"), could("finding", "must")
COULD_BLOCK = (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE)
COULD_REQUIRE = (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS)


def requirement(**keys: Data) -> Data:
    return {
        "id": "must",
        "kind": "requirement",
        "when": BOTH,
        "severity": "critical",
        "blocker": True,
        "message": "Neither protects the sign-in",
        "remedy": "Offer one of them.",
        "clause": "The provider shall offer one of them.",
        **keys,
    }


def both(
    x: Data, y: Data, expected: Data, *results: RuleResult, check: Data = None, **more: Data
) -> Case:
    """Two facts of which one must be yes; None: not answered."""
    given = {"rest": "yes", "x": x, "y": y}
    answers = {name: said for name, said in given.items() if said is not None}
    asked = [yes_no("rest"), fact("x"), fact("y")]
    return Case(asked, answers, expected, results, checks=[check or requirement()], **more)


SOFT = requirement(blocker=False)
MILD = requirement(severity="high")
CASES = [
    pytest.param(both("no", "no", REJECTED, BLOCKED, FOUND), id="fails"),
    pytest.param(both("no", "yes", APPROVED), id="is met"),
    pytest.param(both("no", None, COULD_BLOCK, MAYBE_BLOCKED, MAYBE_FOUND), id="half is left out"),
    pytest.param(
        both("no", UNKNOWN, COULD_BLOCK, MAYBE_BLOCKED, MAYBE_FOUND), id="half is unknown"
    ),
    pytest.param(both(None, None, COULD_BLOCK, MAYBE_BLOCKED, MAYBE_FOUND), id="all is left out"),
    pytest.param(both("yes", None, APPROVED), id="can't fail any more"),
    pytest.param(both("no", "no", REJECTED, BLOCKED, check=MILD), id="fails, not severe"),
    pytest.param(both("no", None, COULD_BLOCK, MAYBE_BLOCKED, check=MILD), id="open, not severe"),
    pytest.param(both("no", "no", CONDITIONAL, FOUND, check=SOFT), id="fails, no blocker"),
    pytest.param(both("no", None, COULD_REQUIRE, MAYBE_FOUND, check=SOFT), id="open, no blocker"),
    pytest.param(
        both("no", "no", APPROVED, check=requirement(blocker=False, severity="high")),
        id="fails, neither severe nor a blocker",
    ),
    pytest.param(both("no", "no", APPROVED, risks=[risk("must")]), id="fails, accepted"),
    pytest.param(both("no", None, APPROVED, risks=[risk("must")]), id="open, accepted"),
    pytest.param(
        both("no", "no", REJECTED, BLOCKED, FOUND, risks=[risk("x"), risk("y")]),
        id="fails, its questions accepted",
    ),
    pytest.param(
        both("no", None, COULD_BLOCK, MAYBE_BLOCKED, MAYBE_FOUND, risks=[risk("y")]),
        id="open, its question accepted",
    ),
    pytest.param(
        both("no", "no", REJECTED, BLOCKED, FOUND, risks=[risk("must", expires="2026-11-21")]),
        id="fails, accepted until yesterday",
    ),
    pytest.param(
        both(
            "no",
            "no",
            CONDITIONAL,
            FOUND,
            rules={"checks": {"q/must": {"blocker": False}}},
        ),
        id="fails, no blocker by the policy",
    ),
    pytest.param(
        both(
            "no",
            "no",
            REJECTED,
            BLOCKED,
            check=SOFT,
            rules={"checks": {"q/must": {"blocker": True, "severity": "high"}}},
        ),
        id="fails, a blocker by the policy, and less severe",
    ),
    pytest.param(
        both("no", "no", REJECTED, BLOCKED, FOUND, rules={"checks": {"q/must": {}}}),
        id="fails, the policy changes nothing",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_a_requirement(case: Case) -> None:
    case.assert_expected()


def test_the_tier_overrides_the_policy() -> None:
    asked = [yes_no("rest"), fact("x"), fact("y")]
    library = {"q": a_questionnaire(asked, [requirement()])}
    policy = a_policy(
        {
            **QUIET,
            "checks": {"q/must": {"blocker": False}},
            "tiers": [a_tier(checks={"q/must": {"blocker": True}})],
        }
    )
    vendor = a_vendor({"rest": "yes", "x": "no", "y": "no"})
    assert Assessor(library, policy).judge(vendor, AS_OF).verdict == DO_NOT_APPROVE
    policy = a_policy(
        {**QUIET, "tiers": [a_tier(checks={"q/must": {"blocker": False, "severity": "low"}})]}
    )
    assert Assessor(library, policy).judge(vendor, AS_OF).verdict == APPROVE


def test_a_contradiction_never_blocks() -> None:
    contradiction = {**requirement(), "kind": "contradiction"}
    for name in ("remedy", "clause", "blocker"):
        del contradiction[name]
    rules = {"checks": {"q/must": {"blocker": True}}}
    both("no", "no", CONDITIONAL, FOUND, check=contradiction, rules=rules).assert_expected()


def test_its_finding_has_its_own_words() -> None:
    (finding,) = both("no", "no", REJECTED).assess().findings
    assert (finding.kind, finding.severity, finding.check) == ("requirement", "critical", "q/must")
    assert finding.finding == "Neither protects the sign-in"
    assert finding.remedy == "Offer one of them."
    assert finding.clause == "The provider shall offer one of them."


def test_it_is_no_question_to_the_vendor_which_answer_is_right() -> None:
    assert both("no", "no", REJECTED).assess().questions_for_vendor == ()


# ---- the scope of checks


def elsewhere(*, chosen: list[str], tiers: list[Data], when: Data, **answers: Data) -> list[str]:
    """The rules for a check of `q` that names a question `z` of `other`."""
    library = {
        "q": a_questionnaire([yes_no("rest"), fact("x")], [requirement(when=when)]),
        "other": a_questionnaire([yes_no("rest"), fact("z")], home="other"),
    }
    assessor = Assessor(library, a_policy({**QUIET, "tiers": tiers}), chosen)
    vendor = a_vendor({"rest": "yes", "x": "no"}, other={"rest": "yes", **answers})
    return [
        result.rule + " could" * result.could
        for result in assessor.judge(vendor, AS_OF).rule_results
    ]


NAMES_OTHER = {"all": [{"x": ["no"]}, {"other/z": ["no"]}]}
FAILS = ["requirement", "finding"]
COULD_FAIL = ["requirement could", "finding could"]


def test_a_check_counts_only_if_all_that_it_names_is_asked() -> None:
    assert elsewhere(chosen=["q", "other"], tiers=[], when=NAMES_OTHER, z="no") == FAILS
    assert elsewhere(chosen=["q", "other"], tiers=[], when=NAMES_OTHER) == COULD_FAIL
    assert elsewhere(chosen=["q"], tiers=[], when=NAMES_OTHER, z="no") == []
    assert elsewhere(chosen=["q"], tiers=[], when=NAMES_OTHER) == []


def test_a_check_may_name_what_decides_the_tier() -> None:
    tier = {"id": "t", "title": "T", "questionnaires": ["q"], "when": {"other/z": ["no"]}}
    assert elsewhere(chosen=[], tiers=[tier], when=NAMES_OTHER, z="no") == FAILS


def test_a_check_fails_only_while_all_that_it_names_is_asked() -> None:
    """Of what is not asked `not` would hold."""
    negated = {"all": [{"x": ["no"]}, {"not": {"other/z": ["yes"]}}]}
    tier = {
        "id": "t",
        "title": "T",
        "questionnaires": ["q"],
        "add": [{"when": {"q/x": ["yes"]}, "questionnaires": ["other"]}],
    }
    assert elsewhere(chosen=[], tiers=[tier], when=negated) == []
    tier["add"] = [{"when": {"q/x": ["no"]}, "questionnaires": ["other"]}]
    assert elsewhere(chosen=[], tiers=[tier], when=negated, z="no") == FAILS
