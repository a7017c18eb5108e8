"""Reduce an assessment to what the portfolio shows of a vendor."""

from datetime import date

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.decision_basis import changed_since
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.portfolio.dependence import (
    data_kinds,
    data_places,
    find_dependences,
    roles_known,
    text_answer,
)
from vendorcheck.assessment.portfolio.due import due_items
from vendorcheck.assessment.portfolio.entry import Gap, LastDecision, VendorEntry, VendorSummary
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.quantities.money import parse_money


def summarize_vendor(assessment: Assessment, file: str) -> VendorSummary:
    """Return what the portfolio shows and counts of a vendor.

    Args:
        assessment: its assessment.
        file: the path of the vendor file, as the command names it.
    """
    dependences = find_dependences(assessment)
    return VendorSummary(
        _entry(assessment, file),
        tuple(_gaps(assessment)),
        dependences,
        roles_known(assessment, dependences),
        data_places(assessment),
    )


def _entry(assessment: Assessment, file: str) -> VendorEntry:
    vendor, tier = assessment.vendor, assessment.tier
    contract = vendor.contract
    yearly_cost = contract.yearly_cost if contract else None
    return VendorEntry(
        file=file,
        vendor=vendor.vendor.name,
        product=vendor.vendor.product,
        plan=vendor.vendor.plan,
        website=vendor.vendor.website,
        owner=text_answer(vendor, "request/owner") or vendor.vendor.owner or "",
        purpose=text_answer(vendor, "request/purpose"),
        data=data_kinds(assessment),
        tier=tier.id if tier else "",
        tier_title=tier.title if tier else "",
        tier_assumed=assessment.tier_assumed,
        review_takes=tier.review_takes if tier else None,
        verdict=assessment.verdict,
        is_settled=assessment.is_settled,
        score=assessment.score,
        lowest_score=assessment.lowest_score,
        highest_score=assessment.highest_score,
        coverage=assessment.coverage,
        finding_counts=_finding_counts(assessment),
        decision=_last_decision(assessment),
        requested_on=vendor.requested_on,
        decided_on=_first_decision_after_request(assessment),
        reassess_by=assessment.reassess_by,
        due=due_items(assessment),
        yearly_cost=yearly_cost,
        cost=parse_money(yearly_cost) if yearly_cost else None,
    )


def _finding_counts(assessment: Assessment) -> tuple[int, ...]:
    severities = [
        finding.severity
        for finding in assessment.findings
        if finding.accepted_risk is None and finding.kind != "overdue"
    ]
    return tuple(map(severities.count, SEVERITIES))


def _last_decision(assessment: Assessment) -> LastDecision | None:
    decision = assessment.last_decision
    if decision is None:
        return None
    return LastDecision(
        decision.decision,
        decision.by,
        decision.decided_on,
        decision.advice,
        changed_since(decision, assessment),
    )


def _first_decision_after_request(assessment: Assessment) -> date | None:
    """Return the day of the first decision after the request; None without either."""
    requested_on = assessment.vendor.requested_on
    if requested_on is None:
        return None
    days = [decision.decided_on for decision in assessment.vendor.decisions]
    return min((day for day in days if requested_on <= day <= assessment.as_of), default=None)


def _gaps(assessment: Assessment) -> list[Gap]:
    """Return the worst finding on each question and check that is not met."""
    worst: dict[str, Finding] = {}
    for finding in assessment.findings:  # the worst come first
        if finding.kind in ("gap", "requirement"):
            worst.setdefault(finding.subject, finding)
    return [Gap(subject, one.finding, one.severity) for subject, one in worst.items()]
