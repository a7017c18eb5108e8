"""The assessment: what the answers amount to under a policy on a day."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from vendorcheck.assessment.evaluation import Reply, Situation, asked, stand
from vendorcheck.assessment.findings import Finding, findings
from vendorcheck.assessment.open_questions import OpenQuestion, asks
from vendorcheck.assessment.path_to_yes.search import Path, find
from vendorcheck.assessment.pending import Pending, pending
from vendorcheck.assessment.plan.plan import Library, Plan, make, tier_plan
from vendorcheck.assessment.reasons import Reason, reasons
from vendorcheck.assessment.rules import (
    APPROVE,
    CONDITIONS,
    REJECT,
    Accepted,
    Judgement,
    accepted_risks,
    judge,
)
from vendorcheck.assessment.score import FULL, Tally, together
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.document.document import Data
from vendorcheck.model.conditions import Holds
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.vendor_file import VendorFile

ANSWER_KEYS = ("vendor", "needs", "responses", "accepted_risks")
"""What the digest of the answers covers; decisions come after them."""


def digest(data: Data) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def answers_digest(data: Mapping[str, Data]) -> str:
    """The digest of a vendor file's answers: vendor, needs, responses and accepted risks."""
    return digest({key: data[key] for key in ANSWER_KEYS if key in data})


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 of what was loaded: questionnaires by id, the policy, the answers."""

    questionnaires: Mapping[str, str] = field(default_factory=dict)
    policy: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """Where one question stands and what it adds to the score: exact, in percent points."""

    reply: Reply
    applies: Holds
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
class Source:
    """A questionnaire that the assessment rests on. One that is not `asked` decides the tier, or what is asked.

    `answered` is the version to which the vendor file says that it has answers; None if it does not say.
    """

    questionnaire: Questionnaire
    sha256: str
    answered: str | None
    asked: bool

    @property
    def differs(self) -> bool:
        """Whether another version was answered than this one."""
        return self.answered not in (None, self.questionnaire.version)


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
    situation: Situation
    judgement: Judgement
    best: Verdict
    worst: Verdict
    low: Fraction | None
    high: Fraction | None
    reasons: tuple[Reason, ...]
    questionnaires: tuple[QuestionnaireResult, ...]
    findings: tuple[Finding, ...]
    path_to_yes: Mapping[Verdict, Path]
    ask_vendor: tuple[OpenQuestion, ...]
    ask_requester: tuple[OpenQuestion, ...]
    pending: tuple[Pending, ...]
    sources: tuple[Source, ...]
    requester: frozenset[str]
    digests: Digests
    library: Library = field(repr=False, compare=False)

    @property
    def verdict(self) -> Verdict:
        """What the rules say."""
        return self.judgement.verdict

    @property
    def settled(self) -> bool:
        """Whether nothing that is open can change the verdict."""
        return self.best == self.worst

    @property
    def score(self) -> Fraction | None:
        """Percent; None: not scorable."""
        return self.judgement.tally.score

    @property
    def coverage(self) -> Fraction | None:
        """Percent of the weight that is answered; None: not scorable."""
        return self.judgement.tally.coverage

    @property
    def assess_again(self) -> date | None:
        """The day by which the tier wants the vendor assessed again."""
        after = self.tier.reassess_after if self.tier else None
        return after.after(self.as_of) if after else None

    @property
    def questions(self) -> Iterator[QuestionResult]:
        """All questions, in order."""
        for result in self.questionnaires:
            for section in result.sections:
                yield from section.questions


class Assessor:
    """Assesses vendors under one policy. Makes each tier's plan once, so that a thousand vendors cost one."""

    def __init__(
        self, library: Library, policy: Policy, chosen: Sequence[str] = (), digests: Digests | None = None
    ) -> None:
        self.library = library
        self.policy = policy
        self.chosen = tuple(chosen)
        self.digests = digests or Digests()
        self.tier_plan = tier_plan(library, policy)
        self._plans: dict[str | None, Plan] = {}

    def plan(self, tier: Tier | None) -> Plan:
        """What is asked of a vendor of that tier."""
        name = tier.id if tier else None
        if name not in self._plans:
            self._plans[name] = make(self.library, self.policy, tier, self.chosen)
        return self._plans[name]

    def tier(self, vendor: VendorFile, as_of: date) -> tuple[Tier | None, bool]:
        """The vendor's tier, and whether it is only assumed."""
        found = self.tiering(vendor, as_of)
        return found.tier, found.assumed

    def tiering(self, vendor: VendorFile, as_of: date) -> Tiering:
        """The vendor's tier, with what decides it."""
        return Tiering(self.tier_plan, self.policy, vendor, as_of)

    def judge(self, vendor: VendorFile, as_of: date) -> Judgement:
        """Score and verdict alone: what many vendors at once need."""
        tier, assumed = self.tier(vendor, as_of)
        plan = self.plan(tier)
        judgement = judge(stand(plan, vendor, as_of), accepted_risks(vendor, as_of))
        return _unsettled(judgement) if assumed or self._tier_open(plan) else judgement

    def _tier_open(self, plan: Plan) -> bool:
        """Whether there is no tier only because nothing is answered yet of what matters here and decides it."""
        deciding = self.tier_plan.gatekeepers if self.tier_plan and not plan.tier else frozenset()
        return any(item.home in deciding for item in plan.items)

    def assess(self, vendor: VendorFile, as_of: date, answers_sha256: str = "") -> Assessment:
        """The whole assessment."""
        tiering = self.tiering(vendor, as_of)
        plan = self.plan(tiering.tier)
        situation = stand(plan, vendor, as_of)
        accepted = accepted_risks(vendor, as_of)
        judgement = judge(situation, accepted)
        free = tiering.assumed or self._tier_open(plan)
        judgement = _unsettled(judgement) if free else judgement
        homes = self.homes(plan)
        requester = frozenset(name for name in homes if self.library[name].respondent == "requester")
        waiting = (*(_deciding(tiering) if free else ()), *pending(situation))
        ask_vendor, ask_requester = asks(situation, requester=requester, pending=waiting)
        results = tuple(self._results(situation, judgement))
        return Assessment(
            vendor=vendor,
            policy=self.policy,
            tier=tiering.tier,
            tier_assumed=tiering.assumed,
            as_of=as_of,
            situation=situation,
            judgement=judgement,
            best=judgement.best,
            worst=judgement.worst,
            low=Fraction(0) if free else judgement.tally.low,
            high=Fraction(FULL) if free else judgement.tally.high,
            reasons=reasons(judgement, situation),
            questionnaires=results,
            findings=findings(situation, vendor, accepted),
            path_to_yes=_paths(situation, accepted),
            ask_vendor=ask_vendor,
            ask_requester=ask_requester,
            pending=waiting,
            sources=tuple(self._sources(plan, results, vendor)),
            requester=requester,
            digests=Digests(self.digests.questionnaires, self.digests.policy, answers_sha256),
            library=self.library,
        )

    def homes(self, plan: Plan) -> tuple[str, ...]:
        """The questionnaires that an assessment rests on: what is asked, then what decides that, or the tier."""
        deciding = self.tier_plan.items if self.tier_plan else ()
        return tuple(dict.fromkeys((*plan.gates, *(item.home for item in (*plan.items, *deciding)))))

    def _sources(
        self, plan: Plan, results: tuple[QuestionnaireResult, ...], vendor: VendorFile
    ) -> Iterator[Source]:
        asks = {result.questionnaire.id for result in results}
        for name in self.homes(plan):
            if name in asks or name not in plan.gates:
                answered = vendor.responses[name].version if name in vendor.responses else None
                sha256 = self.digests.questionnaires.get(name, "")
                yield Source(self.library[name], sha256, answered, name in asks)

    def _results(self, situation: Situation, judgement: Judgement) -> Iterator[QuestionnaireResult]:
        plan, whole = situation.plan, judgement.tally.total
        questions: dict[str, list[QuestionResult]] = {}
        for reply, applies in situation:
            result = QuestionResult(reply, applies, _contribution(reply, applies, whole))
            questions.setdefault(reply.item.section, []).append(result)
        for found in plan.questionnaires:
            if asked(situation, plan.gates[found.id]) is not False:
                sections = tuple(
                    SectionResult(section, judgement.sections[key], tuple(questions[key]))
                    for section in found.sections
                    if (key := f"{found.id}/{section.id}") in questions
                )
                sha256 = self.digests.questionnaires.get(found.id, "")
                yield QuestionnaireResult(found, sha256, together(judgement.sections, found.id), sections)


def _deciding(tiering: Tiering) -> tuple[Pending, ...]:
    """What open questions decide of the tier."""
    return (Pending((), tiering.open),) if tiering.open else ()


def _unsettled(judgement: Judgement) -> Judgement:
    """Another tier may ask anything else: while it may still change, nothing is ruled out."""
    return replace(judgement, best=APPROVE, worst=REJECT)


def _contribution(reply: Reply, applies: Holds, whole: int) -> Fraction | None:
    """What a question adds to the score, in percent points; None where it is not scored or does not count."""
    if not reply.item.units or applies is not True or reply.state == "not-applicable":
        return None
    return Fraction(FULL * reply.item.units, whole) * (reply.outcome.credit if reply.outcome else 0)


def _paths(situation: Situation, accepted: Accepted) -> dict[Verdict, Path]:
    return {target: find(situation, accepted, target) for target in (APPROVE, CONDITIONS)}
