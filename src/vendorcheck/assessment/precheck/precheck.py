"""The pre-check: a first look at what a requester wants, in plain words, before IT is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.assessment.assessment import Assessment, Assessor
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, evaluate
from vendorcheck.assessment.open_questions import OpenQuestion, find_open_questions
from vendorcheck.assessment.path_to_fast import PathToFast, find_path_to_fast
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.rules import Judgement, Rule, accepted_risks_in_force, apply_rules
from vendorcheck.assessment.tiering import TierReason
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities import working_days
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questions import plain_answer, plain_question
from vendorcheck.model.vendor_file import VendorFile

GO_LIVE_QUESTION: Final = "request/go-live"
"""The question that is answered by the day on which the requester wants to start."""
PROMISES_QUESTION: Final = "request/promises"
"""The question that is answered by how far the requester is bound to the vendor."""
Commitment: TypeAlias = Literal["none", "promised", "signed"]
_COMMITMENT_BY_OPTION: Final[Mapping[str, Commitment]] = {"verbal": "promised", "signed": "signed"}

Light: TypeAlias = Literal["go-ahead", "nothing-against", "conditions", "ask-vendor", "talk"]
LIGHT_LABELS: Final[Mapping[Light, str]] = {
    "go-ahead": "Go ahead; IT is told",
    "nothing-against": "Nothing against it so far; IT still decides",
    "conditions": "Fine with conditions",
    "ask-vendor": "Ask the vendor first",
    "talk": "Talk to IT before you commit",
}
_LIGHT_BY_VERDICT: Final[Mapping[Verdict, Light]] = {
    "approve": "nothing-against",
    "approve-with-conditions": "conditions",
    "more-information-needed": "ask-vendor",
    "do-not-approve": "talk",
}

PrecheckReasonKind: TypeAlias = Literal[
    "must", "ask", "agree", "contradiction", "together", "weak", "good"
]
_KIND_BY_RULE: Final[tuple[tuple[Rule, PrecheckReasonKind], ...]] = (
    ("blocker-failed", "must"),
    ("blocker-open", "ask"),
    ("open", "ask"),
    ("finding", "agree"),
)
VENDOR_CHANGE_KINDS: Final[frozenset[PrecheckReasonKind]] = frozenset(("must", "agree"))
"""The kinds of what the vendor would have to change."""
_KIND_ORDER: Final[tuple[PrecheckReasonKind, ...]] = get_args(PrecheckReasonKind)
_OVERALL_TEXTS: Final[Mapping[Verdict, str]] = {
    "approve-with-conditions": "The answers are weaker than what IT accepts without an agreement.",
    "do-not-approve": "The answers are weaker than what IT accepts, agreement or not.",
}


@dataclass(frozen=True, slots=True)
class PrecheckReason:
    """What speaks for or against it, in plain words: the question, its answer, and what would help.

    `must` has to change first; `ask`: nobody knows yet; `agree` wants an agreement with the vendor;
    `contradiction`: `text` says what does not fit together; `together`: no single answer decides it; `weak` is not the best, but no obstacle; `good` is
    as it should be.
    """

    kind: PrecheckReasonKind
    subject: str
    text: str
    answer: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewEstimate:
    """What IT will do: how many questions it still has for the vendor, at least and at most, and until when.

    `takes` and `ends` are None where the policy does not say how long. `late`: how many working days after the
    wished start the review ends; 0: it ends in time; None: one of the days is not known.
    """

    fewest_questions: int
    most_questions: int
    duration: Duration | None
    ends_on: date | None
    go_live: date | None
    working_days_late: int | None


@dataclass(frozen=True, slots=True)
class Precheck:
    """What a first look says, on a day.

    `tier` is None while nothing is known of the request. `because`: the answers that decided it; `undecided`:
    the questions that leave it assumed. `review` is None where none is needed. `seen` of the questions about
    the vendor were answered. `ask_vendor` and `find_out` are the open questions of the pre-check, to the
    vendor and to the requester; `ask_later` those that IT will ask the requester. `library` is what it was made from.
    """

    vendor: VendorFile
    policy: Policy
    as_of: date
    light: Light
    tier: Tier | None
    tier_reasons: tuple[TierReason, ...]
    undecided_questions: tuple[PlannedQuestion, ...]
    reasons: tuple[PrecheckReason, ...]
    review: ReviewEstimate | None
    vendor_answer_count: int
    request_statuses: tuple[QuestionStatus, ...]
    questions_for_vendor: tuple[OpenQuestion, ...]
    questions_to_find_out: tuple[PlannedQuestion, ...]
    questions_for_later: tuple[PlannedQuestion, ...]
    path_to_fast: PathToFast | None
    library: Questionnaires = field(repr=False, compare=False)

    @property
    def required_changes(self) -> tuple[str, ...]:
        """What the vendor would have to change, or to agree to."""
        return tuple(
            one.remedy for one in self.reasons if one.remedy and one.kind in VENDOR_CHANGE_KINDS
        )

    @property
    def commitment(self) -> Commitment:
        """How far the requester says that we are bound to the vendor."""
        said = next(
            (
                reply.parsed_answer
                for reply in self.request_statuses
                if reply.question.key == PROMISES_QUESTION
            ),
            None,
        )
        options = said.options if said else ()
        return next(
            (found for option, found in _COMMITMENT_BY_OPTION.items() if option in options), "none"
        )

    @property
    def headline(self) -> str:
        """The light in words."""
        return LIGHT_LABELS[self.light]


def run_precheck(
    library: Questionnaires, policy: Policy, vendor: VendorFile, as_of: date
) -> Precheck:
    """Take a first look at a vendor file.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        vendor: the vendor file, the requester's answers in it.
        as_of: the day, on which a review would begin.
    """
    look = PrecheckAssessor(library, policy)
    tiering = look.tiering_of(vendor, as_of)
    tier, assumed, where = tiering.tier, tiering.is_assumed, tiering.evaluation
    situation = evaluate(look.plan(tier), vendor, as_of)
    own = frozenset(look.requester_questionnaire_ids)
    foreign = _foreign_checks(situation)
    judgement = apply_rules(situation, accepted_risks_in_force(vendor, as_of), foreign)
    light = _choose_light(judgement, tier, tier_assumed=assumed)
    known = [(reply, applies) for reply, applies in situation if applies is not False]
    request = [
        (reply, applies) for reply, applies in known if reply.question.questionnaire_id in own
    ]
    open_own = [reply.question for reply, _ in request if reply.is_open]
    seen = sum(
        reply.question.questionnaire_id not in own and not reply.is_open for reply, _ in known
    )
    return Precheck(
        library=library,
        vendor=vendor,
        policy=policy,
        as_of=as_of,
        light=light,
        tier=tier,
        tier_reasons=tiering.reasons,
        undecided_questions=tuple(reply.question for reply in tiering.open_tier_questions)
        if assumed
        else (),
        reasons=_collect_reasons(situation, judgement, own),
        review=None if light == "go-ahead" else _estimate_review(look, vendor, tier, as_of),
        vendor_answer_count=seen,
        request_statuses=tuple(reply for reply, applies in request if applies is True),
        questions_for_vendor=tuple(
            ask
            for ask in find_open_questions(situation, requester_questionnaire_ids=own)[0]
            if ask.subject not in foreign
        ),
        questions_to_find_out=tuple(item for item in open_own if item.definition.precheck),
        questions_for_later=tuple(item for item in open_own if not item.definition.precheck),
        path_to_fast=find_path_to_fast(library, policy, where)
        if where and light != "go-ahead"
        else None,
    )


def precheck_of_assessment(assessment: Assessment) -> Precheck:
    """The first look at the vendor of an assessment, whatever that one asked."""
    return run_precheck(assessment.library, assessment.policy, assessment.vendor, assessment.as_of)


def _foreign_checks(evaluation: Evaluation) -> frozenset[str]:
    """The checks that are about other questions than those of the pre-check."""
    counted = {item.key for item in evaluation.plan.questions if item.is_counted}
    return frozenset(
        key
        for key, check, home in evaluation.plan.checks
        if any(name not in counted for name, _, _ in check.when.references(home))
    )


def _choose_light(judgement: Judgement, tier: Tier | None, *, tier_assumed: bool) -> Light:
    verdict = judgement.verdict
    if verdict == "more-information-needed" and {fired.rule for fired in judgement.fired_rules} == {
        "not-scorable"
    }:
        # Nothing about the vendor is asked at this stage: then nothing speaks against it.
        verdict = "approve" if judgement.is_settled and tier else verdict
    if verdict == "approve" and tier and tier.self_service and not tier_assumed:
        return "go-ahead"
    return _LIGHT_BY_VERDICT[verdict]


def _estimate_review(
    assessor: PrecheckAssessor, vendor: VendorFile, tier: Tier | None, as_of: date
) -> ReviewEstimate:
    """What IT's review asks beyond the pre-check, and when it would end."""
    full = evaluate(Assessor(assessor.library, assessor.policy).plan_for_tier(tier), vendor, as_of)
    left = [
        applies
        for reply, applies in full
        if reply.is_open
        and reply.question.questionnaire_id not in assessor.requester_questionnaire_ids
    ]
    takes = tier.review_takes if tier else None
    ends = working_days.completion_date(takes, as_of) if takes else None
    go_live = _go_live_date(assessor.library, vendor)
    late = None
    if ends and go_live:
        late = 0 if ends <= go_live else max(1, working_days.working_days_between(go_live, ends))
    return ReviewEstimate(
        left.count(True), len(left) - left.count(False), takes, ends, go_live, late
    )


