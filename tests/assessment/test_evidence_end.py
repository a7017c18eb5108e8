"""Tests of the day that a finding names as the end of evidence.

Covers one piece of evidence and several, each ending on its own day or by its day of issue.
"""

import pytest

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.findings.finding import Finding


def weak_grade(evidence: Data, **rules: Data) -> list[Finding]:
    """Return the findings about the grade of a documented answer."""
    questionnaire = a_questionnaire([choice("a")])
    company = a_policy({"grades": {"low": "documented"}, **rules})
    pieces = [{"url": "https://acme.example", "dated": "2026-01-01", **piece} for piece in evidence]
    answer = {"answer": "full", "grade": "documented", "evidence": pieces}
    assessment = Assessor({"q": questionnaire}, company, ["q"]).assess(
        a_vendor({"a": answer}), AS_OF
    )
    return [finding for finding in assessment.findings if finding.kind == "grade"]


@pytest.mark.parametrize(
    ("evidence", "day"),
    [
        pytest.param([{"expires": "2026-11-21"}], "2026-11-21", id="one"),
        pytest.param(
            [{"expires": "2026-11-21"}, {"expires": "2026-03-01"}],
            "2026-11-21",
            id="the latest first",
        ),
        pytest.param(
            [{"expires": "2026-03-01"}, {"expires": "2026-11-21"}],
            "2026-11-21",
            id="the latest last",
        ),
        pytest.param(
            [{"expires": "2026-03-01"}, {"dated": "2025-06-30"}],
            "2026-06-30",
            id="the latest by its issue",
        ),
        pytest.param(
            [{"expires": "2026-07-01"}, {"dated": "2025-06-30"}],
            "2026-07-01",
            id="the latest by its end",
        ),
    ],
)
def test_of_several_pieces_of_evidence_the_latest_end_is_named(evidence: Data, day: str) -> None:
    (finding,) = weak_grade(evidence)
    assert f"since its evidence ended on {day};" in finding.finding


@pytest.mark.parametrize(
    ("valid_for", "day"), [("6 months", "2026-08-01"), ("45 days", "2026-03-18")]
)
def test_the_day_goes_by_how_long_the_policy_lets_evidence_count(valid_for: str, day: str) -> None:
    (finding,) = weak_grade([{"dated": "2026-02-01"}], evidence_valid_for=valid_for)
    assert f"since its evidence ended on {day};" in finding.finding
