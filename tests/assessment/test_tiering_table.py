"""Tests of the tier: the first one that is not ruled out, and the answers that decide it.

The tables hold the values that the conditions of two tiers can have together, additions that hold,
do not hold or are undecided, and the open questions behind an assumed tier.
"""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    NOT_APPLICABLE,
    QUIET,
    UNKNOWN,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    amount,
    choice,
    fact,
    question,
)
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE, MORE_INFORMATION_NEEDED
from vendorcheck.assessment.plan.plan import make_tier_plan
from vendorcheck.assessment.tiering import Tiering, resolve_tier

REQUEST = [
    fact("a"),
    fact("b"),
    fact("c", when={"a": ["yes"]}),
    fact("d", when={"c": ["yes"]}),
    question("m", "multi_choice", options=[{"id": name, "label": name} for name in "xyz"]),
    amount("n", "number", weight=0),
]
OTHERS = {"q": [choice("one")], "more": [choice("two")], "third": [choice("three")]}


def assessor(*tiers: Data, chosen: tuple[str, ...] = (), **rules: Data) -> Assessor:
    """Under a policy with these tiers, which ask `q` where they say nothing else."""
    library = {name: a_questionnaire(asked, home=name) for name, asked in OTHERS.items()}
    library["r"] = a_questionnaire(REQUEST, home="r")
    named = [a_tier_of(f"t{index}", tier) for index, tier in enumerate(tiers)]
    return Assessor(library, a_policy({**QUIET, **rules, "tiers": named}), chosen)


def a_tier_of(name: str, tier: Data) -> Data:
    return {"id": name, "title": "T", "questionnaires": ["q"], **tier}


def assess(tiers: list[Data], request: Mapping[str, Data], **answers: Data) -> Assessment:
    vendor = a_vendor(request, home="r", **{"q": {"one": "full"}, **answers})
    return assessor(*tiers).assess(vendor, AS_OF)


A, B = ({"when": {f"r/{name}": ["yes"]}} for name in "ab")
ALWAYS: Data = {}
FIRST = [
    # The answers to a and b, then the tier of three, and whether it is only assumed.
    ({"a": "yes", "b": "yes"}, "t0", False),
    ({"a": "yes", "b": "no"}, "t0", False),
    ({"a": "yes"}, "t0", False),
    ({"a": "no", "b": "yes"}, "t1", False),
    ({"a": "no", "b": "no"}, "t2", False),
    ({"a": "no"}, "t1", True),
    ({"a": "no", "b": UNKNOWN}, "t1", True),
    ({"b": "yes"}, "t0", True),
    ({"b": "no"}, "t0", True),
    ({"a": UNKNOWN, "b": UNKNOWN}, "t0", True),
    ({"a": CONFIRMED, "b": "yes"}, "t1", False),
    ({"a": CONFIRMED, "b": CONFIRMED}, "t2", False),
    ({"a": NOT_APPLICABLE, "b": "yes"}, "t0", True),
]


@pytest.mark.parametrize(("answers", "tier", "assumed"), FIRST)
def test_the_first_tier_that_is_not_ruled_out(answers: Data, tier: str, *, assumed: bool) -> None:
    assessment = assess([A, B, ALWAYS], answers)
    assert assessment.tier is not None
    assert (assessment.tier.id, assessment.tier_assumed) == (tier, assumed)
    # Another tier may ask anything: until it is known, nothing is settled, and nothing approved.
    assert assessment.verdict == (MORE_INFORMATION_NEEDED if assumed else APPROVE)
    assert (assessment.best_verdict, assessment.worst_verdict) == (
        APPROVE,
        DO_NOT_APPROVE if assumed else APPROVE,
    )
    assert [assessment.lowest_score, assessment.highest_score] == (
        [0, 100] if assumed else [100, 100]
    )


def test_where_every_tier_is_ruled_out_there_is_none() -> None:
    made = assessor(A, B, chosen=("q",))
    assessment = made.assess(a_vendor({"a": "no", "b": "no"}, home="r", q={"one": "full"}), AS_OF)
    assert (assessment.tier, assessment.tier_assumed, assessment.is_settled) == (
        None,
        False,
        False,
    )


def test_without_any_answer_there_is_no_tier_yet() -> None:
    made = assessor(A, ALWAYS, chosen=("q",))
    for vendor in (a_vendor({"one": "full"}), a_vendor({"one": "full"}, more={"two": "full"})):
        assessment = made.assess(vendor, AS_OF)
        assert (assessment.tier, assessment.tier_assumed) == (None, False)
    # Whatever is answered there, even another question.
    other = made.assess(a_vendor({"b": "no"}, home="r"), AS_OF)
    assert other.tier is not None
    assert (other.tier.id, other.tier_assumed) == ("t0", True)


def test_the_first_tier_without_a_condition_hides_those_behind_it() -> None:
    assessment = assess([ALWAYS, A], {"a": "yes"})
    assert assessment.tier is not None
    assert (assessment.tier.id, assessment.tier_assumed) == ("t0", False)


