"""When the evidence of an answer ends, and what is said of that.

Covers the last day and the day after it for evidence that names its end and for evidence that only says when it was
issued, and which of several ends a finding names.
"""

import pytest

from rule_cases import AS_OF, Data, a_policy, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.findings import Finding


def weak_grade(evidence: Data, **rules: Data) -> list[Finding]:
    """The findings about the grade of a verified answer with this evidence, where documented is wanted."""
    asked = a_questionnaire([choice("a")])
    company = a_policy({"grades": {"low": "documented"}, **rules})
    answer = {"answer": "full", "grade": "verified", "evidence": evidence}
    assessment = Assessor({"q": asked}, company, ["q"]).assess(a_vendor({"a": answer}), AS_OF)
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
    assert (
        finding.finding
        == f"The answer is only claimed since its evidence ended on {day}; documented is wanted"
    )
