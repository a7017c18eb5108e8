"""Tabs in YAML: refused wherever they are more than part of a comment, and told once for each kind of place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, Final

from yaml.events import ScalarEvent

from vendorcheck.document._tree import Tree

_FIRST_TAB_OF_LINE: Final = re.compile(r"\t[^\r\n]*+")
_CODES_CAUSED_BY_TABS: Final = frozenset(("syntax", "duplicate-key", "wrong-type"))
"""What a line that stands too far left or right is taken for."""


class TabFinder:
    """Finds the tabs of a text while a parser reads it with spaces in their place, where everything keeps its offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._text_starts: list[int] = []
        self._text_ends: list[int] = []
        """Where the texts among the events begin and end: a # in them begins no comment."""

    def watch_events(self, events: Callable[[], Any]) -> Callable[[], Any]:
        """The same events; the place of each text is kept."""

        def following() -> Any:  # noqa: ANN401 - events have no type of their own
            event = events()
            kind = type(event)
            if kind is ScalarEvent:
                begin = event.start_mark.index
                # Behind | and >, a comment may stand before the text.
                lines = self.text.find("\n", begin) if event.style in {"|", ">"} else begin
                self._text_starts.append(max(begin, lines))
                self._text_ends.append(event.end_mark.index)
            return event

        return following

    def note_tabs(self, tree: Tree) -> None:
        """Note the first tab that indents a line, the first other one, and in how many lines more there is one."""
        indenting: list[int] = []
        others: list[int] = []
        for offset, indents in self._unwanted_tabs():
            (indenting if indents else others).append(offset)
        if indenting:
            tree.has_stand_ins = True  # nobody knows how far the line was meant to be indented
            tree.faults = [
                fault for fault in tree.faults if fault.code not in _CODES_CAUSED_BY_TABS
            ]
        for found, message, hint in (
            (
                indenting,
                "this line is indented by a tab, and YAML takes only spaces for that",
                "replace it by spaces; most editors can do that for the whole file",
            ),
            (
                others,
                "a tab stands here, where a space is wanted",
                r'replace it by a space; a text that needs a tab has "\t" in double quotes',
            ),
        ):
            if found:
                tree.add_fault(found[0], "tab", message + more_lines_suffix(len(found) - 1), hint)

    def _unwanted_tabs(self) -> Iterator[tuple[int, bool]]:
        """The first tab of each line that has some outside comments, and whether it is indentation."""
        done = 0
        for found in _FIRST_TAB_OF_LINE.finditer(self.text):
            offset = found.start()
            begin = (
                max(self.text.rfind("\n", done, offset), self.text.rfind("\r", done, offset)) + 1
            )
            done = found.end()
            if not self._is_in_comment(begin, offset):
                blank = not found.group().strip()
                yield offset, not blank and not self.text[begin:offset].strip(" ")

    def _is_in_comment(self, begin: int, offset: int) -> bool:
        last = bisect_right(self._text_starts, offset) - 1
        if last >= 0 and offset < self._text_ends[last]:
            return False
        return (
            self.text.find("#", max(begin, self._text_ends[last] if last >= 0 else 0), offset) >= 0
        )


def more_lines_suffix(lines: int) -> str:
    """The end of a message about the first of several lines; empty if it is the only one."""
    if not lines:
        return ""
    return "; so it is in 1 more line" if lines == 1 else f"; so it is in {lines:,} more lines"
