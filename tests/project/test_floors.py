"""A section with a floor in a built-in policy holds questions of one purpose and like weight."""

import pytest

from vendorcheck.assessment.plan.plan import make_plan
from verdict_cases import POLICIES, Case
from verdict_outcomes import assessor, library, outcome

MOST_TIMES_HEAVIER = 4
"""So many times the weight of its lightest question may the heaviest one of a section have."""

every_policy = pytest.mark.parametrize("policy", POLICIES)


@every_policy
def test_no_trifle_lifts_a_section_above_its_floor(policy: str) -> None:
    rules = assessor(policy).policy
    for tier in rules.tiers:
        plan = make_plan(library(), rules, tier)
        for section, floor in plan.settings.section_floors.items():
            questions = [
                question
                for question in plan.questions
                if floor and question.section_key == section and question.weight
            ]
            assert [one.key for one in questions if one.severity == "low"] == [], tier.id
            weights = [one.weight for one in questions]
            assert max(weights, default=0) <= MOST_TIMES_HEAVIER * min(weights, default=0), section


@pytest.mark.parametrize(
    ("section", "answers"),
    [
        (
            "sso/sign-in",
            {"sso/sso-protocol": "e-mail-link", "sso/mfa": "optional"},
        ),
        ("data-access-removal/deletion", {"data-access-removal/deletion-at-exit": "never"}),
        (
            "data-access-removal/access",
            {
                "data-access-removal/staff-reach": "many",
                "data-access-removal/sub-processors": "on-request",
            },
        ),
        (
            "security/recovery",
            {"security/backup-place": "same", "security/disaster-exercise": "rarely"},
        ),
        ("security/detection", {"security/threat-detection": "none"}),
        (
            "security/staff-access",
            {
                "security/certificate-scope": "part",
                "security/staff-second-factor": "remote",
                "security/staff-access-review": "never",
                "security/partner-assessment": "papers",
            },
        ),
        (
            "privacy/use",
            {"privacy/transfers": "clauses", "privacy/own-purposes": ("improvement",)},
        ),
    ],
)
@pytest.mark.parametrize("policy", ["default", "strict"])
def test_what_a_section_is_about_can_not_be_made_up_for(
    policy: str, section: str, answers: dict[str, str | tuple[str, ...]]
) -> None:
    """All other answers are the best there are."""
    request = {
        "request/data": ("customers",),
        "request/people": "5000",
        "request/seats": "8",
        "request/deployment": "cloud",
        "request/outage": "slows-us",
    }
    case = Case(
        id=section,
        name="Tool",
        who="",
        because="",
        answers=tuple({**request, **answers}.items()),
        only_a_host=(),
        expected=(),
    )
    floors = [
        result
        for result in outcome(case, policy).judgement.rule_results
        if result.rule == "section-floor"
    ]
    assert {subject for result in floors for subject in result.subjects} == {section}
