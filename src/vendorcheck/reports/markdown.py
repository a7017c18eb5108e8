"""markdown: the whole report for a wiki or a ticket.

Headings, lists, simple tables and links are what every Markdown reader understands.
"""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.readers import ViewContent
from vendorcheck.reports.view.page import ReportPage


@REPORTS.format("markdown", ".md", ".markdown", default_for=("pipe",))
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001
    """Return the assessment as Markdown."""
    return render_markdown("report.md.j2", page=ReportPage(assessment), it=assessment, folds=False)


@REPORTS.each_view("markdown")
def render_view(content: ViewContent, display: Display) -> str:  # noqa: ARG001
    """Return what a reader gets to see as Markdown."""
    return render_markdown("view.md.j2", content=content)
