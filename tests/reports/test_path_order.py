"""The order in which people see the steps to yes, and how many; what they are asked before."""

from typing import Any

import pytest

from assessments import asking
from sso_cases import assess
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.json import assessment_as_data
from vendorcheck.reports.view.page import ReportPage
from vendorcheck.reports.view.step_order import order_for_people


def question(name: str, rest: str) -> str:
    return f"      - {{id: {name}, type: yes_no, ask: {name}?, {rest}}}\n"


def gaps(count: int) -> str:
    """A questionnaire of so many questions, all as bad if they are not met."""
    return asking(
        "".join(question(f"q{number}", "severity: high") for number in range(count)), "sso"
    )


def steps_to_approve(found: Assessment) -> int:
    """The number of steps that programs see."""
    data: Any = assessment_as_data(found)
    return len(data["path_to_yes"]["approve"]["steps"])


REQUIREMENT = (
    'checks: [{id: one, kind: requirement, when: {e: ["no"], f: ["no"]}, severity: high, '
    "blocker: true, message: Neither., remedy: Do one.}]\n"
)
NO, YES = '"no"', '"yes"'


def order(text: str, answers: dict[str, str]) -> list[str]:
    """The subjects of all steps that a vendor could take, in the order in which people see them."""
    found = assess(answers, "approve_at: 100\ncoverage_at_least: 0\n", text=text)
    steps = found.paths_to_yes["approve"].steps
    assert steps is not None
    return [step.subject[4:] for step in order_for_people(found.evaluation, steps)]


def test_failed_blockers_come_first_then_requirements_then_what_gains_most() -> None:
    text = asking(
        question("a", "weight: 1")
        + question("b", "weight: 9")
        + question("c", "weight: 2, blocker: true")
        + question("d", "weight: 9")
        + question("e", "weight: 3")
        + question("f", "weight: 4")
        + question("g", "weight: 5, blocker: true"),
        "sso",
    )
    answers = dict.fromkeys("abcdefg", NO)
    assert order(text + REQUIREMENT, answers) == ["g", "c", "f", "e", "b", "d", "a"]
    # An open blocker has not failed, and a requirement that is met needs nothing.
    answers |= {"g": "{unknown: true}", "f": YES}
    assert order(text + REQUIREMENT, answers) == ["c", "b", "d", "g", "e", "a"]


def test_what_decides_whether_a_question_applies_comes_before_it() -> None:
    text = asking(
        question("a", "weight: 1")
        + question("b", 'weight: 2, when: {a: ["yes"]}')
        + question("c", 'weight: 9, when: {b: ["yes"]}')
        + question("d", "weight: 5"),
        "sso",
    )
    assert order(text, {"a": NO, "d": NO}) == ["a", "b", "c", "d"]


def test_a_contradiction_is_no_failed_blocker() -> None:
    text = asking(question("a", "weight: 1") + question("b", "weight: 1"), "sso")
    odd = 'checks: [{id: odd, when: {b: ["yes"]}, severity: high, message: Odd.}]\n'
    assert order(text + odd, {"a": NO, "b": YES}) == ["a", "odd"]


@pytest.mark.parametrize(("count", "more"), [(10, ""), (11, "1 more step"), (12, "2 more steps")])
def test_people_see_ten_steps_and_programs_see_all(count: int, more: str) -> None:
    answers = {f"q{number}": NO for number in range(count)}
    found = assess(answers, "conditions_at: 0\n", text=gaps(count))
    (*_, path) = ReportPage(found).verdict_paths
    assert path.steps is not None
    assert len(path.steps) == count
    assert [step.step.subject for step in path.shown_steps] == [
        f"sso/q{number}" for number in range(10)
    ]
    sentence = f"And {more}; the JSON report has all." if more else ""
    assert path.more_text == sentence
    for name in ("markdown", "html"):
        text = REPORTS[name].render(found, Display(width=80))
        assert ("the JSON report has all" in text) == bool(more)
    assert steps_to_approve(found) == count


@pytest.mark.parametrize(("answered", "asks"), [(2, False), (1, True)])
def test_below_half_coverage_people_are_asked_first(answered: int, *, asks: bool) -> None:
    # Two of four questions are exactly half.
    found = assess({f"q{number}": NO for number in range(answered)}, text=gaps(4))
    paths = ReportPage(found).verdict_paths
    titles = [path.title for path in paths]
    assert (titles == ["Ask what is open first: only 25 % is answered"]) == asks
    assert any(path.steps for path in paths) != asks
    assert (
        "Next, ask what is open first" in REPORTS["summary"].render(found, Display(width=80))
    ) == asks
    assert steps_to_approve(found) > 0
