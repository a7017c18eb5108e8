"""html: the comparison as a page that loads nothing else, to read or to print."""

from vendorcheck.assessment.comparison import Comparison
from vendorcheck.reports._base import Display
from vendorcheck.reports._page_parts import load_style
from vendorcheck.reports._templates import html_environment
from vendorcheck.reports.comparison._base import COMPARISON_REPORTS
from vendorcheck.reports.comparison._layout import ComparisonPage


@COMPARISON_REPORTS.format("html", ".html", ".htm")
def render(comparison: Comparison, display: Display) -> str:  # noqa: ARG001 - a browser's width
    """Return the comparison as one HTML page without a script."""
    style, security_policy = load_style("comparison.css")
    template = html_environment().get_template("comparison.html.j2")
    page = ComparisonPage(comparison)
    return template.render(page=page, style=style, security_policy=security_policy) + "\n"
