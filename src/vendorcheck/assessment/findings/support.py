"""Find weak support: a grade that is too low, evidence that is missing or no longer counts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding, finding_on_question
from vendorcheck.assessment.support import (
    STANDING_PHRASES,
    AssessedEvidence,
    EvidenceStanding,
    nearest_standing,
)
from vendorcheck.model.evidence import FileState
from vendorcheck.model.vendor_file import AcceptedRisk

_EVIDENCE_REPORTS: Final[tuple[tuple[str, EvidenceStanding | FileState], ...]] = (
    ("Evidence has expired", "expired"),
    ("The file of the evidence has changed", "changed"),
    ("The file of the evidence is missing", "missing"),
    ("The file of the evidence does not lie in the vendor file's folder", "outside"),
)
"""The words of a finding on evidence, by its standing or the state of its file."""


def grade_findings(status: QuestionStatus, accepted_risk: AcceptedRisk | None) -> Iterator[Finding]:
    """Yield the finding on an answer whose grade is weaker than its severity requires."""
    if status.grade not in status.question.insufficient_grades:
        return
    minimum_grade = status.question.requirements.minimum_grade
    text = f"The answer is only {status.grade}{_weakness(status)}; {minimum_grade} is required"
    remedy = "Let us test it, or send a test's result."
    if status.answer and status.answer.grade == "verified":
        remedy = "Review it: write who reviewed it and when."
    elif minimum_grade == "documented":
        remedy = (
            "Send the current document."
            if status.support.ended_on
            else "Send a document that shows it."
        )
    yield replace(
        finding_on_question(status, "grade", status.question.severity, text),
        remedy=remedy,
        controls=status.question.definition.controls,
        accepted_risk=accepted_risk,
    )


def _weakness(status: QuestionStatus) -> str:
    """Return why the answer counts as less than it says, to go on with; empty if it does not."""
    support = status.support
    if support.ended_on:
        return f" since its evidence ended on {support.ended_on}"
    return f" because {support.weakness}" if support.weakness else ""


def evidence_findings(status: QuestionStatus) -> Iterator[Finding]:
    """Yield the finding on evidence that has ended or whose file is not what it was.

    Where evidence is expected, it is on an answer that none supports.
    """
    evidence = status.support.evidence
    texts = [
        f"{text}: {', '.join(titles)}"
        for text, state in _EVIDENCE_REPORTS
        if (titles := [piece.title for piece in evidence if state in _states_of(piece)])
    ]
    if texts:
        remedy = "Send the current document."
    elif (
        status.question.definition.evidence == "expected"
        and not status.support.has_evidence_that_counts
    ):
        nearest = nearest_standing(evidence)
        why = f": {STANDING_PHRASES[nearest]}" if nearest else ""
        texts, remedy = [f"No evidence supports the answer{why}"], "Send a document or a link."
    else:
        return
    yield replace(
        finding_on_question(status, "evidence", "low", ". ".join(texts)),
        remedy=remedy,
        controls=status.question.definition.controls,
    )


def _states_of(piece: AssessedEvidence) -> tuple[EvidenceStanding | FileState | None, ...]:
    return "expired" if piece.ended_on else piece.standing, piece.file_state
