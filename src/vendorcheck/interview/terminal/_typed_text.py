"""Typed text: cleaned of what a terminal adds, and explained if it is no day."""

import re
import unicodedata
from datetime import date
from typing import Final

from vendorcheck.model.quantities.dates import (
    date_correction_hint,
    possible_dates,
    unambiguous_date,
)

# Sequences that control a terminal: CSI, OSC and other strings with their terminators, single
# shifts and two-character commands.
_ESCAPE_SEQUENCES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1bO[ -~]"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_BREAKS_AND_TABS: Final = re.compile(r"[\t\n\r\u2028\u2029]")
# Characters that change the direction of text and could make one answer look like another.
_DIRECTION_CHARACTERS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_DROPPED_CATEGORIES: Final = frozenset(("Cc", "Cs", "Zl", "Zp", "Co", "Cn"))


def clean_line(text: str) -> str:
    """Return the typed text in one line, without escape sequences and control characters.

    Words are separated by single spaces, and there is no space around the text.
    """
    one_line = _LINE_BREAKS_AND_TABS.sub(" ", _ESCAPE_SEQUENCES.sub("", text))
    return " ".join("".join(filter(_is_harmless, one_line)).split())


def clean_lines(text: str) -> str:
    """Return the typed text with its lines, each cleaned; empty ones around it are dropped."""
    without_escapes = _ESCAPE_SEQUENCES.sub("", text)
    return "\n".join(map(clean_line, without_escapes.splitlines())).strip("\n")


def _is_harmless(character: str) -> bool:
    return (
        unicodedata.category(character) not in _DROPPED_CATEGORIES
        and character not in _DIRECTION_CHARACTERS
    )


def explain_invalid_day(text: str, today: date) -> str:
    """Return why a text is not accepted as a day, and how to write one."""
    readings = " or ".join(map(unambiguous_date, possible_dates(text)))
    if hint := "" if readings else date_correction_hint(text):
        return f'"{text[:20]}" is not a date; {hint}.'
    problem = f"could be {readings}" if readings else "is not a date"
    return f'"{text[:20]}" {problem}; write the day as year-month-day, such as {today}.'
