"""Numbers and durations with options without an amount, such as "for ever"."""

import json

import pytest

from rule_cases import (
    APPROVED,
    AS_OF,
    CONDITIONAL,
    Case,
    Data,
    a_questionnaire,
    could,
    fires,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE, MORE_INFORMATION_NEEDED
from vendorcheck.model.json_schema import schema_of
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer

OPTIONS = [
    {"id": "customer", "label": "The customer decides", "credit": 1},
    {"id": "for-ever", "label": "For ever", "credit": 0, "severity": "critical",
     "finding": "Kept for ever", "remedy": "Delete it.", "effort": "high"},
]  # fmt: skip
KEPT = question(
    "kept", "duration", bands=[{"at_most": "30 days", "credit": 1}, {"credit": "0.5"}],
    options=OPTIONS, finding="Kept too long",
)  # fmt: skip
COUNT = question(
    "count", "number", unit="copies", whole=True,
    bands=[{"at_least": 2, "credit": 1}, {"credit": 0}],
    options=[{"id": "many", "label": "Very many", "credit": 1}],
)  # fmt: skip


def the_question(data: Data) -> BaseQuestion:
    return a_questionnaire([data]).questions[data["id"]]


@pytest.mark.parametrize(
    ("answer", "score"),
    [("30 days", 100), ("31 days", 50), ("customer", 100), ("for-ever", 0), ("For-Ever", 0)],
)
def test_an_option_earns_its_own_credit(answer: str, score: int) -> None:
    assert Case([KEPT], {"kept": answer}, APPROVED).assess().score == score


def test_an_option_is_a_gap_with_its_own_words() -> None:
    case = Case([KEPT], {"kept": "for-ever"}, CONDITIONAL, (fires("finding", "kept"),))
    case.assert_expected()
    (found,) = case.assess().findings
    assert (found.severity, found.finding, found.remedy) == (
        "critical",
        "Kept for ever",
        "Delete it.",
    )
    assert found.display_answer == "For ever"
    steps = case.assess().paths_to_yes[APPROVE].steps or ()
    assert [(step.answer, step.effort) for step in steps] == [("30 days", 3)]


@pytest.mark.parametrize("test", [{"at_least": "1 year"}, {"at_most": "1 year"}])
@pytest.mark.parametrize("answer", ["customer", "for-ever"])
def test_the_test_of_an_amount_is_undecided(test: Data, answer: str) -> None:
    asked = yes_no("deletion", blocker=True, when={"kept": test})
    verdict, results = MORE_INFORMATION_NEEDED, [could("blocker", "deletion")]
    if answer == "for-ever":
        results.append(fires("finding", "kept"))
    best = "approve-with-conditions" if answer == "for-ever" else APPROVE
    Case(
        [KEPT, asked], {"kept": answer}, (verdict, best, DO_NOT_APPROVE), tuple(results)
    ).assert_expected()


@pytest.mark.parametrize(
    ("when", "applies"),
    [
        ({"kept": ["customer"]}, True),
        ({"kept": ["for-ever"]}, False),
        ({"any": [{"kept": {"at_least": "1 year"}}, {"kept": ["customer"]}]}, True),
        ({"all": [{"kept": {"at_least": "1 year"}}, {"not": {"kept": ["customer"]}}]}, False),
        ({"not": {"kept": {"at_least": "1 year"}}}, None),
    ],
)
def test_a_condition_that_names_the_option_is_decided(when: Data, applies: bool | None) -> None:
    case = Case([KEPT, yes_no("more", when=when)], {"kept": "customer"}, APPROVED)
    assert [result.applies for result in case.assess().questions] == [True, applies]


def test_an_amount_is_none_of_the_options() -> None:
    case = Case([KEPT, yes_no("more", when={"kept": ["for-ever"]})], {"kept": "9 years"}, APPROVED)
    assert [result.applies for result in case.assess().questions] == [True, False]


def test_an_accepted_option_is_no_accepted_amount() -> None:
    accepted = [risk("kept", answer="for-ever")]
    Case([KEPT], {"kept": "for-ever"}, APPROVED, risks=accepted).assert_expected()
    rules = {"conditions_from": "low"}
    Case(
        [KEPT], {"kept": "9 years"}, CONDITIONAL, (fires("finding", "kept"),), rules, accepted
    ).assert_expected()


def test_a_unit_belongs_to_amounts_only() -> None:
    asked = the_question(COUNT)
    assert asked.parse_answer("3").display_text == "3 copies"
    assert asked.parse_answer("many").display_text == "Very many"
    assert asked.describe_full_credit() == 'at least 2 copies or "Very many"'
    assert asked.example() == "a whole number, or many"
    assert asked.full_credit_answers(None, AS_OF)[-1] == "many"


def test_a_misspelt_option_is_recognised() -> None:
    with pytest.raises(InvalidAnswer) as invalid:
        the_question(KEPT).parse_answer("forever")
    assert invalid.value.message == (
        '"forever" is not a duration such as 30 days, or one of customer, for-ever'
    )
    assert invalid.value.hint == 'did you mean "for-ever"?'


def test_the_schema_completes_options_and_takes_amounts() -> None:
    schema = json.dumps(schema_of("vendor", [a_questionnaire([KEPT])]))
    assert "[fF][oO][rR]-[eE][vV][eE][rR]" in schema or "for-ever" in schema
