"""html: one page for the file, which loads nothing else and needs no style sheet."""

from vendorcheck.assessment.change.change import Change
from vendorcheck.reports._base import Display
from vendorcheck.reports._page_parts import load_style
from vendorcheck.reports._templates import html_environment
from vendorcheck.reports.change._base import CHANGE_REPORTS
from vendorcheck.reports.change._page import ChangePage


@CHANGE_REPORTS.format("html", ".html", ".htm")
def render(change: Change, display: Display) -> str:  # noqa: ARG001 - a browser's width
    """Return the change as one HTML page."""
    style, security_policy = load_style("change.css")
    template = html_environment().get_template("change.html.j2")
    page = ChangePage(change)
    return (
        template.render(page=page, it=change, style=style, security_policy=security_policy) + "\n"
    )
