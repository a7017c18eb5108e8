"""Tests of the findings: which there are, how severe each is, and in which order.

The tables cover gaps with a severity of their own, weak grades, missing and ended evidence,
contradictions, and acceptances that no longer hold, each on both sides of what makes it a finding.
"""

from fractions import Fraction

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    GRADED,
    NOT_APPLICABLE,
    UNKNOWN,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    amount,
    check,
    choice,
    fact,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.model.evidence import FileState

GATED = {"when": {"gate": ["yes"]}}
OWN = [
    {"id": "good", "label": "Good", "credit": 1, "severity": "critical"},
    {"id": "bad", "label": "Bad", "credit": 0.5, "severity": "critical"},
    {"id": "poor", "label": "Poor", "credit": 0},
]


def findings_of(
    asked: list[Data], answers: Data, risks: Data = (), checks: Data = (), **rules: Data
) -> list[Finding]:
    assessor = Assessor({"q": a_questionnaire(asked, checks)}, a_policy(rules), ["q"])
    return list(assessor.assess(a_vendor(answers, risks), AS_OF).findings)


def summary(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.severity, one.subject) for one in findings]


GAPS = [
    # The question, its answer, the severity of the gap; None: there is none.
    pytest.param(choice("a", severity="high"), "full", None, id="full"),
    pytest.param(choice("a", severity="high"), "nearly", "high", id="just less than full"),
    pytest.param(choice("a", severity="high"), "none", "high", id="none"),
    pytest.param(choice("a", severity="high"), None, None, id="unanswered"),
    pytest.param(choice("a", severity="high"), UNKNOWN, None, id="unknown"),
    pytest.param(choice("a", severity="high"), NOT_APPLICABLE, None, id="not applicable"),
    pytest.param(choice("a", weight=0), "none", None, id="without weight"),
    pytest.param(
        choice("a", weight=0, blocker=True, severity="high"),
        "none",
        "high",
        id="a failed blocker without weight",
    ),
    pytest.param(
        choice("a", weight=0, blocker={"at_least": "0.5"}),
        "half",
        None,
        id="a met blocker without weight",
    ),
    pytest.param(fact("a"), "no", None, id="a fact"),
    pytest.param(
        question("a", "choice", options=OWN), "good", None, id="full, severe by its option"
    ),
    pytest.param(
        question("a", "choice", options=OWN), "bad", "critical", id="as severe as its option"
    ),
    pytest.param(question("a", "choice", options=OWN), "poor", "low", id="its option does not say"),
    pytest.param({**amount("a", "number"), "severity": "medium"}, "2", "medium", id="a number"),
    pytest.param({**choice("a"), **GATED}, "none", None, id="may apply"),
]


@pytest.mark.parametrize(("asked", "answer", "severity"), GAPS)
def test_a_gap_is_a_finding(asked: Data, answer: Data, severity: str | None) -> None:
    answers = {} if answer is None else {"a": answer}
    expected = [] if severity is None else [("gap", severity, "q/a")]
    assert summary(findings_of([asked, fact("gate")], answers)) == expected


@pytest.mark.parametrize(("gate", "number"), [("yes", 1), ("no", 0)])
def test_a_gap_counts_only_where_its_question_applies(gate: str, number: int) -> None:
    assert (
        len(findings_of([choice("a", **GATED), fact("gate")], {"gate": gate, "a": "none"}))
        == number
    )


@pytest.mark.parametrize(
    ("ours", "severity"),
    [({}, "low"), ({"q/a": {"severity": "critical"}}, "critical")],
    ids=["own", "policy"],
)
def test_a_finding_is_as_severe_as_the_policy_says(ours: Data, severity: str) -> None:
    rules = {"questions": ours, "grades": {"low": "documented", "critical": "documented"}}
    assert summary(findings_of([choice("a")], {"a": "none"}, **rules)) == [
        ("gap", severity, "q/a"),
        ("grade", severity, "q/a"),
    ]


CURRENT = {"url": "https://a.example", "dated": "2026-11-01"}
EVIDENCE = [
    # What is expected, the answer, whether its evidence is a finding.
    pytest.param("expected", {"answer": "full"}, "No evidence supports the answer", id="none"),
    pytest.param("none", {"answer": "full"}, None, id="none, and none is expected"),
    pytest.param("expected", {"answer": "full", "evidence": [CURRENT]}, None, id="there is some"),
    pytest.param(
        "expected",
        {"answer": "full", "evidence": [{"title": "Guide"}]},
        "No evidence supports the answer: its evidence names neither a link nor a file",
        id="some that nobody can look up",
    ),
    pytest.param(
        "expected",
        {"answer": "full", "evidence": [{"url": "https://a.example"}]},
        "No evidence supports the answer: its evidence has no date",
        id="some without a day",
    ),
    pytest.param(
        "none",
        {"answer": "full", "evidence": [{"url": "https://a.example"}]},
        None,
        id="some without a day, and none is expected",
    ),
    pytest.param(
        "expected",
        {"answer": "full", "evidence": [{**CURRENT, "kind": "statement"}]},
        "No evidence supports the answer: "
        "its evidence is of a kind that supports no more than a claim",
        id="a statement",
    ),
    pytest.param(
        "none",
        {"answer": "full", "evidence": [{"file": "../a.pdf", "dated": "2026-11-01"}]},
        None,
        id="a file that nobody looked at",
    ),
    pytest.param(
        "none",
        {
            "answer": "full",
            "evidence": [{"title": "Guide", "expires": "2026-11-21"}, CURRENT],
        },
        "Evidence has expired: Guide",
        id="one of two has ended",
    ),
    pytest.param(
        "expected",
        {
            "answer": "full",
            "evidence": [
                {"title": "A", "expires": "2026-11-21"},
                {"file": "b.pdf", "dated": "2020-01-01"},
            ],
        },
        "Evidence has expired: A, b.pdf",
        id="both have ended",
    ),
    pytest.param(
        "expected",
        {"answer": "full", "evidence": [{**CURRENT, "expires": "2026-11-22"}]},
        None,
        id="its last day",
    ),
    pytest.param("expected", UNKNOWN, None, id="unknown"),
]


