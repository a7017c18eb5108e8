"""trial: how to test the answers with a trial account, as a checklist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment, QuestionResult, SectionResult
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.reports._base import Display, report
from vendorcheck.reports._templates import markdown_environment
from vendorcheck.reports.view import words

if TYPE_CHECKING:
    from jinja2 import Template


_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class TrialTest:
    """Something to try: `claim` is what was answered, None where nobody knows yet; `source` who said so."""

    key: str
    instruction: str
    ask: str
    claim: str | None
    source: str
    must_be_met: bool


@dataclass(frozen=True, slots=True)
class TrialGroup:
    """The tests of a section, the most important first."""

    title: str
    tests: tuple[TrialTest, ...]


@report("trial")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001 - the same on every screen
    """What can be tested, applies, and is not verified yet; the section with the most important test first."""
    found = [
        (section, tests)
        for result in assessment.questionnaires
        for section in result.sections
        if (tests := sorted(_testable_questions(section), key=_sort_by_importance))
    ]
    found.sort(key=lambda one: _sort_by_importance(one[1][0]))
    groups = tuple(
        TrialGroup(section.section.title, tuple(_trial_test(result.status) for result in tests))
        for section, tests in found
    )
    count = sum(len(group.tests) for group in groups)
    text = _template().render(
        it=assessment, name=words.subject_name(assessment), groups=groups, count=count
    )
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def _testable_questions(section: SectionResult) -> Iterator[QuestionResult]:
    for result in section.questions:
        reply = result.status
        done = reply.answer_state == "not-applicable" or (
            reply.parsed_answer is not None and reply.grade == "verified"
        )
        if reply.question.definition.verify and result.applies is not False and not done:
            yield result


def _sort_by_importance(result: QuestionResult) -> tuple[bool, int]:
    """What must be met first, then by severity."""
    item = result.status.question
    return not item.is_active_blocker, -SEVERITIES.index(item.severity)


def _trial_test(status: QuestionStatus) -> TrialTest:
    question, answer = status.question.definition, status.answer
    raw = answer.answer if answer else None
    written = "; ".join(raw) if isinstance(raw, tuple) else raw
    return TrialTest(
        key=status.question.key,
        instruction=question.verify or "",
        ask=question.ask,
        claim=status.parsed_answer.display_text if status.parsed_answer else written,
        source="disputed"
        if status.answer_state == "disputed"
        else words.SOURCE_LABELS[answer.source]
        if answer
        else "",
        must_be_met=status.question.is_active_blocker,
    )


@cache
def _template() -> "Template":
    return markdown_environment().get_template("trial.md.j2")
