"""html: one page for the file, which loads nothing else and needs no style sheet or script."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._page_parts import load_style
from vendorcheck.reports._templates import html_environment
from vendorcheck.reports.readers import ViewContent
from vendorcheck.reports.view.page import ReportPage

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_INDENT_OR_COMMENT = re.compile(r"^\s+(?://.*)?|\n(?=\n)", re.MULTILINE)


@REPORTS.format("html", ".html", ".htm")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - a browser's width
    """Return the assessment as one HTML page."""
    template, style, script, security_policy = _load_page_parts()
    return (
        template.render(
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


@cache
def _load_page_parts() -> "tuple[Template, Markup, Markup, str]":
    """Return the template, style sheet, script, and a security policy that allows only these.

    The script filters and unfolds the answers, which are all there without it.
    """
    from markupsafe import Markup

    source = (files("vendorcheck.reports") / "templates" / "report.js").read_text("utf-8")
    script = _INDENT_OR_COMMENT.sub("", source).strip()
    style, security_policy = load_style("report.css")
    security_policy += (
        f"; script-src '{_digest(script)}'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )
    template = html_environment().get_template("report.html.j2")
    # Safe as markup: the file is our own, and nothing of a vendor's is in it.
    return template, style, Markup(script), security_policy  # noqa: S704


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"
