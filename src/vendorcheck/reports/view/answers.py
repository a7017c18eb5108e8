"""One answer as a person reads it: how the question stands, what was said, by whom, what supports it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessment import QuestionResult
from vendorcheck.assessment.evaluation import Reply
from vendorcheck.model.vendor_file import Answer, Evidence
from vendorcheck.reports.view import words
from vendorcheck.text.numbers import percent
from vendorcheck.text.safe import host_of, safe_link

Tone: TypeAlias = Literal["met", "part", "gap", "open", "off"]


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence. `link` is there if it is safe to follow, `host` where it leads."""

    title: str
    link: str | None
    host: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer.

    `link`: where the answer leads, if it is an address. `quoted`: it is in free words of somebody outside.
    `says`: further free words, each with who said them.
    """

    key: str
    ask: str
    standing: str
    tone: Tone
    answer: str | None
    link: str | None
    quoted: bool
    details: tuple[str, ...]
    says: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]


def entry(result: QuestionResult, *, requester: bool) -> Entry:
    """Lay out one question with its answer.

    Args:
        result: the question.
        requester: whether the requester answers it, so that what names no other source is the requester's.
    """
    reply, answer = result.reply, result.reply.answer
    source = answer.source if answer else "vendor"
    voice = "requester" if requester and source == "vendor" else source
    said = reply.value
    free = reply.state == "unanswered" if said is None else not said.options and said.amount is None
    return Entry(
        key=reply.item.key,
        ask=reply.item.question.ask,
        standing=words.standing(result),
        tone=_tone(result),
        answer=_answer(reply),
        link=safe_link(reply.value.shown) if reply.value and reply.item.question.is_address else None,
        quoted=free and voice != "us",
        details=tuple(detail for detail in _details(result, voice) if detail),
        says=tuple(_says(answer, voice)) if answer else (),
        proofs=tuple(proof(evidence, expired=evidence in reply.expired) for evidence in answer.evidence)
        if answer
        else (),
    )


def _tone(result: QuestionResult) -> Tone:
    reply = result.reply
    if result.applies is False or reply.state == "not-applicable":
        return "off"
    if reply.open:
        return "open"
    if reply.outcome is None or not reply.item.scored:
        return "off"
    return "met" if reply.earns_full_credit else "part" if reply.outcome.credit else "gap"


def _answer(reply: Reply) -> str | None:
    """What was answered; what is disputed or does not fit as it was written."""
    if reply.value:
        return reply.value.shown
    raw = reply.answer.answer if reply.answer else None
    return "; ".join(raw) if isinstance(raw, tuple) else raw


def _details(result: QuestionResult, voice: str) -> Iterator[str]:
    """What stands beside the answer in small print: points, support, plan and price, when and by whom."""
    reply, answer = result.reply, result.reply.answer
    yield _points(result)
    if result.applies is None:
        yield "whether it applies is not known yet"
    if reply.item.blocks:
        yield "must be met"
    if answer is None:
        return
    if reply.value:
        yield words.support(reply.grade, voice)
    yield f"plan “{answer.plan}”" if answer.plan else ""
    yield f"price “{answer.price}”" if answer.price else ""
    yield f"as of {answer.as_of}" if answer.as_of else ""
    yield f"noted by {answer.by}" if answer.by else ""


def _points(result: QuestionResult) -> str:
    """What it earns of what it weighs, and what that adds to the score."""
    item = result.reply.item
    if result.contribution is None:
        return (
            f"weighs {words.number(item.weight)} if it applies"
            if item.scored and result.applies is None
            else ""
        )
    if result.reply.outcome is None:
        return f"0 of {words.number(item.weight)} while open"
    earned = words.number(item.weight * result.reply.outcome.credit)
    return f"{earned} of {words.number(item.weight)} (+{percent(result.contribution)})"


def _says(answer: Answer, voice: str) -> Iterator[tuple[str, str]]:
    if answer.not_applicable:
        yield "Why it does not concern the product", answer.not_applicable
    if answer.disputed:
        yield "Why we dispute it", answer.disputed
    if answer.note:
        yield words.NOTE[voice], answer.note
    if answer.mitigation:
        due = f", due {answer.mitigation.due}" if answer.mitigation.due else ""
        yield f"What is done about it{due}", answer.mitigation.text


def proof(evidence: Evidence, *, expired: bool) -> Proof:
    """Lay out a piece of evidence; a link that is not safe stands there as text."""
    link = safe_link(evidence.url) if evidence.url else None
    details = (
        f"“{evidence.url}”" if evidence.url and evidence.title and not link else "",
        f"“{evidence.file}”" if evidence.file and evidence.title else "",
        f"pages “{evidence.pages}”" if evidence.pages else "",
        f"dated {evidence.dated}" if evidence.dated else "",
        f"valid until {evidence.expires}" if evidence.expires else "",
        "expired" if expired else "",
        f"SHA-256 {evidence.sha256}" if evidence.sha256 else "",
    )
    title = evidence.title or evidence.file or evidence.url or "untitled"
    host = host_of(link) if link else ""
    return Proof(title, link, host, tuple(detail for detail in details if detail))
