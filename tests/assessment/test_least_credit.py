"""multi_choice with `counts: least`: one bad option among good ones is as bad as it is alone."""

from fractions import Fraction

import pytest

from rule_cases import AS_OF, Case, Data, a_questionnaire, fires, question, risk
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS, DO_NOT_APPROVE
from vendorcheck.model.questions import BaseQuestion

OPTIONS = [
    {"id": "uk", "label": "United Kingdom", "credit": 1},
    {"id": "eea", "label": "Norway", "credit": 1},
    {"id": "us", "label": "United States", "credit": "0.5", "severity": "high", "effort": "low",
     "finding": "Data in the US", "remedy": "Leave the US.", "clause": "Not in the US."},
    {"id": "sea", "label": "A ship", "credit": "0.25"},
    {"id": "other", "label": "Elsewhere", "credit": 0, "severity": "critical", "effort": "high",
     "finding": "Data anywhere", "remedy": "Name the places.", "clause": "Only in named places."},
    {"id": "none", "label": "Nowhere", "credit": 1, "exclusive": True},
]  # fmt: skip


def places(**keys: Data) -> Data:
    return question(
        "places", "multi_choice", counts="least", options=OPTIONS, remedy="Move it.",
        finding="Bad places", **keys,
    )  # fmt: skip


def assessed(answer: Data, **keys: Data) -> Assessment:
    return Case([places(**keys)], {"places": answer}, (APPROVE,) * 3).assess()


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (["uk"], 100),
        (["uk", "eea"], 100),
        (["none"], 100),
        (["us"], 50),
        (["uk", "us"], 50),
        (["uk", "eea", "us", "sea"], 25),
        (["uk", "other"], 0),
        (["us", "sea", "other"], 0),
    ],
)
def test_the_least_credit_of_those_ticked_is_earned(answer: list[str], score: int) -> None:
    assert assessed(answer).score == score


def test_by_default_credits_add_up() -> None:
    summed = {**places(), "counts": "sum"}
    assessment = Case([summed], {"places": ["us", "sea"]}, (APPROVE,) * 3).assess()
    assert assessment.score == 75
    assert len(assessment.findings) == 1


def test_each_bad_option_is_a_finding_with_its_words_worst_first() -> None:
    found = assessed(["uk", "us", "sea", "other"]).findings
    assert [
        (one.severity, one.finding, one.remedy, one.clause, one.effort) for one in found
    ] == [
        ("critical", "Data anywhere", "Name the places.", "Only in named places.", "high"),
        ("high", "Data in the US", "Leave the US.", "Not in the US.", "low"),
        ("low", "Bad places", "Move it.", None, None),
    ]  # fmt: skip
    assert {one.answer for one in found} == {("uk", "us", "sea", "other")}
    assert {one.missing for one in found} == {None}


def test_bad_options_without_words_of_their_own_are_told_apart() -> None:
    bare = [{"id": name, "label": name.title(), "credit": 0} for name in ("sea", "air")]
    asked = question(
        "places", "multi_choice", counts="least", finding="Bad places", options=[OPTIONS[0], *bare]
    )
    found = Case([asked], {"places": ["uk", "sea", "air"]}, (APPROVE,) * 3).assess().findings
    assert [one.finding for one in found] == ["Bad places: Sea", "Bad places: Air"]


@pytest.mark.parametrize("answer", [["other"], ["uk", "other"], ["uk", "eea", "other"]])
def test_a_bad_option_is_as_bad_among_good_ones_as_alone(answer: list[str]) -> None:
    verdict = APPROVE_WITH_CONDITIONS
    Case(
        [places()], {"places": answer}, (verdict,) * 3, (fires("finding", "places"),)
    ).assert_expected()


def test_the_severity_is_the_worst_one_not_that_of_the_least_credit() -> None:
    options = [
        {"id": "a", "label": "A", "credit": "0.5", "severity": "critical"},
        {"id": "b", "label": "B", "credit": 0, "severity": "low"},
        {"id": "c", "label": "C", "credit": 1},
    ]
    asked = question("m", "multi_choice", counts="least", options=options)
    for answer, results in (["b"], ()), (["a", "b"], (fires("finding", "m"),)):
        verdict = APPROVE_WITH_CONDITIONS if results else APPROVE
        Case([asked], {"m": answer}, (verdict,) * 3, results).assert_expected()


@pytest.mark.parametrize(("answer", "fails"), [(["uk", "us"], False), (["us", "sea"], True)])
def test_a_blocker_needs_the_least_credit(answer: list[str], fails: bool) -> None:
    results = (fires("blocker", "places"),) if fails else ()
    verdict = DO_NOT_APPROVE if fails else APPROVE
    blocker = {"at_least": "0.5"}
    Case([places(blocker=blocker)], {"places": answer}, (verdict,) * 3, results).assert_expected()


def test_an_accepted_selection_is_only_that_selection() -> None:
    accepted = [risk("places", answer=["uk", "other"])]
    Case([places()], {"places": ["uk", "other"]}, (APPROVE,) * 3, risks=accepted).assert_expected()
    Case(
        [places()],
        {"places": ["uk", "us", "other"]},
        (APPROVE_WITH_CONDITIONS,) * 3,
        (fires("finding", "places"),),
        risks=accepted,
    ).assert_expected()


@pytest.mark.parametrize(
    ("answer", "after", "effort"),
    [
        (["uk", "other"], ("uk",), 3),
        (["eea", "us", "other"], ("eea",), 3),
        (["eea", "sea"], ("eea",), 2),
        (["us"], ("uk",), 1),
    ],
)
def test_the_path_leaves_out_what_is_bad(
    answer: list[str], after: tuple[str, ...], effort: int
) -> None:
    rules = {"conditions_from": "low"}
    assessment = Case([places()], {"places": answer}, (APPROVE,) * 3, rules=rules).assess()
    path = assessment.paths_to_yes[APPROVE]
    assert [(step.answer, step.effort) for step in path.steps or ()] == [(after, effort)]


def the_question() -> BaseQuestion:
    return a_questionnaire([places()]).questions["places"]


def test_answers_with_full_credit_keep_what_is_good() -> None:
    asked = the_question()
    answers = asked.full_credit_answers(("eea", "other"), AS_OF)
    assert answers == (("eea",), ("none",))
    tested = asked.full_credit_answers(("eea", "other"), AS_OF, (("uk",),))
    assert tested == (("eea",), ("uk", "eea"), ("none",))
    assert asked.full_credit_answers(None, AS_OF) == (("uk",), ("eea",), ("none",))


def test_what_earns_full_credit_is_said_in_words() -> None:
    described = the_question().describe_full_credit()
    assert described == 'only "United Kingdom" or "Norway" or "Nowhere"'
    assert the_question().credit_range == (Fraction(0), Fraction(1))
