"""vendor: only the gaps of the vendor and what would close them, with nothing internal.

It holds questions, what the vendor itself answered, gaps and remedies, in the order of the
questionnaires: no order, word or number tells what we weigh, require or have accepted. What is
about the request is not in it, nor anything that one of us wrote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.model.quantities.working_days import completion_date
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.reports.readers._base import VIEWS, View, ViewContent
from vendorcheck.reports.readers._parts import Item, Part
from vendorcheck.reports.view import letter_phrases
from vendorcheck.reports.view.requests import address_vendor
from vendorcheck.reports.view.steps import is_about_request
from vendorcheck.text.quotes import in_quotes
from vendorcheck.text.safe import short_name
from vendorcheck.text.words import count_with_noun, day_in_words, join_list

_OWN_SOURCES: Final = frozenset(("vendor", "import"))
"""The sources of answers that the vendor may see again: they are its own."""


@dataclass(frozen=True, slots=True)
class VendorQuestion:
    """A question that is open for the vendor, with the options that it may choose from."""

    question: str
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingDocument:
    """A question whose answer no document supports, or none any more."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class VendorGap:
    """A gap of the product, and what would close it.

    `question` is the key of a question, or of a rule over several answers; then there is no `ask`.
    `answer` is the vendor's own. `missing` are the options that are missing, where several count.
    """

    question: str
    gap: str
    ask: str | None
    answer: str | None
    missing: str | None
    closes: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def details(self) -> Iterator[tuple[str, str]]:
        """Yield the titled sentences about it."""
        if self.ask:
            yield "Question", self.ask
        if self.answer:
            yield "You answered", self.answer
        if self.missing:
            yield "Missing", self.missing
        for text in self.closes:
            yield "What would close it", text
        for text in self.clauses:
            yield "As a clause", text


@dataclass(frozen=True, slots=True)
class VendorContent(ViewContent):
    """All that a vendor gets to see."""

    view: ClassVar[str] = "vendor"
    schema: ClassVar[str] = "vendorcheck-vendor-view/1"

    vendor: str
    product: str
    plan: str | None
    as_of: str
    answer_by: str
    questions: tuple[VendorQuestion, ...]
    documents: tuple[MissingDocument, ...]
    gaps: tuple[VendorGap, ...]
    opening: str

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"{short_name(self.product)}: open points"

    def parts(self) -> Iterator[Part]:
        """Yield the opening, the questions, the documents and the gaps, numbered throughout."""
        yield Part(paragraphs=(self.opening,))
        number = 1
        if self.questions:
            items = tuple(
                Item(entry.text, (("Possible answers", "; ".join(entry.options)),))
                if entry.options
                else Item(entry.text)
                for entry in self.questions
            )
            yield Part("What we don’t know yet", items=items, first_number=number)
            number += len(items)
        if self.documents:
            items = tuple(Item(entry.text) for entry in self.documents)
            yield Part("Documents that are missing", items=items, first_number=number)
            number += len(items)
        if self.gaps:
            items = tuple(Item(gap.gap, tuple(gap.details)) for gap in self.gaps)
            paragraphs = (
                "For each of these please say whether you do it, by when, and at what price.",
            )
            yield Part("Gaps, and what would close them", paragraphs, items, number)
        if self.questions or self.documents or self.gaps:
            yield Part(paragraphs=(letter_phrases.CLOSING_REQUEST,))


def lay_out(assessment: Assessment) -> VendorContent:
    """Lay out what the vendor of an assessment gets to see."""
    vendor = assessment.vendor.vendor
    day = day_in_words(completion_date(letter_phrases.TIME_TO_ANSWER, assessment.as_of))
    questions = tuple(_open_questions(assessment))
    documents = tuple(_missing_documents(assessment))
    gaps = tuple(_gaps(assessment))
    return VendorContent(
        vendor=vendor.name,
        product=vendor.product or vendor.name,
        plan=vendor.plan,
        as_of=str(assessment.as_of),
        answer_by=day,
        questions=questions,
        documents=documents,
        gaps=gaps,
        opening=_opening(len(questions), len(documents), len(gaps), day),
    )


VIEWS.add("vendor")(View("vendor", lay_out))


