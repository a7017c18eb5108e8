"""markdown: the same for a wiki or a ticket."""

from vendorcheck.assessment.change.change import Change
from vendorcheck.reports._base import Display
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.change._base import CHANGE_REPORTS
from vendorcheck.reports.change._page import ChangePage


@CHANGE_REPORTS.format("markdown", ".md", ".markdown")
def render(change: Change, display: Display) -> str:  # noqa: ARG001 - no screen
    """Return the change as Markdown."""
    return render_markdown("change.md.j2", page=ChangePage(change), it=change)
