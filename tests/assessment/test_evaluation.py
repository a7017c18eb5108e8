"""Tests of the state of a question.

The tables hold everything that an answer can say, alone and together with what takes precedence.
Then come changed answers, which decide anew what applies.
"""

from datetime import date
from fractions import Fraction

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    CONFIRMED_LATER,
    GRADED,
    NOT_APPLICABLE,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    amount,
    check,
    choice,
    fact,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import (
    Evaluation,
    QuestionStatus,
    evaluate,
)
from vendorcheck.model.conditions import KnownAnswer


def situation(
    questions: list[Data], answers: Data, rules: Data = None, checks: Data = (), day: date = AS_OF
) -> Evaluation:
    assessor = Assessor({"q": a_questionnaire(questions, checks)}, a_policy(rules or {}), ["q"])
    return evaluate(assessor.plan_for_tier(None), a_vendor(answers), day)


def reply(answer: Data, rules: Data = None, day: date = AS_OF, **keys: Data) -> QuestionStatus:
    """How this answers a choice `a`."""
    (only_reply,) = situation(
        [choice("a", **keys)], {} if answer is None else {"a": answer}, rules, day=day
    ).statuses
    return only_reply


STATES = [
    pytest.param(None, {}, "unanswered", id="nothing"),
    pytest.param("full", {}, "answered", id="an option"),
    pytest.param(
        {"answer": "full", "note": "Since May."}, {}, "answered", id="an option and a note"
    ),
    pytest.param("other", {}, "unanswered", id="no option"),
    pytest.param({"note": "Asked."}, {}, "unanswered", id="a note alone"),
    pytest.param({"unknown": True}, {}, "unknown", id="unknown"),
    pytest.param({"unknown": False, "answer": "full"}, {}, "answered", id="not unknown"),
    pytest.param({"unknown": True, "answer": "full"}, {}, "unknown", id="unknown beside an option"),
    pytest.param({"disputed": "No.", "answer": "full"}, {}, "disputed", id="a disputed option"),
    pytest.param({"disputed": "No."}, {}, "disputed", id="disputed alone"),
    pytest.param(
        {"disputed": "No.", "unknown": True}, {}, "disputed", id="disputed beside unknown"
    ),
    pytest.param(
        {"disputed": "No.", **NOT_APPLICABLE}, {}, "disputed", id="disputed beside not applicable"
    ),
    pytest.param(
        {"unknown": True, **NOT_APPLICABLE}, {}, "unknown", id="unknown beside not applicable"
    ),
    pytest.param(NOT_APPLICABLE, {}, "not-confirmed", id="not applicable"),
    pytest.param(CONFIRMED, {}, "not-applicable", id="not applicable, as confirmed"),
    pytest.param(CONFIRMED_LATER, {}, "not-confirmed", id="confirmed only tomorrow"),
    pytest.param({"answer": "full", **NOT_APPLICABLE}, {}, "not-confirmed", id="beside an option"),
    pytest.param(
        {"answer": "full", **CONFIRMED}, {}, "not-applicable", id="confirmed beside an option"
    ),
    pytest.param(NOT_APPLICABLE, {"not_applicable": "allowed"}, "not-applicable", id="allowed"),
    pytest.param(NOT_APPLICABLE, {"not_applicable": "refused"}, "unanswered", id="refused"),
    pytest.param(CONFIRMED, {"not_applicable": "refused"}, "unanswered", id="confirmed, refused"),
    pytest.param(NOT_APPLICABLE, {"blocker": True}, "unanswered", id="refused by a blocker"),
    pytest.param(NOT_APPLICABLE, {"blocker": False}, "not-confirmed", id="no blocker"),
    pytest.param(
        NOT_APPLICABLE,
        {"blocker": True, "not_applicable": "allowed"},
        "not-confirmed",
        id="a blocker can't allow it",
    ),
    pytest.param(
        CONFIRMED,
        {"blocker": True, "not_applicable": "allowed"},
        "not-applicable",
        id="a blocker allows it, and it is confirmed",
    ),
]


@pytest.mark.parametrize(("answer", "keys", "state"), STATES)
def test_the_state_of_a_question(answer: Data, keys: Data, state: str) -> None:
    answered = reply(answer, **keys)
    assert answered.answer_state == state
    assert answered.is_open == (state in ("unanswered", "unknown", "disputed", "not-confirmed"))
    assert (answered.parsed_answer is not None, answered.answer_result is not None) == (
        (state == "answered"),
    ) * 2


