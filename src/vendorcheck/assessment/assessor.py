"""The assessor: evaluates vendors under one policy, and assesses them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property, partial

from vendorcheck.assessment.accepted_risks import AcceptedRisks, accepted_risks_in_force
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.digests import Digests
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.findings.collect import collect_findings
from vendorcheck.assessment.judgement import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    MORE_INFORMATION_NEEDED,
    Judgement,
    RuleResult,
    sort_results,
)
from vendorcheck.assessment.open_questions import find_open_questions
from vendorcheck.assessment.path_to_yes.path import PathToYes, find_paths_to_yes
from vendorcheck.assessment.paths_on_demand import PathsOnDemand
from vendorcheck.assessment.pending import PendingDecision, find_pending_decisions
from vendorcheck.assessment.plan.plan import Plan, Questionnaires, make_plan, make_tier_plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.questionnaire_results import (
    QuestionnaireResult,
    UsedQuestionnaire,
    questionnaire_results,
)
from vendorcheck.assessment.reasons import explain_verdict
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.assessment.score import HUNDRED_PERCENT
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.model.evidence import NO_FILE_STATES, FileStates
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.vendor_file import VendorFile


class Assessor:
    """Assesses vendors under one policy. Each tier's plan is made once, however many vendors.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        chosen_ids: the questionnaires to ask instead of the tier's.
        digests: the digests of questionnaires and policy.
    """

    def __init__(
        self,
        library: Questionnaires,
        policy: Policy,
        chosen_ids: Sequence[str] = (),
        digests: Digests | None = None,
    ) -> None:
        self.library = library
        self.policy = policy
        self.chosen_ids = tuple(chosen_ids)
        self.digests = digests or Digests()
        self._plans: dict[str | None, Plan] = {}

    @cached_property
    def tier_plan(self) -> Plan | None:
        """The plan of the questions that decide the tier; None if the tiers refer to none."""
        return make_tier_plan(self.library, self.policy)

    def plan_for_tier(self, tier: Tier | None) -> Plan:
        """Return the plan of what a vendor of that tier is asked."""
        tier_id = tier.id if tier else None
        if tier_id not in self._plans:
            self._plans[tier_id] = self._make_plan(tier)
        return self._plans[tier_id]

    def _make_plan(self, tier: Tier | None) -> Plan:
        return make_plan(self.library, self.policy, tier, self.chosen_ids)

    def tiering_of(
        self, vendor: VendorFile, as_of: date, file_states: FileStates = NO_FILE_STATES
    ) -> Tiering:
        """Return the vendor's tier, with what decides it."""
        return Tiering(self.tier_plan, self.policy, vendor, as_of, file_states)

    def judge(
        self, vendor: VendorFile, as_of: date, file_states: FileStates = NO_FILE_STATES
    ) -> Judgement:
        """Return score and verdict alone, for many vendors at once."""
        tiering = self.tiering_of(vendor, as_of, file_states)
        evaluation = evaluate(self.plan_for_tier(tiering.tier), vendor, as_of, file_states)
        judgement = apply_rules(evaluation, accepted_risks_in_force(vendor, as_of))
        return self._with_open_tier(judgement, tiering)

    def assess(
        self,
        vendor: VendorFile,
        as_of: date,
        answers_sha256: str = "",
        tiering: Tiering | None = None,
    ) -> Assessment:
        """Assess a vendor.

        Args:
            vendor: the vendor file.
            as_of: the day of the assessment.
            answers_sha256: the digest of the vendor file's answers.
            tiering: the vendor's tier on that day with the states of its evidence files; if it is
                left out, no file counts as evidence.
        """
        tiering = tiering or self.tiering_of(vendor, as_of)
        plan = self.plan_for_tier(tiering.tier)
        evaluation = evaluate(plan, vendor, as_of, tiering.file_states)
        accepted_risks = accepted_risks_in_force(vendor, as_of)
        return self._summarize(
            tiering,
            evaluation,
            accepted_risks,
            self._with_open_tier(apply_rules(evaluation, accepted_risks), tiering),
            self.pending_decisions(evaluation, tiering),
            replace(self.digests, answers=answers_sha256),
        )

    def pending_decisions(
        self, evaluation: Evaluation, tiering: Tiering
    ) -> tuple[PendingDecision, ...]:
        """Return what open questions have to decide first: the tier, then questionnaires."""
        tier = _pending_tier_decision(tiering) if self.another_tier_may_count(tiering) else ()
        return (*tier, *find_pending_decisions(evaluation))

    def _summarize(
        self,
        tiering: Tiering,
        evaluation: Evaluation,
        accepted_risks: AcceptedRisks,
        judgement: Judgement,
        decisions: tuple[PendingDecision, ...],
        digests: Digests,
    ) -> Assessment:
        for_vendor, for_requester = find_open_questions(evaluation, decisions)
        results = tuple(questionnaire_results(evaluation, judgement, self.digests.questionnaires))
        any_score = self.another_tier_may_count(tiering)
        return Assessment(
            vendor=tiering.vendor,
            policy=self.policy,
            tiering=tiering,
            tier=tiering.tier,
            tier_assumed=tiering.is_assumed,
            as_of=tiering.as_of,
            evaluation=evaluation,
            judgement=judgement,
            tier_is_open=self.tier_is_open(tiering),
            lowest_score=Fraction(0) if any_score else judgement.tally.lowest_score,
            highest_score=Fraction(HUNDRED_PERCENT) if any_score else judgement.tally.highest_score,
            reasons=explain_verdict(judgement, evaluation),
            questionnaires=results,
            findings=collect_findings(evaluation, tiering.vendor, accepted_risks, judgement.tally),
            paths_to_yes=PathsOnDemand(
                partial(_find_paths_to_yes, evaluation, accepted_risks, judgement)
            ),
            questions_for_vendor=for_vendor,
            questions_for_requester=for_requester,
            pending_decisions=decisions,
            used_questionnaires=tuple(self._used_questionnaires(evaluation.plan, results, tiering)),
            digests=digests,
            library=self.library,
        )

    @property
    def tier_questions(self) -> tuple[PlannedQuestion, ...]:
        """The questions that decide the tier."""
        return self.tier_plan.questions if self.tier_plan else ()

    def used_questionnaire_ids(self, plan: Plan) -> tuple[str, ...]:
        """Return the questionnaires that an assessment rests on.

        First those that are asked, then those that decide what is asked, or the tier.
        """
        questions = (*plan.questions, *self.tier_questions)
        return tuple(
            dict.fromkeys((*plan.gates, *(question.questionnaire_id for question in questions)))
        )

    def tier_is_open(self, tiering: Tiering) -> bool:
        """Return whether the tier is missing or only assumed, though the tiers have conditions."""
        return self.tier_plan is not None and (tiering.tier is None or tiering.is_assumed)

    def another_tier_may_count(self, tiering: Tiering) -> bool:
        """Return whether the tier is open, and answers to what is asked here could change it.

        Whoever chooses the questionnaires is only asked for the tier if one of them decides it.
        """
        if self.tier_plan is None or not self.tier_is_open(tiering):
            return False
        return (
            tiering.is_assumed
            or not self.chosen_ids
            or not self.tier_plan.deciding_questionnaire_ids.isdisjoint(self.chosen_ids)
        )

    def _with_open_tier(self, judgement: Judgement, tiering: Tiering) -> Judgement:
        """Return the judgement with nothing ruled out while another tier may ask anything else.

        Without a choice of questionnaires the tier decides what is asked: then it must be known.
        """
        if not self.another_tier_may_count(tiering):
            return judgement
        results = judgement.rule_results
        if not self.chosen_ids:
            keys = tuple(status.question.key for status in tiering.open_tier_questions)
            results = sort_results(
                (RuleResult("tier-open", MORE_INFORMATION_NEEDED, keys), *results)
            )
        return replace(
            judgement,
            verdict=results[0].effective_verdict if results else APPROVE,
            best_verdict=APPROVE,
            worst_verdict=DO_NOT_APPROVE,
            rule_results=results,
        )

    def _used_questionnaires(
        self, plan: Plan, results: tuple[QuestionnaireResult, ...], tiering: Tiering
    ) -> Iterator[UsedQuestionnaire]:
        asked_ids = {result.questionnaire.id for result in results}
        for questionnaire_id in self.used_questionnaire_ids(plan):
            is_asked = questionnaire_id in asked_ids
            if is_asked or questionnaire_id not in plan.gates:
                response = tiering.vendor.responses.get(questionnaire_id)
                yield UsedQuestionnaire(
                    self.library[questionnaire_id],
                    self.digests.questionnaires.get(questionnaire_id, ""),
                    response.version if response else None,
                    is_asked,
                    self.digests.files.get(questionnaire_id),
                )


def _pending_tier_decision(tiering: Tiering) -> tuple[PendingDecision, ...]:
    statuses = tiering.open_tier_questions
    return (PendingDecision((), statuses),) if statuses else ()


def _find_paths_to_yes(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, judgement: Judgement
) -> dict[Verdict, PathToYes]:
    # Another tier is another assessment: no step leads to a verdict before the tier is known.
    tier_results = tuple(result for result in judgement.rule_results if result.rule == "tier-open")
    if tier_results:
        return dict.fromkeys(
            (APPROVE, APPROVE_WITH_CONDITIONS), PathToYes(None, True, tier_results)
        )
    return find_paths_to_yes(evaluation, accepted_risks, judgement.verdict)