def test_of_tiers_without_conditions_it_is_the_first() -> None:
    assessment = assessor(ALWAYS, ALWAYS).assess(a_vendor({"one": "full"}), AS_OF)
    assert assessment.tier is not None
    assert (assessment.tier.id, assessment.tier_assumed, assessment.is_settled) == (
        "t0",
        False,
        True,
    )


WHY = [
    # The tier's condition, the answers, the questions and options for whose sake it is that tier.
    ({"r/a": ["yes"]}, {"a": "yes"}, [("r/a", ["yes"])]),
    (
        {"r/a": ["yes"], "r/b": ["yes"]},
        {"a": "yes", "b": "yes"},
        [("r/a", ["yes"]), ("r/b", ["yes"])],
    ),
    ({"any": [{"r/a": ["yes"]}, {"r/b": ["yes"]}]}, {"a": "no", "b": "yes"}, [("r/b", ["yes"])]),
    ({"any": [{"r/a": ["yes"]}, {"r/b": ["yes"]}]}, {"b": "yes"}, [("r/b", ["yes"])]),
    ({"not": {"r/a": ["yes"]}}, {"a": "no"}, []),
    ({"r/m": ["x", "z"]}, {"m": ["z", "y", "x"]}, [("r/m", ["x", "z"])]),
    ({"r/m": ["x", "z"]}, {"m": ["z"]}, [("r/m", ["z"])]),
    ({"all": [{"r/m": ["x"]}, {"r/m": ["z"]}]}, {"m": ["x", "y", "z"]}, [("r/m", ["x", "z"])]),
    ({"r/n": {"at_least": 5}}, {"n": "5"}, [("r/n", [])]),
]


@pytest.mark.parametrize(("when", "answers", "because"), WHY)
def test_for_which_answers_it_is_that_tier(when: Data, answers: Data, because: Data) -> None:
    made = assessor({"when": when}, ALWAYS)
    tiering = made.tiering_of(a_vendor(answers, home="r"), AS_OF)
    assert tiering.tier is not None
    assert tiering.tier.id == "t0"
    assert [(one.key, [option.id for option in one.options]) for one in tiering.reasons] == because
    assert tiering.open_tier_questions == ()


BEHIND = [
    # The first tier's condition, the answers, what is open behind it.
    ({"r/a": ["yes"]}, {"b": "yes"}, ["r/a"]),
    ({"r/a": ["yes"], "r/b": ["yes"]}, {"n": "1"}, ["r/a", "r/b"]),
    ({"r/a": ["yes"], "r/b": ["yes"]}, {"a": "yes"}, ["r/b"]),
    ({"any": [{"r/a": ["yes"]}, {"r/b": ["yes"]}]}, {"a": "no", "b": UNKNOWN}, ["r/b"]),
    ({"not": {"r/b": ["yes"]}}, {"a": "no"}, ["r/b"]),
    # What decides whether a question applies is open behind it, too.
    ({"r/c": ["yes"]}, {"b": "no"}, ["r/a", "r/c"]),
    ({"r/c": ["yes"]}, {"c": "yes"}, ["r/a"]),
    ({"r/c": ["yes"]}, {"a": "yes"}, ["r/c"]),
]


@pytest.mark.parametrize(("when", "answers", "behind"), BEHIND)
def test_what_is_open_behind_a_tier_that_is_assumed(
    when: Data, answers: Data, behind: list[str]
) -> None:
    made = assessor({"when": when}, ALWAYS)
    tiering = made.tiering_of(a_vendor(answers, home="r"), AS_OF)
    assert tiering.is_assumed
    assert [one.question.key for one in tiering.open_tier_questions] == behind
    assert tiering.reasons == ()


@pytest.mark.parametrize(
    "answers", [{"a": "no"}, {"c": "no"}], ids=["does not apply", "is answered"]
)
def test_what_is_decided_is_not_open_behind_a_tier(answers: Data) -> None:
    """Whatever becomes of `c`, the section of `e` is asked; only `b` and `e` are open."""
    sections = {
        "s": [fact("a"), fact("b"), fact("c", when={"a": ["yes"]})],
        "t": [fact("e", when={"b": ["yes"]})],
    }
    request = a_questionnaire(sections, home="r", conditions={"t": {"not": {"c": ["yes"]}}})
    company = a_policy(
        {"tiers": [a_tier_of("t0", {"when": {"r/e": ["yes"]}}), a_tier_of("t1", {})]}
    )
    library = {"r": request, "q": a_questionnaire(OTHERS["q"])}
    tiering = Assessor(library, company).tiering_of(a_vendor(answers, home="r"), AS_OF)
    assert [reply.question.key for reply in tiering.open_tier_questions] == ["r/b", "r/e"]


def test_nothing_is_settled_before_the_questions_that_decide_the_tier_are_answered() -> None:
    """They are asked here and now, so another tier may follow."""
    made = assessor(A, ALWAYS, chosen=("q", "r"))
    vendor = a_vendor({"one": "full"})
    for said in (made.assess(vendor, AS_OF), made.judge(vendor, AS_OF)):
        assert (said.verdict, said.best_verdict, said.worst_verdict) == (
            APPROVE,
            APPROVE,
            DO_NOT_APPROVE,
        )
    assessment = made.assess(vendor, AS_OF)
    assert (assessment.tier, assessment.lowest_score, assessment.highest_score) == (
        None,
        Fraction(0),
        Fraction(100),
    )


