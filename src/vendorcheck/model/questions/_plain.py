"""Questions and answers in plain words, as a requester reads them."""

from vendorcheck.model.questions._base import BaseQuestion
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions._result import ParsedAnswer
from vendorcheck.text.words import grouped_number


def plain_question(question: BaseQuestion) -> str:
    """Return the question in plain words where it has them; otherwise as IT reads it."""
    return question.plain or question.ask


def plain_label(option: Option) -> str:
    """Return an option in plain words where it has them; otherwise its label."""
    return option.plain or option.label


def plain_answer(question: BaseQuestion, value: ParsedAnswer) -> str:
    """Return an answer in plain words: plain labels, the text as written, or a number and unit."""
    if value.options:
        chosen = (option for option in question.offered_options if option.id in value.options)
        return "; ".join(plain_label(option) for option in chosen)
    if value.amount is None or not question.counted_unit:
        return value.display_text
    return f"{grouped_number(value.amount)} {question.counted_unit}"


def plain_name(option: Option) -> str:
    """Return an option's name: `Customers` of `Customers: who they are, what they bought`."""
    return plain_label(option).partition(":")[0].strip()
