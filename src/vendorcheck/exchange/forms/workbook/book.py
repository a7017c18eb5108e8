"""A workbook that is written: its styles, and cells that never hold anything but text or a day.

Everything that XlsxWriter only warns of is an error here: it would leave out a drop-down or a text.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.text.layout import wrap_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

StyleName: TypeAlias = Literal[
    "plain", "hidden", "title", "lead", "text", "label", "head", "section", "number", "question",
    "hint", "option", "locked", "entry", "day", "tick",
]  # fmt: skip

MAX_CELL_LENGTH: Final = 32_767
"""The most characters of a cell, as Excel counts them: those beyond the BMP are two."""
COVER_SHEET: Final = "Start here"
EVIDENCE_SHEET: Final = "Evidence"
LISTS_SHEET: Final = "Lists"
_OWN_SHEETS: Final = (COVER_SHEET, EVIDENCE_SHEET, LISTS_SHEET)
_MAX_SHEET_NAME: Final = 31
_LINE_HEIGHT: Final = 15
_HINT_HEIGHT: Final = 12.5
_HINT_SCALE: Final = 1.2
"""The number of further characters of a hint, which is smaller, are in a line."""
_PADDING: Final = 3
_MAX_HEIGHT: Final = 400
"""In points; Excel has rows of at most 409."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was."""
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_INK, _BAND, _ENTRY, _LINE, _QUIET = "#1F3864", "#DCE6F2", "#FFFBE6", "#BFC5CE", "#595F69"
_WRAPPED: Final = {"text_wrap": True, "valign": "top"}
_BOXED: Final = {**_WRAPPED, "border": 1, "border_color": _LINE}
_AS_TEXT: Final = {"num_format": "@"}  # what is typed stays as it is typed
_STYLES: Final[dict[StyleName, dict[str, object]]] = {
    "plain": {},
    "hidden": {"font_color": _QUIET},
    "title": {"bold": True, "font_size": 16, "font_color": _INK, "valign": "vcenter"},
    "lead": {**_WRAPPED, "font_color": _QUIET},
    "text": _WRAPPED,
    "label": {**_WRAPPED, "bold": True},
    "head": {
        **_BOXED,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": _INK,
        "valign": "vcenter",
    },
    "section": {"bold": True, "font_color": _INK, "bg_color": _BAND, "valign": "vcenter"},
    "number": {**_BOXED, "font_color": _QUIET},
    "question": _BOXED,
    "hint": {"italic": True, "font_size": 9, "font_color": _QUIET},
    "option": {**_BOXED, "indent": 2},
    "locked": {**_BOXED, "bg_color": "#F2F3F5"},
    "entry": {**_BOXED, **_AS_TEXT, "bg_color": _ENTRY, "locked": False},
    "day": {
        **_BOXED,
        "bg_color": _ENTRY,
        "locked": False,
        "num_format": "yyyy-mm-dd",
        "align": "left",
    },
    "tick": {**_BOXED, **_AS_TEXT, "bg_color": _ENTRY, "locked": False, "align": "center"},
}


class FormBook:
    """A workbook that is written, with its styles by name."""

    def __init__(self, made_on: date, title: str) -> None:
        from xlsxwriter import Workbook

        self._buffer = BytesIO()
        self.workbook = Workbook(self._buffer, {"in_memory": True})
        self.workbook.set_calc_mode("auto")
        # Without it, the file would hold the time at which it was made.
        created = datetime.combine(made_on, time())
        self.workbook.set_properties({"title": cell_text(title), "created": created})
        base = {"font_name": "Calibri", "font_size": 11}
        self._styles: dict[StyleName, Format] = {
            name: self.workbook.add_format({**base, **style}) for name, style in _STYLES.items()
        }
        # Excel keeps one name for itself.
        self._taken_names = {"history", *(name.casefold() for name in _OWN_SHEETS)}

    def style(self, name: StyleName) -> "Format":
        """Return a style."""
        return self._styles[name]

    def add_sheet(self, wanted_name: str) -> "FormSheet":
        """Return a new sheet; its name is cut, and gets a number if another sheet has it."""
        if wanted_name in _OWN_SHEETS:
            return FormSheet(self, self.workbook.add_worksheet(wanted_name))
        bare = _NOT_IN_SHEET_NAMES.sub(" ", cell_text(wanted_name)).strip(" '") or "Sheet"
        name = cut_text(bare, _MAX_SHEET_NAME).rstrip(" '")
        count = 2
        while name.casefold() in self._taken_names:
            suffix = f" ({count})"
            name = cut_text(bare, _MAX_SHEET_NAME - len(suffix)).rstrip(" '") + suffix
            count += 1
        self._taken_names.add(name.casefold())
        return FormSheet(self, self.workbook.add_worksheet(name))

    def content(self) -> bytes:
        """Close the workbook, and return the content of the file."""
        self.workbook.close()
        return self._buffer.getvalue()


