"""Running the pre-check: the light, its reasons, and when IT's review would end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, get_args

from vendorcheck.assessment.accepted_risks import AcceptedRisks, accepted_risks_in_force
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, evaluate
from vendorcheck.assessment.judgement import Judgement, Rule
from vendorcheck.assessment.open_questions import find_open_questions
from vendorcheck.assessment.path_to_fast.path import find_path_to_fast
from vendorcheck.assessment.plan.check import PlannedCheck
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import (
    GREEN_LIGHTS,
    Light,
    Precheck,
    PrecheckReason,
    PrecheckReasonKind,
    ReviewEstimate,
)
from vendorcheck.assessment.precheck.way_to_green import find_way_to_green
from vendorcheck.assessment.put_aside import summarize_put_aside
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import SEVERITIES, Severity, Verdict
from vendorcheck.model.quantities import working_days
from vendorcheck.model.questions import plain_answer, plain_question
from vendorcheck.model.vendor_file import VendorFile

GO_LIVE_QUESTION: Final = "request/go-live"
"""The question on which day the requester wants to start."""
LIGHT_BY_VERDICT: Final[Mapping[Verdict, Light]] = {
    "approve": "nothing-against",
    "approve-with-conditions": "conditions",
    "more-information-needed": "ask-vendor",
    "do-not-approve": "talk",
}
"""The light for each verdict, but for what is green in a self-service tier."""
KIND_BY_RULE: Final[tuple[tuple[Rule, bool, PrecheckReasonKind], ...]] = (
    # The rule, whether it only could fire, and the kind of reason that it is then.
    ("blocker", False, "must"),
    ("requirement", False, "must"),
    ("blocker", True, "ask"),
    ("finding", True, "ask"),
    ("finding", False, "agree"),
)
"""The kind of the reason that a rule fires for, or could fire for; the first of several counts."""
KIND_ORDER: Final[tuple[PrecheckReasonKind, ...]] = get_args(PrecheckReasonKind)
"""The kinds of reasons, the worst first."""
OVERALL_TEXTS: Final[Mapping[Verdict, str]] = {
    "approve-with-conditions": "The answers are weaker than what IT accepts without an agreement.",
    "do-not-approve": "The answers are weaker than what IT accepts, agreement or not.",
}
"""The reason where only the sum of all answers decides, by verdict."""


def run_precheck(
    assessor: Assessor, vendor: VendorFile, as_of: date, tiering: Tiering | None = None
) -> Precheck:
    """Run the pre-check on a vendor file that holds the requester's answers.

    Args:
        assessor: assesses under the policy that counts, each tier with all its questions.
        vendor: the vendor file.
        as_of: the day, on which a review would begin.
        tiering: the vendor's tier on that day, where it is resolved already.
    """
    tiering = tiering or assessor.tiering_of(vendor, as_of)
    precheck_assessor = PrecheckAssessor.from_assessor(assessor)
    plan = precheck_assessor.plan_for_tier(tiering.tier)
    evaluation = evaluate(plan, vendor, as_of, tiering.file_states)
    accepted_risks = accepted_risks_in_force(vendor, as_of)
    judgement = apply_rules(evaluation, accepted_risks)
    return _summarize(assessor, tiering, evaluation, judgement, accepted_risks)


def _summarize(
    assessor: Assessor,
    tiering: Tiering,
    evaluation: Evaluation,
    judgement: Judgement,
    accepted_risks: AcceptedRisks,
) -> Precheck:
    """Return the pre-check that an evaluation of its questions, once judged, amounts to."""
    light = _choose_light(judgement, tiering)
    tier_evaluation = tiering.evaluation if light != "go-ahead" else None
    possible = [(status, applies) for status, applies in evaluation if applies is not False]
    request = [pair for pair in possible if pair[0].question.is_for_requester]
    open_request = [status.question for status, _ in request if status.is_open]
    undecided = tiering.open_tier_questions if tiering.is_assumed else ()
    return Precheck(
        library=assessor.library,
        vendor=tiering.vendor,
        policy=assessor.policy,
        as_of=tiering.as_of,
        light=light,
        tier=tiering.tier,
        tier_reasons=tiering.reasons,
        undecided_questions=tuple(status.question for status in undecided),
        reasons=_collect_reasons(evaluation, judgement),
        review=_estimate_review(assessor, tiering) if light != "go-ahead" else None,
        vendor_answer_count=sum(
            not status.is_open for status, _ in possible if not status.question.is_for_requester
        ),
        request_statuses=tuple(status for status, applies in request if applies is True),
        questions_for_vendor=find_open_questions(evaluation)[0],
        questions_to_find_out=tuple(item for item in open_request if item.definition.precheck),
        questions_for_later=tuple(item for item in open_request if not item.definition.precheck),
        put_aside=summarize_put_aside((evaluation,), judgement.rule_results),
        path_to_fast=find_path_to_fast(assessor.library, assessor.policy, tier_evaluation)
        if tier_evaluation
        else None,
        way_to_green=() if light in GREEN_LIGHTS else find_way_to_green(evaluation, accepted_risks),
        own_files=_own_files(assessor, evaluation),
    )


def _own_files(assessor: Assessor, evaluation: Evaluation) -> dict[str, str]:
    """Return the files of the questionnaires that are asked and not built in, by id."""
    questions = (*evaluation.plan.questions, *assessor.tier_questions)
    used_ids = {question.questionnaire_id for question in questions}
    return {name: file for name, file in assessor.digests.files.items() if name in used_ids}


def precheck_of_assessment(assessment: Assessment) -> Precheck:
    """Run the pre-check on the vendor of an assessment, whatever questionnaires that one asked."""
    return run_precheck(
        Assessor(assessment.library, assessment.policy, digests=assessment.digests),
        assessment.vendor,
        assessment.as_of,
        assessment.tiering,
    )


def _choose_light(judgement: Judgement, tiering: Tiering) -> Light:
    verdict, tier = judgement.verdict, tiering.tier
    nothing_to_score = {result.rule for result in judgement.rule_results} == {"not-scorable"}
    if nothing_to_score and judgement.is_settled and tier:
        # Nothing about the vendor is asked at this stage: then nothing speaks against it.
        verdict = "approve"
    if verdict == "approve" and tier and tier.self_service and not tiering.is_assumed:
        return "go-ahead"
    return LIGHT_BY_VERDICT[verdict]


def _estimate_review(assessor: Assessor, tiering: Tiering) -> ReviewEstimate:
    """Return how much IT's review asks beyond the pre-check, and when it would end."""
    tier, as_of = tiering.tier, tiering.as_of
    open_applicability = [
        applies
        for status, applies in evaluate(assessor.plan_for_tier(tier), tiering.vendor, as_of)
        if status.is_open
        and status.answer_state != "not-confirmed"
        and not status.question.is_for_requester
    ]
    most_questions = len(open_applicability) - open_applicability.count(False)
    duration = tier.review_takes if tier else None
    ends_on = working_days.completion_date(duration, as_of) if duration else None
    go_live = _go_live_date(assessor.library, tiering.vendor)
    days_late: int | None = None
    if ends_on and go_live:
        # A review that ends on a weekend after the start is late, too.
        is_late = ends_on > go_live
        days_late = max(1, working_days.working_days_between(go_live, ends_on)) if is_late else 0
    return ReviewEstimate(
        open_applicability.count(True), most_questions, duration, ends_on, go_live, days_late
    )


