"""Steps of kind `confirm`: one of us agrees that what was said not to apply does not apply."""

import json
from collections.abc import Sequence

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    CONFIRMED_LATER,
    NOT_APPLICABLE as NA,
    Case,
    Data,
    a_policy,
    a_questionnaire,
    a_tier,
    a_vendor,
    check,
    question,
    yes_no,
)
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS
from vendorcheck.model.fields import Verdict
from vendorcheck.reports import REPORTS, Display

ALL_ANSWERED = {"coverage_at_least": 100}


def steps(found: Assessment, verdict: Verdict = APPROVE) -> list[tuple[str, str, int]] | None:
    path = found.paths_to_yes[verdict]
    assert path.is_minimal
    if path.steps is None:
        return None
    return [(step.subject, step.kind, step.effort) for step in path.steps]


def case(questions: Sequence[Data], answers: dict[str, Data], **rules: Data) -> Assessment:
    checks = rules.pop("checks", ())
    return Case(
        questions, answers, (APPROVE,) * 3, rules={**ALL_ANSWERED, **rules}, checks=checks
    ).assess()


def page(form: str, found: Assessment) -> str:
    return REPORTS[form].render(found, Display())


def data(found: Assessment) -> Data:
    return json.loads(page("json", found))


# ---- which steps there are


def test_to_agree_takes_less_effort_than_to_answer() -> None:
    found = case([yes_no("x"), yes_no("y")], {"x": NA, "y": "yes"})
    assert steps(found) == [("q/x", "confirm", 1)]
    assert steps(found, APPROVE_WITH_CONDITIONS) == [("q/x", "confirm", 1)]


def test_consent_in_the_future_is_missing_now() -> None:
    found = case([yes_no("x"), yes_no("y")], {"x": CONFIRMED_LATER, "y": "yes"})
    assert steps(found) == [("q/x", "confirm", 1)]


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        (yes_no("x"), {"unknown": True}, [("q/x", "answer", 2)]),
        (yes_no("x"), {**NA, "disputed": "It does."}, [("q/x", "answer", 2)]),
        (yes_no("x", not_applicable="refused"), NA, [("q/x", "answer", 2)]),
        (yes_no("x"), CONFIRMED, []),
    ],
    ids=["nobody said so", "we disagree", "it can't be", "agreed already"],
)
def test_where_that_was_not_said_or_does_not_wait_for_us_nobody_agrees(
    asked: Data, answer: Data, expected: list[tuple[str, str, int]]
) -> None:
    assert steps(case([asked, yes_no("y")], {"x": answer, "y": "yes"})) == expected


def test_agreeing_to_a_blocker_ends_that_it_could_fail() -> None:
    blocker = yes_no("x", blocker=True, not_applicable="confirmed")
    found = case([blocker, yes_no("y")], {"x": NA, "y": "yes"}, coverage_at_least=0)
    assert steps(found) == [("q/x", "confirm", 1)]


def test_where_the_score_is_needed_an_answer_is_worth_more_than_consent() -> None:
    # Without `x` half is earned; with an answer to `x` two thirds.
    asked = [yes_no(name) for name in ("x", "y", "z")]
    found = case(asked, {"x": NA, "y": "yes", "z": "no"}, approve_at=60)
    assert steps(found) == [("q/x", "answer", 2)]


def test_what_is_too_much_is_agreed_to_until_it_is_not() -> None:
    # Of four, one may be put aside by the vendor alone; then two of the three are agreed to.
    asked = [yes_no(name, not_applicable="allowed") for name in ("a", "b", "c", "d")]
    answers = {"a": NA, "b": NA, "c": NA, "d": "yes"}
    found = case(asked, answers, not_applicable_at_most=25)
    assert steps(found) == [("q/a", "confirm", 1), ("q/b", "confirm", 1)]
    assert steps(case(asked, answers, not_applicable_at_most=75)) == []