class FormSheet:
    """A sheet that is written; rows and columns are numbered from 0."""

    def __init__(self, book: FormBook, worksheet: "Worksheet") -> None:
        self._book = book
        self.worksheet = worksheet

    def write(self, row: int, column: int, text: str, style: StyleName = "plain") -> None:
        """Write a text, or a cell without one: never a formula, a number or a link."""
        content, cell_format = cell_text(text), self._book.style(style)
        if content:
            _require(self.worksheet.write_string(row, column, content, cell_format))
        else:
            _require(self.worksheet.write_blank(row, column, None, cell_format))

    def write_with_hints(self, row: int, column: int, text: str, hints: tuple[str, ...]) -> None:
        """Write a question, and below it smaller what else there is to know."""
        first = cell_text(text) or "?"
        if not hints:
            self.write(row, column, first, "question")
            return
        rest = "\n" + cell_text("\n".join(hints))
        parts = [first, self._book.style("hint"), rest, self._book.style("question")]
        _require(self.worksheet.write_rich_string(row, column, *parts))

    def write_day(self, row: int, column: int, day: date | None) -> None:
        """Write a day as one, so that it looks as days do where the sheet is read."""
        if day is None or day < _FIRST_DAY:
            self.write(row, column, day.isoformat() if day else "", "day")
        else:
            moment = datetime.combine(day, time())
            _require(self.worksheet.write_datetime(row, column, moment, self._book.style("day")))

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return str(self.worksheet.get_name())

    def add_rule(
        self, first_row: int, last_row: int, column: int, rule: Mapping[str, object]
    ) -> None:
        """Add a rule for what may be typed into cells of a column; see XlsxWriter."""
        _require(self.worksheet.data_validation(first_row, column, last_row, column, dict(rule)))

    def set_height(self, row: int, *heights: float, least_lines: int = 1) -> None:
        """Make a row as high as its highest cell, in points; programs don't all do it themselves.

        Args:
            row: the row.
            heights: the heights of its texts, see `height_of`.
            least_lines: the lines that it has room for at least, to write into.
        """
        height = max(*heights, _LINE_HEIGHT * least_lines, 0) + _PADDING
        self.worksheet.set_row(row, min(height, _MAX_HEIGHT))

    def hide(self, rows: int) -> None:
        """Hide the first rows, and the first column."""
        for row in range(rows):
            self.worksheet.set_row(row, None, None, {"hidden": True})
        self.worksheet.set_column(0, 0, 2, self._book.style("hidden"), {"hidden": True})

    def protect(self) -> None:
        """Protect what is not to be filled in, without a password: anybody may take it off."""
        allowed = ("format_cells", "format_rows", "format_columns", "insert_rows", "sort",
                   "autofilter")  # fmt: skip
        self.worksheet.protect("", dict.fromkeys(allowed, True))

    def set_up_page(self, last_column: int, header_row: int | None = None) -> None:
        """Fit it to the width of a landscape page, with its header on each; else to one page."""
        self.worksheet.set_landscape()
        self.worksheet.set_paper(9)  # A4
        self.worksheet.fit_to_pages(1, int(header_row is None))
        self.worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        if header_row is not None:
            self.worksheet.repeat_rows(header_row)
        self.worksheet.set_footer("&L&8&A&R&8&P / &N")
        self.worksheet.hide_gridlines(2)
        self.worksheet.print_area(0, 0, self.worksheet.dim_rowmax or 0, last_column)


@contextmanager
def strictly() -> Iterator[None]:
    """Turn the warnings of XlsxWriter into errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: without what XML does not know, and not too long.

    One that is too long is left out whole: a part of it would come back as another answer.
    """
    content = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return content if excel_length(content) <= MAX_CELL_LENGTH else ""


def excel_length(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def cut_text(text: str, limit: int) -> str:
    """Return the beginning of a text that is at most so long for Excel."""
    cut = text[:limit]
    while excel_length(cut) > limit:
        cut = cut[:-1]
    return cut


def height_of(text: str, width: float, *, is_hint: bool = False) -> float:
    """Return the height of a text in points, or a little more, in a column that is so wide."""
    columns = max(int(width * (_HINT_SCALE if is_hint else 1)) - 2, 1)
    count = sum(len(list(wrap_text(line, columns))) for line in text.split("\n"))
    return count * (_HINT_HEIGHT if is_hint else _LINE_HEIGHT)


def too_large() -> VendorcheckError:
    """Return the error for a form that asks more than a workbook can hold."""
    return VendorcheckError(
        "this form is larger than a workbook can be; ask less with --section, or write .yaml"
    )


def _require(result: int) -> None:
    """Check that a cell was written.

    Raises:
        VendorcheckError: it was not.
    """
    if result != 0:
        raise too_large()
