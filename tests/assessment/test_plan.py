"""Tests of the plan: which questions are asked, which count, and in which unit.

Covers the questionnaires of a choice, of a tier and of neither; conditions of sections, questions,
checks and additions; and questions of other questionnaires.
"""

from dataclasses import replace

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    Data,
    a_policy,
    a_questionnaire,
    a_tier,
    a_vendor,
    check,
    choice,
    fact,
    question,
    yes_no,
)
from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.plan.plan import Plan, Questionnaires, make_plan, make_tier_plan
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.document.problems import VendorcheckError

YES = ["yes"]


def library(**homes: Data) -> Questionnaires:
    """Questionnaires by id, each with its questions."""
    return {name: a_questionnaire(asked, home=name) for name, asked in homes.items()}


def planned(
    shelf: Questionnaires, *chosen: str, only: frozenset[str] | None = None, **rules: Data
) -> Plan:
    return make_plan(shelf, a_policy(rules), None, chosen, only)


def keys(plan: Plan) -> list[str]:
    return [item.key for item in plan.questions]


def test_which_questionnaires_are_asked() -> None:
    core = ("sso", "data-access-removal", "admin-processes")
    shelf = library(**{name: [fact("f")] for name in (*core, "q", "r")})
    company = a_policy({"tiers": [a_tier(questionnaires=["r", "q"])]})

    def asked(*chosen: str, tier: bool) -> list[str]:
        plan = make_plan(shelf, company, company.tiers[0] if tier else None, chosen)
        return [one.id for one in plan.questionnaires]

    assert asked(tier=False) == list(core)
    assert asked(tier=True) == ["r", "q"]
    assert asked("q", "sso", tier=True) == ["q", "sso"]
    assert asked("q", tier=False) == ["q"]


def test_a_questionnaire_that_is_not_known_is_named_with_those_that_are() -> None:
    shelf = library(q=[fact("f")], r=[fact("g", when={"nowhere/f": YES})])
    with pytest.raises(VendorcheckError, match='there is no questionnaire "s"; known are q, r'):
        planned(shelf, "q", "s")
    with pytest.raises(
        VendorcheckError, match='there is no questionnaire "nowhere"; known are q, r'
    ):
        planned(shelf, "r")


OTHERS = {
    "q": [fact("a"), choice("b", when={"r/d": YES})],
    "r": [fact("c"), choice("d", when={"e": YES}), choice("e", when={"s/f": YES}), fact("g")],
    "s": [choice("h"), choice("f")],
}


def test_what_others_refer_to_is_there_but_does_not_count() -> None:
    plan = planned(library(**OTHERS), "q", questions={"r/d": {"blocker": True}})
    # In reading order, those that count first.
    assert keys(plan) == ["q/a", "q/b", "r/d", "r/e", "s/f"]
    assert [item.is_counted for item in plan.questions] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert (plan.counted_question_count, plan.section_keys) == (2, ("q/s",))
    assert [item.is_scored for item in plan.questions] == [False, True, False, False, False]
    assert not any(
        item.is_active_blocker or item.is_subject_to_rules for item in plan.questions[2:]
    )
    # What the policy says of it holds there as well.
    situation = evaluate(plan, a_vendor({"d": CONFIRMED, "e": CONFIRMED}, home="r"), AS_OF)
    assert [reply.answer_state for reply in situation.statuses[2:]] == [
        "unanswered",
        "not-applicable",
        "unanswered",
    ]
    assert [reply.question.key for reply, _ in situation] == ["q/a", "q/b"]


def test_what_does_not_count_comes_behind_whatever_refers_to_it() -> None:
    plan = planned(library(**OTHERS), "r", "q", only=frozenset({"r/g", "q/b"}))
    assert keys(plan) == ["r/g", "q/b", "r/c", "r/d", "r/e", "q/a", "s/f"]
    assert plan.counted_question_count == 2
    assert plan.position_by_key["r/e"] == 4
    assert plan.positions_by_questionnaire == {
        "r": {"g": 0, "c": 2, "d": 3, "e": 4},
        "q": {"b": 1, "a": 5},
        "s": {"f": 6},
    }


