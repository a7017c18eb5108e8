"""The path to yes takes few assessments, since what steps can bring is known beforehand."""

import pytest

from assessments import asking
from path_cases import OPEN, RULES, path, scored, taken
from sso_cases import assess
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_yes.bound import GainBound
from vendorcheck.assessment.path_to_yes.knapsack import (
    Candidate,
    WorkBudget,
    WorkLimitReached,
    fewest_candidates,
)

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
        (NOTHING, "33.3", "0", ["q1", "q2"]),
        (NOTHING, "72.25", "0", ["q0", "q1", "q2", "q4", "q5"]),
        (HALF, "55", "0", ["q1"]),
        (HALF, "72.25", "0", ["q0", "q1", "q4"]),
        ({}, "0", "33.3", ["q1", "q2"]),
        ({}, "0", "72.25", ["q0", "q1", "q2", "q4", "q5"]),
        (MIXED, "60", "75", ["q1", "q6"]),
        (MIXED, "80", "90", ["q0", "q1", "q5", "q6"]),
        (MIXED, "50", "95.5", ["q3", "q5", "q6"]),
        (MIXED, "70", "60", ["q0", "q4", "q6"]),
    ],
)
def test_where_nothing_hangs_on_a_step_two_assessments_are_enough(
    answers: dict[str, str], score: str, coverage: str, steps: list[str]
) -> None:
    path_to_yes = path(assess(answers, RULES.format(score, coverage), text=ALONE), limit=2)
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(steps, "a")


def test_what_wants_conditions_is_weighed_by_its_own_threshold() -> None:
    rules = "conditions_from: critical\nconditions_at: 33.3\napprove_at: 90\ncoverage_at_least: 0\n"
    path_to_yes = path(assess(NOTHING, rules, text=ALONE), 2, "approve-with-conditions")
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"q1": "a", "q2": "a"})


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
    ("text", "answers", "score", "limit", "steps"),
    [
        (CEASING, {"p": "b", "x": "z"}, "60", 2, ["p"]),
        (CEASING, {"p": "b", "x": "z"}, "70", 2, ["x"]),
        (CEASING, {"p": "b", "x": "z"}, "90", 4, ["p", "r0", "r1"]),
        (CEASING, {"p": "b", "x": "h"}, "60", 2, ["p"]),
        (CEASING, {"p": "b", "x": OPEN}, "60", 2, ["p"]),
        (CEASING, {"p": "b", "x": OPEN}, "90", 4, ["p", "r0", "r1"]),
        (COMING, {"p": "b", "x": "a"}, "60", 2, ["p"]),
        (COMING, {"p": "b", "x": "a"}, "90", 3, ["r0", "r1"]),
        (COMING, {"p": "b", "x": "h"}, "60", 3, ["r0"]),
        (COMING, {"p": "b", "x": OPEN}, "90", 3, ["r0", "r1"]),
        (COMING, {"p": "b", "x": NOT}, "60", 2, ["p"]),
        (COMING, {"p": "b", "x": NOT}, "70", 2, ["r0"]),
        (COMING, {"p": OPEN, "x": "a"}, "60", 2, ["p"]),
        # While it is open whether `x` applies, it counts as one that earns nothing.
        (COMING, {"p": OPEN, "x": "a"}, "90", 3, ["p", "r0", "r1"]),
        (COMING, {"p": OPEN, "x": OPEN}, "60", 3, ["p", "x"]),
        (COMING, {"p": OPEN, "x": OPEN}, "70", 4, ["p", "x"]),
    ],
)
def test_where_questions_come_and_go_few_more_are(
    text: str, answers: dict[str, str], score: str, limit: int, steps: list[str]
) -> None:
    path_to_yes = path(assess(RESTED | answers, RULES.format(score, "0"), text=text), limit)
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(steps, "a")


