"""The gaps of a product as its vendor may see them, each with what would close it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.judgement import RULES_WITH_REMEDIES, VERDICTS
from vendorcheck.reports.view.requests import address_vendor
from vendorcheck.reports.view.steps import is_about_request

_OWN_SOURCES: Final = frozenset(("vendor", "import"))
"""The sources of answers that the vendor may see again: they are its own."""


@dataclass(frozen=True, slots=True)
class VendorGap:
    """A gap of the product, and what would close it.

    `question` is the key of a question, or of a rule over several answers; then there is no `ask`.
    `answer` is the vendor's own. `missing` are the options that are missing, where several count.
    Without those that are `needed`, we can't use the product; clauses are only proposed for them.
    """

    question: str
    gap: str
    ask: str | None
    answer: str | None
    missing: str | None
    needed: bool
    closes: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def details(self) -> Iterator[tuple[str, str]]:
        """Yield the titled sentences about it."""
        if self.ask:
            yield "Question", self.ask
        if self.answer:
            yield "You answered", self.answer
        if self.missing:
            yield "Missing", self.missing
        for text in self.closes:
            yield "What would close it", text
        for text in self.clauses:
            yield "As a clause", text


def vendor_gaps(assessment: Assessment) -> Iterator[VendorGap]:
    """Yield the gaps in the order of the questions, then the requirements that are not met."""
    by_subject: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.kind in {"gap", "requirement"} and not is_about_request(
            assessment, finding.subject
        ):
            by_subject.setdefault(finding.subject, []).append(finding)
    needed = _needed_subjects(assessment)
    for status in assessment.evaluation.statuses:
        if findings := by_subject.pop(key := status.question.key, None):
            yield _question_gap(status, findings, is_needed=key in needed)
    for key in sorted(by_subject):
        (finding,) = by_subject[key]
        clauses = _texts(finding.clause) if key in needed else ()
        closes = _texts(finding.remedy)
        yield VendorGap(key, finding.finding, None, None, None, key in needed, closes, clauses)


def _needed_subjects(assessment: Assessment) -> frozenset[str]:
    """Return the questions and rules whose gaps stand in the way of a better verdict.

    A rule fires for them, or they are on the path to the best verdict. Which of both is not told.
    """
    subjects = {
        subject
        for result in assessment.judgement.rule_results
        if result.rule in RULES_WITH_REMEDIES and not result.could
        for subject in result.subjects
    }
    paths = [assessment.paths_to_yes[verdict].steps for verdict in VERDICTS[:2]]
    steps = next((steps for steps in paths if steps is not None), ())
    return frozenset(subjects | {step.subject for step in steps if step.kind == "remedy"})


def own_answer(status: QuestionStatus) -> str | None:
    """Return the answer if the vendor gave it: what we found out ourselves stays with us."""
    if status.answer is None or status.parsed_answer is None:
        return None
    return status.parsed_answer.quotable_text if status.answer.source in _OWN_SOURCES else None


def _question_gap(status: QuestionStatus, findings: list[Finding], *, is_needed: bool) -> VendorGap:
    """Return the gap of a question; several options of one answer may each be part of it."""
    definition = status.question.definition
    titles = dict.fromkeys(finding.finding for finding in findings)
    closes = _texts(*(finding.remedy for finding in findings))
    if not closes and (enough := definition.describe_full_credit()):
        closes = (f"This would be enough: {enough}.",)
    ask, title = address_vendor(definition.ask), "; ".join(titles)
    is_unnamed = title == definition.ask
    return VendorGap(
        status.question.key,
        ask if is_unnamed else title,
        None if is_unnamed else ask,
        own_answer(status),
        findings[0].missing,
        is_needed,
        closes,
        _texts(*(finding.clause for finding in findings)) if is_needed else (),
    )


def _texts(*texts: str | None) -> tuple[str, ...]:
    """Return the texts that there are, each once."""
    return tuple(dict.fromkeys(text for text in texts if text))
