"""The law that no trick pays, over random vendors that almost pass, or almost fail.

VENDORCHECK_LAWS=2000 tries so many of each sort.
"""

import pytest
from hypothesis import assume, given, settings

from deceits import Deceit, deceits, judge
from gaming_corpus import VERDICTS, YES
from strategies import SETTINGS, THOROUGH
from weak_points import OF_EVIDENCE, WEAK_POINTS

NOT_YET = {*OF_EVIDENCE, "accepted later"}
"""The tricks that still pay."""
SIZES = [
    pytest.param(60, id="few"),
    pytest.param(THOROUGH or 500, id="many", marks=pytest.mark.slow),
]
"""How many deceits are tried for each weak point; far fewer miss a rule broken on purpose."""


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("weak_point", WEAK_POINTS)
def test_no_trick_reaches_a_yes_that_the_honest_file_does_not_get(
    weak_point: str, examples: int
) -> None:
    def check(deceit: Deceit) -> None:
        assume(NOT_YET.isdisjoint(trick for _, trick in deceit.tricks))
        gamed = judge(deceit.gamed).verdict
        if gamed in YES:
            honest = judge(deceit.honest).verdict
            assert VERDICTS.index(honest) <= VERDICTS.index(gamed), deceit.tricks

    settings(SETTINGS, max_examples=examples)(given(deceits(weak_point))(check))()
