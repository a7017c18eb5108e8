"""Text for messages that people paste into mail and tickets: plain text and Markdown at once.

Nobody knows where a message is pasted. Read as plain text it looks as it was written; read as
Markdown it shows the same, with no image, link, mention, heading or hidden part in it.
"""

import re
from collections.abc import Iterable
from typing import Final

from vendorcheck.text.safe import ZERO_WIDTH_SPACE, break_references, one_line

_HAIR_SPACE: Final = "\u200a"
"""As wide as nothing, but white space to Markdown: behind it nothing is emphasised."""
_MARKUP: Final = re.compile(
    r"(?P<bracket>\](?=[(\[:])|\[(?=\[)|\](?=\]))"  # links, references and their definitions
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<entity>&(?=[#\w]))"
    r"|(?P<backslash>\\(?=[!-/:-@\[-`{-~]|\Z))"
    r"|(?P<emphasis>\*++(?=\S)|~++(?=\S)|(?<!\w)_++(?=\S))"
)
# The beginning of a list, heading, quotation, rule, table, fence, definition, or command to a bot.
_BLOCK_START: Final = re.compile(r"[-+*#>=~_|:<\[/!&\\]|\d+[.)](?:\s|\Z)", re.ASCII)


def message_paragraph(text: str, first_prefix: str = "") -> str:
    """Return a text in one line that means nothing to Markdown; whoever reads it wraps it.

    `first_prefix`, such as `1. `, is ours and stays as it is.
    """
    # A code span has no beginning that white space could prevent.
    return first_prefix + _disarm_line(one_line(text.replace("`", "'")))


def message_list(texts: Iterable[str], first_number: int = 1) -> list[str]:
    """Return a numbered list as lines, with an empty line between its entries."""
    lines: list[str] = []
    for number, text in enumerate(texts, start=first_number):
        lines += [message_paragraph(text, f"{number}. "), ""]
    return lines[:-1]


def _disarm_line(line: str) -> str:
    """Return a line of a paragraph with invisible characters where Markdown would see markup."""
    start = ZERO_WIDTH_SPACE if _BLOCK_START.match(line) else ""
    return start + _MARKUP.sub(_disarm, break_references(line))


def _disarm(match: re.Match[str]) -> str:
    return match.group() + (_HAIR_SPACE if match["emphasis"] else ZERO_WIDTH_SPACE)
