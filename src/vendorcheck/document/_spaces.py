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

from vendorcheck.document._tabs import more_lines_suffix
from vendorcheck.document._tree import MAX_DEPTH, MAX_EVENTS, MAX_NODES, Tree

_START_EVENTS: Final = {MappingStartEvent, SequenceStartEvent}
_END_EVENTS: Final = {MappingEndEvent, SequenceEndEvent}
_SPACE_NAMES: Final = {
    "\u00a0": "a non-breaking space",
    "\u2007": "a non-breaking space",
    "\u202f": "a non-breaking space",
    "\u3000": "an ideographic space",
}
_OTHER_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE_RUN: Final = re.compile(f"[{_OTHER_SPACES}][ {_OTHER_SPACES}]*+")
_SPACE_AFTER_KEY: Final = re.compile(
    rf"""(?:^|[\r,{{\[])[ {_OTHER_SPACES}]*+(?:[-?][ {_OTHER_SPACES}]++)*+(?:[a-z0-9][a-z0-9_./-]*+|"[^"\r\n]*+"|'[^'\r\n]*+')[ {_OTHER_SPACES}]*+:([{_OTHER_SPACES}][ {_OTHER_SPACES}]*+)""",
    re.MULTILINE,
)
"""After a key as our files have them, which is the first thing in its line or in brackets."""
_INDENTATION: Final = re.compile(rf"(?:\A|(?<=[\r\n])) *+([{_OTHER_SPACES}][ {_OTHER_SPACES}]*+)")
_ORDINARY_SPACES: Final = re.compile(" *+")
_LINE_BREAK: Final = re.compile(r"[\r\n]")
_BLOCK_HEADER: Final = re.compile(
    r"[|>][-+]?(\d?)[^\r\n]*+(?:\r\n|\r|\n|\Z)(?: *+(?:\r\n|\r|\n))*+( *+)"
)
"""What stands between | or > and the first line of its text that is not empty, and how far that is indented."""


OffsetRange: TypeAlias = tuple[int, int]


class _TextNode(NamedTuple):
    """Where a text stands in the source, how it is written, and whether there is a space in it."""

    begin: int
    end: int
    style: Literal["plain", "quoted", "block"]
    has_space: bool


def replace_separating_spaces(
    text: str, tree: Tree, start_parser: Callable[[str], Callable[[], Any]]
) -> str:
    """The text with ordinary spaces in the place of those of another kind that part something; the first is noted.

    Args:
        text: the source, in which no tab stands.
        tree: where it is noted.
        start_parser: begins to parse a text, and gives what gives its events.
    """
    if text.isascii() or not _SPACE_RUN.search(text):
        return text
    keys = {found.span(1) for found in _SPACE_AFTER_KEY.finditer(text)}
    runs = [found.span() for found in islice(_SPACE_RUN.finditer(text), MAX_NODES + 1)]
    if len(runs) > MAX_NODES:
        return text
    sure = [span for span in runs if span in keys or _is_surely_separating(text, *span)]
    loose = _replace_ranges(text, sure)
    texts = _text_nodes(start_parser(loose))
    indents = {found.start(1): found.start() for found in _INDENTATION.finditer(text)}
    if texts is not None:
        parting = list(_SeparatorFinder(text, loose, texts, indents).separating_runs(sure))
    elif _text_nodes(start_parser(text)) is not None:
        return text
    else:  # broken in either reading, so only their looks tell
        parting = sorted(keys | {span for span in runs if span[0] in indents})
    if not parting:
        return text
    lines = sum(
        1 for (begin, _), (other, _) in pairwise(parting) if _LINE_BREAK.search(text, begin, other)
    )
    message, hint = other_space_message(text[parting[0][0]])
    tree.add_fault(parting[0][0], "control-character", message + more_lines_suffix(lines), hint)
    return _replace_ranges(text, parting)


