"""The phrases of the message to the vendor, each by itself: what puts them together may be a page.

A phrase is one line that means nothing to Markdown. A number in front of it, such as `1. `, is
added by whoever lists it.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Final

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.model.policy import Tier
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.quantities.working_days import completion_date
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.reports.view.requests import (
    address_vendor,
    address_vendor_in_option,
    need_in_words,
    wish_in_words,
)
from vendorcheck.text.messages import message_paragraph
from vendorcheck.text.safe import one_line, short_name
from vendorcheck.text.words import day_in_words

MIN_QUESTIONS_FOR_HEADINGS: Final = 13
"""From this many questions on, headings help to hand them on, and boxes would fill pages."""
_MOST_TIME_TO_ANSWER: Final = 10
"""In working days: what vendors usually need, and short enough to be missed in time."""
NOTHING_TO_ASK: Final = "There is nothing to ask the vendor."
GREETING: Final = "Hello,"
WISHES_HEADING: Final = "Nothing depends on the rest, and we would like to know:"
CLOSING_REQUEST: Final = (
    "Short answers will do. If something is not known, or only planned, please say that, too."
)
FAREWELL: Final = "Thank you and kind regards"
NO_SENDER: Final = "[your name]"
_BOX: Final = "   - [ ] "
BOXES_OF_CHANGE: Final = tuple(
    f"{_BOX}{text}"
    for text in (
        "Yes, on the plan that we would buy, since:",
        "Yes, from this day and at this price:",
        "No",
    )
)
_MAX_UNDERLINE: Final = 78
_MAIL_ADDRESS: Final = re.compile(r"\S*@\S*")


def days_to_answer(tier: Tier | None) -> int:
    """Return the working days that a vendor gets for its answer.

    They are half of what IT's review takes, so that IT has the other half; ten at most, and where
    nobody knows how long a review takes, or none is needed.
    """
    review = None if tier is None or tier.self_service else tier.review_takes
    if review is None:
        return _MOST_TIME_TO_ANSWER
    working_days = review.days / Duration.parse("1 working day").days
    return max(1, min(_MOST_TIME_TO_ANSWER, ceil(working_days / 2)))


def answer_by(tier: Tier | None, as_of: date) -> str:
    """Return the day by which an answer is needed to a message that is sent on a day."""
    time_to_answer = Duration(Fraction(days_to_answer(tier)), "working day")
    return day_in_words(completion_date(time_to_answer, as_of))


def name_of_product(vendor: Vendor) -> str:
    """Return the product that the message is about."""
    return short_name(vendor.product or vendor.name)


def subject_line(product: str) -> str:
    """Return the subject of the message."""
    return message_paragraph(f"Subject: Questions about {product}")


def request_phrase(question_count: int, change_count: int) -> str:
    """Return what we have for the vendor, as the end of "we would like to use it, and"."""
    if not question_count:
        return "would need something" if change_count == 1 else "would need a few things"
    is_single = question_count + change_count == 1
    return "have a question" if is_single else "have some questions"


def opening(product: str, plan: str, request: str) -> str:
    """Return the first sentence, with a `request_phrase`; the plan is empty if none is named."""
    with_plan = f" (plan: {short_name(plan)})" if plan else ""
    return message_paragraph(f"we would like to use {product}{with_plan}, and {request} first.")


def deadline(day: str, *, names_vendor: bool) -> str:
    """Return by when an answer is needed, and whom "the vendor" means if a question names it."""
    explanation = (
        ' "The vendor" in the questions is your company, "we" are your customer.'
        if names_vendor
        else ""
    )
    return message_paragraph(f"Please answer by {day}.{explanation}")


def names_vendor(text: str) -> bool:
    """Return whether a question says "the vendor", which the message then explains."""
    return "the vendor" in text.lower()


def question_text(question: OpenQuestion, definition: BaseQuestion | None) -> str:
    """Return an open question as one to the vendor; no definition: it is about a check."""
    ask = definition.ask if definition else question.text
    return question.text.replace(ask, address_vendor(ask), 1)


def heading(title: str) -> tuple[str, str]:
    """Return the heading of the questions of one questionnaire, and the line beneath it."""
    line = one_line(title)
    return message_paragraph(line), "-" * min(len(line), _MAX_UNDERLINE)


def option_boxes(question: OpenQuestion, definition: BaseQuestion | None) -> Iterator[str]:
    """Yield the options that a vendor may tick, a line each, where there are any."""
    for label in offered_labels(question, definition):
        yield message_paragraph(label, _BOX)


def offered_labels(question: OpenQuestion, definition: BaseQuestion | None) -> Iterator[str]:
    """Yield the labels of the options that a vendor may choose, where there are any."""
    if definition and definition.is_chosen and question.reason in {"open", "disputed"}:
        for option in definition.offered_options:
            if option.respondent is None:
                yield address_vendor_in_option(option.label)


def needs_heading(count: int) -> str:
    """Return the line above so many changes that we would need."""
    pronoun = "this" if count == 1 else "each of these"
    return message_paragraph(
        f"To use it, we would need the following. For {pronoun} please say "
        "whether you do it, by when, and at what price."
    )


def need(change: str) -> str:
    """Return a change that we would need."""
    return message_paragraph(need_in_words(change))


def wish(change: str) -> str:
    """Return a change that would be welcome."""
    return message_paragraph(wish_in_words(change))


def signature(sender: str) -> str:
    """Return the name of the sender without a mail address, or a place for it."""
    name = one_line(_MAIL_ADDRESS.sub("", sender)).strip(" ,;:()<>-")
    return message_paragraph(short_name(name)) if name else NO_SENDER
