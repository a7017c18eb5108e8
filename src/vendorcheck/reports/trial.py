"""trial: how to test the answers with a trial account, as a checklist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment, QuestionResult, SectionResult
from vendorcheck.assessment.evaluation import Reply
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports._base import Display, report
from vendorcheck.reports._templates import markdown_environment
from vendorcheck.reports.view import words

if TYPE_CHECKING:
    from jinja2 import Template


_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Test:
    """Something to try: `claim` is what was answered, None where nobody knows yet; `source` who said so."""

    key: str
    do: str
    ask: str
    claim: str | None
    source: str
    must: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The tests of a section, the most important first."""

    title: str
    tests: tuple[Test, ...]


@report("trial")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - the same on every screen
    """What can be tested, applies, and is not verified yet; the section with the most important test first."""
    found = [
        (section, tests)
        for result in assessment.questionnaires
        for section in result.sections
        if (tests := sorted(_open(section), key=_importance))
    ]
    found.sort(key=lambda one: _importance(one[1][0]))
    groups = tuple(
        Group(section.section.title, tuple(_test(result.reply) for result in tests))
        for section, tests in found
    )
    count = sum(len(group.tests) for group in groups)
    text = _template().render(it=assessment, name=words.subject_name(assessment), groups=groups, count=count)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def _open(section: SectionResult) -> Iterator[QuestionResult]:
    for result in section.questions:
        reply = result.reply
        done = reply.state == "not-applicable" or (reply.value is not None and reply.grade == "verified")
        if reply.item.question.verify and result.applies is not False and not done:
            yield result


def _importance(result: QuestionResult) -> tuple[bool, int]:
    """What must be met first, then by severity."""
    item = result.reply.item
    return not item.blocks, -SEVERITIES.index(item.severity)


def _test(reply: Reply) -> Test:
    question, answer = reply.item.question, reply.answer
    raw = answer.answer if answer else None
    written = "; ".join(raw) if isinstance(raw, tuple) else raw
    return Test(
        key=reply.item.key,
        do=question.verify or "",
        ask=question.ask,
        claim=reply.value.shown if reply.value else written,
        source="disputed" if reply.state == "disputed" else words.SOURCE[answer.source] if answer else "",
        must=reply.item.blocks,
    )


@cache
def _template() -> "Template":
    return markdown_environment().get_template("trial.md.j2")