def _go_live_date(library: Questionnaires, vendor: VendorFile) -> date | None:
    """The day on which the requester wants to start; None where it is open."""
    home, _, name = GO_LIVE_QUESTION.partition("/")
    question = library[home].questions.get(name) if home in library else None
    answer = vendor.answer(GO_LIVE_QUESTION)
    if question is None or answer is None or not isinstance(answer.answer, str) or answer.disputed:
        return None
    try:
        return date.fromisoformat(question.parse_answer(answer.answer).display_text)
    except ValueError:
        return None


def _collect_reasons(
    evaluation: Evaluation, judgement: Judgement, requester_questionnaire_ids: frozenset[str]
) -> tuple[PrecheckReason, ...]:
    """What speaks for or against it, the worst first; each question once."""
    kinds: dict[str, PrecheckReasonKind] = {}
    for rule, kind in _KIND_BY_RULE:
        for subject in (
            name for fired in judgement.fired_rules if fired.rule == rule for name in fired.subjects
        ):
            kinds.setdefault(subject, kind)
    found = [*_contradiction_reasons(evaluation), *_overall_reasons(judgement)]
    for reply, applies in evaluation:
        if (
            applies is not False
            and reply.question.questionnaire_id not in requester_questionnaire_ids
        ) or reply.question.key in kinds:
            found += _question_reasons(reply, applies, kinds.get(reply.question.key))
    return tuple(sorted(found, key=lambda one: _KIND_ORDER.index(one.kind)))


