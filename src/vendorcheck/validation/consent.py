"""Check who agrees that a question does not apply, and when."""

from collections.abc import Iterator
from datetime import date

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import Answer
from vendorcheck.validation.answers import describe_missing_reason
from vendorcheck.validation.dates_and_risks import future_date_remarks

_CONFIRM_HINT = "write both as assess --review does, or leave both out"


def has_consent(answer: Answer) -> bool:
    """Return whether an answer says who agrees that the question does not apply, or when."""
    return answer.confirmed_by is not None or answer.confirmed_on is not None


def consent_remarks(
    answer: Answer,
    path: DataPath,
    question: BaseQuestion,
    questionnaire: Questionnaire,
    as_of: date,
) -> Iterator[Remark]:
    """Yield remarks on a consent that is incomplete, in the future, for nothing, or missing.

    The requester's own questions need none.
    """
    if answer.not_applicable is None:
        yield from _needless_consent_remarks(answer, path)
    elif has_consent(answer):
        yield from _incomplete_consent_remarks(answer, path)
        yield from future_date_remarks(answer.confirmed_on, (*path, "confirmed_on"), as_of)
    elif (
        questionnaire.respondent == "vendor"
        and question.not_applicable_rule(question.blocker) == "confirmed"
        and answer.disputed is None
        and answer.answer is None
        and not answer.unknown
        and not describe_missing_reason(answer.not_applicable)
    ):
        yield Remark(
            (*path, "not_applicable"),
            "not-confirmed",
            "none of us has confirmed that this does not apply, so the question is open",
            "assess --review asks, and writes confirmed_by: and confirmed_on:",
            at_key=True,
        )


def _needless_consent_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    for key, value in (
        ("confirmed_by", answer.confirmed_by),
        ("confirmed_on", answer.confirmed_on),
    ):
        if value is not None:
            yield Remark(
                (*path, key),
                "consent-to-nothing",
                "only that a question is not applicable is confirmed, and this says something else",
                "leave it out; who checked an answer is reviewed_by:",
                at_key=True,
            )
            return


def _incomplete_consent_remarks(answer: Answer, path: DataPath) -> Iterator[Remark]:
    if answer.confirmed_by is None or answer.confirmed_on is None:
        present, absent = (
            ("confirmed_on", "confirmed_by")
            if answer.confirmed_by is None
            else ("confirmed_by", "confirmed_on")
        )
        yield Remark(
            (*path, present),
            "consent-incomplete",
            f"without {absent} nobody has confirmed it, and the question is open",
            _CONFIRM_HINT,
            at_key=True,
        )
