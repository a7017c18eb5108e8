"""Admission of a reply: the part that is taken, and everything that is left out of it.

Whatever the format of a file, its answers pass through here: a reply gives answers, notes, evidence
by title and link, plans and prices. It never grades, reviews, confirms or disputes, and never
names a file of ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from pydantic import ValidationError

from vendorcheck.document.document import Data
from vendorcheck.exchange.reply import (
    Place,
    RepliedAnswer,
    Reply,
    ReplySource,
    SimilarQuestion,
)
from vendorcheck.model.answer_sources import find_source_fault
from vendorcheck.model.evidence import SuppliedEvidence
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.model.vendor_file import Answer, SuppliedAnswer
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answers import describe_missing_reason

Sender: TypeAlias = Literal["vendor", "requester"]
AnswerFields: TypeAlias = Mapping[str, Data]
"""An answer in the long form of a vendor file, with the keys that it has."""

SUPPLIED_KEYS: Final = tuple(SuppliedAnswer.model_fields)
"""The keys of an answer that a reply may have."""
SUPPLIED_EVIDENCE_KEYS: Final = tuple(SuppliedEvidence.model_fields)
"""The keys of evidence that a reply may have."""
REPLY_KEYS: Final = ("answer", "unknown", "not_applicable")
_NO_VENDOR_OPTION: Final = "only one of us may choose this option, so the question stays open"
_ONLY_OURS: Final = "only we may say that"
_MAX_SAID: Final = 60
_DAY_FORM: Final = "write a day such as 2026-05-31"
_EVIDENCE_FORMS: Final[Mapping[str, str]] = {
    "kind": "write one such as soc2-type-2, iso-27001, penetration-test, dpa, policy or other",
    "dated": _DAY_FORM,
    "expires": _DAY_FORM,
    "covers": "write the days from which and to which it is, such as 2026-05-31",
}
"""The hint on what to write for a detail of evidence that has a form."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a file says and that is not taken, and why.

    `kind`: there is no such question; the answer is refused; or only a part of it is left out.
    `subject` is the question as `questionnaire/question`, or the key of the file. `similar` is the
    question of ours that an unknown one almost asks.
    """

    kind: Literal["unknown", "refused", "part"]
    subject: str
    because: str
    file: str
    place: Place = field(default_factory=Place)
    similar: SimilarQuestion | None = None


@dataclass(frozen=True, slots=True)
class AdmittedAnswer:
    """An answer that may be taken: it fits its question, and holds only what the sender may say."""

    key: str
    fields: AnswerFields
    file: str
    place: Place = field(default_factory=Place)


@dataclass(slots=True)
class Admission:
    """The answers of one reply that may be taken, and what is left out of it."""

    answers: list[AdmittedAnswer] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def admit(reply: Reply, questionnaires: Mapping[str, Questionnaire], sender: Sender) -> Admission:
    """Return the part of a reply that its sender may say and that fits our questions.

    Args:
        reply: the reply, under the present names of questions.
        questionnaires: the known questionnaires.
        sender: who filled the file, as whoever imports it says.
    """
    admission = Admission()
    for key, place in reply.foreign_keys.items():
        admission.left_out.append(LeftOut("part", key, _ONLY_OURS, reply.file, place))
    for unplaced in reply.unplaced:
        because = unplaced.because or "this is none of our questions"
        place, similar = unplaced.place, unplaced.similar
        left_out = LeftOut("unknown", unplaced.asked, because, reply.file, place, similar)
        admission.left_out.append(left_out)
    for answer in reply.answers:
        _AnswerAdmission(answer, reply, admission).admit(questionnaires, sender)
    return admission


class _Refused(Exception):  # noqa: N818 - it only ends the admission of one answer
    """The answer is not taken; the text says why."""

    def __init__(self, because: str, kind: Literal["unknown", "refused"] = "refused") -> None:
        self.because, self.kind = because, kind
        super().__init__(because)


class _AnswerAdmission:
    """The admission of one answer."""

    def __init__(self, answer: RepliedAnswer, reply: Reply, admission: Admission) -> None:
        self._answer, self._reply, self._admission = answer, reply, admission

    def admit(self, questionnaires: Mapping[str, Questionnaire], sender: Sender) -> None:
        """Admit the answer, or note why it is refused."""
        answer = self._answer
        try:
            questionnaire = _questionnaire_of(answer, questionnaires)
            question = _question_of(answer, questionnaire)
            is_for_requester = questionnaire.respondent == "requester"
            if is_for_requester and self._reply.source == "public":
                raise _Refused("this is asked of us, and no page can answer it")  # noqa: TRY301
            if is_for_requester and sender == "vendor":
                raise _Refused("this is asked of us, not of the vendor")  # noqa: TRY301
            fields = self._fitting_fields(self._supplied_fields(answer.fields), question)
            source: ReplySource = self._reply.source
            if not is_for_requester and _chooses_what_no_vendor_may(fields, question):
                if sender == "vendor":
                    raise _Refused(_NO_VENDOR_OPTION)  # noqa: TRY301
                source = "public"
        except _Refused as refusal:
            self._leave_out(refusal.kind, refusal.because)
            return
        if fields:
            # Without a source an answer would be ours, once its question is one for the requester.
            named: AnswerFields = {} if is_for_requester else {"source": source}
            self._admission.answers.append(
                AdmittedAnswer(answer.key, {**fields, **named}, self._reply.file, answer.place)
            )

    def _leave_out(self, kind: Literal["unknown", "refused", "part"], because: str) -> None:
        self._admission.left_out.append(
            LeftOut(kind, self._answer.key, because, self._reply.file, self._answer.place)
        )

    def _leave_out_part(self, part: str, because: str) -> None:
        self._leave_out("part", f"{part}: {because}")

    def _supplied_fields(self, fields: AnswerFields) -> dict[str, Data]:
        """Return the fields that a reply may have, without those that hold nothing."""
        supplied: dict[str, Data] = {}
        for key, value in fields.items():
            if key not in SUPPLIED_KEYS:
                self._leave_out_part(key, _reason_against(key, Answer.model_fields))
            elif key == "evidence":
                supplied[key] = list(self._supplied_evidence(value))
            elif isinstance(value, str):
                supplied[key] = value.strip()
            else:
                supplied[key] = value
        return {key: value for key, value in supplied.items() if value not in (None, "", [])}

    def _supplied_evidence(self, evidence: Data) -> Iterator[Data]:
        if not isinstance(evidence, list):
            if evidence is not None:
                self._leave_out_part("evidence", "it is no list")
            return
        for number, piece in enumerate(evidence, 1):
            if not isinstance(piece, dict):
                self._leave_out_part(f"evidence {number}", "it says neither title: nor url:")
                continue
            for key in piece:
                if key not in SUPPLIED_EVIDENCE_KEYS:
                    self._leave_out_part(f"evidence {number}, {key}", _ONLY_OURS)
            kept = {key: piece[key] for key in SUPPLIED_EVIDENCE_KEYS if piece.get(key)}
            self._drop_malformed(kept, f"evidence {number}")
            if kept:
                yield kept

    def _drop_malformed(self, piece: dict[str, Data], name: str) -> None:
        """Drop the keys of a piece of evidence whose values have a wrong form."""
        try:
            SuppliedEvidence.model_validate(piece)
        except ValidationError as error:
            for key in dict.fromkeys(str(detail["loc"][0]) for detail in error.errors()):
                value = piece.pop(key, None)
                because = f"{_excerpt(value)} is no value for it"
                form = _EVIDENCE_FORMS.get(key)
                self._leave_out_part(f"{name}, {key}", f"{because}; {form}" if form else because)

    def _validated(self, fields: dict[str, Data]) -> Answer:
        """Return the answer that fields make, without details of a wrong form; these go from them.

        Raises:
            _Refused: the reply itself has one.
        """
        try:
            return Answer.model_validate(fields)
        except ValidationError as error:
            keys = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
            for key in keys:
                because = f"{_excerpt(fields.get(key))} is no value for it"
                if key in REPLY_KEYS:
                    raise _Refused(f"{key}: {because}") from None
                self._leave_out_part(key, because)
                del fields[key]
        return Answer.model_validate(fields)

    def _fitting_fields(self, fields: dict[str, Data], question: BaseQuestion) -> AnswerFields:
        """Return fields that make a valid answer to the question."""
        answer = self._validated(fields)
        if answer.unknown:
            fields["unknown"] = "true"
        else:
            fields.pop("unknown", None)
        if sum(key in fields for key in REPLY_KEYS) > 1:
            raise _Refused("only one of answer, unknown and not_applicable can be true")
        if answer.answer is not None:
            self._require_answer(answer.answer, question)
        if answer.not_applicable is not None:
            if because := describe_missing_reason(answer.not_applicable):
                raise _Refused(f"not_applicable: {because}")
            if not question.accepts_not_applicable:
                return self._as_note(fields)
        if fields.keys() - {"note"} and not fields.keys() & {*REPLY_KEYS}:
            # A vendor file holds details of no answer as those of an unknown one.
            return {"unknown": "true", **fields}
        return fields

    def _require_answer(self, raw: str | tuple[str, ...], question: BaseQuestion) -> None:
        """Refuse an answer that the question does not take.

        A workbook of ours shows the options by their labels, so their ids would say nothing there.
        """
        try:
            question.parse_answer(raw)
        except InvalidAnswer as error:
            is_our_workbook = self._reply.source == "vendor" and bool(self._answer.place.cell)
            hint = error.hint
            if is_our_workbook and error.code == "unknown-option":
                hint = "choose from the list in the cell; more can go into the explanation"
            raise _Refused(f"{error.message}; {hint}" if hint else error.message) from None

    def _as_note(self, fields: dict[str, Data]) -> AnswerFields:
        """Return an answer to a question that can't be put aside: it stays open, with a note."""
        self._leave_out_part(
            "not_applicable", "this question can't be not applicable, so it stays open with a note"
        )
        reason = f"Said not to apply: {fields.pop('not_applicable')}"
        note = fields.get("note")
        details = {key: value for key, value in fields.items() if key != "note"}
        unknown: AnswerFields = {"unknown": "true"} if details else {}
        return {**unknown, **details, "note": f"{reason}\n\n{note}" if note else reason}


