"""Find the conditions of the last decision that are overdue."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.model.decisions import last_decision
from vendorcheck.model.vendor_file import VendorFile

OVERDUE_SEVERITY: Final = "high"
"""The severity of an overdue condition, since approval rested on it; it changes no verdict."""


def overdue_findings(vendor: VendorFile, as_of: date) -> Iterator[Finding]:
    """Yield the conditions of the last decision whose day has passed and that are not done."""
    decision = last_decision(vendor.decisions, as_of)
    for condition in decision.conditions if decision else ():
        if condition.is_overdue(as_of):
            yield Finding(
                "overdue",
                OVERDUE_SEVERITY,
                f"A condition is overdue since {condition.due}: {condition.text}",
                remedy="Have it done, and note when and who says so; or decide anew.",
                condition=condition,
            )
