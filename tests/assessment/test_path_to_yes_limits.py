"""The path to yes where answers bring questions in, take them out, or contradict others."""

import pytest

from assessments import asking
from path_cases import OPEN, path, scored, taken
from sso_cases import assess
from vendorcheck.assessment.path_to_yes.requirements import Requirements

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


def test_all_that_is_forced_is_taken() -> None:
    # Five gaps with one remedy each: what is there, and what is there once all are remedied.
    names = [f"p{number}" for number in range(5)]
    text = asking("".join(map(gap, names)), "sso")
    path_to_yes = path(assess(dict.fromkeys(names, "z"), RULES.format("80", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, dict.fromkeys(names, "a"))


def test_of_two_ways_to_remedy_a_gap_the_one_that_brings_in_nothing_is_taken() -> None:
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
    path_to_yes = path(assess(answers, RULES.format("80", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"p": "a", "q": "a", "g": "a"})


@pytest.mark.parametrize(
    ("text", "answers", "wanted", "steps"),
    [
        # `g` brings `x` in; that `h` decides about `w` helps nobody.
        (
            scored("g", 2) + scored("h", 2) + under("g", "x", 4, "a") + under("h", "w", 1, "h"),
            {"g": "z", "h": OPEN, "x": "a", "w": OPEN},
            ("70", "90"),
            "gh",
        ),
        # `g` takes `x` out, but the remedy of `x` gains more.
        (
            scored("g", 2) + scored("h", 4) + under("g", "x", 4, "h") + under("h", "w", 2, "z"),
            {"g": "h", "h": OPEN, "x": "h", "w": "h"},
            ("90", "0"),
            "xh",
        ),
    ],
)
def test_what_makes_others_count_is_taken_with_the_rest(
    text: str, answers: dict[str, str], wanted: tuple[str, str], steps: str
) -> None:
    path_to_yes = path(assess(answers, RULES.format(*wanted), text=asking(text, "sso")))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, dict.fromkeys(steps, "a"))


@pytest.mark.parametrize(
    ("efforts", "steps"),
    [
        (("high", "low", "medium"), ["q1"]),
        (("medium", "high", "low"), ["q2"]),
        (("low", "medium", "low"), ["q0"]),
    ],
)
def test_without_any_work_the_easiest_step_is_found_and_of_equals_the_first(
    efforts: tuple[str, ...], steps: list[str]
) -> None:
    # 12.5 of 20 are earned and 15 are wanted: any one of the three gaps is enough.
    questions = [
        scored(f"q{number}", 5).replace("weight", f"effort: {effort}, weight")
        for number, effort in enumerate(efforts)
    ]
    text = asking("".join(questions) + scored("r", 5), "sso")
    answers = {"q0": "h", "q1": "h", "q2": "h", "r": "a"}
    path_to_yes = path(assess(answers, RULES.format("75", "0"), text=text), work=0)
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
    path_to_yes = path(assess(answers, DOCUMENTED.format("80", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (
        True,
        {"q0": "a", "q1": "a", "q2": "a", "q3": "h"},
    )


def test_where_support_takes_as_much_effort_the_remedy_is_taken() -> None:
    # 5.6 of 8 are wanted and 5 are earned: the remedy of `q0` or that of `q1` brings 1.5,
    # and a remedy takes no more than the support that is due anyway.
    text = asking(
        supported("q0", 3, "medium") + supported("q1", 3, "medium") + supported("q2", 2, "medium"),
        "sso",
    )
    answers = {"q0": "h", "q1": "h", "q2": "a"}
    path_to_yes = path(assess(answers, DOCUMENTED.format("70", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"q0": "a", "q1": "a", "q2": "a"})


def test_of_equal_paths_the_one_with_the_first_questions_is_taken() -> None:
    # One remedy in each section brings it to its floor. With that of `q3`, `q1` is not asked any
    # more, so that only `q0` is left; but `q0` goes with `q2` as well, which comes before `q3`.
    text = (
        asking(scored("q0", 1) + under("q3", "q1", 1, "z"), "sso")
        + "  - id: t\n    title: T\n    questions:\n"
        + scored("q2", 1)
        + scored("q3", 1)
    )
    rules = RULES.format("0", "0") + "section_floors: {sso/s: 50, sso/t: 50}\n"
    answers = dict.fromkeys(("q0", "q1", "q2", "q3"), "z")
    path_to_yes = path(assess(answers, rules, text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, {"q0": "a", "q2": "a"})


@pytest.mark.parametrize(
    ("weight", "steps"), [(32, {"r": "a"}), (31, None)], ids=["enough", "one unit short"]
)
def test_support_neither_gains_nor_costs_score(
    weight: int, steps: dict[str, object] | None
) -> None:
    # The grade of `r` is too weak, so it is supported. It earns 32 of 100, or 31 of 99; no answer
    # to `x` earns all, so no step improves that.
    text = asking(
        supported("r", weight, "low") + scored("x", 68).replace("credit: 1}", "credit: 0.75}"),
        "sso",
    )
    answers = {"r": "a", "x": "z"}
    path_to_yes = path(assess(answers, DOCUMENTED.format("32", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, steps)


def test_without_any_work_a_way_is_found_though_all_steps_together_lead_nowhere() -> None:
    # Each answer `a` brings in a question that can earn no more than the half it earns already:
    # with four of them 16 + 2 of 20 are earned, just what is wanted. All together lead nowhere.
    names = [f"p{number}" for number in range(16)]
    options = "{id: a, label: A, credit: 1}, "
    text = asking(
        "".join(
            gap(name).replace("severity", "weight: 1, severity")
            + under(name, f"x{name}", 1, "a").replace(options, "")
            for name in names
        ),
        "sso",
    )
    answers = dict.fromkeys(names, "z") | {f"x{name}": "h" for name in names}
    path_to_yes = path(assess(answers, RULES.format("90", "0"), text=text), work=0)
    assert not path_to_yes.is_minimal
    steps = taken(path_to_yes)
    assert steps is not None
    assert list(steps) == names
    assert list(steps.values()).count("a") <= 4
    assert list(steps.values()).count("b") >= 12


def test_where_no_way_reaches_the_score_that_is_proven() -> None:
    # Each gap `g` ends by its own remedy, or by that of its `p`, after which it is not asked. The
    # remedy of `f` brings in `x`, which earns no more than half, so 7.5 of 8 are the most that can
    # be earned.
    def high(question: str) -> str:
        return question.replace("weight", "severity: high, weight")

    numbers = range(6)
    options = "{id: a, label: A, credit: 1}, "
    text = asking(
        "".join(
            scored(f"p{number}", 1) + high(under(f"p{number}", f"g{number}", 1, "z"))
            for number in numbers
        )
        + high(scored("f", 1))
        + under("f", "x", 1, "a").replace(options, ""),
        "sso",
    )
    names = [f"{letter}{number}" for letter in "pg" for number in numbers]
    answers = dict.fromkeys([*names, "f"], "z") | {"x": "h"}
    path_to_yes = path(assess(answers, RULES.format("95", "0"), text=text))
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (True, None)
    assert [one.rule for one in path_to_yes.blocked_by] == ["score-band"]


def test_the_answer_that_contradicts_nothing_is_taken() -> None:
    # All remedies are needed, and `a` to `r` would contradict `s`.
    names = [f"q{number}" for number in range(20)]
    text = asking(
        "".join(scored(name, 1) for name in names)
        + (gap("r") + gap("s")).replace("severity: high", "severity: low, weight: 1"),
        "sso",
    )
    check = "checks: [{id: odd, when: {r: [a], s: [a]}, severity: high, message: Odd.}]\n"
    answers = dict.fromkeys([*names, "r"], "z") | {"s": "a"}
    path_to_yes = path(assess(answers, RULES.format("100", "0"), text=text + check))
    assert path_to_yes.is_minimal
    assert taken(path_to_yes) == dict.fromkeys(names, "a") | {"r": "b"}


def test_nothing_is_promised_that_was_not_assessed(monkeypatch: pytest.MonkeyPatch) -> None:
    # To a search that overlooks what single questions require, the gap of `p` is no obstacle.
    monkeypatch.setattr(Requirements, "is_met_by_question", lambda *_: True)
    path_to_yes = path(
        assess(
            {"p": "z", "q": "a"}, RULES.format("50", "0"), text=asking(gap("p") + gap("q"), "sso")
        )
    )
    assert (path_to_yes.is_minimal, taken(path_to_yes)) == (False, None)
