"""What stands between the vendor and full marks: gaps, weak grades, contradictions, missing evidence, lapsed risks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias, get_args

from vendorcheck.assessment.evaluation import Reply, Situation, ended
from vendorcheck.assessment.rules import Accepted, covers, in_time, severity_of
from vendorcheck.model.fields import SEVERITIES, Effort, Severity
from vendorcheck.model.vendor_file import AcceptedRisk, Mitigation, VendorFile

Kind: TypeAlias = Literal["gap", "contradiction", "grade", "accepted-risk", "evidence"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the vendor that is not as it should be.

    `question` is there for all kinds but a contradiction, which has a `check` instead. `answer` is the answer
    as written, `shown` as a person reads it, `missing` what it lacks where several options count. `controls` maps a framework to the
    controls concerned.
    """

    kind: Kind
    severity: Severity
    finding: str
    question: str | None = None
    check: str | None = None
    ask: str | None = None
    answer: str | tuple[str, ...] | None = None
    shown: str | None = None
    missing: str | None = None
    why: str | None = None
    remedy: str | None = None
    clause: str | None = None
    effort: Effort | None = None
    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mitigation: Mitigation | None = None
    accepted: AcceptedRisk | None = None

    @property
    def subject(self) -> str:
        """The question or the check."""
        return self.question or self.check or ""


def findings(situation: Situation, vendor: VendorFile, accepted: Accepted) -> tuple[Finding, ...]:
    """All findings, worst first; among equals by kind, then in the order of the questionnaires."""
    found = [
        *_about_questions(situation, accepted),
        *_contradictions(situation, accepted),
        *_lapsed(situation, vendor, accepted),
    ]
    return tuple(sorted(found, key=lambda one: (-SEVERITIES.index(one.severity), KINDS.index(one.kind))))


def _about_questions(situation: Situation, accepted: Accepted) -> Iterator[Finding]:
    for reply, applies in situation:
        if reply.value is None or applies is not True:
            continue
        risk = next((risk for risk in accepted.get(reply.item.key, ()) if covers(risk, reply)), None)
        if reply.item.scored:
            if not reply.earns_full_credit:
                yield _gap(reply, risk)
            yield from _weak(situation, reply, risk)
        yield from _evidence(reply)


def _gap(reply: Reply, risk: AcceptedRisk | None) -> Finding:
    question = reply.item.question
    wording = reply.outcome.wording if reply.outcome else question
    return Finding(
        "gap",
        severity_of(reply),
        wording.finding or question.finding or question.ask,
        question=reply.item.key,
        ask=question.ask,
        answer=reply.value.raw if reply.value else None,
        shown=reply.value.shown if reply.value else None,
        missing=(question.missing(reply.value) if reply.value else "") or None,
        why=question.why,
        remedy=wording.remedy or question.remedy,
        clause=wording.clause or question.clause,
        effort=wording.effort or question.effort,
        controls=question.maps_to,
        mitigation=reply.answer.mitigation if reply.answer else None,
        accepted=risk,
    )


def _plain(
    reply: Reply, kind: Kind, severity: Severity, text: str, remedy: str, risk: AcceptedRisk | None
) -> Finding:
    """A finding about how an answer is supported rather than about what it says."""
    return Finding(
        kind,
        severity,
        text,
        question=reply.item.key,
        ask=reply.item.question.ask,
        answer=reply.value.raw if reply.value else None,
        shown=reply.value.shown if reply.value else None,
        remedy=remedy,
        controls=reply.item.question.maps_to,
        accepted=risk,
    )


def _weak(situation: Situation, reply: Reply, risk: AcceptedRisk | None) -> Iterator[Finding]:
    if reply.grade in reply.item.weak:
        wanted = reply.item.standard.grade
        day = ended(situation, reply)
        since = f" since its evidence ended on {day}" if day else ""
        text = f"The answer is only {reply.grade}{since}; {wanted} is wanted"
        remedy = "Let us test it, or send a test's result."
        if wanted == "documented":
            remedy = "Send the current document." if day else "Send a document that shows it."
        yield _plain(reply, "grade", reply.item.severity, text, remedy, risk)


def _evidence(reply: Reply) -> Iterator[Finding]:
    if reply.expired:
        titles = ", ".join(
            evidence.title or evidence.url or evidence.file or "untitled" for evidence in reply.expired
        )
        yield _plain(
            reply, "evidence", "low", f"Evidence has expired: {titles}", "Send the current document.", None
        )
    elif reply.item.question.evidence == "expected" and reply.answer and not reply.answer.evidence:
        yield _plain(
            reply, "evidence", "low", "No evidence supports the answer", "Send a document or a link.", None
        )


def _contradictions(situation: Situation, accepted: Accepted) -> Iterator[Finding]:
    for (key, check, _), holds in zip(situation.plan.checks, situation.checks, strict=True):
        if holds is True:
            yield Finding(
                "contradiction",
                check.severity,
                check.message,
                check=key,
                remedy="Say which of the answers is right.",
                accepted=next(iter(accepted.get(key, ())), None),
            )


def _lapsed(situation: Situation, vendor: VendorFile, accepted: Accepted) -> Iterator[Finding]:
    """Accepted risks that have come to their end, or whose answer has changed, while what they were about is still so."""
    lapsed = in_time(vendor)
    for reply, applies in situation:
        risks = [risk for risk in lapsed if risk.question == reply.item.key]
        if risks and applies is not False and _wants_accepting(reply, accepted):
            for risk in risks:
                yield _ended(risk, reply.item.severity, situation.as_of, reply=reply)
    for (key, check, _), holds in zip(situation.plan.checks, situation.checks, strict=True):
        for risk in lapsed:
            if risk.question == key and holds is not False and key not in accepted:
                yield _ended(risk, check.severity, situation.as_of, check=key)


def _wants_accepting(reply: Reply, accepted: Accepted) -> bool:
    """Whether there is something to accept about a question that nobody accepts."""
    if not reply.item.rated or any(covers(risk, reply) for risk in accepted.get(reply.item.key, ())):
        return False
    return reply.open or (
        reply.value is not None and (not reply.earns_full_credit or reply.grade in reply.item.weak)
    )


def _ended(
    risk: AcceptedRisk, severity: Severity, as_of: date, reply: Reply | None = None, check: str | None = None
) -> Finding:
    if risk.expires < as_of:
        text = f"The acceptance by {risk.accepted_by} ended on {risk.expires}"
    else:
        text = f"{risk.accepted_by} accepted another answer than the one given now"
    remedy = "Accept it anew with a reason and an end, or have it mended."
    return Finding(
        "accepted-risk",
        severity,
        text,
        question=reply.item.key if reply else None,
        check=check,
        ask=reply.item.question.ask if reply else None,
        answer=reply.value.raw if reply and reply.value else None,
        shown=reply.value.shown if reply and reply.value else None,
        remedy=remedy,
    )
