"""The sheets of a workbook as tables."""

from vendorcheck.exchange.reply import Place
from vendorcheck.exchange.tables.rows import Table, TableCell, TableRow
from vendorcheck.exchange.workbooks import Row, Sheet, Workbook
from vendorcheck.exchange.workbooks.cells import column_number


def tables_of(workbook: Workbook, title: str | None = None) -> list[Table]:
    """Return the sheets that are shown as tables; with a title only the sheet that has it.

    Raises:
        InvalidFile: a sheet is damaged, or larger than is read.
    """
    named = workbook.sheet(title) if title else None
    sheets = [named] if named else [] if title else workbook.sheets
    return [_table(sheet) for sheet in sheets if named or not sheet.is_hidden]


def _table(sheet: Sheet) -> Table:
    return Table(sheet.title, tuple(_row(sheet, row) for row in sheet.rows))


def _row(sheet: Sheet, row: Row) -> TableRow:
    cells = {}
    for cell in row.cells:
        number = column_number(cell.column)
        place = Place(row.number, number, sheet.place(cell))
        if cell.text or cell.trouble:
            cells[number] = TableCell(cell.text, place, cell.trouble, cell.formula is not None)
    return TableRow(cells, Place(row.number, 1, f"{sheet.title}!{row.number}"))
