"""Check who agrees that a question does not apply, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import NotApplicableRule
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.words import join_list
from vendorcheck.validation.answers import describe_missing_reason
from vendorcheck.validation.dates_and_risks import future_date_remarks

_MAX_SINGLE_REMARKS = 3
"""The most questions that wait for the same consent and have a remark each."""
_MAX_NAMED_QUESTIONS = 50
"""The most questions that one remark names."""
_CONFIRM_HINT = "write both as assess --review does, or leave both out"


_REFUSED_HINT = "answer it, or write {unknown: true}"


def _refusal(rules: frozenset[NotApplicableRule]) -> str:
    """Return why a question that can itself be put aside is open nevertheless."""
    if len(rules) == 1:
        return "the policy makes this question a blocker, so it can't be put aside and is open"
    return "a tier of the policy makes this question a blocker: there it can't be put aside"


def has_consent(answer: Answer) -> bool:
    """Return whether an answer says who agrees that the question does not apply, or when."""
    return answer.confirmed_by is not None or answer.confirmed_on is not None


def consent_remarks(
    answer: Answer,
    path: DataPath,
    rules: frozenset[NotApplicableRule],
    questionnaire: Questionnaire,
    as_of: date,
) -> Iterator[Remark]:
    """Yield remarks on a consent that is incomplete, in the future, for nothing, or missing.

    The requester's own questions need none.

    Args:
        answer: the answer.
        path: its path.
        rules: who may put the question aside, in any tier of the policy that counts.
        questionnaire: the questionnaire of the question.
        as_of: the day.
    """
    if answer.not_applicable is None:
        yield from _needless_consent_remarks(answer, path)
    elif "refused" in rules:
        if _puts_aside(answer):
            yield _open_remark(path, _refusal(rules), _REFUSED_HINT)
    elif has_consent(answer):
        yield from _incomplete_consent_remarks(answer, path)
        yield from future_date_remarks(answer.confirmed_on, (*path, "confirmed_on"), as_of)
    elif questionnaire.respondent == "vendor" and "confirmed" in rules and _puts_aside(answer):
        yield _open_remark(
            path,
            "none of us has confirmed that this does not apply, so the question is open",
            "assess --review asks, and writes confirmed_by: and confirmed_on:",
        )


def gather_unconfirmed(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield remarks; of many that wait for the same consent, one that names the questions.

    It stands where the first of them does.
    """
    unconfirmed: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.code == "not-confirmed" and not remark.bracketed_note:
            unconfirmed.setdefault(remark.message, []).append(remark)
        else:
            yield remark
    for same in unconfirmed.values():
        if len(same) <= _MAX_SINGLE_REMARKS:
            yield from same
            continue
        keys = [f"{remark.path[1]}/{remark.path[3]}" for remark in same]
        more_count = len(keys) - _MAX_NAMED_QUESTIONS
        names = keys[:_MAX_NAMED_QUESTIONS] + ([f"{more_count} more"] if more_count > 0 else [])
        message = f"{len(same)} questions: {same[0].message}: {join_list(names)}"
        yield replace(same[0], message=message)


def _puts_aside(answer: Answer) -> bool:
    """Return whether an answer says with a reason that its question does not apply, and no more."""
    return (
        answer.not_applicable is not None
        and answer.disputed is None
        and answer.answer is None
        and not answer.unknown
        and not describe_missing_reason(answer.not_applicable)
    )


def _open_remark(path: DataPath, message: str, hint: str) -> Remark:
    return Remark((*path, "not_applicable"), "not-confirmed", message, hint, at_key=True)


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
