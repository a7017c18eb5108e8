"""The floor of a section: when its score is below, when it must be, and when it can still be.

The table covers both sides of the floor for the score as it is, its least and its most: with open questions, and with
questions of which it is undecided whether they apply.
"""

from collections.abc import Mapping

import pytest

from rule_cases import APPROVED, Case, Data, fact, fires, yes_no
from vendorcheck.rules import APPROVE, CONDITIONS, Fired

BELOW = fires("section-floor", "t")
MENDABLE = (CONDITIONS, APPROVE, CONDITIONS)
"""It fires as things stand, and answers can still end that."""
COULD = (APPROVE, APPROVE, CONDITIONS)
"""It does not fire as things stand, and answers can still make it."""


def floor(least: float | str, answers: Mapping[str, Data], expected: Data = APPROVED, *fired: Fired) -> Case:
    """A section `t` with a floor: `x` and `y` of weight 1, `u` of weight 1 of which it is undecided if it applies."""
    maybe = [yes_no("u", when={"gate": ["yes"]})] if "u" in answers else []
    sections = {"s": [yes_no("rest"), fact("gate")], "t": [yes_no("x"), *maybe]}
    sections["t"] += [yes_no("y")] if "y" in answers else []
    given = {name: answer for name, answer in answers.items() if answer is not None}
    return Case(sections, {"rest": "yes", **given}, expected, fired, {"section_floors": {"q/t": least}})


UNDECIDED = [
    # Its score is 100; if u applies, it is 50.
    pytest.param(floor(50, {"x": "yes", "u": "no"}), id="can fall to the floor exactly"),
    pytest.param(floor("50.000001", {"x": "yes", "u": "no"}, COULD), id="can fall just below the floor"),
]


@pytest.mark.parametrize("case", UNDECIDED)
def test_a_floor_while_it_is_undecided_what_counts(case: Case) -> None:
    case.holds()