def test_agreeing_to_everything_would_leave_nothing_to_score() -> None:
    # Of two such ways, the one in which the first question is answered comes first.
    found = case([yes_no("x"), yes_no("y")], {"x": NA, "y": NA})
    assert steps(found) == [("q/x", "answer", 2), ("q/y", "confirm", 1)]


# ---- what a `when` names


def test_what_a_question_depends_on_is_no_step() -> None:
    asked = [yes_no("x"), yes_no("y", when={"x": ["yes"]})]
    found = case(asked, {"x": NA, "y": "yes"})
    assert steps(found) == [("q/x", "answer", 2)]


def test_what_a_section_depends_on_is_no_step() -> None:
    questionnaire = a_questionnaire(
        {"s": [yes_no("x")], "t": [yes_no("y")]}, conditions={"t": {"x": ["yes"]}}
    )
    assessor = Assessor({"q": questionnaire}, a_policy(ALL_ANSWERED), ["q"])
    found = assessor.assess(a_vendor({"x": NA, "y": "yes"}), AS_OF)
    assert steps(found) == [("q/x", "answer", 2)]


@pytest.mark.parametrize("kind", ["contradiction", "requirement"])
def test_what_a_check_names_is_no_step(kind: str) -> None:
    # To agree would end the check without an answer.
    odd = {**check({"all": [{"x": ["no"]}, {"y": ["yes"]}]}), "kind": kind}
    found = case([yes_no("x"), yes_no("y")], {"x": NA, "y": "yes"}, checks=[odd])
    assert steps(found) == [("q/x", "answer", 2)]
    assert found.agreement is None


def test_what_a_tier_names_is_no_step() -> None:
    asked = [yes_no("x"), yes_no("y")]
    rules = {**ALL_ANSWERED, "tiers": [a_tier(id="t", when={"q/x": ["no"]}), a_tier(id="u")]}
    assessor = Assessor({"q": a_questionnaire(asked)}, a_policy(rules), ["q"])
    path = assessor.assess(a_vendor({"x": NA, "y": "yes"}), AS_OF).paths_to_yes[APPROVE]
    assert [step.kind for step in path.steps or ()] == ["answer"]


def test_what_an_added_questionnaire_depends_on_is_no_step() -> None:
    addition = {"when": {"q/x": ["yes"]}, "questionnaires": ["r"]}
    rules = {**ALL_ANSWERED, "tiers": [a_tier(add=[addition])]}
    library = {name: a_questionnaire([yes_no("x")], home=name) for name in ("q", "r")}
    found = Assessor(library, a_policy(rules)).assess(a_vendor({"x": NA}, r={"x": "yes"}), AS_OF)
    assert [step.kind for step in found.paths_to_yes[APPROVE].steps or ()] == ["answer"]


# ---- reports


BOTH = ([yes_no("x"), yes_no("y", remedy="Mend y.")], {"x": NA, "y": "no"})


def test_programs_get_what_we_may_agree_to_apart_and_before_the_steps() -> None:
    found = case(*BOTH, approve_at=100)
    path = data(found)["path_to_yes"]["approve"]
    assert path["if_you_agree"] == [
        {
            "question": "q/x",
            "kind": "confirm",
            "answer": None,
            "shown": None,
            "who": "us",
            "text": "Agree that it does not apply: What about x?",
            "remedy": None,
            "clause": None,
            "effort": "low",
            "score_after": 0.0,
        }
    ]
    assert [(step["question"], step["kind"], step["score_after"]) for step in path["steps"]] == [
        ("q/y", "remedy", 100.0)
    ]
    assert path["blocked_by"] == []


def test_people_read_what_we_may_agree_to_apart_and_before_the_steps() -> None:
    found = case(*BOTH, approve_at=100, conditions_at=100)
    title = "To “approve with conditions”: 1 step, if you agree that 1 question does not apply"
    shown = page("markdown", found)
    assert title in shown
    agreed = "If you agree:\n\n- Agree that it does not apply: What about x? (`q/x`; then the score"
    assert agreed in shown
    assert "Then:\n\n1. **The vendor:** Mend y. (`q/y`" in shown
    html = page("html", found)
    assert title in html
    assert html.index("<b>If you agree:</b>") < html.index("<b>Then:</b>")
    summary = page("summary", found)
    assert "- If you agree: agree that it does not apply: What about x?" not in summary
    assert "If you agree that it does not apply: What about x?" in summary
    assert "1. The vendor: Mend y." in summary


