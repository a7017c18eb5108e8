"""One answer for a reader: its state, its text, who gave it and what supports it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.questionnaire_results import QuestionResult
from vendorcheck.model.expected_details import missing_details
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.model.vendor_file import Answer
from vendorcheck.reports.view import words
from vendorcheck.reports.view.evidence import EvidenceEntry, lay_out_evidence
from vendorcheck.text.links import safe_link
from vendorcheck.text.numbers import format_percent

AnswerTone: TypeAlias = Literal["met", "part", "gap", "open", "off"]


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """A question with its answer.

    `severity` is None unless it is scored. `link` is the answer itself if it is a safe address.
    `is_quoted` is true for free text of somebody outside. `statements` are further free texts, each
    with a title. With `finding_anchor` these and the evidence stand at that finding.
    """

    key: str
    ask: str
    severity: Severity | None
    status_label: str
    tone: AnswerTone
    answer: str | None
    link: str | None
    is_quoted: bool
    details: tuple[str, ...]
    statements: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceEntry, ...]
    finding_anchor: str | None


def lay_out_answer(
    result: QuestionResult, change_note: str = "", finding_anchor: str | None = None
) -> AnswerEntry:
    """Lay out one question with its answer.

    An answer to a question for the requester that names no other source is the requester's own.

    Args:
        result: the question.
        change_note: that announced changes may affect the answer; empty if none may.
        finding_anchor: the place of the finding that has its notes and evidence; None if no
            finding has, so that the entry has them itself.
    """
    status, answer = result.status, result.status.answer
    speaker = _speaker(status)
    parsed_answer = status.parsed_answer
    is_free_text = (
        status.answer_state == "unanswered"
        if parsed_answer is None
        else not parsed_answer.options and parsed_answer.amount is None
    )
    return AnswerEntry(
        key=status.question.key,
        ask=status.question.definition.ask,
        severity=status.question.severity if status.question.is_scored else None,
        status_label=words.status_label(result),
        tone=_answer_tone(result),
        answer=answer_text(status),
        link=safe_link(status.parsed_answer.display_text)
        if status.parsed_answer and status.question.definition.answer_is_url
        else None,
        is_quoted=is_free_text and speaker != "us",
        details=tuple(filter(None, (*_details(result, speaker), change_note))),
        statements=() if finding_anchor else (*note_statements(status), *_mitigation(answer)),
        evidence=()
        if finding_anchor
        else tuple(lay_out_evidence(piece) for piece in status.support.evidence),
        finding_anchor=finding_anchor,
    )


def importance_rank(result: QuestionResult) -> tuple[bool, int]:
    """Return a key that sorts questions that must be met first, then by severity."""
    question = result.status.question
    return not question.is_active_blocker, -SEVERITIES.index(question.severity)


def _answer_tone(result: QuestionResult) -> AnswerTone:
    status = result.status
    if result.applies is False or status.answer_state == "not-applicable":
        return "off"
    if status.is_open:
        return "open"
    if status.answer_result is None or not status.question.is_scored:
        return "off"
    return "met" if status.earns_full_credit else "part" if status.answer_result.credit else "gap"


def answer_text(status: QuestionStatus) -> str | None:
    """Return the text of the answer; one that is disputed or does not fit, as written."""
    if status.parsed_answer:
        return status.parsed_answer.display_text
    raw_answer = status.answer.answer if status.answer else None
    return "; ".join(raw_answer) if isinstance(raw_answer, tuple) else raw_answer


def not_applicable_reason(status: QuestionStatus) -> str:
    """Return why a question is said not to apply; empty if nobody says so."""
    return (status.answer.not_applicable if status.answer else None) or ""


def _details(result: QuestionResult, speaker: str) -> Iterator[str]:
    """Yield the small print of the answer, with empty texts: points, support, plan, day, author."""
    status, answer = result.status, result.status.answer
    yield _points(result)
    if result.applies is None:
        yield "whether it applies is not known yet"
    if status.question.is_active_blocker:
        yield "must be met"
    yield f"in its source “{ref}”" if (ref := status.question.definition.ref) else ""
    if answer is None:
        return
    if status.parsed_answer:
        yield words.support_label(status.grade, speaker)
    yield f"plan “{answer.plan}”" if answer.plan else ""
    yield f"price “{answer.price}”" if answer.price else ""
    missing = missing_details(status.question.definition, answer) if status.parsed_answer else ()
    yield f"{' and '.join(missing)} not named" if missing else ""
    yield f"as of {answer.as_of}" if answer.as_of else ""
    yield f"noted by {answer.by}" if answer.by else ""
    if answer.reviewed_by:
        on = f" on {answer.reviewed_on}" if answer.reviewed_on else ""
        yield f"reviewed by {answer.reviewed_by}{on}"
    weakness = status.support.weakness
    yield f"counts as {status.grade} because {weakness}" if weakness else ""


def _points(result: QuestionResult) -> str:
    """Return what the question earns of its weight, and what that adds to the score."""
    question = result.status.question
    if result.contribution is None:
        return (
            f"weighs {words.format_number(question.weight)} if it applies"
            if question.is_scored and result.applies is None
            else ""
        )
    if result.status.answer_result is None:
        return f"0 of {words.format_number(question.weight)} while open"
    earned = words.format_number(question.weight * result.status.answer_result.credit)
    return (
        f"{earned} of {words.format_number(question.weight)}"
        f" (+{format_percent(result.contribution)})"
    )


def _speaker(status: QuestionStatus) -> str:
    """Return who gave an answer: to a question for the requester, the requester unless it says."""
    source = status.answer.source if status.answer else "vendor"
    return "requester" if status.question.is_for_requester and source == "vendor" else source


def note_statements(status: QuestionStatus) -> Iterator[tuple[str, str]]:
    """Yield the notes on an answer, each with a title: why it does not apply, why we dispute it."""
    answer = status.answer
    if answer is None:
        return
    if answer.not_applicable:
        yield "Why it does not concern the product", answer.not_applicable
    if answer.disputed:
        yield "Why we dispute it", answer.disputed
    if answer.note:
        yield words.NOTE_LABELS[_speaker(status)], answer.note


def _mitigation(answer: Answer | None) -> Iterator[tuple[str, str]]:
    if answer and answer.mitigation:
        due = f", due {answer.mitigation.due}" if answer.mitigation.due else ""
        yield f"What is done about it{due}", answer.mitigation.text
