"""How near steps may bring what is wanted is weighed to the last unit of it."""

import pytest

from assessments import asking
from path_cases import OPEN, RULES, path, scored, taken
from sso_cases import assess
from vendorcheck.assessment.path_to_yes.bound import GainBound
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps

CHECK = 'checks: [{id: odd, when: {r: ["a"], s: ["a"]}, severity: critical, message: Odd.}]\n'


def whole(name: str, weight: int) -> str:
    """A question that earns all or nothing, so that its weight is counted in whole numbers."""
    return scored(name, weight).replace("{id: h, label: H, credit: 0.5}, ", "")


@pytest.mark.parametrize(
    ("answer", "score", "coverage"),
    [("z", "33", "0"), (OPEN, "0", "33")],
    ids=["score", "coverage"],
)
def test_one_unit_less_is_not_enough(answer: str, score: str, coverage: str) -> None:
    # 32 of 97 are there, which is 0.01 percent less than 33: 33 · 97 = 3201, and 100 · 32 = 3200.
    text = asking(whole("r", 31) + whole("s", 1) + whole("x", 65), "sso") + CHECK
    found = assess({"r": "a", "s": "a", "x": answer}, RULES.format(score, coverage), text=text)
    moves = AvailableSteps(found.evaluation)
    remedy, clarify = moves.steps_in(found.evaluation)
    assert (remedy.subject, clarify.kind) == ("sso/x", "clarify")
    potential = GainBound(found.evaluation.plan.settings, "approve", moves)
    tally = found.judgement.tally
    # To clear up the contradiction is forced, and brings nothing.
    assert potential.fewest_sufficient_steps(
        found.evaluation, tally, (remedy, clarify), ((clarify,),)
    ) == (remedy,)
    # Where the remedy is forced, it takes no more.
    assert (
        potential.fewest_sufficient_steps(found.evaluation, tally, (remedy, clarify), ((remedy,),))
        == ()
    )


def test_exactly_enough_is_enough() -> None:
    # 32 of 100 and 32 percent wanted.
    text = asking(whole("r", 31) + whole("s", 1) + whole("x", 68), "sso") + CHECK
    found = assess({"r": "a", "s": "a", "x": "z"}, RULES.format("32", "0"), text=text)
    moves = AvailableSteps(found.evaluation)
    remedy, clarify = moves.steps_in(found.evaluation)
    potential = GainBound(found.evaluation.plan.settings, "approve", moves)
    steps = (remedy, clarify)
    assert (
        potential.fewest_sufficient_steps(
            found.evaluation, found.judgement.tally, steps, ((clarify,),)
        )
        == ()
    )


@pytest.mark.parametrize("weight", [1, 7])
def test_what_only_another_answer_would_bring_in_takes_nothing_from_a_step(weight: int) -> None:
    # `x` can earn half at the best, and would only be asked if `p` were answered by half; `y` is
    # asked as long as `p` is not there at all, so the two answers are told apart.
    options = "{id: h, label: H, credit: 0.5}, {id: z, label: Z, credit: 0}"
    x = (
        f"      - {{id: x, type: choice, ask: x?, weight: {weight}, when: {{p: [h]}}, "
        f"options: [{options}]}}\n"
    )
    text = asking(scored("p", 1) + scored("r", 2) + scored("y", 1, "z") + x, "sso")
    found = assess({"p": "z", "r": "a", "y": "a", "x": "z"}, RULES.format("100", "100"), text=text)
    assert taken(path(found, limit=100)) == {"p": "a"}