def _questionnaire_of(
    answer: RepliedAnswer, questionnaires: Mapping[str, Questionnaire]
) -> Questionnaire:
    questionnaire = questionnaires.get(answer.questionnaire)
    if questionnaire is None:
        hint = Suggester().hint(answer.questionnaire, questionnaires)
        because = f'there is no questionnaire "{answer.questionnaire}" here'
        raise _Refused(f"{because}; {hint or 'name its file with -q'}", "unknown")
    return questionnaire


def _question_of(answer: RepliedAnswer, questionnaire: Questionnaire) -> BaseQuestion:
    question = questionnaire.questions.get(answer.question)
    if question is None:
        hint = Suggester().hint(answer.question, questionnaire.questions)
        because = f'"{questionnaire.id}" has no such question'
        raise _Refused(f"{because}; {hint}" if hint else because, "unknown")
    return question


def _chooses_what_no_vendor_may(fields: AnswerFields, question: BaseQuestion) -> bool:
    """Return whether an answer chooses an option for those who do not know better."""
    answer = Answer.model_validate({**fields, "source": "vendor"})
    return find_source_fault(question, answer, is_for_requester=False) is not None


def _reason_against(key: str, known_keys: Mapping[str, object]) -> str:
    return _ONLY_OURS if key in known_keys else "there is no such key"


def _excerpt(value: Data) -> str:
    return f'"{value[:_MAX_SAID]}"' if isinstance(value, str) else "a list or a mapping"
