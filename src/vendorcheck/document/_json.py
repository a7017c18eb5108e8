"""The JSON reader: an iterative scanner that keeps all places, and refuses what YAML's does."""

import re
from collections.abc import Callable
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, NamedTuple, NoReturn

from vendorcheck.document._commas import describe_comma
from vendorcheck.document._places import Places
from vendorcheck.document._spaces import is_other_space, other_space_message
from vendorcheck.document._tree import MAX_DEPTH, MAX_NODES, Tree

_WHITE_SPACE: Final = re.compile(r"[ \t\r\n]*+")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_NUMBER_AND_COMMA: Final = re.compile(r"(?<![\w.])(-?[0-9][0-9.]*+,)\s*+\Z")
_DIGITS_AT_END: Final = re.compile(r"([0-9][0-9.]*+)(?=\s*+[,}])")
"""The two parts of a number with a decimal comma, of which the second is no key."""
_MAX_NUMBER_LENGTH: Final = 40
_WORD: Final = re.compile(r"[^\s,:\[\]{}\"'/#]++")
_NOT_IN_JSON: Final = {
    "NaN": "JSON has no NaN",
    "Infinity": "JSON has no Infinity",
    "-Infinity": "JSON has no Infinity",
}
_WORDS_OF_OTHER_LANGUAGES: Final = {
    "True": "true",
    "False": "false",
    "None": "null",
    "undefined": "null",
}
_decode_string: Final = JSONDecoder().raw_decode


def read_json(text: str, tree: Tree) -> None:
    """Read JSON into the tree.

    Raises:
        StopReading: a fault makes it pointless to read on.
    """
    scanner = _Scanner(tree.replace_control_characters(text), tree)
    if not scanner.character:
        tree.check_root(empty=True)
        return
    step: Callable[[], None] | None = scanner.read_value
    while step:
        step()
        step = scanner.next_step
    tree.check_root(empty=tree.items == [None])
    if scanner.character in {"{", "["}:
        message = "a second document begins here; a file holds one"
        tree.stop(scanner.offset, "second-document", message, "save it as a file of its own")
    if scanner.character:
        scanner.stop("text follows after the end of what this file holds", "delete it")


class _OpenBracket(NamedTuple):
    """A bracket that is not closed yet, with the items and places around it."""

    offset: int
    closing: str
    outer_items: list[Any]
    outer_places: list[Places]


