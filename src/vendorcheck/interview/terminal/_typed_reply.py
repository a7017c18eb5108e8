"""The interpretation of a typed line as an answer or as a command."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.interview.engine import QuestionContext
from vendorcheck.interview.terminal._typed_text import explain_invalid_day
from vendorcheck.interview.terminal._words import offers_yes_and_no, option_text, options_to_offer
from vendorcheck.model.quantities.dates import possible_dates, unambiguous_date
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, Option, RawAnswer

CommandLetter: TypeAlias = Literal[
    "?", "b", "s", "u", "x", "n", "e", "p", "m", "v", "d", "r", "a", "q"
]
COMMANDS_BY_LETTER: Final[Mapping[str, CommandLetter]] = {
    letter: letter for letter in get_args(CommandLetter)
}
_COMMANDS_BY_WORD: Final[Mapping[str, CommandLetter]] = {
    **COMMANDS_BY_LETTER,
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
_UNKNOWN: Final = "unknown"
"""The id of an option that a question offers to whoever does not know the answer."""
_YES_OR_NO: Final[Mapping[str, str]] = {"y": "yes", "n": "no"}
"""The letters that are answers where a question offers yes and no, with the ids of these."""
_NOTE_PATTERN: Final = re.compile(
    r"n(?P<colon>:?)\s*(?<=[\s:])(?P<text>.*)", re.IGNORECASE | re.DOTALL
)
# The separators between two numbers that people use besides commas and spaces.
_NUMBER_SEPARATOR: Final = re.compile(r"(?<=\d)\s*(?:,? and |&|\+)\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer as the question accepts it.

    `echo` says how the line was understood if that differs from what was typed.
    """

    raw: RawAnswer
    echo: str = ""


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command."""

    command: CommandLetter


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A note that was typed behind its command, as in `n told by phone`."""

    text: str


@dataclass(frozen=True, slots=True)
class UnclearReply:
    """A line that is neither answer nor command; `complaint` is a friendly sentence."""

    complaint: str


TypedReply: TypeAlias = TypedAnswer | TypedCommand | TypedNote | UnclearReply


def parse_colon_command(text: str) -> CommandLetter | None:
    """Return the command in a line that begins with a colon, such as `:b`, otherwise None."""
    return _COMMANDS_BY_WORD.get(text[1:].strip().lower()) if text.startswith(":") else None


def interpret_line(text: str, context: QuestionContext, today: date, *, plain: bool) -> TypedReply:
    """Return the meaning of a line that is typed at a question.

    If the question has options, a number or a word picks one, and one letter is a command; where it
    offers yes and no, `y` and `n` are these, and `n:` is the note. If it
    expects words, every line is an answer unless it begins with a colon. `today` serves as the
    example of a day. Where "unknown" is an option of the question, whoever does not know picks it:
    the author has said what follows from that.
    """
    reply = _interpret_typed(text, context, today, plain=plain)
    if reply == TypedCommand("u"):
        for option in context.planned_question.definition.offered_options:
            if option.id == _UNKNOWN:
                return TypedAnswer(
                    (_UNKNOWN,) if _takes_several(context) else _UNKNOWN,
                    f"Understood as: {option_text(option, plain=plain)}.",
                )
    return reply


def _takes_several(context: QuestionContext) -> bool:
    return context.planned_question.definition.kind_of_answer == "options"


def _interpret_typed(
    text: str, context: QuestionContext, today: date, *, plain: bool
) -> TypedReply:
    if text.startswith(":"):
        letter = parse_colon_command(text)
        return (
            TypedCommand(letter)
            if letter
            else UnclearReply(f'There is no command "{text[:20]}"; :? shows them.')
        )
    question = context.planned_question.definition
    if question.is_chosen:
        offered = question.with_options(options_to_offer(context, plain=plain))
        return _interpret_options(text, offered, plain=plain)
    return (
        _interpret_day(text, today) if question.answer_is_date else _interpret_text(text, question)
    )


def _interpret_day(text: str, today: date) -> TypedReply:
    """Interpret a line as a day in any unambiguous form, otherwise as a command."""
    days = possible_dates(text)
    if len(days) == 1:
        iso_day = days[0].isoformat()
        return TypedAnswer(
            iso_day, "" if text == iso_day else f"Understood as {unambiguous_date(days[0])}."
        )
    letter = None if days else _COMMANDS_BY_WORD.get(text.lower())
    return TypedCommand(letter) if letter else UnclearReply(explain_invalid_day(text, today))


def _interpret_text(text: str, question: BaseQuestion) -> TypedReply:
    """Interpret a line as an answer in words, or as a command if the question does not accept it.

    A lone letter is most likely a command whose colon was forgotten, and hardly an answer.
    """
    if text == "?":
        return TypedCommand("?")
    text = _option_id_of_label(text, question)
    try:
        question.parse_answer(text)
    except InvalidAnswer as invalid:
        if letter := _COMMANDS_BY_WORD.get(text.lower()):
            return TypedCommand(letter)
        return _interpret_spelling(text, question) or _explain_invalid_answer(invalid)
    if text.lower() in COMMANDS_BY_LETTER:
        return UnclearReply(
            f"As a command that is :{text.lower()} here; as an answer, please write a little more."
        )
    return TypedAnswer(text)


