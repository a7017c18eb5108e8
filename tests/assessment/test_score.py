"""Tests of the score: what is earned, what counts, what is open, what is undecided.

The tables say to which sum the weight of a question goes in each of its states. Then come both
sides of each percentage, the sums of sections and questionnaires, and contributions.
"""

from fractions import Fraction

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    CONFIRMED_LATER,
    NOT_APPLICABLE,
    UNKNOWN,
    Case,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    choice,
    fact,
    question,
    yes_no,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.judgement import APPROVE
from vendorcheck.assessment.score import Tally, combine_tallies, reaches_percent

NOBODY = (APPROVE, APPROVE, APPROVE)
GATED = {"when": {"gate": ["yes"]}}
COUNTED = [
    # Question, answer of its gate, its own answer; then, of a weight of 8, what is earned, what
    # counts, what of that is open, what may count.
    pytest.param({}, None, "full", (8, 8, 0, 0), id="full"),
    pytest.param({}, None, "half", (4, 8, 0, 0), id="half"),
    pytest.param({}, None, "none", (0, 8, 0, 0), id="none"),
    pytest.param({}, None, None, (0, 8, 8, 0), id="unanswered"),
    pytest.param({}, None, UNKNOWN, (0, 8, 8, 0), id="unknown"),
    pytest.param({}, None, {"answer": "full", "disputed": "No."}, (0, 8, 8, 0), id="disputed"),
    pytest.param({}, None, "other", (0, 8, 8, 0), id="an answer that it does not take"),
    pytest.param({}, None, CONFIRMED, (0, 0, 0, 0), id="not applicable, as confirmed"),
    pytest.param({}, None, NOT_APPLICABLE, (0, 8, 8, 0), id="not applicable, not confirmed"),
    pytest.param({}, None, CONFIRMED_LATER, (0, 8, 8, 0), id="confirmed only tomorrow"),
    pytest.param(
        {}, None, {**NOT_APPLICABLE, "confirmed_by": "Jane"}, (0, 8, 8, 0), id="confirmed on no day"
    ),
    pytest.param(
        {},
        None,
        {**NOT_APPLICABLE, "confirmed_on": "2026-11-22"},
        (0, 8, 8, 0),
        id="confirmed by nobody",
    ),
    pytest.param({"not_applicable": "allowed"}, None, NOT_APPLICABLE, (0, 0, 0, 0), id="allowed"),
    pytest.param(
        {}, None, {**CONFIRMED, "disputed": "No."}, (0, 8, 8, 0), id="confirmed and disputed"
    ),
    pytest.param({"not_applicable": "refused"}, None, NOT_APPLICABLE, (0, 8, 8, 0), id="refused"),
    pytest.param({"blocker": True}, None, NOT_APPLICABLE, (0, 8, 8, 0), id="refused by a blocker"),
    pytest.param(GATED, "yes", "half", (4, 8, 0, 0), id="applies"),
    pytest.param(GATED, "yes", None, (0, 8, 8, 0), id="applies and is open"),
    pytest.param(GATED, "no", "half", (0, 0, 0, 0), id="does not apply"),
    pytest.param(GATED, "no", None, (0, 0, 0, 0), id="does not apply and is open"),
    pytest.param(GATED, None, "half", (0, 0, 0, 8), id="may apply"),
    pytest.param(GATED, None, UNKNOWN, (0, 0, 0, 8), id="may apply and is open"),
    pytest.param(GATED, None, CONFIRMED, (0, 0, 0, 0), id="may apply and is not applicable"),
    pytest.param(
        GATED, None, NOT_APPLICABLE, (0, 0, 0, 8), id="may apply, not applicable, not confirmed"
    ),
    pytest.param({"weight": 0}, None, "full", (0, 0, 0, 0), id="without weight"),
]


@pytest.mark.parametrize(("keys", "gate", "answer", "sums"), COUNTED)
def test_to_which_sum_a_question_counts(
    keys: Data, gate: Data, answer: Data, sums: tuple[int, ...]
) -> None:
    asked = choice("a", ("full", "half", "none"), **{"weight": 8, **keys})
    given = {"gate": gate, "a": answer}
    answers = {name: said for name, said in given.items() if said is not None}
    case = Case([fact("gate"), asked], answers, NOBODY)
    plan, tally = case.assessor.plan_for_tier(None), case.judge().tally
    parts = (
        tally.earned,
        tally.total,
        tally.open,
        tally.undecided,
    )
    assert tuple(Fraction(part, plan.weight_unit) for part in parts) == sums


def test_the_sums_are_whole_and_exact_whatever_weights_and_credits() -> None:
    thirds = [
        {"id": f"o{index}", "label": "O", "credit": credit}
        for index, credit in enumerate(("0.1", "0.7"))
    ]
    questions = [
        yes_no("a", weight="0.3"),
        question("b", "choice", weight="0.25", options=thirds),
        choice("c", weight=7),
    ]
    tally = Case(questions, {"a": "yes", "b": "o1", "c": "most"}, NOBODY).judge().tally
    assert tally.score == 100 * (Fraction("0.3") + Fraction("0.175") + Fraction("5.25")) / Fraction(
        "7.55"
    )


