"""Tabs in YAML: refused outside comments, and reported once for each kind of place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, Final

from yaml.events import ScalarEvent

from vendorcheck.document._tree import Tree

_FIRST_TAB_OF_LINE: Final = re.compile(r"\t[^\r\n]*+")
_CODES_CAUSED_BY_TABS: Final = frozenset(("syntax", "duplicate-key", "wrong-type"))
"""The codes of faults that a wrongly indented line causes."""


class TabFinder:
    """A finder of the tabs in a text whose parser sees a space in place of each.

    With one space for each tab, everything keeps its offset.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._text_starts: list[int] = []
        self._text_ends: list[int] = []
        """The offsets at which texts among the events begin and end: a # in them is no comment."""

    def watch_events(self, events: Callable[[], Any]) -> Callable[[], Any]:
        """Return a function that gives the same events and keeps the place of each text."""

        def next_event() -> Any:  # noqa: ANN401 - events have no type of their own
            event = events()
            kind = type(event)
            if kind is ScalarEvent:
                begin = event.start_mark.index
                # After | and >, a comment may precede the text.
                first_line_break = (
                    self.text.find("\n", begin) if event.style in {"|", ">"} else begin
                )
                self._text_starts.append(max(begin, first_line_break))
                self._text_ends.append(event.end_mark.index)
            return event

        return next_event

    def note_tabs(self, tree: Tree) -> None:
        """Note the first tab that indents a line and the first other one as faults of the tree.

        Each fault also says how many more lines have such a tab.
        """
        indenting: list[int] = []
        others: list[int] = []
        for offset, indents_line in self._unwanted_tabs():
            (indenting if indents_line else others).append(offset)
        if indenting:
            tree.has_stand_ins = True  # the intended indentation of the line is unknown
            tree.faults = [
                fault for fault in tree.faults if fault.code not in _CODES_CAUSED_BY_TABS
            ]
        for offsets, message, hint in (
            (
                indenting,
                "this line is indented by a tab, and YAML takes only spaces for that",
                "replace it by spaces; most editors can do that for the whole file",
            ),
            (
                others,
                "a tab stands here, where a space is required",
                r'replace it by a space; a text that needs a tab has "\t" in double quotes',
            ),
        ):
            if offsets:
                tree.add_fault(
                    offsets[0], "tab", message + more_lines_suffix(len(offsets) - 1), hint
                )

    def _unwanted_tabs(self) -> Iterator[tuple[int, bool]]:
        """Yield the offset of the first tab of each line, and whether it indents the line.

        Tabs in comments are left out.
        """
        previous_end = 0
        for match in _FIRST_TAB_OF_LINE.finditer(self.text):
            offset = match.start()
            line_start = 1 + max(
                self.text.rfind("\n", previous_end, offset),
                self.text.rfind("\r", previous_end, offset),
            )
            previous_end = match.end()
            if not self._is_in_comment(line_start, offset):
                is_blank = not match.group().strip()
                yield offset, not is_blank and not self.text[line_start:offset].strip(" ")

    def _is_in_comment(self, line_start: int, offset: int) -> bool:
        last_text = bisect_right(self._text_starts, offset) - 1
        if last_text >= 0 and offset < self._text_ends[last_text]:
            return False
        return (
            self.text.find(
                "#", max(line_start, self._text_ends[last_text] if last_text >= 0 else 0), offset
            )
            >= 0
        )


def more_lines_suffix(lines: int) -> str:
    """Return the end of a message about a line with `lines` more like it; empty if none is."""
    if not lines:
        return ""
    return "; so it is in 1 more line" if lines == 1 else f"; so it is in {lines:,} more lines"
