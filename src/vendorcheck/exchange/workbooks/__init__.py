"""Workbooks: an Excel file as sheets, rows and cells, read within limits; all of it is hostile.

Nothing else here imports openpyxl. A workbook is never written, calculated or followed to others.
"""

from vendorcheck.exchange.workbooks.cells import (
    Cell as Cell,
    CellValue as CellValue,
    Row as Row,
    Sheet as Sheet,
    Workbook as Workbook,
)
from vendorcheck.exchange.workbooks.limits import (
    MAX_PACKED_BYTES as MAX_PACKED_BYTES,
    looks_like_workbook as looks_like_workbook,
)
from vendorcheck.exchange.workbooks.reader import read_workbook as read_workbook
