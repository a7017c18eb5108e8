"""Sheets, rows and cells of a workbook, as plain values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Final, TypeAlias

CellValue: TypeAlias = str | int | float | bool | date | time | timedelta | None
"""The value of a cell. A date with a time is a `datetime`, which is a `date`, too."""

_A, _Z = ord("A"), ord("Z")
_LETTERS: Final = _Z - _A + 1
_MIDNIGHT: Final = time()
# Excel writes line ends of a text as codes, which some exporters leave in, and the first sign of
# what only looks like such a code as one itself.
_CODE: Final = re.compile(
    "(?P<mark>_x005F_)(?=x[0-9A-F]{4}_)|_x000D_\n?|_x000A_|\r\n?", re.IGNORECASE
)
# What XML allows and nobody types: C1 controls, and marks of byte order inside a text.
_NEVER_TYPED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def column_letters(number: int) -> str:
    """Return the name of a column by its number from 1: 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(_A + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, from 1, by its capital letters: AB is 28."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - _A + 1
    return number


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something, or an empty one."""

    coordinate: str
    """Such as `B7`."""
    value: CellValue = None
    """The value that it shows: of a formula the one last computed; of an error its name."""
    formula: str | None = None
    """The formula, beginning with `=`; `=` alone where another cell holds its text."""
    is_error: bool = False
    """True of `#N/A`, `#REF!` and the like, which are no answers."""
    is_uncalculated: bool = False
    """True of a formula without a computed answer: nothing is known of its value."""
    merged_from: str | None = None
    """The cell whose value this one shows, as both are merged; None for a cell of its own."""

    @property
    def column(self) -> str:
        """The letters of its column."""
        return self.coordinate.rstrip("0123456789")

    @property
    def text(self) -> str:
        """The value as text: days as 2026-11-30, true and false in small letters, else as typed.

        Spaces around it, marks of byte order and control characters are left out, line ends are
        new lines. An error has no text.
        """
        return "" if self.is_error else _as_text(self.value)

    @property
    def trouble(self) -> str:
        """The reason why the cell can't be read, in a few words; empty if it can be."""
        if self.is_error:
            return f"holds the error {_as_text(self.value)}"
        if self.is_uncalculated:
            return "is a formula whose answer was never computed"
        return ""


def _as_text(value: CellValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == _MIDNIGHT:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case _:
            text = _CODE.sub(_decoded, str(value))
            return _NEVER_TYPED.sub("", text).replace("\xa0", " ").strip()


def _decoded(code: re.Match[str]) -> str:
    return "_" if code["mark"] else "\n"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something."""

    number: int
    is_hidden: bool
    by_column: Mapping[str, Cell]
    """Its cells that hold something, from left to right, by the letters of the column."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells that hold something, from left to right."""
        return tuple(self.by_column.values())

    def cell(self, column: str) -> Cell:
        """Return the cell in a column; an empty one if nothing is there."""
        return self.by_column.get(column) or Cell(f"{column}{self.number}")


@dataclass(frozen=True)
class Sheet:
    """A sheet; its rows are read when they are first asked for."""

    title: str
    is_hidden: bool
    load_rows: Callable[[], tuple[Row, ...]] = field(repr=False, compare=False)
    part: str = field(default="", repr=False)
    """The file inside the workbook that holds it."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows that hold something, from the top.

        Raises:
            InvalidFile: the sheet is damaged, or larger than is read.
        """
        return self.load_rows()

    @cached_property
    def by_number(self) -> Mapping[int, Row]:
        """The rows that hold something, by their number.

        Raises:
            InvalidFile: as for `rows`.
        """
        return MappingProxyType({row.number: row for row in self.rows})

    def cell(self, coordinate: str) -> Cell:
        """Return a cell by its coordinate, such as `B7`; an empty one if nothing is there.

        Raises:
            InvalidFile: as for `rows`.
        """
        column = coordinate.rstrip("0123456789")
        row = self.by_number.get(int(coordinate[len(column) :]))
        return row.cell(column) if row else Cell(coordinate)

    def place(self, cell: Cell) -> str:
        """Return where a cell is, as people write it: `SSO!C12`."""
        return f"{self.title}!{cell.coordinate}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its sheets in their order, and what else it says of itself."""

    name: str
    """The name of the file."""
    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str]
    """Its custom properties, as text."""
    part: str = "xl/workbook.xml"
    """The file inside that lists the sheets."""

    def sheet(self, title: str) -> Sheet | None:
        """Return the sheet with a title, in any case; None if there is none."""
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)
