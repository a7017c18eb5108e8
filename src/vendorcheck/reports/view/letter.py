"""The message to the vendor. It is made of questions, remedies and the product's name, and of nothing else that we hold."""

from collections.abc import Sequence

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.text.layout import numbered_lines, wrap_paragraph
from vendorcheck.text.safe import one_line, short_name

_MIN_QUESTIONS_FOR_HEADINGS = 13
"""So many questions are easier to hand on to the right people under headings."""
NOTHING_TO_ASK = "There is nothing to ask the vendor."


def compose_vendor_message(
    vendor: Vendor,
    open_questions: Sequence[OpenQuestion],
    changes: Sequence[str],
    questionnaires: Questionnaires,
    width: int,
) -> str:
    """A message that can be sent as it is once a day and a name are put in; or that there is nothing to ask.

    Args:
        vendor: whose product it is.
        open_questions: what is asked of it, in order.
        changes: what it would have to change, in order.
        questionnaires: the questionnaires, for headings.
        width: the columns of a line.
    """
    if not open_questions and not changes:
        return f"{NOTHING_TO_ASK}\n"
    product = short_name(vendor.product or vendor.name)
    plan = f" (plan: {short_name(vendor.plan)})" if vendor.plan else ""
    lines = [
        f"Subject: {one_line(f'Questions about {product}')}",
        "",
        "Hello,",
        "",
        *wrap_paragraph(
            f"we would like to use {product}{plan}, and {_what_comes_first(open_questions, changes)} first.",
            width,
        ),
        *wrap_paragraph(f"Please answer by [date].{_form_of_address(open_questions)}", width),
        "",
        *(_question_lines(open_questions, questionnaires, width) if open_questions else ()),
        *([""] if open_questions and changes else ()),
        *(_change_lines(changes, width, len(open_questions) + 1) if changes else ()),
        "",
        *wrap_paragraph(
            "Short answers will do. If something is not known, or only planned, please say that, too.",
            width,
        ),
        "",
        "Thank you and kind regards",
        "[your name]",
    ]
    return "\n".join(lines) + "\n"


def _what_comes_first(open_questions: Sequence[OpenQuestion], changes: Sequence[str]) -> str:
    """What comes before it is used: questions, or else changes."""
    if not open_questions:
        return "would need something" if len(changes) == 1 else "would need a few things"
    return "have a question" if len(open_questions) + len(changes) == 1 else "have some questions"


def _change_lines(changes: Sequence[str], width: int, first_number: int) -> list[str]:
    what = "this" if len(changes) == 1 else "each of these"
    asked = f"To use it, we would need the following. For {what} please say whether you do it, by when, and at what price."
    return [*wrap_paragraph(asked, width), "", *numbered_lines(changes, width, first_number)]


def _form_of_address(open_questions: Sequence[OpenQuestion]) -> str:
    """Whom the questions mean: they are also read where nobody is addressed."""
    named = any("the vendor" in ask.text.lower() for ask in open_questions)
    return (
        ' "The vendor" in the questions is your company, "we" are your customer.' if named else ""
    )


def _question_lines(
    open_questions: Sequence[OpenQuestion], questionnaires: Questionnaires, width: int
) -> list[str]:
    homes = list(dict.fromkeys(ask.subject.partition("/")[0] for ask in open_questions))
    if len(open_questions) < _MIN_QUESTIONS_FOR_HEADINGS or len(homes) == 1:
        return numbered_lines([ask.text for ask in open_questions], width)
    lines: list[str] = []
    count = 1
    for home in homes:
        texts = [ask.text for ask in open_questions if ask.subject.partition("/")[0] == home]
        title = one_line(questionnaires[home].title)
        lines += ["", title, "-" * min(len(title), width), "", *numbered_lines(texts, width, count)]
        count += len(texts)
    return lines[1:]
