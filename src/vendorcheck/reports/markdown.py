"""markdown: headings, lists, simple tables and links, which every Markdown reader understands."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import Display, report
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.view.page import ReportPage


@report("markdown", ".md", ".markdown")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - the same on every screen
    """Return the assessment as Markdown."""
    return render_markdown("report.md.j2", page=ReportPage(assessment), it=assessment)
