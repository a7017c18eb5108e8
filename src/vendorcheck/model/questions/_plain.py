"""Questions and answers in plain words, as a requester reads them."""

from vendorcheck.model.questions._base import BaseQuestion
from vendorcheck.model.questions._options import Option
from vendorcheck.model.questions._result import ParsedAnswer


def plain_question(question: BaseQuestion) -> str:
    """Return the question in plain words where it has them; otherwise as IT reads it."""
    return question.plain or question.ask


def plain_label(option: Option) -> str:
    """Return an option in plain words where it has them; otherwise its label."""
    return option.plain or option.label


def plain_answer(question: BaseQuestion, value: ParsedAnswer) -> str:
    """Return an answer in plain words: plain labels, or the text as a person reads it."""
    if value.options:
        chosen = (option for option in question.offered_options if option.id in value.options)
        return "; ".join(plain_label(option) for option in chosen)
    return value.display_text


def plain_name(option: Option) -> str:
    """Return an option's name: `Customers` of `Customers: who they are, what they bought`."""
    return plain_label(option).partition(":")[0].strip()
