"""What a person can do in an interview, and what that makes of the answer to a question."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from vendorcheck.assessment.evaluation import Reply
from vendorcheck.model.questions import Raw
from vendorcheck.model.vendor_file import Answer, Evidence
from vendorcheck.model.vendor_file import Mitigation as Measure
from vendorcheck.validation.answers import no_reason


class Refused(ValueError):  # noqa: N818 - the event can't happen here; nothing erred
    """An event that can't happen here, and why in a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answers the question: an option's id, several, or words."""

    raw: Raw


@dataclass(frozen=True, slots=True)
class Unknown:
    """The person does not know, which is an answer of its own."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not concern this product."""

    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to add; an empty text takes the note away."""

    text: str


@dataclass(frozen=True, slots=True)
class Support:
    """Evidence, added to what is there."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PlanAndPrice:
    """Which plan has it and what that costs; an empty text takes it away."""

    plan: str
    price: str


@dataclass(frozen=True, slots=True)
class Mitigate:
    """What is done about the gap, and by when; an empty text takes it away."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """Review: we have checked the answer, and it is so."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """Review: we don't believe the answer; it counts as unknown."""

    reason: str


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave the question aside for now."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Go on, and leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Back:
    """Return to the question before."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to a question, `questionnaire/question`."""

    key: str


@dataclass(frozen=True, slots=True)
class Help:
    """Show why it is asked and where to look."""


@dataclass(frozen=True, slots=True)
class Review:
    """Show the answers; said again there, all of the file's."""


@dataclass(frozen=True, slots=True)
class Continue:
    """Ask what fast left out as well."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Stop here."""


Saying: TypeAlias = (
    Answered | Unknown | NotApplicable | Note | Support | PlanAndPrice | Mitigate | Verified | Disputed
)
"""What changes an answer."""
Event: TypeAlias = Saying | Skip | Keep | Back | Jump | Help | Review | Continue | Quit

_NOTHING = Answer()
_FRESH: dict[str, Any] = {
    "answer": None,
    "unknown": False,
    "not_applicable": None,
    "disputed": None,
    "grade": "claimed",
    "mitigation": None,
}
"""What another answer takes away. Note, evidence, plan and price stay, since a person typed them; but evidence for
one answer is none for another, so the grade goes."""


def said(reply: Reply, event: Saying, as_of: date, *, ours: bool) -> Answer:  # noqa: PLR0911 - one for each event
    """The answer after an event.

    Args:
        reply: how the question is answered so far.
        event: what the person says.
        as_of: the day, which a new answer is dated with.
        ours: whether it is for us to say: the requester's questions.

    Raises:
        Misfit: the question does not take this answer.
        Refused: it can't be said here, or a reason is missing.
    """
    old = reply.answer or _NOTHING
    match event:
        case Answered(raw):
            return _answered(reply, raw, as_of, ours=ours)
        case Unknown():
            return _changed(old, _FRESH | {"unknown": True} | _origin(as_of, ours=ours))
        case NotApplicable(reason):
            _expect(may_be_left_out(reply), "This question has to be answered; u says that you don't know.")
            _expect_reason(reason, "Not applicable needs a reason.")
            return _changed(old, _FRESH | {"not_applicable": reason} | _origin(as_of, ours=ours))
        case Note(text):
            return _changed(old, {"note": text or None})
        case Support(evidence):
            grade = "documented" if old.grade == "claimed" else old.grade
            return _changed(old, {"evidence": (*old.evidence, evidence), "grade": grade})
        case PlanAndPrice(plan, price):
            return _changed(old, {"plan": plan or None, "price": price or None})
        case Mitigate(text, due):
            _expect(_gap(reply), "There is no gap here that something could be done about.")
            return _changed(old, {"mitigation": Measure(text=text, due=due) if text else None})
        case _:
            return _judged(reply, old, event)


def unsaid(answer: Answer) -> Answer:
    """What stays of an answer that fits its question no more: note, evidence, plan and price."""
    return _changed(answer, _FRESH)


def may_be_left_out(reply: Reply) -> bool:
    """Whether the question may be answered as not applicable, here and in the file: a policy can't allow it."""
    return reply.item.accepts_not_applicable and reply.item.question.accepts_not_applicable


def _answered(reply: Reply, raw: Raw, as_of: date, *, ours: bool) -> Answer:
    old = reply.answer or _NOTHING
    value = reply.item.question.read(raw)
    if reply.value is not None and reply.value.raw == value.raw:
        return old
    # Evidence that was added before there was any answer supports the first one.
    grade = old.grade if old.answer is None and not (old.unknown or old.not_applicable) else "claimed"
    return _changed(old, _FRESH | {"answer": value.raw, "grade": grade} | _origin(as_of, ours=ours))


def _judged(reply: Reply, old: Answer, event: Verified | Disputed) -> Answer:
    _expect(old.answer is not None, "There is no answer here to judge.")
    if isinstance(event, Verified):
        _expect(
            not reply.outdated,
            "All its evidence has ended, so it counts as claimed: add what you looked at as evidence first.",
        )
        return _changed(old, {"disputed": None, "grade": "verified"})
    _expect_reason(event.reason, "A dispute needs a reason.")
    return _changed(old, {"disputed": event.reason})


def _origin(as_of: date, *, ours: bool) -> dict[str, Any]:
    """Who says so and when. A new answer to a vendor's question is the vendor's until somebody says otherwise."""
    return {"source": "us" if ours else "vendor", "as_of": as_of, "by": None}


def _changed(old: Answer, update: dict[str, Any]) -> Answer:
    return old.model_copy(update=update)


def _gap(reply: Reply) -> bool:
    return reply.value is not None and reply.outcome is not None and not reply.earns_full_credit


def _expect_reason(text: str, otherwise: str) -> None:
    _expect(bool(text), otherwise)
    complaint = no_reason(text)
    _expect(not complaint, f"{complaint}; write why, in words.")


def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the condition is the point
    if not holds:
        raise Refused(otherwise)
