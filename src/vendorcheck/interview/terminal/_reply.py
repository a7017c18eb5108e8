"""What a typed line means: an answer, or a command."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.interview.engine import QuestionContext
from vendorcheck.interview.terminal._typed import explain_invalid_day
from vendorcheck.model.quantities.dates import possible_dates, unambiguous_date
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, Option, RawAnswer

CommandLetter: TypeAlias = Literal[
    "?", "b", "s", "u", "x", "n", "e", "p", "m", "v", "d", "r", "a", "q"
]
COMMAND_LETTERS: Final[tuple[CommandLetter, ...]] = get_args(CommandLetter)
_COMMAND_WORDS: Final[dict[str, CommandLetter]] = {
    "help": "?",
    "back": "b",
    "skip": "s",
    "unknown": "u",
    "don't know": "u",
    "i don't know": "u",
    "not applicable": "x",
    "n/a": "x",
    "note": "n",
    "evidence": "e",
    "plan": "p",
    "price": "p",
    "mitigation": "m",
    "verified": "v",
    "disputed": "d",
    "review": "r",
    "quit": "q",
    "exit": "q",
}
_NUMBER_SEPARATOR: Final = re.compile(r"(?<=\d)\s*(?:,? and |&|\+)\s*(?=\d)")
"""What people put between two numbers besides commas and spaces."""


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer, as the question takes it; `echo` says how it was understood where that is not what was typed."""

    raw: RawAnswer
    echo: str = ""


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command."""

    command: CommandLetter


@dataclass(frozen=True, slots=True)
class UnclearReply:
    """Neither; `complaint` is a friendly sentence."""

    complaint: str


TypedReply: TypeAlias = TypedAnswer | TypedCommand | UnclearReply


def parse_colon_command(text: str) -> CommandLetter | None:
    """The command with a colon in front of it, such as `:b`; it works everywhere."""
    return _parse_command_word(text[1:].strip()) if text.startswith(":") else None


def interpret_line(text: str, context: QuestionContext, today: date, *, plain: bool) -> TypedReply:
    """What a line means at a question.

    A number or a word picks an option; one letter is a command. Where words are wanted, all is an answer but
    what begins with a colon. `today` is an example of a day.
    """
    if text.startswith(":"):
        found = parse_colon_command(text)
        return (
            TypedCommand(found)
            if found
            else UnclearReply(f'There is no command "{text[:20]}"; :? shows them.')
        )
    question = context.planned_question.definition
    if question.offered_options:
        return _interpret_options(text, question, plain=plain)
    return (
        _interpret_day(text, today) if question.answer_is_date else _interpret_text(text, question)
    )


def _parse_command_word(text: str) -> CommandLetter | None:
    word = text.lower()
    letter = next((known for known in COMMAND_LETTERS if known == word), None)
    return letter or _COMMAND_WORDS.get(word)


def _interpret_day(text: str, today: date) -> TypedReply:
    """A day, in any form that can be read in one way only; else a command."""
    found = possible_dates(text)
    if len(found) == 1:
        written = found[0].isoformat()
        return TypedAnswer(
            written, "" if text == written else f"Understood as {unambiguous_date(found[0])}."
        )
    word = None if found else _parse_command_word(text)
    return TypedCommand(word) if word else UnclearReply(explain_invalid_day(text, today))


def _interpret_text(text: str, question: BaseQuestion) -> TypedReply:
    """An answer in words; a command only where the question could not take it as an answer.

    A lone letter is most likely a command whose colon was forgotten, and hardly an answer.
    """
    if text == "?":
        return TypedCommand("?")
    try:
        question.parse_answer(text)
    except InvalidAnswer as misfit:
        found = _parse_command_word(text)
        return (
            TypedCommand(found)
            if found
            else UnclearReply(f"{_as_sentence(misfit.message)} {_as_sentence(misfit.hint)}")
        )
    if text.lower() in COMMAND_LETTERS:
        return UnclearReply(
            f"As a command that is :{text.lower()} here; as an answer, please write a little more."
        )
    return TypedAnswer(text)


def _interpret_options(text: str, question: BaseQuestion, *, plain: bool) -> TypedReply:
    """An answer by options: numbers or words, several with commas where several may be."""
    letter = next((known for known in COMMAND_LETTERS if known == text.lower()), None)
    if letter:
        return TypedCommand(letter)
    several = question.kind_of_answer == "options"
    # A label may hold commas itself, so the whole line comes first.
    whole = _find_option(text, question, plain=plain)
    parts = [text] if isinstance(whole, Option) or not several else _split_options(text)
    found: list[str] = []
    for part in parts:
        option = _find_option(part, question, plain=plain)
        if isinstance(option, str):
            word = _parse_command_word(text)
            return TypedCommand(word) if word else UnclearReply(option)
        if option.id not in found:
            found.append(option.id)
    try:
        question.parse_answer(tuple(found) if several else found[0])
    except InvalidAnswer as misfit:
        return UnclearReply(f"{_as_sentence(misfit.message)} {_as_sentence(misfit.hint)}")
    return TypedAnswer(tuple(found) if several else found[0])


def has_option_no(context: QuestionContext) -> bool:
    """Whether an option is called no, so that the command n may have been meant for it."""
    names = (
        option.label.lower().split()
        for option in context.planned_question.definition.offered_options
    )
    return any(words and words[0].strip(",.;:") == "no" for words in names)


def _split_options(text: str) -> list[str]:
    """The parts of a line that names several options, in one of the ways in which people write that."""
    text = _NUMBER_SEPARATOR.sub(",", text)
    if not any(sign in text for sign in ",;"):
        words = text.split()
        return words if all(word.isdecimal() for word in words) else text.split(" and ")
    return [
        part for part in (piece.strip() for piece in text.replace(";", ",").split(",")) if part
    ] or [text]


def _find_option(text: str, question: BaseQuestion, *, plain: bool) -> Option | str:
    """The option that is meant, or why none is."""
    offered = question.offered_options
    if text.isascii() and text.isdecimal():
        number = int(text) if len(text) < len("1000") else 0
        if 1 <= number <= len(offered):
            return offered[number - 1]
        return f"There is no number {text[:20]}; the options are 1 to {len(offered)}."
    word = text.lower()
    for option in offered:
        if word in {
            option.id.lower(),
            option.label.lower(),
            option_text(option, plain=plain).lower(),
        }:
            return option
    near = [
        option
        for option in offered
        if option_text(option, plain=plain).lower().startswith(word)
        or option.id.lower().startswith(word)
    ]
    if len(near) == 1:
        return near[0]
    if near:
        return f'"{text[:20]}" could be more than one of the options; type its number.'
    several = (
        ", several as 1,2" if question.kind_of_answer == "options" and len(offered) > 1 else ""
    )
    return f'"{text[:20]}" is none of the options; type a number from 1 to {len(offered)}{several}, or ? for help.'


def option_text(option: Option, *, plain: bool) -> str:
    """What a person reads of an option."""
    return (option.plain if plain else None) or option.label


def _as_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
