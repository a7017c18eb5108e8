"""Tests of overrides: the tier comes after the policy, and the policy after the default.

Covers severity, weight and blocker of a question, said by the policy, by the tier and by both; then
thresholds, floors, grades and weights in the same way, and the verdicts that follow. An override of
one thing leaves the others as they are.
"""

from fractions import Fraction

import pytest

from rule_cases import AS_OF, QUIET, Data, a_policy, a_questionnaire, a_tier, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS, DO_NOT_APPROVE
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Settings, longest_evidence_validity, resolve_settings


def planned_question(
    ours: Data, tiers: Data, rules: Data = None, tier_rules: Data = None, **keys: Data
) -> PlannedQuestion:
    """The question `q/a` where the policy and its tier have these overrides of it; None: none."""
    questionnaire = a_questionnaire([choice("a", **keys)])
    policy_says = {} if ours is None else {"questions": {"q/a": ours}}
    tier_says = {} if tiers is None else {"questions": {"q/a": tiers}}
    company = a_policy(
        {
            **QUIET,
            **(rules or {}),
            **policy_says,
            "tiers": [a_tier(**(tier_rules or {}), **tier_says)],
        }
    )
    assessor = Assessor({"q": questionnaire}, company)
    assessment = assessor.assess(a_vendor({"a": "full"}), AS_OF)
    assert assessment.tier is not None
    return assessment.evaluation.plan.questions[0]


FULL, HALF = Fraction(1), Fraction(1, 2)


@pytest.mark.parametrize(
    ("ours", "tiers", "severity"),
    [
        pytest.param(None, None, "medium", id="neither"),
        pytest.param({"severity": "high"}, None, "high", id="the policy alone"),
        pytest.param(None, {"severity": "low"}, "low", id="the tier alone"),
        pytest.param({"severity": "high"}, {"severity": "low"}, "low", id="both, the tier milder"),
        pytest.param(
            {"severity": "low"}, {"severity": "critical"}, "critical", id="both, the tier harsher"
        ),
        pytest.param(
            {"severity": "high"}, {"weight": 7}, "high", id="the tier says something else"
        ),
    ],
)
def test_the_severity_of_the_tier_comes_last(ours: Data, tiers: Data, severity: str) -> None:
    assert planned_question(ours, tiers, severity="medium").severity == severity


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
    planned = planned_question(ours, tiers, weight=4)
    assert planned.weight == weight
    assert planned.is_scored == (weight > 0)


@pytest.mark.parametrize(
    ("own", "ours", "tiers", "blocker"),
    [
        pytest.param(True, None, None, FULL, id="neither"),
        pytest.param(False, {"blocker": True}, None, FULL, id="the policy makes it one"),
        pytest.param(True, {"blocker": False}, None, None, id="the policy makes it none"),
        pytest.param(False, None, {"blocker": {"at_least": 0.5}}, HALF, id="the tier makes it one"),
        pytest.param(True, None, {"blocker": False}, None, id="the tier makes it none"),
        pytest.param(
            False, {"blocker": True}, {"blocker": False}, None, id="both, the tier makes it none"
        ),
        pytest.param(
            True, {"blocker": False}, {"blocker": True}, FULL, id="both, the tier makes it one"
        ),
        pytest.param(
            False,
            {"blocker": True},
            {"blocker": {"at_least": 0.5}},
            HALF,
            id="both, the tier requires less",
        ),
        pytest.param(
            False,
            {"blocker": {"at_least": 0.5}},
            {"blocker": True},
            FULL,
            id="both, the tier requires more",
        ),
        pytest.param(
            False, {"blocker": True}, {"weight": 2}, FULL, id="the tier says something else"
        ),
        pytest.param(
            True, {"blocker": False}, {"weight": 2}, None, id="so it does where it is none"
        ),
    ],
)
def test_the_blocker_of_the_tier_comes_last(
    *, own: bool, ours: Data, tiers: Data, blocker: Fraction | None
) -> None:
    assert planned_question(ours, tiers, blocker=own).blocker == blocker


@pytest.mark.parametrize(
    ("question", "ours", "tiers", "weight"),
    [
        # The policy's weights: low 2, high 8.
        pytest.param({"severity": "low"}, None, None, 2, id="by its severity"),
        pytest.param(
            {"severity": "medium"}, None, None, 3, id="by its severity, of which nothing is said"
        ),
        pytest.param(
            {"severity": "high"}, None, None, 8, id="by its severity, as the policy has it"
        ),
        pytest.param({"severity": "critical"}, None, None, 10, id="of a severity by default"),
        pytest.param(
            {"severity": "low"}, {"severity": "high"}, None, 8, id="by the severity of the policy"
        ),
        pytest.param(
            {"severity": "high"}, None, {"severity": "low"}, 2, id="by the severity of the tier"
        ),
        pytest.param({"severity": "low", "weight": 5}, {"severity": "high"}, None, 5, id="its own"),
        pytest.param(
            {"severity": "low", "weight": 0},
            {"severity": "high"},
            None,
            0,
            id="its own, which is 0",
        ),
        pytest.param(
            {"severity": "low"}, {"weight": "0.5"}, None, Fraction(1, 2), id="the policy's of it"
        ),
    ],
)
def test_the_weight_of_a_question_that_names_none_is_that_of_its_severity(
    question: Data, ours: Data, tiers: Data, weight: Fraction
) -> None:
    planned = planned_question(ours, tiers, {"weights": {"low": 2, "high": 8}}, **question)
    assert planned.weight == weight


