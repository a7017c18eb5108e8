"""What can be wrong with the dates, evidence, accepted risks and decisions of a vendor file."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.rules import accepts_answer
from vendorcheck.document.problems import DataPath, InvalidFile, Remark
from vendorcheck.model.fields import quote_beginning
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import InvalidAnswer
from vendorcheck.model.vendor_file import (
    AcceptedRisk,
    Answer,
    Decision,
    Evidence,
    Response,
    evidence_end,
)
from vendorcheck.text.safe import is_safe_link
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answers import is_empty_answer
from vendorcheck.validation.references import QuestionnaireLibrary

_STARTS_WITH_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)+(/|\Z)")
_LINK_HINT: Final = "write an address that begins with https://, http:// or mailto:, without name, password or spaces"


@dataclass
class QuestionNames:
    """The questionnaires at hand, and the nearest of their questions to names that are none."""

    library: QuestionnaireLibrary
    suggester: Suggester

    @cached_property
    def _question_keys(self) -> tuple[str, ...]:
        found: list[str] = []
        for name in self.library:
            # What is wrong with a questionnaire that is only looked through for a hint stops nobody.
            with suppress(InvalidFile):
                found += [f"{name}/{question}" for question in self.library[name].questions]
        return tuple(found)

    def nearest_question_hint(self, name: str) -> str:
        """A hint that offers the nearest question; empty if none is near."""
        return self.suggester.hint(name, self._question_keys)


def has_sound_dates(answer: Answer, as_of: date, valid_from: date) -> bool:
    """Whether an answer's dates and evidence are surely right; most are, and this costs a tenth of a closer look.

    Evidence without an end of its own counts if it is dated from `valid_from` on.
    """
    for evidence in answer.evidence:
        url, dated = evidence.url, evidence.dated
        if evidence.expires is not None or not (url or evidence.file):
            return False
        if url and not (url.isascii() and is_safe_link(url)):
            return False
        if dated is not None and not valid_from <= dated <= as_of:
            return False
    return answer.as_of is None and answer.mitigation is None


def answer_date_remarks(
    answer: Answer, path: DataPath, as_of: date, valid_for: Duration
) -> Iterator[Remark]:
    """Dates of an answer that lie in the future, evidence that has expired or can't be looked up."""
    yield from future_date_remarks(answer.as_of, (*path, "as_of"), as_of)
    if answer.mitigation:
        yield from _reversed_date_remarks(
            answer.as_of, answer.mitigation.due, (*path, "mitigation", "due"), as_of
        )
    for index, evidence in enumerate(answer.evidence):
        yield from _evidence_remarks(evidence, (*path, "evidence", index), as_of, valid_for)


def _evidence_remarks(
    evidence: Evidence, path: DataPath, as_of: date, valid_for: Duration
) -> Iterator[Remark]:
    if not (evidence.url or evidence.file):
        yield Remark(
            path, "evidence-without-reference", "nobody can look this up", "add url: or file:"
        )
    yield from link_remarks(evidence.url, (*path, "url"))
    yield from future_date_remarks(evidence.dated, (*path, "dated"), as_of)
    yield from _reversed_date_remarks(evidence.dated, evidence.expires, (*path, "expires"), as_of)
    end = evidence_end(evidence, valid_for)
    if end is not None and end < as_of and not (evidence.dated and end < evidence.dated):
        key = "expires" if evidence.expires else "dated"
        yield Remark(
            (*path, key),
            "evidence-expired",
            f"this evidence ended on {end}",
            "ask for the current document",
        )


def link_remarks(url: str | None, path: DataPath) -> Iterator[Remark]:
    """An address that no report links to."""
    if url and not is_safe_link(url):
        full = f"https://{url.strip()}"
        hint = (
            f"write it as {full}"
            if _STARTS_WITH_HOST.match(url) and is_safe_link(full)
            else _LINK_HINT
        )
        yield Remark(
            path, "not-a-link", f"{quote_beginning(url)} is no address that can be linked to", hint
        )


