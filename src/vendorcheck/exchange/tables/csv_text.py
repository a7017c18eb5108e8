"""Text with separators as a table: its encoding, its separator and its rows are found out."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import Final, NoReturn

from vendorcheck.document.problems import InvalidFile, Location, Problem, ProblemCode
from vendorcheck.exchange.reply import Place
from vendorcheck.exchange.tables.rows import Table, TableCell, TableRow
from vendorcheck.text.safe import escape_invisible

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_CELLS: Final = 300_000
MAX_COLUMNS: Final = 1_000
_SEPARATORS: Final = (",", ";", "\t")
_SEPARATOR_NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT: Final = 200
"""The most lines that the separator is found out from."""
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_ERRORS: Final = frozenset(
    ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
)


def read_csv(content: bytes, name: str) -> Table:
    """Return the table of a file of text.

    Raises:
        InvalidFile: it can't be decoded, is no table, or is larger than is read.
    """
    if len(content) > MAX_BYTES:
        _refuse(name, "file-too-large", "this table has more than 10 MB", "split it")
    text, remarks = _decode(content, name)
    named = _SEPARATOR_LINE.match(text)
    skipped = 1 if named else 0
    text = text[named.end() :] if named else text
    separator = named[1] if named and named[1] in _SEPARATORS else _find_separator(text)
    rows = tuple(_rows(text, separator, name, skipped))
    return Table("", rows, (*remarks, f"read with {_SEPARATOR_NAMES[separator]} between cells"))


def clean_text(text: str) -> str:
    """Return text as a vendor file can hold it: control characters as codes, lines as lines.

    Marks of byte order are left out; a space that joins words is a space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    text = _UNWANTED.sub(lambda match: escape_invisible(match.group()), text)
    return text.replace("\xa0", " ").strip()


def _decode(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text, and what had to be assumed."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                _refuse_encoding(name)
    if b"\0" in content:
        _refuse_encoding(name)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ("read as Windows-1252, for it is no UTF-8",)
    except UnicodeDecodeError:
        _refuse_encoding(name)


def _refuse_encoding(name: str) -> NoReturn:
    message = "the encoding of this text is not known"
    _refuse(name, "encoding", message, "save it as CSV UTF-8, or as an Excel workbook (.xlsx)")


def _refuse(
    name: str, code: ProblemCode, message: str, hint: str, line: int = 1, column: int = 1
) -> NoReturn:
    raise InvalidFile([Problem(Location(name, line, column), code, message, hint)])


def _find_separator(text: str) -> str:
    """Return the separator with which most of the first records have the same number of cells."""

    def agreement(separator: str) -> tuple[int, int]:
        counts: Counter[int] = Counter()
        with suppress(csv.Error):
            records = csv.reader(StringIO(text, newline=""), delimiter=separator)
            counts.update(len(record) for record in islice(records, _LOOKED_AT))
        return max(((count, width) for width, count in counts.items() if width > 1), default=(0, 0))

    return max(_SEPARATORS, key=agreement)


def _rows(text: str, separator: str, name: str, skipped: int) -> Iterator[TableRow]:
    """Yield the rows that hold something, each with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    line = begun = 1 + skipped
    cell_count, lines_in_record = 0, 1
    try:
        for record in reader:
            cell_count += len(record)
            if cell_count > MAX_CELLS or len(record) > MAX_COLUMNS:
                message = f"this table has more than {MAX_CELLS:,} cells or {MAX_COLUMNS:,} columns"
                _refuse(name, "too-many-nodes", message, "split it", line)
            cells = {
                number: _cell(value, Place(line, number))
                for number, value in enumerate(record, 1)
                if value.strip()
            }
            if cells:
                yield TableRow(cells, Place(line))
            next_line = reader.line_num + 1 + skipped
            line, lines_in_record, begun = next_line, next_line - line, line
    except csv.Error:
        message = "a cell holds more than 131,072 characters, or a quote is never closed"
        _refuse(name, "text-too-long", message, "look for a quote that opens there", line)
    if lines_in_record > 1 and text.count('"') % 2:
        message = "a quote opens in this row and is never closed, so the rest would be one cell"
        _refuse(name, "syntax", message, "close it, or leave it out", begun)


def _cell(value: str, place: Place) -> TableCell:
    text = clean_text(value)
    if text.upper() in _ERRORS:
        return TableCell("", place, f"holds the error {text}")
    return TableCell(text, place)