@pytest.mark.parametrize(("expected", "answer", "text"), EVIDENCE)
@pytest.mark.parametrize("weight", [1, 0])
def test_evidence_that_is_missing_or_has_ended(
    expected: str, answer: Data, text: str | None, weight: int
) -> None:
    findings = findings_of(
        [choice("a", evidence=expected, weight=weight, severity="critical")], {"a": answer}
    )
    assert [(one.kind, one.severity, one.finding) for one in findings] == (
        [("evidence", "low", text)] if text else []
    )


def test_the_worst_first_then_by_kind_then_in_the_order_in_which_they_are_asked() -> None:
    questions = [
        choice("low"),
        choice("weak", severity="critical"),
        choice("high", severity="high", evidence="expected"),
        choice("gone", severity="high"),
        yes_no("critical", severity="critical"),
    ]
    answers = {
        "low": "none",
        "weak": "full",
        "high": "none",
        "gone": "none",
        "critical": {"answer": "no", **GRADED["verified"]},
    }
    checks = [check({"low": ["none"]}, "high"), check({"low": ["none"]}, "critical", "worse")]
    risks = [risk("gone", expires="2026-11-21")]
    findings = findings_of(questions, answers, risks, checks, grades={"critical": "documented"})
    assert summary(findings) == [
        ("gap", "critical", "q/critical"),
        ("contradiction", "critical", "q/worse"),
        ("grade", "critical", "q/weak"),
        ("gap", "high", "q/high"),
        ("gap", "high", "q/gone"),
        ("contradiction", "high", "q/check"),
        ("accepted-risk", "high", "q/gone"),
        ("gap", "low", "q/low"),
        ("evidence", "low", "q/high"),
    ]


def test_of_one_severity_what_loses_most_points_comes_first() -> None:
    questions = [
        choice("nearly", severity="high"),
        choice("none", severity="high"),
        choice("heavy", severity="high", weight=8),
        choice("light", severity="critical", weight=1),
        choice("full", weight=2),
        choice("unanswered", weight=4),
    ]
    answers = dict.fromkeys(("nearly", "heavy", "full"), "full")
    answers |= {"nearly": "nearly", "none": "none", "heavy": "none", "light": "none"}
    checks = [check({"none": ["none"]}, "high")]
    findings = findings_of(questions, answers, checks=checks)
    # All questions weigh 5 + 5 + 8 + 1 + 2 + 4 = 25.
    assert [(one.subject, one.points) for one in findings] == [
        ("q/light", Fraction(100 * 1, 25)),
        ("q/heavy", Fraction(100 * 8, 25)),
        ("q/none", Fraction(100 * 5, 25)),
        ("q/nearly", Fraction(100 * 5, 25) * (1 - Fraction("0.999999"))),
        ("q/check", 0),
    ]


def test_several_gaps_of_one_answer_lose_its_points_together() -> None:
    places = question(
        "places",
        "multi_choice",
        counts="least",
        options=[
            {"id": "here", "label": "Here", "credit": 1},
            {"id": "near", "label": "Near", "credit": 0.5},
            {"id": "far", "label": "Far", "credit": 0.25},
        ],
    )
    findings = findings_of([places, choice("b")], {"places": ["near", "far"], "b": "full"})
    assert [one.points for one in findings] == [Fraction(75, 2), Fraction(75, 2)]


LAPSED = [
    # The question, its answer, the risk's answer and end, whether that is reported.
    pytest.param(choice("a"), "none", None, "2026-11-21", True, id="ended, and the gap is there"),
    pytest.param(choice("a"), "none", None, "2026-11-22", False, id="its last day"),
    pytest.param(choice("a"), "none", "half", "2027-05-01", True, id="another answer was accepted"),
    pytest.param(choice("a"), "none", "none", "2027-05-01", False, id="this answer was accepted"),
    pytest.param(choice("a"), "full", None, "2026-11-21", False, id="ended, and mended"),
    pytest.param(choice("a"), None, None, "2026-11-21", True, id="ended, and not answered"),
    pytest.param(choice("a"), UNKNOWN, "unknown", "2027-05-01", False, id="unknown was accepted"),
    pytest.param(choice("a"), CONFIRMED, None, "2026-11-21", False, id="ended, and put aside"),
    pytest.param(
        choice("a"), NOT_APPLICABLE, None, "2026-11-21", True, id="ended, put aside by nobody of us"
    ),
    pytest.param(
        choice("a", weight=0), "none", None, "2026-11-21", False, id="ended, without weight"
    ),
    pytest.param(
        choice("a", weight=0, blocker=True),
        "none",
        None,
        "2026-11-21",
        True,
        id="ended, of a blocker",
    ),
    pytest.param(choice("a", **GATED), "none", None, "2026-11-21", True, id="ended, and may apply"),
]


