"""Text laid out for a screen: width in columns, wrapped paragraphs, lists with a hanging indent."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from vendorcheck.text.safe import one_line

MAX_PARAGRAPH_COLUMNS = 78
"""The most columns of a paragraph; longer lines are hard to read."""
_COMPOSED = re.compile("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""The characters that make one sign of several: joiners, skin tones, letters of flags."""
_MIN_COLUMNS_AFTER_PREFIX = 10
"""The fewest columns of text beside a mark such as `1. `."""


def text_width(text: str) -> int:
    """Return the terminal columns of a text: 2 for a wide character, 0 for a combining mark.

    Emoji that are shown as one are as wide as one.
    """
    if text.isascii():
        return len(text)
    if _COMPOSED.search(text):
        import wcwidth

        # Control characters have no columns here, as they are shown as codes.
        return sum(max(0, wcwidth.wcswidth(sign)) for sign in split_signs(text))
    return sum(map(_character_width, text))


def split_signs(text: str) -> Iterable[str]:
    """Return the parts of a text that are shown as one sign each: letters with marks, emoji."""
    if not _COMPOSED.search(text):
        return text
    import wcwidth

    return wcwidth.iter_graphemes(text)


def cut_text(text: str, length: int) -> str:
    """Return the beginning of a text, at most so many characters, no sign cut in two."""
    beginning = ""
    for sign in split_signs(text):
        if len(beginning) + len(sign) > length:
            break
        beginning += sign
    return beginning


def shorten_to_width(text: str, columns: int) -> str:
    """Return a text in one visible line of at most so many columns, ending with … if it was cut."""
    line = one_line(text)
    if text_width(line) <= columns:
        return line
    beginning, used_columns = "", 1
    for sign in split_signs(line):
        used_columns += text_width(sign)
        if used_columns > columns:
            break
        beginning += sign
    return f"{beginning.rstrip()}…"


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap_text(
    text: str, width: int, first_prefix: str = "", other_prefix: str = "", *, cut_words: bool = True
) -> Iterator[str]:
    """Yield the lines of a paragraph, at least one.

    Args:
        text: words separated by spaces, tabs and line breaks; a non-breaking space joins words.
        width: the columns of a line.
        first_prefix: the text before the first line.
        other_prefix: the text before the other lines.
        cut_words: cut a word that is wider than a line; otherwise it sticks out.
    """
    line, used_columns, prefix = first_prefix, len(first_prefix), first_prefix
    for word in re.findall(r"[^ \n\t]+", text):
        for part in (
            _cut_word(word, max(1, width - len(other_prefix) - 1)) if cut_words else (word,)
        ):
            gap = " " if used_columns > len(prefix) else ""
            part_width = text_width(part)
            if used_columns + len(gap) + part_width > width and used_columns > len(prefix):
                yield line.rstrip()
                line, used_columns, prefix, gap = other_prefix, len(other_prefix), other_prefix, ""
            line += gap + part
            used_columns += len(gap) + part_width
    yield line.rstrip()


def _cut_word(word: str, width: int) -> Iterator[str]:
    """Yield the pieces of a word, each at most `width` columns wide."""
    piece, used_columns = "", 0
    for character in split_signs(word):
        columns = text_width(character)
        if used_columns + columns > width:
            yield piece
            piece, used_columns = "", 0
        piece += character
        used_columns += columns
    yield piece


def wrap_paragraph(text: str, width: int, first_prefix: str = "") -> list[str]:
    """Return a text in lines of at most `width` columns.

    `first_prefix` precedes the first line; the others are indented by its length.
    """
    columns = max(len(first_prefix) + _MIN_COLUMNS_AFTER_PREFIX, min(width, MAX_PARAGRAPH_COLUMNS))
    return list(
        wrap_text(one_line(text), columns, first_prefix, " " * len(first_prefix), cut_words=False)
    )


def bulleted_lines(texts: Iterable[str], width: int) -> list[str]:
    """Return the lines of a list with a dash before each text."""
    return [line for text in texts for line in wrap_paragraph(text, width, "- ")]
