"""Plain words: questions, answers, days and lists as a requester reads them."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from vendorcheck.amounts import Duration
from vendorcheck.questions import BaseQuestion, Option, Value

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def asked(question: BaseQuestion) -> str:
    """The question in plain words, where it has such; else as IT reads it."""
    return question.plain or question.ask


def label(option: Option) -> str:
    """An option in plain words, where it has such; else its label."""
    return option.plain or option.label


def answered(question: BaseQuestion, value: Value) -> str:
    """An answer in plain words: its options' plain labels, else what was written, a number with its unit."""
    if value.options:
        return "; ".join(label(option) for option in question.offered if option.id in value.options)
    if value.amount is None or not question.counts:
        return value.shown
    return f"{number(value.amount)} {question.counts}"


def name(option: Option) -> str:
    """An option's name without its explanation: `Customers` of `Customers: who they are, what they bought`."""
    return label(option).partition(":")[0].strip()


def number(amount: Fraction) -> str:
    """A number for people: `100,000`, `2.5`."""
    return f"{amount.numerator:,}" if amount.denominator == 1 else f"{float(amount):,g}"


def day(when: date) -> str:
    """A day, the same in every country: `Mon 7 Dec 2026`."""
    return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}"


def joined(parts: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *before, last = parts
    return f"{', '.join(before)} {word} {last}" if before else last


def instead(takes: Duration, of: Duration) -> str:
    """`5 working days instead of 10`; both with their unit where the units differ."""
    same = takes.unit == of.unit
    return f"{takes} instead of {number(of.count) if same else of}"
