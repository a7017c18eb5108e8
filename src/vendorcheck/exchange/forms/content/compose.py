"""Compose a form for the vendor of an basis, of what a vendor may see and nothing else."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.open_questions import vague_answer
from vendorcheck.exchange.form_words import option_labels
from vendorcheck.exchange.forms.content.basis import FormBasis
from vendorcheck.exchange.forms.content.conditions import Words
from vendorcheck.exchange.forms.content.form import (
    AnswerRules,
    AnswerShape,
    AskedIf,
    FormOption,
    FormQuestion,
    FormQuestionnaire,
    FormSection,
    VendorForm,
)
from vendorcheck.exchange.forms.content.selection import (
    ChosenQuestions,
    FormScope,
    choose_questions,
    contradictions_by_question,
    resolve_question,
)
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer
from vendorcheck.model.vendor_file import Answer, SuppliedAnswer
from vendorcheck.text.safe import one_line
from vendorcheck.text.words import join_list

_PACKAGE_LENGTH = 16


def compose_vendor_form(basis: FormBasis, scope: FormScope) -> VendorForm:
    """Return the form for the vendor of an basis, made on its day.

    Answers that the vendor gave are filled in, with plan and price. Notes and evidence are not:
    nothing in a vendor file says whether the vendor or one of us wrote them.

    Raises:
        VendorcheckError: a section is unknown, or nothing is left to ask.
    """
    chosen = choose_questions(basis, scope)
    vendor = basis.vendor
    form = VendorForm(
        package="",
        made_on=basis.as_of,
        vendor=one_line(vendor.name),
        product=one_line(vendor.product or ""),
        contact=one_line(basis.contact),
        questionnaires=tuple(_Composer(basis, chosen).questionnaires()),
    )
    return replace(form, package=_package_name(form))


class _Composer:
    """Composes the questions of a form, each by itself."""

    def __init__(self, basis: FormBasis, chosen: ChosenQuestions) -> None:
        self._basis = basis
        self._chosen = chosen
        self._statuses_by_section: dict[str, list[QuestionStatus]] = {}
        for status in chosen.statuses:
            key = status.question.section_key
            self._statuses_by_section.setdefault(key, []).append(status)
        self._questionnaire_ids = tuple(
            dict.fromkeys(status.question.questionnaire_id for status in chosen.statuses)
        )
        self._numbers = self._number_questions()
        names = {key: f"question {number}" for key, number in self._numbers.items()}
        self._resolver = chosen.resolver(names)
        self._objections = {
            question.subject: question.text
            for question in basis.open_questions
            if question.reason in {"disputed", "grade"}
        }
        self._contradictions = contradictions_by_question(basis)

    def _number_questions(self) -> dict[str, str]:
        """Return the number of each question: that of its questionnaire, and its own in it."""
        numbers: dict[str, str] = {}
        for position, name in enumerate(self._questionnaire_ids, start=1):
            keys = [
                status.question.key
                for status in self._chosen.statuses
                if status.question.questionnaire_id == name
            ]
            numbers |= {key: f"{position}.{count}" for count, key in enumerate(keys, start=1)}
        return numbers

    def questionnaires(self) -> Iterator[FormQuestionnaire]:
        """Yield the questionnaires that the form asks something of."""
        for name in self._questionnaire_ids:
            questionnaire = self._basis.library[name]
            sections = (
                (section.title, self._statuses_by_section.get(f"{name}/{section.id}", ()))
                for section in questionnaire.sections
            )
            yield FormQuestionnaire(
                name,
                questionnaire.version,
                self._basis.digests.get(name, ""),
                one_line(questionnaire.title),
                one_line(questionnaire.summary or ""),
                tuple(
                    FormSection(one_line(title), tuple(map(self._question, statuses)))
                    for title, statuses in sections
                    if statuses
                ),
            )

    def _question(self, status: QuestionStatus) -> FormQuestion:
        definition = status.question.definition
        condition = resolve_question(status.question, self._resolver)
        asked_if = (
            AskedIf(f"Only if {one_line(condition.text)}.", condition.condition)
            if isinstance(condition, Words)
            else None
        )
        hints = ([asked_if.sentence] if asked_if else []) + [*self._hints(status)]
        return FormQuestion(
            status.question.key,
            self._numbers[status.question.key],
            one_line(definition.ask),
            _shape_of(definition),
            _options_for_vendor(definition),
            tuple(hints),
            _earlier_answer(status),
            asked_if,
            _rules_of(definition),
        )

    def _hints(self, status: QuestionStatus) -> Iterator[str]:
        """Yield what the vendor has to know to answer a question, a sentence each."""
        key, definition = status.question.key, status.question.definition
        yield from _hints_on_form(definition)
        if key in self._objections:
            yield one_line(self._objections[key].removeprefix(definition.ask))
        elif status.source_fault:
            yield one_line(vague_answer(status))
        yield from map(one_line, self._contradictions.get(key, ()))


def _shape_of(question: BaseQuestion) -> AnswerShape:
    """Return the shape of an answer to a question."""
    if question.answer_is_date:
        return "date"
    if question.kind_of_answer == "words":
        return "link" if question.answer_is_url else "words"
    return question.kind_of_answer


def _options_for_vendor(question: BaseQuestion) -> tuple[FormOption, ...]:
    return tuple(
        FormOption(name, label, question.offered_options[question.option_positions[name]].exclusive)
        for name, label in option_labels(question).items()
    )


def _rules_of(question: BaseQuestion) -> AnswerRules:
    """Return the rules for an answer, as the questionnaire has them: a policy's are ours."""
    is_amount = question.kind_of_answer == "amount"
    return AnswerRules(
        unit=one_line(question.counted_unit or ""),
        whole=question.takes_whole_numbers_only,
        smallest=question.smallest_amount if is_amount else None,
        is_time_span=is_amount and question.amounts_are_time_spans,
        may_not_apply=question.accepts_not_applicable,
        asks_plan=question.plan_and_price or question.expects_details,
        asks_evidence=question.evidence == "expected",
    )


