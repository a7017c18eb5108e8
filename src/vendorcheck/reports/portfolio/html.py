"""html: a dashboard for leads, IT and marketing, to sort and filter; complete without script."""

from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.reports._base import Display
from vendorcheck.reports._page_parts import load_page_parts
from vendorcheck.reports._templates import html_environment
from vendorcheck.reports.portfolio._base import PORTFOLIO_REPORTS
from vendorcheck.reports.portfolio._page import Dashboard


@PORTFOLIO_REPORTS.format("html", ".html", ".htm")
def render(portfolio: Portfolio, display: Display) -> str:  # noqa: ARG001 - a browser's width
    """Return the portfolio as one HTML page, which loads nothing else."""
    style, script, security_policy = load_page_parts("portfolio.css", "portfolio.js")
    template = html_environment().get_template("portfolio.html.j2")
    return (
        template.render(
            page=Dashboard(portfolio),
            it=portfolio,
            style=style,
            script=script,
            security_policy=security_policy,
        )
        + "\n"
    )
