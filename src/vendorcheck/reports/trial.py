"""trial: a checklist of what to test with a trial account."""

from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.questionnaire_results import QuestionResult, SectionResult
from vendorcheck.reports._base import REPORTS, Display
from vendorcheck.reports._templates import render_markdown
from vendorcheck.reports.view import words
from vendorcheck.reports.view.answers import answer_text, importance_rank


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


@REPORTS.format("trial")
def render(assessment: Assessment, display: Display) -> str:  # noqa: ARG001
    """Return the checklist of what can be tested, applies, and is not verified yet.

    The section with the most important test comes first.
    """
    sections = [
        (section, tests)
        for result in assessment.questionnaires
        for section in result.sections
        if (tests := sorted(_testable_questions(section), key=importance_rank))
    ]
    sections.sort(key=lambda section_tests: importance_rank(section_tests[1][0]))
    groups = tuple(
        TrialGroup(section.section.title, tuple(_trial_test(result.status) for result in tests))
        for section, tests in sections
    )
    return render_markdown(
        "trial.md.j2",
        it=assessment,
        name=words.vendor_name(assessment.vendor.vendor),
        groups=groups,
        own_questionnaires=words.own_questionnaires_text(assessment),
        count=sum(len(group.tests) for group in groups),
    )


def _testable_questions(section: SectionResult) -> Iterator[QuestionResult]:
    for result in section.questions:
        status = result.status
        is_done = status.answer_state == "not-applicable" or (
            status.parsed_answer is not None and status.grade == "verified"
        )
        if status.question.definition.verify and result.applies is not False and not is_done:
            yield result


def _trial_test(status: QuestionStatus) -> TrialTest:
    question, answer = status.question.definition, status.answer
    return TrialTest(
        key=status.question.key,
        instruction=question.verify or "",
        ask=question.ask,
        claim=answer_text(status),
        source="disputed"
        if status.answer_state == "disputed"
        else words.SOURCE_LABELS[answer.source]
        if answer
        else "",
        must_be_met=status.question.is_active_blocker,
    )
