"""What a policy and a tier see otherwise of a question: the tier's word comes after the policy's.

Covers severity, weight and blocker of one question, each said by the policy, by the tier and by both; what is said
of one leaves the others as they are.
"""

from fractions import Fraction

import pytest

from rule_cases import AS_OF, QUIET, Data, a_policy, a_questionnaire, a_tier, a_vendor, choice
from vendorcheck.assessment import Assessor
from vendorcheck.item import Item


def item(ours: Data, tiers: Data, rules: Data = None, tier_rules: Data = None, **keys: Data) -> Item:
    """The question `q/a` where the policy and its tier have these overrides of it; None: none."""
    asked = a_questionnaire([choice("a", **keys)])
    policy_says = {} if ours is None else {"questions": {"q/a": ours}}
    tier_says = {} if tiers is None else {"questions": {"q/a": tiers}}
    company = a_policy(
        {**QUIET, **(rules or {}), **policy_says, "tiers": [a_tier(**(tier_rules or {}), **tier_says)]}
    )
    assessor = Assessor({"q": asked}, company)
    found = assessor.assess(a_vendor({"a": "full"}), AS_OF)
    assert found.tier is not None
    return found.situation.plan.items[0]


FULL, HALF = Fraction(1), Fraction(1, 2)


@pytest.mark.parametrize(
    ("ours", "tiers", "severity"),
    [
        pytest.param(None, None, "medium", id="neither"),
        pytest.param({"severity": "high"}, None, "high", id="the policy alone"),
        pytest.param(None, {"severity": "low"}, "low", id="the tier alone"),
        pytest.param({"severity": "high"}, {"severity": "low"}, "low", id="both, the tier milder"),
        pytest.param({"severity": "low"}, {"severity": "critical"}, "critical", id="both, the tier harsher"),
        pytest.param({"severity": "high"}, {"weight": 7}, "high", id="the tier says something else"),
    ],
)
def test_the_severity_of_the_tier_comes_last(ours: Data, tiers: Data, severity: str) -> None:
    assert item(ours, tiers, severity="medium").severity == severity


@pytest.mark.parametrize(
    ("ours", "tiers", "weight"),
    [
        pytest.param(None, None, 4, id="neither"),
        pytest.param({"weight": 2}, None, 2, id="the policy alone"),
        pytest.param(None, {"weight": 9}, 9, id="the tier alone"),
        pytest.param({"weight": 2}, {"weight": 9}, 9, id="both, the tier heavier"),
        pytest.param({"weight": 9}, {"weight": 2}, 2, id="both, the tier lighter"),
        pytest.param({"weight": 9}, {"weight": 0}, 0, id="both, the tier with nothing"),
        pytest.param({"weight": 0}, {"weight": 9}, 9, id="both, the policy with nothing"),
        pytest.param({"weight": 2}, {"severity": "high"}, 2, id="the tier says something else"),
    ],
)
def test_the_weight_of_the_tier_comes_last(ours: Data, tiers: Data, weight: int) -> None:
    found = item(ours, tiers, weight=4)
    assert found.weight == weight
    assert found.scored == (weight > 0)


@pytest.mark.parametrize(
    ("own", "ours", "tiers", "blocker"),
    [
        pytest.param(True, None, None, FULL, id="neither"),
        pytest.param(False, {"blocker": True}, None, FULL, id="the policy makes it one"),
        pytest.param(True, {"blocker": False}, None, None, id="the policy makes it none"),
        pytest.param(False, None, {"blocker": {"at_least": 0.5}}, HALF, id="the tier makes it one"),
        pytest.param(True, None, {"blocker": False}, None, id="the tier makes it none"),
        pytest.param(False, {"blocker": True}, {"blocker": False}, None, id="both, the tier makes it none"),
        pytest.param(True, {"blocker": False}, {"blocker": True}, FULL, id="both, the tier makes it one"),
        pytest.param(
            False, {"blocker": True}, {"blocker": {"at_least": 0.5}}, HALF, id="both, the tier wants less"
        ),
        pytest.param(
            False, {"blocker": {"at_least": 0.5}}, {"blocker": True}, FULL, id="both, the tier wants more"
        ),
        pytest.param(False, {"blocker": True}, {"weight": 2}, FULL, id="the tier says something else"),
        pytest.param(True, {"blocker": False}, {"weight": 2}, None, id="so it does where it is none"),
    ],
)
def test_the_blocker_of_the_tier_comes_last(
    *, own: bool, ours: Data, tiers: Data, blocker: Fraction | None
) -> None:
    assert item(ours, tiers, blocker=own).blocker == blocker
