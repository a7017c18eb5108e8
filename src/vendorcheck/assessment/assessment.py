"""The assessment: what the answers amount to under a policy on a day."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from vendorcheck.assessment.evaluation import (
    Evaluation,
    QuestionStatus,
    evaluate,
    questionnaire_applies,
)
from vendorcheck.assessment.findings import Finding, collect_findings
from vendorcheck.assessment.open_questions import OpenQuestion, find_open_questions
from vendorcheck.assessment.path_to_yes.search import PathToYes, find_path_to_yes
from vendorcheck.assessment.pending import PendingDecision, find_pending_decisions
from vendorcheck.assessment.plan.plan import Plan, Questionnaires, make_plan, make_tier_plan
from vendorcheck.assessment.reasons import VerdictReason, explain_verdict
from vendorcheck.assessment.rules import (
    APPROVE,
    APPROVE_WITH_CONDITIONS,
    DO_NOT_APPROVE,
    AcceptedRisks,
    Judgement,
    accepted_risks_in_force,
    apply_rules,
)
from vendorcheck.assessment.score import HUNDRED_PERCENT, Tally, combine_tallies
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.document.document import Data
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.vendor_file import VendorFile

DIGESTED_KEYS = ("vendor", "needs", "responses", "accepted_risks")
"""What the digest of the answers covers; decisions come after them."""


def digest(data: Data) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def answers_digest(data: Mapping[str, Data]) -> str:
    """The digest of a vendor file's answers: vendor, needs, responses and accepted risks."""
    return digest({key: data[key] for key in DIGESTED_KEYS if key in data})


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 of what was loaded: questionnaires by id, the policy, the answers."""

    questionnaires: Mapping[str, str] = field(default_factory=dict)
    policy: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """Where one question stands and what it adds to the score: exact, in percent points."""

    status: QuestionStatus
    applies: Truth
    contribution: Fraction | None


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section with its sums and its questions."""

    section: Section
    tally: Tally
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireResult:
    """A questionnaire with its sums and its sections."""

    questionnaire: Questionnaire
    sha256: str
    tally: Tally
    sections: tuple[SectionResult, ...]