@pytest.mark.parametrize(
    ("ours", "tiers", "grade"),
    [
        pytest.param(None, None, "claimed", id="of low severity"),
        pytest.param(
            {"severity": "high"}, None, "verified", id="of high severity, as the policy has it"
        ),
        pytest.param(
            None, {"severity": "medium"}, "documented", id="of medium severity, as the tier has it"
        ),
        pytest.param({"severity": "high"}, {"severity": "medium"}, "documented", id="both"),
        pytest.param(
            None, {"severity": "critical"}, "claimed", id="the tier needs less than the policy"
        ),
    ],
)
def test_the_needed_grade_is_that_of_the_severity(ours: Data, tiers: Data, grade: str) -> None:
    rules = {"grades": {"high": "verified", "critical": "verified"}}
    tier_rules = {"grades": {"medium": "documented", "critical": "claimed"}}
    planned = planned_question(ours, tiers, rules, tier_rules, severity="low")
    assert planned.requirements.minimum_grade == grade
    assert bool(planned.insufficient_grades) == (grade != "claimed")


def effective(rules: Data, tier: Data = None) -> Settings:
    """What holds under a policy, and in its tier if there is one."""
    company = a_policy({**rules, **({} if tier is None else {"tiers": [a_tier(**tier)]})})
    return resolve_settings(company, company.tiers[0] if company.tiers else None)


def test_the_defaults() -> None:
    effective_settings = effective({})
    percents = [
        effective_settings.approve_at,
        effective_settings.conditions_at,
        effective_settings.coverage_at_least,
    ]
    assert percents == [80, 60, 90]
    assert (effective_settings.conditions_from, str(effective_settings.evidence_valid_for)) == (
        "high",
        "12 months",
    )
    assert (
        effective_settings.section_floors,
        effective_settings.grades,
        effective_settings.overrides,
    ) == (
        {},
        {},
        {},
    )
    assert effective_settings.weights == {"low": 1, "medium": 3, "high": 5, "critical": 10}
    assert effective({}, {}) == effective_settings


@pytest.mark.parametrize(
    ("name", "ours", "tiers"),
    [
        ("approve_at", "85", "75"),
        ("approve_at", "75", "85"),
        ("approve_at", "85", "0"),
        ("conditions_at", "65", "55"),
        ("conditions_at", "55", "65"),
        ("conditions_at", "65", "0"),
        ("coverage_at_least", "95", "85"),
        ("coverage_at_least", "85", "95"),
        ("coverage_at_least", "95", "0"),
        ("conditions_from", "medium", "critical"),
        ("conditions_from", "critical", "low"),
        ("evidence_valid_for", "6 months", "24 months"),
        ("evidence_valid_for", "24 months", "6 months"),
    ],
)
def test_a_threshold_of_the_tier_comes_last(name: str, ours: str, tiers: str) -> None:
    assert str(getattr(effective({name: ours}), name)) == ours
    assert str(getattr(effective({name: ours}, {}), name)) == ours
    assert str(getattr(effective({}, {name: tiers}), name)) == tiers
    assert str(getattr(effective({name: ours}, {name: tiers}), name)) == tiers


def test_what_a_tier_says_of_one_key_leaves_the_others() -> None:
    ours = {
        "section_floors": {"q/s": 50, "q/t": 60},
        "grades": {"low": "documented", "high": "verified"},
        "weights": {"low": 2, "high": 6},
    }
    tiers = {
        "section_floors": {"q/t": 0, "q/u": 70},
        "grades": {"high": "claimed", "critical": "verified"},
    }
    effective_settings = effective(ours, tiers)
    assert effective_settings.section_floors == {"q/s": 50, "q/t": 0, "q/u": 70}
    assert effective_settings.grades == {
        "low": "documented",
        "high": "claimed",
        "critical": "verified",
    }
    assert effective_settings.weights == {"low": 2, "medium": 3, "high": 6, "critical": 10}


