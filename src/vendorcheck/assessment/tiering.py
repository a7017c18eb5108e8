"""The tier: which one a vendor is in, which answers put it there, and what may still change it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vendorcheck.assessment.evaluation import Reply, Situation, stand
from vendorcheck.assessment.pending import behind, leaves
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questions import BaseQuestion, Option, Value
from vendorcheck.model.vendor_file import VendorFile


@dataclass(frozen=True, slots=True)
class Because:
    """An answer that put the request in its tier, and those of its options that count; none for an amount."""

    key: str
    question: BaseQuestion
    value: Value
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Tiering:
    """The tier of a vendor on a day. What decides it is looked at when it is first asked for.

    Args:
        plan: the policy's `tier_plan`; None if its tiers refer to no question.
        policy: the company's rules.
        vendor: whose tier it is.
        as_of: the day.
    """

    plan: Plan | None
    policy: Policy
    vendor: VendorFile
    as_of: date

    @cached_property
    def situation(self) -> Situation | None:
        """Where the questions stand that the tiers refer to; None if there are none."""
        return stand(self.plan, self.vendor, self.as_of) if self.plan else None

    @property
    def tier(self) -> Tier | None:
        """The first tier whose `when` is not no.

        None for a vendor file without any answer to the questionnaires that the tiers refer to, where there are such,
        and for a policy without tiers.
        """
        return self._found[0]

    @property
    def assumed(self) -> bool:
        """Whether there is a tier, but open questions may still make it another."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[Tier | None, bool]:
        if self.plan is not None:
            named = self.plan.gatekeepers
            if not any(answer.answers for name, answer in self.vendor.responses.items() if name in named):
                return None, False
        return self._first

    @cached_property
    def _first(self) -> tuple[Tier | None, bool]:
        """The same, whether anything is answered or not."""
        if self.situation is not None:
            return tier_in(self.policy, self.situation)
        return (self.policy.tiers[0] if self.policy.tiers else None), False

    @property
    def because(self) -> tuple[Because, ...]:
        """The answers for whose sake it is this tier, each question once; none while it is only assumed."""
        if self.tier is None or self.assumed or self.situation is None:
            return ()
        return _because(self.tier, self.situation)

    @property
    def open(self) -> tuple[Reply, ...]:
        """The open questions for whose sake it is undecided whether it is this tier, or would be, in the order they are asked."""
        first, _ = self._first
        if first is None or first.when is None or self.situation is None:
            return ()
        return behind([(first.when, "")], self.situation)


def tier_in(policy: Policy, situation: Situation) -> tuple[Tier | None, bool]:
    """The first tier whose `when` is not no, and whether it is only assumed.

    Args:
        policy: the company's rules.
        situation: where the questions stand that the tiers refer to.
    """
    for tier in policy.tiers:
        holds = tier.when.holds(situation.known, "") if tier.when else True
        if holds is not False:
            return tier, holds is None
    return None, False


def supports(policy: Policy, tier: Tier, situation: Situation) -> frozenset[str]:
    """The questions of which one has to be answered otherwise for the decided tier to become another.

    They are those for whose sake its `when` holds, and those for whose sake no earlier one does.
    """
    upto = policy.tiers[: policy.tiers.index(tier) + 1]
    found = {key for one in upto if one.when for key, _, _ in leaves((one.when, ""), situation)}
    waiting = list(found)
    while waiting:
        item = situation.plan.items[situation.plan.position[waiting.pop()]]
        new = set(item.references) - found
        found |= new
        waiting += new
    return frozenset(found)


def _because(tier: Tier, situation: Situation) -> tuple[Because, ...]:
    found: dict[str, Because] = {}
    for key, test, holds in leaves((tier.when, ""), situation) if tier.when else ():
        value = situation.replies[situation.plan.position[key]].value
        if holds is not True or value is None:
            continue
        question = situation.plan.items[situation.plan.position[key]].question
        wanted = test if isinstance(test, tuple) else ()
        before = found[key].options if key in found else ()
        options = tuple(
            option
            for option in question.offered
            if option in before or option.id in value.options.intersection(wanted)
        )
        found[key] = Because(key, question, value, options)
    return tuple(found.values())
