"""The message to the vendor.

It is made of questions, remedies and the product's name, and of nothing else that we hold. It can
be pasted into a mail or into a ticket that is read as Markdown; a paragraph is one line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.quantities.working_days import completion_date
from vendorcheck.model.questionnaire import Question
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.reports.view.requests import address_vendor, need_in_words, wish_in_words
from vendorcheck.text.messages import message_list, message_paragraph
from vendorcheck.text.safe import one_line, short_name
from vendorcheck.text.words import day_in_words

_MIN_QUESTIONS_FOR_HEADINGS = 13
"""From this many questions on, headings help to hand them on, and boxes would fill pages."""
_TIME_TO_ANSWER: Final = Duration.parse("10 working days")
_CLOSING_REQUEST = (
    "Short answers will do. If something is not known, or only planned, please say that, too."
)
NOTHING_TO_ASK = "There is nothing to ask the vendor."
_MAIL_ADDRESS: Final = re.compile(r"\S*@\S*")
_MAX_TITLE_UNDERLINE: Final = 78
_BOX: Final = "   - [ ] "
_BOXES_OF_CHANGE: Final = (
    "Yes, on the plan that we would buy, since:",
    "Yes, from this day and at this price:",
    "No",
)


@dataclass(frozen=True, slots=True)
class VendorLetter:
    """The contents of a message to a vendor.

    `required_changes` and `wished_changes` are remedies, in order. `sender` is the name of who
    sends it, perhaps with a mail address, which is left out: an answer comes back to where the
    message came from. It is sent on the day `as_of`.
    """

    vendor: Vendor
    questions: Sequence[OpenQuestion]
    required_changes: Sequence[str]
    wished_changes: Sequence[str]
    questionnaires: Questionnaires
    as_of: date
    sender: str = ""

    @property
    def text(self) -> str:
        """The message, or a text that says that there is nothing to ask."""
        if not self.questions and not self.required_changes:
            return f"{NOTHING_TO_ASK}\n"
        product = short_name(self.vendor.product or self.vendor.name)
        plan = f" (plan: {short_name(self.vendor.plan)})" if self.vendor.plan else ""
        request = f"we would like to use {product}{plan}, and {self._request_phrase} first."
        paragraphs = (
            [message_paragraph(f"Subject: Questions about {product}")],
            ["Hello,"],
            [message_paragraph(request), message_paragraph(self._deadline)],
            list(self._question_lines()),
            list(self._required_lines()),
            list(self._wished_lines()),
            [message_paragraph(_CLOSING_REQUEST)],
            ["Thank you and kind regards", _signature(self.sender)],
        )
        return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"

    @property
    def _has_boxes(self) -> bool:
        return len(self.questions) < _MIN_QUESTIONS_FOR_HEADINGS

    @property
    def _request_phrase(self) -> str:
        if not self.questions:
            is_single = len(self.required_changes) == 1
            return "would need something" if is_single else "would need a few things"
        count = len(self.questions) + len(self.required_changes)
        return "have a question" if count == 1 else "have some questions"

    @property
    def _deadline(self) -> str:
        """The day by which an answer is needed, and how "the vendor" and "we" are meant."""
        day = day_in_words(completion_date(_TIME_TO_ANSWER, self.as_of))
        explanation = (
            ' "The vendor" in the questions is your company, "we" are your customer.'
            if any("the vendor" in self._text_of(item).lower() for item in self.questions)
            else ""
        )
        return f"Please answer by {day}.{explanation}"

    def _definition(self, question: OpenQuestion) -> Question | None:
        """Return the question that an open question is about; None where that is a check."""
        questionnaire_id, _, name = question.subject.partition("/")
        questionnaire = self.questionnaires.get(questionnaire_id)
        return questionnaire.questions.get(name) if questionnaire else None

    def _text_of(self, question: OpenQuestion) -> str:
        definition = self._definition(question)
        ask = definition.ask if definition else question.text
        return question.text.replace(ask, address_vendor(ask), 1)

    def _question_lines(self) -> Iterator[str]:
        ids = list(dict.fromkeys(item.subject.partition("/")[0] for item in self.questions))
        has_headings = not self._has_boxes and len(ids) > 1
        number = 1
        for questionnaire_id in ids:
            questions = [
                item for item in self.questions if item.subject.startswith(f"{questionnaire_id}/")
            ]
            if has_headings:
                title = one_line(self.questionnaires[questionnaire_id].title)
                underline = "-" * min(len(title), _MAX_TITLE_UNDERLINE)
                yield from ([""] if number > 1 else [])
                yield from (message_paragraph(title), underline, "")
            for item in questions:
                if item is not questions[0] or (number > 1 and not has_headings):
                    yield ""
                yield message_paragraph(self._text_of(item), f"{number}. ")
                yield from self._boxes(item)
                number += 1

    def _boxes(self, question: OpenQuestion) -> Iterator[str]:
        """Yield the options that a vendor may tick, where there are any and the letter is short."""
        definition = self._definition(question)
        is_open = question.reason in {"open", "disputed"}
        if definition and definition.is_chosen and is_open and self._has_boxes:
            for option in definition.offered_options:
                if option.respondent is None:
                    yield message_paragraph(option.label, _BOX)

    def _required_lines(self) -> Iterator[str]:
        if self.required_changes:
            pronoun = "this" if len(self.required_changes) == 1 else "each of these"
            yield message_paragraph(
                f"To use it, we would need the following. For {pronoun} please say "
                "whether you do it, by when, and at what price."
            )
        for number, change in enumerate(self.required_changes, start=len(self.questions) + 1):
            yield ""
            yield message_paragraph(need_in_words(change), f"{number}. ")
            if self._has_boxes:
                yield from (f"{_BOX}{text}" for text in _BOXES_OF_CHANGE)

    def _wished_lines(self) -> Iterator[str]:
        if self.wished_changes:
            first_number = len(self.questions) + len(self.required_changes) + 1
            yield "Nothing depends on the rest, and we would like to know:"
            yield ""
            yield from message_list(map(wish_in_words, self.wished_changes), first_number)


def _signature(sender: str) -> str:
    """Return the name of the sender, or a place for it."""
    name = one_line(_MAIL_ADDRESS.sub("", sender)).strip(" ,;:()<>-")
    return message_paragraph(short_name(name)) if name else "[your name]"
