"""Facts: they decide what else is asked, are never scored, and no path to yes changes them."""

import json

from rule_cases import APPROVED, Case, Data, could, fires, question, yes_no
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