@pytest.mark.parametrize(("asked", "answer", "named", "expires", "lapsed"), LAPSED)
def test_an_acceptance_that_no_longer_holds(
    asked: Data, answer: Data, named: Data, expires: str, *, lapsed: bool
) -> None:
    answers = {} if answer is None else {"a": answer}
    findings = findings_of(
        [asked, fact("gate")], answers, [risk("a", answer=named, expires=expires)]
    )
    assert ("accepted-risk" in [one.kind for one in findings]) == lapsed
    # A gap that is accepted says by whom.
    gaps = [one for one in findings if one.kind == "gap"]
    assert all((one.accepted_risk is None) == lapsed for one in gaps)


@pytest.mark.parametrize(("answer", "number"), [("no", 1), ("yes", 0), (UNKNOWN, 0)])
def test_a_contradiction_is_a_finding_only_where_it_holds(answer: Data, number: int) -> None:
    findings = findings_of([fact("a")], {"a": answer}, checks=[check({"a": ["no"]})])
    assert summary(findings) == [("contradiction", "critical", "q/check")] * number


@pytest.mark.parametrize(("grade", "lapsed"), [("claimed", True), ("documented", False)])
def test_an_acceptance_of_a_weak_grade_lapses_while_the_grade_is_weak(
    grade: str, *, lapsed: bool
) -> None:
    answers = {"a": {"answer": "full", **GRADED[grade]}}
    risks, grades = [risk("a", expires="2026-11-21")], {"low": "documented"}
    findings = findings_of([choice("a")], answers, risks, grades=grades)
    assert [one.kind for one in findings] == (["grade", "accepted-risk"] if lapsed else [])


@pytest.mark.parametrize(
    ("expires", "text"),
    [
        ("2026-11-21", "The acceptance by CIO ended on 2026-11-21"),
        ("2026-11-22", "CIO accepted another answer than the one given now"),
    ],
)
def test_why_an_acceptance_no_longer_holds(expires: str, text: str) -> None:
    findings = findings_of(
        [choice("a")], {"a": "none"}, [risk("a", answer="half", expires=expires)]
    )
    assert [one.finding for one in findings if one.kind == "accepted-risk"] == [text]


def test_all_acceptances_that_no_longer_hold_those_that_ended_first_first() -> None:
    risks = [risk("a", expires=day) for day in ("2026-11-21", "2026-05-01", "2026-11-20")]
    findings = findings_of([choice("a")], {"a": "none"}, risks)
    assert [one.finding for one in findings if one.kind == "accepted-risk"] == [
        f"The acceptance by CIO ended on {day}"
        for day in ("2026-05-01", "2026-11-20", "2026-11-21")
    ]


def test_the_acceptance_that_lasts_longest_is_named() -> None:
    risks = [risk("a", expires=day) for day in ("2027-01-01", "2027-03-01", "2027-02-01")]
    (gap,) = findings_of([choice("a")], {"a": "none"}, risks)
    assert str(gap.accepted_risk.expires if gap.accepted_risk else None) == "2027-03-01"


STATES: list[tuple[FileState, str]] = [
    ("changed", "The file of the evidence has changed: Report"),
    ("missing", "The file of the evidence is missing: Report"),
    ("outside", "The file of the evidence does not lie in the vendor file's folder: Report"),
]


@pytest.mark.parametrize(("state", "text"), STATES)
@pytest.mark.parametrize("others", [[], [CURRENT]])
def test_evidence_whose_file_is_not_what_it_was(
    state: FileState, text: str, others: list[Data]
) -> None:
    report = {"title": "Report", "file": "a.pdf", "dated": "2026-11-01"}
    vendor = a_vendor({"a": {"answer": "full", "evidence": [report, *others]}})
    assessor = Assessor({"q": a_questionnaire([choice("a")])}, a_policy({}), ["q"])
    tiering = assessor.tiering_of(vendor, AS_OF, {("a.pdf", None): state})
    findings = assessor.assess(vendor, AS_OF, tiering=tiering).findings
    assert [(one.kind, one.finding) for one in findings] == [("evidence", text)]


def test_an_acceptance_that_has_not_begun_says_so() -> None:
    risks = [risk("a", on="2026-11-23")]
    (_, finding) = findings_of([choice("a")], {"a": "none"}, risks)
    assert (finding.kind, finding.finding) == (
        "accepted-risk",
        "The acceptance by CIO begins only on 2026-11-23",
    )