def _interpret_spelling(text: str, question: BaseQuestion) -> TypedAnswer | None:
    """Return the answer that a text means in another spelling, such as `4h`; None if not sure."""
    readings = question.possible_answers(text)
    if len(readings) != 1:
        return None
    try:
        question.parse_answer(readings[0])
    except InvalidAnswer:
        return None
    return TypedAnswer(readings[0], f"Understood as {readings[0]}.")


def _option_id_of_label(text: str, question: BaseQuestion) -> str:
    """Return the id of the option whose label was typed, otherwise the text as it is."""
    words = text.lower()
    named = (
        option.id
        for option in question.offered_options
        if words in {option.label.lower(), (option.plain or option.label).lower()}
    )
    return next(named, text)


def _interpret_options(text: str, question: BaseQuestion, *, plain: bool) -> TypedReply:
    """Interpret a line as options: numbers or words, with commas if several are accepted."""
    if offers_yes_and_no(question):
        text = _YES_OR_NO.get(text.lower(), text)
    if note := _typed_note(text, question, plain=plain):
        return note
    if letter := COMMANDS_BY_LETTER.get(text.lower()):
        return TypedCommand(letter)
    accepts_several = question.kind_of_answer == "options"
    # A label may contain commas, so the whole line is tried before its parts.
    option_of_line = _find_option(text, question, plain=plain)
    parts = (
        [text]
        if isinstance(option_of_line, Option) or not accepts_several
        else _split_options(text)
    )
    option_ids: list[str] = []
    for part in parts:
        option = _find_option(part, question, plain=plain)
        if isinstance(option, str):
            command = _COMMANDS_BY_WORD.get(text.lower())
            return TypedCommand(command) if command else UnclearReply(option)
        if option.id not in option_ids:
            option_ids.append(option.id)
    raw_answer = tuple(option_ids) if accepts_several else option_ids[0]
    try:
        question.parse_answer(raw_answer)
    except InvalidAnswer as invalid:
        return _explain_invalid_answer(invalid)
    return TypedAnswer(raw_answer)


def _typed_note(
    text: str, question: BaseQuestion, *, plain: bool
) -> TypedNote | TypedCommand | None:
    """Return the note in `n: told by phone` or `n told by phone`, or the command in a lone `n:`."""
    match = _NOTE_PATTERN.fullmatch(text)
    if match is None or (
        not match["colon"] and isinstance(_find_option(text, question, plain=plain), Option)
    ):
        return None
    return TypedNote(match["text"]) if match["text"] else TypedCommand("n")


def has_option_no(context: QuestionContext) -> bool:
    """Return whether an option is called no and `n` is the note, so that it may have been meant."""
    if offers_yes_and_no(context.planned_question.definition):
        return False
    names = (
        option.label.lower().split()
        for option in context.planned_question.definition.offered_options
    )
    return any(words and words[0].strip(",.;:") == "no" for words in names)


def _split_options(text: str) -> list[str]:
    text = _NUMBER_SEPARATOR.sub(",", text)
    if not any(separator in text for separator in ",;"):
        words = text.split()
        return words if all(word.isdecimal() for word in words) else text.split(" and ")
    return [
        part for part in (piece.strip() for piece in text.replace(";", ",").split(",")) if part
    ] or [text]


def _find_option(text: str, question: BaseQuestion, *, plain: bool) -> Option | str:
    """Return the option that a text means, or a sentence on why it means none."""
    options = question.offered_options
    if text.isascii() and text.isdecimal():
        number = int(text) if len(text) < len("1000") else 0
        if 1 <= number <= len(options):
            return options[number - 1]
        return f"There is no number {text[:20]}; the options are 1 to {len(options)}."
    word = text.lower()
    for option in options:
        if word in {
            option.id.lower(),
            option.label.lower(),
            option_text(option, plain=plain).lower(),
        }:
            return option
    matches = [
        option
        for option in options
        if option_text(option, plain=plain).lower().startswith(word)
        or option.id.lower().startswith(word)
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        return f'"{text[:20]}" could be more than one of the options; type its number.'
    several_hint = (
        ", several as 1,2" if question.kind_of_answer == "options" and len(options) > 1 else ""
    )
    return (
        f'"{text[:20]}" is none of the options; '
        f"type a number from 1 to {len(options)}{several_hint}, or ? for help."
    )


def _explain_invalid_answer(invalid: InvalidAnswer) -> UnclearReply:
    sentences = (
        f"{text[:1].upper()}{text[1:]}." if text else "" for text in (invalid.message, invalid.hint)
    )
    return UnclearReply(" ".join(sentences))
