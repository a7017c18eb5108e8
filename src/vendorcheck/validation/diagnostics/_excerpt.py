"""Cut a line of a file to what a terminal shows, with carets under the word of a problem."""

import re

from vendorcheck.text.layout import text_width
from vendorcheck.text.marks import find_excess_marks
from vendorcheck.text.safe import escape_invisible

_TAB = "    "
_ELLIPSIS = "..."
# Runners obey ##[…] and ##vso[…] anywhere in a line. `escape_log_commands` would move the carets.
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


def excerpt_with_carets(
    line: str, column: int, width: int, quoted_text: str = ""
) -> tuple[str, str]:
    """Return a line as it is shown, and the line of carets below it.

    Args:
        line: the line of the file.
        column: the column where the word begins, from 1; any beyond the line's end is one past it.
        width: the columns of the terminal.
        quoted_text: what the message quotes; where it begins at the column, carets mark it all.
    """
    start = min(column - 1, len(line))
    # Bounded, so that a thousand problems in one long line don't take a thousand times its length.
    window_start = max(0, start - width)
    visible = _visible_characters(line[window_start : start + width])
    before, after = visible[: start - window_start][::-1], visible[start - window_start :]
    if window_start == 0 and start + width >= len(line) and text_width("".join(visible)) <= width:
        kept_before, kept_after, prefix, suffix = before, after, "", ""
    else:
        least_before = _take_fitting(before, width // 3)
        kept_after = _take_fitting(
            after, width - 2 * len(_ELLIPSIS) - text_width("".join(least_before))
        )
        kept_before = _take_fitting(
            before, width - 2 * len(_ELLIPSIS) - text_width("".join(kept_after))
        )
        prefix = _ELLIPSIS if len(kept_before) < start else ""
        suffix = _ELLIPSIS if start + len(kept_after) < len(line) else ""
    word = _WORD.match(line[start : start + width])
    word_length = word.end() if word else 1
    if line.startswith(quoted_text, start):
        word_length = max(word_length, len(quoted_text))
    marked_characters = kept_after[:word_length]
    carets = " " * (len(prefix) + text_width("".join(kept_before))) + "^" * max(
        1, text_width("".join(marked_characters))
    )
    return "".join([prefix, *reversed(kept_before), *kept_after, suffix]), carets


def _visible_characters(text: str) -> list[str]:
    """Return each character as it is shown; none can be part of a workflow command.

    A mark too many on a letter is shown as nothing; it takes no column anyway.
    """
    visible = [_TAB if character == "\t" else escape_invisible(character) for character in text]
    for offset in find_excess_marks(text):
        visible[offset] = ""
    for match in _RUNNER_COMMAND.finditer(text):
        visible[match.start()] = f"\\u{{{ord('#'):x}}}"
    return visible


def _take_fitting(characters: list[str], width: int) -> list[str]:
    fitting = []
    for character in characters:
        width -= text_width(character)
        if width < 0:
            break
        fitting.append(character)
    return fitting
