"""A floor of a section that is not asked here is passed over, and no other floor with it."""

import pytest

from assessments import asking
from path_cases import scored
from sso_cases import assess

ELSEWHERE = "privacy/data: 50"
HERE = "sso/s: 60"


@pytest.mark.parametrize("floors", [(ELSEWHERE, HERE), (HERE, ELSEWHERE)])
def test_a_floor_holds_wherever_it_is_named(floors: tuple[str, str]) -> None:
    rules = (
        "conditions_from: critical\napprove_at: 40\nconditions_at: 0\n"
        f"section_floors: {{{', '.join(floors)}}}\n"
    )
    assessment = assess({"q": "h"}, rules, text=asking(scored("q", 1), "sso"))
    assert [(one.rule, one.subjects) for one in assessment.judgement.rule_results] == [
        ("section-floor", ("sso/s",))
    ]
    assert assessment.verdict == "approve-with-conditions"
