"""The path to yes: what steps gain for score and coverage, by themselves and through others."""

import pytest

from assessments import asking
from path_cases import OPEN, RULES, path, scored, taken
from sso_cases import assess

WEIGHTS = (3, 7, 5, 2, 8, 4, 6, 1)
ALONE = asking(
    "".join(scored(f"q{number}", weight) for number, weight in enumerate(WEIGHTS)), "sso"
)
NOTHING: dict[str, str] = {f"q{number}": "z" for number in range(8)}
HALF: dict[str, str] = {f"q{number}": "h" for number in range(8)}
MIXED = {"q0": "z", "q1": "h", "q2": "a", "q4": "h", "q7": "z"}


@pytest.mark.parametrize(
    ("answers", "score", "coverage", "steps"),
    [
        (NOTHING, "33.3", "0", ["q1", "q4"]),
        (NOTHING, "72.25", "0", ["q1", "q2", "q4", "q5", "q6"]),
        (HALF, "55", "0", ["q4"]),
        (HALF, "72.25", "0", ["q1", "q4", "q6"]),
        ({}, "0", "33.3", ["q1", "q4"]),
        ({}, "0", "72.25", ["q1", "q2", "q4", "q5", "q6"]),
        (MIXED, "60", "75", ["q4", "q6"]),
        (MIXED, "80", "90", ["q1", "q4", "q5", "q6"]),
        (MIXED, "50", "95.5", ["q3", "q5", "q6"]),
        (MIXED, "70", "60", ["q4", "q5", "q6"]),
    ],
)
def test_where_nothing_depends_on_a_step_those_with_the_most_weight_are_taken(
    answers: dict[str, str], score: str, coverage: str, steps: list[str]
) -> None:
    path_to_yes = path(assess(answers, RULES.format(score, coverage), text=ALONE))
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(steps, "a")


def test_approve_with_conditions_has_its_own_threshold() -> None:
    rules = "conditions_from: critical\nconditions_at: 33.3\napprove_at: 90\ncoverage_at_least: 0\n"
    path_to_yes = path(assess(NOTHING, rules, text=ALONE), "approve-with-conditions")
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"q1": "a", "q4": "a"})


NOT = "{not_applicable: N., confirmed_by: Jane, confirmed_on: 2026-11-22}"
REST = scored("r0", 3) + scored("r1", 4) + scored("r2", 5)
RESTED = {"r0": "z", "r1": "h", "r2": "a"}
GATE = (
    "      - {id: p, type: choice, ask: P?, weight: 1, options: [{id: a, label: A, credit: 1}, "
    "{id: b, label: B, credit: 0.5}]}\n"
)
CEASING = asking(GATE + scored("x", 6, "b") + REST, "sso")
COMING = asking(GATE + scored("x", 6, "a") + REST, "sso")


@pytest.mark.parametrize(
    ("text", "answers", "score", "steps"),
    [
        (CEASING, {"p": "b", "x": "z"}, "60", ["x"]),
        (CEASING, {"p": "b", "x": "z"}, "70", ["x"]),
        (CEASING, {"p": "b", "x": "z"}, "90", ["x", "r0", "r1"]),
        (CEASING, {"p": "b", "x": "h"}, "60", ["x"]),
        (CEASING, {"p": "b", "x": OPEN}, "60", ["x"]),
        (CEASING, {"p": "b", "x": OPEN}, "90", ["x", "r0", "r1"]),
        (COMING, {"p": "b", "x": "a"}, "60", ["r0"]),
        (COMING, {"p": "b", "x": "a"}, "90", ["r0", "r1"]),
        (COMING, {"p": "b", "x": "h"}, "60", ["r0"]),
        (COMING, {"p": "b", "x": OPEN}, "90", ["r0", "r1"]),
        (COMING, {"p": "b", "x": NOT}, "60", ["r0"]),
        (COMING, {"p": "b", "x": NOT}, "70", ["r0"]),
        (COMING, {"p": OPEN, "x": "a"}, "60", ["p"]),
        # While it is open whether `x` applies, it counts as one that earns nothing.
        (COMING, {"p": OPEN, "x": "a"}, "90", ["p", "r0", "r1"]),
        (COMING, {"p": OPEN, "x": OPEN}, "60", ["p", "x"]),
        (COMING, {"p": OPEN, "x": OPEN}, "70", ["p", "x"]),
    ],
)
def test_where_questions_come_and_go_what_they_earn_counts(
    text: str, answers: dict[str, str], score: str, steps: list[str]
) -> None:
    path_to_yes = path(assess(RESTED | answers, RULES.format(score, "0"), text=text))
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(steps, "a")


