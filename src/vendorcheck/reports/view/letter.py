"""The message to the vendor.

It is made of questions, remedies and the product's name, and of nothing else that we hold. It can
be pasted into a mail or into a ticket that is read as Markdown.
"""

import re
from collections.abc import Sequence
from typing import Final

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.text.messages import message_list, message_paragraph
from vendorcheck.text.safe import one_line, short_name

_MIN_QUESTIONS_FOR_HEADINGS = 13
"""From this many questions on, headings help to hand them on to the right people."""
_CLOSING_REQUEST = (
    "Short answers will do. If something is not known, or only planned, please say that, too."
)
NOTHING_TO_ASK = "There is nothing to ask the vendor."
_MAIL_ADDRESS: Final = re.compile(r"\S*@\S*")


def compose_vendor_message(
    vendor: Vendor,
    open_questions: Sequence[OpenQuestion],
    changes: Sequence[str],
    questionnaires: Questionnaires,
    width: int,
    sender: str = "",
) -> str:
    """Return a message that can be sent once a day and a name are filled in.

    If there is nothing to ask, the text says so.

    Args:
        vendor: the vendor and its product.
        open_questions: the questions to the vendor, in order.
        changes: what the vendor would have to change, in order.
        questionnaires: the questionnaires, for the headings.
        width: the columns of a line.
        sender: the name of who sends it, perhaps with a mail address, which is left out: an
            answer comes back to where the message came from.
    """
    if not open_questions and not changes:
        return f"{NOTHING_TO_ASK}\n"
    product = short_name(vendor.product or vendor.name)
    plan = f" (plan: {short_name(vendor.plan)})" if vendor.plan else ""
    request = (
        f"we would like to use {product}{plan}, and {_request_phrase(open_questions, changes)}"
    )
    deadline = f"Please answer by [date].{_address_explanation(open_questions)}"
    paragraphs = (
        _single_line(f"Subject: Questions about {product}"),
        ["Hello,"],
        [*message_paragraph(f"{request} first.", width), *message_paragraph(deadline, width)],
        _question_lines(open_questions, questionnaires, width),
        _change_lines(changes, width, len(open_questions) + 1) if changes else [],
        message_paragraph(_CLOSING_REQUEST, width),
        ["Thank you and kind regards", *_signature_lines(sender)],
    )
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"


def _signature_lines(sender: str) -> list[str]:
    """Return the name of the sender, or a place for it."""
    name = one_line(_MAIL_ADDRESS.sub("", sender)).strip(" ,;:()<>-")
    return _single_line(short_name(name)) if name else ["[your name]"]


def _single_line(text: str) -> list[str]:
    """Return a text that must stay in one line, however long it is."""
    return [" ".join(message_paragraph(text, len(text)))]


def _request_phrase(open_questions: Sequence[OpenQuestion], changes: Sequence[str]) -> str:
    if not open_questions:
        return "would need something" if len(changes) == 1 else "would need a few things"
    return "have a question" if len(open_questions) + len(changes) == 1 else "have some questions"


def _change_lines(changes: Sequence[str], width: int, first_number: int) -> list[str]:
    changes_pronoun = "this" if len(changes) == 1 else "each of these"
    introduction = (
        f"To use it, we would need the following. For {changes_pronoun} please say "
        "whether you do it, by when, and at what price."
    )
    return [
        *message_paragraph(introduction, width),
        "",
        *message_list(changes, width, first_number),
    ]


def _address_explanation(open_questions: Sequence[OpenQuestion]) -> str:
    """Explain "the vendor" and "we" where a question uses them; empty otherwise."""
    if any("the vendor" in question.text.lower() for question in open_questions):
        return ' "The vendor" in the questions is your company, "we" are your customer.'
    return ""


def _question_lines(
    open_questions: Sequence[OpenQuestion], questionnaires: Questionnaires, width: int
) -> list[str]:
    ids = list(dict.fromkeys(question.subject.partition("/")[0] for question in open_questions))
    if len(open_questions) < _MIN_QUESTIONS_FOR_HEADINGS or len(ids) == 1:
        return message_list([question.text for question in open_questions], width)
    lines: list[str] = []
    number = 1
    for questionnaire_id in ids:
        texts = [
            question.text
            for question in open_questions
            if question.subject.partition("/")[0] == questionnaire_id
        ]
        title = one_line(questionnaires[questionnaire_id].title)
        lines += [
            "",
            *_single_line(title),
            "-" * min(len(title), width),
            "",
            *message_list(texts, width, number),
        ]
        number += len(texts)
    return lines[1:]
