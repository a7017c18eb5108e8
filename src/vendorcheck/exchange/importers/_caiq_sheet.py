"""The sheet of a CAIQ workbook: which CAIQ it is, and the row of each question."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from vendorcheck.document.problems import InvalidFile, Location, Problem
from vendorcheck.exchange.importers._caiq_marks import MARK_COLUMNS, marked_answer
from vendorcheck.exchange.workbooks import Cell, Row, Sheet, Workbook
from vendorcheck.text.words import join_list

_ARE_READ: Final = "CAIQ 3, 4.0 and 4.1, and AI-CAIQ 1 are"
_READ: Final = {
    "caiq": re.compile(r"3\.\d{1,2}|4\.[01]"),
    "ai-caiq": re.compile(r"1\.\d{1,2}"),
}
"""The versions that are read, by the name of the framework."""
_MARKED_VERSIONS: Final = "3."
_TITLE: Final = re.compile(
    r"(?:CSA[\s_-]*)?(?P<ai>AI[\s_-]*)?CAIQ[\s_-]*v?[\s._]*\d", re.IGNORECASE
)
_VERSION: Final = re.compile(r"v?\s*((\d{1,2}\.\d{1,2})(?:\.\d{1,3})?)", re.IGNORECASE)
_STAMP: Final = re.compile(
    r"""\{.*"(?:caiq|specification)_version"\s*:\s*"v?((\d{1,2}\.\d{1,2})(?:\.\d{1,3})?)\"""",
    re.DOTALL,
)
"""The JSON that the first cell holds instead of the version in newer releases."""
_OLDER_VERSION: Final = re.compile(r".*(?<![\d.])((3\.\d{1,2})(?:\.\d{1,3})?)(?![\d.])", re.DOTALL)
"""The version in the title of an older release, behind other words."""
_ID: Final = re.compile(r"[A-Z&]{3}-\d\d\.\d{1,2}")
_HEADER_ROWS: Final = 10
"""The last row in which the headers may be."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns by the patterns of their headers in small letters, and which there must be."""

    columns: Mapping[str, re.Pattern[str]]
    needed: Mapping[str, str]
    header_has_rows: bool = False
    """True if the header has several rows, so that the columns are found in any of them."""


_ANSWERED: Final = _Layout(
    {
        "id": re.compile("question id"),
        "question": re.compile("question|.*assessments? question"),
        "answer": re.compile(r".*\banswer"),
        "ownership": re.compile(".*control ownership"),
        "description": re.compile(".*implementation description.*"),
        "domain": re.compile("(?:ccm |aicm )?domain(?: title)?"),
    },
    {"id": "Question ID", "answer": "CSP CAIQ Answer"},
)
_MARKED: Final = _Layout(
    {
        "id": re.compile("question id|cid|qid"),
        "question": re.compile("question|.*assessments? questions?"),
        "description": re.compile("notes?|comments?"),
        "domain": re.compile("control (?:domain|group)"),
        **{name: re.compile(pattern) for name, pattern in MARK_COLUMNS.items()},
    },
    {"id": "Question ID", "yes": "Yes", "no": "No"},
    header_has_rows=True,
)
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
    contradiction: str = ""
    """The reason why its marks say no answer, such as that both Yes and No are marked."""

    @property
    def trouble(self) -> str:
        """The reason why its answer can't be used, in a few words; empty if it can be."""
        return self.contradiction or self.answer.trouble


@dataclass(frozen=True, slots=True)
class CaiqSheet:
    """The questions of a CAIQ, with the version whose ids they have."""

    framework: str
    """`caiq`, or `ai-caiq` for the one about AI, whose ids look the same."""
    full_version: str
    """Such as 4.0.3."""
    version: str
    """Such as 4.0."""
    sheet: Sheet
    rows: tuple[CaiqRow, ...]
    strangers: tuple[CaiqRow, ...]
    """Rows with an answer and a name that is no id of a CAIQ."""

    @property
    def has_marks(self) -> bool:
        """True if its answers are marks in one of several columns."""
        return self.version.startswith(_MARKED_VERSIONS)

    @property
    def name(self) -> str:
        """The questionnaire as people call it: CAIQ 4.0.3."""
        return f"{self.framework.upper()} {self.full_version}"


