"""The message to the vendor.

It is made of questions, remedies and the product's name, and of nothing else that we hold. It can
be pasted into a mail or into a ticket that is read as Markdown; a paragraph is one line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.model.policy import Tier
from vendorcheck.model.questionnaire import Question
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports.view import letter_phrases as phrases
from vendorcheck.text.messages import message_paragraph


@dataclass(frozen=True, slots=True)
class VendorLetter:
    """The contents of a message to a vendor.

    `required_changes` and `wished_changes` are remedies, in order. `sender` is the name of who
    sends it, perhaps with a mail address, which is left out: an answer comes back to where the
    message came from. It is sent on the day `as_of`; by when an answer is needed depends on `tier`.
    """

    vendor: VendorFile
    questions: Sequence[OpenQuestion]
    required_changes: Sequence[str]
    wished_changes: Sequence[str]
    questionnaires: Questionnaires
    as_of: date
    tier: Tier | None = None
    sender: str = ""

    @property
    def text(self) -> str:
        """The message, or a text that says that there is nothing to ask."""
        if not self.questions and not self.required_changes:
            return f"{phrases.NOTHING_TO_ASK}\n"
        product = phrases.name_of_product(self.vendor.vendor)
        request = phrases.request_phrase(len(self.questions), len(self.required_changes))
        paragraphs = (
            [phrases.subject_line(product)],
            [phrases.GREETING],
            [phrases.opening(product, self.vendor.considered_plan, request), self._deadline],
            list(self._question_lines()),
            list(self._required_lines()),
            list(self._wished_lines()),
            [phrases.CLOSING_REQUEST],
            [phrases.FAREWELL, phrases.signature(self.sender)],
        )
        return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"

    @property
    def _has_boxes(self) -> bool:
        return len(self.questions) < phrases.MIN_QUESTIONS_FOR_HEADINGS

    @property
    def _deadline(self) -> str:
        """The day by which an answer is needed, and how "the vendor" and "we" are meant."""
        return phrases.deadline(
            phrases.answer_by(self.tier, self.as_of),
            names_vendor=any(map(phrases.names_vendor, self._question_lines())),
        )

    def _definition(self, question: OpenQuestion) -> Question | None:
        """Return the question that an open question is about; None where that is a check."""
        questionnaire_id, _, name = question.subject.partition("/")
        questionnaire = self.questionnaires.get(questionnaire_id)
        return questionnaire.questions.get(name) if questionnaire else None

    def _text_of(self, question: OpenQuestion) -> str:
        return phrases.question_text(question, self._definition(question))

    def _question_lines(self) -> Iterator[str]:
        ids = list(dict.fromkeys(item.subject.partition("/")[0] for item in self.questions))
        has_headings = not self._has_boxes and len(ids) > 1
        number = 1
        for questionnaire_id in ids:
            questions = [
                item for item in self.questions if item.subject.startswith(f"{questionnaire_id}/")
            ]
            if has_headings:
                yield from ([""] if number > 1 else [])
                yield from phrases.heading(self.questionnaires[questionnaire_id].title)
                yield ""
            for item in questions:
                if item is not questions[0] or (number > 1 and not has_headings):
                    yield ""
                yield f"{number}. {message_paragraph(self._text_of(item))}"
                if self._has_boxes:
                    yield from phrases.option_boxes(item, self._definition(item))
                number += 1

    def _required_lines(self) -> Iterator[str]:
        if self.required_changes:
            yield phrases.needs_heading(len(self.required_changes))
        for number, change in enumerate(self.required_changes, start=len(self.questions) + 1):
            yield ""
            yield f"{number}. {phrases.need(change)}"
            if self._has_boxes:
                yield from phrases.BOXES_OF_CHANGE

    def _wished_lines(self) -> Iterator[str]:
        if self.wished_changes:
            first_number = len(self.questions) + len(self.required_changes) + 1
            yield phrases.WISHES_HEADING
            for number, change in enumerate(self.wished_changes, start=first_number):
                yield ""
                yield f"{number}. {phrases.wish(change)}"
