"""Find accepted risks that ended or cover another answer, while there is something to accept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from vendorcheck.assessment.accepted_risks import (
    AcceptedRisks,
    covering_risk,
    sorted_accepted_risks,
)
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.findings.finding import Finding, finding_on_question
from vendorcheck.model.vendor_file import AcceptedRisk, VendorFile


def lapsed_risk_findings(
    evaluation: Evaluation, vendor: VendorFile, accepted_risks: AcceptedRisks
) -> Iterator[Finding]:
    """Yield a finding for each accepted risk that covers its question or check no longer.

    Args:
        evaluation: the answers.
        vendor: the vendor file, with all risks that were ever accepted.
        accepted_risks: those in force.
    """
    all_risks, as_of = sorted_accepted_risks(vendor), evaluation.as_of
    for status, applies in evaluation:
        risks = [risk for risk in all_risks if risk.question == status.question.key]
        if risks and applies is not False and _needs_acceptance(status, accepted_risks):
            for risk in risks:
                yield replace(
                    finding_on_question(
                        status, "accepted-risk", status.question.severity, _lapse(risk, as_of)
                    ),
                    remedy=_remedy(risk, as_of),
                )
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        if fails is False or check.key in accepted_risks:
            continue
        for risk in all_risks:
            if risk.question == check.key:
                yield Finding(
                    "accepted-risk",
                    check.severity,
                    _lapse(risk, as_of),
                    check=check.key,
                    remedy=_remedy(risk, as_of),
                )


def _needs_acceptance(status: QuestionStatus, accepted_risks: AcceptedRisks) -> bool:
    """Return whether a question has an open point, gap or weak grade that no risk covers."""
    if not status.question.is_subject_to_rules or covering_risk(status, accepted_risks):
        return False
    return status.is_open or (
        status.parsed_answer is not None
        and (not status.earns_full_credit or status.grade in status.question.insufficient_grades)
    )


def _lapse(risk: AcceptedRisk, as_of: date) -> str:
    """Return why a risk is not accepted now."""
    if risk.expires < as_of:
        return f"The acceptance by {risk.accepted_by} ended on {risk.expires}"
    if risk.accepted_on > as_of:
        return f"The acceptance by {risk.accepted_by} begins only on {risk.accepted_on}"
    return f"{risk.accepted_by} accepted another answer than the one given now"


def _remedy(risk: AcceptedRisk, as_of: date) -> str:
    if risk.accepted_on > as_of:
        return "Have it mended, or accept it as of today."
    return "Accept it anew with a reason and an end, or have it mended."
