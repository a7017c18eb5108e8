"""Running the pre-check: the light, its reasons, and when IT's review would end."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from vendorcheck.assessment.accepted_risks import AcceptedRisks, accepted_risks_in_force
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.open_questions import find_open_questions
from vendorcheck.assessment.path_to_fast.path import PathToFast, find_path_to_fast
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.assessment.precheck.precheck import (
    GREEN_LIGHTS,
    Light,
    Precheck,
    ReviewEstimate,
)
from vendorcheck.assessment.precheck.reasons import collect_reasons
from vendorcheck.assessment.precheck.way_to_green import find_way_to_green
from vendorcheck.assessment.put_aside import summarize_put_aside
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.model.fields import Verdict
from vendorcheck.model.quantities import working_days
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
    evaluation, accepted_risks = _evaluate(assessor, tiering)
    judgement = apply_rules(evaluation, accepted_risks)
    return _summarize(assessor, tiering, evaluation, judgement, accepted_risks)


def _evaluate(assessor: Assessor, tiering: Tiering) -> tuple[Evaluation, AcceptedRisks]:
    """Evaluate the pre-check's questions for a vendor in its tier."""
    plan = PrecheckAssessor.from_assessor(assessor).plan_for_tier(tiering.tier)
    vendor, as_of = tiering.vendor, tiering.as_of
    return (
        evaluate(plan, vendor, as_of, tiering.file_states),
        accepted_risks_in_force(vendor, as_of),
    )


def _look(assessor: Assessor, as_of: date, vendor: VendorFile) -> tuple[Evaluation, AcceptedRisks]:
    """Evaluate the pre-check's questions for a vendor in the tier that its answers lead to."""
    return _evaluate(assessor, assessor.tiering_of(vendor, as_of))


def _summarize(
    assessor: Assessor,
    tiering: Tiering,
    evaluation: Evaluation,
    judgement: Judgement,
    accepted_risks: AcceptedRisks,
) -> Precheck:
    """Return the pre-check that an evaluation of its questions, once judged, amounts to."""
    light = _choose_light(judgement, tiering)
    possible = [(status, applies) for status, applies in evaluation if applies is not False]
    request = [pair for pair in possible if pair[0].question.is_for_requester]
    open_request = [status.question for status, _ in request if status.is_open]
    undecided = tiering.open_tier_questions if tiering.is_assumed else ()
    look = partial(_look, assessor, tiering.as_of)
    return Precheck(
        library=assessor.library,
        vendor=tiering.vendor,
        policy=assessor.policy,
        as_of=tiering.as_of,
        light=light,
        tier=tiering.tier,
        tier_reasons=tiering.reasons,
        undecided_questions=tuple(status.question for status in undecided),
        reasons=collect_reasons(evaluation, judgement),
        review=_estimate_review(assessor, tiering) if light != "go-ahead" else None,
        vendor_answer_count=sum(
            not status.is_open for status, _ in possible if not status.question.is_for_requester
        ),
        request_statuses=tuple(status for status, applies in request if applies is True),
        questions_for_vendor=find_open_questions(evaluation)[0],
        questions_to_find_out=tuple(item for item in open_request if item.definition.precheck),
        questions_for_later=tuple(item for item in open_request if not item.definition.precheck),
        put_aside=summarize_put_aside((evaluation,), judgement.rule_results),
        path_to_fast=_path_to_fast(assessor, tiering) if light != "go-ahead" else None,
        way_to_green=()
        if light in GREEN_LIGHTS
        else find_way_to_green(evaluation, accepted_risks, tiering.vendor, look),
        own_files=_own_files(assessor, evaluation),
    )


def _path_to_fast(assessor: Assessor, tiering: Tiering) -> PathToFast | None:
    """Return the smallest change of the request that leads to a lighter review, if any does."""
    if not tiering.evaluation:
        return None
    return find_path_to_fast(assessor.library, assessor.policy, tiering.evaluation)


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
