"""html: one file that needs nothing else and asks nobody for anything; readable without its style sheet."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import Display, report
from vendorcheck.reports._templates import html_environment
from vendorcheck.reports.view.page import ReportPage

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_SPARE_WHITESPACE = re.compile(r"(?<=[{}:;,])\s+|\s+(?=[{}])|/\*.*?\*/|\s(?=\s)", re.DOTALL)


@report("html", ".html", ".htm")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - the browser knows its own width
    """The assessment as one HTML page."""
    template, style, policy = _load_page_parts()
    return (
        template.render(page=ReportPage(assessment), it=assessment, style=style, policy=policy)
        + "\n"
    )


@cache
def _load_page_parts() -> "tuple[Template, Markup, str]":
    """The template, the style sheet, and the content security policy that allows this style sheet and nothing else."""
    from markupsafe import Markup  # noqa: PLC0415 - start-up is a feature

    source = (files("vendorcheck.reports") / "templates" / "report.css").read_text("utf-8")
    style = Markup(_SPARE_WHITESPACE.sub("", source).replace("\n", " ").strip())  # noqa: S704 - our own file, nothing of a vendor's in it
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return html_environment().get_template("report.html.j2"), style, policy
