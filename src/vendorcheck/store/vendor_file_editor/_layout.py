"""The offsets at which the nodes of a file begin and end in its text."""

import re
from collections.abc import Iterator
from typing import Final, cast

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import DataPath

_BREAK: Final = r"(?>\r\n|\r|\n)"
_BREAKS: Final = re.compile(_BREAK)
_LINE: Final = re.compile(rf"{_BREAK}([ \t]*+)([^\r\n]*+)")
_REST_OF_LINE: Final = re.compile(r"[^\r\n]*+")
_BLANKS: Final = re.compile(r"[ \t\r\n]*+")
_WORD: Final = re.compile(r"[^ \t\r\n]++")
_GAP: Final = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_COLON: Final = re.compile(rf"{_GAP}:")
_COMMA: Final = re.compile(rf"{_GAP},")
_CLOSING: Final = re.compile(r"(?:[ \t\r\n,]++|#[^\r\n]*+)*+[}\]]")
_NULL: Final = re.compile(r"(?:~|null)?")
_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
_BLOCK_HEADER: Final = re.compile(r"[|>][-+0-9]*+(?:[ \t]++#[^\r\n]*+)?")
_BLANK_LINES: Final = re.compile(rf"(?:{_BREAK}[ \t]*+(?=[\r\n]))*+")


class Layout:
    """The text of a file that was read without a problem, and the offsets of its nodes.

    The parser reports where each node begins. Its end follows from the text: scalars without quotes
    hold their words as they are, with nothing but white space between, and a collection ends after
    its last entry.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._document = document
        self._line_starts = [0, *(line_break.end() for line_break in _BREAKS.finditer(self.text))]
        first_break = _BREAKS.search(self.text)
        self.line_break = first_break.group() if first_break else "\n"

    def indent_unit(self) -> str:
        """Return the white space by which a nested block is indented; two spaces if none is."""
        if self.is_flow(()):
            return (
                self.indentation_before(
                    self.start_of((next(iter(self._document.data), ""),), key=True)
                )
                or "  "
            )
        for key in ("responses", *self._document.data):
            value = self._document.data.get(key)
            if not isinstance(value, dict) or not value:
                continue
            path = (key, next(iter(value)))
            outer_indent = self.indentation_before(self.start_of((key,), key=True))
            inner_indent = self.indentation_before(self.start_of(path, key=True))
            if (
                outer_indent is not None
                and inner_indent is not None
                and len(inner_indent) > len(outer_indent)
            ):
                return inner_indent[len(outer_indent) :]
        return "  "

    def data_at(self, path: DataPath) -> Data:
        """Return the data at a path that exists."""
        data: Data = self._document.data
        for part in path:
            data = cast("dict[str | int, Data]", data)[part]
        return data

    def start_of(self, path: DataPath, *, key: bool = False) -> int:
        """Return the offset of a value or of its key. An empty value begins behind its colon."""
        place = self._document.locate(path, at_key=key)
        return self._line_starts[place.line - 1] + place.column - 1

    def key_end(self, path: DataPath) -> int:
        """Return the offset behind a key, before its colon."""
        return self._scalar_end(self.start_of(path, key=True), str(path[-1]))

    def colon_end(self, path: DataPath) -> int | None:
        """Return the offset behind the colon of a key; None for a key in brackets without one."""
        colon = _COLON.match(self.text, self.key_end(path))
        return colon.end() if colon else None

    def end_of(self, path: DataPath) -> int:
        """Return the offset behind a value.

        Blanks, comments and commas that only separate it from the next value come after it.
        """
        start, data = self.start_of(path), self.data_at(path)
        if not isinstance(data, dict | list):
            return self._scalar_end(start, data)
        keys: list[str] | list[int] = (
            list(data) if isinstance(data, dict) else list(range(len(data)))
        )
        end = self.end_of((*path, keys[-1])) if keys else start + 1
        return self._match_end(_CLOSING, end) if self.is_flow(path) else end

    def is_flow(self, path: DataPath) -> bool:
        """Return whether a mapping or a list is written in brackets."""
        return self.text.startswith(("{", "["), self.start_of(path))

    def ends_in_block_text(self, path: DataPath) -> bool:
        """Return whether the last node in a value is text that follows a | or >."""
        data = self.data_at(path)
        while data and isinstance(data, dict | list) and not self.is_flow(path):
            path = (*path, list(data)[-1] if isinstance(data, dict) else len(data) - 1)
            data = self.data_at(path)
        return isinstance(data, str) and self.text.startswith(("|", ">"), self.start_of(path))

    def block_header_end(self, offset: int) -> int:
        """Return the offset behind `|-  # comment`, or `offset` if no block text begins there."""
        return self._match_end(_BLOCK_HEADER, offset)

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of an offset begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Return the offset at which the line of an offset ends, before its break."""
        return self._match_end(_REST_OF_LINE, offset)

    def previous_line_end(self, line_start: int) -> int:
        """Return the offset at which the line before this one ends, before its break."""
        return line_start - (2 if self.text.endswith("\r\n", 0, line_start) else 1)

    def column_of(self, offset: int) -> int:
        """Return the column of an offset in its line, from 0."""
        return offset - self.line_start(offset)

    def indentation_before(self, offset: int) -> str | None:
        """Return the white space before an offset in its line; None if there is other text."""
        line_before = self.text[self.line_start(offset) : offset]
        return None if line_before.strip(" \t") else line_before

    def comments_end(self, offset: int, column: int) -> int:
        """Return the end of the line and of the comments in the next lines.

        Comments count if they are indented by at least `column` characters.
        """
        end = self.line_end(offset)
        for line in self._lines_after(end):
            indent, content = line.groups()
            if content and not (content.startswith("#") and len(indent) >= column):
                break
            if content:
                end = line.end()
        return end

    def trailing_comment_end(self, offset: int) -> int:
        """Return the end of the line if only a comment follows in it, otherwise the offset."""
        end = self.line_end(offset)
        line_remainder = self.text[offset:end].lstrip(" \t")
        return end if not line_remainder or line_remainder.startswith("#") else offset

    def comma_end(self, offset: int) -> int | None:
        """Return the offset behind the comma that follows a value in brackets; None without one."""
        comma = _COMMA.match(self.text, offset)
        return comma.end() if comma else None

    def _match_end(self, pattern: re.Pattern[str], offset: int) -> int:
        """Return the end of what matches at an offset, or the offset if nothing does."""
        match = pattern.match(self.text, offset)
        return match.end() if match else offset

    def _lines_after(self, offset: int) -> Iterator[re.Match[str]]:
        while line := _LINE.match(self.text, offset):
            yield line
            offset = line.end()

    def _scalar_end(self, offset: int, value: str | None) -> int:
        scalar = (_NULL if value is None else _QUOTED).match(self.text, offset)
        if scalar:
            return scalar.end()
        text = value or ""
        end = self.block_header_end(offset)
        if end == offset:
            return self._words_end(offset, text)
        words = text.rstrip(" \t\n")
        if words:
            # Blanks at the end of a line are part of a block text.
            end = self.line_end(self._words_end(end, words))
        if text[len(words) :] not in {"", "\n"}:
            # So are empty lines, if its header says so; the last line break is not part of it.
            end = self._match_end(_BLANK_LINES, end)
        return end

    def _words_end(self, offset: int, value: str) -> int:
        for word in _WORD.finditer(value):
            offset = self._match_end(_BLANKS, offset) + len(word.group())
        return offset
