"""The assessment: what the answers amount to under a policy on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.deadlines import Deadlines, find_deadlines
from vendorcheck.assessment.digests import Digests
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.path_to_yes.path import PathToYes
from vendorcheck.assessment.pending import PendingDecision, find_open_facts
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.put_aside import (
    Agreement,
    PutAside,
    assess_agreement,
    summarize_put_aside,
)
from vendorcheck.assessment.questionnaire_results import (
    QuestionnaireResult,
    QuestionResult,
    UsedQuestionnaire,
)
from vendorcheck.assessment.reasons import VerdictReason
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.model.decisions import Decision, last_decision
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.vendor_file import VendorFile


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result for a vendor under a policy on a day. Percentages are exact; reports round them.

    `pending_decisions` holds what open questions decide first: the tier, or whether questionnaires
    are asked. `tier_is_open`: the tier is missing or assumed, though the tiers have conditions.
    `library` holds the questionnaires that are known, by id. `unfinished_answers` is the number of
    answers that an unfinished interview has and the vendor file has not: they don't count.
    """

    vendor: VendorFile
    policy: Policy
    tiering: Tiering = field(repr=False, compare=False)
    tier: Tier | None
    tier_assumed: bool
    tier_is_open: bool
    as_of: date
    evaluation: Evaluation
    judgement: Judgement
    lowest_score: Fraction | None
    highest_score: Fraction | None
    reasons: tuple[VerdictReason, ...]
    questionnaires: tuple[QuestionnaireResult, ...]
    findings: tuple[Finding, ...]
    paths_to_yes: Mapping[Verdict, PathToYes]
    questions_for_vendor: tuple[OpenQuestion, ...]
    questions_for_requester: tuple[OpenQuestion, ...]
    pending_decisions: tuple[PendingDecision, ...]
    used_questionnaires: tuple[UsedQuestionnaire, ...]
    digests: Digests
    library: Questionnaires = field(repr=False, compare=False)
    unfinished_answers: int = 0

    @property
    def verdict(self) -> Verdict:
        """The verdict of the rules."""
        return self.judgement.verdict

    @property
    def best_verdict(self) -> Verdict:
        """The best verdict that open answers can still lead to."""
        return self.judgement.best_verdict

    @property
    def worst_verdict(self) -> Verdict:
        """The worst verdict that open answers can still lead to."""
        return self.judgement.worst_verdict

    @property
    def is_settled(self) -> bool:
        """Return whether no open question can change the verdict, nor another tier."""
        return self.best_verdict == self.worst_verdict and not self.tier_is_open

    @property
    def score(self) -> Fraction | None:
        """The score in percent; None if it is not scorable."""
        return self.judgement.tally.score

    @property
    def coverage(self) -> Fraction | None:
        """The answered part of the weight in percent; None if it is not scorable."""
        return self.judgement.tally.coverage

    @property
    def put_aside(self) -> PutAside:
        """The questions that were said not to apply, and those of them that one of us must confirm.

        The questions that decide the tier are among it while they matter.
        """
        tier_evaluation = self.tiering.evaluation
        tier_is_pending = any(not decision.questionnaires for decision in self.pending_decisions)
        return summarize_put_aside(
            (self.evaluation, tier_evaluation)
            if tier_evaluation and tier_is_pending
            else (self.evaluation,),
            self.judgement.rule_results,
        )

    @property
    def refused_answers(self) -> tuple[QuestionStatus, ...]:
        """The questions with a reply that counts as none because of who gave it.

        The questions that decide the tier are among them.
        """
        evaluations = filter(None, (self.tiering.evaluation, self.evaluation))
        refused = {
            status.question.key: status
            for evaluation in evaluations
            for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
            if applies is not False and status.source_fault
        }
        return tuple(refused.values())

    @property
    def agreement(self) -> Agreement | None:
        """The outcome if we agree to what is to confirm; None without any, or without a tier."""
        if any(result.rule == "tier-open" for result in self.judgement.rule_results):
            return None
        accepted_risks = accepted_risks_in_force(self.vendor, self.as_of)
        return assess_agreement(self.evaluation, accepted_risks, self.put_aside.to_confirm)

    @property
    def open_facts(self) -> tuple[str, ...]:
        """The open facts that decide what applies: no step answers them, so they are asked."""
        return tuple(status.question.key for status in find_open_facts(self.evaluation))

    @property
    def reassess_by(self) -> date | None:
        """The last day for another assessment: the tier says how long after the last decision.

        None without a decision, and where the tier requires none.
        """
        after = self.tier.reassess_after if self.tier else None
        decision = self.last_decision
        return after.date_after(decision.decided_on) if after and decision else None

    @property
    def last_decision(self) -> Decision | None:
        """The last decision that is not in the future."""
        return last_decision(self.vendor.decisions, self.as_of)

    @property
    def deadlines(self) -> Deadlines:
        """The deadlines of the vendor file that are overdue or due soon."""
        return find_deadlines(self.vendor, self.reassess_by, self.as_of)

    @property
    def questions(self) -> Iterator[QuestionResult]:
        """Yield all questions, in the order of the questionnaires."""
        for result in self.questionnaires:
            for section in result.sections:
                yield from section.questions
