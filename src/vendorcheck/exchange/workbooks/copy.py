"""A copy of a workbook with texts in some cells: every other file inside stays byte for byte."""

from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.workbooks.calculation import with_full_calculation
from vendorcheck.exchange.workbooks.cells import Cell, Sheet, Workbook
from vendorcheck.exchange.workbooks.patch import SheetPatch, UnpatchableSheet, text_as_written
from vendorcheck.exchange.workbooks.reader import read_workbook
from vendorcheck.text.safe import path_for_display, short_name

SheetTexts = Mapping[str, Mapping[str, str]]
"""The text of each cell by its coordinate, by the title of the sheet."""


def text_as_read(text: str) -> str:
    """Return the text that a cell is read to hold once a text was written into it."""
    return Cell("A1", text_as_written(text)).text


def patch_of(content: bytes, sheet: Sheet, coordinates: Mapping[str, object]) -> SheetPatch:
    """Return a patch of a sheet that can tell what some of its cells hold.

    Raises:
        VendorcheckError: nothing can be written into this sheet.
    """
    with ZipFile(BytesIO(content)) as archive:
        xml = archive.read(sheet.part)
    try:
        return SheetPatch(xml, coordinates.keys())
    except UnpatchableSheet as error:
        raise _refusal(sheet, error) from None


def filled_copy(content: bytes, workbook: Workbook, texts: SheetTexts) -> bytes:
    """Return a copy of a workbook with texts in some cells, which computes anew when it is opened.

    It has been read again: these cells hold their texts, and all others what they held.

    Args:
        content: the workbook.
        workbook: the same, as it was read.
        texts: the texts, each for a cell without a formula.

    Raises:
        VendorcheckError: a sheet can't be written, or the copy does not read back as intended.
    """
    parts: dict[str, bytes] = {}
    sheets = {sheet.title: sheet for sheet in workbook.sheets}
    for title, cells in texts.items():
        try:
            parts[sheets[title].part] = patch_of(content, sheets[title], cells).write(cells)
        except UnpatchableSheet as error:
            raise _refusal(sheets[title], error) from None
    copied = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(copied, "w") as copy:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename == workbook.part:
                data = with_full_calculation(data)
            copy.writestr(_entry(member), parts.get(member.filename, data))
    filled = copied.getvalue()
    _require_intended(workbook, filled, texts)
    return filled


def _entry(member: ZipInfo) -> ZipInfo:
    """Return the entry of a member in the copy: its name, day, and way of packing."""
    entry = ZipInfo(member.filename, member.date_time)
    entry.compress_type = member.compress_type
    entry.external_attr = member.external_attr
    entry.create_system = member.create_system
    return entry


def _require_intended(workbook: Workbook, filled: bytes, texts: SheetTexts) -> None:
    """Check that a copy holds the texts, and in all other cells of these sheets what was there.

    Raises:
        VendorcheckError: it does not.
    """
    with suppress(InvalidFile):
        copy = read_workbook(filled, workbook.name)
        if all(_is_intended(workbook, copy, title, cells) for title, cells in texts.items()):
            return
    raise VendorcheckError(
        f"{path_for_display(workbook.name)} can't be filled so that it reads back as intended; "
        "open it in Excel or LibreOffice, save it as a new .xlsx, and try that one"
    )


def _is_intended(workbook: Workbook, copy: Workbook, title: str, cells: Mapping[str, str]) -> bool:
    """Return whether a sheet of a copy holds the texts, and what it held before."""
    before, after = (
        next(sheet for sheet in book.sheets if sheet.title == title) for book in (workbook, copy)
    )
    return _contents(before, cells) == _contents(after, cells) and all(
        after.cell(coordinate).text == text_as_read(text) for coordinate, text in cells.items()
    )


def _contents(sheet: Sheet, left_out: Mapping[str, object]) -> list[object]:
    """Return all cells of a sheet but some, and those that show them because they are merged."""
    return [
        cell
        for row in sheet.rows
        for cell in row.cells
        if cell.coordinate not in left_out and cell.merged_from not in left_out
    ]


def _refusal(sheet: Sheet, error: UnpatchableSheet) -> VendorcheckError:
    return VendorcheckError(
        f"nothing can be written into the sheet {short_name(sheet.title)}: {error}; open the "
        "workbook in Excel or LibreOffice, save it as a new .xlsx, and try that one"
    )
