"""Paths to yes of questionnaires with hundreds of questions: near the best known, in bounded work.

Work is counted, not timed. The best known are proven with more work than an assessment may do.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from large_cases import LARGE
from vendorcheck.assessment.choices import bounds, search
from vendorcheck.assessment.choices.frontier import Label
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_yes.path import find_paths_to_yes
from vendorcheck.assessment.path_to_yes.progress import Progress

Result = TypeVar("Result")
BEST_KNOWN = {
    # The number of steps and their effort: to approve, and to approve with conditions.
    "200 plain, all bad": [(94, 188), (56, 112)],
    "200 plain, all open": [(135, 270), (135, 270)],
    "1,000 plain, mixed": [(343, 686), (75, 150)],
    "200 weighed, mixed": [(64, 141), (15, 24)],
    "1,000 weighed, mixed": [(329, 711), (76, 156)],
    "400 linked, mixed": [(41, 82), (9, 18)],
    "a chain of 100": [(90, 180), (90, 180)],
    "a chain of 400": [(360, 720), (360, 720)],
    "12 overlapping": [(12, 24), (8, 16)],
}


def measured(evaluation: Evaluation, work: int) -> list[tuple[int, int, bool]]:
    """Number of steps, their effort, and whether both are proven, for both verdicts."""
    paths = find_paths_to_yes(evaluation, {}, "do-not-approve", work)
    return [
        (len(path.steps or ()), sum(step.effort for step in path.steps or ()), path.is_minimal)
        for path in paths.values()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_within_the_usual_work_the_best_known_is_found(name: str) -> None:
    evaluation = LARGE[name]()
    looked_at: list[int] = []
    priced: list[int] = []
    prices_of = bounds.StepBound.prices_of

    def counted_prices_of(bound: bounds.StepBound, labels: Sequence[Label]) -> list[int]:
        priced.append(len(labels))
        return prices_of(bound, labels)

    with pytest.MonkeyPatch.context() as patch:
        # All work goes through these two.
        extended, least_price = search._extended, bounds._least_price  # noqa: SLF001
        patch.setattr(search, "_extended", counting(extended, looked_at))
        patch.setattr(bounds, "_least_price", counting(least_price, looked_at))
        # A label is priced once for each bound, however many choices it has.
        patch.setattr(bounds.StepBound, "prices_of", counted_prices_of)
        found = measured(evaluation, 80_000)
    assert [path[:2] for path in found] == BEST_KNOWN[name]
    assert found[1][:2] <= found[0][:2]
    assert sum(looked_at) < 1_000_000
    assert sum(priced) < 200_000


def counting(function: Callable[..., Result], looked_at: list[int]) -> Callable[..., Result]:
    """The function, which now notes how many labels or edges it is given."""

    def counted(items: list[object], *others: object) -> Result:
        looked_at.append(len(items))
        return function(items, *others)

    return counted


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_cut_off_a_path_is_within_five_percent_of_the_best_known(name: str) -> None:
    found = measured(LARGE[name](), 100)
    for (count, _, _), (best, _) in zip(found, BEST_KNOWN[name], strict=True):
        assert best <= count <= best * 1.05
    assert found[1][:2] <= found[0][:2]


def test_a_search_that_was_cut_off_says_so() -> None:
    evaluation = LARGE["200 plain, all bad"]()
    assert [minimal for _, _, minimal in measured(evaluation, 20)] == [False, False]
    assert [minimal for _, _, minimal in measured(evaluation, 80_000)] == [True, True]


@pytest.mark.parametrize("name", ["200 plain, all bad", "a chain of 400"])
def test_the_score_after_each_step_takes_no_more_than_what_depends_on_it(name: str) -> None:
    # For each step few questions are counted anew, each once out and once in: its own, the next,
    # and at the most the one after that.
    evaluation = LARGE[name]()
    steps = find_paths_to_yes(evaluation, {}, "do-not-approve")["approve"].steps
    assert steps
    counted: list[int] = []

    class CountingProgress(Progress):
        def _count(self, index: int, sign: int) -> None:
            counted.append(index)
            super()._count(index, sign)

    progress = CountingProgress(evaluation)
    before = len(counted)
    for step in steps:
        assert step.status
        progress.change(step.position, step.status)
    assert len(counted) - before <= 6 * len(steps)
