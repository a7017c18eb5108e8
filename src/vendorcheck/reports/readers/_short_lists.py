"""Lists for a page of fixed size: the first entries, cut to lines, and the number of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vendorcheck.reports.readers._parts import Item
from vendorcheck.text.layout import shorten_to_width

LINE: Final = 104
"""The columns of a line across the page."""
LONG_PART: Final = 60
SHORT_PART: Final = 42
"""The columns of a text and of its note, which share a line."""


@dataclass(frozen=True, slots=True)
class ShortEntry:
    """An entry of a list or a table: a text, and what is to be noted about it; it may be empty."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShortList:
    """The first entries of a list, and how many there are beyond them."""

    title: str
    entries: tuple[ShortEntry, ...] = ()
    more: int = 0

    @property
    def more_text(self) -> str:
        """The number of the others in words; empty without any."""
        return f"and {self.more} more" if self.more else ""


def cut_list(
    title: str,
    entries: Sequence[ShortEntry],
    most: int,
    columns: int = LINE,
    note_columns: int = SHORT_PART,
) -> ShortList:
    """Return the first entries of a list, at most so many lines, their texts and notes cut.

    The number of those that are left out takes a line, too.
    """
    shown = entries if len(entries) <= most else entries[: most - 1]
    cut_entries = tuple(
        ShortEntry(
            shorten_to_width(entry.text, columns), shorten_to_width(entry.note, note_columns)
        )
        for entry in shown
    )
    return ShortList(title, cut_entries, len(entries) - len(shown))


def list_items(short_list: ShortList) -> tuple[Item, ...]:
    """Return a list for formats without a page of their own."""
    items = [Item(entry.text, entry.note) for entry in short_list.entries]
    return (*items, *([Item(short_list.more_text)] if short_list.more else []))
