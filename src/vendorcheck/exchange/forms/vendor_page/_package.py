"""The package of a vendor's page: its questions, its texts and the earlier answers, as data."""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Final, Literal, TypeAlias, TypedDict

from vendorcheck.document.document import Data
from vendorcheck.exchange.form_words import KIND_LABELS
from vendorcheck.exchange.forms.content.form import (
    FormCondition,
    FormQuestion,
    FormQuestionnaire,
    VendorForm,
)
from vendorcheck.exchange.forms.page._conditions import (
    CompiledCondition,
    Ratio,
    compile_ratio,
    compile_test,
)
from vendorcheck.exchange.forms.page._units import UNITS_OF_TIME, UnitOfTime
from vendorcheck.exchange.forms.vendor_page._words import WORDS
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.model.vendor_file import SuppliedAnswer
from vendorcheck.text.safe import escape_invisible
from vendorcheck.validation.answers import WORDS_WITHOUT_REASON

PageForm: TypeAlias = Literal["one", "several", "amount", "span", "day", "address", "words"]
_FORM_OF_SHAPE: Final[Mapping[str, PageForm]] = {
    "one option": "one",
    "options": "several",
    "amount": "amount",
    "date": "day",
    "link": "address",
    "words": "words",
}


class PageOption(TypedDict):
    """An option: what the file of answers holds, and what a person reads."""

    id: str
    text: str
    exclusive: bool


class PageQuestion(TypedDict):
    """A question as the page asks it, and the answers that it takes.

    `asked_if` is said while `condition` is undecided. What follows `options` are the rules of its
    answer; see `AnswerRules`.
    """

    number: str
    ask: str
    hints: list[str]
    asked_if: str
    condition: CompiledCondition | None
    form: PageForm
    options: list[PageOption]
    unit: str
    whole: bool
    smallest: Ratio | None
    may_not_apply: bool
    plan: bool
    evidence: bool


class KindOfEvidence(TypedDict):
    """A kind of evidence: what the file holds, and what a person reads."""

    id: str
    text: str


class PageSection(TypedDict):
    """A section: its title, that of its questionnaire, and its questions by their keys."""

    questionnaire: str
    title: str
    keys: list[str]


class VendorPackage(TypedDict):
    """The data of a page.

    `package` is the form's own name, under which a browser keeps the answers. `kind` and `stamp`
    begin the file of answers, which is called `file`; `versions` are those of the questionnaires.
    `order` are the positions of the questions such that each comes after those that its condition
    names. `answers` are the earlier ones, as the file has them.
    """

    package: str
    kind: str
    stamp: dict[str, Data]
    file: str
    subject: str
    contact: str
    versions: dict[str, str]
    words: dict[str, str]
    units: list[UnitOfTime]
    kinds: list[KindOfEvidence]
    no_reasons: list[str]
    sections: list[PageSection]
    questions: dict[str, PageQuestion]
    order: list[int]
    answers: dict[str, dict[str, Data]]


def compile_vendor_package(form: VendorForm) -> VendorPackage:
    """Return the package of a form."""
    questions = list(form.questions)
    positions = {question.key: position for position, question in enumerate(questions)}
    subject = escape_invisible(form.subject)
    return {
        "package": form.package,
        "kind": ANSWERS_KIND,
        "stamp": _stamp(form),
        "file": form.answers_file,
        "subject": subject,
        "contact": escape_invisible(form.contact),
        "versions": {one.id: one.version for one in form.questionnaires},
        "words": {**WORDS, "title": WORDS["title"].format(subject=subject)},
        "units": UNITS_OF_TIME,
        "kinds": [{"id": kind, "text": text} for kind, text in KIND_LABELS.items()],
        "no_reasons": sorted(WORDS_WITHOUT_REASON),
        "sections": [section for one in form.questionnaires for section in _sections(one)],
        "questions": {one.key: _compile_question(one, positions) for one in questions},
        "order": _evaluation_order(questions, positions),
        "answers": {one.key: _as_data(one.answer) for one in questions if one.answer},
    }


def _stamp(form: VendorForm) -> dict[str, Data]:
    product: dict[str, Data] = {"product": form.product} if form.product else {}
    return {
        "package": form.package,
        "made_on": form.made_on.isoformat(),
        "vendor": form.vendor,
        **product,
        "questionnaires": {
            one.id: {"version": one.version, "digest": one.digest} for one in form.questionnaires
        },
    }


def _sections(questionnaire: FormQuestionnaire) -> Iterator[PageSection]:
    for section in questionnaire.sections:
        yield {
            "questionnaire": escape_invisible(questionnaire.title),
            "title": escape_invisible(section.title),
            "keys": [question.key for question in section.questions],
        }


def _compile_question(question: FormQuestion, positions: Mapping[str, int]) -> PageQuestion:
    rules, asked_if = question.rules, question.asked_if
    sentence = asked_if.sentence if asked_if else ""
    form = "span" if rules.is_time_span else _FORM_OF_SHAPE[question.shape]
    return {
        "number": question.number,
        "ask": escape_invisible(question.ask),
        "hints": [escape_invisible(hint) for hint in question.hints if hint != sentence],
        "asked_if": escape_invisible(sentence),
        "condition": _compile_condition(asked_if.condition, positions) if asked_if else None,
        "form": form,
        "options": [
            {
                "id": option.id,
                "text": escape_invisible(option.label),
                "exclusive": option.exclusive,
            }
            for option in question.options
        ],
        "unit": escape_invisible(rules.unit),
        "whole": rules.whole,
        "smallest": None if rules.smallest is None else compile_ratio(rules.smallest),
        "may_not_apply": rules.may_not_apply,
        "plan": rules.asks_plan,
        "evidence": rules.asks_evidence,
    }


def _compile_condition(condition: FormCondition, positions: Mapping[str, int]) -> CompiledCondition:
    """Return a condition for the script.

    What the form does not ask is at the position after the last question, where nothing is known.
    """
    if condition.word == "test":
        return compile_test(positions.get(condition.key, len(positions)), condition.test)
    return [condition.word, *(_compile_condition(part, positions) for part in condition.parts)]


def _evaluation_order(questions: list[FormQuestion], positions: Mapping[str, int]) -> list[int]:
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for position, question in enumerate(questions):
        keys = _keys_in(question.asked_if.condition) if question.asked_if else ()
        sorter.add(position, *(positions[key] for key in keys if key in positions))
    return list(sorter.static_order())


def _keys_in(condition: FormCondition) -> Iterator[str]:
    if condition.word == "test":
        yield condition.key
    for part in condition.parts:
        yield from _keys_in(part)


def _as_data(answer: SuppliedAnswer) -> dict[str, Data]:
    fields: dict[str, Data] = answer.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return fields
