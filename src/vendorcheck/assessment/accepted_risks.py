"""Accepted risks: those in force on a day, and the answers that they cover."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.questions import InvalidAnswer, ParsedAnswer
from vendorcheck.model.vendor_file import AcceptedRisk, VendorFile

AcceptedRisks: TypeAlias = Mapping[str, tuple[AcceptedRisk, ...]]
"""The accepted risks in force on a day, by question or check; the latest end first."""


def accepted_risks_in_force(vendor: VendorFile, as_of: date) -> dict[str, tuple[AcceptedRisk, ...]]:
    """Return the risks that are accepted on a day, by question or check; the latest end first."""
    risks_by_subject: dict[str, tuple[AcceptedRisk, ...]] = {}
    for risk in reversed(sorted_accepted_risks(vendor)):
        if risk.accepted_on <= as_of <= risk.expires:
            risks_by_subject[risk.question] = (*risks_by_subject.get(risk.question, ()), risk)
    return risks_by_subject


def sorted_accepted_risks(vendor: VendorFile) -> list[AcceptedRisk]:
    """Return all accepted risks, the earliest end first, regardless of their order in the file."""
    return sorted(
        vendor.accepted_risks,
        key=lambda risk: (
            risk.expires,
            risk.accepted_on,
            risk.reason,
            risk.accepted_by,
            str(risk.answer),
        ),
    )


def covering_risk(status: QuestionStatus, accepted_risks: AcceptedRisks) -> AcceptedRisk | None:
    """Return the accepted risk that covers the question as it is now, with the latest end."""
    risks = accepted_risks.get(status.question.key, ())
    return next((risk for risk in risks if accepts_answer(risk, status)), None)


def accepts_answer(risk: AcceptedRisk, status: QuestionStatus) -> bool:
    """Return whether a risk covers the question as it is now; one without an answer covers any.

    A disputed answer counts as unknown. An unanswered question is only covered by a risk without
    an answer.
    """
    if status.parsed_answer is None:
        return risk.answer is None or (
            risk.answer == "unknown" and status.answer_state in ("unknown", "disputed")
        )
    return accepts_parsed_answer(risk, status.question, status.parsed_answer)


def accepts_parsed_answer(
    risk: AcceptedRisk, question: PlannedQuestion, parsed_answer: ParsedAnswer
) -> bool:
    """Return whether a risk covers this answer; one without an answer covers any."""
    if risk.answer is None:
        return True
    try:
        accepted = question.definition.parse_answer(risk.answer)
    except InvalidAnswer:
        return False
    if parsed_answer.options:
        return accepted.options == parsed_answer.options
    return (
        accepted.amount == parsed_answer.amount
        if parsed_answer.amount is not None
        else accepted.raw == parsed_answer.raw
    )
