"""A line of a file with carets under the word at hand, cut to what a terminal shows."""

import re

from vendorcheck.text.layout import text_width
from vendorcheck.text.safe import escape_invisible

_TAB = "    "
_ELLIPSIS = "..."
# Runners obey ##[…] and ##vso[…] anywhere in a line. `log_line` would move the carets.
_RUNNER_COMMAND = re.compile(r"#(?=#\w*\[)")
_WORD = re.compile(
    r"""
      "(?:[^"\\]|\\.)*"                                # a text in double quotes,
    | '(?:[^']|'')*'                                   # in single quotes,
    | [^\s:,\[\]{}\#"'][^:,\[\]{}\#]*?(?=\s*:(?:\s|$)) # a key,
    | (?:[^\s:,\[\]{}]|:(?!\s|$))+                     # a word; 12:30 is one
    """,
    re.VERBOSE,
)


def excerpt_with_carets(line: str, column: int, width: int) -> tuple[str, str]:
    """The line as it is shown, and the line of carets below it.

    Args:
        line: as it stands in the file.
        column: where the word begins, counted from 1; beyond the end of the line, it is one past it.
        width: how many columns of the terminal there are.
    """
    begin = min(column - 1, len(line))
    # Bounded, so that a thousand problems in one long line don't take a thousand times its length.
    first = max(0, begin - width)
    shown = _visible_characters(line[first : begin + width])
    before, after = shown[: begin - first][::-1], shown[begin - first :]
    if first == 0 and begin + width >= len(line) and text_width("".join(shown)) <= width:
        left, right, lead, trail = before, after, "", ""
    else:
        least = _take_fitting(before, width // 3)
        right = _take_fitting(after, width - 2 * len(_ELLIPSIS) - text_width("".join(least)))
        left = _take_fitting(before, width - 2 * len(_ELLIPSIS) - text_width("".join(right)))
        lead = _ELLIPSIS if len(left) < begin else ""
        trail = _ELLIPSIS if begin + len(right) < len(line) else ""
    word = _WORD.match(line[begin : begin + width])
    marked = right[: word.end() if word else 1]
    carets = " " * (len(lead) + text_width("".join(left))) + "^" * max(
        1, text_width("".join(marked))
    )
    return "".join([lead, *reversed(left), *right, trail]), carets


def _visible_characters(text: str) -> list[str]:
    """Each character as it is shown; none can be part of a workflow command."""
    shown = [_TAB if character == "\t" else escape_invisible(character) for character in text]
    for command in _RUNNER_COMMAND.finditer(text):
        shown[command.start()] = f"\\u{{{ord('#'):x}}}"
    return shown


def _take_fitting(characters: list[str], width: int) -> list[str]:
    """The first of the characters, as many as fit."""
    fitting = []
    for text in characters:
        width -= text_width(text)
        if width < 0:
            break
        fitting.append(text)
    return fitting