E, T, O = 2, 5, 2  # noqa: E741 - the letters of the contract
SUMS = Tally(earned=E, total=T, open=O, undecided=3)


def test_the_percentages() -> None:
    assert SUMS.score == Fraction(200, 5)
    assert SUMS.lowest_score == Fraction(200, 8)
    assert SUMS.highest_score == Fraction(700, 8)
    assert SUMS.coverage == Fraction(300, 8)


def test_of_nothing_there_is_no_percentage() -> None:
    nothing = Tally()
    percentages = (
        nothing.score,
        nothing.lowest_score,
        nothing.highest_score,
        nothing.coverage,
    )
    assert percentages == (None, None, None, None)
    maybe = Tally(undecided=3)
    assert (maybe.score, maybe.lowest_score, maybe.highest_score, maybe.coverage) == (
        None,
        Fraction(0),
        Fraction(100),
        Fraction(0),
    )


@pytest.mark.parametrize(
    ("name", "percent"),
    [
        ("score_reaches", Fraction(200, 5)),
        ("score_will_reach", Fraction(200, 8)),
        ("score_may_reach", Fraction(700, 8)),
        ("coverage_reaches", Fraction(300, 8)),
    ],
)
def test_a_percentage_reaches_itself_and_no_more(name: str, percent: Fraction) -> None:
    reaches_it, little = getattr(SUMS, name), Fraction(1, 10**9)
    assert reaches_it(percent)
    assert reaches_it(percent - little)
    assert not reaches_it(percent + little)


@pytest.mark.parametrize(
    ("part", "whole", "percent", "reached"),
    [
        (1, 3, Fraction(100, 3), True),
        (1, 3, Fraction(100, 3) + Fraction(1, 10**12), False),
        (0, 3, Fraction(0), True),
        (3, 3, Fraction(100), True),
        (0, 0, Fraction(100), True),
        (10**30 - 1, 10**30, Fraction(100), False),
    ],
)
def test_whether_a_part_is_so_much_of_a_whole(
    part: int, whole: int, percent: Fraction, *, reached: bool
) -> None:
    assert reaches_percent(part, whole, percent) == reached


def test_sections_add_up() -> None:
    first, second, other = (
        Tally(1, 2, 3, 4, 5, 6, 7, 8),
        Tally(10, 20, 30, 40, 50, 60, 70, 80),
        Tally(100, 200, 300, 400, 500, 600, 700, 800),
    )
    sections = {"q/s": first, "q/t": second, "qq/s": other}
    assert combine_tallies(sections) == Tally(111, 222, 333, 444, 555, 666, 777, 888)
    assert combine_tallies(sections, "q") == Tally(11, 22, 33, 44, 55, 66, 77, 88)
    assert combine_tallies(sections, "qq") == other
    assert combine_tallies(sections, "none") == Tally()


def test_each_section_has_its_own_sums() -> None:
    asked = {
        "s": [yes_no("a"), yes_no("b")],
        "t": [yes_no("c"), choice("d", weight=3)],
        "u": [fact("e")],
    }
    case = Case(asked, {"a": "yes", "b": "no", "d": "half"}, NOBODY)
    tallies, unit = case.judge().section_tallies, case.assessor.plan_for_tier(None).weight_unit
    sums = {
        name: [Fraction(one.earned, unit), Fraction(one.total, unit)]
        for name, one in tallies.items()
    }
    assert sums == {"q/s": [1, 2], "q/t": [Fraction(3, 2), 4], "q/u": [0, 0]}


def test_contributions_add_up_to_the_score() -> None:
    questions = [
        choice("a", weight=2),
        choice("b", weight=3),
        choice("c"),
        choice("d", **GATED),
        choice("e"),
        choice("f", when={"open": ["yes"]}),
        fact("gate"),
        fact("open"),
    ]
    library = {"q": a_questionnaire(questions)}
    answers = {
        "a": "half",
        "b": "full",
        "d": "full",
        "e": CONFIRMED,
        "f": "full",
        "gate": "no",
    }
    assessment = Assessor(library, a_policy({}), ["q"]).assess(a_vendor(answers), AS_OF)
    contributions = {
        one.status.question.question_id: one.contribution for one in assessment.questions
    }
    # E = 1 + 3 of T = 6; what is put aside, does not apply or may not apply contributes nothing.
    assert {name: part for name, part in contributions.items() if part is not None} == {
        "a": Fraction(100, 6),
        "b": Fraction(300, 6),
        "c": 0,
    }
    assert assessment.score == Fraction(400, 6)
