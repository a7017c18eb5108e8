"""Tests of blockers: when one has failed, and when one could still fail.

The tables cover both sides of what it must earn, every state of its answer, its own `when` decided
and undecided, weight 0, and accepted risks with and without an answer.
"""

import pytest

from rule_cases import (
    APPROVED,
    CONFIRMED,
    CONFIRMED_LATER,
    DISPUTED,
    NOT_APPLICABLE,
    REJECTED,
    UNKNOWN,
    Case,
    Data,
    amount,
    choice,
    could,
    fact,
    fires,
    question,
    risk,
    yes_no,
)
from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE, MORE_INFORMATION_NEEDED

REST = yes_no("rest")
"""Is answered in full, so that there is always a score."""
OPEN = (MORE_INFORMATION_NEEDED, APPROVE, DO_NOT_APPROVE)
"""It is open, and can be met as well as failed."""
ACCEPTED_AS_UNKNOWN = (APPROVE, APPROVE, DO_NOT_APPROVE)
"""That nobody knows is accepted, but an answer that fails it would not be."""
FAILED, BLOCKED = fires("blocker", "b"), could("blocker", "b")
ENDS = ("full", "none")


def blocker(answer: Data, expected: Data, *fired: Data, options: Data = None, **keys: Data) -> Case:
    """One blocker `b` beside a question that is answered in full; None: `b` is not answered."""
    given = {"rest": "yes"} if answer is None else {"rest": "yes", "b": answer}
    asked = choice("b", **{"blocker": True, **keys}, **({"options": options} if options else {}))
    return Case([REST, asked], given, expected, fired)


def tick(*options: Data, **keys: Data) -> Data:
    """A question with several options, of which the credits add up."""
    offered = [{"id": f"o{credit}", "label": credit, "credit": credit} for credit in options]
    return question("b", "multi_choice", options=offered, **keys)


ANSWERED = [
    pytest.param(blocker("full", APPROVED), id="all of it"),
    pytest.param(blocker("nearly", REJECTED, FAILED), id="just less than all"),
    pytest.param(blocker("none", REJECTED, FAILED), id="nothing"),
    pytest.param(blocker("most", APPROVED, blocker={"at_least": 0.75}), id="exactly what it must"),
    pytest.param(
        blocker("most", REJECTED, FAILED, blocker={"at_least": "0.750001"}),
        id="just less than it must",
    ),
    pytest.param(
        blocker("half", REJECTED, FAILED, blocker={"at_least": 0.75}),
        id="less than it must, but something",
    ),
    pytest.param(
        blocker("none", APPROVED, blocker={"at_least": 0}), id="nothing, where nothing is enough"
    ),
    pytest.param(
        blocker("none", REJECTED, FAILED, blocker={"at_least": "0.000001"}),
        id="nothing, and little is due",
    ),
    pytest.param(blocker("none", APPROVED, blocker=False), id="no blocker"),
    pytest.param(
        # As floats 0.7 and 0.1 would be less than 0.8.
        Case(
            [REST, tick("0.7", "0.1", "1", blocker={"at_least": "0.8"})],
            {"rest": "yes", "b": ["o0.7", "o0.1"]},
            APPROVED,
        ),
        id="exactly what it must, of two parts",
    ),
    pytest.param(blocker("none", REJECTED, FAILED, weight=0), id="fails without weight"),
    pytest.param(blocker("full", APPROVED, weight=0), id="is met without weight"),
    pytest.param(
        blocker("half", APPROVED, weight=0, severity="critical", blocker={"at_least": 0.5}),
        id="a gap that is severe, without weight",
    ),
    pytest.param(
        Case([REST, fact("b", blocker=True)], {"rest": "yes", "b": "no"}, APPROVED),
        id="earns nothing ever",
    ),
]
OPENS = [
    pytest.param(blocker(None, OPEN, BLOCKED), id="unanswered"),
    pytest.param(blocker(UNKNOWN, OPEN, BLOCKED), id="unknown"),
    pytest.param(blocker(DISPUTED, OPEN, BLOCKED), id="disputed"),
    pytest.param(blocker({"note": "Asked."}, OPEN, BLOCKED), id="only a note"),
    pytest.param(blocker("partly", OPEN, BLOCKED), id="an answer that it does not take"),
    pytest.param(
        blocker(NOT_APPLICABLE, OPEN, BLOCKED), id="not applicable, which a blocker refuses"
    ),
    pytest.param(
        blocker(NOT_APPLICABLE, OPEN, BLOCKED, not_applicable="refused"),
        id="not applicable, and refused",
    ),
    pytest.param(
        blocker(CONFIRMED, OPEN, BLOCKED, not_applicable="refused"),
        id="not applicable, confirmed, and refused all the same",
    ),
    pytest.param(
        blocker(NOT_APPLICABLE, OPEN, BLOCKED, not_applicable="allowed"),
        id="not applicable, and allowed: of a blocker that needs our consent",
    ),
    pytest.param(
        blocker(NOT_APPLICABLE, OPEN, BLOCKED, not_applicable="confirmed"),
        id="not applicable, and not confirmed",
    ),
    pytest.param(
        blocker(CONFIRMED_LATER, OPEN, BLOCKED, not_applicable="confirmed"),
        id="not applicable, and confirmed only tomorrow",
    ),
    pytest.param(
        blocker(CONFIRMED, APPROVED, not_applicable="confirmed"),
        id="not applicable, and confirmed today",
    ),
    pytest.param(
        blocker(CONFIRMED, APPROVED, not_applicable="allowed"),
        id="not applicable, allowed, and confirmed",
    ),
    pytest.param(
        blocker(None, OPEN, BLOCKED, not_applicable="allowed"), id="unanswered, though put aside"
    ),
    pytest.param(blocker(None, OPEN, BLOCKED, weight=0), id="open without weight"),
    pytest.param(
        blocker(None, OPEN, BLOCKED, weight=0, severity="critical"),
        id="open and severe, without weight",
    ),
    pytest.param(blocker(None, APPROVED, blocker={"at_least": 0}), id="no answer fails it"),
    pytest.param(
        blocker(None, APPROVED, blocker={"at_least": 0.75}, options=("full", "most")),
        id="the least answer just meets it",
    ),
    pytest.param(
        blocker(None, OPEN, BLOCKED, blocker={"at_least": "0.750001"}, options=("full", "most")),
        id="the least answer just fails it",
    ),
    pytest.param(
        Case([REST, fact("b", blocker=True)], {"rest": "yes"}, APPROVED), id="earns nothing ever"
    ),
    pytest.param(blocker(None, APPROVED, blocker=False), id="no blocker"),
]


