"""Tests of conditions: three values, the test of one question, and how conditions are joined.

The tables hold every combination of the three values and of what may be known of a question, and
both sides of each limit. Each condition is decided twice: by name, and made ready for a plan.
"""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    DISPUTED,
    NOT_APPLICABLE,
    UNKNOWN,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    amount,
    choice,
    document,
    fact,
    question,
)
from vendorcheck.assessment.applicability import Applicability
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.assessment.plan.compiled_conditions import compile_applicability, compile_condition
from vendorcheck.model.conditions import (
    AmountLimit,
    Condition,
    DayLimit,
    KnownAnswer,
    Range,
    Truth,
    all_of,
    any_of,
    evaluate_test,
    negate,
    qualified_name,
)

Y, N, U = True, False, None


@pytest.mark.parametrize(
    ("values", "all_of_them", "one_of_them"),
    [
        ((), Y, N),
        ((Y,), Y, Y), ((N,), N, N), ((U,), U, U),
        ((Y, Y), Y, Y), ((Y, N), N, Y), ((Y, U), U, Y),
        ((N, Y), N, Y), ((N, N), N, N), ((N, U), N, U),
        ((U, Y), U, Y), ((U, N), N, U), ((U, U), U, U),
        ((Y, U, N), N, Y), ((U, U, N), N, U), ((Y, Y, U), U, Y),
        ((N, N, U), N, U), ((N, U, Y), N, Y),
    ],
)  # fmt: skip
def test_all_and_one_of_three_values(
    values: tuple[Truth, ...], all_of_them: Truth, one_of_them: Truth
) -> None:
    assert all_of(*values) is all_of_them
    assert any_of(*values) is one_of_them


@pytest.mark.parametrize(("value", "opposite"), [(Y, N), (N, Y), (U, U)])
def test_the_opposite_of_three_values(value: Truth, opposite: Truth) -> None:
    assert negate(value) is opposite


@pytest.mark.parametrize(
    ("applies", "state", "matching", "other"),
    [
        (Y, "answered", Y, N), (U, "answered", U, N), (N, "answered", N, N),
        (Y, "open", U, U), (U, "open", U, U), (N, "open", N, N),
        (Y, "not-applicable", N, N), (U, "not-applicable", N, N), (N, "not-applicable", N, N),
    ],
)  # fmt: skip
def test_what_is_asked_of_one_question(
    applies: Truth, state: Data, matching: Truth, other: Truth
) -> None:
    answered = state == "answered"
    known = KnownAnswer(
        applies, state, frozenset({"a"} if answered else ()), Fraction(5) if answered else None
    )
    assert evaluate_test(("a",), known) is matching
    assert evaluate_test(("b",), known) is other
    assert evaluate_test(Range.model_validate({"at_least": "5"}), known) is matching
    assert evaluate_test(Range.model_validate({"at_least": "6"}), known) is other


@pytest.mark.parametrize(
    ("expected", "ticked", "holds"),
    [
        (("a",), {"a"}, Y), (("a", "b"), {"b"}, Y), (("a", "b"), {"c"}, N), (("a",), {"a", "c"}, Y),
        (("a", "b"), {"b", "c"}, Y), (("a", "b"), {"c", "d"}, N), (("a", "b"), {"a", "b"}, Y),
    ],
)  # fmt: skip
def test_one_of_the_options_that_are_picked_is_enough(
    expected: tuple[str, ...], ticked: set[str], holds: Truth
) -> None:
    assert evaluate_test(expected, KnownAnswer(True, "answered", frozenset(ticked))) is holds


@pytest.mark.parametrize(
    ("limits", "inside", "outside"),
    [
        ({"at_least": "3"}, ["3", "3.000001", "100"], ["2.999999", "0", "-3"]),
        ({"at_most": "3"}, ["3", "2.999999", "0", "-3"], ["3.000001", "100"]),
        ({"at_least": "3", "at_most": "5"}, ["3", "4", "5"], ["2.999999", "5.000001"]),
        ({"at_least": "3", "at_most": "3"}, ["3"], ["2.999999", "3.000001"]),
        ({"at_least": "0"}, ["0", "1"], ["-0.000001"]),
        ({"at_most": "0"}, ["0", "-1"], ["0.000001"]),
        ({"at_least": "1 month"}, ["30"], ["29.999999"]),
        ({"at_most": "36 hours"}, ["1.5"], ["1.500001"]),
        ({"at_most": "36 HOURS"}, ["1.5"], ["1.500001"]),
        ({"at_most": " 36 hours "}, ["1.5"], ["1.500001"]),
    ],
)  # fmt: skip
def test_an_amount_lies_within_its_limits(
    limits: Data, inside: list[str], outside: list[str]
) -> None:
    test = Range.model_validate(limits)
    for number in (*inside, *outside):
        known = KnownAnswer(True, "answered", amount=Fraction(number))
        assert evaluate_test(test, known) is (number in inside), number


