"""Decisions, changes, the contract and the deadlines of a vendor file as plain data for JSON."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.deadlines import Deadline
from vendorcheck.model.decisions import Decision
from vendorcheck.reports._json_data import Json, model_data
from vendorcheck.reports.view.record import Record


def deadlines_data(assessment: Assessment) -> dict[str, Json]:
    """Return what is overdue, and what is due within 30 days."""
    deadlines = assessment.deadlines
    return {
        "overdue": [deadline_data(deadline) for deadline in deadlines.overdue],
        "due_soon": [deadline_data(deadline) for deadline in deadlines.due_soon],
    }


def deadline_data(deadline: Deadline) -> dict[str, Json]:
    """Return a deadline, with null for what its kind does not have."""
    return {
        "kind": deadline.kind,
        "due": str(deadline.due),
        "text": deadline.text,
        "what": deadline.subject,
        "owner": deadline.owner,
        "before": deadline.before,
        "questions": list(deadline.questions),
    }


def record_data(assessment: Assessment) -> dict[str, Json]:
    """Return all decisions, changes and the contract, as the vendor file has them.

    `changed_since_decision` says what is no longer as the last decision names it, or null.
    """
    vendor, changed = assessment.vendor, Record(assessment).changed_parts
    return {
        "decisions": [_decision(decision, assessment) for decision in vendor.decisions],
        "changed_since_decision": None if changed is None else list(changed),
        "changes": [model_data(change) for change in vendor.changes],
        "contract": model_data(vendor.contract) if vendor.contract else None,
    }


def _decision(decision: Decision, assessment: Assessment) -> dict[str, Json]:
    """Return a decision; of its conditions also whether they are done."""
    return {
        **model_data(decision),
        "conditions": [
            {**model_data(condition), "done": condition.is_done(assessment.as_of)}
            for condition in decision.conditions
        ],
        "last": decision is assessment.last_decision,
    }
