"""Spaces of another kind in YAML: refused where an ordinary one is wanted, left alone within texts and comments.

YAML takes them for letters, so what they should part becomes one word, and the parser stops at a line that is right.
Where they are meant as spaces the parser can't tell any more; so the text is walked through before, token by token.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from vendorcheck.document._tabs import so_in_more_lines
from vendorcheck.document._tree import MAX_NODES, Tree

_KINDS: Final = {
    "\u00a0": "a non-breaking space",
    "\u2007": "a non-breaking space",
    "\u202f": "a non-breaking space",
    "\u3000": "an ideographic space",
}
_S: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_STRIPPED: Final = " \r\n" + "".join(chr(code) for code in range(0x10000) if re.match(f"[{_S}]", chr(code)))
_OTHER: Final = re.compile(f"[{_S}]++")
_RUN: Final = re.compile(f"[ {_S}]*+")
_SPACES: Final = re.compile(" *+")
_GAP: Final = re.compile(rf"(?:[ \r\n{_S}]++|#[^\r\n]*+)*+")
_GAP_PARTS: Final = re.compile(rf"([ \r\n{_S}]++)|#[^\r\n]*+")
_LINE: Final = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?=[ \r\n]|\Z)")
_PROPERTY: Final = re.compile(rf"[&*!][^ \r\n{_S},\[\]{{}}]*+")
_QUOTED: Final = {
    '"': re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^']++|'')*+'"),
}
_HEADER: Final = re.compile(rf"[|>]([-+0-9]*+)([ {_S}]*+)(?:#[^\r\n]*+)?(?:\r\n|\r|\n|\Z)")
_COLON: Final = re.compile(rf"([ {_S}]*+):(?=([ \r\n{_S}]|\Z)?)")
_MOST: Final = 5 * MAX_NODES
"""So many tokens are looked at: before there are as many, a parser has been told that there are too many nodes."""
_OUR_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_./-]*+")


def _plain(ends: str, colon_before: str) -> re.Pattern[str]:
    """One line of a text without quotes; it ends before some characters, or at a colon before some others."""
    return re.compile(rf"(?:[^\r\n: #{ends}]++|:(?![ \r\n{colon_before}]|\Z)|(?<! )#| ++(?!#))*+")


_FLOW: Final = r",\[\]{}"
_VALUE: Final = {False: _plain("", ""), True: _plain(_FLOW, _FLOW)}
_KEY: Final = {False: _plain("", _S), True: _plain(_FLOW, _FLOW + _S)}


def straightened(text: str, tree: Tree) -> str:
    """The text with ordinary spaces in the place of those of another kind that part something; the first is noted."""
    if text.isascii() or not _OTHER.search(text):
        return text
    parting = sorted(found.span() for begin, end in _Walk(text).done() for found in _within(text, begin, end))
    if not parting:
        return text
    lines = sum(1 for (begin, _), (other, _) in pairwise(parting) if _BREAK.search(text, begin, other))
    message, hint = space_words(text[parting[0][0]])
    tree.note(parting[0][0], "control-character", message + so_in_more_lines(lines), hint)
    return _replaced(text, parting)


def is_other_space(character: str) -> bool:
    """Whether a character looks like a space and is none to YAML and JSON."""
    return _OTHER.match(character) is not None


def space_words(character: str) -> tuple[str, str]:
    """Message and hint for a space of another kind where one would part something."""
    message = f"{_KINDS.get(character, 'a special space')} (U+{ord(character):04X}) stands here, where only an ordinary one can stand"
    return (
        message,
        "replace it by an ordinary space; such ones come with copied text, and may stay within texts",
    )


def _within(text: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    return _OTHER.finditer(text, begin, end)


def _replaced(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for begin, end in spans:
        pieces += [text[done:begin], " " * (end - max(begin, done))]
        done = max(done, end)
    return "".join((*pieces, text[done:]))


class _Walk:
    """Goes through a YAML text as a parser would that takes every kind of space for one.

    It ends where no parser goes on. What is not wanted, it may take for something else.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0
        self._begin = 0
        """Where the line begins."""
        self._indents = [-1]
        """The columns of the mappings and lists in lines of their own that are not at their end yet."""
        self._brackets: list[str] = []
        self._may_be_key = True
        """Whether a key can stand next."""
        self._below_key = False
        """Whether what stands next is the value of a key."""
        self._parting: list[tuple[int, int]] = []

    def done(self) -> list[tuple[int, int]]:
        """Where spaces of another kind part something: stretches of text, in which none is part of a text or comment."""
        self._gap()
        for _ in range(_MOST):
            if self._at >= len(self.text):
                break
            self._token()
            self._gap()
        return self._parting

    @property
    def _column(self) -> int:
        return self._at - self._begin

    def _mark(self, begin: int, end: int) -> None:
        if _OTHER.search(self.text, begin, end):
            self._parting.append((begin, end))

    def _go(self, end: int) -> None:
        last = max(self.text.rfind("\n", self._at, end), self.text.rfind("\r", self._at, end))
        self._begin = last + 1 if last >= 0 else self._begin
        self._at = end

    def _gap(self) -> None:
        """Pass what stands between two tokens."""
        begin, line = self._at, self._begin
        self._go(_matched(_GAP, self.text, begin))
        if _OTHER.search(self.text, begin, self._at):
            for part in _GAP_PARTS.finditer(self.text, begin, self._at):
                self._mark(*part.span(1))
        if self._begin > line and not self._brackets:
            self._may_be_key = True

    def _token(self) -> None:
        sign = self.text[self._at]
        if not self._brackets:
            while self._indents[-1] > self._column:
                self._indents.pop()
        if self._column == 0 and (sign == "%" or _MARKER.match(self.text, self._at)):
            self._go(_matched(_LINE, self.text, self._at) if sign == "%" else self._at + 3)
            self._indents, self._may_be_key = [-1], False
        elif sign in _QUOTED:
            self._quoted(_QUOTED[sign])
        elif sign in "[{]}" or (sign == "," and self._brackets):
            self._bracket(sign)
        elif sign in "&*!":
            self._go(_matched(_PROPERTY, self.text, self._at))
        elif sign in "|>" and not self._brackets:
            self._block()
        elif sign in "-?:" and self._indicates(sign):
            self._open(self._column)
            self._go(self._at + 1)
            self._may_be_key, self._below_key = not (sign == ":" and self._brackets), sign == ":"
        else:
            self._text()

    def _open(self, column: int) -> None:
        """Begin a mapping or a list there, if none has begun there."""
        if not self._brackets and column > self._indents[-1]:
            self._indents.append(column)

    def _bracket(self, sign: str) -> None:
        if sign in "[{":
            self._brackets.append(sign)
        elif sign != "," and self._brackets:
            self._brackets.pop()
        self._may_be_key, self._below_key = sign not in "]}", False
        self._go(self._at + 1)

    def _indicates(self, sign: str) -> bool:
        """Whether a dash, a question mark or a colon is more than the begin of a text."""
        after = self.text[self._at + 1 : self._at + 2]
        if after in {"", " ", "\r", "\n"}:
            return True
        if sign == "-":
            return self._may_be_key and not self._brackets and _OTHER.match(after) is not None
        return sign in ":?" and bool(self._brackets)

    def _key(self, end: int, colon: int) -> None:
        """Pass a key that ends somewhere, and the colon after it."""
        self._open(self._column)
        self._mark(end, colon)
        self._go(colon + 1)
        self._may_be_key, self._below_key = False, True

    def _quoted(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self._at)
        if found is None:
            self._at = len(self.text)
            return
        colon = _COLON.match(self.text, found.end()) if self._may_be_key else None
        if colon and (self._brackets or colon[2] is not None):
            self._key(found.end(), colon.end() - 1)
        else:
            self._go(found.end())
            self._may_be_key = False

    def _text(self) -> None:
        """Pass a text without quotes, or a key."""
        begin, inside = self._at, bool(self._brackets)
        if self._may_be_key:
            colon = _matched(_KEY[inside], self.text, begin)
            end = begin + len(self.text[begin:colon].rstrip(_STRIPPED))
            if self.text.startswith(":", colon) and self._is_key(begin, end, colon):
                self._key(end, colon)
                return
        end = self._text_end(_matched(_VALUE[inside], self.text, begin))
        core = self.text[begin:end].rstrip(_STRIPPED)
        # A word that names something is another one with such a space at its end; a text is none the worse for it.
        if not re.search(r"\s", core):
            self._mark(begin + len(core), end)
        self._go(max(end, begin + 1))
        self._may_be_key = False

    def _is_key(self, begin: int, end: int, colon: int) -> bool:
        """Whether a text before a colon is meant to be a key, though a space of another kind may follow."""
        if not _OTHER.match(self.text, colon + 1):
            return True
        if self._brackets:
            return self._brackets[-1] == "{"
        # Of the first line below a key, only its looks tell whether it is a key or begins a text.
        return (
            self._indents[-1] == self._column
            or not self._below_key
            or _OUR_KEY.fullmatch(self.text, begin, end) is not None
        )

    def _text_end(self, end: int) -> int:
        """Where a text without quotes ends whose first line ends somewhere."""
        width = 0 if self._brackets else self._indents[-1] + 1
        value = _VALUE[bool(self._brackets)]
        while (line := _BREAK.match(self.text, end)) is not None:
            indentations: list[tuple[int, int]] = []
            while line is not None:
                begin = line.end()
                start = _matched(_RUN, self.text, begin)
                indentations.append((begin, min(start, begin + width)))
                line = _BREAK.match(self.text, start)
            if start - begin < width or (start == begin and _MARKER.match(self.text, start)):
                break
            # A comment begins at the begin of a line or after an ordinary space.
            comment = self.text.startswith("#", start) and self.text[start - 1] in " \r\n"
            after = start if comment else _matched(value, self.text, start)
            if after == start:
                break
            for span in indentations:
                self._mark(*span)
            end = after
        return end

    def _block(self) -> None:
        """Pass a text below | or >."""
        header = _HEADER.match(self.text, self._at)
        if header is None:
            self._at = len(self.text)
            return
        self._mark(*header.span(2))
        low = max(self._indents[-1] + 1, 1)
        digit = header[1].strip("+-")[:1]
        at = header.end()
        width = low + int(digit) - 1 if digit else self._block_width(at, low)
        while at < len(self.text):
            begin = min(_matched(_RUN, self.text, at), at + width)
            if begin - at < width and self.text[begin : begin + 1] not in {"", "\r", "\n"}:
                break
            self._mark(at, begin)
            at = _matched(_LINE, self.text, begin)
        self._go(at)
        self._may_be_key = True

    def _block_width(self, at: int, low: int) -> int:
        """By how many spaces a text is indented that says so by its first line."""
        width = low
        while True:
            begin = _matched(_SPACES, self.text, at)
            if begin - at < low:
                begin = _matched(_RUN, self.text, at)
            width = max(width, begin - at)
            line = _BREAK.match(self.text, begin)
            if line is None:
                return width
            at = line.end()


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what a pattern matches at some place ends."""
    found = pattern.match(text, at)
    return found.end() if found else at
