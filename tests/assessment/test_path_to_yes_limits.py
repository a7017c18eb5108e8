"""The path to yes: what says most is decided next, and the dearest steps are dropped first.

What is forced is taken at once.
"""

import pytest

from assessments import asking
from path_cases import OPEN, path, scored, taken
from sso_cases import assess

RULES = "conditions_from: high\nconditions_at: 0\napprove_at: {}\ncoverage_at_least: {}\n"


def gap(name: str) -> str:
    """A question whose gap wants a condition, and that two answers meet equally well."""
    options = (
        "{id: a, label: A, credit: 1}, {id: b, label: B, credit: 1}, {id: z, label: Z, credit: 0}"
    )
    return (
        f"      - {{id: {name}, type: choice, ask: {name}?, severity: high, "
        f"options: [{options}]}}\n"
    )


def under(question: str, name: str, weight: int, answer: str) -> str:
    """A question that is asked where another is answered so."""
    return scored(name, weight).replace("weight", f"when: {{{question}: [{answer}]}}, weight", 1)


def test_all_that_is_forced_is_taken_at_once() -> None:
    # Five gaps with one remedy each: what is there, and what is there once all are remedied.
    names = [f"p{number}" for number in range(5)]
    text = asking("".join(map(gap, names)), "sso")
    path_to_yes = path(assess(dict.fromkeys(names, "z"), RULES.format("80", "0"), text=text), 2)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, dict.fromkeys(names, "a"))


def test_of_what_is_forced_that_on_which_the_most_depends_is_decided_first() -> None:
    # `p` decides about two heavy questions, `q` about a light one; either is met in two ways.
    text = asking(
        gap("q")
        + gap("p")
        + scored("g", 3)
        + under("p", "x", 6, "b")
        + under("p", "y", 6, "b")
        + under("q", "w", 3, "b"),
        "sso",
    )
    answers = {"p": "z", "q": "z", "g": OPEN, "x": "z", "y": "z", "w": OPEN}
    path_to_yes = path(assess(answers, RULES.format("80", "0"), text=text), 6)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a", "q": "a", "g": "a"})


@pytest.mark.parametrize(
    ("text", "answers", "wanted"),
    [
        # `g` brings `x` in; that `h` decides about `w` helps nobody.
        (
            scored("g", 2) + scored("h", 2) + under("g", "x", 4, "a") + under("h", "w", 1, "h"),
            {"g": "z", "h": OPEN, "x": "a", "w": OPEN},
            ("70", "90"),
        ),
        # `g` takes `x` out.
        (
            scored("g", 2) + scored("h", 4) + under("g", "x", 4, "h") + under("h", "w", 2, "z"),
            {"g": "h", "h": OPEN, "x": "h", "w": "h"},
            ("90", "0"),
        ),
    ],
)
def test_what_makes_others_count_is_decided_before_what_does_not(
    text: str, answers: dict[str, str], wanted: tuple[str, str]
) -> None:
    path_to_yes = path(assess(answers, RULES.format(*wanted), text=asking(text, "sso")), 3)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"g": "a", "h": "a"})


@pytest.mark.parametrize(
    ("efforts", "steps"),
    [
        (("high", "low", "medium"), ["q1"]),
        (("medium", "high", "low"), ["q2"]),
        (("low", "medium", "low"), ["q0"]),
    ],
)
def test_where_the_fewest_take_too_long_the_dearest_are_dropped_first_and_of_equals_the_last(
    efforts: tuple[str, ...], steps: list[str]
) -> None:
    # 12.5 of 20 are earned and 15 are wanted: any one of the three gaps is enough.
    questions = [
        scored(f"q{number}", 5).replace("weight", f"effort: {effort}, weight")
        for number, effort in enumerate(efforts)
    ]
    text = asking("".join(questions) + scored("r", 5), "sso")
    answers = {"q0": "h", "q1": "h", "q2": "h", "r": "a"}
    path_to_yes = path(assess(answers, RULES.format("75", "0"), text=text), limit=1)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (False, dict.fromkeys(steps, "a"))


def supported(name: str, weight: int, effort: str) -> str:
    return scored(name, weight).replace("weight", f"severity: low, effort: {effort}, weight")


DOCUMENTED = RULES + "grades: {{low: documented}}\n"


def test_where_support_and_remedy_would_do_the_least_effort_counts() -> None:
    # All four grades are too weak, so each takes a step: support with effort 2, or a remedy
    # with its own.
    # 6.4 of 8 are needed, 2.5 are earned, and `q1` is remedied with effort 1: 5.5.
    # Then `q0` brings 6.5 with effort 2 where `q3` would bring 7 with effort 3.
    text = asking(
        supported("q0", 1, "medium")
        + supported("q1", 3, "low")
        + supported("q2", 1, "high")
        + supported("q3", 3, "high"),
        "sso",
    )
    answers = {"q0": "z", "q1": "z", "q2": "a", "q3": "h"}
    path_to_yes = path(assess(answers, DOCUMENTED.format("80", "0"), text=text), limit=100)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (
        True,
        {"q0": "a", "q1": "a", "q2": "a", "q3": "h"},
    )


def test_of_equal_ways_the_one_that_changes_the_later_answer_is_taken() -> None:
    # 5.6 of 8 are wanted and 5 are earned: the remedy of `q0` or that of `q1` brings 1.5.
    text = asking(
        supported("q0", 3, "medium") + supported("q1", 3, "medium") + supported("q2", 2, "medium"),
        "sso",
    )
    answers = {"q0": "h", "q1": "h", "q2": "a"}
    path_to_yes = path(assess(answers, DOCUMENTED.format("70", "0"), text=text), limit=100)
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"q0": "h", "q1": "a", "q2": "a"})
