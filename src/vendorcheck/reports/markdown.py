"""markdown: headings, lists, simple tables and links, which every Markdown reader understands."""

import re
from functools import cache
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports._base import Display, report
from vendorcheck.reports._templates import markdown_environment
from vendorcheck.reports.view.page import ReportPage

if TYPE_CHECKING:
    from jinja2 import Template

_BLANK_LINES = re.compile(r"\n{3,}")


@report("markdown", ".md", ".markdown")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - the same on every screen
    """Return the assessment as Markdown."""
    text = _template().render(page=ReportPage(assessment), it=assessment)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


@cache
def _template() -> "Template":
    return markdown_environment().get_template("report.md.j2")
