"""Path to fast: find the smallest change of the request that needs a shorter review."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.request_changes import (
    Change,
    ChangeSet,
    describe_changes,
    possible_changes,
    statuses_after,
)
from vendorcheck.assessment.tiering import questions_supporting_tier, resolve_tier
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.text.words import grouped_number, join_list

MAX_TIER_DECISIONS: Final = 20_000
"""The most times that the search for the smallest change may resolve the tier."""


@dataclass(frozen=True, slots=True)
class PathToFast:
    """The changes, in the order of the questions, and the tier that they lead to.

    `is_minimal` is set if no path has fewer changes, or as many milder ones, and that is proven;
    otherwise it is only proven that no change can be left out.
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


ChangeRank: TypeAlias = tuple[int, Fraction, tuple[int, ...]]
RequestState: TypeAlias = tuple[Evaluation, Tier | None, bool]
"""The evaluation of the request, its tier, and whether the tier is only assumed."""


class _ChangeSearch:
    """A search for the fewest changes, size by size, among the answers that decide the tier."""

    def __init__(
        self,
        policy: Policy,
        evaluation: Evaluation,
        changes: tuple[Change, ...],
        max_tier_decisions: int,
    ) -> None:
        self.policy = policy
        self.initial_evaluation = evaluation
        self.changes = changes
        self.max_tier_decisions = max_tier_decisions
        self.request_states: dict[ChangeSet, RequestState | None] = {}
        self.change_order = {change: number for number, change in enumerate(changes)}

    def state_after(self, changes: ChangeSet) -> RequestState | None:
        """Return the state of the request with changes; None where such an answer is impossible."""
        if changes not in self.request_states:
            self.request_states[changes] = None
            statuses = statuses_after(changes)
            if statuses is not None:
                evaluation = self.initial_evaluation.with_statuses(statuses)
                self.request_states[changes] = evaluation, *resolve_tier(self.policy, evaluation)
        return self.request_states[changes]

    def find_shorter_tier(self, changes: ChangeSet, current_duration: Duration) -> Tier | None:
        """Return the tier that changes lead to, if it is decided and its review is shorter."""
        state = self.state_after(changes)
        _, tier, is_assumed = state or (None, None, True)
        if is_assumed or tier is None or tier.review_takes is None:
            return None
        return tier if tier.review_takes.days < current_duration.days else None

    def find_fewest_changes(self, current_duration: Duration) -> tuple[ChangeSet, Tier] | None:
        """Return the fewest changes; then the mildest, the shortest review, the first questions."""
        level: set[ChangeSet] = {frozenset()}
        while level:
            next_level = {
                changes | {change} for changes in level for change in self._next_changes(changes)
            }
            solutions: list[tuple[ChangeSet, Tier]] = []
            for changes in next_level:
                if len(self.request_states) > self.max_tier_decisions:
                    return None
                tier = self.find_shorter_tier(changes, current_duration)
                if tier is not None:
                    solutions.append((changes, tier))
            if solutions:
                return min(solutions, key=lambda solution: self._rank_changes(*solution))
            level = next_level
        return None

    def _next_changes(self, changes: ChangeSet) -> Iterator[Change]:
        state = self.state_after(changes)
        if state is None:
            return
        evaluation, tier, is_assumed = state
        # Any question can turn a tier that is undecided.
        deciding_keys = (
            None
            if is_assumed or tier is None
            else questions_supporting_tier(self.policy, tier, evaluation)
        )
        replaced_keys = {change.key for change in changes if change.kind != "without"}
        yield from (
            change
            for change in self.changes
            if change not in changes
            and change.key not in replaced_keys
            and (deciding_keys is None or change.key in deciding_keys)
        )

    def _rank_changes(self, changes: ChangeSet, tier: Tier) -> ChangeRank:
        return (
            sum(change.cost for change in changes),
            tier.review_takes.days if tier.review_takes else Fraction(0),
            tuple(sorted(map(self.change_order.__getitem__, changes))),
        )

    def find_irreducible_changes(self, current_duration: Duration) -> tuple[ChangeSet, Tier] | None:
        """Return changes of which none can be left out, reduced from the furthest changes."""
        furthest = {change.key: change for change in self.changes if change.kind != "without"}
        kept = frozenset(
            change
            for change in self.changes
            if change.kind == "without" or furthest[change.key] is change
        )
        tier = self.find_shorter_tier(kept, current_duration)
        smaller = [(kept, tier)] if tier else []
        while smaller:
            kept, tier = smaller[0]
            # Drop the most costly change first. A change that can be dropped now may be needed
            # once another is dropped, so each round begins anew.
            order = sorted(kept, key=lambda change: (-change.cost, self.change_order[change]))
            candidates = (
                (kept - {change}, self.find_shorter_tier(kept - {change}, current_duration))
                for change in order
            )
            smaller = [
                (changes, shorter_tier)
                for changes, shorter_tier in candidates
                if shorter_tier is not None
            ]
        return (kept, tier) if tier else None


def find_path_to_fast(
    library: Questionnaires,
    policy: Policy,
    evaluation: Evaluation,
    max_tier_decisions: int = MAX_TIER_DECISIONS,
) -> PathToFast | None:
    """Return the smallest change of the request that leads to a shorter review; None without one.

    Only the requester's answers that the tiers refer to are changed: options are left out of
    several, numbers lowered to those that a tier's condition names, other options chosen. There is
    no path while the tier is only assumed.

    Args:
        library: the known questionnaires, by id.
        policy: the company's rules.
        evaluation: the status of the questions that the tiers refer to.
        max_tier_decisions: how often the tier may be decided before a path that is not proven to be
            minimal is accepted.
    """
    tier, is_assumed = resolve_tier(policy, evaluation)
    if tier is None or is_assumed or tier.review_takes is None:
        return None
    search = _ChangeSearch(
        policy,
        evaluation,
        tuple(possible_changes(library, policy, evaluation)),
        max_tier_decisions,
    )
    solution = search.find_fewest_changes(tier.review_takes)
    is_minimal = solution is not None or len(search.request_states) <= max_tier_decisions
    solution = solution or (
        None if is_minimal else search.find_irreducible_changes(tier.review_takes)
    )
    if solution is None or solution[1].review_takes is None:
        return None
    changes = tuple(sorted(solution[0], key=search.change_order.__getitem__))
    return PathToFast(changes, solution[1], solution[1].review_takes, tier.review_takes, is_minimal)
