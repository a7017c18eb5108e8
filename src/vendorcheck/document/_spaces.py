"""Special spaces in YAML: refused where they separate something, kept within texts and comments.

YAML reads them as letters, so the parts that they should separate become one word, and the parser
stops at a line that is right. The text is therefore parsed once as if they were ordinary spaces;
those within its texts then stay unchanged.
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

from vendorcheck.document._places import start_of_line
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
    rf"(?:^|[\r,{{\[])[ {_OTHER_SPACES}]*+(?:[-?][ {_OTHER_SPACES}]++)*+"
    r"""(?:[a-z0-9][a-z0-9_./-]*+|"[^"\r\n]*+"|'[^'\r\n]*+')"""
    rf"[ {_OTHER_SPACES}]*+:([{_OTHER_SPACES}][ {_OTHER_SPACES}]*+)",
    re.MULTILINE,
)
"""Special spaces after a key of the usual form at the start of a line, or after , { or [."""
_INDENTATION: Final = re.compile(rf"(?:\A|(?<=[\r\n])) *+([{_OTHER_SPACES}][ {_OTHER_SPACES}]*+)")
_ORDINARY_SPACES: Final = re.compile(" *+")
_LINE_BREAK: Final = re.compile(r"[\r\n]")
_BLOCK_HEADER: Final = re.compile(
    r"[|>][-+]?(\d?)[^\r\n]*+(?:\r\n|\r|\n|\Z)(?: *+(?:\r\n|\r|\n))*+( *+)"
)
"""The header of a block text, and the indentation of its first line that is not empty."""


OffsetRange: TypeAlias = tuple[int, int]


class _TextNode(NamedTuple):
    """A text in the source: its offsets, its style, and whether its value has white space."""

    begin: int
    end: int
    style: Literal["plain", "quoted", "block"]
    has_space: bool


def replace_separating_spaces(
    text: str, tree: Tree, start_parser: Callable[[str], Callable[[], Any]]
) -> str:
    """Return the text with ordinary spaces in the place of special ones that separate something.

    Args:
        text: the source, without tabs.
        tree: the tree that gets a fault for the first of these spaces.
        start_parser: a function that takes a text and returns the function for its next event.
    """
    if text.isascii() or not _SPACE_RUN.search(text):
        return text
    runs_after_keys = {match.span(1) for match in _SPACE_AFTER_KEY.finditer(text)}
    runs = [match.span() for match in islice(_SPACE_RUN.finditer(text), MAX_NODES + 1)]
    if len(runs) > MAX_NODES:
        return text
    replaceable_runs = [
        run for run in runs if run in runs_after_keys or _is_surely_separating(text, *run)
    ]
    relaxed_text = _replace_ranges(text, replaceable_runs)
    text_nodes = _text_nodes(start_parser(relaxed_text))
    indents = {match.start(1): match.start() for match in _INDENTATION.finditer(text)}
    if text_nodes is not None:
        finder = _SeparatorFinder(text, relaxed_text, text_nodes, indents)
        separators = list(finder.separating_runs(replaceable_runs))
    elif _text_nodes(start_parser(text)) is not None:
        return text
    else:  # neither reading can be parsed, so the surroundings of each run must decide
        separators = sorted(runs_after_keys | {run for run in runs if run[0] in indents})
    if not separators:
        return text
    more_lines = sum(
        1
        for (begin, _), (next_begin, _) in pairwise(separators)
        if _LINE_BREAK.search(text, begin, next_begin)
    )
    offset = separators[0][0]
    message, hint = other_space_message(text[offset])
    tree.add_fault(offset, "control-character", message + more_lines_suffix(more_lines), hint)
    return _replace_ranges(text, separators)


def _is_surely_separating(text: str, begin: int, end: int) -> bool:
    """Return whether a run of spaces can be read as ordinary ones without changing a text.

    A colon before it may belong to a text, and a # after it would begin a comment.
    """
    before, after = text[begin - 1 : begin], text[end : end + 1]
    return before != ":" and (after != "#" or before in {'"', "'", "]", "}"})


def is_other_space(character: str) -> bool:
    """Return whether a character looks like a space, but is none in YAML and JSON."""
    return _SPACE_RUN.match(character) is not None


def other_space_message(character: str) -> tuple[str, str]:
    """Return message and hint for a special space that separates something."""
    return (
        (
            f"{_SPACE_NAMES.get(character, 'a special space')} (U+{ord(character):04X}) stands "
            "here, where only an ordinary one can stand"
        ),
        (
            "replace it by an ordinary space; such ones come with copied text, and may stay within "
            "texts"
        ),
    )


