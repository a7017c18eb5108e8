"""Check the dates, links and accepted risks of a vendor file."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from vendorcheck.assessment.accepted_risks import accepts_answer
from vendorcheck.assessment.applicability import Applicability
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.document.problems import DataPath, InvalidFile, Remark
from vendorcheck.model.fields import quote_beginning
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import InvalidAnswer
from vendorcheck.model.vendor_file import AcceptedRisk, Response
from vendorcheck.text.links import completed_link, is_safe_link
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answers import is_empty_answer
from vendorcheck.validation.older_names import older_entry_hint
from vendorcheck.validation.references import QuestionnaireLibrary

_LINK_HINT: Final = (
    "write an address that begins with https://, http:// or mailto:, "
    "without name, password or spaces"
)


@dataclass
class QuestionNames:
    """The names of all known questions, from which hints suggest the nearest one."""

    library: QuestionnaireLibrary
    suggester: Suggester

    @cached_property
    def _question_keys(self) -> tuple[str, ...]:
        question_keys: list[str] = []
        for questionnaire_id in self.library:
            # A questionnaire with errors must not stop the search for a hint.
            with suppress(InvalidFile):
                question_keys += [
                    f"{questionnaire_id}/{question_id}"
                    for question_id in self.library[questionnaire_id].questions
                ]
        return tuple(question_keys)

    def nearest_question_hint(self, name: str) -> str:
        """Return a hint on what became of an older name, or one that suggests the nearest one.

        Empty if none is near.
        """
        if successor := MovedNames(self.library).successor_of(name):
            return older_entry_hint(successor, "this with its answer")
        return self.suggester.hint(name, self._question_keys)


def link_remarks(url: str | None, path: DataPath) -> Iterator[Remark]:
    """Yield a remark on an address that no report links to."""
    if url and not is_safe_link(url):
        full_address = completed_link(url)
        yield Remark(
            path,
            "not-a-link",
            f"{quote_beginning(url)} is no address that can be linked to",
            f"write it as {full_address}" if full_address else _LINK_HINT,
        )


def risk_remarks(
    risk: AcceptedRisk,
    path: DataPath,
    question_names: QuestionNames,
    as_of: date,
    applicability: Applicability | None,
    responses: Mapping[str, Response],
) -> Iterator[Remark]:
    """Yield remarks on an accepted risk that has lapsed, is unknown, or whose answer has changed.

    `responses` holds the answers to each questionnaire.
    """
    yield from _risk_date_remarks(risk, path, as_of)
    questionnaire_id, _, question_id = risk.question.partition("/")
    questionnaire = question_names.library.get(questionnaire_id)
    if questionnaire is None or (
        question_id not in questionnaire.questions
        and question_id not in {check.id for check in questionnaire.checks}
    ):
        yield Remark(
            (*path, "question"),
            "risk-unknown",
            f'there is no question or check "{risk.question}"',
            question_names.nearest_question_hint(risk.question),
        )
    elif risk.expires >= as_of and (
        error := _accepted_answer_error(risk, questionnaire, responses.get(questionnaire_id))
    ):
        yield Remark((*path, "answer"), error.code, error.message, error.hint)
    # The answer may stand below a misspelt id of its questionnaire.
    elif question_id in questionnaire.questions and (
        questionnaire_id in responses or all(name in question_names.library for name in responses)
    ):
        yield from _stale_risk_remarks(
            risk, path, questionnaire, applicability, responses.get(questionnaire_id)
        )


def _risk_date_remarks(risk: AcceptedRisk, path: DataPath, as_of: date) -> Iterator[Remark]:
    yield from future_date_remarks(risk.accepted_on, (*path, "accepted_on"), as_of)
    yield from reversed_date_remarks(risk.accepted_on, risk.expires, (*path, "expires"), as_of)
    if risk.accepted_on <= risk.expires < as_of:
        yield Remark(
            (*path, "expires"),
            "risk-lapsed",
            f"the acceptance ended on {risk.expires}",
            "accept it anew with a reason and an end, or leave it out",
        )


def _stale_risk_remarks(
    risk: AcceptedRisk,
    path: DataPath,
    questionnaire: Questionnaire,
    applicability: Applicability | None,
    response: Response | None,
) -> Iterator[Remark]:
    """Yield a remark if the answer that was accepted is not the vendor's answer."""
    position = applicability.plan.position_by_key.get(risk.question) if applicability else None
    if applicability is None or position is None or response is None:
        # The file answers nothing of its questionnaire.
        if risk.answer is not None and response is None:
            yield _unanswered_risk_remark(risk, path)
        return
    status = applicability.status_at(position)
    if accepts_answer(risk, status) or _has_faulty_answer(status, questionnaire, response):
        return
    if status.answer_state != "unanswered":
        yield Remark(
            (*path, "answer"),
            "risk-stale",
            "this is no longer the answer, so nothing is accepted",
            "look at it anew",
        )
    elif applicability.applies[position] is not False:
        yield _unanswered_risk_remark(risk, path)


def _unanswered_risk_remark(risk: AcceptedRisk, path: DataPath) -> Remark:
    fix = "write {unknown: true} there" if risk.answer == "unknown" else "answer it"
    return Remark(
        (*path, "answer"),
        "risk-stale",
        "nobody answered this question, so nothing is accepted",
        f'{fix}, or leave "answer" out: then it is accepted whatever the answer is',
    )


def _has_faulty_answer(
    status: QuestionStatus, questionnaire: Questionnaire, response: Response | None
) -> bool:
    """Return whether the answer does not count since it, or its question's name, is wrong."""
    if status.answer_state != "unanswered":
        return False
    answer = status.answer
    if answer is None:
        question_ids = response.answers if response else ()
        return any(question_id not in questionnaire.questions for question_id in question_ids)
    return answer.answer is not None or answer.not_applicable is not None or is_empty_answer(answer)


def _accepted_answer_error(
    risk: AcceptedRisk, questionnaire: Questionnaire, response: Response | None
) -> InvalidAnswer | None:
    """Return why an accepted answer can't be an answer to its question; None if it can.

    An answer to another version of the questionnaire is not checked: it may have been valid there.
    """
    question = questionnaire.questions.get(risk.question.partition("/")[2])
    is_other_version = response is not None and response.version not in (
        None,
        questionnaire.version,
    )
    if question is None and risk.answer is not None:
        return InvalidAnswer(
            "wrong-answer",
            f'"{risk.question}" is a check, and a check has no answer',
            "leave it out: the check is accepted as a whole",
        )
    if question is None or is_other_version or risk.answer in (None, "unknown"):
        return None
    try:
        question.parse_answer(risk.answer or "")
    except InvalidAnswer as error:
        return error
    return None


def future_date_remarks(day: date | None, path: DataPath, as_of: date) -> Iterator[Remark]:
    """Yield a remark on a past event whose day is still to come."""
    if day is not None and day > as_of:
        yield Remark(
            path,
            "future-date",
            f"{day} lies in the future",
            "mend the date, or pass --as-of",
            bracketed_note=f"today is taken as {as_of}",
        )


def reversed_date_remarks(
    first_day: date | None, last_day: date | None, path: DataPath, as_of: date
) -> Iterator[Remark]:
    """Yield a remark on a last day that lies before the first one."""
    # A first day in the future is reported already; this would only follow from it.
    if first_day is not None and last_day is not None and last_day < first_day <= as_of:
        yield Remark(
            path,
            "dates-reversed",
            f"{last_day} lies before {first_day}",
            "mend one of the two dates",
        )
