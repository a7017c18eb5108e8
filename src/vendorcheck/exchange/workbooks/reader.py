"""Reads a workbook: limits first, then openpyxl, and each sheet when it is asked for."""

import contextlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol, cast

from vendorcheck.document.problems import InvalidFile
from vendorcheck.exchange.workbooks.cells import (
    Cell,
    CellValue,
    Row,
    Sheet,
    Workbook,
    column_letters,
)
from vendorcheck.exchange.workbooks.limits import (
    MAX_CELLS,
    MAX_OTHER_PART_BYTES,
    MAX_SHARED_STRINGS_BYTES,
    check_limits,
    refuse,
    refuse_cells,
    refuse_damaged,
    refuse_part,
)
from vendorcheck.exchange.workbooks.scan import (
    ENTITIES,
    DamagedSheet,
    ScannedCell,
    ScannedSheet,
    StrayCell,
    TooManyCells,
    scan_sheet,
)

if TYPE_CHECKING:
    from openpyxl.packaging.workbook import ChildSheet
    from openpyxl.reader.excel import ExcelReader

MAX_CELL_LENGTH: Final = 32_767
"""The most characters of a cell, in Excel as well."""
_MISFIT: Final = "its parts do not fit together"
_MANIFEST: Final = "[Content_Types].xml"
_PROPERTIES: Final = "docProps/custom.xml"
_READ_WHOLE: Final = frozenset((_MANIFEST, "xl/styles.xml", _PROPERTIES))
_CONTENT_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."


class _OpenCell(Protocol):
    """A cell as openpyxl reads it; its own type hints say less."""

    value: CellValue
    data_type: str


class _OpenSheet(Protocol):
    """A sheet as openpyxl reads it."""

    def reset_dimensions(self) -> None:
        """Forget the size that the sheet claims."""

    def iter_rows(self, *, max_row: int, max_col: int) -> Iterator[Sequence[_OpenCell]]:
        """Yield each row from the first."""


class _Property(Protocol):
    """A custom property."""

    name: str
    value: object


class _Properties(Protocol):
    """The custom properties of a workbook."""

    props: list[_Property]


class _OpenWorkbook(Protocol):
    """A workbook as openpyxl reads it."""

    worksheets: list[_OpenSheet]
    custom_doc_props: _Properties


def read_workbook(content: bytes, name: str) -> Workbook:
    """Return a workbook; a sheet's rows are read when they are asked for.

    Args:
        content: the bytes of the file.
        name: its name, for problems.

    Raises:
        InvalidFile: it is no workbook, larger than is read, encrypted, or damaged, or it holds
            macros or links to other files.
    """
    check_limits(content, name)
    with _describing_damage(name):
        reader = _open(content, name)
        sheets = tuple(
            Sheet(
                sheet.name,
                sheet.state != "visible",
                partial(_read_rows, reader, sheet, relation.target, name),
                relation.target,
            )
            for sheet, relation in reader.parser.find_sheets()
            if "chartsheet" not in relation.Type and relation.target in reader.valid_files
        )
        properties = {
            str(entry.name): str(entry.value)
            for entry in cast("_OpenWorkbook", reader.wb).custom_doc_props.props
        }
    if not sheets:
        refuse_damaged(name, "it has no sheets")
    if len({sheet.title.casefold() for sheet in sheets}) < len(sheets):
        refuse_damaged(name, "two of its sheets have the same name")
    part = reader.parser.workbook_part_name
    return Workbook(name, sheets, MappingProxyType(properties), part)


