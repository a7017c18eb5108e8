"""Tests of section floors: a score that is below, must stay below, or can still fall below.

The tables cover both sides of the floor for the score and for both ends of its range, with answered
and open questions and with questions that may not apply.
"""

from collections.abc import Mapping

import pytest

from rule_cases import (
    APPROVED,
    CONDITIONAL,
    CONFIRMED,
    UNKNOWN,
    Case,
    Data,
    could,
    fact,
    fires,
    risk,
    yes_no,
)
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    MORE_INFORMATION_NEEDED,
    RuleResult,
)

BELOW = fires("section-floor", "t")
MENDABLE = (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS)
"""It fires as things stand, and answers can still end that."""
POSSIBLE = could("section-floor", "t")
"""It does not fire as things stand, and answers can still make it."""


def floor(
    least: float | str, answers: Mapping[str, Data], expected: Data = APPROVED, *fired: RuleResult
) -> Case:
    """A section `t` with a floor: the questions that are named, each of weight 1.

    Those whose name begins with `u` may or may not apply; None: not answered.
    """
    asked = [
        yes_no(name, **({"when": {"gate": ["yes"]}} if name[0] == "u" else {})) for name in answers
    ]
    given = {name: answer for name, answer in answers.items() if answer is not None}
    sections = {"s": [yes_no("rest"), fact("gate")], "t": asked}
    return Case(
        sections, {"rest": "yes", **given}, expected, fired, {"section_floors": {"q/t": least}}
    )


ANSWERED = [
    pytest.param(floor(50, {"x": "yes", "y": "no"}), id="half, at 50"),
    pytest.param(
        floor("50.000001", {"x": "yes", "y": "no"}, CONDITIONAL, BELOW),
        id="half, just over 50",
    ),
    pytest.param(
        floor("66.666666", {"x": "yes", "y": "yes", "z": "no"}),
        id="two thirds, just below",
    ),
    pytest.param(
        floor("66.666667", {"x": "yes", "y": "yes", "z": "no"}, CONDITIONAL, BELOW),
        id="two thirds, just above",
    ),
    pytest.param(floor(0, {"x": "no"}), id="nothing, at 0"),
    pytest.param(floor("0.000001", {"x": "no"}, CONDITIONAL, BELOW), id="nothing, just over 0"),
    pytest.param(floor(100, {"x": "yes"}), id="all, at 100"),
    pytest.param(
        floor(100, {"x": "yes", "y": CONFIRMED}),
        id="what is not applicable does not count",
    ),
    pytest.param(floor(100, {"x": CONFIRMED}), id="a section in which nothing counts"),
]
OPEN = [
    # The score is 50, its range from 50 to 100.
    pytest.param(floor(50, {"x": "yes", "y": None}), id="half and half open, at 50"),
    pytest.param(
        floor("50.000001", {"x": "yes", "y": None}, MENDABLE, BELOW),
        id="half and half open, just over 50",
    ),
    pytest.param(
        floor(100, {"x": "yes", "y": UNKNOWN}, MENDABLE, BELOW),
        id="half and half open, at 100",
    ),
    # The score is 0, its range from 0 to 50.
    pytest.param(
        floor(50, {"x": "no", "y": None}, MENDABLE, BELOW),
        id="nothing and half open, at 50",
    ),
    pytest.param(
        floor("50.000001", {"x": "no", "y": None}, CONDITIONAL, BELOW),
        id="nothing and half open, just over 50",
    ),
    pytest.param(floor(0, {"x": "no", "y": None}), id="nothing and half open, at 0"),
    pytest.param(floor(100, {"x": None}, MENDABLE, BELOW), id="all of it open"),
]
UNDECIDED = [
    # The score is 100, its range from 50 to 100, whatever was answered of what may not apply.
    pytest.param(floor(50, {"x": "yes", "u": "no"}), id="can fall to the floor exactly"),
    pytest.param(
        floor("50.000001", {"x": "yes", "u": "no"}, MENDABLE, POSSIBLE),
        id="can fall just below the floor",
    ),
    pytest.param(floor(50, {"x": "yes", "u": None}), id="open, can fall to the floor exactly"),
    pytest.param(
        floor("50.000001", {"x": "yes", "u": None}, MENDABLE, POSSIBLE),
        id="open, can fall just below the floor",
    ),
    # The score is 0, its range from 0 to 50.
    pytest.param(
        floor(50, {"x": "no", "u": "yes"}, MENDABLE, BELOW),
        id="can rise to the floor exactly",
    ),
    pytest.param(
        floor("50.000001", {"x": "no", "u": "yes"}, CONDITIONAL, BELOW),
        id="can rise to just below the floor",
    ),
    # The score is 0 of 2, its range from 0 to 2 of 3.
    pytest.param(
        floor("66.666666", {"x": "no", "y": None, "u": "yes"}, MENDABLE, BELOW),
        id="rises by both, enough",
    ),
    pytest.param(
        floor("66.666667", {"x": "no", "y": None, "u": "yes"}, CONDITIONAL, BELOW),
        id="rises by both, not enough",
    ),
    # Nothing counts yet: of nothing, nothing is missing.
    pytest.param(floor("0.000001", {"u": "yes"}, MENDABLE, POSSIBLE), id="nothing counts yet"),
    pytest.param(floor(0, {"u": "yes"}), id="nothing counts yet, at 0"),
    pytest.param(floor(100, {"u": CONFIRMED}), id="nothing counts, and nothing can"),
]


@pytest.mark.parametrize("case", ANSWERED)
def test_a_floor_where_everything_is_answered(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", OPEN)
def test_a_floor_while_something_is_open(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", UNDECIDED)
def test_a_floor_while_it_is_undecided_what_counts(case: Case) -> None:
    case.assert_expected()


def test_each_section_has_its_own_floor() -> None:
    sections = {"s": [yes_no("x")], "t": [yes_no("y")], "v": [yes_no("z")]}
    answers = {"x": "no", "y": "yes", "z": "no"}
    floors = {"section_floors": {"q/v": 50, "q/t": 50, "q/s": 50}}
    fired = (fires("section-floor", "v", "s"),)
    Case(sections, answers, CONDITIONAL, fired, floors).assert_expected()


def test_an_accepted_risk_lifts_no_section() -> None:
    sections = {"s": [yes_no("x")], "t": [yes_no("y", severity="critical")]}
    rules = {"section_floors": {"q/t": 50}}
    risks = [risk("y")]
    Case(sections, {"x": "yes", "y": "no"}, CONDITIONAL, (BELOW,), rules, risks).assert_expected()


def test_a_section_that_is_not_asked_has_no_floor() -> None:
    rules = {"section_floors": {"q/elsewhere": 50, "other/s": 50}}
    Case([yes_no("x")], {"x": "no"}, APPROVED, rules=rules).assert_expected()


def test_a_floor_of_a_score_that_is_none_adds_nothing() -> None:
    rules = {"section_floors": {"q/s": 50}}
    fired = (RuleResult("not-scorable", MORE_INFORMATION_NEEDED, ("q",)),)
    expected = (MORE_INFORMATION_NEEDED, MORE_INFORMATION_NEEDED, MORE_INFORMATION_NEEDED)
    Case([yes_no("x")], {"x": CONFIRMED}, expected, fired, rules).assert_expected()