class _Scanner:
    """A scanner whose position is never at white space. Each step sets the next one."""

    __slots__ = ("character", "next_step", "node_count", "offset", "open_brackets", "text", "tree")

    def __init__(self, text: str, tree: Tree) -> None:
        self.text = text
        self.tree = tree
        self.open_brackets: list[_OpenBracket] = []
        self.next_step: Callable[[], None] | None = None
        self.node_count = 0
        self._skip_to(0)

    def _skip_to(self, offset: int) -> None:
        match = _WHITE_SPACE.match(self.text, offset)
        self.offset = match.end() if match else offset
        self.character = self.text[self.offset : self.offset + 1]

    def read_value(self) -> None:
        """Read a text, number or word, or the start of a mapping or list."""
        if self.character in {"{", "["}:
            self._count_node()
            self._begin_container("}" if self.character == "{" else "]")
        else:
            self._add_scalar(
                *(self._scan_string("text") if self.character == '"' else self._scan_word())
            )

    def _begin_container(self, closing: str) -> None:
        tree = self.tree
        self.open_brackets.append(_OpenBracket(self.offset, closing, tree.items, tree.places))
        if len(self.open_brackets) > MAX_DEPTH:
            tree.stop_at_too_deep(self.offset)
        tree.items, tree.places = [], [self.offset]
        self._skip_to(self.offset + 1)
        if self.character == closing:
            self._end_container()
        else:
            self.next_step = self.read_key if closing == "}" else self.read_value

    def read_key(self) -> None:
        """Read a key and the colon after it."""
        self._add_scalar(*self._scan_string("a key"))
        if self.character != ":":
            self.stop("a colon is missing before this", 'write "key": value')
        self._skip_to(self.offset + 1)
        self.next_step = self.read_value

    def _read_separator(self) -> None:
        opening, closing, *_ = self.open_brackets[-1]
        if self.character == closing:
            self._end_container()
        elif self.character == ",":
            comma = self.offset
            self._skip_to(comma + 1)
            if self.character == closing:
                self.stop(
                    f"there is nothing between this comma and the {closing}",
                    "delete the comma",
                    comma,
                )
            self.next_step = self.read_key if closing == "}" else self.read_value
        elif self.character in {"]", "}"}:
            self.stop(
                f"{self.character} can't close the {self.text[opening]} that stands before it",
                f"write {closing}",
            )
        else:
            self.stop(f"a comma or {closing} is missing before this")

    def _end_container(self) -> None:
        tree = self.tree
        value, places = (
            tree.build_mapping(tree.items, tree.places)
            if self.character == "}"
            else (tree.items, tree.places)
        )
        outer = self.open_brackets.pop()
        tree.items, tree.places = outer.outer_items, outer.outer_places
        tree.items.append(value)
        tree.places.append(places)
        self._skip_to(self.offset + 1)
        self.next_step = self._read_separator if self.open_brackets else None

    def _add_scalar(self, value: str | None, begin: int, end: int) -> None:
        self._count_node()
        if value is not None:
            self.tree.check_text(value, begin, end)
        self.tree.items.append(value)
        self.tree.places.append(begin)
        self._skip_to(end)
        self.next_step = self._read_separator if self.open_brackets else None

    def _count_node(self) -> None:
        self.node_count += 1
        if self.node_count > MAX_NODES:
            self.tree.stop_at_too_many_nodes()

    def _scan_string(self, expected: str) -> tuple[str, int, int]:
        if self.character != '"':
            self._stop_at_missing_string(expected)
        try:
            # The decoder is called only at a quote, so it reads one string and does not recurse.
            value, end = _decode_string(self.text, self.offset)
        except JSONDecodeError as error:
            self._stop_at_bad_string(error)
        return value, self.offset, end

    def _scan_word(self) -> tuple[str | None, int, int]:
        match = _WORD.match(self.text, self.offset)
        word = match.group() if match else self.character
        if word != "null" and word not in {"true", "false"} and not _NUMBER.fullmatch(word):
            self._stop_at_bad_word(word)
        self.tree.has_missing_values |= word == "null"
        return (None if word == "null" else word), self.offset, self.offset + len(word)

    def _stop_at_bad_word(self, word: str) -> NoReturn:
        if word in _NOT_IN_JSON:
            self.stop(
                _NOT_IN_JSON[word], "write a number, or put it in double quotes if it is text"
            )
        if word in _WORDS_OF_OTHER_LANGUAGES:
            self.stop(f"JSON does not know {word}", f"write {_WORDS_OF_OTHER_LANGUAGES[word]}")
        if re.match(r"[-+.]?[0-9]", word):
            self.stop(
                "this is no number of JSON",
                "put it in double quotes if it is text, such as a version or a date",
            )
        self._stop_at_missing_string("text")

    def _stop_at_missing_string(self, expected: str) -> NoReturn:
        if self.character == "'":
            self.stop("JSON knows double quotes only", "write \"…\" instead of '…'")
        if expected == "a key":
            self._stop_at_decimal_comma()
        if self.character in {",", ":", "]", "}"}:
            self.stop(f"{'a key' if expected == 'a key' else 'a value'} is missing before this")
        self.stop(f"{expected} needs double quotes", 'write "…"')

    def _stop_at_decimal_comma(self) -> None:
        """Stop if the part of a number after its comma stands in the place of a key."""
        before = _NUMBER_AND_COMMA.search(
            self.text, max(0, self.offset - _MAX_NUMBER_LENGTH), self.offset
        )
        after = _DIGITS_AT_END.match(self.text, self.offset)
        if before and after:
            text = before[1] + after[1]
            self.tree.stop(before.start(), "comma-in-braces", *describe_comma(text, after[1]))

    def _stop_at_bad_string(self, error: JSONDecodeError) -> NoReturn:
        if error.msg.startswith("Unterminated"):
            self.stop('the quote " that begins here is never closed', "close it")
        if self.text.startswith("\t", error.pos):
            self.stop("a tab can't stand in a text of JSON", r"write \t", error.pos)
        if error.msg.startswith("Invalid control"):
            self.stop(
                'the quote " that begins here is not closed in this line',
                r"close it; a line break in text is written \n",
            )
        escape_offset = self.text.rfind("\\", self.offset, error.pos + 1)
        self.stop(
            f"{self.text[escape_offset : escape_offset + 2]} means nothing in a text of JSON",
            r"write \\ for a backslash",
            escape_offset,
        )

    def stop(self, message: str, hint: str = "", offset: int | None = None) -> NoReturn:
        """Stop reading with a syntax fault.

        Without an offset it is at the position of the scanner, where another space, a comment or
        an unclosed bracket replaces the message.
        """
        if offset is None:
            if is_other_space(self.character):
                self.tree.stop(
                    self.offset, "control-character", *other_space_message(self.character)
                )
            if self.character in {"/", "#"}:
                message, hint = (
                    "JSON has no comments",
                    "delete it, or save the file as YAML (.yaml), where # begins one",
                )
            offset = self.offset
            if not self.character and self.open_brackets:
                offset, closing, *_ = self.open_brackets[-1]
                message, hint = (
                    f"the bracket {self.text[offset]} that begins here is never closed",
                    f"close it with {closing}",
                )
        self.tree.stop(offset, "syntax", message, hint)
