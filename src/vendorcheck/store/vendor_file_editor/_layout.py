"""Where the nodes of a file begin and end in its text."""

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
    """The text of a file that was read without a fault, and the offsets of what it says.

    The parser tells where each node begins. Where it ends follows from its text: scalars without quotes
    hold their words as they are, with nothing but white space between, and whatever holds others ends after
    the last of them.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._document = document
        self._line_starts = [0, *(found.end() for found in _BREAKS.finditer(self.text))]
        found = _BREAKS.search(self.text)
        self.line_break = found.group() if found else "\n"

    def indent_unit(self) -> str:
        """The white space by which the inner stands further in than the outer; two spaces if nothing tells."""
        if self.is_flow(()):
            return (
                self.indentation_before(
                    self.start_of((next(iter(self._document.data), ""),), key=True)
                )
                or "  "
            )
        for key in ("responses", *self._document.data):
            inner = self._document.data.get(key)
            if not isinstance(inner, dict) or not inner:
                continue
            path = (key, next(iter(inner)))
            outer = self.indentation_before(self.start_of((key,), key=True))
            indent = self.indentation_before(self.start_of(path, key=True))
            if outer is not None and indent is not None and len(indent) > len(outer):
                return indent[len(outer) :]
        return "  "

    def data_at(self, path: DataPath) -> Data:
        """What stands at a path that exists."""
        found: Data = self._document.data
        for part in path:
            found = cast("dict[str | int, Data]", found)[part]
        return found

    def start_of(self, path: DataPath, *, key: bool = False) -> int:
        """Where a value, or its key, begins. An empty value begins behind its colon."""
        place = self._document.locate(path, at_key=key)
        return self._line_starts[place.line - 1] + place.column - 1

    def colon_end(self, path: DataPath) -> int | None:
        """The offset behind the colon of a key; None for a key in a flow mapping that has none."""
        key = self.start_of(path, key=True)
        found = _COLON.match(self.text, self._scalar_end(key, str(path[-1])))
        return found.end() if found else None

    def end_of(self, path: DataPath) -> int:
        """The offset behind a value, without what only separates it from the next: blanks, comments, commas."""
        at, data = self.start_of(path), self.data_at(path)
        if not isinstance(data, dict | list):
            return self._scalar_end(at, data)
        parts: list[str] | list[int] = (
            list(data) if isinstance(data, dict) else list(range(len(data)))
        )
        end = self.end_of((*path, parts[-1])) if parts else at + 1
        if not self.is_flow(path):
            return end
        closing = _CLOSING.match(self.text, end)
        return closing.end() if closing else end

    def is_flow(self, path: DataPath) -> bool:
        """Whether a mapping or a list is written in brackets."""
        return self.text.startswith(("{", "["), self.start_of(path))

    def ends_in_block_text(self, path: DataPath) -> bool:
        """Whether the last thing in a value is text that follows a | or >."""
        data = self.data_at(path)
        while data and isinstance(data, dict | list) and not self.is_flow(path):
            path = (*path, list(data)[-1] if isinstance(data, dict) else len(data) - 1)
            data = self.data_at(path)
        return isinstance(data, str) and self.text.startswith(("|", ">"), self.start_of(path))

    def block_header_end(self, offset: int) -> int:
        """The offset behind `|-  # comment`; `at` itself where no such text begins."""
        found = _BLOCK_HEADER.match(self.text, offset)
        return found.end() if found else offset

    def line_start(self, offset: int) -> int:
        """Where the line begins in which an offset stands."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the line ends in which an offset stands, before its break."""
        found = _REST_OF_LINE.match(self.text, offset)
        return found.end() if found else offset

    def previous_line_end(self, line_start: int) -> int:
        """Where the line before the one that begins here ends, before its break."""
        return line_start - (2 if self.text.endswith("\r\n", 0, line_start) else 1)

    def column_of(self, offset: int) -> int:
        """How many characters stand before an offset in its line."""
        return offset - self.line_start(offset)

    def indentation_before(self, offset: int) -> str | None:
        """The white space before an offset in its line; None if something else stands there."""
        before = self.text[self.line_start(offset) : offset]
        return None if before.strip(" \t") else before

    def comments_end(self, offset: int, column: int) -> int:
        """The end of the line, and of the comments in the next lines that are indented at least that far."""
        found = end = self.line_end(offset)
        for line in self._lines_after(end):
            indent, content = line.groups()
            if content and not (content.startswith("#") and len(indent) >= column):
                break
            if content:
                found = line.end()
        return found

    def trailing_comment_end(self, offset: int) -> int:
        """The end of the line if nothing but a comment follows in it; else the offset itself."""
        end = self.line_end(offset)
        rest = self.text[offset:end].lstrip(" \t")
        return end if not rest or rest.startswith("#") else offset

    def comma_end(self, offset: int) -> int | None:
        """The offset behind the comma that follows a value in brackets; None if none does."""
        found = _COMMA.match(self.text, offset)
        return found.end() if found else None

    def _lines_after(self, offset: int) -> Iterator[re.Match[str]]:
        while found := _LINE.match(self.text, offset):
            yield found
            offset = found.end()

    def _scalar_end(self, offset: int, value: str | None) -> int:
        found = (_NULL if value is None else _QUOTED).match(self.text, offset)
        if found:
            return found.end()
        text = value or ""
        end = self.block_header_end(offset)
        if end == offset:
            return self._words_end(offset, text)
        words = text.rstrip(" \t\n")
        if words:
            # Blanks at the end of a line are part of such a text.
            end = self.line_end(self._words_end(end, words))
        if text[len(words) :] not in {"", "\n"}:
            # So are empty lines, where its header says so; the last line break is left to what follows.
            found = _BLANK_LINES.match(self.text, end)
            end = found.end() if found else end
        return end

    def _words_end(self, offset: int, value: str) -> int:
        for word in _WORD.finditer(value):
            blanks = _BLANKS.match(self.text, offset)
            offset = (blanks.end() if blanks else offset) + len(word.group())
        return offset
