"""The words for what changed: titles of groups, answers before and after, notes beside them."""

from collections.abc import Iterator, Mapping
from typing import Final

from vendorcheck.assessment.change.answers import AnswerChange, AnswerChangeKind
from vendorcheck.assessment.change.evidence import EvidenceChange
from vendorcheck.assessment.change.fields import FieldChange, compare_fields
from vendorcheck.assessment.change.record import RiskChange, RiskChangeKind
from vendorcheck.assessment.change.sides import AnswerSide
from vendorcheck.assessment.support import STANDING_PHRASES
from vendorcheck.model.vendor_file import Answer
from vendorcheck.reports.view import words
from vendorcheck.reports.view.answers import answer_text, not_applicable_reason
from vendorcheck.text.numbers import format_rounded_number
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name

GROUP_TITLES: Final[Mapping[AnswerChangeKind, str]] = {
    "worse": "Worse",
    "newly-unknown": "No longer known",
    "improved": "Improved",
    "newly-known": "Known now",
    "evidence": "The same answer, supported otherwise",
    "put-aside": "Put aside as not applicable",
    "taken-up": "No longer put aside",
    "now-asked": "Asked now",
    "no-longer-asked": "No longer asked",
    "counted-differently": "The same answer, counted otherwise",
    "changed": "Another answer that is no better and no worse",
    "details": "Notes and other details",
}
"""The title of each group of answers, in the order of the report."""
COUNTED_KINDS: Final[tuple[AnswerChangeKind, ...]] = (
    *("worse", "newly-unknown", "improved", "newly-known"),
)
"""The ways that are counted on the first screen; the others are counted together."""
RISK_LABELS: Final[Mapping[RiskChangeKind, str]] = {
    "accepted": "accepted",
    "withdrawn": "no longer accepted",
    "changed": "accepted otherwise",
    "lapsed": "the acceptance has ended",
    "in-force": "the acceptance is in force now",
    "not-yet-in-force": "the acceptance is not in force yet",
}
_FIELD_LABELS: Final[Mapping[str, str]] = {
    "not_applicable": "why it does not apply",
    "confirmed_by": "confirmed by",
    "confirmed_on": "confirmed on",
    "disputed": "why it is disputed",
    "grade": "said to be",
    "as_of": "as of",
    "by": "noted by",
    "reviewed_by": "reviewed by",
    "reviewed_on": "reviewed on",
    "sha256": "SHA-256",
    "bridged_until": "bridged until",
    "our_duties": "our duties",
    "requested_on": "Requested on",
    "vendor.name": "Vendor",
    "vendor.product": "Product",
    "vendor.plan": "Plan",
    "vendor.website": "Website",
    "vendor.contact": "Contact",
    "vendor.owner": "Wanted by",
    "contract.renews_on": "Contract renews on",
    "contract.notice_by": "Notice by",
    "contract.yearly_cost": "Cost in a year",
    "log": "Log",
}
_EVIDENCE_FIELDS: Final = (
    *("kind", "dated", "covers", "expires", "bridged_until", "scope", "exceptions", "our_duties"),
    *("sha256", "pages"),
)


def shorten_quote(text: str) -> str:
    """Return the words of a vendor or of ours in a line, as short as a quotation may be."""
    return short_name(text, MAX_QUOTE_LENGTH)


def side_text(side: AnswerSide) -> str:
    """Return an answer as it counts in one of the files."""
    status = side.status
    if status is None:
        return _raw_text(side.answer)
    if not side.is_asked:
        said = answer_text(status)
        return f"not asked ({shorten_quote(said)})" if said else "not asked"
    if status.answer_state in {"not-applicable", "not-confirmed"}:
        return f"{words.state_label(status)}: {shorten_quote(not_applicable_reason(status))}"
    said = answer_text(status)
    if status.parsed_answer is not None:
        return shorten_quote(said or "")
    label = words.state_label(status)
    return f"{label}: {shorten_quote(said)}" if said else label