ADDED = [
    # Answers, questionnaires that are asked; then those that are undecided, with what decides them.
    ({"a": "yes", "b": "yes"}, ["q", "more", "third"], []),
    ({"a": "yes", "b": "no"}, ["q", "more"], []),
    ({"a": "no", "b": "no"}, ["q"], []),
    ({"a": "no", "b": "yes"}, ["q", "more", "third"], []),
    ({"b": "yes"}, ["q", "more", "third"], []),
    ({"a": "yes"}, ["q", "more", "third"], [(["third"], ["r/b"])]),
    ({"a": "no"}, ["q", "more", "third"], [(["more", "third"], ["r/b"])]),
    ({"b": "no"}, ["q", "more"], [(["more"], ["r/a"])]),
    ({"n": "1"}, ["q", "more", "third"], [(["more"], ["r/a", "r/b"]), (["third"], ["r/b"])]),
]


@pytest.mark.parametrize(("answers", "asked", "undecided"), ADDED)
def test_what_answers_add(
    answers: Data, asked: list[str], undecided: list[tuple[list[str], list[str]]]
) -> None:
    """`more` is added by a and by b, `third` by b alone; `q` is asked anyhow."""
    tier = {
        "add": [{**A, "questionnaires": ["more", "q"]}, {**B, "questionnaires": ["third", "more"]}]
    }
    vendor = a_vendor(
        answers, home="r", q={"one": "full"}, more={"two": "full"}, third={"three": "none"}
    )
    assessment = assessor(tier).assess(vendor, AS_OF)
    assert [result.questionnaire.id for result in assessment.questionnaires] == asked
    assert [
        (
            [one.id for one in pending.questionnaires],
            [reply.question.key for reply in pending.statuses],
        )
        for pending in assessment.pending_decisions
    ] == undecided
    # Each has one question, of weight 1.
    unit, tally = assessment.evaluation.plan.weight_unit, assessment.judgement.tally
    perhaps = sum(len(names) for names, _ in undecided)
    assert (tally.total, tally.undecided) == (
        unit * (len(asked) - perhaps),
        unit * perhaps,
    )


def test_what_decides_an_addition_may_be_added_itself() -> None:
    """`third` is added by an answer of `more`, and that is asked only if `a` says so."""
    adding = [
        {**A, "questionnaires": ["more"]},
        {"when": {"more/two": ["full"]}, "questionnaires": ["third"]},
    ]
    assessment = assessor({"add": adding}).assess(
        a_vendor({"b": "no"}, home="r", more={"two": "full"}), AS_OF
    )
    (pending,) = assessment.pending_decisions
    assert [one.id for one in pending.questionnaires] == ["more", "third"]
    assert [reply.question.key for reply in pending.statuses] == ["r/a"]


def test_a_tier_of_a_changed_situation() -> None:
    made = assessor(A, ALWAYS)
    yes, no = (
        made.tiering_of(a_vendor({"a": answer}, home="r"), AS_OF).evaluation
        for answer in ("yes", "no")
    )
    assert yes is not None
    assert no is not None
    changed = yes.with_statuses({0: no.statuses[0]})
    assert [
        resolve_tier(made.policy, one)[0] == made.policy.tiers[index]
        for index, one in ((0, yes), (1, changed))
    ]
    assert resolve_tier(replace_tiers(made), changed) == (None, False)


def replace_tiers(made: Assessor) -> Data:
    """The policy with its first tier alone."""
    return made.policy.model_copy(update={"tiers": made.policy.tiers[:1]})


def tiering(tiers: list[Data], request: Data) -> Tiering:
    made = assessor(*tiers)
    return Tiering(
        make_tier_plan(made.library, made.policy), made.policy, a_vendor(request, home="r"), AS_OF
    )


def test_where_nothing_is_answered_no_answer_put_it_there() -> None:
    found = tiering([A, ALWAYS], {})
    assert (found.tier, found.is_assumed, found.reasons) == (None, False, ())


def test_where_every_tier_is_ruled_out_none_is_explained_and_nothing_is_open() -> None:
    found = tiering([A, B], {"a": "no", "b": "no"})
    assert (found.tier, found.reasons, found.open_tier_questions) == (None, (), ())


def test_what_is_only_assumed_has_no_reason_yet() -> None:
    found = tiering([{"when": {"all": [{"r/a": ["yes"]}, {"r/b": ["yes"]}]}}, ALWAYS], {"a": "yes"})
    assert found.is_assumed
    assert found.reasons == ()
    assert [reply.question.key for reply in found.open_tier_questions] == ["r/b"]


def test_behind_a_tier_without_a_condition_nothing_is_open() -> None:
    found = tiering([A, ALWAYS], {"a": "no"})
    assert found.tier is not None
    assert (found.tier.id, found.is_assumed, found.open_tier_questions) == ("t1", False, ())
