"""html: one page for the file, which loads nothing else and needs no style sheet or script."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._page_parts import load_page_parts, load_style
from vendorcheck.reports._templates import html_environment
from vendorcheck.reports.readers import ViewContent
from vendorcheck.reports.view.page import ReportPage


@REPORTS.format("html", ".html", ".htm")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - a browser's width
    """Return the assessment as one HTML page.

    The script filters and unfolds the answers, which are all there without it.
    """
    style, script, security_policy = load_page_parts("report.css", "report.js")
    return (
        html_environment()
        .get_template("report.html.j2")
        .render(
            page=ReportPage(assessment),
            it=assessment,
            style=style,
            script=script,
            security_policy=security_policy,
        )
        + "\n"
    )


@REPORTS.each_view("html")
def render_view(content: ViewContent, display: Display) -> str:  # noqa: ARG001
    """Return what a reader gets to see as one HTML page.

    Its template has the view's name; without one, the page is made of its parts.
    """
    style, security_policy = load_style("view.css")
    page = html_environment().select_template([f"{content.view}.html.j2", "view.html.j2"])
    return page.render(content=content, style=style, security_policy=security_policy) + "\n"
