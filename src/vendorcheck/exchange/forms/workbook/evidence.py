"""The sheet of evidence: a row for each document or page, with the question that it is about."""

from datetime import date
from typing import TYPE_CHECKING, Final

from vendorcheck.exchange.form_layout import (
    EVIDENCE_COLUMNS,
    KEY_PREFIX,
    ROW_OF_TITLES,
    EvidenceColumn,
    evidence_entry,
    join_lines,
    stamp_text,
)
from vendorcheck.exchange.form_words import KIND_LABELS
from vendorcheck.exchange.forms.workbook.book import EVIDENCE_SHEET, FormSheet, height_of

if TYPE_CHECKING:
    from vendorcheck.exchange.forms.content.form import VendorForm
    from vendorcheck.exchange.forms.workbook.lists import Lists
    from vendorcheck.exchange.reply import FormDescription
    from vendorcheck.model.evidence import SuppliedEvidence

_TITLES: Final[dict[EvidenceColumn, tuple[str, int]]] = {
    "mark": ("", 2),
    "about": ("Question", 44),
    "kind": ("Kind", 18),
    "title": ("Title", 30),
    "url": ("Link", 34),
    "dated": ("Issued on", 12),
    "from": ("Period from", 12),
    "to": ("Period to", 12),
    "expires": ("Expires on", 12),
    "scope": ("What it covers", 30),
    "exceptions": ("Exceptions noted", 30),
    "our_duties": ("What we must do", 30),
}
_DAY_COLUMNS: Final[frozenset[EvidenceColumn]] = frozenset(("dated", "from", "to", "expires"))
_TITLE_ROW, _LEAD_ROW, _HEADER_ROW = 2, 3, 4
_FREE_ROWS: Final = 60
_LEAD: Final = (
    "A row for each document or page. One that shows several answers has several rows. Days are "
    "written as 2026-05-31. Exceptions and duties: a line for each."
)


def write_evidence(
    sheet: FormSheet, form: "VendorForm", lists: "Lists", description: "FormDescription"
) -> None:
    """Write the sheet of evidence, with rows to fill in below those that are filled in."""
    _write_head(sheet, description)
    pieces = [
        (evidence_entry(question.number, question.ask, question.key), piece)
        for question in form.questions
        for piece in (question.answer.evidence if question.answer else ())
    ]
    row = _HEADER_ROW + 1
    for entry, piece in pieces:
        _write_piece(sheet, row, entry, piece)
        row += 1
    for free_row in range(row, row + _FREE_ROWS):
        _write_piece(sheet, free_row, "", None)
    last_row = row + _FREE_ROWS - 1
    rules: tuple[tuple[EvidenceColumn, str], ...] = (
        ("about", lists.questions(form)),
        ("kind", lists.kinds()),
    )
    for key, source in rules:
        column = EVIDENCE_COLUMNS.index(key)
        rule = {
            "validate": "list",
            "source": source,
            "error_title": "Not in the list",
            "error_message": "Choose from the list.",
        }
        sheet.add_rule(_HEADER_ROW + 1, last_row, column, rule)
    sheet.hide(2)
    sheet.worksheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.protect()
    sheet.set_up_page(len(EVIDENCE_COLUMNS) - 1, _HEADER_ROW)


def _write_head(sheet: FormSheet, description: "FormDescription") -> None:
    sheet.write(0, 0, stamp_text(description), "hidden")
    for column, key in enumerate(EVIDENCE_COLUMNS):
        title, width = _TITLES[key]
        sheet.worksheet.set_column(column, column, width)
        sheet.write(1, column, f"{KEY_PREFIX}{key}", "hidden")
        if title:
            sheet.write(_HEADER_ROW, column, title, "head")
    sheet.worksheet.set_row(_TITLE_ROW, 26)
    sheet.worksheet.set_row(_HEADER_ROW, 20)
    sheet.write(_HEADER_ROW, 0, ROW_OF_TITLES, "hidden")
    sheet.write(_TITLE_ROW, 1, EVIDENCE_SHEET, "title")
    sheet.worksheet.merge_range(_LEAD_ROW, 1, _LEAD_ROW, len(EVIDENCE_COLUMNS) - 1, "")
    sheet.write(_LEAD_ROW, 1, _LEAD, "lead")


def _write_piece(sheet: FormSheet, row: int, entry: str, piece: "SuppliedEvidence | None") -> None:
    for column, key in enumerate(EVIDENCE_COLUMNS):
        value = entry if key == "about" else _value_of(piece, key)
        if key in _DAY_COLUMNS:
            sheet.write_day(row, column, value if isinstance(value, date) else None)
        elif key != "mark":
            sheet.write(row, column, str(value or ""), "entry")
    heights = (height_of(str(_value_of(piece, key) or ""), _TITLES[key][1]) for key in _TITLES)
    sheet.set_height(row, height_of(entry, _TITLES["about"][1]), *heights, least_lines=2)


def _value_of(piece: "SuppliedEvidence | None", key: EvidenceColumn) -> str | date | None:
    if piece is None:
        return None
    match key:
        case "from":
            return piece.covers.from_ if piece.covers else None
        case "to":
            return piece.covers.to if piece.covers else None
        case "exceptions" | "our_duties":
            texts: tuple[str, ...] = getattr(piece, key)
            return join_lines(texts)
        case "mark" | "about":
            return None
        case "kind":
            return KIND_LABELS[piece.kind] if piece.kind else None
        case _:
            value: str | date | None = getattr(piece, key)
            return value