def test_an_amount_knows_how_it_was_written() -> None:
    days, number = (Range.model_validate({"at_least": text}).at_least for text in ("2 weeks", "14"))
    assert isinstance(days, DayLimit)
    assert isinstance(number, AmountLimit)
    assert not isinstance(number, DayLimit)
    assert days == number == Fraction(14)
    assert (days.source_text, number.source_text) == ("2 weeks", "14")


YES, NO, OPEN = {"y": ["yes"]}, {"n": ["yes"]}, {"u": ["yes"]}
"""One that holds, one that doesn't, one that is undecided."""
JOINED = [
    # Nothing is in the condition of a wrong file, of which the rest is checked.
    ({}, Y), ({"all": [{}, NO]}, N), ({"any": [{}, NO]}, Y), ({"not": {}}, N),
    ({**YES}, Y), ({**NO}, N), ({**OPEN}, U),
    ({**YES, **NO}, N), ({**YES, **OPEN}, U), ({**NO, **OPEN}, N),
    ({"all": [YES]}, Y), ({"all": [YES, NO]}, N),
    ({"all": [YES, OPEN]}, U), ({"all": [OPEN, NO]}, N),
    ({"any": [NO]}, N), ({"any": [YES, NO]}, Y),
    ({"any": [YES, OPEN]}, Y), ({"any": [OPEN, NO]}, U),
    ({"any": [NO, NO]}, N),
    ({"not": YES}, N), ({"not": NO}, Y), ({"not": OPEN}, U),
    ({"not": {"not": YES}}, Y), ({"not": {**YES, **NO}}, Y), ({"not": {**YES, **OPEN}}, U),
    ({"not": {"any": [NO, OPEN]}}, U), ({"not": {"any": [NO, NO]}}, Y),
    ({"not": {"all": [NO, OPEN]}}, Y),
    ({**YES, "all": [YES]}, Y), ({**YES, "all": [NO]}, N), ({**NO, "any": [YES]}, N),
    ({**YES, "any": [NO]}, N), ({**YES, "not": YES}, N), ({**YES, "not": NO}, Y),
    ({**OPEN, "not": NO}, U),
    ({"all": [YES], "any": [NO]}, N), ({"all": [YES], "any": [YES], "not": NO}, Y),
    ({"all": [YES], "any": [YES], "not": YES}, N), ({"all": [NO], "any": [YES], "not": NO}, N),
    ({"all": [{"any": [NO, YES]}, {"not": NO}]}, Y),
    ({"any": [{"all": [YES, NO]}, {"all": [YES, OPEN]}]}, U),
]  # fmt: skip
KNOWN = {
    "q/y": KnownAnswer(True, "answered", frozenset({"yes"})),
    "q/n": KnownAnswer(True, "answered", frozenset({"no"})),
    "q/u": KnownAnswer(True, "open"),
}


def when(data: Data) -> Condition:
    return Condition.model_validate(document(data, "when").data)


@pytest.mark.parametrize(("data", "holds"), JOINED)
def test_conditions_that_are_joined(data: Data, holds: Truth) -> None:
    assert when(data).evaluate(KNOWN.__getitem__, "q") is holds
    position = {key: index for index, key in enumerate(KNOWN)}
    assert compile_condition((when(data), "q"), position)(list(KNOWN.values())) is holds


@pytest.mark.parametrize(
    ("conditions", "gates", "holds"),
    [
        ([YES], [], Y), ([YES, NO], [], N), ([YES, OPEN], [], U), ([NO, OPEN], [], N),
        ([], [YES], Y), ([], [NO], N), ([], [NO, YES], Y),
        ([], [NO, OPEN], U), ([], [OPEN, YES], Y),
        ([YES], [NO], N), ([NO], [YES], N), ([YES], [NO, YES], Y),
        ([OPEN], [YES], U), ([OPEN], [NO], N),
        ([NO], [OPEN], N), ([YES], [OPEN, NO], U),
    ],
)  # fmt: skip
def test_all_conditions_and_one_gate_must_hold(
    conditions: list[Data], gates: list[Data], holds: Truth
) -> None:
    position = {key: index for index, key in enumerate(KNOWN)}
    decides = compile_applicability(
        [(when(one), "q") for one in conditions], [(when(one), "q") for one in gates], position
    )
    assert decides is not None
    assert decides(list(KNOWN.values())) is holds


def test_without_conditions_and_gates_there_is_nothing_to_decide() -> None:
    assert compile_applicability([], [], {}) is None