def test_a_check_needs_the_questions_that_it_names() -> None:
    shelf = {
        "q": a_questionnaire(
            [fact("a")], [check({"a": YES, "r/c": YES}), check({"a": ["no"]}, name="other")]
        ),
        **library(r=[fact("b"), fact("c", when={"b": YES})]),
    }
    alone = planned(shelf, "q")
    assert keys(alone) == ["q/a"]
    assert [check.key for check in alone.checks] == ["q/other"]
    plan = planned(shelf, "q", "r")
    assert keys(plan) == ["q/a", "r/b", "r/c"]
    assert [(check.key, check.questionnaire_ids) for check in plan.checks] == [
        ("q/check", ("q", "r")),
        ("q/other", ("q",)),
    ]
    first, second = plan.checks
    assert plan.check_by_key == {"q/check": first, "q/other": second}
    assert plan.check_dependencies == {"q/check": {"q/a", "r/c"}, "q/other": {"q/a"}}
    assert plan.referenced_keys == {"q/a", "r/b", "r/c"}
    assert plan.tests_by_question == {
        "q/a": (("yes",), ("no",)),
        "r/b": (("yes",),),
        "r/c": (("yes",),),
    }


@pytest.mark.parametrize(
    ("section", "own", "applies"),
    [
        ("yes", "yes", [True, True]),
        ("yes", "no", [True, False]),
        ("no", "yes", [False, False]),
        ("no", None, [False, False]),
        ("yes", None, [True, None]),
        (None, "yes", [None, None]),
        (None, "no", [None, False]),
    ],
)
def test_a_question_applies_if_its_section_does_and_its_own_condition_holds(
    section: str | None, own: str | None, applies: list[bool | None]
) -> None:
    asked = {"s": [fact("a"), fact("b")], "t": [choice("c"), choice("d", when={"b": YES})]}
    plan = planned({"q": a_questionnaire(asked, conditions={"t": {"a": YES}})}, "q")
    given = {"a": section, "b": own}
    answers = {name: said for name, said in given.items() if said is not None}
    assert list(evaluate(plan, a_vendor(answers), AS_OF).applies) == [True, True, *applies]
    assert [item.section_key for item in plan.questions] == ["q/s", "q/s", "q/t", "q/t"]
    assert plan.section_keys == ("q/s", "q/t")


def added(*conditions: Data) -> Plan:
    """A plan to whose questionnaire `q` each of the conditions adds `r`."""
    shelf = {
        **library(q=[fact("a"), fact("b")]),
        "r": a_questionnaire(
            [choice("c"), choice("d", when={"c": ["full"]})],
            [check({"c": ["none"]}), check({"not": {"c": ["full"]}}, name="other")],
            "r",
        ),
    }
    adding = [{"when": condition, "questionnaires": ["r"]} for condition in conditions]
    company = a_policy({"tiers": [a_tier(add=adding)]})
    return make_plan(shelf, company, company.tiers[0])


ADDED = [
    # Answers to a and b, which both add it; whether its questions apply, whether its checks hold.
    ({"a": "yes", "b": "no"}, True, True),
    ({"a": "no", "b": "yes"}, True, True),
    ({"a": "no", "b": "no"}, False, False),
    ({"a": "no"}, None, None),
    ({"a": "yes"}, True, True),
    ({}, None, None),
]


@pytest.mark.parametrize(("answers", "applies", "holds"), ADDED)
def test_what_one_of_several_answers_adds(answers: Data, applies: Data, holds: Data) -> None:
    plan = added({"q/a": YES}, {"q/b": YES})
    situation = evaluate(plan, a_vendor(answers, r={"c": "none"}), AS_OF)
    # The second question of what is added does not apply after that answer anyhow.
    assert list(situation.applies) == [True, True, applies, False]
    # A questionnaire that is not asked contradicts nothing, whatever its checks look for.
    assert situation.check_results == (holds, holds)


def test_what_decides_that_is_known() -> None:
    plan = added({"q/a": YES}, {"q/b": YES})
    assert plan.deciding_questionnaire_ids == {"q"}
    assert plan.check_dependencies == {key: {"r/c", "q/a", "q/b"} for key in ("r/check", "r/other")}
    assert plan.referenced_keys == {"q/a", "q/b", "r/c"}
    assert plan.tests_by_question == {
        "q/a": (("yes",),) * 2,
        "q/b": (("yes",),) * 2,
        "r/c": (("full",), ("none",), ("full",)),
    }
    assert [sorted(set(item.dependencies)) for item in plan.questions] == [
        [],
        [],
        ["q/a", "q/b"],
        ["q/a", "q/b", "r/c"],
    ]


