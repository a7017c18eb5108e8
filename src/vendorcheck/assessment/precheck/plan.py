"""What the pre-check asks: the request, and the few questions about the vendor that a requester can find out."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final, TypeVar

from vendorcheck.assessment.assessment import Assessor
from vendorcheck.assessment.plan.plan import CORE_QUESTIONNAIRES, Plan, make_plan
from vendorcheck.model.policy import Policy, Rules, Tier

REQUEST_QUESTIONNAIRE: Final = "request"
"""What a requester is asked where the policy names no questionnaire for requesters."""
SomeRules = TypeVar("SomeRules", bound=Rules)


class PrecheckAssessor(Assessor):
    """Assesses as the pre-check does: only its own questions, without grades and floors.

    The requester's questions are asked in each tier, whether its questionnaires name them or not.
    """

    @cached_property
    def requester_questionnaire_ids(self) -> tuple[str, ...]:
        """The requester's questionnaires: those that the tiers name or refer to, else the built-in request."""
        named = (
            [item.questionnaire_id for item in self.tier_plan.questions] if self.tier_plan else []
        )
        named += [name for tier in self.policy.tiers for name in _possible_questionnaire_ids(tier)]
        found = dict.fromkeys(
            name for name in named if self.library[name].respondent == "requester"
        )
        return tuple(found) or (
            (REQUEST_QUESTIONNAIRE,) if REQUEST_QUESTIONNAIRE in self.library else ()
        )

    @cached_property
    def core_questionnaire_ids(self) -> tuple[str, ...]:
        """What is asked about a vendor without a tier: the core questionnaires that are known, else all."""
        found = tuple(name for name in CORE_QUESTIONNAIRES if name in self.library)
        return found or tuple(
            name for name in self.library if name not in self.requester_questionnaire_ids
        )

    @cached_property
    def askable_question_keys(self) -> frozenset[str]:
        """The questions that a requester may be asked, whatever the tier: those marked `precheck`, and what decides it."""
        names = {
            *self.requester_questionnaire_ids,
            *(() if self.policy.tiers else self.core_questionnaire_ids),
        }
        names |= {name for tier in self.policy.tiers for name in _possible_questionnaire_ids(tier)}
        deciding = self.tier_plan.questions if self.tier_plan else ()
        own = {
            item.key
            for item in deciding
            if item.questionnaire_id in self.requester_questionnaire_ids
        }
        return self._precheck_question_keys(names, asked_in_full=()) | own

    @cached_property
    def lenient_policy(self) -> Policy:
        """The policy without grades and section floors."""
        return _without_grades_and_floors(self.policy)

    def plan(self, tier: Tier | None) -> Plan:
        """The pre-check's questions in that tier; without one, those of the three core questionnaires."""
        name = tier.id if tier else None
        if name not in self._plans:
            self._plans[name] = self._make_precheck_plan(tier)
        return self._plans[name]

    def _make_precheck_plan(self, tier: Tier | None) -> Plan:
        names = tuple(
            dict.fromkeys(
                (
                    *self.requester_questionnaire_ids,
                    *(tier.questionnaires if tier else self.core_questionnaire_ids),
                )
            )
        )
        counted = self._precheck_question_keys(
            {*names, *(_possible_questionnaire_ids(tier) if tier else ())},
            asked_in_full=self.requester_questionnaire_ids,
        )
        if tier is None:
            return make_plan(self.library, self.lenient_policy, None, names, counted)
        wider = _without_grades_and_floors(tier).model_copy(update={"questionnaires": names})
        return make_plan(self.library, self.lenient_policy, wider, (), counted)

    def _precheck_question_keys(
        self, questionnaire_ids: Iterable[str], asked_in_full: tuple[str, ...]
    ) -> frozenset[str]:
        """The questions marked `precheck`; of some questionnaires all."""
        return frozenset(
            f"{name}/{question.id}"
            for name in questionnaire_ids
            for question in self.library[name].questions.values()
            if question.precheck or name in asked_in_full
        )


def _possible_questionnaire_ids(tier: Tier) -> tuple[str, ...]:
    """All questionnaires that a tier may ask."""
    return (
        *tier.questionnaires,
        *(name for addition in tier.add for name in addition.questionnaires),
    )


def _without_grades_and_floors(rules: SomeRules) -> SomeRules:
    return rules.model_copy(update={"grades": None, "section_floors": None})
