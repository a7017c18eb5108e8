"""The interpretation of a typed line as an answer or as a command."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from vendorcheck.interview.engine import QuestionContext
from vendorcheck.interview.terminal._commands import (
    COMMANDS_BY_LETTER,
    CommandLetter,
    find_command,
    parse_colon_command,
    plain_word,
    says_that_it_does_not_apply,
    says_that_nobody_knows,
)
from vendorcheck.interview.terminal._typed_option import NoOption, find_named_option, find_option
from vendorcheck.interview.terminal._typed_text import explain_invalid_day
from vendorcheck.interview.terminal._words import offers_yes_and_no, option_text, options_to_offer
from vendorcheck.model.quantities.dates import possible_dates, unambiguous_date
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, Option, RawAnswer

_UNKNOWN: Final = "unknown"
"""The id of an option that a question offers to whoever does not know the answer."""
_NOTE_PATTERN: Final = re.compile(
    r":?(?:n|note)(?P<colon>:?)\s*(?<=[\s:])(?P<text>.*)", re.IGNORECASE | re.DOTALL
)
_ORDINAL: Final = re.compile(r"\d{1,3}[.)]?")
_RANGE: Final = re.compile(r"\b(\d{1,2})\s*[-–]\s*(\d{1,2})\b")
_LAST_OF_SEVERAL: Final = re.compile(r",?\s+and\s+(?=[^,]*$)")
_WAYS_OUT: Final = ("help", "back", "skip", "later", "quit", "exit")
_DAYS_FROM_TODAY: Final = {"today": (timedelta(0),), "tomorrow": (timedelta(1),)}
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
    """A line that is neither answer nor command; `complaint` is a friendly sentence.

    If it asks back whether one option is meant, `if_yes` is what whoever says yes to that means.
    """

    complaint: str
    if_yes: str = ""


TypedReply: TypeAlias = TypedAnswer | TypedCommand | TypedNote | UnclearReply


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
        if note := _NOTE_PATTERN.fullmatch(text):
            return TypedNote(note["text"])
        letter = parse_colon_command(text)
        return (
            TypedCommand(letter)
            if letter
            else UnclearReply(f'There is no command "{text[:20]}"; :? shows them.')
        )
    question = context.planned_question.definition
    if question.is_chosen:
        # An option without a number has a name all the same.
        named = find_named_option(text, question, plain=plain) if plain else None
        offered = (*options_to_offer(context, plain=plain), *([named] if named else []))
        options = tuple(option for option in question.offered_options if option in offered)
        return _interpret_options(text, question.with_options(options), plain=plain)
    return (
        _interpret_day(text, today) if question.answer_is_date else _interpret_text(text, question)
    )


def _interpret_day(text: str, today: date) -> TypedReply:
    """Interpret a line as a day in any unambiguous form, otherwise as a command."""
    days = possible_dates(text) or _DAYS_FROM_TODAY.get(plain_word(text), ())
    days = tuple(day if isinstance(day, date) else today + day for day in days)
    if len(days) == 1:
        iso_day = days[0].isoformat()
        return TypedAnswer(
            iso_day, "" if text == iso_day else f"Understood as {unambiguous_date(days[0])}."
        )
    letter = None if days else find_command(text)
    return TypedCommand(letter) if letter else UnclearReply(explain_invalid_day(text, today))


def _interpret_text(text: str, question: BaseQuestion) -> TypedReply:
    """Interpret a line as an answer in words, or as a command if the question does not accept it.

    What says that nobody knows, or that it does not apply, is no answer in words either. A lone
    letter, or the word of a command, is most likely one whose colon was forgotten.
    """
    if text == "?":
        return TypedCommand("?")
    text = _option_id_of_label(text, question)
    letter = find_command(text)
    if letter and (says_that_nobody_knows(text) or says_that_it_does_not_apply(text)):
        return TypedCommand(letter)
    try:
        question.parse_answer(text)
    except InvalidAnswer as invalid:
        if letter:
            return TypedCommand(letter)
        return _interpret_spelling(text, question) or _explain_invalid_answer(invalid)
    if letter:
        return UnclearReply(
            f"As a command that is :{letter} here; as an answer, please write a little more."
        )
    if not any(map(str.isalnum, text)):
        return UnclearReply("That says nothing yet; write some words, or :u if you don't know.")
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
    if note := _typed_note(text, question, plain=plain):
        return note
    if letter := _command_before_options(text, question, plain=plain):
        return TypedCommand(letter)
    accepts_several = question.kind_of_answer == "options"
    # A label may contain commas, so the whole line is tried before its parts.
    option_of_line = find_option(text, question, plain=plain)
    parts = (
        [text]
        if isinstance(option_of_line, Option) or not accepts_several
        else _split_options(text)
    )
    option_ids: list[str] = []
    for part in parts:
        option = find_option(part, question, plain=plain)
        if isinstance(option, NoOption):
            command = None if option.is_guess else find_command(text)
            if_yes = option.if_yes if part is text else ""
            return TypedCommand(command) if command else UnclearReply(option.complaint, if_yes)
        if option.id not in option_ids:
            option_ids.append(option.id)
    raw_answer = tuple(option_ids) if accepts_several else option_ids[0]
    try:
        question.parse_answer(raw_answer)
    except InvalidAnswer as invalid:
        return _explain_invalid_answer(invalid)
    return TypedAnswer(raw_answer)


def _command_before_options(
    text: str, question: BaseQuestion, *, plain: bool
) -> CommandLetter | None:
    """Return the command of a line that is no option, though a word of it may stand in one.

    A lone letter is one, but for `n` where the question offers yes and no.
    """
    letter = COMMANDS_BY_LETTER.get(text.lower())
    if letter == "n" and offers_yes_and_no(question):
        return None
    if letter or find_named_option(text, question, plain=plain):
        return letter
    is_about_the_question = says_that_nobody_knows(text) or says_that_it_does_not_apply(text)
    is_a_way_out = plain_word(text) in _WAYS_OUT
    return find_command(text) if is_about_the_question or is_a_way_out else None


def _typed_note(
    text: str, question: BaseQuestion, *, plain: bool
) -> TypedNote | TypedCommand | None:
    """Return the note in `n: told by phone` or `n told by phone`, or the command in a lone `n:`."""
    match = _NOTE_PATTERN.fullmatch(text)
    if match is None or (
        not match["colon"] and isinstance(find_option(text, question, plain=plain), Option)
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
    """Return the parts of a line that are about one option each; a range is all of its numbers."""
    text = _RANGE.sub(_numbers_of_range, _NUMBER_SEPARATOR.sub(",", text))
    if not any(separator in text for separator in ",;"):
        words = text.split()
        return words if all(map(_ORDINAL.fullmatch, words)) else text.split(" and ")
    text = _LAST_OF_SEVERAL.sub(",", text.replace(";", ","))
    return [part for part in (piece.strip() for piece in text.split(",")) if part] or [text]


def _numbers_of_range(match: re.Match[str]) -> str:
    return ",".join(map(str, range(int(match[1]), int(match[2]) + 1))) or match[0]


def _explain_invalid_answer(invalid: InvalidAnswer) -> UnclearReply:
    sentences = (
        f"{text[:1].upper()}{text[1:]}." if text else "" for text in (invalid.message, invalid.hint)
    )
    return UnclearReply(" ".join(sentences))