def _go_live_date(library: Questionnaires, vendor: VendorFile) -> date | None:
    questionnaire_id, _, question_id = GO_LIVE_QUESTION.partition("/")
    questionnaire = library.get(questionnaire_id)
    question = questionnaire.questions.get(question_id) if questionnaire else None
    answer = vendor.answer(GO_LIVE_QUESTION)
    if question is None or answer is None or not isinstance(answer.answer, str) or answer.disputed:
        return None
    try:
        return date.fromisoformat(question.parse_answer(answer.answer).display_text)
    except ValueError:
        return None


def _collect_reasons(evaluation: Evaluation, judgement: Judgement) -> tuple[PrecheckReason, ...]:
    """Return the reasons for and against the product, the worst first; each question once."""
    # A question that several rules fire for has the kind of the first of them.
    kinds = {
        subject: kind
        for rule, could, kind in reversed(KIND_BY_RULE)
        for result in judgement.rule_results
        if (result.rule, result.could) == (rule, could)
        for subject in result.subjects
    }
    reasons = [*_contradiction_reasons(evaluation), *_overall_reasons(judgement)]
    for status, applies in evaluation:
        question = status.question
        about_vendor = applies is not False and not question.is_for_requester
        if about_vendor or question.key in kinds:
            reasons += _question_reasons(status, applies, kinds.get(question.key))
    return tuple(sorted(reasons, key=lambda reason: KIND_ORDER.index(reason.kind)))


def _overall_reasons(judgement: Judgement) -> Iterator[PrecheckReason]:
    """Yield the reason where only the sum of all answers decides."""
    text = OVERALL_TEXTS.get(judgement.verdict)
    deciding_rules = {
        result.rule
        for result in judgement.rule_results
        if result.effective_verdict == judgement.verdict
    }
    if text and deciding_rules == {"score-band"}:
        yield PrecheckReason("together", "", text)


def _contradiction_reasons(evaluation: Evaluation) -> Iterator[PrecheckReason]:
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        if fails is True:
            message = check.definition.message
            if not check.is_requirement:
                yield PrecheckReason("contradiction", check.key, message)
            else:
                kind = kind_of_requirement(check, evaluation.plan.settings.conditions_from)
                yield PrecheckReason(kind, check.key, message, remedy=check.definition.remedy)


def kind_of_requirement(check: PlannedCheck, conditions_from: Severity) -> PrecheckReasonKind:
    """Return the kind of the reason that a failed requirement is."""
    if check.blocks:
        return "must"
    needs_agreement = SEVERITIES.index(check.severity) >= SEVERITIES.index(conditions_from)
    return "agree" if needs_agreement else "weak"


def _question_reasons(
    status: QuestionStatus, applies: Truth, kind: PrecheckReasonKind | None
) -> Iterator[PrecheckReason]:
    key, question = status.question.key, status.question.definition
    text = plain_question(question)
    if status.parsed_answer is None or status.answer_result is None:
        # A question that may be left out, or may not apply, is no reason.
        if kind or (status.is_open and applies is True and status.question.is_scored):
            is_said_not_to_apply = status.answer_state == "not-confirmed"
            yield PrecheckReason("confirm" if is_said_not_to_apply else "ask", key, text)
        return
    answer = plain_answer(question, status.parsed_answer)
    if status.earns_full_credit:
        yield PrecheckReason("good", key, text, answer)
        return
    remedy = status.answer_result.gap_text("remedy", question)
    is_ours = status.question.is_for_requester
    yield PrecheckReason(kind or "weak", key, text, answer, remedy, is_ours)
