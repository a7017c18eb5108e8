"""JSON: an iterative scanner that knows where everything stands, with the same refusals as for YAML."""

import re
from collections.abc import Callable
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, NamedTuple, NoReturn

from vendorcheck.document._places import Places
from vendorcheck.document._spaces import is_other_space, space_words
from vendorcheck.document._tree import MAX_DEPTH, MAX_NODES, Tree

_SPACE: Final = re.compile(r"[ \t\r\n]*+")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_WORD: Final = re.compile(r"[^\s,:\[\]{}\"'/#]++")
_NO_VALUE: Final = {
    "NaN": "JSON has no NaN",
    "Infinity": "JSON has no Infinity",
    "-Infinity": "JSON has no Infinity",
}
_OTHER_LANGUAGES: Final = {"True": "true", "False": "false", "None": "null", "undefined": "null"}
_read_string: Final = JSONDecoder().raw_decode


def read(text: str, tree: Tree) -> None:
    """Read JSON into the tree.

    Raises:
        Refused: what was found makes it pointless to read on.
    """
    scanner = _Scanner(tree.without_unwanted(text), tree)
    if not scanner.character:
        tree.check_root(empty=True)
        return
    step: Callable[[], None] | None = scanner.value
    while step:
        step()
        step = scanner.next
    tree.check_root(empty=tree.items == [None])
    if scanner.character in {"{", "["}:
        message = "a second document begins here; a file holds one"
        tree.stop(scanner.at, "second-document", message, "save it as a file of its own")
    if scanner.character:
        scanner.stop("text follows after the end of what this file holds", "delete it")


class _Open(NamedTuple):
    """A bracket that is not closed yet: where it stands, what closes it, and the items and places around it."""

    at: int
    closing: str
    items: list[Any]
    places: list[Places]


class _Scanner:
    """Stands always at something that is no white space, or at the end; each step sets the next one."""

    __slots__ = ("at", "character", "next", "nodes", "open", "text", "tree")

    def __init__(self, text: str, tree: Tree) -> None:
        self.text = text
        self.tree = tree
        self.open: list[_Open] = []
        self.next: Callable[[], None] | None = None
        self.nodes = 0
        self._skip_to(0)

    def _skip_to(self, at: int) -> None:
        found = _SPACE.match(self.text, at)
        self.at = found.end() if found else at
        self.character = self.text[self.at : self.at + 1]

    def value(self) -> None:
        """Read a text, number or word, or begin a mapping or list."""
        if self.character in {"{", "["}:
            self._count()
            self._begin("}" if self.character == "{" else "]")
        else:
            self._add(*(self._string("text") if self.character == '"' else self._word()))
            self._go_on()

    def _begin(self, closing: str) -> None:
        tree = self.tree
        self.open.append(_Open(self.at, closing, tree.items, tree.places))
        if len(self.open) > MAX_DEPTH:
            tree.too_deep(self.at)
        tree.items, tree.places = [], [self.at]
        self._skip_to(self.at + 1)
        if self.character == closing:
            self._close()
        else:
            self.next = self.key if closing == "}" else self.value

    def key(self) -> None:
        """Read a key and the colon after it."""
        self._add(*self._string("a key"))
        if self.character != ":":
            self.stop("a colon is missing before this", 'write "key": value')
        self._skip_to(self.at + 1)
        self.next = self.value

    def _separator(self) -> None:
        begin, closing = self.open[-1].at, self.open[-1].closing
        if self.character == closing:
            self._close()
        elif self.character == ",":
            comma = self.at
            self._skip_to(comma + 1)
            if self.character == closing:
                self.stop(f"there is nothing between this comma and the {closing}", "delete the comma", comma)
            self.next = self.key if closing == "}" else self.value
        elif self.character in {"]", "}"}:
            self.stop(
                f"{self.character} can't close the {self.text[begin]} that stands before it",
                f"write {closing}",
            )
        else:
            self.stop(f"a comma or {closing} is missing before this")

    def _close(self) -> None:
        tree = self.tree
        built: Any = tree.items
        places = tree.places
        if self.character == "}":
            built, places = tree.mapping(built, places)
        outer = self.open.pop()
        tree.items, tree.places = outer.items, outer.places
        tree.items.append(built)
        tree.places.append(places)
        self._skip_to(self.at + 1)
        self._go_on()

    def _go_on(self) -> None:
        self.next = self._separator if self.open else None

    def _add(self, value: str | None, begin: int, end: int) -> None:
        self._count()
        if value is not None:
            self.tree.check_text(value, begin, end)
        self.tree.items.append(value)
        self.tree.places.append(begin)
        self._skip_to(end)

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.tree.too_many()

    def _string(self, wanted: str) -> tuple[str, int, int]:
        if self.character != '"':
            self._no_string(wanted)
        try:
            # Nothing but a string is given to it, so it does not recurse.
            value, end = _read_string(self.text, self.at)
        except JSONDecodeError as error:
            self._bad_string(error)
        return value, self.at, end

    def _word(self) -> tuple[str | None, int, int]:
        found = _WORD.match(self.text, self.at)
        word = found.group() if found else self.character
        if word != "null" and word not in {"true", "false"} and not _NUMBER.fullmatch(word):
            self._no_word(word)
        self.tree.blanks |= word == "null"
        return (None if word == "null" else word), self.at, self.at + len(word)

    def _no_word(self, word: str) -> NoReturn:
        if word in _NO_VALUE:
            self.stop(_NO_VALUE[word], "write a number, or put it in double quotes if it is text")
        if word in _OTHER_LANGUAGES:
            self.stop(f"JSON does not know {word}", f"write {_OTHER_LANGUAGES[word]}")
        if re.match(r"[-+.]?[0-9]", word):
            self.stop(
                "this is no number of JSON",
                "put it in double quotes if it is text, such as a version or a date",
            )
        self._no_string("text")

    def _no_string(self, wanted: str) -> NoReturn:
        if self.character == "'":
            self.stop("JSON knows double quotes only", "write \"…\" instead of '…'")
        if self.character in {",", ":", "]", "}"}:
            self.stop(f"{'a key' if wanted == 'a key' else 'a value'} is missing before this")
        self.stop(f"{wanted} needs double quotes", 'write "…"')

    def _bad_string(self, error: JSONDecodeError) -> NoReturn:
        if error.msg.startswith("Unterminated"):
            self.stop('the quote " that begins here is never closed', "close it")
        if self.text.startswith("\t", error.pos):
            self.stop("a tab can't stand in a text of JSON", r"write \t", error.pos)
        if error.msg.startswith("Invalid control"):
            self.stop(
                'the quote " that begins here is not closed in this line',
                r"close it; a line break in text is written \n",
            )
        at = self.text.rfind("\\", self.at, error.pos + 1)
        self.stop(
            f"{self.text[at : at + 2]} means nothing in a text of JSON", r"write \\ for a backslash", at
        )

    def stop(self, message: str, hint: str = "", at: int | None = None) -> NoReturn:
        """End the reading, in general because of what stands here."""
        if at is None:
            if is_other_space(self.character):
                self.tree.stop(self.at, "control-character", *space_words(self.character))
            if self.character in {"/", "#"}:
                message, hint = (
                    "JSON has no comments",
                    "delete it, or save the file as YAML (.yaml), where # begins one",
                )
            at = self.at
            if not self.character and self.open:
                at, closing = self.open[-1].at, self.open[-1].closing
                message, hint = (
                    f"the bracket {self.text[at]} that begins here is never closed",
                    f"close it with {closing}",
                )
        self.tree.stop(at, "syntax", message, hint)
