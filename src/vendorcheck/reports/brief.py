"""brief: the request as IT needs it, with what the pre-check found, so that nobody asks twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import Reply
from vendorcheck.assessment.precheck.precheck import PreCheck, of
from vendorcheck.reports._base import Display, precheck_report, report
from vendorcheck.reports._templates import markdown_environment
from vendorcheck.reports.precheck import LEADS
from vendorcheck.reports.view import review, words
from vendorcheck.text.safe import short_name

if TYPE_CHECKING:
    from jinja2 import Template


_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the request with its answer; or how it stands open."""

    key: str
    ask: str
    answer: str
    note: str | None


@report("brief", verdict=False)
def render(assessment: Assessment, display: Display) -> str:
    """The brief for the vendor of an assessment."""
    return brief(of(assessment), display)


@precheck_report("brief", ".md", ".markdown")
def brief(found: PreCheck, display: Display) -> str:  # noqa: ARG001 - the same on every screen
    """The request, the tier it proposes and why, what the pre-check found, and what is open, as Markdown."""
    vendor = found.vendor.vendor
    about = (
        ("Owner", vendor.owner),
        ("Plan considered", vendor.plan),
        ("Contact at the vendor", vendor.contact),
    )
    text = _template().render(
        it=found,
        name=review.product(vendor),
        about=[(title, short_name(text)) for title, text in about if text],
        in_full=words.in_full(vendor),
        request=[_line(reply) for reply in found.request if reply.state != "unanswered"],
        leads=LEADS,
        reasons=review.reasons(found) if found.because else "",
        steps=list(_steps(found)),
        quicker=review.quicker(found.path_to_fast) if found.path_to_fast else "",
    )
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def _line(reply: Reply) -> Line:
    question = reply.item.question
    answer = words.state(reply)
    if reply.value:
        answer = reply.value.shown
    return Line(reply.item.key, question.ask, answer, reply.answer.note if reply.answer else None)


def _steps(found: PreCheck) -> Iterator[str]:
    if found.review is None:
        yield "A green pre-check is enough in this tier: IT is told, and need not review."
        return
    yield from review.sentences(found.as_of, found.review, "the business wants")


@cache
def _template() -> "Template":
    return markdown_environment().get_template("brief.md.j2")
