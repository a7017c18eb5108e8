"""Tests of the rules together: the verdict is that of the worst that fires.

Covers each pair of verdicts, the order in which rules are named, and contradictions that are
cleared up. Tables of each rule are in the other modules whose names begin with `test_rules_`.
"""

from itertools import product

import pytest

from rule_cases import (
    AS_OF,
    CONDITIONAL,
    CONFIRMED,
    REJECTED,
    Case,
    a_vendor,
    check,
    choice,
    could,
    fact,
    fires,
    yes_no,
)
from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    RULES,
    VERDICTS,
)
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.model.fields import Verdict

ORDER = ["approve", "approve-with-conditions", "more-information-needed", "do-not-approve"]
"""From the best to the worst."""
BAND = {"approve_at": 90, "conditions_at": 80}


def test_the_verdicts_from_the_best_to_the_worst() -> None:
    assert list(VERDICTS) == ORDER
    assert [APPROVE, APPROVE_WITH_CONDITIONS, MORE_INFORMATION_NEEDED, DO_NOT_APPROVE] == ORDER


def test_all_rules_that_fire_are_named_the_worst_first() -> None:
    asked = {
        "s": [
            choice("failed", blocker=True, weight=0),
            choice("blocked", blocker=True, weight=0),
            choice("weak", severity="high", weight=4),
            choice("gap", options=["full", "most"], severity="critical", weight=8),
        ],
        "t": [choice("missing", severity="critical", weight=3)],
    }
    answers = {"failed": "none", "weak": "full", "gap": "most"}
    rules = {
        **BAND,
        "coverage_at_least": 90,
        "grades": {"high": "documented"},
        "section_floors": {"q/t": 50},
    }
    # E = 4 + 6 of T = 15, of which O = 3: score 66.7, at most 86.7; coverage 80.
    fired = (
        fires("blocker", "failed"),
        could("blocker", "blocked"),
        fires("coverage"),
        could("score-band", verdict=DO_NOT_APPROVE),
        fires("score-band", verdict=APPROVE_WITH_CONDITIONS),
        fires("finding", "gap"),
        could("finding", "missing"),
        fires("section-floor", "t"),
        fires("grade", "weak"),
    )
    Case(asked, answers, REJECTED, fired, rules).assert_expected()


def test_the_band_is_named_by_its_verdict() -> None:
    questions = [
        choice("failed", blocker=True, weight=0),
        yes_no("x"),
        choice("gap", severity="critical", weight=0),
    ]
    answers = {"failed": "none", "x": "no"}
    fired = (fires("blocker", "failed"), fires("score-band", verdict=DO_NOT_APPROVE))
    Case(questions, answers, REJECTED, fired, BAND).assert_expected()
    fired = (
        fires("blocker", "failed"),
        fires("score-band", verdict=APPROVE_WITH_CONDITIONS),
    )
    Case(
        questions, answers, REJECTED, fired, {"approve_at": 90, "conditions_at": 0}
    ).assert_expected()


def test_an_empty_score_is_named_first_of_its_verdict() -> None:
    questions = [choice("blocked", blocker=True, weight=0)]
    fired = (fires("not-scorable"), could("blocker", "blocked"))
    Case(
        questions, {}, (MORE_INFORMATION_NEEDED, MORE_INFORMATION_NEEDED, DO_NOT_APPROVE), fired
    ).assert_expected()


def test_the_rules_in_the_order_in_which_they_are_named() -> None:
    assert RULES == (
        "not-scorable",
        "tier-open",
        "not-applicable",
        "blocker",
        "requirement",
        "coverage",
        "score-band",
        "finding",
        "section-floor",
        "grade",
    )


PARTS: dict[Verdict, tuple[str, str | None]] = {
    # Verdict, then the answers that bring it about: of a blocker, of a severe question.
    APPROVE: ("full", "full"),
    APPROVE_WITH_CONDITIONS: ("full", "none"),
    MORE_INFORMATION_NEEDED: ("full", "full"),
    DO_NOT_APPROVE: ("none", "full"),
}


@pytest.mark.parametrize(("first", "second"), list(product(VERDICTS, repeat=2)))
def test_the_worst_of_what_two_rules_ask_for_is_the_verdict(
    first: Verdict, second: Verdict
) -> None:
    asked, answers, covered = [yes_no("rest")], {"rest": "yes"}, 0
    for name, verdict in (("a", first), ("b", second)):
        blocked, severe = PARTS[verdict]
        asked += [choice(f"{name}1", blocker=True), choice(f"{name}2", severity="critical")]
        answers |= {f"{name}1": blocked, f"{name}2": severe or ""}
        if verdict == MORE_INFORMATION_NEEDED:
            asked.append(yes_no(f"{name}3"))
            covered = 100
    assessment = Case(asked, answers, REJECTED, rules={"coverage_at_least": covered}).assess()
    assert assessment.verdict == max(first, second, key=ORDER.index)
    # What is only not answered can still be; the rest is so.
    assert assessment.best_verdict == max(
        (one for one in (first, second, APPROVE) if one != MORE_INFORMATION_NEEDED), key=ORDER.index
    )
    assert assessment.worst_verdict == max(first, second, key=ORDER.index)


def test_a_contradiction_that_is_cleared_up_says_nothing() -> None:
    checks = [check({"x": ["no"]}, name="one"), check({"x": ["no"]}, name="two")]
    case = Case([yes_no("rest"), fact("x")], {"rest": "yes", "x": "no"}, CONDITIONAL, checks=checks)
    vendor = a_vendor(case.answers)
    situation = evaluate(case.assessor.plan_for_tier(None), vendor, AS_OF)
    accepted = accepted_risks_in_force(vendor, AS_OF)
    said = apply_rules(situation, accepted, frozenset({"q/one"}))
    assert said.rule_results == (fires("finding", "two"),)
    said = apply_rules(situation, accepted, frozenset({"q/one", "q/two"}))
    assert (said.rule_results, said.worst_verdict) == ((), APPROVE)


def test_what_is_put_aside_is_neither_open_nor_a_gap() -> None:
    questions = [yes_no("rest"), choice("a", severity="critical"), choice("b", severity="critical")]
    answers = {"rest": "yes", "a": CONFIRMED, "b": "none"}
    Case(questions, answers, CONDITIONAL, (fires("finding", "b"),)).assert_expected()
