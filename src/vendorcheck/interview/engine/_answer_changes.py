"""The changes that events make to the answer to a question."""

from datetime import date
from typing import Any

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.interview.engine._events import (
    AddedEvidence,
    AnswerEvent,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    DeclaredNotApplicable,
    DeclaredUnknown,
    DisputedAnswer,
    GaveAnswer,
    RefusedEvent,
    VerifiedAnswer,
)
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.questions import RawAnswer
from vendorcheck.model.vendor_file import Answer, Mitigation as Measure
from vendorcheck.validation.answers import describe_missing_reason

_EMPTY_ANSWER = Answer()
# The fields that another answer resets. Note, evidence, plan and price stay, since a person typed
# them. Grade, review and consent go: what supports one answer does not support another.
_RESET_FIELDS: dict[str, Any] = {
    "answer": None,
    "unknown": False,
    "not_applicable": None,
    "confirmed_by": None,
    "confirmed_on": None,
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
    origin = _origin(old_answer, as_of, by_requester=by_requester)
    match event:
        case GaveAnswer():
            return _with_details(_give_answer(status, old_answer, event.raw, origin), event)
        case DeclaredUnknown():
            return old_answer.model_copy(update={**_RESET_FIELDS, "unknown": True, **origin})
        case DeclaredNotApplicable(reason, confirmed_by):
            _require_that_it_may_not_apply(status, reason)
            update = {**_RESET_FIELDS, "not_applicable": reason, **_consent(confirmed_by, as_of)}
            return old_answer.model_copy(update={**update, **origin})
        case VerifiedAnswer() if old_answer.not_applicable is not None:
            return _confirm(status, old_answer, reviewer, as_of)
        case VerifiedAnswer() | DisputedAnswer():
            return _verify_or_dispute(old_answer, event, reviewer, as_of)
        case _:
            return _change_detail(status, old_answer, event)


def _origin(old_answer: Answer, as_of: date, *, by_requester: bool) -> dict[str, Any]:
    """Return the fields that say who gives a new answer, and when.

    One to a vendor's question is the vendor's until somebody says otherwise.
    """
    source = "us" if by_requester else "vendor"
    origin = {"as_of": as_of, "by": None}
    return origin if source == old_answer.source else {**origin, "source": source}


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


def needs_consent(status: QuestionStatus) -> bool:
    """Return whether one of us has to agree before the question counts as not applicable."""
    return status.question.not_applicable_rule == "confirmed"


def has_gap(status: QuestionStatus) -> bool:
    """Return whether a question has an answer that earns less than full credit."""
    return status.answer_result is not None and not status.earns_full_credit


def has_gap_that_matters(status: QuestionStatus) -> bool:
    """Return whether the gap of an answer requires a condition, or fails what must be met."""
    result = status.answer_result
    return result is not None and status.question.effect_of(result).has_consequences


def has_scored_gap(status: QuestionStatus) -> bool:
    """Return whether an answer earns less than it could where that counts."""
    return has_gap(status) and bool(status.question.weight_units)


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


def _with_details(answer: Answer, event: GaveAnswer) -> Answer:
    details = {"plan": event.plan, "price": event.price}
    said: dict[str, Any] = {name: text for name, text in details.items() if text}
    if event.link and all(item.url != event.link for item in answer.evidence):
        # A page without a day supports nothing yet: the grade stays.
        said["evidence"] = (*answer.evidence, Evidence(url=event.link))
    return answer.model_copy(update=said) if said else answer


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
    has_reply = old_answer.answer is not None or old_answer.not_applicable is not None
    _require(has_reply, "There is no answer here to judge.")
    if isinstance(event, VerifiedAnswer):
        return old_answer.model_copy(update={"disputed": None, "grade": "verified", **review})
    _require_reason(event.reason, "A dispute needs a reason.")
    return old_answer.model_copy(update={"disputed": event.reason, **review, **_consent("", as_of)})


def _confirm(status: QuestionStatus, old_answer: Answer, reviewer: str, as_of: date) -> Answer:
    """Return a "not applicable" to which the reviewer agrees."""
    _require_that_it_may_not_apply(status, old_answer.not_applicable or "")
    _require(bool(reviewer), "Nobody has said who reviews.")
    return old_answer.model_copy(update={"disputed": None, **_consent(reviewer, as_of)})


def _consent(name: str, day: date) -> dict[str, Any]:
    """Return the fields that say who agrees that a question does not apply; "" for nobody."""
    return {"confirmed_by": name or None, "confirmed_on": day if name else None}


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