def test_where_agreeing_is_all_nothing_more_is_to_do() -> None:
    found = case(
        [*(yes_no(f"x{n}") for n in range(2)), yes_no("y"), yes_no("z")],
        {"x0": NA, "x1": NA, "y": "yes", "z": "yes"},
    )
    shown = page("markdown", found)
    better = "if you agree that 2 questions do not apply"
    assert f"### To “approve with conditions”: nothing more, {better}\n" in shown
    assert "### To “approve”: nothing more\n" in shown
    assert "Then:" not in shown


def test_people_read_ten_of_what_we_may_agree_to_and_programs_all() -> None:
    names = [f"x{number}" for number in range(12)]
    asked = [*map(yes_no, names), *(yes_no(f"y{number}") for number in range(12))]
    answers = dict.fromkeys(names, NA) | {f"y{number}": "yes" for number in range(12)}
    found = case(asked, answers)
    shown = page("markdown", found)
    part = shown.partition("If you agree:")[2].partition("###")[0]
    assert part.count("- Agree that it does not apply") == 10
    assert "And 2 more, which are listed under “For us to confirm”." in part
    assert len(data(found)["path_to_yes"]["approve"]["if_you_agree"]) == 12


def test_conditions_say_who_has_to_act() -> None:
    asked = [yes_no("x", severity="high"), yes_no("y", severity="high", remedy="Mend y.")]
    found = case(asked, {"x": NA, "y": "no"}, coverage_at_least=0, conditions_from="high")
    assert found.verdict == APPROVE_WITH_CONDITIONS
    conditions = data(found)["conditions"]
    assert [(one["question"], one["who"], one["text"]) for one in conditions] == [
        ("q/x", "us", "Agree that it does not apply: What about x?"),
        ("q/y", "vendor", "Mend y."),
    ]
    title = "Conditions to propose: 1 step, if you agree that 1 question does not apply"
    assert title in page("markdown", found)


# ---- who acts


def test_what_waits_for_our_consent_is_ours_though_the_vendor_answers() -> None:
    asked = [yes_no("x", remedy="Offer x."), yes_no("y", when={"x": ["yes"]})]
    found = case(asked, {"x": NA, "y": "yes"})
    (step,) = data(found)["path_to_yes"]["approve"]["steps"]
    assert (step["kind"], step["who"]) == ("answer", "us")
    assert step["text"] == (
        'Disagree that it does not apply, and ask the vendor: What about x? What it takes: "Yes".'
    )
    assert "q/x" not in page("questions", found)
    assert "What about x" not in page("questions", found)


def test_what_nobody_answered_is_the_vendors() -> None:
    found = case([yes_no("x")], {})
    (step,) = data(found)["path_to_yes"]["approve"]["steps"]
    assert (step["kind"], step["who"]) == ("answer", "vendor")


def test_a_contradiction_with_the_request_is_cleared_up_by_the_requester() -> None:
    ours = a_questionnaire([question("use", "yes_no")], home="r")
    ours = ours.model_copy(update={"respondent": "requester"})
    odd = check({"all": [{"x": ["yes"]}, {"r/use": ["yes"]}]}, name="odd")
    library = {"q": a_questionnaire([yes_no("x")], [odd]), "r": ours}
    found = Assessor(library, a_policy({}), ["q", "r"]).assess(
        a_vendor({"x": "yes"}, r={"use": "yes"}), AS_OF
    )
    steps_ = data(found)["path_to_yes"]["approve"]["steps"]
    assert [(step["kind"], step["who"]) for step in steps_] == [("clarify", "requester")]
    assert [one["question"] for one in data(found)["ask_requester"]] == ["q/odd"]
    assert data(found)["ask_vendor"] == []
