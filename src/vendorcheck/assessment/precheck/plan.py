"""The questions of the pre-check: the request, and the few that a requester can find out."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Final, Self, TypeVar

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.plan.order import evaluation_order
from vendorcheck.assessment.plan.plan import CORE_QUESTIONNAIRES, Plan, make_plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.own_alternatives import with_own_alternatives
from vendorcheck.model.policy import Policy, Rules, Tier

REQUEST_QUESTIONNAIRE: Final = "request"
"""The questionnaire for a requester where the policy names none."""
PolicyPartT = TypeVar("PolicyPartT", bound=Rules)


class PrecheckAssessor(Assessor):
    """Assesses as the pre-check does: only its own questions, without grades and floors.

    The requester's questions are asked in each tier, even if its questionnaires do not
    include them.
    """

    @classmethod
    def from_assessor(cls, assessor: Assessor) -> Self:
        """Return the pre-check's assessor under the same policy, with the same tier plan."""
        precheck_assessor = cls(assessor.library, assessor.policy)
        precheck_assessor.tier_plan = assessor.tier_plan
        return precheck_assessor

    @cached_property
    def requester_questionnaire_ids(self) -> tuple[str, ...]:
        """The requester's questionnaires that the tiers name or refer to, or the built-in one."""
        named_ids = [
            *(question.questionnaire_id for question in self.tier_questions),
            *(name for tier in self.policy.tiers for name in _possible_questionnaire_ids(tier)),
        ]
        requester_ids = dict.fromkeys(
            questionnaire_id
            for questionnaire_id in named_ids
            if self.library[questionnaire_id].respondent == "requester"
        )
        built_in = (REQUEST_QUESTIONNAIRE,) if REQUEST_QUESTIONNAIRE in self.library else ()
        return tuple(requester_ids) or built_in

    @cached_property
    def core_questionnaire_ids(self) -> tuple[str, ...]:
        """The questionnaires about a vendor without a tier: the core ones if known, or all."""
        core_ids = tuple(name for name in CORE_QUESTIONNAIRES if name in self.library)
        return core_ids or tuple(
            name for name in self.library if name not in self.requester_questionnaire_ids
        )

    @cached_property
    def askable_question_keys(self) -> frozenset[str]:
        """The questions that a requester may be asked in any tier.

        They are those marked `precheck`, and the requester's own that decide the tier.
        """
        requester_ids = self.requester_questionnaire_ids
        questionnaire_ids = {
            *requester_ids,
            *(() if self.policy.tiers else self.core_questionnaire_ids),
            *(name for tier in self.policy.tiers for name in _possible_questionnaire_ids(tier)),
        }
        deciding_keys = {
            question.key
            for question in self.tier_questions
            if question.questionnaire_id in requester_ids
        }
        return self._precheck_question_keys(questionnaire_ids, asked_in_full=()) | deciding_keys

    @cached_property
    def lenient_policy(self) -> Policy:
        """The policy without grades and section floors."""
        return _without_grades_and_floors(self.policy)

    def _make_plan(self, tier: Tier | None) -> Plan:
        """Return the pre-check's plan for a tier, or for the core questionnaires without one."""
        requester_ids = self.requester_questionnaire_ids
        asked_ids = tier.questionnaires if tier else self.core_questionnaire_ids
        questionnaire_ids = tuple(dict.fromkeys((*requester_ids, *asked_ids)))
        counted_keys = self._precheck_question_keys(
            {*questionnaire_ids, *(_possible_questionnaire_ids(tier) if tier else ())},
            asked_in_full=requester_ids,
        )
        precheck_tier = (
            _without_grades_and_floors(tier).model_copy(
                update={"questionnaires": questionnaire_ids}
            )
            if tier
            else None
        )
        chosen_ids = () if tier else questionnaire_ids
        plan = make_plan(self.library, self.lenient_policy, precheck_tier, chosen_ids, counted_keys)
        questions = tuple(map(self._with_own_alternatives, plan.questions))
        return replace(plan, questions=questions, evaluation_order=evaluation_order(questions))

    def _with_own_alternatives(self, question: PlannedQuestion) -> PlannedQuestion:
        """Return a question that is asked where the pre-check's own questions decide it."""
        if not question.is_counted or question.is_for_requester:
            return question
        conditions = tuple(
            (with_own_alternatives(condition, home, self._may_be_asked), home)
            for condition, home in question.conditions
        )
        return replace(question, conditions=conditions)

    def _may_be_asked(self, key: str) -> bool:
        """Return whether the pre-check may ask a question; of the request it takes all answers."""
        questionnaire_id = key.partition("/")[0]
        return (
            questionnaire_id in self.requester_questionnaire_ids
            or key in self.askable_question_keys
        )

    def _precheck_question_keys(
        self, questionnaire_ids: Iterable[str], asked_in_full: tuple[str, ...]
    ) -> frozenset[str]:
        """Return the questions marked `precheck`, and all of the questionnaires asked in full."""
        return frozenset(
            f"{questionnaire_id}/{question.id}"
            for questionnaire_id in questionnaire_ids
            for question in self.library[questionnaire_id].questions.values()
            if question.precheck or questionnaire_id in asked_in_full
        )


def _possible_questionnaire_ids(tier: Tier) -> tuple[str, ...]:
    """Return all questionnaires that a tier may ask, additions included."""
    return (
        *tier.questionnaires,
        *(added for addition in tier.add for added in addition.questionnaires),
    )


def _without_grades_and_floors(rules: PolicyPartT) -> PolicyPartT:
    return rules.model_copy(update={"grades": None, "section_floors": None})