def test_the_beginning_may_bring_nothing_by_itself() -> None:
    # Nothing counts yet, and what comes to count earns just what is wanted.
    gate = (
        "      - {id: p, type: choice, ask: P?, options: [{id: a, label: A}, {id: b, label: B}]}\n"
    )
    text = asking(gate + scored("x", 2, "a"), "sso")
    path_to_yes = path(assess({"p": OPEN, "x": "h"}, RULES.format("50", "0"), text=text), limit=2)
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
    path_to_yes = path(assess({"p": OPEN} | dict.fromkeys(names, "a"), rules, text=text), limit=1)
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
    ("text", "answers", "wanted", "limit", "steps"),
    [
        (
            gated(1, ("x", 6, "a"), ("r", 3, ""), ("s", 5, "")),
            {"p": OPEN, "r": "z", "s": "z"},
            "80 90",
            2,
            "pxs",
        ),
        (
            gated(2, ("x", 1, "a"), ("y", 1, "a"), ("r", 1, "")),
            {"p": "b", "x": "a", "r": "z"},
            "80 100",
            3,
            "py",
        ),
        (
            gated(2, ("x", 6, "b"), ("y", 1, "a"), ("r", 5, "")),
            {"p": "b", "x": NOT, "y": "h", "r": "h"},
            "70 90",
            2,
            "r",
        ),
        (gated(6, ("x", 1, "a"), ("r", 1, "")), {"p": "b", "x": NOT}, "80 90", 2, "pr"),
        (gated(2, ("x", 3, "b"), ("r", 4, "")), {"p": "b", "x": "h", "r": "z"}, "60 100", 2, "r"),
        (gated(1, ("x", 6, "a"), ("r", 3, "")), {"p": "b", "x": "h", "r": "z"}, "100 0", 3, "pxr"),
        (
            gated(6, ("x", 6, "b"), ("r", 3, ""), ("s", 3, "")),
            {"p": "b", "x": NOT, "r": "a"},
            "50 100",
            2,
            "s",
        ),
    ],
)
def test_score_and_coverage_are_weighed_together(
    text: str, answers: dict[str, str], wanted: str, limit: int, steps: str
) -> None:
    path_to_yes = path(assess(answers, RULES.format(*wanted.split()), text=text), limit)
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(steps, "a")


def test_what_no_answer_mends_promises_only_what_it_earns() -> None:
    text = gated(1, ("x", 6, "a"), ("r", 5, "")).replace(
        "{id: a, label: A, credit: 1}, {id: h", "{id: a, label: A, credit: 0.75}, {id: h", 1
    )
    path_to_yes = path(assess({"p": "b", "x": "a"}, RULES.format("50", "75"), text=text), limit=2)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"r": "a"})


def test_a_question_that_is_brought_in_open_is_answered_next() -> None:
    gate = (
        "      - {id: p, type: choice, ask: P?, options: [{id: a, label: A}, {id: b, label: B}]}\n"
    )
    text = asking(gate + scored("x", 3, "a"), "sso")
    path_to_yes = path(
        assess({"p": OPEN, "x": OPEN}, RULES.format("100", "100"), text=text), limit=7
    )
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a", "x": "a"})


def test_support_brings_no_score() -> None:
    rules = (
        "conditions_from: critical\nconditions_at: 72.25\napprove_at: 90\ncoverage_at_least: 0\n"
        "grades: {medium: documented}\n"
    )
    path_to_yes = path(assess(HALF, rules, text=ALONE), 2, "approve-with-conditions")
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (
        True,
        dict.fromkeys(["q0", "q1", "q4"], "a"),
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
    path_to_yes = path(assess(answers, RULES.format(score, "100"), text=text), limit=100)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a"})


def test_what_is_weighed_is_no_more_than_can_be_enough() -> None:
    things = [
        Candidate(1 + number % 3, 100 + 37 * number % 60, adds_coverage=number % 5 > 0)
        for number in range(90)
    ]
    work = WorkBudget()
    found = fewest_candidates(things, 5_600, 4_600, work)
    assert found is not None
    assert (len(found), sum(things[index].effort for index in found)) == (39, 64)
    assert work.used_cells < 150_000


def test_a_search_ends_where_weighing_takes_too_much() -> None:
    work = WorkBudget(used_cells=39_999_000)
    with pytest.raises(WorkLimitReached):
        fewest_candidates(
            [Candidate(1 + number % 3, 100, adds_coverage=False) for number in range(60)],
            3_000,
            0,
            work,
        )


def test_answers_that_bring_in_the_same_are_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    options = ", ".join(
        f"{{id: o{number}, label: O, credit: {int(number > 0)}}}" for number in range(60)
    )
    gate = f"      - {{id: p, type: choice, ask: P?, options: [{options}]}}\n"
    text = asking(
        gate + "".join(scored(f"q{number}", 1, f"o{number}") for number in range(60)), "sso"
    )
    weighed: list[int] = []

    def turned(potential: GainBound, situation: Evaluation, index: int) -> tuple[int, int]:
        weighed.append(index)
        return whole(potential, situation, index)

    whole = GainBound._applicability_gain  # noqa: SLF001 - how often it is asked is what is counted
    monkeypatch.setattr(GainBound, "_applicability_gain", turned)
    path_to_yes = path(assess({"p": "o0"}, RULES.format("100", "0"), text=text), limit=1_000)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "o1", "q1": "a"})
    assert len(weighed) < 1_000
