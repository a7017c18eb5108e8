"""A person decides at a terminal: what, with which conditions, against whose advice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS, VERDICTS
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.signals import stopping_on_signals
from vendorcheck.interview.start import ask_optional_text, ask_text, find_user_name
from vendorcheck.interview.terminal import Console, InterviewStopped
from vendorcheck.model.decisions import NewCondition, NewDecision
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.view.deciding import (
    Line,
    basis_lines,
    proposed_conditions,
    proposed_lines,
)
from vendorcheck.reports.view.words import VERDICT_LABELS
from vendorcheck.text.safe import path_for_display, short_name
from vendorcheck.text.words import as_sentence
from vendorcheck.validation.typed_decisions import (
    CONDITION_EXAMPLE,
    parse_condition,
    parse_decision,
    parse_due_day,
)

_Parsed = TypeVar("_Parsed")
_NO_WORDS: Final = ("n", "no")
_YES_WORDS: Final = ("y", "yes")
_DECISION_HELP: Final = (
    "The verdict is what the rules say; the decision is yours, and may be another one. "
    "q leaves, and nothing is written."
)
_DECISION_CHOICE: Final = "type a number from 1 to 4, or its words, such as: approve"
_PROPOSED_HELP: Final = (
    "They go into the vendor file as conditions, all due on the day that you type, such as "
    "2026-12-31. Enter leaves them out; q leaves, and nothing is written."
)
_CONDITION_HELP: Final = (
    f'Who must do what by when, such as "{CONDITION_EXAMPLE}". '
    "Enter adds no more; q leaves, and nothing is written."
)
_BY_HELP: Final = (
    "Your name, or that of whoever decided. It stands in the vendor file and in reports."
)
_CONFIRM_HELP: Final = "Enter or y writes it; n or q leaves, and nothing is written."
_ADVICE_HELP: Final = (
    'In words; begin with a verdict, such as "Do not approve: no single sign-on", and reports say '
    "where the decision goes against it. Enter notes nothing."
)


@dataclass(frozen=True, slots=True)
class GivenParts:
    """The parts of a decision that the command line gives already, so that nobody is asked."""

    decision: Verdict | None = None
    by: str | None = None
    advice: str | None = None
    advised_by: str | None = None
    conditions: tuple[NewCondition, ...] = ()


NOTHING_GIVEN: Final = GivenParts()


def ask_decision(
    path: str,
    assessment: Assessment,
    given: GivenParts,
    describe: Callable[[NewDecision], Iterable[Line]],
    console: Console | None = None,
) -> NewDecision | None:
    """Show what there is to decide upon, ask for a decision, and return it.

    Args:
        path: the vendor file.
        assessment: what is decided upon.
        given: what is known already.
        describe: returns what would be written, for the person to agree.
        console: the terminal; by default the one at which the program runs.

    Returns:
        The decision; None if the person leaves.
    """
    console = console or Console()
    with stopping_on_signals():
        try:
            _say_lines(basis_lines(assessment), console)
            console.say()
            decision = _ask_parts(path, assessment, given, console)
            console.say()
            _say_lines(describe(decision), console)
            return decision if _confirm(path, console) else None
        except (InterviewStopped, KeyboardInterrupt):
            console.show_all()
            console.say()
            return None


def _ask_parts(
    path: str, assessment: Assessment, given: GivenParts, console: Console
) -> NewDecision:
    decision = given.decision or _ask_verdict(console)
    conditions = given.conditions
    if decision == APPROVE_WITH_CONDITIONS and not conditions:
        conditions = _ask_conditions(assessment, console)
    by = given.by or _ask_name(path, console)
    advice, advised_by = given.advice, given.advised_by
    if advice is None:
        advice = ask_optional_text(console, "What did IT advise? (Enter: nothing)", _ADVICE_HELP)
    if advice and advised_by is None:
        question = "Who advised it? (Enter: no name)"
        advised_by = ask_optional_text(console, question, _BY_HELP)
    return NewDecision(decision, by, advice or None, advised_by or None, conditions)


def _ask_verdict(console: Console) -> Verdict:
    console.say("What do you decide?")
    for number, choice in enumerate(VERDICTS, 1):
        console.say(VERDICT_LABELS[choice], first=f"  {number}  ", rest="     ")

    def parse(text: str) -> Verdict:
        number = text.rstrip(".)")
        if number in {"1", "2", "3", "4"}:
            return VERDICTS[int(number) - 1]
        try:
            return parse_decision(text)
        except VendorcheckError:
            raise VendorcheckError(_DECISION_CHOICE) from None

    return _ask_until_valid(console, "Its number:", _DECISION_HELP, parse)


def _ask_conditions(assessment: Assessment, console: Console) -> tuple[NewCondition, ...]:
    """Ask whether to take over what is proposed, and for more, until there is one at least."""

    def parse(text: str) -> NewCondition:
        return parse_condition(text, assessment.as_of)

    conditions = _ask_for_proposed(assessment, console)
    if not conditions:
        question = f'Which condition? (such as "{CONDITION_EXAMPLE}")'
        conditions = (_ask_until_valid(console, question, _CONDITION_HELP, parse),)
    question = "Another one? (Enter: no more)"
    while another := _ask_until_valid_or_empty(console, question, _CONDITION_HELP, parse):
        conditions = (*conditions, another)
    return conditions


def _ask_for_proposed(assessment: Assessment, console: Console) -> tuple[NewCondition, ...]:
    proposed = proposed_conditions(assessment, assessment.as_of)
    if not proposed:
        return ()
    _say_lines(proposed_lines(assessment), console)

    question = "Take them over? (the day by which they are due; Enter: no)"
    due = _ask_until_valid_or_empty(
        console, question, _PROPOSED_HELP, lambda text: parse_due_day(text, assessment.as_of)
    )
    return tuple(replace(condition, due=due) for condition in proposed) if due else ()


def _ask_name(path: str, console: Console) -> str:
    default = find_user_name(path)
    hint = f" (Enter: {short_name(default)})" if default else ""
    return ask_text(console, f"Who decides?{hint}", _BY_HELP, default)


def _ask_until_valid(
    console: Console, question: str, help_text: str, parse: Callable[[str], _Parsed]
) -> _Parsed:
    while True:
        try:
            return parse(ask_optional_text(console, question, help_text))
        except VendorcheckError as error:
            question = _as_remark(error)


def _ask_until_valid_or_empty(
    console: Console, question: str, help_text: str, parse: Callable[[str], _Parsed]
) -> _Parsed | None:
    """Ask until the text can be read; None for Enter or "no"."""
    while True:
        text = ask_optional_text(console, question, help_text)
        if not text or text.lower() in _NO_WORDS:
            return None
        try:
            return parse(text)
        except VendorcheckError as error:
            question = _as_remark(error)


def _say_lines(lines: Iterable[Line], console: Console) -> None:
    for line in lines:
        console.say(line.text, first=line.mark, rest=" " * len(line.mark))


def _confirm(path: str, console: Console) -> bool:
    """Return whether what was shown is to be written."""
    question = f"Write this into {path_for_display(path)}? (Enter: yes; n: no)"
    while text := ask_optional_text(console, question, _CONFIRM_HELP).lower():
        if text in (*_YES_WORDS, *_NO_WORDS):
            return text in _YES_WORDS
        question = _CONFIRM_HELP
    return True


def _as_remark(error: VendorcheckError) -> str:
    text = str(error)
    return as_sentence(f"{text[:1].upper()}{text[1:]}")
