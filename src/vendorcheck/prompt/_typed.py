"""What a person typed or pasted: without what a terminal makes of it, and the days in it."""

import re
import unicodedata
from datetime import date
from typing import Final

# What steers a terminal: CSI, OSC and other strings with their ends, single shifts, and two-character commands.
_ESCAPES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1bO[ -~]"
    r"|\x1b[ -/]*[0-~]"
)
# Characters that turn the direction of text, by which an answer could look like another one.
_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED: Final = frozenset(("Cc", "Cs", "Zl", "Zp", "Co", "Cn"))


def cleaned(text: str) -> str:
    """The typed text in one line: no escape sequences, no control characters, single spaces, none around it."""
    plain = _ESCAPES.sub("", text)
    kept = (" " if sign in "\t\n\r\u2028\u2029" else sign for sign in plain if _harmless(sign))
    return " ".join("".join(kept).split())


def _harmless(sign: str) -> bool:
    if sign in "\t\n\r\u2028\u2029":
        return True
    return unicodedata.category(sign) not in _DROPPED and sign not in _TURNING


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})(?:([-/])|\. ?)(\d{1,2})(?(2)\2|\. ?)(\d{4})", re.ASCII)
_DAY_AND_NAME: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})", re.IGNORECASE | re.ASCII
)
_NAME_AND_DAY: Final = re.compile(
    r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE | re.ASCII
)


def days(text: str) -> tuple[date, ...]:
    """The days that a typed text may mean, the earlier first: none, one, or two where day and month could change places.

    Between points stand day, month and year, in this order, wherever people write dates so.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        found = [_day(match[1], match[3], match[4])]
    elif match := _YEAR_LAST.fullmatch(text):
        first, second, year = match[1], match[3], match[4]
        found = [_day(year, second, first)] + [_day(year, first, second)] * bool(match[2])
    elif match := _DAY_AND_NAME.fullmatch(text):
        found = [_day(match[3], _month(match[2]), match[1])]
    elif match := _NAME_AND_DAY.fullmatch(text):
        found = [_day(match[3], _month(match[1]), match[2])]
    else:
        found = []
    return tuple(sorted({day for day in found if day is not None}))


def in_words(day: date) -> str:
    """A day as nobody can misread it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def no_day(text: str, today: date) -> str:
    """Why a text is not taken for a day, and how to write one."""
    both = " or ".join(map(in_words, days(text)))
    wrong = f"could be {both}" if both else "is not a date"
    return f'"{text[:20]}" {wrong}; write the day as year-month-day, such as {today}.'


def _month(name: str) -> str:
    """The number of a month by its name or the begin of it; 0 if there is none."""
    found = [number for number, month in enumerate(_MONTHS, 1) if month.lower().startswith(name.lower())]
    return str(found[0] if found else 0)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
