"""What the pre-check asks: the request, and the few questions about the vendor that a requester can find out."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final, TypeVar

from vendorcheck.assessment.assessment import Assessor
from vendorcheck.assessment.plan.plan import CORE, Plan, make
from vendorcheck.model.policy import Policy, Rules, Tier

REQUEST: Final = "request"
"""What a requester is asked where the policy names no questionnaire for requesters."""
SomeRules = TypeVar("SomeRules", bound=Rules)


class FirstLook(Assessor):
    """Assesses as the pre-check does: only its own questions, without grades and floors.

    The requester's questions are asked in each tier, whether its questionnaires name them or not.
    """

    @cached_property
    def requester(self) -> tuple[str, ...]:
        """The requester's questionnaires: those that the tiers name or refer to, else the built-in request."""
        named = [item.home for item in self.tier_plan.items] if self.tier_plan else []
        named += [name for tier in self.policy.tiers for name in _questionnaires(tier)]
        found = dict.fromkeys(name for name in named if self.library[name].respondent == "requester")
        return tuple(found) or ((REQUEST,) if REQUEST in self.library else ())

    @cached_property
    def core(self) -> tuple[str, ...]:
        """What is asked about a vendor without a tier: the core questionnaires that are known, else all."""
        found = tuple(name for name in CORE if name in self.library)
        return found or tuple(name for name in self.library if name not in self.requester)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questions that a requester may be asked, whatever the tier: those marked `precheck`, and what decides it."""
        names = {*self.requester, *(() if self.policy.tiers else self.core)}
        names |= {name for tier in self.policy.tiers for name in _questionnaires(tier)}
        deciding = self.tier_plan.items if self.tier_plan else ()
        own = {item.key for item in deciding if item.home in self.requester}
        return self._keys(names, all_of=()) | own

    @cached_property
    def lenient(self) -> Policy:
        """The policy without grades and section floors."""
        return _lenient(self.policy)

    def plan(self, tier: Tier | None) -> Plan:
        """The pre-check's questions in that tier; without one, those of the three core questionnaires."""
        name = tier.id if tier else None
        if name not in self._plans:
            self._plans[name] = self._first_look(tier)
        return self._plans[name]

    def _first_look(self, tier: Tier | None) -> Plan:
        names = tuple(dict.fromkeys((*self.requester, *(tier.questionnaires if tier else self.core))))
        counted = self._keys({*names, *(_questionnaires(tier) if tier else ())}, all_of=self.requester)
        if tier is None:
            return make(self.library, self.lenient, None, names, counted)
        wider = _lenient(tier).model_copy(update={"questionnaires": names})
        return make(self.library, self.lenient, wider, (), counted)

    def _keys(self, names: Iterable[str], all_of: tuple[str, ...]) -> frozenset[str]:
        """The questions marked `precheck`; of some questionnaires all."""
        return frozenset(
            f"{name}/{question.id}"
            for name in names
            for question in self.library[name].questions.values()
            if question.precheck or name in all_of
        )


def _questionnaires(tier: Tier) -> tuple[str, ...]:
    """All questionnaires that a tier may ask."""
    return (*tier.questionnaires, *(name for addition in tier.add for name in addition.questionnaires))


def _lenient(rules: SomeRules) -> SomeRules:
    return rules.model_copy(update={"grades": None, "section_floors": None})