def _open(content: bytes, name: str) -> "ExcelReader":
    """Return openpyxl's reader after it has read everything but the sheets.

    It takes the steps of `ExcelReader.read` that are needed here, with a look at the size of each
    part before: charts and names of ranges are left out.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sizes = {member.filename: member.file_size for member in reader.archive.infolist()}
    for member, size in sizes.items():
        if size > MAX_OTHER_PART_BYTES and (member in _READ_WHOLE or member.endswith(".rels")):
            refuse_part(name, member)
    reader.read_manifest()
    for part in reader.package.Override:
        is_text = part.ContentType == f"{_CONTENT_TYPES}sharedStrings+xml"
        limit = MAX_SHARED_STRINGS_BYTES if is_text else MAX_OTHER_PART_BYTES
        is_read_whole = is_text or part.ContentType.endswith("main+xml")
        if is_read_whole and sizes.get(part.PartName[1:], 0) > limit:
            refuse_part(name, part.PartName[1:])
    reader.read_strings()
    reader.read_workbook()
    reader.read_custom()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


@contextlib.contextmanager
def _describing_damage(name: str, sheet_title: str = "") -> Iterator[None]:
    """Turn whatever openpyxl fails with into one problem: its errors are of every kind."""
    at_sheet = f"sheet {sheet_title}" if sheet_title else ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it can't write back does not matter here
            yield
    except InvalidFile:
        raise
    except TooManyCells:
        refuse_cells(name)
    except StrayCell as error:
        hint = "delete what is in that cell, and save the workbook again"
        refuse(name, f"{at_sheet}, {error}", hint, "too-many-nodes")
    except DamagedSheet as error:
        refuse_damaged(name, f"{at_sheet}, {error}")
    except Exception as error:  # noqa: BLE001 - a hostile file finds them all, and none may escape
        from defusedxml import DefusedXmlException

        detail = ENTITIES if isinstance(error, DefusedXmlException) else _MISFIT
        refuse_damaged(name, at_sheet or detail)


def _read_rows(reader: "ExcelReader", sheet: "ChildSheet", path: str, name: str) -> tuple[Row, ...]:
    """Return the rows of a sheet that hold something."""
    with _describing_damage(name, sheet.name):
        scanned = scan_sheet(
            reader.archive.read(path),
            string_count=len(reader.shared_strings),
            max_cells=MAX_CELLS,
        )
        if not scanned.rows:
            return ()
        last_row = scanned.last_row
        by_place: dict[int, dict[int, Cell]] = {}
        rows = _open_sheet(reader, sheet).iter_rows(max_row=last_row, max_col=scanned.last_column)
        for number, cells in enumerate(rows, 1):
            if number in scanned.rows:
                by_place[number] = dict(_read_cells(number, scanned.rows[number], cells))
            if number == last_row:
                break  # what follows the rows is not read
        _fill_merged(by_place, scanned)
        return tuple(_make_row(number, by_place[number], scanned) for number in sorted(by_place))


def _open_sheet(reader: "ExcelReader", sheet: "ChildSheet") -> _OpenSheet:
    """Return a sheet as openpyxl reads it, after it was scanned: only opening it parses some."""
    reader.parser.sheets = [sheet]
    reader.read_worksheets()
    opened = cast("_OpenWorkbook", reader.wb).worksheets[-1]
    opened.reset_dimensions()
    return opened


def _read_cells(
    row: int, scanned_cells: list[ScannedCell], cells: Sequence[_OpenCell]
) -> Iterator[tuple[int, Cell]]:
    for scanned in scanned_cells:
        cell = cells[scanned.column - 1]
        coordinate = f"{column_letters(scanned.column)}{row}"
        value = cell.value
        if isinstance(value, str) and len(value) > MAX_CELL_LENGTH:
            raise DamagedSheet(f"cell {coordinate} holds more text than a cell can hold")
        is_error = cell.data_type == "e"
        is_uncalculated = scanned.formula is not None and not scanned.has_value
        if value in {None, ""} and not is_uncalculated:
            continue
        yield scanned.column, Cell(coordinate, value, scanned.formula, is_error, is_uncalculated)


def _fill_merged(rows: dict[int, dict[int, Cell]], scanned: ScannedSheet) -> None:
    """Let the other cells of merged ranges show the value of the first, where there are rows."""
    last_row, last_column = scanned.last_row, scanned.last_column
    left = MAX_CELLS
    for merged in scanned.merged:
        source = rows.get(merged.first_row, {}).get(merged.first_column)
        if source is None or source.merged_from is not None:
            continue
        rows_of_range = range(merged.first_row, min(merged.last_row, last_row) + 1)
        columns = range(merged.first_column, min(merged.last_column, last_column) + 1)
        for row, column in product(rows_of_range, columns):
            left -= 1
            if left < 0:
                raise TooManyCells
            copy = Cell(
                f"{column_letters(column)}{row}",
                source.value,
                source.formula,
                source.is_error,
                source.is_uncalculated,
                merged_from=source.coordinate,
            )
            rows.setdefault(row, {}).setdefault(column, copy)


def _make_row(number: int, cells: Mapping[int, Cell], scanned: ScannedSheet) -> Row:
    by_column = {column_letters(column): cells[column] for column in sorted(cells)}
    return Row(number, number in scanned.hidden_rows, MappingProxyType(by_column))