@dataclass(frozen=True, slots=True)
class UsedQuestionnaire:
    """A questionnaire that the assessment rests on. One that is not `asked` decides the tier, or what is asked.

    `answered` is the version to which the vendor file says that it has answers; None if it does not say.
    """

    questionnaire: Questionnaire
    sha256: str
    answered_version: str | None
    is_asked: bool

    @property
    def version_differs(self) -> bool:
        """Whether another version was answered than this one."""
        return self.answered_version not in (None, self.questionnaire.version)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a vendor's answers amount to under a policy on a day. Percentages are exact; reports round them.

    `pending` is what open questions decide first: the tier, or whether questionnaires are asked. `requester`
    names the questionnaires that the requester answers; `library` is what it was made from.
    """

    vendor: VendorFile
    policy: Policy
    tier: Tier | None
    tier_assumed: bool
    as_of: date
    evaluation: Evaluation
    judgement: Judgement
    best_verdict: Verdict
    worst_verdict: Verdict
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
    requester_questionnaire_ids: frozenset[str]
    digests: Digests
    library: Questionnaires = field(repr=False, compare=False)

    @property
    def verdict(self) -> Verdict:
        """What the rules say."""
        return self.judgement.verdict

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.best_verdict == self.worst_verdict

    @property
    def score(self) -> Fraction | None:
        """Percent; None: not scorable."""
        return self.judgement.tally.score

    @property
    def coverage(self) -> Fraction | None:
        """Percent of the weight that is answered; None: not scorable."""
        return self.judgement.tally.coverage

    @property
    def reassess_by(self) -> date | None:
        """The day by which the tier wants the vendor assessed again."""
        after = self.tier.reassess_after if self.tier else None
        return after.date_after(self.as_of) if after else None

    @property
    def questions(self) -> Iterator[QuestionResult]:
        """All questions, in order."""
        for result in self.questionnaires:
            for section in result.sections:
                yield from section.questions


class Assessor:
    """Assesses vendors under one policy. Makes each tier's plan once, so that a thousand vendors cost one."""

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
        self.tier_plan = make_tier_plan(library, policy)
        self._plans: dict[str | None, Plan] = {}

    def plan_for_tier(self, tier: Tier | None) -> Plan:
        """What is asked of a vendor of that tier."""
        name = tier.id if tier else None
        if name not in self._plans:
            self._plans[name] = make_plan(self.library, self.policy, tier, self.chosen_ids)
        return self._plans[name]

    def resolve_tier(self, vendor: VendorFile, as_of: date) -> tuple[Tier | None, bool]:
        """The vendor's tier, and whether it is only assumed."""
        found = self.tiering_of(vendor, as_of)
        return found.tier, found.is_assumed

    def tiering_of(self, vendor: VendorFile, as_of: date) -> Tiering:
        """The vendor's tier, with what decides it."""
        return Tiering(self.tier_plan, self.policy, vendor, as_of)

    def judge(self, vendor: VendorFile, as_of: date) -> Judgement:
        """Score and verdict alone: what many vendors at once need."""
        tier, assumed = self.resolve_tier(vendor, as_of)
        plan = self.plan_for_tier(tier)
        judgement = apply_rules(
            evaluate(plan, vendor, as_of), accepted_risks_in_force(vendor, as_of)
        )
        return (
            _with_any_verdict_possible(judgement)
            if assumed or self._tier_is_open(plan)
            else judgement
        )

    def _tier_is_open(self, plan: Plan) -> bool:
        """Whether there is no tier only because nothing is answered yet of what matters here and decides it."""
        deciding = (
            self.tier_plan.deciding_questionnaire_ids
            if self.tier_plan and not plan.tier
            else frozenset()
        )
        return any(item.questionnaire_id in deciding for item in plan.questions)

    def assess(self, vendor: VendorFile, as_of: date, answers_sha256: str = "") -> Assessment:
        """The whole assessment."""
        tiering = self.tiering_of(vendor, as_of)
        plan = self.plan_for_tier(tiering.tier)
        situation = evaluate(plan, vendor, as_of)
        accepted = accepted_risks_in_force(vendor, as_of)
        judgement = apply_rules(situation, accepted)
        free = tiering.is_assumed or self._tier_is_open(plan)
        judgement = _with_any_verdict_possible(judgement) if free else judgement
        homes = self.used_questionnaire_ids(plan)
        requester = frozenset(
            name for name in homes if self.library[name].respondent == "requester"
        )
        waiting = (
            *(_pending_tier_decision(tiering) if free else ()),
            *find_pending_decisions(situation),
        )
        ask_vendor, ask_requester = find_open_questions(
            situation, requester_questionnaire_ids=requester, pending_decisions=waiting
        )
        results = tuple(self._questionnaire_results(situation, judgement))
        return Assessment(
            vendor=vendor,
            policy=self.policy,
            tier=tiering.tier,
            tier_assumed=tiering.is_assumed,
            as_of=as_of,
            evaluation=situation,
            judgement=judgement,
            best_verdict=judgement.best_verdict,
            worst_verdict=judgement.worst_verdict,
            lowest_score=Fraction(0) if free else judgement.tally.lowest_score,
            highest_score=Fraction(HUNDRED_PERCENT) if free else judgement.tally.highest_score,
            reasons=explain_verdict(judgement, situation),
            questionnaires=results,
            findings=collect_findings(situation, vendor, accepted),
            paths_to_yes=_paths_to_yes(situation, accepted),
            questions_for_vendor=ask_vendor,
            questions_for_requester=ask_requester,
            pending_decisions=waiting,
            used_questionnaires=tuple(self._used_questionnaires(plan, results, vendor)),
            requester_questionnaire_ids=requester,
            digests=Digests(self.digests.questionnaires, self.digests.policy, answers_sha256),
            library=self.library,
        )

    def used_questionnaire_ids(self, plan: Plan) -> tuple[str, ...]:
        """The questionnaires that an assessment rests on: what is asked, then what decides that, or the tier."""
        deciding = self.tier_plan.questions if self.tier_plan else ()
        return tuple(
            dict.fromkeys(
                (*plan.gates, *(item.questionnaire_id for item in (*plan.questions, *deciding)))
            )
        )

    def _used_questionnaires(
        self, plan: Plan, results: tuple[QuestionnaireResult, ...], vendor: VendorFile
    ) -> Iterator[UsedQuestionnaire]:
        asks = {result.questionnaire.id for result in results}
        for name in self.used_questionnaire_ids(plan):
            if name in asks or name not in plan.gates:
                answered = vendor.responses[name].version if name in vendor.responses else None
                sha256 = self.digests.questionnaires.get(name, "")
                yield UsedQuestionnaire(self.library[name], sha256, answered, name in asks)

    def _questionnaire_results(
        self, evaluation: Evaluation, judgement: Judgement
    ) -> Iterator[QuestionnaireResult]:
        plan, whole = evaluation.plan, judgement.tally.total
        questions: dict[str, list[QuestionResult]] = {}
        for reply, applies in evaluation:
            result = QuestionResult(reply, applies, _score_contribution(reply, applies, whole))
            questions.setdefault(reply.question.section_key, []).append(result)
        for found in plan.questionnaires:
            if questionnaire_applies(evaluation, plan.gates[found.id]) is not False:
                sections = tuple(
                    SectionResult(section, judgement.section_tallies[key], tuple(questions[key]))
                    for section in found.sections
                    if (key := f"{found.id}/{section.id}") in questions
                )
                sha256 = self.digests.questionnaires.get(found.id, "")
                yield QuestionnaireResult(
                    found, sha256, combine_tallies(judgement.section_tallies, found.id), sections
                )


def _pending_tier_decision(tiering: Tiering) -> tuple[PendingDecision, ...]:
    """What open questions decide of the tier."""
    return (
        (PendingDecision((), tiering.open_tier_questions),) if tiering.open_tier_questions else ()
    )


def _with_any_verdict_possible(judgement: Judgement) -> Judgement:
    """Another tier may ask anything else: while it may still change, nothing is ruled out."""
    return replace(judgement, best_verdict=APPROVE, worst_verdict=DO_NOT_APPROVE)


def _score_contribution(
    status: QuestionStatus, applies: Truth, total_units: int
) -> Fraction | None:
    """What a question adds to the score, in percent points; None where it is not scored or does not count."""
    if (
        not status.question.weight_units
        or applies is not True
        or status.answer_state == "not-applicable"
    ):
        return None
    return Fraction(HUNDRED_PERCENT * status.question.weight_units, total_units) * (
        status.answer_result.credit if status.answer_result else 0
    )


def _paths_to_yes(
    evaluation: Evaluation, accepted_risks: AcceptedRisks
) -> dict[Verdict, PathToYes]:
    return {
        target: find_path_to_yes(evaluation, accepted_risks, target)
        for target in (APPROVE, APPROVE_WITH_CONDITIONS)
    }
