"""trial: a checklist of what to test with a trial account."""

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
    """A test of one answer.

    `claim` is the answer, None if there is none yet; `source` says who gave it.
    """

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
    """Return the checklist of what can be tested, applies, and is not verified yet.

    The section with the most important test comes first.
    """
    sections = [
        (section, tests)
        for result in assessment.questionnaires
        for section in result.sections
        if (tests := sorted(_testable_questions(section), key=_importance_key))
    ]
    sections.sort(key=lambda section_tests: _importance_key(section_tests[1][0]))
    groups = tuple(
        TrialGroup(section.section.title, tuple(_trial_test(result.status) for result in tests))
        for section, tests in sections
    )
    count = sum(len(group.tests) for group in groups)
    text = _template().render(
        it=assessment, name=words.subject_name(assessment), groups=groups, count=count
    )
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def _testable_questions(section: SectionResult) -> Iterator[QuestionResult]:
    for result in section.questions:
        status = result.status
        is_done = status.answer_state == "not-applicable" or (
            status.parsed_answer is not None and status.grade == "verified"
        )
        if status.question.definition.verify and result.applies is not False and not is_done:
            yield result


def _importance_key(result: QuestionResult) -> tuple[bool, int]:
    """Sort questions that must be met first, then by severity."""
    question = result.status.question
    return not question.is_active_blocker, -SEVERITIES.index(question.severity)


def _trial_test(status: QuestionStatus) -> TrialTest:
    question, answer = status.question.definition, status.answer
    raw_answer = answer.answer if answer else None
    answer_text = "; ".join(raw_answer) if isinstance(raw_answer, tuple) else raw_answer
    return TrialTest(
        key=status.question.key,
        instruction=question.verify or "",
        ask=question.ask,
        claim=status.parsed_answer.display_text if status.parsed_answer else answer_text,
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