def risk_remarks(
    risk: AcceptedRisk,
    path: DataPath,
    question_names: QuestionNames,
    as_of: date,
    evaluation: Evaluation | None,
    responses: Mapping[str, Response],
) -> Iterator[Remark]:
    """An accepted risk that has lapsed, that names nothing at hand, or whose answer has changed since.

    `responses` holds the answers to each questionnaire.
    """
    yield from future_date_remarks(risk.accepted_on, (*path, "accepted_on"), as_of)
    yield from _reversed_date_remarks(risk.accepted_on, risk.expires, (*path, "expires"), as_of)
    lapsed = risk.expires < as_of
    if lapsed and risk.expires >= risk.accepted_on:
        hint = "accept it anew with a reason and an end, or leave it out"
        yield Remark(
            (*path, "expires"), "risk-lapsed", f"the acceptance ended on {risk.expires}", hint
        )
    home, _, name = risk.question.partition("/")
    found = question_names.library.get(home)
    if found is None or (
        name not in found.questions and name not in {check.id for check in found.checks}
    ):
        message = f'there is no question or check "{risk.question}"'
        yield Remark(
            (*path, "question"),
            "risk-unknown",
            message,
            question_names.nearest_question_hint(risk.question),
        )
    elif not lapsed and (misfit := _accepted_answer_error(risk, found, responses.get(home))):
        yield Remark((*path, "answer"), misfit.code, misfit.message, misfit.hint)
    elif name in found.questions:
        # The answers to it may stand below the misspelt id of its questionnaire.
        lost = home not in responses and any(
            name not in question_names.library for name in responses
        )
        if not lost:
            yield from _stale_risk_remarks(risk, path, found, evaluation, responses.get(home))


def _stale_risk_remarks(
    risk: AcceptedRisk,
    path: DataPath,
    questionnaire: Questionnaire,
    evaluation: Evaluation | None,
    response: Response | None,
) -> Iterator[Remark]:
    """An answer that was accepted, and that is not the answer."""
    index = evaluation.plan.position_by_key.get(risk.question) if evaluation else None
    if evaluation is None or index is None or response is None:
        # Nothing of its questionnaire is answered in the file.
        if risk.answer is not None and response is None:
            yield _unanswered_risk_remark(risk, path)
        return
    reply = evaluation.statuses[index]
    if accepts_answer(risk, reply) or _has_faulty_answer(reply, questionnaire, response):
        return
    if reply.answer_state != "unanswered":
        message = "this is no longer the answer, so nothing is accepted"
        yield Remark((*path, "answer"), "risk-stale", message, "look at it anew")
    elif evaluation.applies[index] is not False:
        yield _unanswered_risk_remark(risk, path)


def _unanswered_risk_remark(risk: AcceptedRisk, path: DataPath) -> Remark:
    message = "nobody answered this question, so nothing is accepted"
    known = "write {unknown: true} there" if risk.answer == "unknown" else "answer it"
    hint = f'{known}, or leave "answer" out: then it is accepted whatever the answer is'
    return Remark((*path, "answer"), "risk-stale", message, hint)


def _has_faulty_answer(
    status: QuestionStatus, questionnaire: Questionnaire, response: Response | None
) -> bool:
    """Whether the answer counts for nothing since something is wrong with it, or with the name of its question."""
    if status.answer_state != "unanswered":
        return False
    given = status.answer
    if given is None:
        names = response.answers if response else ()
        return any(name not in questionnaire.questions for name in names)
    return given.answer is not None or given.not_applicable is not None or is_empty_answer(given)


def _accepted_answer_error(
    risk: AcceptedRisk, questionnaire: Questionnaire, response: Response | None
) -> InvalidAnswer | None:
    """Why what was accepted can be no answer to its question. One to another version may have been, then."""
    question = questionnaire.questions.get(risk.question.partition("/")[2])
    outdated = response is not None and response.version not in (None, questionnaire.version)
    if question is None or outdated or risk.answer in (None, "unknown"):
        return None
    try:
        question.parse_answer(risk.answer or "")
    except InvalidAnswer as misfit:
        return misfit
    return None


def decision_remarks(decision: Decision, path: DataPath, as_of: date) -> Iterator[Remark]:
    """A decision of the future, or one whose conditions were due before it."""
    yield from future_date_remarks(decision.decided_on, (*path, "decided_on"), as_of)
    for index, condition in enumerate(decision.conditions):
        place = (*path, "conditions", index, "due")
        yield from _reversed_date_remarks(decision.decided_on, condition.due, place, as_of)


def future_date_remarks(day: date | None, path: DataPath, as_of: date) -> Iterator[Remark]:
    """A day on which something has happened, and that is still to come."""
    if day is not None and day > as_of:
        hint, today = "mend the date, or pass --as-of", f"today is taken as {as_of}"
        yield Remark(path, "future-date", f"{day} lies in the future", hint, bracketed_note=today)


def _reversed_date_remarks(
    first_day: date | None, last_day: date | None, path: DataPath, as_of: date
) -> Iterator[Remark]:
    # A day in the future is told already; what follows from it is no other mistake.
    if first_day is not None and last_day is not None and last_day < first_day <= as_of:
        yield Remark(
            path,
            "dates-reversed",
            f"{last_day} lies before {first_day}",
            "mend one of the two dates",
        )