def is_caiq_title(title: str) -> bool:
    """Return whether a sheet is that of a CAIQ of any version, by its title."""
    return bool(_TITLE.match(title))


def read_caiq_sheet(workbook: Workbook) -> CaiqSheet:
    """Return the questions of a CAIQ.

    Raises:
        InvalidFile: there is no such sheet, its version is another one or is not said, or it has
            no header row.
    """
    matches = ((sheet, _TITLE.match(sheet.title)) for sheet in workbook.sheets)
    sheet, title = next((pair for pair in matches if pair[1]), (None, None))
    if sheet is None or title is None:
        hint = 'the name of its sheet begins with "CAIQv4"'
        raise _problem(workbook, "there is no sheet of a CAIQ in this workbook", hint)
    framework = "ai-caiq" if title["ai"] else "caiq"
    full_version, version = _version_of(workbook, sheet)
    if not _READ[framework].fullmatch(version):
        message = f"this is {framework.upper()} {full_version}, which is not read"
        raise _problem(workbook, message, _ARE_READ)
    layout = _MARKED if version.startswith(_MARKED_VERSIONS) else _ANSWERED
    header, columns = _columns_of(workbook, sheet, layout)
    rows = tuple(_rows(sheet, header, columns))
    return CaiqSheet(
        framework,
        full_version,
        version,
        sheet,
        tuple(row for row in rows if _ID.fullmatch(row.id)),
        tuple(row for row in rows if not _ID.fullmatch(row.id) and row.answer.value is not None),
    )


def _version_of(workbook: Workbook, sheet: Sheet) -> tuple[str, str]:
    """Return the full version and its first two numbers.

    The first cell says them; of an older release another cell of the first row may, or the title.
    """
    first_cell = sheet.cell("A1").text
    match = _VERSION.match(first_cell) or _STAMP.match(first_cell)
    if match is None:
        first_row = sheet.by_number.get(1)
        texts = [cell.text for cell in first_row.cells] if first_row else []
        found = (_OLDER_VERSION.match(text) for text in (*texts, sheet.title))
        match = next(filter(None, found), None)
    if match is None:
        message = f"{sheet.title}!A1 does not say which version of CAIQ this is"
        raise _problem(workbook, message, f"ids mean nothing without it; {_AS_PUBLISHED}")
    return match[1], match[2]


def _columns_of(workbook: Workbook, sheet: Sheet, layout: _Layout) -> tuple[Row, Mapping[str, str]]:
    """Return the last row of the header, and the letters of each column."""
    columns: dict[str, str] = {}
    for row in (row for row in sheet.rows if row.number <= _HEADER_ROWS):
        of_row = {
            name: cell.column
            for cell in reversed(row.cells)
            for name, pattern in layout.columns.items()
            if pattern.fullmatch(" ".join(cell.text.split()).casefold())
        }
        columns = {**of_row, **columns} if layout.header_has_rows else of_row
        if layout.needed.keys() <= columns.keys():
            return row, columns
    wanted = join_list([f'"{title}"' for title in layout.needed.values()])
    message = f"the first {_HEADER_ROWS} rows of {sheet.title} have no header with {wanted}"
    raise _problem(workbook, message, _AS_PUBLISHED)


def _rows(sheet: Sheet, header: Row, columns: Mapping[str, str]) -> Iterator[CaiqRow]:
    for row in sheet.rows:
        id_cell = row.cell(columns["id"])
        if row.number <= header.number or not id_cell.text or id_cell.merged_from:
            continue
        if "answer" in columns:
            answer, contradiction = row.cell(columns["answer"]), ""
        else:
            answer, contradiction = marked_answer(row, columns)
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
            text("domain").partition("\n")[0],
            sheet.place(answer),
            contradiction,
        )


def _problem(workbook: Workbook, message: str, hint: str) -> InvalidFile:
    return InvalidFile([Problem(Location(workbook.name), "unknown-kind", message, hint)])