def conditional(gate: Data, answer: Data, expected: Data, *fired: Data, **keys: Data) -> Case:
    """One blocker that is asked only if `gate` is yes; None: nobody has answered that."""
    asked = [REST, fact("gate"), choice("b", blocker=True, when={"gate": ["yes"]}, **keys)]
    given = {"rest": "yes", "gate": gate, "b": answer}
    answers = {name: said for name, said in given.items() if said is not None}
    return Case(asked, answers, expected, fired)


CONDITIONAL = [
    pytest.param(conditional("yes", "none", REJECTED, FAILED), id="applies and fails"),
    pytest.param(conditional("yes", "full", APPROVED), id="applies and is met"),
    pytest.param(conditional("yes", None, OPEN, BLOCKED), id="applies and is open"),
    pytest.param(conditional("no", "none", APPROVED), id="does not apply and would fail"),
    pytest.param(conditional("no", None, APPROVED), id="does not apply and is open"),
    pytest.param(conditional(None, "none", OPEN, BLOCKED), id="may apply and would fail"),
    pytest.param(
        conditional(UNKNOWN, "none", OPEN, BLOCKED), id="may apply, nobody knows, and would fail"
    ),
    pytest.param(conditional(None, "nearly", OPEN, BLOCKED), id="may apply and would just fail"),
    pytest.param(
        conditional(None, "none", OPEN, BLOCKED, weight=0), id="may apply without weight and fail"
    ),
    pytest.param(conditional(None, "full", APPROVED), id="may apply and would be met"),
    pytest.param(conditional(None, None, OPEN, BLOCKED), id="may apply and is open"),
    pytest.param(
        conditional(None, NOT_APPLICABLE, OPEN, BLOCKED), id="may apply and refuses not applicable"
    ),
    pytest.param(
        conditional(None, CONFIRMED, APPROVED, not_applicable="confirmed"),
        id="may apply and is not applicable, as confirmed",
    ),
    pytest.param(
        conditional(None, NOT_APPLICABLE, OPEN, BLOCKED, not_applicable="confirmed"),
        id="may apply and is not applicable, as nobody confirmed",
    ),
    pytest.param(
        conditional(CONFIRMED, "none", APPROVED), id="what it depends on is not applicable"
    ),
    pytest.param(
        conditional(NOT_APPLICABLE, "none", OPEN, BLOCKED),
        id="what it depends on is said not to apply, and nobody confirmed it",
    ),
]


def accepted(
    answer: Data, risks: list[Data], expected: Data, *fired: Data, asked: Data = None
) -> Case:
    """A blocker with accepted risks; without more it has the options full and none."""
    given = {"rest": "yes"} if answer is None else {"rest": "yes", "b": answer}
    blocking = asked or choice("b", ENDS, blocker=True)
    return Case([REST, blocking], given, expected, fired, risks=risks)


