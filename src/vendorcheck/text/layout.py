"""Text laid out for a screen: its width in columns, wrapped paragraphs, lists with a hanging indent."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from vendorcheck.text.safe import one_line

MAX_PARAGRAPH_COLUMNS = 78
"""The most columns of a paragraph; longer lines are hard to read."""
_MIN_COLUMNS_AFTER_PREFIX = 10
"""The least columns beside a mark such as `1. `."""


def text_width(text: str) -> int:
    """Return the columns that a terminal gives to a text: 2 for wide characters, 0 for marks upon others."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap_text(
    text: str, width: int, first_prefix: str = "", other_prefix: str = "", *, cut_words: bool = True
) -> Iterator[str]:
    """Yield the lines of a paragraph, at least one.

    Args:
        text: words between blanks; other white space, such as a non-breaking space, is part of a word.
        width: columns of a line.
        first_prefix: stands before the first line.
        other_prefix: stands before the other lines.
        cut_words: cut a word that is wider than a line; otherwise it sticks out.
    """
    line, used, prefix = first_prefix, len(first_prefix), first_prefix
    for word in re.findall(r"[^ \n\t]+", text):
        for part in (
            _cut_word(word, max(1, width - len(other_prefix) - 1)) if cut_words else (word,)
        ):
            gap = " " if used > len(prefix) else ""
            part_width = text_width(part)
            if used + len(gap) + part_width > width and used > len(prefix):
                yield line.rstrip()
                line, used, prefix, gap = other_prefix, len(other_prefix), other_prefix, ""
            line += gap + part
            used += len(gap) + part_width
    yield line.rstrip()


def _cut_word(word: str, width: int) -> Iterator[str]:
    """Yield a word, cut where it is wider than a line."""
    piece, used = "", 0
    for character in word:
        columns = text_width(character)
        if used + columns > width:
            yield piece
            piece, used = "", 0
        piece += character
        used += columns
    yield piece


def wrap_paragraph(text: str, width: int, first_prefix: str = "") -> list[str]:
    """Return a text in lines of at most `width` columns.

    `lead` stands before the first line, as much space before the others.
    """
    columns = max(len(first_prefix) + _MIN_COLUMNS_AFTER_PREFIX, min(width, MAX_PARAGRAPH_COLUMNS))
    return list(
        wrap_text(one_line(text), columns, first_prefix, " " * len(first_prefix), cut_words=False)
    )


def bulleted_lines(texts: Iterable[str], width: int) -> list[str]:
    """Return a list as lines, one thought an entry."""
    return [line for text in texts for line in wrap_paragraph(text, width, "- ")]


def numbered_lines(texts: Iterable[str], width: int, first_number: int = 1) -> list[str]:
    """Return a numbered list as lines, with an empty line between its entries."""
    lines: list[str] = []
    for number, text in enumerate(texts, start=first_number):
        lines += [*wrap_paragraph(text, width, f"{number}. "), ""]
    return lines[:-1]
