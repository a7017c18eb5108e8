"""Rows and cells of a table, whatever file it came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vendorcheck.exchange.reply import Place


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its text; `trouble` says why the text is none, such as that of an error."""

    text: str
    place: Place
    trouble: str = ""
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row that hold something, by the number of the column, from 1."""

    cells: Mapping[int, TableCell]
    place: Place

    def text(self, column: int | None) -> str:
        """Return the text in a column; empty if there is none, or no such column."""
        cell = self.cells.get(column or 0)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the whole of a file of text, or one sheet."""

    title: str
    """The title of the sheet; empty for a file of text."""
    rows: tuple[TableRow, ...]
    remarks: tuple[str, ...] = field(default=())
    """The assumptions that it took to read it."""


def column_name(number: int) -> str:
    """Return the letters of a column, as a spreadsheet names it: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
