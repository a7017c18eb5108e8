"""A HECVAT 4 workbook, with a sheet for each subject: the answers, and how they are scored.

A scored question has its weight from its importance, and earns it if the answer is the expected
one. "N/A", and "No" to the question that qualifies it, take the weight away. The rule is read off
the formulas of a blank workbook of 4.1.4; no filled one was at hand to compare scores with.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vendorcheck.document.problems import InvalidFile, Location, Problem
from vendorcheck.exchange.importers._hecvat import Hecvat, HecvatRow, Scoring, first_answers
from vendorcheck.exchange.workbooks import Cell, Row, Sheet, Workbook

_SHEETS: Final = (
    "start here", "organization", "product", "infrastructure", "it accessibility", "case-specific",
    "ai", "privacy",
)  # fmt: skip
"""The sheets that a vendor fills, in the order in which they repeat each other."""
_ONLY_HERE: Final = frozenset(("start here", "it accessibility"))
"""The sheets that no other workbook has together."""
_ID: Final = re.compile(r"[A-Z]{3,4}-\d\d")
_VERSION: Final = re.compile(r"version\s*(\d\.\d{1,2}(?:\.\d{1,2})?)", re.IGNORECASE)
_QUALIFIER: Final = re.compile(r"\$F\$(\d+)='Auto Responses'!\$J\$4")
"""A test in a formula whether the answer in a row is No, which takes the weight away."""
_SCORES: Final = "(backend scoring)"
_ANSWER_HEADER: Final = "answer"
_FIRST_SECTION: Final = "General Information"
_NOT_SCORED: Final = "not scored"
_WEIGHTS: Final = {"critical importance": 20.0, "minor importance": 5.0}
_USUAL_WEIGHT: Final = 10.0
_CRITICAL: Final = "critical importance"
_HEADER_ROWS: Final = 3
_COLUMNS: Final = {
    "id": "new id",
    "question": "question",
    "location": "score location",
    "compliant": "compliant response",
    "importance": "default importance",
}
_NEEDED: Final = ("id", "question", "compliant", "importance")


def is_hecvat_4(titles: Iterable[str]) -> bool:
    """Return whether a workbook is a HECVAT 4, by the titles of its sheets."""
    return {title.casefold() for title in titles} >= _ONLY_HERE


def read_hecvat_4(workbook: Workbook) -> Hecvat:
    """Return the answers of a HECVAT 4, and how they are scored.

    Raises:
        InvalidFile: it is another version or says none, or it has no sheet with the importance of
            each question.
    """
    version = _version_of(workbook)
    questions = workbook.sheet("Questions")
    if questions is None:
        message = "this workbook has no sheet Questions, which says how answers are scored"
        raise _problem(workbook, message, "ask for the whole workbook, with its hidden sheets")
    columns = _columns_of(workbook, questions)
    by_id = {
        row.cell(columns["id"]).text: row
        for row in reversed(questions.rows)
        if _ID.fullmatch(row.cell(columns["id"]).text)
    }
    texts = {name: row.cell(columns["question"]).text for name, row in by_id.items()}
    rows, overruled = first_answers(_rows(workbook, texts))
    return Hecvat(
        "",
        version,
        rows,
        overruled,
        {name: _scoring(questions, row, columns) for name, row in by_id.items()},
        {},
        dict(_qualifiers(workbook, rows, {row.number: name for name, row in by_id.items()})),
        not_applicable_counts=False,
        stated_score=_stated_score(workbook),
    )


def _version_of(workbook: Workbook) -> str:
    """Return the version: on the sheets it is a formula, whose source is on another one."""
    first, source = workbook.sheet("START HERE"), workbook.sheet("Auto Responses")
    rows = (*(first.rows[:_HEADER_ROWS] if first else ()), *(source.rows if source else ()))
    texts = (cell.text for row in rows for cell in row.cells)
    match = next(filter(None, map(_VERSION.fullmatch, texts)), None)
    if match is None:
        message = "START HERE does not say which version of HECVAT this is"
        raise _problem(workbook, message, "ask for the workbook as EDUCAUSE publishes it")
    if not match[1].startswith("4."):
        message = f"this is HECVAT {match[1]}, which is not read"
        raise _problem(workbook, message, "HECVAT 3 and 4 are")
    return match[1]


def _columns_of(workbook: Workbook, sheet: Sheet) -> Mapping[str, str]:
    for row in sheet.rows[:_HEADER_ROWS]:
        columns = {
            name: cell.column
            for name, header in _COLUMNS.items()
            for cell in reversed(row.cells)
            if cell.text.casefold() == header
        }
        if all(name in columns for name in _NEEDED):
            return columns
    message = f"{sheet.title} has no header row with New ID, Compliant Response and Importance"
    raise _problem(workbook, message, "ask for the workbook as EDUCAUSE publishes it")


def _scoring(sheet: Sheet, row: Row, columns: Mapping[str, str]) -> Scoring:
    def text(name: str) -> str:
        return row.cell(columns[name]).text if name in columns else ""

    compliant, importance = text("compliant"), text("importance").casefold()
    is_scored = _NOT_SCORED not in (compliant.casefold(), text("location").casefold())
    return Scoring(
        compliant or None if is_scored else None,
        _WEIGHTS.get(importance, _USUAL_WEIGHT),
        forgotten_weight=0.0,
        high_risk=importance == _CRITICAL,
        letters=None,
        override="",
        cached=None,
        has_formula=True,
        place=sheet.place(row.cell(columns["compliant"])),
        is_whole=True,
    )


def _rows(workbook: Workbook, texts: Mapping[str, str]) -> Iterator[HecvatRow]:
    for sheet in filter(None, map(workbook.sheet, _SHEETS)):
        yield from _rows_of(sheet, texts)


def _rows_of(sheet: Sheet, texts: Mapping[str, str]) -> Iterator[HecvatRow]:
    section = _FIRST_SECTION
    for row in sheet.rows:
        name, answer = row.cell("A"), row.cell("C")
        if answer.text.casefold() == _ANSWER_HEADER:
            section = name.text
        elif _ID.fullmatch(name.text) and not name.merged_from:
            more = row.cell("D")
            asked = row.cell("B").text or texts.get(name.text, "")
            yield HecvatRow(
                name.text,
                section,
                asked.rstrip("* "),  # a star marks what is critical
                answer,
                "" if more.merged_from else more.text,
                sheet.place(answer),
            )


def _qualifiers(
    workbook: Workbook, rows: Iterable[HecvatRow], ids: Mapping[int, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the questions that qualify a question, where they come before it.

    Args:
        workbook: the workbook, one of whose hidden sheets takes weights away by formulas. Of a
            prefix only some rows have a formula of their own, the others share it.
        rows: the questions in their order.
        ids: the questions by their rows, which are the same on both hidden sheets.
    """
    scores = workbook.sheet(_SCORES)
    numbers: dict[str, dict[int, None]] = {}
    for row in scores.rows if scores else ():
        prefix = ids.get(row.number, "").partition("-")[0]
        for cell in row.cells:
            found = map(int, _QUALIFIER.findall(cell.formula or ""))
            numbers.setdefault(prefix, {}).update(dict.fromkeys(found))
    seen: set[str] = set()
    for question in rows:
        named = [ids.get(number, "") for number in numbers.get(question.id.partition("-")[0], ())]
        if earlier := tuple(name for name in named if name in seen):
            yield question.id, earlier
        seen.add(question.id)


def _stated_score(workbook: Workbook) -> float | None:
    """Return the score in percent that the workbook computed last; None if it has none."""
    sheet = workbook.sheet("Institution Evaluation")
    for row in sheet.rows if sheet else ():
        if any(cell.text.casefold() == "overall score" for cell in row.cells):
            share = row.cell("F")
            return 100 * float(share.value) if _is_number(share) else None  # type: ignore[arg-type]
    return None


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _problem(workbook: Workbook, message: str, hint: str) -> InvalidFile:
    return InvalidFile([Problem(Location(workbook.name), "unknown-kind", message, hint)])
