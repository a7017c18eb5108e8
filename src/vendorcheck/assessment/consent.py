"""Consent: one of us agrees that a question which was said not to apply does not apply."""

from datetime import date

from vendorcheck.assessment.evaluation import QuestionStatus, is_put_aside_by_vendor
from vendorcheck.assessment.plan.plan import Plan


def lacks_consent(status: QuestionStatus, as_of: date) -> bool:
    """Return whether it was said that a question does not apply, and none of us agreed."""
    return status.answer_state == "not-confirmed" or is_put_aside_by_vendor(status, as_of)


def is_named_by_condition(plan: Plan, key: str) -> bool:
    """Return whether the `when` of a question, section, check, tier or questionnaire names it.

    To agree that such a question does not apply decides about something else as well.
    """
    return key in plan.referenced_keys or key in plan.tier_question_keys


def with_consent(status: QuestionStatus, as_of: date) -> QuestionStatus:
    """Return the status of a question once we agree that it does not apply."""
    consent = {"confirmed_by": "us", "confirmed_on": as_of}
    answer = status.answer and status.answer.model_copy(update=consent)
    return QuestionStatus(status.question, "not-applicable", answer)