def texts_of(change: AnswerChange) -> tuple[str, str]:
    """Return an answer before and after; where some options stay, only what is no longer or new."""
    before, after = change.before.status, change.after.status
    old = before.parsed_answer.options if before and before.parsed_answer else frozenset()
    new = after.parsed_answer.options if after and after.parsed_answer else frozenset()
    if after is None or old == new or not old & new:
        return side_text(change.before), side_text(change.after)
    labels = {option.id: option.label for option in after.question.definition.offered_options}
    parts = [
        f"{title}: {'; '.join(label for name, label in labels.items() if name in options)}"
        for title, options in (("no longer", old - new), ("now also", new - old))
        if options
    ]
    return "", "; ".join(parts)


def _raw_text(answer: Answer | None) -> str:
    """Return an answer to a question that no known questionnaire has."""
    if answer is None:
        return "not asked"
    if answer.unknown:
        return "Not known"
    if answer.not_applicable:
        return f"Not applicable: {shorten_quote(answer.not_applicable)}"
    said = answer.answer
    text = "; ".join(said) if isinstance(said, tuple) else said
    return shorten_quote(text) if text else "no answer"


def points_text(change: AnswerChange) -> str:
    """Return what an answer adds to the change of the score; empty if nothing."""
    if not change.points:
        return ""
    text = format_rounded_number(abs(change.points), 2).rstrip("0").rstrip(".")
    return f"{'+' if change.points > 0 else '−'}{text}"


def answer_notes(change: AnswerChange) -> Iterator[str]:
    """Yield what differs beside the answer: support, evidence and details."""
    before, after = change.before.status, change.after.status
    if before and after and before.grade != after.grade and change.before.is_known:
        yield f"counts as {after.grade}, before as {before.grade}"
        if after.support.weakness:
            yield f"because {after.support.weakness}"
    yield from (evidence_note(one) for one in change.evidence)
    # Why a question does not apply stands in its answer already, where that is what differs.
    is_said = change.kind in {"put-aside", "taken-up", "newly-known", "newly-unknown"}
    for one in change.details:
        if one.name != "not_applicable" or not is_said:
            yield field_note(one)


def evidence_note(change: EvidenceChange) -> str:
    """Return how a piece of evidence differs."""
    name = f"“{shorten_quote(change.title)}”"
    match change.kind:
        case "added":
            return f"new evidence {name}"
        case "removed":
            return f"without the evidence {name}"
        case "lapsed" | "no-longer-counts":
            return f"the evidence {name} {end_of_evidence(change)}"
        case "current-again":
            return f"the evidence {name} is current again"
        case "counts-now":
            return f"the evidence {name} counts now"
        case "changed":
            fields = compare_fields(change.before, change.after, _EVIDENCE_FIELDS)
            if not fields:
                return f"the evidence {name} counts no more than before: {_standing_phrase(change)}"
            said = "; ".join(field_note(one) for one in fields)
            return f"the evidence {name} is another: {said}"


def end_of_evidence(change: EvidenceChange) -> str:
    """Return why a piece of evidence no longer counts."""
    return (
        "has ended" if change.kind == "lapsed" else f"no longer counts: {_standing_phrase(change)}"
    )


def _standing_phrase(change: EvidenceChange) -> str:
    return next(
        (
            phrase
            for standing, phrase in STANDING_PHRASES.items()
            if standing == change.standing_after
        ),
        "",
    )


def field_note(change: FieldChange) -> str:
    """Return a field as it is, and as it was."""
    label = field_label(change.name)
    before = shorten_quote(change.before) if change.before else ""
    if change.after is None:
        return f"{label}: no longer “{before}”"
    after = f"{label}: “{shorten_quote(change.after)}”"
    return f"{after}, before “{before}”" if before else after


def field_label(name: str) -> str:
    """Return the name of a field for people."""
    return _FIELD_LABELS.get(name) or short_name(
        name[:1].upper() + name[1:] if ":" in name else name
    )


def risk_note(change: RiskChange) -> str:
    """Return what became of an accepted risk, who accepts it, and until when."""
    risk = change.latest
    until = f"until {risk.expires}"
    if change.kind == "changed" and change.before and change.before.expires != risk.expires:
        until += f", before until {change.before.expires}"
    return f"{RISK_LABELS[change.kind]}, by {short_name(risk.accepted_by)}, {until}"
