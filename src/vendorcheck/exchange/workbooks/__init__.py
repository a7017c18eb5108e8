"""Workbooks: an Excel file as sheets, rows and cells, read within limits; all of it is hostile.

Nothing else here imports openpyxl. A workbook is never calculated or followed to
others; a copy may get texts into some cells, and keeps every other byte.
"""

from vendorcheck.exchange.workbooks.cells import (
    Cell as Cell,
    CellValue as CellValue,
    Row as Row,
    Sheet as Sheet,
    Workbook as Workbook,
)
from vendorcheck.exchange.workbooks.copy import (
    SheetTexts as SheetTexts,
    filled_copy as filled_copy,
    patch_of as patch_of,
    text_as_read as text_as_read,
)
from vendorcheck.exchange.workbooks.limits import (
    MAX_PACKED_BYTES as MAX_PACKED_BYTES,
    looks_like_workbook as looks_like_workbook,
)
from vendorcheck.exchange.workbooks.reader import read_workbook as read_workbook
from vendorcheck.exchange.workbooks.rules import (
    CellRule as CellRule,
    SheetRules as SheetRules,
    read_rules as read_rules,
)