def _replace_ranges(text: str, ranges: list[OffsetRange]) -> str:
    pieces, previous_end = [], 0
    for begin, end in ranges:
        pieces += [text[previous_end:begin], " " * (end - begin)]
        previous_end = end
    return "".join((*pieces, text[previous_end:]))


def _text_nodes(events: Callable[[], Any]) -> list[_TextNode] | None:
    """Return the texts among some events, in order; None if the source is broken or too big."""
    text_nodes: list[_TextNode] = []
    depth = 0
    try:
        for event in islice(iter(events, None), MAX_EVENTS):
            kind = type(event)
            if kind is ScalarEvent:
                text_nodes.append(_text_node(event))
            depth += (kind in _START_EVENTS) - (kind in _END_EVENTS)
            if depth > MAX_DEPTH:
                return None
    except YAMLError:
        return None
    return text_nodes if kind is StreamEndEvent else None


def _text_node(event: Any) -> _TextNode:  # noqa: ANN401 - events have no common type
    style: Literal["plain", "quoted", "block"] = "block" if event.style in {"|", ">"} else "quoted"
    # `event.style` does not tell: for a plain text it is None in one parser and "" in the other.
    style = "plain" if event.implicit[0] else style
    return _TextNode(
        event.start_mark.index,
        event.end_mark.index,
        style,
        re.search(r"\s", event.value) is not None,
    )


class _SeparatorFinder:
    """A finder of the special spaces that separate something.

    Args:
        text: the source.
        relaxed_text: the source with ordinary spaces in the place of special ones.
        text_nodes: the texts in `relaxed_text`, in order.
        indents: the offset of each run of special spaces that is part of an indentation, with the
            start of its line.
    """

    def __init__(
        self,
        text: str,
        relaxed_text: str,
        text_nodes: list[_TextNode],
        indents: Mapping[int, int],
    ) -> None:
        self.text = text
        self.relaxed_text = relaxed_text
        self.text_nodes = text_nodes
        self.indents = indents
        self.minimum_indentation = cache(self._minimum_indentation)
        self.end_of_following_spaces = cache(self._end_of_following_spaces)

    def separating_runs(self, runs: Iterable[OffsetRange]) -> Iterator[OffsetRange]:
        """Yield those of some runs, or their beginnings, that separate something.

        A run in a comment does not; a run in a text does only if it indents a line of the text.
        """
        last_text, next_index = _TextNode(0, 0, "quoted", has_space=False), 0
        line_start, line_breaks, comment_end = 0, _LINE_BREAK.finditer(self.relaxed_text), 0
        next_break = next(line_breaks, None)
        for begin, end in runs:
            while next_break and next_break.end() <= begin:
                line_start, next_break = next_break.end(), next(line_breaks, None)
            while next_index < len(self.text_nodes) and self.text_nodes[next_index].begin < begin:
                last_text, next_index = self.text_nodes[next_index], next_index + 1
            if begin < comment_end:
                continue
            if begin < last_text.end:
                if begin in self.indents and last_text.style != "quoted":
                    indent_end = min(end, self.indents[begin] + self.minimum_indentation(last_text))
                    yield from [(begin, indent_end)] if begin < indent_end else []
            elif "#" in self.relaxed_text[max(last_text.end, line_start) : begin]:
                comment_end = next_break.start() if next_break else len(self.relaxed_text)
            elif not (
                last_text.style == "plain"
                and last_text.has_space
                and begin <= self.end_of_following_spaces(last_text)
            ):
                # At the end of a name, such a space would make it another name; prose can keep it.
                yield begin, end

    def _minimum_indentation(self, text_node: _TextNode) -> int:
        """Return the least number of spaces that must indent the further lines of a text."""
        start = start_of_line(self.relaxed_text, text_node.begin)
        line_before = self.relaxed_text[start : text_node.begin]
        outer_indentation = len(line_before) - len(line_before.lstrip(" "))
        if text_node.style == "plain":
            # A text that begins in a line of its own continues in lines with the same indentation.
            return outer_indentation + bool(line_before.strip(" "))
        header, relaxed_header = (
            _BLOCK_HEADER.match(text, text_node.begin) for text in (self.text, self.relaxed_text)
        )
        if header is None or relaxed_header is None or header[1]:
            return outer_indentation + int(header[1] if header else 1)
        return len(header[2]) if len(header[2]) > outer_indentation else len(relaxed_header[2])

    def _end_of_following_spaces(self, text_node: _TextNode) -> int:
        spaces = _ORDINARY_SPACES.match(self.relaxed_text, text_node.end)
        return spaces.end() if spaces else text_node.end