def test_what_is_asked_anyhow_is_not_added() -> None:
    plan = added({"q/a": YES})
    policy = a_policy(
        {
            "tiers": [
                a_tier(questionnaires=["q"], add=[{"when": {"q/a": YES}, "questionnaires": ["q"]}])
            ]
        }
    )
    assert make_plan(library(q=[fact("a")]), policy, policy.tiers[0]).gates == {"q": ()}
    assert list(plan.gates) == ["q", "r"]
    assert (len(plan.gates["q"]), len(plan.gates["r"])) == (0, 1)


def credited(*shares: str) -> Data:
    return [
        {"id": f"o{index}", "label": "O", "credit": credit} for index, credit in enumerate(shares)
    ]


@pytest.mark.parametrize(
    ("questions", "unit", "units"),
    [
        ([yes_no("a", weight=2)], 1, [2]),
        ([yes_no("a", weight="0.25"), yes_no("b", weight="0.3")], 20, [5, 6]),
        ([question("a", "choice", weight=3, options=credited("0.2", "1"))], 5, [15]),
        ([question("a", "choice", weight="0.5", options=credited("0.25", "1", "0.2"))], 40, [20]),
        # What is not scored counts in no unit.
        ([yes_no("a"), yes_no("b", weight=0), fact("c"), question("d", "text")], 1, [1, 0, 0, 0]),
        ([yes_no("a"), question("b", "choice", weight=0, options=credited("0.2", "1"))], 1, [1, 0]),
        ([yes_no("a"), fact("b", weight="0.5")], 1, [1, 0]),
    ],
)
def test_the_unit_makes_all_weights_and_earnings_whole(
    questions: list[Data], unit: int, units: list[int]
) -> None:
    plan = planned(library(q=questions), "q")
    assert (plan.weight_unit, [item.weight_units for item in plan.questions]) == (unit, units)


def test_a_copy_of_a_question_takes_over_no_answer_that_was_evaluated_before() -> None:
    plan = planned(library(q=[choice("a", ["full", "half"])]), "q")
    (item,) = plan.questions
    evaluated = item.evaluate("full", AS_OF)
    assert evaluated is not None
    parsed_answer, result = evaluated
    assert result is not None
    assert item.effect_of(result).earned_units == item.weight_units
    twice = replace(item, weight_units=2 * item.weight_units)
    assert twice.effect_of(result).earned_units == 2 * item.weight_units
    assert replace(item, is_counted=False).evaluate("full", AS_OF) == (parsed_answer, None)
    evaluate(plan, a_vendor({"a": "full"}), AS_OF)
    assert item.cached_statuses
    assert not replace(item, weight_units=1).cached_statuses


def test_the_plan_that_decides_the_tier() -> None:
    tiers = [
        a_tier(id="first", when={"r/b": YES, "s/h": ["full"]}),
        a_tier(id="second", when={"not": {"r/g": YES}}),
        a_tier(id="third"),
    ]
    shelf = library(
        q=[fact("x")],
        r=[fact("a"), fact("b", when={"a": YES}), fact("g"), fact("z")],
        s=[choice("h")],
    )
    plan = make_tier_plan(shelf, a_policy({"tiers": tiers}))
    assert plan is not None
    assert (keys(plan), plan.counted_question_count) == (["r/a", "r/b", "r/g", "s/h"], 0)
    assert list(plan.gates) == ["first", "second"]
    assert plan.deciding_questionnaire_ids == {"r", "s"}
    assert make_tier_plan(shelf, a_policy({"tiers": [a_tier()]})) is None
    assert make_tier_plan(shelf, a_policy({})) is None


def test_what_only_informs_others_fires_no_rule() -> None:
    """A failed blocker of another questionnaire is that one's."""
    shelf = library(
        q=[yes_no("a", when={"r/b": ["none"]})], r=[choice("b", blocker=True, severity="critical")]
    )
    vendor = a_vendor({"a": "yes"}, r={"b": "none"})
    situation = evaluate(planned(shelf, "q"), vendor, AS_OF)
    said = apply_rules(situation, accepted_risks_in_force(vendor, AS_OF))
    assert (said.verdict, said.worst_verdict, said.rule_results) == ("approve", "approve", ())