def _earlier_answer(status: QuestionStatus) -> SuppliedAnswer | None:
    """Return the earlier answer of the vendor itself, without note and evidence; None for others.

    One that does not fit the question any more is left out.
    """
    answer = status.answer
    if answer is None or answer.source not in {"vendor", "import"}:
        return None
    reply = _fitting_reply(status, answer)
    if reply is None and not answer.unknown and answer.not_applicable is None:
        return None
    return SuppliedAnswer(
        answer=reply,
        unknown=answer.unknown,
        not_applicable=answer.not_applicable,
        plan=answer.plan,
        price=answer.price,
    )


def _fitting_reply(status: QuestionStatus, answer: Answer) -> str | tuple[str, ...] | None:
    """Return the reply of an answer in its usual spelling; None if it does not fit."""
    if answer.answer is None or status.source_fault:
        return None
    try:
        return status.question.definition.parse_answer(answer.answer).raw
    except InvalidAnswer:
        return None


def _hints_on_form(question: BaseQuestion) -> Iterator[str]:
    """Yield in which form an answer is written, and what it should name besides."""
    shape, unit = _shape_of(question), question.counted_unit
    if shape == "options":
        yield "Choose all that apply."
        for option in _options_for_vendor(question):
            if option.exclusive:
                yield f'"{option.label}" stands alone.'
    elif shape in {"amount", "date", "link"}:
        in_unit = f" ({unit})" if unit else ""
        yield (
            f"{question.example_besides_options().capitalize()}{in_unit}."
            if shape != "link"
            else ("The address of a page, beginning with https://.")
        )
    if question.plan_and_price:
        yield "Please name the plan that has it, and its price."
    yield from _hints_on_details(question)
    if question.evidence == "expected":
        yield "Please name a document or a page that shows it."


def _hints_on_details(question: BaseQuestion) -> Iterator[str]:
    for option in question.offered_options:
        if option.expects and option.respondent is None and not question.plan_and_price:
            yield f'With "{one_line(option.label)}", please name {join_list(option.expects)}.'


def _package_name(form: VendorForm) -> str:
    """Return a name for a form that only a form with the same content has."""
    content = json.dumps(_plain(form), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_PACKAGE_LENGTH]


def _plain(form: VendorForm) -> Mapping[str, str | Sequence[str]]:
    return {
        "made_on": form.made_on.isoformat(),
        "vendor": form.vendor,
        "product": form.product,
        "questionnaires": [f"{one.id} {one.version} {one.digest}" for one in form.questionnaires],
        "questions": [repr(question) for question in form.questions],
    }
