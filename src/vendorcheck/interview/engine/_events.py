"""What a person can do in an interview, and what that makes of the answer to a question."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.questions import RawAnswer
from vendorcheck.model.vendor_file import Answer, Evidence, Mitigation as Measure
from vendorcheck.validation.answers import describe_missing_reason


class RefusedEvent(ValueError):  # noqa: N818 - the event can't happen here; nothing erred
    """An event that can't happen here, and why in a sentence for the person."""


@dataclass(frozen=True, slots=True)
class GaveAnswer:
    """The person answers the question: an option's id, several, or words."""

    raw: RawAnswer


@dataclass(frozen=True, slots=True)
class DeclaredUnknown:
    """The person does not know, which is an answer of its own."""


@dataclass(frozen=True, slots=True)
class DeclaredNotApplicable:
    """The question does not concern this product."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """Something to add; an empty text takes the note away."""

    text: str


@dataclass(frozen=True, slots=True)
class AddedEvidence:
    """Evidence, added to what is there."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ChangedPlanAndPrice:
    """Which plan has it and what that costs; an empty text takes it away."""

    plan: str
    price: str


@dataclass(frozen=True, slots=True)
class ChangedMitigation:
    """What is done about the gap, and by when; an empty text takes it away."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """Review: we have checked the answer, and it is so."""


@dataclass(frozen=True, slots=True)
class DisputedAnswer:
    """Review: we don't believe the answer; it counts as unknown."""

    reason: str


@dataclass(frozen=True, slots=True)
class SkippedQuestion:
    """Leave the question aside for now."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """Go on, and leave everything as it is."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """Return to the question before."""


@dataclass(frozen=True, slots=True)
class JumpedToQuestion:
    """Go to a question, `questionnaire/question`."""

    key: str


@dataclass(frozen=True, slots=True)
class RequestedHelp:
    """Show why it is asked and where to look."""


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """Show the answers; said again there, all of the file's."""


@dataclass(frozen=True, slots=True)
class ContinuedWithLeftOut:
    """Ask what fast left out as well."""


@dataclass(frozen=True, slots=True)
class QuitInterview:
    """Stop here."""


AnswerEvent: TypeAlias = (
    GaveAnswer
    | DeclaredUnknown
    | DeclaredNotApplicable
    | ChangedNote
    | AddedEvidence
    | ChangedPlanAndPrice
    | ChangedMitigation
    | VerifiedAnswer
    | DisputedAnswer
)
"""What changes an answer."""
Event: TypeAlias = (
    AnswerEvent
    | SkippedQuestion
    | KeptAnswer
    | WentBack
    | JumpedToQuestion
    | RequestedHelp
    | OpenedReview
    | ContinuedWithLeftOut
    | QuitInterview
)

_EMPTY_ANSWER = Answer()
_RESET_FIELDS: dict[str, Any] = {
    "answer": None,
    "unknown": False,
    "not_applicable": None,
    "disputed": None,
    "grade": "claimed",
    "mitigation": None,
}
"""What another answer takes away. Note, evidence, plan and price stay, since a person typed them; but evidence for
one answer is none for another, so the grade goes."""


def apply_to_answer(  # noqa: PLR0911 - one return for each kind of event
    status: QuestionStatus, event: AnswerEvent, as_of: date, *, by_requester: bool
) -> Answer:
    """The answer after an event.

    Args:
        status: how the question is answered so far.
        event: what the person says.
        as_of: the day, which a new answer is dated with.
        by_requester: whether it is for us to say: the requester's questions.

    Raises:
        Misfit: the question does not take this answer.
        Refused: it can't be said here, or a reason is missing.
    """
    old = status.answer or _EMPTY_ANSWER
    match event:
        case GaveAnswer(raw):
            return _give_answer(status, raw, as_of, by_requester=by_requester)
        case DeclaredUnknown():
            return _with_update(
                old,
                _RESET_FIELDS
                | {"unknown": True}
                | _origin_fields(as_of, by_requester=by_requester),
            )
        case DeclaredNotApplicable(reason):
            _require(
                accepts_not_applicable(status),
                "This question has to be answered; u says that you don't know.",
            )
            _require_reason(reason, "Not applicable needs a reason.")
            return _with_update(
                old,
                _RESET_FIELDS
                | {"not_applicable": reason}
                | _origin_fields(as_of, by_requester=by_requester),
            )
        case ChangedNote(text):
            return _with_update(old, {"note": text or None})
        case AddedEvidence(evidence):
            grade = "documented" if old.grade == "claimed" else old.grade
            return _with_update(old, {"evidence": (*old.evidence, evidence), "grade": grade})
        case ChangedPlanAndPrice(plan, price):
            return _with_update(old, {"plan": plan or None, "price": price or None})
        case ChangedMitigation(text, due):
            _require(_has_gap(status), "There is no gap here that something could be done about.")
            return _with_update(old, {"mitigation": Measure(text=text, due=due) if text else None})
        case _:
            return _verify_or_dispute(status, old, event)


def without_reply(answer: Answer) -> Answer:
    """What stays of an answer that fits its question no more: note, evidence, plan and price."""
    return _with_update(answer, _RESET_FIELDS)


def accepts_not_applicable(status: QuestionStatus) -> bool:
    """Whether the question may be answered as not applicable, here and in the file: a policy can't allow it."""
    return (
        status.question.accepts_not_applicable and status.question.definition.accepts_not_applicable
    )


def _give_answer(
    status: QuestionStatus, raw: RawAnswer, as_of: date, *, by_requester: bool
) -> Answer:
    old = status.answer or _EMPTY_ANSWER
    value = status.question.definition.parse_answer(raw)
    if status.parsed_answer is not None and status.parsed_answer.raw == value.raw:
        return old
    # Evidence that was added before there was any answer supports the first one.
    grade = (
        old.grade if old.answer is None and not (old.unknown or old.not_applicable) else "claimed"
    )
    return _with_update(
        old,
        _RESET_FIELDS
        | {"answer": value.raw, "grade": grade}
        | _origin_fields(as_of, by_requester=by_requester),
    )


def _verify_or_dispute(
    status: QuestionStatus, old: Answer, event: VerifiedAnswer | DisputedAnswer
) -> Answer:
    _require(old.answer is not None, "There is no answer here to judge.")
    if isinstance(event, VerifiedAnswer):
        _require(
            not status.has_only_expired_evidence,
            "All its evidence has ended, so it counts as claimed: add what you looked at as evidence first.",
        )
        return _with_update(old, {"disputed": None, "grade": "verified"})
    _require_reason(event.reason, "A dispute needs a reason.")
    return _with_update(old, {"disputed": event.reason})


def _origin_fields(as_of: date, *, by_requester: bool) -> dict[str, Any]:
    """Who says so and when. A new answer to a vendor's question is the vendor's until somebody says otherwise."""
    return {"source": "us" if by_requester else "vendor", "as_of": as_of, "by": None}


def _with_update(old: Answer, update: dict[str, Any]) -> Answer:
    return old.model_copy(update=update)


def _has_gap(status: QuestionStatus) -> bool:
    return (
        status.parsed_answer is not None
        and status.answer_result is not None
        and not status.earns_full_credit
    )


def _require_reason(text: str, message_if_missing: str) -> None:
    _require(bool(text), message_if_missing)
    complaint = describe_missing_reason(text)
    _require(not complaint, f"{complaint}; write why, in words.")


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - the condition is the point
    if not condition:
        raise RefusedEvent(message)