ASKED = {"s": [choice("rest")], "t": [choice("a", severity="high")]}
STRICT = {"approve_at": 100, "conditions_at": 100, "section_floors": {"q/t": 100}}
VERDICTS = [
    # Policy, tier, and the verdict on an answer that earns half of `a`: 1 + 2.5 of 6.
    pytest.param({}, {}, APPROVE, id="nothing"),
    pytest.param(
        {"questions": {"q/a": {"blocker": True}}}, {}, DO_NOT_APPROVE, id="the policy's blocker"
    ),
    pytest.param(
        {}, {"questions": {"q/a": {"blocker": True}}}, DO_NOT_APPROVE, id="the tier's blocker"
    ),
    pytest.param(
        {"questions": {"q/a": {"blocker": True}}},
        {"questions": {"q/a": {"blocker": {"at_least": 0.5}}}},
        APPROVE,
        id="the tier's blocker requires less",
    ),
    pytest.param(
        {"questions": {"q/a": {"severity": "low"}}},
        {"questions": {"q/a": {"severity": "critical"}}},
        APPROVE_WITH_CONDITIONS,
        id="the tier finds it worse",
    ),
    pytest.param(
        {"questions": {"q/a": {"severity": "critical"}}},
        {"questions": {"q/a": {"severity": "low"}}},
        APPROVE,
        id="the tier finds it less bad",
    ),
    pytest.param(
        {"conditions_from": "high"}, {}, APPROVE_WITH_CONDITIONS, id="the policy is stricter"
    ),
    pytest.param(
        {"conditions_from": "high"},
        {"conditions_from": "critical"},
        APPROVE,
        id="the tier does not",
    ),
    pytest.param(
        {}, {"conditions_from": "high"}, APPROVE_WITH_CONDITIONS, id="the tier is stricter"
    ),
    pytest.param(STRICT, {}, DO_NOT_APPROVE, id="the policy is strict"),
    pytest.param(
        STRICT,
        {"approve_at": 58, "conditions_at": 0},
        APPROVE_WITH_CONDITIONS,
        id="of its thresholds the floor is left",
    ),
    pytest.param(
        STRICT,
        {"approve_at": 58, "conditions_at": 0, "section_floors": {"q/t": 50}},
        APPROVE,
        id="the tier isn't",
    ),
    pytest.param(
        {}, {"approve_at": "58.333334"}, APPROVE_WITH_CONDITIONS, id="the tier is a little strict"
    ),
    pytest.param(
        # With weight 1 the score is 1.5 of 2.
        {},
        {"approve_at": 75, "questions": {"q/a": {"weight": 1}}},
        APPROVE,
        id="the tier finds it lighter",
    ),
    pytest.param(
        {},
        {"approve_at": "75.000001", "questions": {"q/a": {"weight": 1}}},
        APPROVE_WITH_CONDITIONS,
        id="but too strict",
    ),
    pytest.param(
        {"grades": {"high": "verified"}}, {}, APPROVE_WITH_CONDITIONS, id="the policy needs a grade"
    ),
    pytest.param(
        {"grades": {"high": "verified"}},
        {"grades": {"high": "claimed"}},
        APPROVE,
        id="the tier needs none",
    ),
]


@pytest.mark.parametrize(("ours", "tiers", "verdict"), VERDICTS)
def test_the_verdict_is_that_of_policy_and_tier_together(
    ours: Data, tiers: Data, verdict: Verdict
) -> None:
    company = a_policy({**QUIET, **ours, "tiers": [a_tier(**tiers)]})
    assessor = Assessor({"q": a_questionnaire(ASKED)}, company)
    assert assessor.judge(a_vendor({"rest": "full", "a": "half"}), AS_OF).verdict == verdict


def test_an_override_of_another_question_changes_nothing() -> None:
    questionnaire = a_questionnaire([choice("a"), choice("b")])
    company = a_policy(
        {"questions": {"q/b": {"severity": "critical", "weight": 7, "blocker": True}}}
    )
    first, second = Assessor({"q": questionnaire}, company, ["q"]).plan_for_tier(None).questions
    assert (first.severity, first.weight, first.blocker) == ("low", Fraction(1), None)
    assert (second.severity, second.weight, second.blocker) == (
        "critical",
        Fraction(7),
        Fraction(1),
    )


def test_the_longest_that_evidence_counts_in_any_tier() -> None:
    def longest(ours: Data, *tiers: Data) -> str:
        named = [a_tier(**{**said, "id": f"t{index}"}) for index, said in enumerate(tiers)]
        return str(longest_evidence_validity(a_policy({**ours, "tiers": named} if named else ours)))

    assert longest({}) == "12 months"
    assert longest({"evidence_valid_for": "6 months"}) == "6 months"
    assert longest({}, {"evidence_valid_for": "11 months"}) == "12 months"
    assert longest({}, {"evidence_valid_for": "13 months"}, {}) == "13 months"
    assert (
        longest({"evidence_valid_for": "6 months"}, {"evidence_valid_for": "7 months"})
        == "7 months"
    )