def _overall_reasons(judgement: Judgement) -> Iterator[PrecheckReason]:
    """Why it is as it is where only the sum of all answers says so."""
    text = _OVERALL_TEXTS.get(judgement.verdict)
    if text and {
        fired.rule for fired in judgement.fired_rules if fired.verdict == judgement.verdict
    } == {"score-band"}:
        yield PrecheckReason("together", "", text)


def _contradiction_reasons(evaluation: Evaluation) -> Iterator[PrecheckReason]:
    foreign = _foreign_checks(evaluation)
    for (key, check, _), holds in zip(
        evaluation.plan.checks, evaluation.check_results, strict=True
    ):
        if holds is True and key not in foreign:
            yield PrecheckReason("contradiction", key, check.message)


def _question_reasons(
    status: QuestionStatus, applies: Truth, kind: PrecheckReasonKind | None
) -> Iterator[PrecheckReason]:
    question = status.question.definition
    asked = plain_question(question)
    if status.parsed_answer is None or status.answer_result is None:
        # What may be left out, or may not apply, is no reason.
        if kind or (status.is_open and applies is True and status.question.is_scored):
            yield PrecheckReason("ask", status.question.key, asked)
        return
    answer = plain_answer(question, status.parsed_answer)
    if status.earns_full_credit:
        yield PrecheckReason("good", status.question.key, asked, answer)
        return
    remedy = status.answer_result.wording.remedy or question.remedy
    yield PrecheckReason(kind or "weak", status.question.key, asked, answer, remedy)
