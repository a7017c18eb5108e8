"""What a person typed or pasted, without what a terminal makes of it; and what is said where it is no day."""

import re
import unicodedata
from datetime import date
from typing import Final

from vendorcheck.model.quantities.dates import possible_dates, unambiguous_date

# What steers a terminal: CSI, OSC and other strings with their ends, single shifts, and two-character commands.
_ESCAPE_SEQUENCES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1bO[ -~]"
    r"|\x1b[ -/]*[0-~]"
)
# Characters that turn the direction of text, by which an answer could look like another one.
_DIRECTION_CHARACTERS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_DROPPED_CATEGORIES: Final = frozenset(("Cc", "Cs", "Zl", "Zp", "Co", "Cn"))


def clean_line(text: str) -> str:
    """The typed text in one line: no escape sequences, no control characters, single spaces, none around it."""
    plain = _ESCAPE_SEQUENCES.sub("", text)
    kept = (" " if sign in "\t\n\r\u2028\u2029" else sign for sign in plain if _is_harmless(sign))
    return " ".join("".join(kept).split())


def _is_harmless(character: str) -> bool:
    if character in "\t\n\r\u2028\u2029":
        return True
    return (
        unicodedata.category(character) not in _DROPPED_CATEGORIES
        and character not in _DIRECTION_CHARACTERS
    )


def explain_invalid_day(text: str, today: date) -> str:
    """Why a text is not taken for a day, and how to write one."""
    both = " or ".join(map(unambiguous_date, possible_dates(text)))
    wrong = f"could be {both}" if both else "is not a date"
    return f'"{text[:20]}" {wrong}; write the day as year-month-day, such as {today}.'