@pytest.mark.parametrize(
    ("override", "question", "state"),
    [
        ({"blocker": True}, {}, "unanswered"),
        ({"blocker": False}, {"blocker": True}, "not-confirmed"),
        ({"blocker": True}, {"not_applicable": "allowed"}, "not-confirmed"),
        ({"blocker": False}, {"blocker": True, "not_applicable": "allowed"}, "not-applicable"),
        ({"blocker": False}, {"not_applicable": "refused"}, "unanswered"),
    ],
)
def test_a_policy_decides_what_blocks_and_so_what_is_refused(
    override: Data, question: Data, state: str
) -> None:
    assert reply(NOT_APPLICABLE, {"questions": {"q/a": override}}, **question).answer_state == state


@pytest.mark.parametrize(("option", "full"), [("full", True), ("nearly", False), ("none", False)])
def test_full_is_all_of_the_credit(option: str, *, full: bool) -> None:
    assert reply(option).earns_full_credit == full


def test_what_a_condition_may_know() -> None:
    questions = [
        choice("a"),
        amount("b", "number"),
        choice("c"),
        choice("d"),
        choice("e", when={"c": ["full"]}),
        choice("f"),
    ]
    current = situation(
        questions, {"a": "half", "b": "3", "d": CONFIRMED, "e": "full", "f": NOT_APPLICABLE}
    )
    assert current.known_answer("q/a") == KnownAnswer(True, "answered", frozenset({"half"}))
    assert current.known_answer("q/b") == KnownAnswer(True, "answered", amount=Fraction(3))
    assert current.known_answer("q/c") == KnownAnswer(True, "open")
    assert current.known_answer("q/d") == KnownAnswer(True, "not-applicable")
    assert current.known_answer("q/f") == KnownAnswer(True, "open")
    assert current.known_answer("q/e") == KnownAnswer(None, "answered", frozenset({"full"}))


def test_a_changed_answer_decides_anew_what_applies_and_what_contradicts() -> None:
    questions = [fact("a"), fact("b", when={"a": ["yes"]}), fact("c", when={"b": ["yes"]})]
    checks = [check({"a": ["no"]}, name="one"), check({"c": ["yes"]}, name="two")]
    before = situation(questions, {"b": "yes", "c": "yes"}, checks=checks)
    assert (before.applies, before.check_results) == ((True, None, None), (None, None))
    yes = situation(questions, {"a": "yes"}).statuses[0]
    after = before.with_statuses({0: yes})
    assert (after.applies, after.check_results) == ((True, True, True), (False, True))
    # What was changed is another situation.
    assert (before.applies, before.statuses[0].answer_state) == ((True, None, None), "unanswered")
    no = situation(questions, {"a": "no"}).statuses[0]
    assert after.with_statuses({0: no}).applies == (True, False, False)


def test_the_questions_that_count_each_with_whether_it_applies() -> None:
    current = situation([fact("a"), fact("b", when={"a": ["yes"]})], {"a": "no"})
    assert [(one.question.key, applies) for one, applies in current] == [
        ("q/a", True),
        ("q/b", False),
    ]


def test_the_same_word_for_two_current_is_the_same_answer_and_another_is_not() -> None:
    assessor = Assessor({"q": a_questionnaire([choice("a")])}, a_policy({}), ["q"])
    plan = assessor.plan_for_tier(None)
    said = [
        evaluate(plan, a_vendor({"a": answer}), AS_OF).statuses[0]
        for answer in ("half", "none", "half", {"answer": "half", **GRADED["verified"]}, "none")
    ]
    assert [one.parsed_answer.raw for one in said if one.parsed_answer] == [
        "half",
        "none",
        "half",
        "half",
        "none",
    ]
    assert [one.grade for one in said] == [
        "claimed",
        "claimed",
        "claimed",
        "verified",
        "claimed",
    ]


@pytest.mark.parametrize(
    ("dated", "grade"), [("2026-02-28", "claimed"), ("2026-03-01", "documented")]
)
def test_a_month_from_a_short_one_ends_before_the_last_of_a_long_one(
    dated: str, grade: str
) -> None:
    answer = {
        "answer": "full",
        "grade": "documented",
        "evidence": [{"url": "https://a.example", "dated": dated}],
    }
    rules = {"evidence_valid_for": "1 month"}
    assert reply(answer, rules, day=date(2026, 3, 31)).grade == grade


def test_what_a_day_earns_is_worked_out_anew_for_each_day_of_assessment() -> None:
    assessor = Assessor({"q": a_questionnaire([amount("a", "date")])}, a_policy({}), ["q"])
    plan, vendor = assessor.plan_for_tier(None), a_vendor({"a": "2025-11-22"})
    days = (AS_OF, date(2026, 11, 23), AS_OF)
    assert [evaluate(plan, vendor, day).statuses[0].earns_full_credit for day in days] == [
        True,
        False,
        True,
    ]