ANY, NONE, FULL, NOBODY_KNOWS = (
    risk("b"),
    risk("b", answer="none"),
    risk("b", answer="full"),
    risk("b", answer="unknown"),
)
THREE = choice("b", ("full", "half", "none"), blocker=True)
NUMBER = amount("b", "number", blocker=True)
ACCEPTED = [
    pytest.param(accepted("none", [ANY], APPROVED), id="failed, any answer accepted"),
    pytest.param(accepted("none", [NONE], APPROVED), id="failed, this answer accepted"),
    pytest.param(accepted("none", [FULL], REJECTED, FAILED), id="failed, another answer accepted"),
    pytest.param(
        accepted("none", [FULL, NONE], APPROVED), id="failed, the second risk names the answer"
    ),
    pytest.param(accepted("none", [NOBODY_KNOWS], REJECTED, FAILED), id="failed, unknown accepted"),
    pytest.param(
        accepted("none", [risk("rest")], REJECTED, FAILED), id="failed, another question accepted"
    ),
    pytest.param(accepted(None, [ANY], APPROVED), id="unanswered, any answer accepted"),
    pytest.param(accepted(UNKNOWN, [ANY], APPROVED), id="unknown, any answer accepted"),
    pytest.param(accepted(DISPUTED, [ANY], APPROVED), id="disputed, any answer accepted"),
    pytest.param(
        accepted(UNKNOWN, [NOBODY_KNOWS], ACCEPTED_AS_UNKNOWN), id="unknown, unknown accepted"
    ),
    pytest.param(
        accepted(DISPUTED, [NOBODY_KNOWS], ACCEPTED_AS_UNKNOWN), id="disputed, unknown accepted"
    ),
    pytest.param(accepted(None, [NOBODY_KNOWS], OPEN, BLOCKED), id="unanswered, unknown accepted"),
    pytest.param(
        accepted(NOT_APPLICABLE, [NOBODY_KNOWS], OPEN, BLOCKED),
        id="not applicable, unknown accepted",
    ),
    pytest.param(accepted(UNKNOWN, [NONE], APPROVED), id="unknown, the bad answer accepted"),
    pytest.param(accepted(UNKNOWN, [FULL], OPEN, BLOCKED), id="unknown, the good answer accepted"),
    pytest.param(
        accepted(UNKNOWN, [NOBODY_KNOWS, NONE], APPROVED), id="unknown, all that is bad accepted"
    ),
    pytest.param(
        accepted(UNKNOWN, [NOBODY_KNOWS, NONE], ACCEPTED_AS_UNKNOWN, asked=THREE),
        id="unknown, one of two bad accepted",
    ),
    pytest.param(
        accepted(UNKNOWN, [NOBODY_KNOWS, NONE, risk("b", answer="half")], APPROVED, asked=THREE),
        id="unknown, both bad accepted",
    ),
    pytest.param(accepted("1", [ANY], APPROVED, asked=NUMBER), id="a number, any accepted"),
    pytest.param(
        accepted("1", [risk("b", answer="1.0")], APPROVED, asked=NUMBER),
        id="a number, the same accepted",
    ),
    pytest.param(
        accepted("1", [risk("b", answer="2")], REJECTED, FAILED, asked=NUMBER),
        id="a number, another accepted",
    ),
    pytest.param(
        accepted("1", [risk("b", answer="some")], REJECTED, FAILED, asked=NUMBER),
        id="a number, words accepted",
    ),
    pytest.param(
        accepted(UNKNOWN, [NOBODY_KNOWS, risk("b", answer="1")], ACCEPTED_AS_UNKNOWN, asked=NUMBER),
        id="a number unknown, one of many accepted",
    ),
    pytest.param(
        Case(
            [REST, fact("gate"), choice("b", ENDS, blocker=True, when={"gate": ["yes"]})],
            {"rest": "yes", "b": "none"},
            APPROVED,
            risks=[NONE],
        ),
        id="may apply and would fail, this answer accepted",
    ),
    pytest.param(
        Case(
            [REST, fact("gate"), choice("b", ENDS, blocker=True, when={"gate": ["yes"]})],
            {"rest": "yes", "b": "none"},
            OPEN,
            (BLOCKED,),
            risks=[FULL],
        ),
        id="may apply and would fail, another answer accepted",
    ),
]


@pytest.mark.parametrize("case", ANSWERED)
def test_a_blocker_that_is_answered(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", OPENS)
def test_a_blocker_that_is_open(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", CONDITIONAL)
def test_a_blocker_that_is_asked_under_a_condition(case: Case) -> None:
    case.assert_expected()


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_blocker_with_accepted_risks(case: Case) -> None:
    case.assert_expected()


def test_all_blockers_of_a_kind_are_named_in_the_order_in_which_they_are_asked() -> None:
    asked = [REST, *(choice(name, blocker=True) for name in ("d", "c", "b", "a"))]
    answers = {"rest": "yes", "d": "none", "c": UNKNOWN, "b": "none"}
    results = (fires("blocker", "d", "b"), could("blocker", "c", "a"))
    Case(asked, answers, REJECTED, results).assert_expected()
