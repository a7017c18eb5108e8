"""A line of a file with carets under the word at hand, cut to what a terminal shows."""

import re

from vendorcheck.text.layout import text_width
from vendorcheck.text.safe import visible

_TAB = "    "
_CUT = "..."
# Runners obey ##[…] and ##vso[…] anywhere in a line. `log_line` would move the carets.
_COMMAND = re.compile(r"#(?=#\w*\[)")
_WORD = re.compile(
    r"""
      "(?:[^"\\]|\\.)*"                                # a text in double quotes,
    | '(?:[^']|'')*'                                   # in single quotes,
    | [^\s:,\[\]{}\#"'][^:,\[\]{}\#]*?(?=\s*:(?:\s|$)) # a key,
    | (?:[^\s:,\[\]{}]|:(?!\s|$))+                     # a word; 12:30 is one
    """,
    re.VERBOSE,
)


def excerpt(line: str, column: int, room: int) -> tuple[str, str]:
    """The line as it is shown, and the line of carets below it.

    Args:
        line: as it stands in the file.
        column: where the word begins, counted from 1; beyond the end of the line, it is one past it.
        room: how many columns of the terminal there are.
    """
    begin = min(column - 1, len(line))
    # Bounded, so that a thousand problems in one long line don't take a thousand times its length.
    first = max(0, begin - room)
    shown = _shown(line[first : begin + room])
    before, after = shown[: begin - first][::-1], shown[begin - first :]
    if first == 0 and begin + room >= len(line) and text_width("".join(shown)) <= room:
        left, right, lead, trail = before, after, "", ""
    else:
        least = _fitting(before, room // 3)
        right = _fitting(after, room - 2 * len(_CUT) - text_width("".join(least)))
        left = _fitting(before, room - 2 * len(_CUT) - text_width("".join(right)))
        lead = _CUT if len(left) < begin else ""
        trail = _CUT if begin + len(right) < len(line) else ""
    word = _WORD.match(line[begin : begin + room])
    marked = right[: word.end() if word else 1]
    carets = " " * (len(lead) + text_width("".join(left))) + "^" * max(1, text_width("".join(marked)))
    return "".join([lead, *reversed(left), *right, trail]), carets


def _shown(text: str) -> list[str]:
    """Each character as it is shown; none can be part of a workflow command."""
    shown = [_TAB if character == "\t" else visible(character) for character in text]
    for command in _COMMAND.finditer(text):
        shown[command.start()] = f"\\u{{{ord('#'):x}}}"
    return shown


def _fitting(shown: list[str], room: int) -> list[str]:
    """The first of the characters, as many as fit."""
    fitting = []
    for text in shown:
        room -= text_width(text)
        if room < 0:
            break
        fitting.append(text)
    return fitting