def test_the_beginning_may_bring_nothing_by_itself() -> None:
    # Nothing counts yet, and what comes to count earns just what is wanted.
    gate = (
        "      - {id: p, type: choice, ask: P?, options: [{id: a, label: A}, {id: b, label: B}]}\n"
    )
    text = asking(gate + scored("x", 2, "a"), "sso")
    path_to_yes = path(assess({"p": OPEN, "x": "h"}, RULES.format("50", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a"})


def test_what_brings_nothing_in_is_no_beginning() -> None:
    # Only the number decides what counts, and no step answers it.
    # To support the rest leads nowhere.
    names = [f"x{number}" for number in range(9)]
    gate = "      - {id: p, type: number, unit: users, ask: P?}\n"
    text = asking(
        gate
        + "".join(
            scored(name, 1).replace("weight", "when: {p: {at_least: 5}}, weight") for name in names
        ),
        "sso",
    )
    rules = RULES.format("50", "0") + "grades: {medium: documented}\n"
    path_to_yes = path(assess({"p": OPEN} | dict.fromkeys(names, "a"), rules, text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, None)
    assert [one.rule for one in path_to_yes.blocked_by] == ["not-scorable", "score-band"]


def gated(gate: int, *questions: tuple[str, int, str]) -> str:
    """Write a questionnaire in which `p` with this weight decides about other questions.

    Each of them has a name, a weight, and the answer it applies to.
    """
    return asking(
        GATE.replace("weight: 1", f"weight: {gate}")
        + "".join(scored(*question) for question in questions),
        "sso",
    )


@pytest.mark.parametrize(
    ("text", "answers", "wanted", "steps"),
    [
        (
            gated(1, ("x", 6, "a"), ("r", 3, ""), ("s", 5, "")),
            {"p": OPEN, "r": "z", "s": "z"},
            "80 90",
            "pxs",
        ),
        (
            gated(2, ("x", 1, "a"), ("y", 1, "a"), ("r", 1, "")),
            {"p": "b", "x": "a", "r": "z"},
            "80 100",
            "py",
        ),
        (
            gated(2, ("x", 6, "b"), ("y", 1, "a"), ("r", 5, "")),
            {"p": "b", "x": NOT, "y": "h", "r": "h"},
            "70 90",
            "r",
        ),
        (gated(6, ("x", 1, "a"), ("r", 1, "")), {"p": "b", "x": NOT}, "80 90", "pr"),
        (gated(2, ("x", 3, "b"), ("r", 4, "")), {"p": "b", "x": "h", "r": "z"}, "60 100", "r"),
        (gated(1, ("x", 6, "a"), ("r", 3, "")), {"p": "b", "x": "h", "r": "z"}, "100 0", "pxr"),
        (
            gated(6, ("x", 6, "b"), ("r", 3, ""), ("s", 3, "")),
            {"p": "b", "x": NOT, "r": "a"},
            "50 100",
            "s",
        ),
    ],
)
def test_score_and_coverage_are_weighed_together(
    text: str, answers: dict[str, str], wanted: str, steps: str
) -> None:
    path_to_yes = path(assess(answers, RULES.format(*wanted.split()), text=text))
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(steps, "a")


def test_what_no_answer_mends_promises_only_what_it_earns() -> None:
    text = gated(1, ("x", 6, "a"), ("r", 5, "")).replace(
        "{id: a, label: A, credit: 1}, {id: h", "{id: a, label: A, credit: 0.75}, {id: h", 1
    )
    path_to_yes = path(assess({"p": "b", "x": "a"}, RULES.format("50", "75"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"r": "a"})


def test_a_question_that_is_brought_in_open_is_answered_next() -> None:
    gate = (
        "      - {id: p, type: choice, ask: P?, options: [{id: a, label: A}, {id: b, label: B}]}\n"
    )
    text = asking(gate + scored("x", 3, "a"), "sso")
    path_to_yes = path(assess({"p": OPEN, "x": OPEN}, RULES.format("100", "100"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a", "x": "a"})


def test_support_brings_no_score() -> None:
    rules = (
        "conditions_from: critical\nconditions_at: 72.25\napprove_at: 90\ncoverage_at_least: 0\n"
        "grades: {medium: documented}\n"
    )
    path_to_yes = path(assess(HALF, rules, text=ALONE), "approve-with-conditions")
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (
        True,
        dict.fromkeys(["q1", "q4", "q6"], "a"),
    )


@pytest.mark.parametrize(
    ("when", "options", "answer", "score"),
    [
        ("z, a", "{id: a, label: A, credit: 1}", "a", "75"),
        ("b", "{id: h, label: H, credit: 0.5}, {id: z, label: Z, credit: 0}", "z", "65"),
    ],
    ids=["stays", "stays away"],
)
def test_what_may_turn_against_a_step_is_not_counted(
    when: str, options: str, answer: str, score: str
) -> None:
    # That `p` is answered otherwise turns only `y`, though `x` hangs on it as well.
    gate = scored("p", 5).replace("]}\n", ", {id: b, label: B, credit: 0}]}\n")
    large = (
        f"      - {{id: x, type: choice, ask: x?, weight: 9, when: {{p: [{when}]}}, "
        f"options: [{options}]}}\n"
    )
    text = asking(gate + large + scored("y", 1, "z") + scored("r", 5) + scored("s", 9), "sso")
    answers = {"p": "z", "x": answer, "y": "a", "r": "z", "s": "a"}
    path_to_yes = path(assess(answers, RULES.format(score, "100"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a"})
