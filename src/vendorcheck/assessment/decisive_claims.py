"""Find the vendor's claims with which a review can change the verdict."""

from datetime import date

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import QuestionStatus, evaluate
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.vendor_file import VendorFile

_DISPUTED = {"disputed": "A reviewer does not believe it."}


def find_decisive_claims(
    assessor: Assessor, vendor: VendorFile, as_of: date, file_states: FileStates
) -> frozenset[str]:
    """Return the answers of which a better grade or a dispute can change the verdict.

    A better grade can where the policy requires one. A dispute is tried out, one at a time.
    """
    tier = assessor.tiering_of(vendor, as_of, file_states).tier
    evaluation = evaluate(assessor.plan_for_tier(tier), vendor, as_of, file_states)
    verdict = assessor.judge(vendor, as_of, file_states).verdict
    return frozenset(
        status.question.key
        for status, applies in evaluation
        if applies is not False
        and status.parsed_answer is not None
        and not status.question.is_for_requester
        and (
            status.grade in status.question.insufficient_grades
            or assessor.judge(_with_dispute(vendor, status), as_of, file_states).verdict != verdict
        )
    )


def _with_dispute(vendor: VendorFile, status: QuestionStatus) -> VendorFile:
    """Return the vendor file in which an answer of it is disputed."""
    home, _, name = status.question.key.partition("/")
    response = vendor.responses[home]
    disputed = response.answers[name].model_copy(update=_DISPUTED)
    answers = {**response.answers, name: disputed}
    changed = response.model_copy(update={"answers": answers})
    return vendor.model_copy(update={"responses": {**vendor.responses, home: changed}})
