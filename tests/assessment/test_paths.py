"""The paths to both verdicts: what is reached needs no steps, and what a path waits for."""

import pytest

from rule_cases import (
    AS_OF,
    QUIET,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    check,
    could,
    fires,
    yes_no,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.judgement import RuleResult
from vendorcheck.assessment.path_to_yes.path import PathToYes, find_path_to_yes, find_paths_to_yes
from vendorcheck.model.fields import Verdict

REACHED = PathToYes((), is_minimal=True)


def evaluated() -> Evaluation:
    """One blocker that is not met."""
    questionnaire = a_questionnaire([yes_no("a", blocker=True)])
    plan = Assessor({"q": questionnaire}, a_policy(QUIET), ["q"]).plan_for_tier(None)
    return evaluate(plan, a_vendor({"a": "no"}), AS_OF)


@pytest.mark.parametrize(
    ("verdict", "reached"),
    [
        ("approve", [True, True]),
        ("approve-with-conditions", [False, True]),
        ("more-information-needed", [False, False]),
        ("do-not-approve", [False, False]),
    ],
)
def test_to_a_verdict_that_is_reached_there_is_nothing_to_do(
    verdict: Verdict, reached: list[bool]
) -> None:
    paths = find_paths_to_yes(evaluated(), {}, verdict)
    assert list(paths) == ["approve", "approve-with-conditions"]
    assert [path == REACHED for path in paths.values()] == reached
    ways = [path for path in paths.values() if path != REACHED]
    assert [[step.subject for step in path.steps or ()] for path in ways] == [["q/a"]] * len(ways)
    assert all(path.is_minimal and path.blocked_by == () for path in ways)


def steps_where_a_check_fails(when: Data, **question: Data) -> list[tuple[str, str]]:
    questionnaire = a_questionnaire([yes_no("a", **question)], [check(when)])
    plan = Assessor({"q": questionnaire}, a_policy(QUIET), ["q"]).plan_for_tier(None)
    evaluation = evaluate(plan, a_vendor({"a": "no"}), AS_OF)
    steps = find_path_to_yes(evaluation, {}, "approve").steps
    return [(step.kind, step.subject) for step in steps or ()]


@pytest.mark.parametrize("when", [{}, {"all": [{}]}])
def test_a_contradiction_that_reads_no_answer_is_resolved(when: Data) -> None:
    assert steps_where_a_check_fails(when) == [("clarify", "q/check")]


@pytest.mark.parametrize(
    ("effort", "step"),
    [("low", ("remedy", "q/a")), ("medium", ("remedy", "q/a")), ("high", ("clarify", "q/check"))],
)
def test_a_contradiction_ends_with_whatever_takes_less_effort(
    effort: str, step: tuple[str, str]
) -> None:
    # To resolve it takes medium effort; of equal efforts the remedy gains points.
    assert steps_where_a_check_fails({"a": ["no"]}, effort=effort) == [step]


TIER_OPEN = RuleResult("tier-open", "more-information-needed")


@pytest.mark.parametrize(
    ("blocked_by", "waits"),
    [
        ((), False),
        ((fires("blocker", "a"),), False),
        ((TIER_OPEN,), True),
        ((fires("blocker", "a"), TIER_OPEN), True),
        ((TIER_OPEN, could("finding", "a")), True),
    ],
)
def test_a_path_waits_for_the_tier_where_that_stands_in_the_way(
    blocked_by: tuple[RuleResult, ...], *, waits: bool
) -> None:
    assert PathToYes(None, is_minimal=True, blocked_by=blocked_by).waits_for_tier is waits


def test_where_no_step_helps_the_rules_that_stand_in_the_way_are_named() -> None:
    # No answer earns more than half.
    questionnaire = a_questionnaire(
        [
            {
                "id": "a",
                "type": "choice",
                "ask": "What?",
                "options": [
                    {"id": "some", "label": "Some", "credit": 0.5},
                    {"id": "none", "label": "None", "credit": 0},
                ],
            }
        ]
    )
    rules = {**QUIET, "approve_at": 60, "conditions_at": 50}
    plan = Assessor({"q": questionnaire}, a_policy(rules), ["q"]).plan_for_tier(None)
    evaluation = evaluate(plan, a_vendor({"a": "some"}), AS_OF)
    path = find_path_to_yes(evaluation, {}, "approve")
    assert path == PathToYes(
        None, is_minimal=True, blocked_by=(fires("score-band", verdict="approve-with-conditions"),)
    )
    assert not path.waits_for_tier
