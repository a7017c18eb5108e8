"""vendor: only the gaps of the vendor and what would close them, with nothing internal.

It holds questions, what the vendor itself answered, gaps and remedies: those that we need and those
that would help, each in the order of the questionnaires. No order, word or number tells what we
weigh or have accepted. What is about the request is not in it, nor anything that one of us wrote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.reports.readers._base import VIEWS, View, ViewContent
from vendorcheck.reports.readers._parts import Item, Part
from vendorcheck.reports.readers._vendor_gaps import VendorGap, own_answer, vendor_gaps
from vendorcheck.reports.view import letter_phrases
from vendorcheck.reports.view.requests import address_vendor
from vendorcheck.text.quotes import in_quotes
from vendorcheck.text.safe import short_name
from vendorcheck.text.words import count_with_noun, join_list

_NEEDED: Final = (
    "To use the product, we would need each of these. "
    "Please say whether you do it, by when, and at what price."
)
_WELCOME: Final = "We would be glad of these as well. Please say what is planned."


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
        for title, introduction, items in self._lists():
            if items:
                paragraphs = (introduction,) if introduction else ()
                yield Part(title, paragraphs, items, number)
                number += len(items)
        if number > 1:
            yield Part(paragraphs=(letter_phrases.CLOSING_REQUEST,))

    def _lists(self) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
        """Yield each list with its title and an introduction; it may be empty."""
        yield "What we don’t know yet", "", tuple(map(_question_item, self.questions))
        documents = tuple(Item(entry.text) for entry in self.documents)
        yield "Documents that are missing", "", documents
        for title, introduction, needed in (
            ("Gaps to close", _NEEDED, True),
            ("Gaps that would be good to close, too", _WELCOME, False),
        ):
            gaps = [gap for gap in self.gaps if gap.needed is needed]
            items = tuple(Item(gap.gap, details=tuple(gap.details)) for gap in gaps)
            yield title, introduction, items


def _question_item(question: VendorQuestion) -> Item:
    options = "; ".join(question.options)
    return Item(question.text, details=(("Possible answers", options),) if options else ())


def lay_out(assessment: Assessment) -> VendorContent:
    """Lay out what the vendor of an assessment gets to see."""
    vendor = assessment.vendor.vendor
    day = letter_phrases.answer_by(assessment.tier, assessment.as_of)
    questions = tuple(_open_questions(assessment))
    documents = tuple(_missing_documents(assessment))
    gaps = tuple(vendor_gaps(assessment))
    return VendorContent(
        vendor=vendor.name,
        product=vendor.product or vendor.name,
        plan=assessment.vendor.considered_plan or None,
        as_of=str(assessment.as_of),
        answer_by=day,
        questions=questions,
        documents=documents,
        gaps=gaps,
        opening=_opening(questions, documents, gaps, day),
    )


VIEWS.add("vendor")(View("vendor", lay_out))


def _opening(
    questions: Sequence[VendorQuestion],
    documents: Sequence[MissingDocument],
    gaps: Sequence[VendorGap],
    day: str,
) -> str:
    needed_count = sum(gap.needed for gap in gaps)
    counts = [
        count_with_noun(count, singular, plural)
        for count, singular, plural in (
            (len(questions), "question", "questions"),
            (len(documents), "missing document", "missing documents"),
            (needed_count, "gap that we need closed", "gaps that we need closed"),
            (len(gaps) - needed_count, "other gap", "other gaps"),
        )
        if count
    ]
    if not counts:
        return "Nothing is open: there is no question, no missing document and no gap."
    return (
        f"We would like to use your product. What is open on your side: {join_list(counts)}. "
        f"Please answer by {day}, with the numbers below. “The vendor” in the questions is your "
        "company, “we” are your customer."
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
    """Return whether a document is expected for an answer without a gap, and none counts."""
    has_gap = status.answer_result is not None and status.answer_result.credit < 1
    return (
        status.parsed_answer is not None
        and not has_gap
        and status.question.definition.evidence == "expected"
        and status.grade != "verified"
        and not status.support.has_evidence_that_counts
    )


def _document_text(status: QuestionStatus) -> str:
    answer = own_answer(status)
    said = f" You answered {in_quotes(answer)}." if answer else ""
    ask = address_vendor(status.question.definition.ask)
    return f"{ask}{said} Please send a document or a link that shows it."
