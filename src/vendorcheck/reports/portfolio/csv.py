"""csv: a line for each vendor, for spreadsheets."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorEntry
from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports._base import Display
from vendorcheck.reports.portfolio import _words as words
from vendorcheck.reports.portfolio._base import PORTFOLIO_REPORTS
from vendorcheck.text.numbers import round_to_float
from vendorcheck.text.safe import escape_spreadsheet_cell

_COLUMNS: Final = (
    *("file", "vendor", "product", "plan", "owner", "purpose", "data", "tier", "verdict"),
    *("score", "score_low", "score_high", "coverage"),
    *(f"{severity}_findings" for severity in SEVERITIES),
    *("decision", "decided_by", "decided_on", "changed_since", "requested_on", "assess_again_by"),
    *("overdue", "lapsed", "next_due", "next_due_what"),
    *("renews_on", "notice_by", "yearly_cost", "cost", "currency", "error"),
)


@PORTFOLIO_REPORTS.format("csv", ".csv", reader="programs")
def render(portfolio: Portfolio, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return a table with a line for each vendor, and one for each file that is broken."""
    lines = StringIO()
    table = csv.DictWriter(lines, _COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for entry in portfolio.entries:
        table.writerow(_escaped(dict(_cells(entry))))
    for broken in portfolio.broken:
        table.writerow(_escaped(_broken_cells(broken)))
    return lines.getvalue()


def _escaped(cells: dict[str, str]) -> dict[str, str]:
    """Return cells in which nothing is a formula, an invisible character or a CI's command."""
    return {
        name: escape_spreadsheet_cell(text).replace("##", "# #") for name, text in cells.items()
    }


def _broken_cells(broken: BrokenFile) -> dict[str, str]:
    return {"file": broken.file, "error": broken.message}


def _cells(entry: VendorEntry) -> Iterator[tuple[str, str]]:
    yield from {
        "file": entry.file,
        "vendor": entry.vendor,
        "product": entry.product or "",
        "plan": entry.plan or "",
        "owner": entry.owner,
        "purpose": entry.purpose,
        "data": "; ".join(entry.data),
        "tier": entry.tier,
        "verdict": entry.verdict,
    }.items()
    for name, value in (
        ("score", entry.score),
        ("score_low", entry.lowest_score),
        ("score_high", entry.highest_score),
        ("coverage", entry.coverage),
    ):
        yield name, "" if value is None else f"{round_to_float(value):g}"
    for severity, count in zip(SEVERITIES, entry.finding_counts, strict=True):
        yield f"{severity}_findings", str(count)
    if decision := entry.decision:
        yield "decision", decision.decision
        yield "decided_by", decision.by
        yield "decided_on", str(decision.decided_on)
        yield "changed_since", "; ".join(decision.changed)
    yield "requested_on", str(entry.requested_on or "")
    yield "assess_again_by", str(entry.reassess_by or "")
    yield from _due_cells(entry)
    yield "yearly_cost", entry.yearly_cost or ""
    if entry.cost:
        yield "cost", f"{float(entry.cost.amount):.2f}"
        yield "currency", entry.cost.currency


def _due_cells(entry: VendorEntry) -> Iterator[tuple[str, str]]:
    yield "overdue", str(len(entry.overdue))
    yield "lapsed", str(len(entry.lapsed))
    coming = next((item for item in entry.due if item.state == "coming"), None)
    if coming:
        yield "next_due", str(coming.due)
        yield "next_due_what", words.due_text(coming)
    for item in entry.due:
        if item.kind == "notice":
            yield "notice_by", str(item.due)
        elif item.kind == "renewal":
            yield "renews_on", str(item.due)
