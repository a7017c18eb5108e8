"""Check that some request can be put in each tier of a policy."""

from collections.abc import Iterator

from vendorcheck.assessment.plan.plan import QuestionTest, make_tier_plan
from vendorcheck.document.problems import DataPath, Remark, VendorcheckError
from vendorcheck.model.conditions import AnswerLookup, Condition, Truth, all_of, negate
from vendorcheck.model.policy import Policy
from vendorcheck.validation.reachability.search import Reachability, collect_tests
from vendorcheck.validation.references import QuestionnaireLibrary

_MAX_NAMED_TIERS = 3
"""The number of tiers that a message names; the rest are "others"."""


def unmatched_tier_remarks(
    policy: Policy, library: QuestionnaireLibrary, wrong_tiers: set[int]
) -> Iterator[Remark]:
    """Yield remarks on tiers that can't be reached, or that block all tiers after them.

    A tier with an invalid condition is assumed to match, and to block no other tier.
    """
    sound_tiers = tuple(tier for index, tier in enumerate(policy.tiers) if index not in wrong_tiers)
    reachability = _make_reachability(policy.model_copy(update={"tiers": sound_tiers}), library)
    higher_tiers = _HigherTiers(reachability) if reachability else None
    for index, tier in enumerate(policy.tiers):
        is_unconditional = tier.when is None
        if is_unconditional and index + 1 < len(policy.tiers):
            # One remark is enough for all tiers after it.
            yield _shadowing_tier_remark(policy, index)
            return
        if index in wrong_tiers or higher_tiers is None or higher_tiers.leaves_room_for(tier.when):
            continue
        path: DataPath = ("tiers", index) if is_unconditional else ("tiers", index, "when")
        if is_unconditional or not higher_tiers.leaves_room_for(None):
            # One remark is enough: nothing is left to any of the tiers after it.
            message = "this tier never matches: those above it leave nothing to it"
            yield Remark(path, "tier-never-matches", message, at_key=not is_unconditional)
            return
        message = "this tier never matches: its condition can't hold where those above it don't"
        yield Remark(path, "tier-never-matches", message, at_key=True)


class _HigherTiers:
    """The conditions of the tiers above the one that is checked."""

    def __init__(self, reachability: Reachability) -> None:
        self._reachability = reachability
        self._conditions: list[Condition] = []
        self._tests: dict[str, list[QuestionTest]] = {}

    def leaves_room_for(self, condition: Condition | None) -> bool:
        """Return whether a tier with this condition, or none, can be reached below these tiers.

        Its condition, if any, then joins those of the higher tiers.
        """

        def goal(lookup: AnswerLookup) -> Truth:
            truth = condition.evaluate(lookup, "") if condition else True
            for when in self._conditions:
                if truth is False:
                    break
                truth = all_of(truth, negate(when.evaluate(lookup, "")))
            return truth

        for key, tests in collect_tests([(condition, "")] if condition else []).items():
            self._tests.setdefault(key, []).extend(tests)
        is_reachable = self._reachability.can_hold(goal, self._tests)
        if condition:
            self._conditions.append(condition)
        return is_reachable


def _shadowing_tier_remark(policy: Policy, index: int) -> Remark:
    later_tiers = [f'"{tier.id}"' for tier in policy.tiers[index + 1 :]]
    names = ", ".join(later_tiers[:_MAX_NAMED_TIERS]) + (
        " and others" if len(later_tiers) > _MAX_NAMED_TIERS else ""
    )
    return Remark(
        ("tiers", index, "id"),
        "tier-never-matches",
        f'"{policy.tiers[index].id}" has no condition, so the tiers after it never match: {names}',
        "give it a condition, or put it last",
    )


def _make_reachability(policy: Policy, library: QuestionnaireLibrary) -> Reachability | None:
    try:
        plan = make_tier_plan(library, policy)
    except VendorcheckError:
        return None
    return Reachability(plan) if plan else None
