"""What a typed line means: an answer, or a command."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.interview.engine import Place
from vendorcheck.interview.terminal._typed import no_day
from vendorcheck.model.quantities.dates import days, in_words
from vendorcheck.model.questions import BaseQuestion, Misfit, Option, Raw

Command: TypeAlias = Literal["?", "b", "s", "u", "x", "n", "e", "p", "m", "v", "d", "r", "a", "q"]
COMMANDS: Final[tuple[Command, ...]] = get_args(Command)
_WORDS: Final[dict[str, Command]] = {
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
_AND: Final = re.compile(r"(?<=\d)\s*(?:,? and |&|\+)\s*(?=\d)")
"""What people put between two numbers besides commas and spaces."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, as the question takes it; `echo` says how it was understood where that is not what was typed."""

    raw: Raw
    echo: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A command."""

    command: Command


@dataclass(frozen=True, slots=True)
class Unclear:
    """Neither; `complaint` is a friendly sentence."""

    complaint: str


Reply: TypeAlias = Said | Told | Unclear


def command(text: str) -> Command | None:
    """The command with a colon in front of it, such as `:b`; it works everywhere."""
    return _command(text[1:].strip()) if text.startswith(":") else None


def understood(text: str, place: Place, today: date, *, plain: bool) -> Reply:
    """What a line means at a question.

    A number or a word picks an option; one letter is a command. Where words are wanted, all is an answer but
    what begins with a colon. `today` is an example of a day.
    """
    if text.startswith(":"):
        found = command(text)
        return Told(found) if found else Unclear(f'There is no command "{text[:20]}"; :? shows them.')
    question = place.item.question
    if question.offered:
        return _picked(text, question, plain=plain)
    return _dated(text, today) if question.is_day else _written(text, question)


def _command(text: str) -> Command | None:
    word = text.lower()
    letter = next((known for known in COMMANDS if known == word), None)
    return letter or _WORDS.get(word)


def _dated(text: str, today: date) -> Reply:
    """A day, in any form that can be read in one way only; else a command."""
    found = days(text)
    if len(found) == 1:
        written = found[0].isoformat()
        return Said(written, "" if text == written else f"Understood as {in_words(found[0])}.")
    word = None if found else _command(text)
    return Told(word) if word else Unclear(no_day(text, today))


def _written(text: str, question: BaseQuestion) -> Reply:
    """An answer in words; a command only where the question could not take it as an answer.

    A lone letter is most likely a command whose colon was forgotten, and hardly an answer.
    """
    if text == "?":
        return Told("?")
    try:
        question.read(text)
    except Misfit as misfit:
        found = _command(text)
        return Told(found) if found else Unclear(f"{_sentence(misfit.message)} {_sentence(misfit.hint)}")
    if text.lower() in COMMANDS:
        return Unclear(
            f"As a command that is :{text.lower()} here; as an answer, please write a little more."
        )
    return Said(text)


def _picked(text: str, question: BaseQuestion, *, plain: bool) -> Reply:
    """An answer by options: numbers or words, several with commas where several may be."""
    letter = next((known for known in COMMANDS if known == text.lower()), None)
    if letter:
        return Told(letter)
    several = question.kind_of_answer == "options"
    # A label may hold commas itself, so the whole line comes first.
    whole = _option(text, question, plain=plain)
    parts = [text] if isinstance(whole, Option) or not several else _split(text)
    found: list[str] = []
    for part in parts:
        option = _option(part, question, plain=plain)
        if isinstance(option, str):
            word = _command(text)
            return Told(word) if word else Unclear(option)
        if option.id not in found:
            found.append(option.id)
    try:
        question.read(tuple(found) if several else found[0])
    except Misfit as misfit:
        return Unclear(f"{_sentence(misfit.message)} {_sentence(misfit.hint)}")
    return Said(tuple(found) if several else found[0])


def offers_no(place: Place) -> bool:
    """Whether an option is called no, so that the command n may have been meant for it."""
    names = (option.label.lower().split() for option in place.item.question.offered)
    return any(words and words[0].strip(",.;:") == "no" for words in names)


def _split(text: str) -> list[str]:
    """The parts of a line that names several options, in one of the ways in which people write that."""
    text = _AND.sub(",", text)
    if not any(sign in text for sign in ",;"):
        words = text.split()
        return words if all(word.isdecimal() for word in words) else text.split(" and ")
    return [part for part in (piece.strip() for piece in text.replace(";", ",").split(",")) if part] or [text]


def _option(text: str, question: BaseQuestion, *, plain: bool) -> Option | str:
    """The option that is meant, or why none is."""
    offered = question.offered
    if text.isascii() and text.isdecimal():
        number = int(text) if len(text) < len("1000") else 0
        if 1 <= number <= len(offered):
            return offered[number - 1]
        return f"There is no number {text[:20]}; the options are 1 to {len(offered)}."
    word = text.lower()
    for option in offered:
        if word in {option.id.lower(), option.label.lower(), wording(option, plain=plain).lower()}:
            return option
    near = [
        option
        for option in offered
        if wording(option, plain=plain).lower().startswith(word) or option.id.lower().startswith(word)
    ]
    if len(near) == 1:
        return near[0]
    if near:
        return f'"{text[:20]}" could be more than one of the options; type its number.'
    several = ", several as 1,2" if question.kind_of_answer == "options" and len(offered) > 1 else ""
    return f'"{text[:20]}" is none of the options; type a number from 1 to {len(offered)}{several}, or ? for help.'


def wording(option: Option, *, plain: bool) -> str:
    """What a person reads of an option."""
    return (option.plain if plain else None) or option.label


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
