"""Tests of the rule `not-applicable`, and of `not-scorable` for one questionnaire of several.

The tables cover both sides of the limit for what is put aside now, for the most and for the least
that can come of what is undecided, and who put it aside: the vendor alone, with us, or one of us.
"""

from collections.abc import Mapping

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    CONFIRMED_LATER,
    NOT_APPLICABLE,
    QUIET,
    UNKNOWN,
    Case,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    could,
    fact,
    fires,
    yes_no,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import (
    APPROVE,
    MORE_INFORMATION_NEEDED,
    Judgement,
    RuleResult,
)
from vendorcheck.model.fields import Verdict

Verdicts = tuple[Verdict, Verdict, Verdict]
APPROVED: Verdicts = (APPROVE, APPROVE, APPROVE)
ASIDE, MAYBE = fires("not-applicable"), could("not-applicable")
CERTAIN: Verdicts = (
    MORE_INFORMATION_NEEDED,
    MORE_INFORMATION_NEEDED,
    MORE_INFORMATION_NEEDED,
)
MENDABLE: Verdicts = (MORE_INFORMATION_NEEDED, APPROVE, MORE_INFORMATION_NEEDED)
"""What is undecided can still end it, or bring it about."""


def aside(
    limit: Data, answers: Mapping[str, Data], expected: Verdicts = APPROVED, *results: RuleResult
) -> Case:
    """Questions of weight 1 that vendors may put aside by themselves; `w` has weight 0.

    Those whose name begins with `u` may or may not apply.
    """
    asked = [
        yes_no(
            name,
            not_applicable="allowed",
            **({"when": {"gate": ["yes"]}} if name[0] == "u" else {}),
            **({"weight": 0} if name[0] == "w" else {}),
        )
        for name in answers
    ]
    given = {name: answer for name, answer in answers.items() if answer is not None}
    rules = {} if limit is None else {"not_applicable_at_most": limit}
    return Case([fact("gate"), *asked], given, expected, results, rules)


NA = NOT_APPLICABLE
TEN = {f"x{number}": "yes" for number in range(9)} | {"y": NA}
"""One of ten is put aside by the vendor alone."""
CASES = [
    pytest.param(aside(None, TEN), id="a tenth, which is the most unless a policy says otherwise"),
    pytest.param(aside(None, {**TEN, "z": NA}, CERTAIN, ASIDE), id="two elevenths are more"),
    pytest.param(aside(50, {"x": "yes", "y": NA}), id="half, at 50"),
    pytest.param(
        aside("49.999999", {"x": "yes", "y": NA}, CERTAIN, ASIDE), id="half, just over the limit"
    ),
    pytest.param(aside(0, {"x": "yes", "y": NA}, CERTAIN, ASIDE), id="anything, at 0"),
    pytest.param(aside(0, {"x": "yes"}), id="nothing, at 0"),
    pytest.param(aside(0, {"x": "yes", "w": NA}), id="without weight"),
    pytest.param(aside(0, {"x": "yes", "y": CONFIRMED}), id="with our consent"),
    pytest.param(
        aside(0, {"x": "yes", "y": CONFIRMED_LATER}, CERTAIN, ASIDE),
        id="with our consent of tomorrow",
    ),
    pytest.param(
        # What we agreed to counts in the whole: 1 of 3.
        aside("33.333333", {"x": "yes", "y": NA, "z": CONFIRMED}, CERTAIN, ASIDE),
        id="a third of the whole, just over the limit",
    ),
    pytest.param(
        aside("33.333334", {"x": "yes", "y": NA, "z": CONFIRMED}),
        id="a third of the whole, just under the limit",
    ),
    pytest.param(
        aside(50, {"x": UNKNOWN, "y": NA}), id="what is open counts in the whole, at the limit"
    ),
    pytest.param(
        # 1 of 2 now; 1 of 3 if the undecided one comes to apply.
        aside("33.333333", {"x": "yes", "y": NA, "u": "yes"}, CERTAIN, ASIDE),
        id="over the limit whatever comes to apply",
    ),
    pytest.param(
        aside("33.333334", {"x": "yes", "y": NA, "u": "yes"}, MENDABLE, ASIDE),
        id="over the limit unless more comes to apply",
    ),
    pytest.param(
        # 0 of 1 now; 1 of 2 if what was put aside comes to apply.
        aside("49.999999", {"x": "yes", "u": NA}, MENDABLE, MAYBE),
        id="can come to just over the limit",
    ),
    pytest.param(aside(50, {"x": "yes", "u": NA}), id="can come to the limit"),
    pytest.param(
        aside(0, {"x": "yes", "u": CONFIRMED}), id="what may apply was put aside with our consent"
    ),
    pytest.param(
        # 1 of 2 now; at least 1 of 3, since what is put aside with us counts in the whole.
        aside("33.333334", {"x": "yes", "y": NA, "u": CONFIRMED}, MENDABLE, ASIDE),
        id="over the limit unless what we put aside comes to apply",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_what_vendors_put_aside_by_themselves(case: Case) -> None:
    case.assert_expected()


def test_what_one_of_us_puts_aside_needs_no_consent() -> None:
    asked = [yes_no("x", weight=4), yes_no("y", weight=4)]
    questionnaire = a_questionnaire(asked).model_copy(update={"respondent": "requester"})
    assessor = Assessor({"q": questionnaire}, a_policy(QUIET), ["q"])
    judgement = assessor.judge(a_vendor({"x": "yes", "y": NA}), AS_OF)
    assert judgement.verdict == APPROVE
    assert (judgement.tally.total, judgement.tally.open) == (4, 0)


def judge_two(first: Data, second: Data, gate: Data = "yes") -> Judgement:
    """Two questionnaires of one question each; the second is asked if `gate` is yes."""
    library = {
        "q": a_questionnaire([fact("gate"), yes_no("x")]),
        "r": a_questionnaire([yes_no("y")], home="r"),
    }
    tier = {
        "id": "t",
        "title": "T",
        "questionnaires": ["q"],
        "add": [{"when": {"q/gate": ["yes"]}, "questionnaires": ["r"]}],
    }
    assessor = Assessor(library, a_policy({**QUIET, "tiers": [tier]}))
    given = {name: said for name, said in (("x", first), ("gate", gate)) if said is not None}
    return assessor.judge(a_vendor(given, r={} if second is None else {"y": second}), AS_OF)


def of_questionnaire(name: str, *, might: bool = False) -> RuleResult:
    return RuleResult("not-scorable", MORE_INFORMATION_NEEDED, (name,), might)


def test_each_questionnaire_that_is_asked_must_leave_something_to_score() -> None:
    assert judge_two("yes", CONFIRMED).rule_results == (of_questionnaire("r"),)
    assert judge_two("yes", CONFIRMED).verdict == MORE_INFORMATION_NEEDED
    assert judge_two("yes", CONFIRMED).best_verdict == MORE_INFORMATION_NEEDED
    assert judge_two(CONFIRMED, "yes").rule_results == (of_questionnaire("q"),)
    assert judge_two("yes", "no").rule_results == ()
    assert judge_two("yes", None).rule_results == ()


def test_one_that_is_not_asked_need_not() -> None:
    assert judge_two("yes", CONFIRMED, gate="no").rule_results == ()


def test_one_that_may_be_asked_could_leave_nothing() -> None:
    judgement = judge_two("yes", CONFIRMED, gate=None)
    assert judgement.rule_results == (of_questionnaire("r", might=True),)
    assert (judgement.verdict, judgement.best_verdict) == (MORE_INFORMATION_NEEDED, APPROVE)
