"""One pass over the XML of a sheet: the order of its cells, formulas, merged cells, hidden rows.

openpyxl, reading row by row, knows none of these, and takes a sheet as it comes: a row that is out
of order would be lost without a word.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from vendorcheck.exchange.workbooks.cells import column_letters, column_number

MAX_ROW: Final = 100_000
"""The last row that may hold something."""
MAX_COLUMN: Final = 1_000
"""The last column that may hold something: ALL."""

ENTITIES: Final = "its XML declares entities, which no workbook needs, and attacks do"

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_IN_ROWS: Final = frozenset(f"{_MAIN}{tag}" for tag in ("row", "c", "v", "f", "is", "t"))
_MAX_OTHER_ELEMENTS: Final = 100_000
"""The most elements beside rows, cells and their values, such as merged cells."""
_MAX_DEPTH: Final = 50
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_COORDINATE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,3})?")
_SHARED_INDEX: Final = re.compile(r"\d{1,7}")
_RANGE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")


class DamagedSheet(Exception):  # noqa: N818 - the sheet is damaged
    """A sheet that can't be read; the text says where and why."""


class StrayCell(Exception):  # noqa: N818 - it is far out
    """A cell holds something beyond what is read; the text says which one."""


class TooManyCells(Exception):  # noqa: N818 - they are too many
    """The sheet has more cells than may be read."""


@dataclass(slots=True)
class ScannedCell:
    """A cell as its XML has it, without its value."""

    column: int
    formula: str | None = None
    has_value: bool = False

    @property
    def is_empty(self) -> bool:
        """True if nothing but a format is there."""
        return self.formula is None and not self.has_value


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells that show the value of their first one; columns and rows from 1."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass(slots=True)
class ScannedSheet:
    """The things that the XML of a sheet says beside the values."""

    rows: dict[int, list[ScannedCell]] = field(default_factory=dict)
    """Rows that hold something, with the cells that do."""
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[MergedRange] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """The last row that holds something; 0 if none does."""
        return max(self.rows, default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds something; 0 if none does."""
        return max((cells[-1].column for cells in self.rows.values()), default=0)


def scan_sheet(xml: bytes, *, string_count: int, max_cells: int) -> ScannedSheet:
    """Return what the XML of a sheet says beside the values.

    Args:
        xml: the part of the archive.
        string_count: how many texts the sheets share; a cell that refers to another is damaged.
        max_cells: the most cells that may be read.

    Raises:
        StrayCell: one is further out than anything that is read.
        DamagedSheet: it is no sheet, its rows or cells are out of order, or a value is none.
        TooManyCells: there are more.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    target = _Target(string_count, max_cells)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(xml)
        parser.close()
    except DefusedXmlException:
        raise DamagedSheet(ENTITIES) from None
    except (ParseError, LookupError):
        raise DamagedSheet("its XML can't be read") from None
    return target.sheet


class _Target:
    """A target that the parser tells about each element; see `xml.etree.ElementTree.XMLParser`."""

    def __init__(self, string_count: int, max_cells: int) -> None:
        self.sheet = ScannedSheet()
        self._string_count = string_count
        self._cells_left = max_cells
        self._row = 0
        self._column = 0
        self._cell: ScannedCell | None = None
        self._type = ""
        self._text: list[str] | None = None
        self._depth = 0
        self._others_left = _MAX_OTHER_ELEMENTS
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            f"{_MAIN}row": self._start_row,
            f"{_MAIN}c": self._start_cell,
            f"{_MAIN}v": self._start_text,
            f"{_MAIN}f": self._start_text,
            f"{_MAIN}is": self._start_inline_text,
            f"{_MAIN}mergeCell": self._add_merged,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        self._depth += 1
        if tag not in _IN_ROWS:
            self._others_left -= 1
        if self._depth > _MAX_DEPTH or self._others_left < 0:
            raise DamagedSheet("it holds more beside its cells than any sheet needs")
        if self._depth == 1 and tag != f"{_MAIN}worksheet":
            raise DamagedSheet(
                "it is saved as Strict Open XML, which is not read"
                if tag.startswith(_STRICT)
                else "it is no sheet"
            )
        if take := self._starts.get(tag):
            take(attributes)

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if self._cell is None:
            return
        if tag == f"{_MAIN}v":
            self._end_value(self._cell)
        elif tag == f"{_MAIN}f":
            self._cell.formula = "=" + "".join(self._text or ())
            self._text = None
        elif tag == f"{_MAIN}c":
            self._end_cell(self._cell)

    def close(self) -> None:
        """Take the end of the part."""

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self._row + 1))
        if not re.fullmatch(r"[1-9]\d{0,6}", number) or int(number) > _LAST_ROW:
            raise DamagedSheet("a row has no number")
        if int(number) <= self._row:
            raise DamagedSheet(f"row {number} comes after row {self._row}")
        self._row, self._column = int(number), 0
        if attributes.get("hidden") in {"1", "true"}:
            self.sheet.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cells_left -= 1
        if self._cells_left < 0:
            raise TooManyCells
        column = self._column + 1
        if (coordinate := attributes.get("r")) is not None:
            match = _COORDINATE.fullmatch(coordinate)
            if match is None or int(match[2]) != self._row:
                raise DamagedSheet(f"a cell in row {self._row} is said to be elsewhere")
            column = column_number(match[1])
        if not self._column < column <= _LAST_COLUMN:
            raise DamagedSheet(f"the cells of row {self._row} are out of order")
        self._column, self._type = column, attributes.get("t", "n")
        self._cell = ScannedCell(column)

    def _start_text(self, _: dict[str, str]) -> None:
        self._text = []

    def _start_inline_text(self, _: dict[str, str]) -> None:
        if self._cell is not None and self._type == "inlineStr":
            self._cell.has_value = True

    def _end_value(self, cell: ScannedCell) -> None:
        value, self._text = "".join(self._text or ()), None
        # The answer of a formula may be an empty text; a typed value can't be empty.
        cell.has_value = bool(value) or self._type == "str"
        if value and not self._is_valid(value):
            raise DamagedSheet(f"cell {self._coordinate} holds no value that a cell can hold")

    def _is_valid(self, value: str) -> bool:
        match self._type:
            case "n":
                return bool(_NUMBER.fullmatch(value)) and math.isfinite(float(value))
            case "s":
                return bool(_SHARED_INDEX.fullmatch(value)) and int(value) < self._string_count
            case "b":
                return value in {"0", "1"}
            case kind:
                return kind in {"str", "e", "d"}

    def _end_cell(self, cell: ScannedCell) -> None:
        self._cell = None
        if cell.is_empty:
            return
        if self._row > MAX_ROW or cell.column > MAX_COLUMN:
            raise StrayCell(
                f"cell {self._coordinate} holds something, and nothing is read beyond "
                f"column {column_letters(MAX_COLUMN)} and row {MAX_ROW:,}"
            )
        self.sheet.rows.setdefault(self._row, []).append(cell)

    @property
    def _coordinate(self) -> str:
        return f"{column_letters(self._column)}{self._row}"

    def _add_merged(self, attributes: dict[str, str]) -> None:
        match = _RANGE.fullmatch(attributes.get("ref", ""))
        if match is None:
            return  # a single cell, or nothing that matters
        first, last = (
            (column_number(match[1]), int(match[2])),
            (column_number(match[3]), int(match[4])),
        )
        if first[0] <= last[0] and first[1] <= last[1]:
            self.sheet.merged.append(MergedRange(*first, *last))
