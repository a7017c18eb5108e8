"""The events of an interview, and how each changes the answer to a question."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.questions import RawAnswer
from vendorcheck.model.vendor_file import Answer, Mitigation as Measure
from vendorcheck.validation.answers import describe_missing_reason


class RefusedEvent(ValueError):  # noqa: N818 - the event can't happen here; nothing erred
    """An event that can't happen here; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class GaveAnswer:
    """The person answers the question: an option's id, several of them, or words."""

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
    """The note of the answer is set; an empty text removes it."""

    text: str


@dataclass(frozen=True, slots=True)
class AddedEvidence:
    """Evidence is added to the existing evidence."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ChangedPlanAndPrice:
    """The plan that has the feature, and its price, are set; an empty text removes one."""

    plan: str
    price: str


@dataclass(frozen=True, slots=True)
class ChangedMitigation:
    """The mitigation of the gap and its due date are set; an empty text removes them."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """Review: we have checked the answer, and it is right."""


@dataclass(frozen=True, slots=True)
class DisputedAnswer:
    """Review: we don't believe the answer; it counts as unknown."""

    reason: str


@dataclass(frozen=True, slots=True)
class SkippedQuestion:
    """The question is left aside for now."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The interview goes on, and everything stays as it is."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """The person returns to the question before."""


@dataclass(frozen=True, slots=True)
class JumpedToQuestion:
    """The person goes to a question, `questionnaire/question`."""

    key: str


@dataclass(frozen=True, slots=True)
class RequestedHelp:
    """The person asks why the question is asked and where to look."""


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """The person asks for the answers; asked again there, for all answers of the file."""


@dataclass(frozen=True, slots=True)
class ContinuedWithLeftOut:
    """The person wants the questions that the fast interview left out, too."""


@dataclass(frozen=True, slots=True)
class QuitInterview:
    """The person stops here."""


# The events that change an answer.
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
# The fields that another answer resets. Note, evidence, plan and price stay, since a person typed
# them. Grade and review go: what supports one answer does not support another.
_RESET_FIELDS: dict[str, Any] = {
    "answer": None,
    "unknown": False,
    "not_applicable": None,
    "disputed": None,
    "grade": "claimed",
    "reviewed_by": None,
    "reviewed_on": None,
    "mitigation": None,
}


def apply_to_answer(
    status: QuestionStatus,
    event: AnswerEvent,
    as_of: date,
    *,
    by_requester: bool,
    reviewer: str = "",
) -> Answer:
    """Return the answer after an event.

    Args:
        status: how the question is answered so far.
        event: what the person says.
        as_of: the day, which dates a new answer.
        by_requester: the question is one for the requester, so that the answer is our own.
        reviewer: who verifies or disputes it.

    Raises:
        InvalidAnswer: the question does not accept this answer.
        RefusedEvent: the event can't happen here, or a reason is missing.
    """
    old_answer = status.answer or _EMPTY_ANSWER
    # A new answer to a vendor's question is the vendor's until somebody says otherwise.
    origin = {"source": "us" if by_requester else "vendor", "as_of": as_of, "by": None}
    match event:
        case GaveAnswer(raw):
            return _give_answer(status, old_answer, raw, origin)
        case DeclaredUnknown():
            return old_answer.model_copy(update={**_RESET_FIELDS, "unknown": True, **origin})
        case DeclaredNotApplicable(reason):
            _require_that_it_may_not_apply(status, reason)
            return old_answer.model_copy(
                update={**_RESET_FIELDS, "not_applicable": reason, **origin}
            )
        case VerifiedAnswer() | DisputedAnswer():
            return _verify_or_dispute(old_answer, event, reviewer, as_of)
        case _:
            return _change_detail(status, old_answer, event)


def without_reply(answer: Answer) -> Answer:
    """Return what is kept of an answer that no longer fits: note, evidence, plan and price."""
    return answer.model_copy(update=_RESET_FIELDS)


def accepts_not_applicable(status: QuestionStatus) -> bool:
    """Return whether the question may be answered as not applicable.

    Both the policy and the question itself must allow it.
    """
    return (
        status.question.accepts_not_applicable and status.question.definition.accepts_not_applicable
    )


def has_gap(status: QuestionStatus) -> bool:
    """Return whether a question has an answer that earns less than full credit."""
    return status.answer_result is not None and not status.earns_full_credit


def _give_answer(
    status: QuestionStatus, old_answer: Answer, raw: RawAnswer, origin: dict[str, Any]
) -> Answer:
    raw = status.question.definition.parse_answer(raw).raw
    if status.parsed_answer is not None and status.parsed_answer.raw == raw:
        return old_answer
    # Evidence that was added before there was any answer supports the first one.
    is_documented = old_answer.answer is None and old_answer.grade == "documented"
    grade = "documented" if is_documented else "claimed"
    return old_answer.model_copy(update={**_RESET_FIELDS, "answer": raw, "grade": grade, **origin})


def _change_detail(
    status: QuestionStatus,
    answer: Answer,
    event: ChangedNote | AddedEvidence | ChangedPlanAndPrice | ChangedMitigation,
) -> Answer:
    match event:
        case ChangedMitigation(text, due):
            _require(has_gap(status), "There is no gap here that something could be done about.")
            measure = Measure(text=text, due=due) if text else None
            return answer.model_copy(update={"mitigation": measure})
        case ChangedNote(text):
            return answer.model_copy(update={"note": text or None})
        case AddedEvidence(evidence):
            grade = "documented" if answer.grade == "claimed" else answer.grade
            return answer.model_copy(
                update={"evidence": (*answer.evidence, evidence), "grade": grade}
            )
        case ChangedPlanAndPrice(plan, price):
            return answer.model_copy(update={"plan": plan or None, "price": price or None})


def _verify_or_dispute(
    old_answer: Answer, event: VerifiedAnswer | DisputedAnswer, reviewer: str, as_of: date
) -> Answer:
    review = {"reviewed_by": reviewer or None, "reviewed_on": as_of}
    _require(old_answer.answer is not None, "There is no answer here to judge.")
    if isinstance(event, VerifiedAnswer):
        return old_answer.model_copy(update={"disputed": None, "grade": "verified", **review})
    _require_reason(event.reason, "A dispute needs a reason.")
    return old_answer.model_copy(update={"disputed": event.reason, **review})


def _require_that_it_may_not_apply(status: QuestionStatus, reason: str) -> None:
    _require(
        accepts_not_applicable(status),
        "This question has to be answered; u says that you don't know.",
    )
    _require_reason(reason, "Not applicable needs a reason.")


def _require_reason(text: str, message_if_missing: str) -> None:
    _require(bool(text), message_if_missing)
    problem = describe_missing_reason(text)
    _require(not problem, f"{problem}; write why, in words.")


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - the condition is the point
    if not condition:
        raise RefusedEvent(message)
