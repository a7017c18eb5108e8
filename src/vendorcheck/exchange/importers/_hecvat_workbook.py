"""A HECVAT 3 workbook: the vendor's answers, and how its hidden sheets score them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vendorcheck.document.problems import InvalidFile, Location, Problem
from vendorcheck.exchange.importers._hecvat import Hecvat, HecvatRow, Part, Scoring, first_answers
from vendorcheck.exchange.importers._hecvat_4 import is_hecvat_4, read_hecvat_4
from vendorcheck.exchange.workbooks import Cell, Row, Sheet, Workbook

_TITLE: Final = re.compile(r"HECVAT\s*-\s*(?P<form>Full|Lite|On-?\s*Prem\w*)", re.IGNORECASE)
_VERSION: Final = re.compile(r"(?:.*\bversion\s*)?v?((\d)\.\d{1,2})(?!\d)", re.IGNORECASE)
_ID: Final = re.compile(r"[A-Z]{3,4}-\d\d")
_ANSWER_HEADER: Final = "vendor answers"
_FIRST_SECTION: Final = "General"
_HEADER_ROWS: Final = 3
_SCORING_COLUMNS: Final = {
    "id": ("id",),
    "question": ("question",),
    "high_risk": ("high risk",),
    "compliant": ("compliant answer", "c_answer"),
    "vendor": ("vendor answer", "v_answer"),
    "override": ("analyst override answer",),
    "default_weight": ("default weight",),
    "weight": ("weight",),
    "score": ("score",),
}
_NEEDED: Final = ("id", "compliant", "weight")
_PREFIX: Final = re.compile(r"([A-Z]{2,5})\*")
_QUALIFIER: Final = re.compile(r'IF\(Questions!\$?[A-Z]+\$?(\d+)="Yes"', re.IGNORECASE)
_BEGIN_ONLY: Final = re.compile(r"=LEFT\(.*,(\d)\)", re.IGNORECASE)


def is_hecvat(titles: Iterable[str]) -> bool:
    """Return whether a workbook is a HECVAT of any version, by the titles of its sheets."""
    found = [*titles]
    return any(map(_TITLE.match, found)) or is_hecvat_4(found)


def read_hecvat(workbook: Workbook) -> Hecvat:
    """Return the answers of a HECVAT, and how they are scored.

    Raises:
        InvalidFile: it is another version or says none, or it has no sheet with the weights.
    """
    found = ((sheet, _TITLE.match(sheet.title)) for sheet in workbook.sheets)
    sheet, match = next((pair for pair in found if pair[1]), (None, None))
    if sheet is None or match is None:
        return read_hecvat_4(workbook)
    version = _version_of(workbook, sheet)
    questions = _sheet(workbook, "Questions")
    columns = _scoring_columns(workbook, questions)
    scoring = {
        row.cell(columns["id"]).text: _scoring(questions, row, columns)
        for row in reversed(questions.rows)
        if _ID.fullmatch(row.cell(columns["id"]).text)
    }
    texts = {
        row.cell(columns["id"]).text: row.cell(columns["question"]).text
        for row in questions.rows
        if "question" in columns
    }
    return Hecvat(
        match["form"].title(),
        version,
        *first_answers(_rows(sheet, texts)),
        scoring,
        dict(_parts(workbook, questions, columns)),
    )


def _version_of(workbook: Workbook, sheet: Sheet) -> str:
    # Other cells there name versions of other things, such as of a standard on accessibility.
    cells = [cell for row in sheet.rows[:_HEADER_ROWS] for cell in row.cells]
    for match in map(_VERSION.match, (cell.text for cell in cells if not cell.merged_from)):
        if match is None:
            continue
        if match[2] != "3":
            message = f"this is HECVAT {match[1]}, which is not read"
            raise _problem(workbook, message, "HECVAT 3 and 4 are")
        return match[1]
    message = f"the first rows of {sheet.title} do not say which version of HECVAT this is"
    raise _problem(workbook, message, "ask for the workbook as EDUCAUSE publishes it")


def _sheet(workbook: Workbook, title: str) -> Sheet:
    sheet = workbook.sheet(title)
    if sheet is None:
        message = f"this workbook has no sheet {title}, which says how answers are scored"
        raise _problem(workbook, message, "ask for the whole workbook, with its hidden sheets")
    return sheet


def _scoring_columns(workbook: Workbook, sheet: Sheet) -> Mapping[str, str]:
    """Return the letters of the columns of the sheet Questions, by what they hold."""
    for row in sheet.rows[:_HEADER_ROWS]:
        columns = {
            name: cell.column
            for name, headers in _SCORING_COLUMNS.items()
            for cell in reversed(row.cells)
            if cell.text.casefold() in headers
        }
        if all(name in columns for name in _NEEDED):
            return columns
    message = f"{sheet.title} has no header row with ID, Compliant Answer and Weight"
    raise _problem(workbook, message, "ask for the workbook as EDUCAUSE publishes it")


def _scoring(sheet: Sheet, row: Row, columns: Mapping[str, str]) -> Scoring:
    def cell(name: str) -> Cell:
        return row.cell(columns[name]) if name in columns else Cell("")

    begin_only = _BEGIN_ONLY.fullmatch(cell("vendor").formula or "")
    weight, default = _number(cell("weight")), _number(cell("default_weight")) or 0.0
    return Scoring(
        cell("compliant").text or None,
        # A weight that can't be read is the one that nobody has adjusted; none is none.
        (default if cell("weight").trouble else 0.0) if weight is None else weight,
        default if cell("weight").value is None and not cell("weight").trouble else 0.0,
        cell("high_risk").text.casefold() == "true",
        int(begin_only[1]) if begin_only else None,
        cell("override").text,
        _number(cell("score")),
        cell("score").formula is not None,
        sheet.place(cell("score")) if "score" in columns else "",
    )


def _number(cell: Cell) -> float | None:
    value = cell.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _rows(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[HecvatRow]:
    """Yield the row of each question."""
    section = _FIRST_SECTION
    for row in sheet.rows:
        name, answer = row.cell("A"), row.cell("C")
        if answer.text.casefold() == _ANSWER_HEADER:
            section = name.text
        elif _ID.fullmatch(name.text) and not name.merged_from:
            more = row.cell("D")
            yield HecvatRow(
                name.text,
                section,
                row.cell("B").text or texts.get(name.text, ""),
                answer,
                "" if more.merged_from else more.text,
                sheet.place(answer),
            )


def _parts(
    workbook: Workbook, questions: Sheet, columns: Mapping[str, str]
) -> Iterator[tuple[str, Part]]:
    """Yield the parts that the sheet Values sums up, with the qualifier of each."""
    values = workbook.sheet("Values")
    if values is None:
        return
    headers = {cell.text.casefold(): cell.column for row in values.rows[:1] for cell in row.cells}
    for row in values.rows:
        match = next(filter(None, (_PREFIX.fullmatch(cell.text) for cell in row.cells)), None)
        if match is None:
            continue
        formulas = " ".join(cell.formula or "" for cell in row.cells)
        qualifier = _QUALIFIER.search(formulas)
        sums = [
            _number(row.cell(headers[name])) if name in headers else None
            for name in ("score", "max_score")
        ]
        asked = questions.by_number.get(int(qualifier[1])) if qualifier else None
        yield match[1], Part(asked.cell(columns["id"]).text if asked else None, *sums)


def _problem(workbook: Workbook, message: str, hint: str) -> InvalidFile:
    return InvalidFile([Problem(Location(workbook.name), "unknown-kind", message, hint)])
