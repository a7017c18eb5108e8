"""The message to the vendor. It is made of questions, remedies and the product's name, and of nothing else that we hold."""

from collections.abc import Sequence

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.plan.plan import Library
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.text.layout import numbered, paragraph
from vendorcheck.text.safe import one_line, short_name

_HEADINGS_FROM = 13
"""So many questions are easier to hand on to the right people under headings."""
NOTHING = "There is nothing to ask the vendor."


def message(
    vendor: Vendor, asks: Sequence[OpenQuestion], changes: Sequence[str], library: Library, width: int
) -> str:
    """A message that can be sent as it is once a day and a name are put in; or that there is nothing to ask.

    Args:
        vendor: whose product it is.
        asks: what is asked of it, in order.
        changes: what it would have to change, in order.
        library: the questionnaires, for headings.
        width: the columns of a line.
    """
    if not asks and not changes:
        return f"{NOTHING}\n"
    product = short_name(vendor.product or vendor.name)
    plan = f" (plan: {short_name(vendor.plan)})" if vendor.plan else ""
    lines = [
        f"Subject: {one_line(f'Questions about {product}')}",
        "",
        "Hello,",
        "",
        *paragraph(f"we would like to use {product}{plan}, and {_first(asks, changes)} first.", width),
        *paragraph(f"Please answer by [date].{_who(asks)}", width),
        "",
        *(_questions(asks, library, width) if asks else ()),
        *([""] if asks and changes else ()),
        *(_changes(changes, width, len(asks) + 1) if changes else ()),
        "",
        *paragraph(
            "Short answers will do. If something is not known, or only planned, please say that, too.", width
        ),
        "",
        "Thank you and kind regards",
        "[your name]",
    ]
    return "\n".join(lines) + "\n"


def _first(asks: Sequence[OpenQuestion], changes: Sequence[str]) -> str:
    """What comes before it is used: questions, or else changes."""
    if not asks:
        return "would need something" if len(changes) == 1 else "would need a few things"
    return "have a question" if len(asks) + len(changes) == 1 else "have some questions"


def _changes(changes: Sequence[str], width: int, first: int) -> list[str]:
    what = "this" if len(changes) == 1 else "each of these"
    asked = f"To use it, we would need the following. For {what} please say whether you do it, by when, and at what price."
    return [*paragraph(asked, width), "", *numbered(changes, width, first)]


def _who(asks: Sequence[OpenQuestion]) -> str:
    """Whom the questions mean: they are also read where nobody is addressed."""
    named = any("the vendor" in ask.text.lower() for ask in asks)
    return ' "The vendor" in the questions is your company, "we" are your customer.' if named else ""


def _questions(asks: Sequence[OpenQuestion], library: Library, width: int) -> list[str]:
    homes = list(dict.fromkeys(ask.subject.partition("/")[0] for ask in asks))
    if len(asks) < _HEADINGS_FROM or len(homes) == 1:
        return numbered([ask.text for ask in asks], width)
    lines: list[str] = []
    count = 1
    for home in homes:
        texts = [ask.text for ask in asks if ask.subject.partition("/")[0] == home]
        title = one_line(library[home].title)
        lines += ["", title, "-" * min(len(title), width), "", *numbered(texts, width, count)]
        count += len(texts)
    return lines[1:]
