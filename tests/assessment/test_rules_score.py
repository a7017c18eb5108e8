"""Tests of the rules about all questions together: `score-band`, `coverage`, `not-scorable`.

The tables cover both sides of each threshold for the score, the coverage and the ends of their
ranges, with open questions and with questions that may not apply, and every way in which nothing
counts.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from rule_cases import (
    APPROVED,
    CONDITIONAL,
    CONFIRMED,
    NOT_APPLICABLE,
    REJECTED,
    UNKNOWN,
    Case,
    Data,
    choice,
    could,
    fact,
    fires,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    RuleResult,
)

WEAK = fires("score-band", verdict=APPROVE_WITH_CONDITIONS)
HOPEFUL = (could("score-band", verdict=DO_NOT_APPROVE), WEAK)
"""Too low as things stand, but open answers can still lift it."""
LOW = fires("score-band", verdict=DO_NOT_APPROVE)
SPARSE = fires("coverage")
NOTHING = fires("not-scorable")
NEEDY = (MORE_INFORMATION_NEEDED, MORE_INFORMATION_NEEDED, MORE_INFORMATION_NEEDED)


def score(
    thresholds: tuple[float | str, float | str],
    answers: Mapping[str, Data],
    expected: Data = APPROVED,
    *fired: RuleResult,
) -> Case:
    """Questions of weight 1 under the thresholds for approve and for conditions.

    Those whose name begins with `u` may or may not apply; None: not answered.
    """
    rules = {"approve_at": thresholds[0], "conditions_at": thresholds[1]}
    return whole(answers, rules, expected, *fired)


def coverage(
    least: float | str, answers: Mapping[str, Data], expected: Data = APPROVED, *fired: RuleResult
) -> Case:
    return whole(answers, {"coverage_at_least": least}, expected, *fired)


def whole(answers: Mapping[str, Data], rules: Data, expected: Data, *fired: RuleResult) -> Case:
    asked = [
        yes_no(name, **({"when": {"gate": ["yes"]}} if name[0] == "u" else {})) for name in answers
    ]
    given = {name: answer for name, answer in answers.items() if answer is not None}
    return Case([fact("gate"), *asked], given, expected, fired, rules)


HALF = {"x": "yes", "y": "no"}
THIRDS = {"x": "yes", "y": "yes", "z": "no"}
HALF_OPEN = {"x": "yes", "y": None}
"""The score is 50, its range from 50 to 100."""
NONE_OPEN = {"x": "no", "y": None}
"""The score is 0, its range from 0 to 50."""
HALF_MAYBE = {"x": "yes", "u": "no"}
"""The score is 100, its range from 50 to 100."""
NONE_MAYBE = {"x": "no", "u": "yes"}
"""The score is 0, its range from 0 to 50."""
BAND_ANSWERED = [
    pytest.param(score((50, 50), HALF), id="at both thresholds"),
    pytest.param(score(("50.000001", 50), HALF, CONDITIONAL, WEAK), id="just below approve"),
    pytest.param(score((60, "50.000001"), HALF, REJECTED, LOW), id="just below conditions"),
    pytest.param(score(("66.666666", 0), THIRDS), id="two thirds, just above approve"),
    pytest.param(
        score(("66.666667", 0), THIRDS, CONDITIONAL, WEAK), id="two thirds, just below approve"
    ),
    pytest.param(
        score((80, "66.666666"), THIRDS, CONDITIONAL, WEAK), id="two thirds, just above conditions"
    ),
    pytest.param(
        score((80, "66.666667"), THIRDS, REJECTED, LOW), id="two thirds, just below conditions"
    ),
    pytest.param(score((100, 100), {"x": "yes"}), id="all, at 100"),
    pytest.param(score((0, 0), {"x": "no"}), id="nothing, at 0"),
    pytest.param(score((100, 0), {"x": "yes", "y": CONFIRMED}), id="not applicable does not count"),
]
BAND_OPEN = [
    pytest.param(score((50, 0), HALF_OPEN), id="no answer lowers it below approve"),
    pytest.param(
        score(
            ("50.000001", 50),
            HALF_OPEN,
            (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS),
            WEAK,
        ),
        id="answers can lift it to approve",
    ),
    pytest.param(
        score(
            (100, 50), HALF_OPEN, (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS), WEAK
        ),
        id="answers can just lift it",
    ),
    pytest.param(
        score(
            (60, "50.000001"),
            HALF_OPEN,
            (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE),
            *HOPEFUL,
        ),
        id="too low, but answers can lift it",
    ),
    pytest.param(
        score((50, 50), NONE_OPEN, (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE), *HOPEFUL),
        id="nothing, and answers can just lift it to approve",
    ),
    pytest.param(
        score(
            ("50.000001", 50),
            NONE_OPEN,
            (MORE_INFORMATION_NEEDED, APPROVE_WITH_CONDITIONS, DO_NOT_APPROVE),
            *HOPEFUL,
        ),
        id="nothing, and answers can just lift it to conditions",
    ),
    pytest.param(
        score(("50.000001", "50.000001"), NONE_OPEN, REJECTED, LOW),
        id="nothing, and no answer lifts it",
    ),
    pytest.param(
        score((60, 0), NONE_OPEN, CONDITIONAL, WEAK),
        id="nothing is enough for conditions, not for approve",
    ),
    pytest.param(
        score(
            (100, 100), {"x": UNKNOWN}, (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE), *HOPEFUL
        ),
        id="all of it open",
    ),
]
BAND_UNDECIDED = [
    pytest.param(score((50, 50), HALF_MAYBE), id="can fall to the thresholds exactly"),
    pytest.param(
        score(
            ("50.000001", 50),
            HALF_MAYBE,
            (APPROVE_WITH_CONDITIONS, APPROVE, APPROVE_WITH_CONDITIONS),
            could("score-band", verdict=APPROVE_WITH_CONDITIONS),
        ),
        id="can fall below approve",
    ),
    pytest.param(
        score(
            ("50.000001", "50.000001"),
            HALF_MAYBE,
            (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE),
            could("score-band", verdict=DO_NOT_APPROVE),
        ),
        id="can fall below conditions",
    ),
    pytest.param(
        score((50, 50), NONE_MAYBE, (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE), *HOPEFUL),
        id="can rise to the thresholds",
    ),
    pytest.param(
        score(
            (60, 50),
            NONE_MAYBE,
            (MORE_INFORMATION_NEEDED, APPROVE_WITH_CONDITIONS, DO_NOT_APPROVE),
            *HOPEFUL,
        ),
        id="can rise to conditions alone",
    ),
    pytest.param(score((60, "50.000001"), NONE_MAYBE, REJECTED, LOW), id="can rise to neither"),
    pytest.param(
        # Nothing counts yet: that is a rule of its own, and the score can still be anything.
        score(
            (80, 60),
            {"u": "yes"},
            (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE),
            NOTHING,
            could("score-band", verdict=DO_NOT_APPROVE),
        ),
        id="nothing counts yet",
    ),
    pytest.param(
        score((80, 60), {"x": "yes", "u": CONFIRMED}),
        id="not applicable, so it does not matter",
    ),
]
COVERAGE = [
    pytest.param(coverage(100, {"x": "yes", "y": "no"}), id="all answered, at 100"),
    pytest.param(coverage(50, HALF_OPEN), id="half, at 50"),
    pytest.param(
        coverage(
            "50.000001",
            HALF_OPEN,
            (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED),
            SPARSE,
        ),
        id="half, just over 50",
    ),
    pytest.param(
        coverage(
            "66.666667",
            {"x": "no", "y": "no", "z": None},
            (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED),
            SPARSE,
        ),
        id="two thirds, just above",
    ),
    pytest.param(
        coverage("66.666666", {"x": "no", "y": "no", "z": None}), id="two thirds, just below"
    ),
    pytest.param(coverage(100, {"x": "yes", "y": CONFIRMED}), id="not applicable does not count"),
    pytest.param(
        coverage(
            "50.000001",
            {"x": "yes", "u": "no"},
            (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED),
            SPARSE,
        ),
        id="what may apply is not covered, though it is answered",
    ),
    pytest.param(coverage(50, {"x": "yes", "u": "no"}), id="and half of it is enough"),
    pytest.param(coverage(50, {"x": "yes", "u": None}), id="open and may apply, at the threshold"),
    pytest.param(
        coverage(
            "50.000001",
            {"x": "yes", "u": None},
            (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED),
            SPARSE,
        ),
        id="open and may apply, just over the threshold",
    ),
    pytest.param(coverage(100, {"x": "yes", "u": CONFIRMED}), id="what may apply is put aside"),
    pytest.param(
        coverage(
            "33.333334",
            {"x": "yes", "y": None, "u": None},
            (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED),
            SPARSE,
        ),
        id="one of three, just below",
    ),
    pytest.param(
        coverage("33.333333", {"x": "yes", "y": None, "u": None}),
        id="one of three, just above",
    ),
]


def scorable(
    questions: list[Data],
    answers: Mapping[str, Data],
    expected: Data,
    *fired: RuleResult,
    **rules: Data,
) -> Case:
    """Ask all of them under rules without thresholds."""
    return Case([fact("gate"), *questions], answers, expected, fired, rules)


GATED = {"when": {"gate": ["yes"]}}
REFUSING = yes_no("r", not_applicable="refused")
EMPTY = (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED)
ALL_ASIDE = RuleResult("not-scorable", MORE_INFORMATION_NEEDED, ("q",))
"""It names the questionnaire of which everything was put aside."""
NOT_SCORABLE = [
    pytest.param(scorable([], {}, NEEDY, NOTHING), id="only a fact"),
    pytest.param(
        scorable([question("w", "text")], {"w": "Words"}, NEEDY, NOTHING),
        id="words that earn nothing",
    ),
    pytest.param(
        scorable([yes_no("x", weight=0)], {"x": "yes"}, NEEDY, NOTHING),
        id="everything without weight",
    ),
    pytest.param(
        scorable([yes_no("x"), yes_no("y")], {"x": CONFIRMED, "y": CONFIRMED}, NEEDY, ALL_ASIDE),
        id="everything put aside",
    ),
    pytest.param(
        scorable([yes_no("x", **GATED)], {"gate": "no", "x": "yes"}, NEEDY, NOTHING),
        id="nothing applies",
    ),
    pytest.param(
        scorable([yes_no("x", **GATED)], {"gate": "yes", "x": "yes"}, APPROVED),
        id="something applies",
    ),
    pytest.param(
        scorable([yes_no("x", **GATED)], {"x": "yes"}, EMPTY, NOTHING),
        id="it is undecided if anything applies",
    ),
    pytest.param(scorable([yes_no("x", **GATED)], {}, EMPTY, NOTHING), id="undecided and open"),
    pytest.param(
        scorable(
            [yes_no("x", **GATED)],
            {"x": CONFIRMED},
            NEEDY,
            NOTHING,
            replace(ALL_ASIDE, could=True),
        ),
        id="undecided and put aside",
    ),
    pytest.param(
        scorable([yes_no("x", **GATED)], {"x": NOT_APPLICABLE}, EMPTY, NOTHING),
        id="undecided, and nobody confirmed that it is put aside",
    ),
    pytest.param(
        scorable(
            [yes_no("x", **GATED), yes_no("y")], {"x": "yes", "y": CONFIRMED}, EMPTY, ALL_ASIDE
        ),
        id="all that applies put aside, and more may apply",
    ),
    pytest.param(
        scorable([yes_no("x"), yes_no("y")], {"y": CONFIRMED, "x": NOT_APPLICABLE}, APPROVED),
        id="one put aside, and one not confirmed",
    ),
    pytest.param(
        # An empty score says all there is to say: no coverage and no band beside it.
        scorable([], {}, NEEDY, NOTHING, coverage_at_least=100, approve_at=100, conditions_at=100),
        id="nothing counts, under strict thresholds",
    ),
    pytest.param(scorable([yes_no("x")], {}, APPROVED), id="all of it open, and can be put aside"),
    pytest.param(scorable([yes_no("x")], {"x": UNKNOWN}, APPROVED), id="nobody knows any of it"),
    pytest.param(scorable([REFUSING], {}, APPROVED), id="all of it open, and can't be put aside"),
    pytest.param(
        scorable([yes_no("x"), REFUSING], {}, APPROVED),
        id="all of it open, and one can't be put aside",
    ),
    pytest.param(
        scorable([yes_no("x"), yes_no("y")], {"y": "no"}, APPROVED),
        id="one of two open, and can be put aside",
    ),
    pytest.param(
        scorable([yes_no("x"), yes_no("y")], {"y": CONFIRMED}, APPROVED),
        id="the other is put aside already",
    ),
    pytest.param(
        scorable([yes_no("x"), {**REFUSING, "weight": 0}], {}, APPROVED),
        id="what can't be put aside has no weight",
    ),
    pytest.param(
        scorable([yes_no("x"), {**REFUSING, **GATED}], {"gate": "no"}, APPROVED),
        id="what can't be put aside does not apply",
    ),
    pytest.param(
        scorable([yes_no("x"), {**REFUSING, **GATED}], {}, APPROVED),
        id="what can't be put aside may turn out not to apply",
    ),
]


@pytest.mark.parametrize("case", BAND_ANSWERED)
def test_the_band_where_everything_is_answered(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", BAND_OPEN)
def test_the_band_while_something_is_open(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", BAND_UNDECIDED)
def test_the_band_while_it_is_undecided_what_counts(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", COVERAGE)
def test_the_coverage(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", NOT_SCORABLE)
def test_a_score_of_which_nothing_is_left(case: Case) -> None:
    case.assert_expected()


def test_an_accepted_risk_changes_neither_score_nor_coverage() -> None:
    rules = {"approve_at": 60, "conditions_at": 50, "coverage_at_least": "66.666667"}
    asked, answers = [choice("x"), choice("y"), choice("z")], {"x": "full", "y": "half"}
    expected = (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED)
    Case(asked, answers, expected, (SPARSE, WEAK), rules, [risk("y"), risk("z")]).assert_expected()
