"""The commands of the interview, and the words that people type for them."""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

CommandLetter: TypeAlias = Literal[
    "?", "b", "s", "u", "w", "x", "n", "e", "p", "m", "v", "d", "r", "a", "q"
]
COMMANDS_BY_LETTER: Final[Mapping[str, CommandLetter]] = {
    letter: letter for letter in get_args(CommandLetter)
}
_NOT_KNOWN: Final = (
    *("unknown", "unsure", "unclear", "dunno", "idk", "tbd", "tbc", "to be determined"),
    *("don't know", "dont know", "do not know", "don't know yet", "dont know yet", "not known"),
    *("i don't know", "i dont know", "i do not know", "i don't know yet", "i have no idea"),
    *("not sure", "not sure yet", "i'm not sure", "im not sure", "i am not sure", "no idea"),
    *("no clue", "who knows", "no one knows", "nobody knows", "can't say", "cant say"),
    *("maybe", "perhaps", "ask the vendor", "??", "???"),
)
_NOT_APPLICABLE: Final = ("not applicable", "n/a", "na", "n.a", "does not apply", "doesn't apply")
_COMMANDS_BY_WORD: Final[Mapping[str, CommandLetter]] = {
    **COMMANDS_BY_LETTER,
    **dict.fromkeys(_NOT_KNOWN, "u"),
    **dict.fromkeys(_NOT_APPLICABLE, "x"),
    "help": "?",
    "back": "b",
    "skip": "s",
    "later": "s",
    "the rest": "w",
    "ask the vendor the rest": "w",
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
_APOSTROPHES: Final = str.maketrans("’‘`´", "''''")
_AROUND: Final = re.compile(r"^[\s\"']+|[\s\"'.!,;]+$")


def plain_word(text: str) -> str:
    """Return a typed text in small letters, without quotation marks and stops around it."""
    return _AROUND.sub("", text.translate(_APOSTROPHES)).lower()


def parse_colon_command(text: str) -> CommandLetter | None:
    """Return the command in a line that begins with a colon, such as `:b`, otherwise None."""
    return find_command(text[1:].strip()) if text.startswith(":") else None


def find_command(text: str) -> CommandLetter | None:
    """Return the command that a whole line means, as a letter or in words; otherwise None."""
    return _COMMANDS_BY_WORD.get(plain_word(text)) or _COMMANDS_BY_WORD.get(text.lower())


def says_that_nobody_knows(text: str) -> bool:
    """Return whether a line means "I don't know", and can be no answer to any question."""
    return plain_word(text) in _NOT_KNOWN


def says_that_it_does_not_apply(text: str) -> bool:
    """Return whether a line means "not applicable", and can be no answer to any question."""
    return plain_word(text) in _NOT_APPLICABLE
