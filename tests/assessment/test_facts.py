"""Facts: they decide what else is asked, are never scored, and no path to yes changes them."""

import json

from rule_cases import (
    APPROVED,
    NOT_APPLICABLE,
    Case,
    Data,
    could,
    fires,
    question,
    yes_no,
)
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import (
    APPROVE,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
)
from vendorcheck.reports import REPORTS, Display

AI = question("ai", "yes_no", fact=True)
del AI["severity"]
HUMAN = yes_no("human", blocker=True, when={"ai": ["yes"]})
SURE = yes_no("sure")


def assessed(answers: dict[str, Data], **rules: Data) -> Assessment:
    return Case([AI, SURE, HUMAN], answers, APPROVED, rules=rules).assess()


def test_a_fact_earns_nothing_whatever_it_is() -> None:
    for answer in ("yes", "no"):
        assessment = assessed({"ai": answer, "sure": "yes", "human": "yes"})
        assert assessment.score == 100
        assert not assessment.findings
        status = next(iter(assessment.questions)).status
        assert (status.answer_result, status.question.is_scored) == (None, False)


def test_a_fact_that_brings_a_failed_blocker_is_not_changed_by_the_path() -> None:
    case = Case(
        [AI, SURE, HUMAN],
        {"ai": "yes", "sure": "yes", "human": "no"},
        (DO_NOT_APPROVE,) * 3,
        (fires("blocker", "human"),),
    )
    case.assert_expected()
    steps = case.assess().paths_to_yes[APPROVE].steps or ()
    assert [(step.subject, step.kind) for step in steps] == [("q/human", "remedy")]


def test_an_open_fact_leaves_what_it_decides_open() -> None:
    case = Case(
        [AI, SURE, HUMAN],
        {"sure": "yes"},
        (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE),
        (could("blocker", "human"),),
    )
    case.assert_expected()


def test_an_open_fact_is_no_step_and_stands_in_the_way() -> None:
    assessment = assessed({"sure": "yes"}, coverage_at_least=100)
    path = assessment.paths_to_yes[APPROVE]
    assert path.steps is None
    assert [result.rule for result in path.blocked_by] == ["coverage"]
    assert assessment.open_facts == ("q/ai",)
    data = json.loads(REPORTS["json"].render(assessment, Display()))
    assert data["path_to_yes"]["approve"]["blocked_by"][-1] == {
        "rule": "open-fact",
        "verdict": "more-information-needed",
        "could": True,
        "questions": ["q/ai"],
    }
    page = REPORTS["markdown"].render(assessment, Display())
    assert "What the product is has to be known first" in page


def test_a_question_that_is_no_fact_may_be_answered_by_a_step() -> None:
    plain = question(
        "ai", "choice", options=[{"id": name, "label": name} for name in ("yes", "no")]
    )
    case = Case([plain, SURE, HUMAN], {"sure": "yes"}, APPROVED, rules={"coverage_at_least": 100})
    path = case.assess().paths_to_yes[APPROVE]
    assert [step.subject for step in path.steps or ()] == ["q/ai"]


def test_a_policy_makes_no_fact_count() -> None:
    rules = {"questions": {"q/ai": {"weight": 5, "severity": "critical", "blocker": True}}}
    for answer in ("yes", "no"):
        answers = {"ai": answer, "sure": "yes", "human": "yes"}
        Case([AI, SURE, HUMAN], answers, APPROVED, rules=rules).assert_expected()


# ---- an open fact beside a path


LATER = yes_no("later")


def despite() -> Assessment:
    """A path to approve exists, though nobody knows yet whether `human` applies."""
    case = Case(
        [SURE, LATER, AI, HUMAN],
        {"sure": "yes", "later": "no", "human": "yes"},
        APPROVED,
        rules={"approve_at": 60, "conditions_at": 60},
    )
    return case.assess()


def test_an_open_fact_is_named_beside_a_path_that_does_not_wait_for_it() -> None:
    assessment = despite()
    path = json.loads(REPORTS["json"].render(assessment, Display()))["path_to_yes"]["approve"]
    assert [step["question"] for step in path["steps"]] == ["q/later"]
    assert [(one["rule"], one["questions"]) for one in path["blocked_by"]] == [
        ("open-fact", ["q/ai"])
    ]


def test_a_verdict_that_is_reached_is_blocked_by_nothing() -> None:
    assessment = assessed({"sure": "yes", "human": "yes"})
    data = json.loads(REPORTS["json"].render(assessment, Display()))
    assert assessment.open_facts == ("q/ai",)
    for path in data["path_to_yes"].values():
        assert (path["steps"], path["blocked_by"]) == ([], [])


def test_people_read_what_has_to_be_known_once_and_before_the_steps() -> None:
    assessment = despite()
    first = "What the product is has to be known first:"
    page = REPORTS["markdown"].render(assessment, Display())
    assert f"{first} What about ai? (`q/ai`)\n\n1. **The vendor:**" in page
    assert page.count(first) == 1
    html = REPORTS["html"].render(assessment, Display())
    assert html.index(first) < html.index('<ol class="steps">')
    summary = REPORTS["summary"].render(assessment, Display())
    assert f"{first} What about ai?" in summary


def test_an_open_fact_is_asked_first() -> None:
    assessment = Case([SURE, LATER, AI, HUMAN], {}, APPROVED).assess()
    assert [
        (asked.subject, asked.decides, asked.text.endswith("it decides what else is asked."))
        for asked in assessment.questions_for_vendor
    ] == [
        ("q/ai", "questions", True),
        ("q/sure", None, False),
        ("q/later", None, False),
        ("q/human", None, False),
    ]
    letter = REPORTS["questions"].render(assessment, Display())
    assert letter.index("What about ai?") < letter.index("What about sure?")


def test_a_fact_on_which_nothing_depends_waits_for_its_turn() -> None:
    assessment = Case([SURE, AI], {}, APPROVED).assess()
    assert assessment.open_facts == ()
    assert [(asked.subject, asked.decides) for asked in assessment.questions_for_vendor] == [
        ("q/sure", None),
        ("q/ai", None),
    ]


def test_a_fact_that_was_said_not_to_apply_is_for_us_to_confirm_and_blocks() -> None:
    assessment = assessed({"ai": NOT_APPLICABLE, "sure": "yes"}, coverage_at_least=100)
    assert [one.subject for one in assessment.questions_for_vendor] == ["q/human"]
    assert [one.question.key for one in assessment.put_aside.to_confirm] == ["q/ai"]
    assert assessment.open_facts == ("q/ai",)
    assert assessment.paths_to_yes[APPROVE].steps is None
