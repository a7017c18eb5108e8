"""One answer as a person reads it: how the question stands, what was said, by whom, what supports it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessment import QuestionResult
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.vendor_file import Answer, Evidence
from vendorcheck.reports.view import words
from vendorcheck.text.numbers import format_percent
from vendorcheck.text.safe import host_of, safe_link

AnswerTone: TypeAlias = Literal["met", "part", "gap", "open", "off"]


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A piece of evidence. `link` is there if it is safe to follow, `host` where it leads."""

    title: str
    link: str | None
    host: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """A question with its answer.

    `link`: where the answer leads, if it is an address. `quoted`: it is in free words of somebody outside.
    `says`: further free words, each with who said them.
    """

    key: str
    ask: str
    status_label: str
    tone: AnswerTone
    answer: str | None
    link: str | None
    is_quoted: bool
    details: tuple[str, ...]
    statements: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceEntry, ...]


def lay_out_answer(result: QuestionResult, *, answered_by_requester: bool) -> AnswerEntry:
    """Lay out one question with its answer.

    Args:
        result: the question.
        answered_by_requester: whether the requester answers it, so that what names no other source is the requester's.
    """
    reply, answer = result.status, result.status.answer
    source = answer.source if answer else "vendor"
    voice = "requester" if answered_by_requester and source == "vendor" else source
    said = reply.parsed_answer
    free = (
        reply.answer_state == "unanswered"
        if said is None
        else not said.options and said.amount is None
    )
    return AnswerEntry(
        key=reply.question.key,
        ask=reply.question.definition.ask,
        status_label=words.status_label(result),
        tone=_answer_tone(result),
        answer=_answer_text(reply),
        link=safe_link(reply.parsed_answer.display_text)
        if reply.parsed_answer and reply.question.definition.answer_is_url
        else None,
        is_quoted=free and voice != "us",
        details=tuple(detail for detail in _details(result, voice) if detail),
        statements=tuple(_statements(answer, voice)) if answer else (),
        evidence=tuple(
            lay_out_evidence(evidence, has_expired=evidence in reply.expired_evidence)
            for evidence in answer.evidence
        )
        if answer
        else (),
    )


def _answer_tone(result: QuestionResult) -> AnswerTone:
    reply = result.status
    if result.applies is False or reply.answer_state == "not-applicable":
        return "off"
    if reply.is_open:
        return "open"
    if reply.answer_result is None or not reply.question.is_scored:
        return "off"
    return "met" if reply.earns_full_credit else "part" if reply.answer_result.credit else "gap"


def _answer_text(status: QuestionStatus) -> str | None:
    """What was answered; what is disputed or does not fit as it was written."""
    if status.parsed_answer:
        return status.parsed_answer.display_text
    raw = status.answer.answer if status.answer else None
    return "; ".join(raw) if isinstance(raw, tuple) else raw


def _details(result: QuestionResult, speaker: str) -> Iterator[str]:
    """What stands beside the answer in small print: points, support, plan and price, when and by whom."""
    reply, answer = result.status, result.status.answer
    yield _points(result)
    if result.applies is None:
        yield "whether it applies is not known yet"
    if reply.question.is_active_blocker:
        yield "must be met"
    if answer is None:
        return
    if reply.parsed_answer:
        yield words.support_label(reply.grade, speaker)
    yield f"plan “{answer.plan}”" if answer.plan else ""
    yield f"price “{answer.price}”" if answer.price else ""
    yield f"as of {answer.as_of}" if answer.as_of else ""
    yield f"noted by {answer.by}" if answer.by else ""


def _points(result: QuestionResult) -> str:
    """What it earns of what it weighs, and what that adds to the score."""
    item = result.status.question
    if result.contribution is None:
        return (
            f"weighs {words.format_number(item.weight)} if it applies"
            if item.is_scored and result.applies is None
            else ""
        )
    if result.status.answer_result is None:
        return f"0 of {words.format_number(item.weight)} while open"
    earned = words.format_number(item.weight * result.status.answer_result.credit)
    return (
        f"{earned} of {words.format_number(item.weight)} (+{format_percent(result.contribution)})"
    )


def _statements(answer: Answer, speaker: str) -> Iterator[tuple[str, str]]:
    if answer.not_applicable:
        yield "Why it does not concern the product", answer.not_applicable
    if answer.disputed:
        yield "Why we dispute it", answer.disputed
    if answer.note:
        yield words.NOTE_LABELS[speaker], answer.note
    if answer.mitigation:
        due = f", due {answer.mitigation.due}" if answer.mitigation.due else ""
        yield f"What is done about it{due}", answer.mitigation.text


def lay_out_evidence(evidence: Evidence, *, has_expired: bool) -> EvidenceEntry:
    """Lay out a piece of evidence; a link that is not safe stands there as text."""
    link = safe_link(evidence.url) if evidence.url else None
    details = (
        f"“{evidence.url}”" if evidence.url and evidence.title and not link else "",
        f"“{evidence.file}”" if evidence.file and evidence.title else "",
        f"pages “{evidence.pages}”" if evidence.pages else "",
        f"dated {evidence.dated}" if evidence.dated else "",
        f"valid until {evidence.expires}" if evidence.expires else "",
        "expired" if has_expired else "",
        f"SHA-256 {evidence.sha256}" if evidence.sha256 else "",
    )
    title = evidence.title or evidence.file or evidence.url or "untitled"
    host = host_of(link) if link else ""
    return EvidenceEntry(title, link, host, tuple(detail for detail in details if detail))
