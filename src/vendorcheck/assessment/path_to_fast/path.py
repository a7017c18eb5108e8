"""Path to fast: find the smallest change of the request that needs a shorter review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from vendorcheck.assessment.choices.choice_search import ChoiceSearch
from vendorcheck.assessment.choices.codes import Codes
from vendorcheck.assessment.choices.network import WorkBudget
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.path_to_fast.changes import (
    Change,
    ChangeSet,
    describe_changes,
    possible_changes,
    statuses_after,
)
from vendorcheck.assessment.path_to_fast.stages import RequestStages
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.tiering import resolve_tier
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.text.words import grouped_number, join_list

MAX_WORK: Final = 80_000
"""The most choices that the search for the smallest change may look at."""
_MAX_EDGES_TO_IMPROVE: Final = 60_000
"""A path is improved again until the networks around it had so many choices altogether."""


@dataclass(frozen=True, slots=True)
class PathToFast:
    """The changes, in the order of the questions, and the tier that they lead to.

    `is_minimal` is set if no path has fewer changes, or as many milder ones, and that is proven;
    otherwise it is only known that no change can be left out, and no two exchanged for one.
    """

    changes: tuple[Change, ...]
    tier: Tier
    new_duration: Duration
    current_duration: Duration
    is_minimal: bool

    @property
    def sentence(self) -> str:
        """Return both in words: `Without "Customers": 5 working days instead of 10`."""
        changes = join_list(list(describe_changes(self.changes)))
        review = describe_shorter_review(self.new_duration, self.current_duration)
        return f"{changes[0].upper()}{changes[1:]}: {review}"


def describe_shorter_review(new_duration: Duration, current_duration: Duration) -> str:
    """Return `5 working days instead of 10`; both with their unit where the units differ."""
    same_unit = new_duration.unit == current_duration.unit
    return (
        f"{new_duration} instead of "
        f"{grouped_number(current_duration.count) if same_unit else current_duration}"
    )


FastPath: TypeAlias = tuple[ChangeSet, Tier]
"""Changes, and the tier that they lead to."""
PathRank: TypeAlias = tuple[int, int, Fraction, tuple[int, ...]]
"""The rank of a path, best first: number of changes, cost, days of the review, order."""


class _PathFinder:
    """Finds the fewest changes to a tier with a shorter review, one such tier after the other."""

    def __init__(
        self, policy: Policy, evaluation: Evaluation, changes: tuple[Change, ...], max_work: int
    ) -> None:
        self._policy = policy
        self._evaluation = evaluation
        self._changes = changes
        self._codes = Codes(changes)
        self._places = {change: place for place, change in enumerate(changes)}
        self._budget = WorkBudget(max_work)
        tier, _ = resolve_tier(policy, evaluation)
        self._current_days = tier.review_takes.days if tier and tier.review_takes else Fraction(0)

    def find_path(self) -> tuple[FastPath | None, bool]:
        """Return the best path, None without any, and whether that is proven."""
        searches = sorted(self._searches(), key=lambda search: search.least_steps)
        best: FastPath | None = None
        is_exact = True
        for search in searches:
            if best and search.least_steps > len(best[0]):
                break
            code, is_proven = search.find_best()
            is_exact &= is_proven
            path = None if code is None else self._follow(self._codes.items_of(code))
            best = min(filter(None, (best, path)), key=self._rank, default=None)
        if is_exact:
            return best, True
        best = best or self._reduced_changes()
        return self._improve(best, searches) if best else None, False

    def _searches(self) -> Iterator[ChoiceSearch]:
        """Yield a search for each tier that has a shorter review and may be reached."""
        maker = RequestStages(self._evaluation, self._changes, self._codes)
        tiers = self._policy.tiers
        for number, tier in enumerate(tiers, start=1):
            if self._is_shorter(tier) and (made := maker.stages_to(tiers[:number])):
                stages, needed = made
                known_answers = maker.known_answers_of(stages)
                yield ChoiceSearch(stages, needed, known_answers, len(self._codes), self._budget)

    def _is_shorter(self, tier: Tier) -> bool:
        return tier.review_takes is not None and tier.review_takes.days < self._current_days

    def _follow(self, changes: ChangeSet) -> FastPath | None:
        """Return the path that changes are, if they lead to a tier with a shorter review."""
        # Changes that would leave an answer empty are impossible, so nothing changes by them.
        statuses = statuses_after(changes) or {}
        tier, is_assumed = resolve_tier(self._policy, self._evaluation.with_statuses(statuses))
        return (changes, tier) if tier and not is_assumed and self._is_shorter(tier) else None

    def _rank(self, path: FastPath) -> PathRank:
        changes, tier = path
        return (
            len(changes),
            sum(change.cost for change in changes),
            tier.review_takes.days if tier.review_takes else Fraction(0),
            tuple(sorted(map(self._places.__getitem__, changes))),
        )

    def _furthest_changes(self) -> ChangeSet:
        """Return the changes that go as far as they can, but leave something of each answer."""
        furthest: dict[str, list[Change]] = {}
        for change in self._changes:
            others = furthest.get(change.key, []) if change.kind == "without" else []
            if statuses_after(frozenset([*others, change])) is not None:
                furthest[change.key] = [*others, change]
        return frozenset(change for changes in furthest.values() for change in changes)

    def _reduced_changes(self) -> FastPath | None:
        """Return the furthest changes without those that can be left out, the costliest first."""
        path = self._follow(self._furthest_changes())
        ordered = sorted(self._changes, key=lambda change: -change.cost)
        # What can't be left out now may be once another is, so each round begins anew.
        previous = None
        while path and path is not previous:
            previous = path
            for change in ordered:
                if change in path[0]:
                    path = self._follow(path[0] - {change}) or path
        return path

    def _improve(self, path: FastPath, searches: Sequence[ChoiceSearch]) -> FastPath:
        """Return a path of which none can be left out, nor exchanged for a milder one."""
        is_better = True
        while is_better and sum(one.edges_near for one in searches) < _MAX_EDGES_TO_IMPROVE:
            code = self._codes.code_of(path[0])
            near = [
                self._follow(self._codes.items_of(found))
                for search in searches
                if (found := search.find_near(code)) is not None
            ]
            best = min(filter(None, near), key=self._rank, default=path)
            is_better = self._rank(best)[:3] < self._rank(path)[:3]
            path = best if is_better else path
        return path


def find_path_to_fast(
    library: Questionnaires, policy: Policy, evaluation: Evaluation, max_work: int = MAX_WORK
) -> PathToFast | None:
    """Return the smallest change of the request that leads to a shorter review; None without one.

    Only the requester's answers that the tiers refer to are changed: options are left out of
    several, numbers lowered to those that a tier's condition names, other options chosen. There is
    no path while the tier is only assumed.

    Args:
        library: the known questionnaires, by id.
        policy: the company's rules.
        evaluation: the status of the questions that the tiers refer to.
        max_work: how many choices the search may look at before a path that is not proven to be
            minimal is accepted.
    """
    tier, is_assumed = resolve_tier(policy, evaluation)
    if tier is None or is_assumed or tier.review_takes is None:
        return None
    changes = tuple(possible_changes(library, policy, evaluation))
    path, is_minimal = _PathFinder(policy, evaluation, changes, max_work).find_path()
    if path is None or path[1].review_takes is None:
        return None
    in_order = tuple(change for change in changes if change in path[0])
    return PathToFast(in_order, path[1], path[1].review_takes, tier.review_takes, is_minimal)