def _is_surely_separating(text: str, begin: int, end: int) -> bool:
    """Whether what stands around lets it be read as a space: no colon that may be one of a text, no sign of a comment."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    return before != ":" and (after != "#" or before in {'"', "'", "]", "}"})


def is_other_space(character: str) -> bool:
    """Whether a character looks like a space and is none to YAML and JSON."""
    return _SPACE_RUN.match(character) is not None


def other_space_message(character: str) -> tuple[str, str]:
    """Message and hint for a space of another kind where one would part something."""
    message = f"{_SPACE_NAMES.get(character, 'a special space')} (U+{ord(character):04X}) stands here, where only an ordinary one can stand"
    return (
        message,
        "replace it by an ordinary space; such ones come with copied text, and may stay within texts",
    )


def _replace_ranges(text: str, ranges: list[OffsetRange]) -> str:
    pieces, done = [], 0
    for begin, end in ranges:
        pieces += [text[done:begin], " " * (end - begin)]
        done = end
    return "".join((*pieces, text[done:]))


def _text_nodes(events: Callable[[], Any]) -> list[_TextNode] | None:
    """The texts among some events, in order; None if the source can't be read, or is refused for its size."""
    found: list[_TextNode] = []
    depth = 0
    try:
        for event in islice(iter(events, None), MAX_EVENTS):
            kind = type(event)
            if kind is ScalarEvent:
                found.append(_text_node(event))
            depth += (kind in _START_EVENTS) - (kind in _END_EVENTS)
            if depth > MAX_DEPTH:
                return None
    except YAMLError:
        return None
    return found if kind is StreamEndEvent else None


def _text_node(event: Any) -> _TextNode:  # noqa: ANN401 - what an event has depends on its class
    style: Literal["plain", "quoted", "block"] = "block" if event.style in {"|", ">"} else "quoted"
    # Not by the style: a plain text has the style None in one parser and "" in the other.
    style = "plain" if event.implicit[0] else style
    return _TextNode(
        event.start_mark.index,
        event.end_mark.index,
        style,
        re.search(r"\s", event.value) is not None,
    )


class _SeparatorFinder:
    """A text as a parser reads it with ordinary spaces, and as it is.

    Args:
        text: as it is.
        loose: with ordinary spaces in the place of others.
        texts: the texts in it, in order.
        indents: the spaces of another kind in an indentation, each with the begin of its line.
    """

    def __init__(
        self, text: str, loose: str, texts: list[_TextNode], indents: Mapping[int, int]
    ) -> None:
        self.text = text
        self.relaxed_text = loose
        self.texts = texts
        self.indents = indents
        self.minimum_indentation = cache(self._minimum_indentation)
        self.end_of_following_spaces = cache(self._end_of_following_spaces)

    def separating_runs(self, runs: Iterable[OffsetRange]) -> Iterator[OffsetRange]:
        """Where what was replaced parts something: in no comment, and in a text only where it indents a line of it."""
        before, following = _TextNode(0, 0, "quoted", has_space=False), 0
        line, breaks, comment_end = 0, _LINE_BREAK.finditer(self.relaxed_text), 0
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
                    parts = min(end, self.indents[begin] + self.minimum_indentation(before))
                    yield from [(begin, parts)] if begin < parts else []
            elif "#" in self.relaxed_text[max(before.end, line) : begin]:
                comment_end = ahead.start() if ahead else len(self.relaxed_text)
            elif not (
                before.style == "plain"
                and before.has_space
                and begin <= self.end_of_following_spaces(before)
            ):
                # A word that names something is another one with such a space at its end; prose is none the worse.
                yield begin, end

    def _minimum_indentation(self, text_node: _TextNode) -> int:
        """By how many spaces the lines of a text are indented at least that go on with it."""
        line = self.relaxed_text[_line_start(self.relaxed_text, text_node.begin) : text_node.begin]
        around = len(line) - len(line.lstrip(" "))
        if text_node.style == "plain":
            # What begins in a line of its own goes on in lines that are indented like it.
            return around + bool(line.strip(" "))
        own, loose = (
            _BLOCK_HEADER.match(text, text_node.begin) for text in (self.text, self.relaxed_text)
        )
        if own is None or loose is None or own[1]:
            return around + int(own[1] if own else 1)
        return len(own[2]) if len(own[2]) > around else len(loose[2])

    def _end_of_following_spaces(self, text_node: _TextNode) -> int:
        """Where the spaces after a text end."""
        spaces = _ORDINARY_SPACES.match(self.relaxed_text, text_node.end)
        return spaces.end() if spaces else text_node.end


def _line_start(text: str, offset: int) -> int:
    """Where the line of some place begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