def test_a_name_belongs_to_the_questionnaire_that_it_stands_in() -> None:
    assert [qualified_name("a", "q"), qualified_name("r/a", "q")] == ["q/a", "r/a"]


def test_all_questions_that_a_condition_names_each_with_its_place() -> None:
    condition = when(
        {
            "a": ["x"],
            "r/b": {"at_least": 3},
            "all": [{"c": ["y"]}],
            "any": [{"d": ["z"]}, {"not": {"a": ["w"]}}],
        }
    )
    assert [(name, path) for name, _, path in condition.references("q", ("when",))] == [
        ("q/a", ("when", "a")),
        ("r/b", ("when", "r/b")),
        ("q/c", ("when", "all", 0, "c")),
        ("q/d", ("when", "any", 0, "d")),
        ("q/a", ("when", "any", 1, "not", "a")),
    ]


ASKED = [
    fact("f"),
    fact("g", when={"f": ["yes"]}),
    choice("refused", not_applicable="refused"),
    question("m", "multi_choice", options=[{"id": name, "label": name} for name in "abc"]),
    amount("n", "number"),
    amount("d", "duration"),
]
APPLYING: list[tuple[Mapping[str, Data], Data, Truth]] = [
    ({"f": "yes"}, {"f": ["yes"]}, Y), ({"f": "no"}, {"f": ["yes"]}, N), ({}, {"f": ["yes"]}, U),
    ({"f": UNKNOWN}, {"f": ["yes"]}, U), ({"f": DISPUTED}, {"f": ["yes"]}, U),
    ({"f": "maybe"}, {"f": ["yes"]}, U),
    ({"f": CONFIRMED}, {"f": ["yes"]}, N), ({"f": CONFIRMED}, {"not": {"f": ["yes"]}}, Y),
    ({"f": NOT_APPLICABLE}, {"f": ["yes"]}, U), ({"f": NOT_APPLICABLE}, {"not": {"f": ["yes"]}}, U),
    ({"refused": NOT_APPLICABLE}, {"refused": ["full"]}, U),
    # What `g` says counts only if `g` applies; what it does not say, it does not say either way.
    ({"f": "yes", "g": "yes"}, {"g": ["yes"]}, Y), ({"f": "no", "g": "yes"}, {"g": ["yes"]}, N),
    ({"g": "yes"}, {"g": ["yes"]}, U), ({"g": "no"}, {"g": ["yes"]}, N),
    ({"g": CONFIRMED}, {"g": ["yes"]}, N), ({"g": NOT_APPLICABLE}, {"g": ["yes"]}, U),
    ({"f": "no"}, {"not": {"g": ["yes"]}}, Y), ({"g": "yes"}, {"not": {"g": ["yes"]}}, U),
    ({"f": "no", "g": "yes"}, {"not": {"g": ["yes"]}}, Y), ({}, {"g": ["yes"]}, U),
    ({"m": ["a", "c"]}, {"m": ["b", "c"]}, Y), ({"m": ["a"]}, {"m": ["b", "c"]}, N),
    ({"n": "3"}, {"n": {"at_least": 3}}, Y), ({"n": "2.999999"}, {"n": {"at_least": 3}}, N),
    ({"n": "3"}, {"n": {"at_most": 3}}, Y), ({"n": "3.000001"}, {"n": {"at_most": 3}}, N),
    ({"d": "30 days"}, {"d": {"at_most": "1 month"}}, Y),
    ({"d": "721 hours"}, {"d": {"at_most": "1 month"}}, N),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "condition", "applies"), APPLYING)
def test_whether_a_question_applies(
    answers: Mapping[str, Data], condition: Data, applies: Truth
) -> None:
    questionnaire = a_questionnaire([*ASKED, fact("last", when=condition)])
    plan = Assessor({"q": questionnaire}, a_policy({}), ["q"]).plan_for_tier(None)
    vendor = a_vendor(answers)
    assert evaluate(plan, vendor, AS_OF).applies[-1] is applies
    assert Applicability(plan, vendor, AS_OF).applies[-1] is applies


def test_the_keys_are_those_of_all_levels_also_of_a_copy_with_other_parts() -> None:
    when = Condition.model_validate(
        {
            "one": ["yes"],
            "all": [{"two": ["yes"], "not": {"other/three": ["no"]}}],
            "any": [{"one": ["no"]}, {"four": ["no"]}],
        }
    )
    assert when.referenced_keys("home") == ("home/one", "home/two", "other/three", "home/four")
    assert set(when.referenced_keys("home")) == {key for key, _, _ in when.references("home")}
    copy = when.model_copy(update={"any": None})
    assert copy.referenced_keys("home") == ("home/one", "home/two", "other/three")
