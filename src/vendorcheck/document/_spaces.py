"""Spaces of another kind in YAML: refused where an ordinary one is wanted, left alone within texts and comments.

YAML takes them for letters, so what they should part becomes one word, and the parser stops at a line that is right.
So the text is parsed once as if they were ordinary ones. Those within what are texts then stay what they are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice, pairwise
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from yaml import YAMLError
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from vendorcheck.document._tabs import so_in_more_lines
from vendorcheck.document._tree import MAX_DEPTH, MAX_EVENTS, MAX_NODES, Tree

_BEGINS: Final = {MappingStartEvent, SequenceStartEvent}
_ENDS: Final = {MappingEndEvent, SequenceEndEvent}
_KINDS: Final = {
    "\u00a0": "a non-breaking space",
    "\u2007": "a non-breaking space",
    "\u202f": "a non-breaking space",
    "\u3000": "an ideographic space",
}
_S: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_RUN: Final = re.compile(f"[{_S}][ {_S}]*+")
_AFTER_KEY: Final = re.compile(
    rf"""(?:^|[\r,{{\[])[ {_S}]*+(?:[-?][ {_S}]++)*+(?:[a-z0-9][a-z0-9_./-]*+|"[^"\r\n]*+"|'[^'\r\n]*+')[ {_S}]*+:([{_S}][ {_S}]*+)""",
    re.MULTILINE,
)
"""After a key as our files have them, which is the first thing in its line or in brackets."""
_INDENT: Final = re.compile(rf"(?:\A|(?<=[\r\n])) *+([{_S}][ {_S}]*+)")
_SPACES: Final = re.compile(" *+")
_BREAK: Final = re.compile(r"[\r\n]")
_HEADER: Final = re.compile(r"[|>][-+]?(\d?)[^\r\n]*+(?:\r\n|\r|\n|\Z)(?: *+(?:\r\n|\r|\n))*+( *+)")
"""What stands between | or > and the first line of its text that is not empty, and how far that is indented."""


Span: TypeAlias = tuple[int, int]


class _Text(NamedTuple):
    """Where a text stands in the source, how it is written, and whether there is a space in it."""

    begin: int
    end: int
    style: Literal["plain", "quoted", "block"]
    spaced: bool


def straightened(text: str, tree: Tree, parser: Callable[[str], Callable[[], Any]]) -> str:
    """The text with ordinary spaces in the place of those of another kind that part something; the first is noted.

    Args:
        text: the source, in which no tab stands.
        tree: where it is noted.
        parser: begins to parse a text, and gives what gives its events.
    """
    if text.isascii() or not _RUN.search(text):
        return text
    keys = {found.span(1) for found in _AFTER_KEY.finditer(text)}
    runs = [found.span() for found in islice(_RUN.finditer(text), MAX_NODES + 1)]
    if len(runs) > MAX_NODES:
        return text
    sure = [span for span in runs if span in keys or _sure(text, *span)]
    loose = _replaced(text, sure)
    texts = _texts(parser(loose))
    indents = {found.start(1): found.start() for found in _INDENT.finditer(text)}
    if texts is not None:
        parting = list(_Reading(text, loose, texts, indents).parting(sure))
    elif _texts(parser(text)) is not None:
        return text
    else:  # broken in either reading, so only their looks tell
        parting = sorted(keys | {span for span in runs if span[0] in indents})
    if not parting:
        return text
    lines = sum(1 for (begin, _), (other, _) in pairwise(parting) if _BREAK.search(text, begin, other))
    message, hint = space_words(text[parting[0][0]])
    tree.note(parting[0][0], "control-character", message + so_in_more_lines(lines), hint)
    return _replaced(text, parting)


def _sure(text: str, begin: int, end: int) -> bool:
    """Whether what stands around lets it be read as a space: no colon that may be one of a text, no sign of a comment."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    return before != ":" and (after != "#" or before in {'"', "'", "]", "}"})


def is_other_space(character: str) -> bool:
    """Whether a character looks like a space and is none to YAML and JSON."""
    return _RUN.match(character) is not None


def space_words(character: str) -> tuple[str, str]:
    """Message and hint for a space of another kind where one would part something."""
    message = f"{_KINDS.get(character, 'a special space')} (U+{ord(character):04X}) stands here, where only an ordinary one can stand"
    return (
        message,
        "replace it by an ordinary space; such ones come with copied text, and may stay within texts",
    )


def _replaced(text: str, spans: list[Span]) -> str:
    pieces, done = [], 0
    for begin, end in spans:
        pieces += [text[done:begin], " " * (end - begin)]
        done = end
    return "".join((*pieces, text[done:]))


def _texts(events: Callable[[], Any]) -> list[_Text] | None:
    """The texts among some events, in order; None if the source can't be read, or is refused for its size."""
    found: list[_Text] = []
    depth = 0
    try:
        for event in islice(iter(events, None), MAX_EVENTS):
            kind = type(event)
            if kind is ScalarEvent:
                found.append(_text(event))
            depth += (kind in _BEGINS) - (kind in _ENDS)
            if depth > MAX_DEPTH:
                return None
    except YAMLError:
        return None
    return found if kind is StreamEndEvent else None


def _text(event: Any) -> _Text:  # noqa: ANN401 - what an event has depends on its class
    style: Literal["plain", "quoted", "block"] = "block" if event.style in {"|", ">"} else "quoted"
    # Not by the style: a plain text has the style None in one parser and "" in the other.
    style = "plain" if event.implicit[0] else style
    return _Text(
        event.start_mark.index, event.end_mark.index, style, re.search(r"\s", event.value) is not None
    )


class _Reading:
    """A text as a parser reads it with ordinary spaces, and as it is.

    Args:
        text: as it is.
        loose: with ordinary spaces in the place of others.
        texts: the texts in it, in order.
        indents: the spaces of another kind in an indentation, each with the begin of its line.
    """

    def __init__(self, text: str, loose: str, texts: list[_Text], indents: Mapping[int, int]) -> None:
        self.text = text
        self.loose = loose
        self.texts = texts
        self.indents = indents
        self.least = cache(self._least)
        self.room = cache(self._room)

    def parting(self, runs: Iterable[Span]) -> Iterator[Span]:
        """Where what was replaced parts something: in no comment, and in a text only where it indents a line of it."""
        before, following = _Text(0, 0, "quoted", spaced=False), 0
        line, breaks, comment_end = 0, _BREAK.finditer(self.loose), 0
        ahead = next(breaks, None)
        for begin, end in runs:
            while ahead and ahead.end() <= begin:
                line, ahead = ahead.end(), next(breaks, None)
            while following < len(self.texts) and self.texts[following].begin < begin:
                before, following = self.texts[following], following + 1
            if begin < comment_end:
                continue
            if begin < before.end:
                if begin in self.indents and before.style != "quoted":
                    parts = min(end, self.indents[begin] + self.least(before))
                    yield from [(begin, parts)] if begin < parts else []
            elif "#" in self.loose[max(before.end, line) : begin]:
                comment_end = ahead.start() if ahead else len(self.loose)
            elif not (before.style == "plain" and before.spaced and begin <= self.room(before)):
                # A word that names something is another one with such a space at its end; prose is none the worse.
                yield begin, end

    def _least(self, found: _Text) -> int:
        """By how many spaces the lines of a text are indented at least that go on with it."""
        line = self.loose[_line(self.loose, found.begin) : found.begin]
        around = len(line) - len(line.lstrip(" "))
        if found.style == "plain":
            # What begins in a line of its own goes on in lines that are indented like it.
            return around + bool(line.strip(" "))
        own, loose = (_HEADER.match(text, found.begin) for text in (self.text, self.loose))
        if own is None or loose is None or own[1]:
            return around + int(own[1] if own else 1)
        return len(own[2]) if len(own[2]) > around else len(loose[2])

    def _room(self, found: _Text) -> int:
        """Where the spaces after a text end."""
        spaces = _SPACES.match(self.loose, found.end)
        return spaces.end() if spaces else found.end


def _line(text: str, at: int) -> int:
    """Where the line of some place begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