def _opening(question_count: int, document_count: int, gap_count: int, day: str) -> str:
    counts = [
        count_with_noun(count, singular, f"{singular}s")
        for count, singular in (
            (question_count, "question"),
            (document_count, "document"),
            (gap_count, "gap"),
        )
        if count
    ]
    if not counts:
        return "Nothing is open: there is no question, no missing document and no gap."
    return (
        f"We would like to use your product. What is open on your side: {join_list(counts)}. "
        f"Please answer by {day}, with the numbers below."
    )


def _open_questions(assessment: Assessment) -> Iterator[VendorQuestion]:
    """Yield the questions to the vendor, but for those that only ask for a document."""
    for question in assessment.questions_for_vendor:
        if question.reason != "grade":
            definition = _definition(assessment, question)
            yield VendorQuestion(
                question.subject,
                letter_phrases.question_text(question, definition),
                tuple(letter_phrases.offered_labels(question, definition)),
            )


def _definition(assessment: Assessment, question: OpenQuestion) -> BaseQuestion | None:
    """Return the question that an open question is about; None where that is a check."""
    questionnaire_id, _, name = question.subject.partition("/")
    questionnaire = assessment.library.get(questionnaire_id)
    return questionnaire.questions.get(name) if questionnaire else None


def _missing_documents(assessment: Assessment) -> Iterator[MissingDocument]:
    """Yield the answers that need a document: a grade needs one, or the question expects it."""
    asked = {question.subject: question for question in assessment.questions_for_vendor}
    for status, applies in assessment.evaluation:
        key = status.question.key
        if question := asked.get(key):
            if question.reason == "grade":
                definition = status.question.definition
                text = letter_phrases.question_text(question, definition)
                yield MissingDocument(key, text)
        elif applies is True and not status.question.is_for_requester and _lacks_document(status):
            yield MissingDocument(key, _document_text(status))


def _lacks_document(status: QuestionStatus) -> bool:
    """Return whether a document is expected for an answer that earns something, and none counts."""
    is_worthless = status.answer_result is not None and status.answer_result.credit == 0
    return (
        status.parsed_answer is not None
        and not is_worthless
        and status.question.definition.evidence == "expected"
        and status.grade != "verified"
        and not status.support.has_evidence_that_counts
    )


def _document_text(status: QuestionStatus) -> str:
    answer = _own_answer(status)
    said = f" You answered {in_quotes(answer)}." if answer else ""
    ask = address_vendor(status.question.definition.ask)
    return f"{ask}{said} Please send a document or a link that shows it."


def _own_answer(status: QuestionStatus) -> str | None:
    """Return the answer if the vendor gave it: what we found out ourselves stays with us."""
    if status.answer is None or status.parsed_answer is None:
        return None
    return status.parsed_answer.quotable_text if status.answer.source in _OWN_SOURCES else None


def _gaps(assessment: Assessment) -> Iterator[VendorGap]:
    """Yield the gaps in the order of the questions, then the requirements that are not met."""
    by_subject: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.kind in {"gap", "requirement"} and not is_about_request(
            assessment, finding.subject
        ):
            by_subject.setdefault(finding.subject, []).append(finding)
    for status in assessment.evaluation.statuses:
        if findings := by_subject.pop(status.question.key, None):
            yield _question_gap(status, findings)
    for key in sorted(by_subject):
        (finding,) = by_subject[key]
        yield VendorGap(
            key, finding.finding, None, None, None, _texts(finding.remedy), _texts(finding.clause)
        )


def _question_gap(status: QuestionStatus, findings: list[Finding]) -> VendorGap:
    """Return the gap of a question; several options of one answer may each be part of it."""
    definition = status.question.definition
    titles = dict.fromkeys(finding.finding for finding in findings)
    closes = _texts(*(finding.remedy for finding in findings))
    if not closes and (enough := definition.describe_full_credit()):
        closes = (f"This would be enough: {enough}.",)
    ask, title = address_vendor(definition.ask), "; ".join(titles)
    is_unnamed = title == definition.ask
    return VendorGap(
        status.question.key,
        ask if is_unnamed else title,
        None if is_unnamed else ask,
        _own_answer(status),
        findings[0].missing,
        closes,
        _texts(*(finding.clause for finding in findings)),
    )


def _texts(*texts: str | None) -> tuple[str, ...]:
    """Return the texts that there are, each once."""
    return tuple(dict.fromkeys(text for text in texts if text))
