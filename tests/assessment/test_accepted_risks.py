"""Tests of accepted risks: when one holds, which answer it covers, which of several is named.

Covers risks that name no answer, the answer however it is written, another one and `unknown`, for
every state of a question and each type, and the first and last day. What a risk silences is in the
tables of the rules.
"""

from datetime import date

import pytest

from rule_cases import (
    APPROVED,
    AS_OF,
    CONDITIONAL,
    DISPUTED,
    NOT_APPLICABLE,
    UNKNOWN,
    Case,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    amount,
    choice,
    could,
    fires,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.accepted_risks import (
    accepted_risks_in_force,
    accepts_answer,
    sorted_accepted_risks,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE, MORE_INFORMATION_NEEDED

KINDS = ["number", "duration", "date"]
GAP = fires("finding", "a")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answers", [{}, {"b": UNKNOWN}], ids=["unanswered", "unknown"])
def test_a_risk_that_names_no_answer_covers_what_an_open_amount_can_come_to(
    kind: str, answers: Data
) -> None:
    questions = [yes_no("rest"), amount("b", kind, blocker=True, severity="critical")]
    answers = {"rest": "yes", **answers}
    rules = {"grades": {"critical": "verified"}}
    fired = (could("blocker", "b"), could("finding", "b"), could("grade", "b"))
    Case(
        questions, answers, (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE), fired, rules
    ).assert_expected()
    Case(questions, answers, APPROVED, (), rules, [risk("b")]).assert_expected()
    # Nor does it matter what another risk names.
    Case(
        questions, answers, APPROVED, (), rules, [risk("b"), risk("b", answer="unknown")]
    ).assert_expected()


def accepted(**days: Data) -> Case:
    """A critical gap that is accepted from one day until another."""
    questions = [yes_no("rest"), choice("a", severity="critical")]
    answers = {"rest": "yes", "a": "none"}
    return Case(questions, answers, APPROVED, risks=[risk("a", **days)])


@pytest.mark.parametrize("expires", ["2026-11-22", "2026-11-23", "9999-12-31"])
def test_a_risk_holds_up_to_its_last_day(expires: str) -> None:
    accepted(expires=expires).assert_expected()


@pytest.mark.parametrize("expires", ["2026-11-21", "2026-01-01"])
def test_a_risk_no_longer_holds_after_its_last_day(expires: str) -> None:
    case = accepted(expires=expires)
    Case(case.questions, case.answers, CONDITIONAL, (GAP,), risks=case.risks).assert_expected()


@pytest.mark.parametrize("on", ["2026-11-22", "2026-11-21"])
def test_a_risk_holds_from_its_first_day_on(on: str) -> None:
    accepted(on=on).assert_expected()


@pytest.mark.parametrize("on", ["2026-11-23", "2027-01-01"])
def test_a_risk_does_not_hold_before_its_first_day(on: str) -> None:
    case = accepted(on=on)
    Case(case.questions, case.answers, CONDITIONAL, (GAP,), risks=case.risks).assert_expected()


SEVERAL = question(
    "a", "multi_choice", options=[{"id": name, "label": name, "credit": 0.5} for name in "xyz"]
)
COVERED = [
    # The question, how it is answered, what was accepted, whether that covers it.
    pytest.param(choice("a"), "half", None, True, id="no answer named"),
    pytest.param(choice("a"), "half", "half", True, id="the same option"),
    pytest.param(choice("a"), "half", "none", False, id="another option"),
    pytest.param(choice("a"), "half", "other", False, id="no option"),
    pytest.param(choice("a"), "half", "unknown", False, id="unknown, but it is answered"),
    pytest.param(yes_no("a"), "no", "No", True, id="the same written otherwise"),
    pytest.param(yes_no("a"), "no", "false", True, id="the same in another word"),
    pytest.param(SEVERAL, ["x", "y"], ["y", "x"], True, id="the same options in another order"),
    pytest.param(SEVERAL, ["x", "y"], ["x"], False, id="fewer options"),
    pytest.param(SEVERAL, ["x"], ["x", "y"], False, id="more options"),
    pytest.param(SEVERAL, ["x"], ["z"], False, id="other options"),
    pytest.param(amount("a", "number"), "2", "2.0", True, id="the same number"),
    pytest.param(amount("a", "number"), "2", "2.000001", False, id="nearly the same number"),
    pytest.param(amount("a", "number"), "0", "0", True, id="the number 0"),
    pytest.param(amount("a", "duration"), "2 weeks", "14 days", True, id="the same duration"),
    pytest.param(amount("a", "duration"), "2 weeks", "15 days", False, id="another duration"),
    pytest.param(amount("a", "date"), "2026-01-01", "2026-01-01", True, id="the same day"),
    pytest.param(amount("a", "date"), "2026-01-01", "2026-01-02", False, id="the next day"),
    pytest.param(question("a", "text"), "Words", "Words", True, id="the same words"),
    pytest.param(question("a", "text"), "Words", "Others", False, id="other words"),
    pytest.param(choice("a"), None, None, True, id="not answered, no answer named"),
    pytest.param(choice("a"), None, "unknown", False, id="not answered, unknown"),
    pytest.param(choice("a"), None, "full", False, id="not answered, an option"),
    pytest.param(choice("a"), UNKNOWN, None, True, id="unknown, no answer named"),
    pytest.param(choice("a"), UNKNOWN, "unknown", True, id="unknown, unknown"),
    pytest.param(choice("a"), UNKNOWN, "full", False, id="unknown, an option"),
    pytest.param(choice("a"), DISPUTED, "unknown", True, id="disputed, unknown"),
    pytest.param(choice("a"), DISPUTED, "full", False, id="disputed, the answer that is disputed"),
    pytest.param(
        {**choice("a"), "not_applicable": "refused"},
        NOT_APPLICABLE,
        "unknown",
        False,
        id="refused, unknown",
    ),
]


@pytest.mark.parametrize(("asked", "answer", "named", "covered"), COVERED)
def test_which_answers_a_risk_covers(
    asked: Data, answer: Data, named: Data, *, covered: bool
) -> None:
    assessor = Assessor({"q": a_questionnaire([asked])}, a_policy({}), ["q"])
    vendor = a_vendor({} if answer is None else {"a": answer}, [risk("a", answer=named)])
    (reply,) = evaluate(assessor.plan_for_tier(None), vendor, AS_OF).statuses
    assert accepts_answer(vendor.accepted_risks[0], reply) == covered


ENDS = ("2027-03-01", "2026-11-22", "2026-11-21", "2027-05-01")


def test_the_risks_that_hold_on_a_day_the_longest_first() -> None:
    vendor = a_vendor({}, [risk("a", expires=end) for end in ENDS] + [risk("b")])
    accepted_now = accepted_risks_in_force(vendor, AS_OF)
    assert list(accepted_now) == ["q/b", "q/a"]
    assert [str(one.expires) for one in accepted_now["q/a"]] == [
        "2027-05-01",
        "2027-03-01",
        "2026-11-22",
    ]
    assert accepted_risks_in_force(vendor, date(2027, 5, 2)) == {}


def test_all_risks_whatever_their_order_in_the_file() -> None:
    ends = sorted(ENDS)
    assert [
        str(one.expires)
        for one in sorted_accepted_risks(a_vendor({}, [risk("a", expires=end) for end in ENDS]))
    ] == ends
    days = ["2026-03-01", "2026-01-01", "2026-02-01"]
    risks = sorted_accepted_risks(a_vendor({}, [risk("a", on=day) for day in days]))
    assert [str(one.accepted_on) for one in risks] == sorted(days)
    # What ends first comes first, whenever it was accepted; then what was accepted first, whyever.
    risks = sorted_accepted_risks(
        a_vendor(
            {},
            [
                {**risk("a", on="2026-01-01", expires="2027-02-01"), "reason": "c"},
                {**risk("a", on="2026-02-01", expires="2027-01-01"), "reason": "b"},
                {**risk("a", on="2026-01-01", expires="2027-01-01"), "reason": "c"},
                {**risk("a", on="2026-02-01", expires="2027-01-01"), "reason": "a"},
            ],
        )
    )
    assert [(one.accepted_on.month, one.expires.month, one.reason) for one in risks] == [
        (1, 1, "c"),
        (2, 1, "a"),
        (2, 1, "b"),
        (1, 2, "c"),
    ]
    for key in ("reason", "accepted_by", "answer"):
        texts = ["c", "a", "b"]
        risks = sorted_accepted_risks(a_vendor({}, [{**risk("a"), key: text} for text in texts]))
        assert [getattr(one, key) for one in risks] == sorted(texts)
