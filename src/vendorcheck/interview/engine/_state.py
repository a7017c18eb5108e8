"""Where an interview stands: what was said so far, what that amounts to, and where the person is looking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, evaluate
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.rules import APPROVE, DO_NOT_APPROVE, Judgement
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Tier
from vendorcheck.model.vendor_file import Answer, Response, VendorFile

ScreenName: TypeAlias = Literal["questions", "review", "done", "quit"]


@dataclass(frozen=True)
class Interview:
    """What stays the same throughout an interview.

    `only` names the questions that may be asked, as `questionnaire/question`; None: all. `plain` asks in the
    words of the requester, and never for mitigations. `fast` asks what decides most first and stops when the
    verdict is settled. `review` walks through what the vendor claimed instead of what is missing. `again` names the
    questions that are asked although they are answered: nobody knew, or the answer is disputed.
    """

    assessor: Assessor
    vendor: VendorFile
    as_of: date
    fast: bool = False
    review: bool = False
    allowed_keys: frozenset[str] | None = None
    plain_words: bool = False
    reopened_keys: frozenset[str] = frozenset()

    def may_ask(self, key: str) -> bool:
        """Whether a question is among those that may be asked."""
        return self.allowed_keys is None or key in self.allowed_keys

    def is_for_requester(self, question: PlannedQuestion) -> bool:
        """Whether the requester answers a question, not the vendor."""
        return self.assessor.library[question.questionnaire_id].respondent == "requester"


@dataclass(frozen=True)
class InterviewState:
    """Where an interview stands. Nothing in it changes: `step` makes the next one.

    `given` are the answers of this interview, which win over the file's. `trail` are the questions that were
    dealt with, in order; `aside` those of them that were skipped. `cursor` is a question that the person went
    back to; None: the next one. `back_to_review`: what was waiting when the person left the check-answers
    screen to change something; whatever is newly asked because of that comes before the screen returns.
    """

    interview: Interview
    given_answers: Mapping[str, Answer] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    cursor: str | None = None
    screen: ScreenName = "questions"
    waiting_before_change: frozenset[str] | None = None
    mitigation_key: str | None = None
    shows_help: bool = False
    shows_all_answers: bool = False
    asks_left_out: bool = False

    @cached_property
    def vendor(self) -> VendorFile:
        """The vendor file with the answers given so far."""
        vendor = self.interview.vendor
        responses = dict(vendor.responses)
        for key, answer in self.given_answers.items():
            home, _, name = key.partition("/")
            old = responses.get(home) or Response(
                version=self.interview.assessor.library[home].version
            )
            responses[home] = old.model_copy(update={"answers": {**old.answers, name: answer}})
        return vendor.model_copy(update={"responses": responses})

    @cached_property
    def _tiering(self) -> Tiering:
        return self.interview.assessor.tiering_of(self.vendor, self.interview.as_of)

    @property
    def tier(self) -> Tier | None:
        """The tier as far as it is known."""
        return self._tiering.tier

    @property
    def tier_assumed(self) -> bool:
        """Whether open questions can still change the tier."""
        return self._tiering.is_assumed

    @cached_property
    def plan(self) -> Plan:
        """What is asked in that tier."""
        return self.interview.assessor.plan_for_tier(self.tier)

    @cached_property
    def evaluation(self) -> Evaluation:
        """Where each of the plan's questions stands."""
        return evaluate(self.plan, self.vendor, self.interview.as_of)

    @cached_property
    def tier_evaluation(self) -> Evaluation | None:
        """Where the questions that decide the tier stand; None if none do, or a person chose what is asked.

        A choice of questionnaires leaves the tier's thresholds: then they are asked only if some are answered.
        """
        left_out = self.interview.assessor.chosen_ids and self.tier is None
        return None if left_out else self._tiering.evaluation

    @cached_property
    def judgement(self) -> Judgement:
        """What the rules say of the answers so far."""
        return self.interview.assessor.judge(self.vendor, self.interview.as_of)

    @property
    def outlook(self) -> "Outlook":
        """What the verdict can still become. While the tier may change, anything."""
        if self.is_tier_undecided:
            return Outlook(APPROVE, DO_NOT_APPROVE)
        return Outlook(self.judgement.best_verdict, self.judgement.worst_verdict)

    @property
    def is_tier_undecided(self) -> bool:
        """Whether there is no tier yet although questions of this interview would decide one."""
        return self.tier is None and self.tier_evaluation is not None

    def status_and_applicability(self, key: str) -> tuple[QuestionStatus, Truth]:
        """How a question is answered, and whether it applies.

        Raises:
            KeyError: the question is neither of the plan nor one that decides the tier.
        """
        for situation in (self.evaluation, self.tier_evaluation):
            if situation is not None and key in situation.plan.position_by_key:
                index = situation.plan.position_by_key[key]
                return situation.statuses[index], situation.applies[index]
        raise KeyError(key)

    def has_question(self, key: str) -> bool:
        """Whether a question has a place in the interview as it stands."""
        plans = (self.plan, self.tier_evaluation.plan if self.tier_evaluation else None)
        return any(plan is not None and key in plan.position_by_key for plan in plans)

    def decides_tier(self, key: str) -> bool:
        """Whether the tier depends on a question."""
        return self.tier_evaluation is not None and key in self.tier_evaluation.plan.position_by_key

    def planned_question(self, key: str) -> PlannedQuestion:
        """The question as the policy and the tier see it."""
        return self.status_and_applicability(key)[0].question

    @cached_property
    def applicable_trail(self) -> tuple[str, ...]:
        """The questions of the trail that may still apply, in the order in which they were dealt with."""
        return tuple(
            key
            for key in self.trail
            if self.has_question(key) and self.status_and_applicability(key)[1] is not False
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """The best and the worst verdict that are still possible."""

    best: Verdict
    worst: Verdict

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.best == self.worst
