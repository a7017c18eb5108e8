"""The sheet of a CAIQ 4 workbook: its version, and the row of each question."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vendorcheck.document.problems import InvalidFile, Location, Problem
from vendorcheck.exchange.workbooks import Cell, Row, Sheet, Workbook

VERSIONS: Final = ("4.0", "4.1")
"""The versions whose ids are known."""
_TITLE: Final = re.compile(r"(?:CSA |(?P<ai>AI)-)?CAIQ\s*v?\s*\d", re.IGNORECASE)
_VERSION: Final = re.compile(r"v?\s*((\d{1,2}\.\d{1,2})(?:\.\d{1,3})?)", re.IGNORECASE)
_STAMP: Final = re.compile(
    r"""\{.*"(?:caiq|specification)_version"\s*:\s*"v?((\d{1,2}\.\d{1,2})(?:\.\d{1,3})?)\"""",
    re.DOTALL,
)
"""The JSON that the first cell holds instead of the version in newer releases."""
_ID: Final = re.compile(r"[A-Z&]{3}-\d\d\.\d{1,2}")
_HEADER_ROWS: Final = 10
"""The last row in which the headers may be."""
_COLUMNS: Final = {
    "id": re.compile("question id"),
    "question": re.compile("question|.*assessments? question"),
    "answer": re.compile(r".*\banswer"),
    "ownership": re.compile(".*control ownership"),
    "description": re.compile(".*implementation description.*"),
    "domain": re.compile("(?:ccm )?domain(?: title)?"),
}
_NEEDED: Final = {"id": "Question ID", "answer": "CSP CAIQ Answer"}
_AS_PUBLISHED: Final = "ask for the workbook as the CSA publishes it"


@dataclass(frozen=True, slots=True)
class CaiqRow:
    """The row of a question, as the vendor has filled it."""

    id: str
    asked: str
    answer: Cell
    ownership: str
    description: str
    domain: str
    place: str
    """The cell of the answer, such as `CAIQv4.0.3!C7`."""


@dataclass(frozen=True, slots=True)
class CaiqSheet:
    """The questions of a CAIQ, with the version whose ids they have."""

    full_version: str
    """Such as 4.0.3."""
    version: str
    """Such as 4.0."""
    rows: tuple[CaiqRow, ...]
    strangers: tuple[CaiqRow, ...]
    """Rows with an answer and a name that is no id of a CAIQ."""

    @property
    def name(self) -> str:
        """The questionnaire as people call it: CAIQ 4.0.3."""
        return f"CAIQ {self.full_version}"


def is_caiq_title(title: str) -> bool:
    """Return whether a sheet is that of a CAIQ of any version, by its title."""
    return bool(_TITLE.match(title))


def read_caiq_sheet(workbook: Workbook) -> CaiqSheet:
    """Return the questions of a CAIQ.

    Raises:
        InvalidFile: there is no such sheet, its version is another one or is not said, or it has
            no header row.
    """
    sheet = next((sheet for sheet in workbook.sheets if is_caiq_title(sheet.title)), None)
    if sheet is None:
        hint = 'the name of its sheet begins with "CAIQv4"'
        raise _problem(workbook, "there is no sheet of a CAIQ in this workbook", hint)
    full_version, version = _version_of(workbook, sheet)
    header, columns = _columns_of(workbook, sheet)
    rows = tuple(_rows(sheet, header, columns))
    return CaiqSheet(
        full_version,
        version,
        tuple(row for row in rows if _ID.fullmatch(row.id)),
        tuple(row for row in rows if not _ID.fullmatch(row.id) and row.answer.value is not None),
    )


def _version_of(workbook: Workbook, sheet: Sheet) -> tuple[str, str]:
    """Return the full version and its first two numbers, as the first cell says them."""
    first_cell = sheet.cell("A1").text
    match = _VERSION.match(first_cell) or _STAMP.match(first_cell)
    if match is None:
        message = f"{sheet.title}!A1 does not say which version of CAIQ this is"
        raise _problem(workbook, message, f"ids mean nothing without it; {_AS_PUBLISHED}")
    title = _TITLE.match(sheet.title)
    if match[2] not in VERSIONS or (title and title["ai"]):
        name = f"{'AI-' if title and title['ai'] else ''}CAIQ {match[1]}"
        message, hint = f"this is {name}, which is not read", f"CAIQ {' and '.join(VERSIONS)} are"
        raise _problem(workbook, message, hint)
    return match[1], match[2]


def _columns_of(workbook: Workbook, sheet: Sheet) -> tuple[Row, Mapping[str, str]]:
    """Return the header row, and the letters of each column."""
    for row in (row for row in sheet.rows if row.number <= _HEADER_ROWS):
        columns = {
            name: cell.column
            for cell in reversed(row.cells)
            for name, pattern in _COLUMNS.items()
            if pattern.fullmatch(" ".join(cell.text.split()).casefold())
        }
        if _NEEDED.keys() <= columns.keys():
            return row, columns
    wanted = " and ".join(f'"{title}"' for title in _NEEDED.values())
    message = f"the first {_HEADER_ROWS} rows of {sheet.title} have no header with {wanted}"
    raise _problem(workbook, message, _AS_PUBLISHED)


def _rows(sheet: Sheet, header: Row, columns: Mapping[str, str]) -> Iterator[CaiqRow]:
    for row in sheet.rows:
        id_cell = row.cell(columns["id"])
        if row.number <= header.number or not id_cell.text or id_cell.merged_from:
            continue
        answer = row.cell(columns["answer"])
        if answer.merged_from:  # a line across all columns, such as the copyright
            continue

        def text(name: str, row: Row = row) -> str:
            return row.cell(columns[name]).text if name in columns else ""

        yield CaiqRow(
            id_cell.text,
            text("question"),
            answer,
            text("ownership"),
            text("description"),
            text("domain"),
            sheet.place(answer),
        )


def _problem(workbook: Workbook, message: str, hint: str) -> InvalidFile:
    return InvalidFile([Problem(Location(workbook.name), "unknown-kind", message, hint)])
