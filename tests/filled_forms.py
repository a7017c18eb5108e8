"""A workbook form that somebody filled in, and what it says when it comes back."""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from form_cases import form_of, library, with_answers
from vendorcheck.document.document import Data
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer
from vendorcheck.exchange.reply import Reply

SHEET: Final = "Tools, people & places"
FILLED: Final[dict[str, Mapping[str, Data]]] = {
    "tools/protocol": {"answer": "saml", "note": "Since May.", "plan": "Business", "price": "=1+1"},
    "tools/provisioning": {"answer": "partly"},
    "tools/second-factor": {"unknown": "true", "note": "Ask again."},
    "tools/factors": {"answer": ["app", "key"]},
    "tools/seats": {"answer": "500"},
    "tools/retention": {"answer": "30 days"},
    "tools/tested": {"answer": "2026-05-31"},
    "tools/page": {"not_applicable": "There is none."},
    "tools/words": {
        "answer": "The night shift.",
        "evidence": [
            {"kind": "policy", "title": "On call", "dated": "2026-01-02",
             "covers": {"from": "2025-01-01", "to": "2025-12-31"}, "our_duties": ["Ring", "Wait"]},
        ],
    },
}  # fmt: skip


def blank() -> Workbook:
    """Return a form that nobody has filled in, as openpyxl opens it."""
    return load_workbook(BytesIO(VENDOR_FORMS["xlsx"].render(form_of(with_answers("")))))


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """Return the row of each hidden id."""
    return {str(cell.value): cell.row for cell in sheet["A"] if cell.value}


def fill(book: Workbook) -> Workbook:
    """Fill a form as a person would: labels from the lists, an x beside options, days as days."""
    sheet, evidence = book[SHEET], book["Evidence"]
    rows = rows_of(sheet)
    values: dict[str, dict[str, Any]] = {
        "tools/protocol": {"D": "SAML 2.0, on every plan", "E": "Since May.", "F": "Business",
                           "G": "=1+1"},
        "tools/provisioning": {"D": "Partly, with limits"},
        "tools/second-factor": {"D": "I don't know", "E": "Ask again."},
        "tools/factors#app": {"D": "x"},
        "tools/factors#key": {"D": "X"},
        "tools/seats": {"D": 500},
        "tools/retention": {"D": "30 days"},
        "tools/tested": {"D": datetime(2026, 5, 31)},  # noqa: DTZ001 - Excel knows no zones
        "tools/page": {"D": "Does not apply", "E": "There is none."},
        "tools/words": {"D": "The night shift."},
    }  # fmt: skip
    for key, cells in values.items():
        for column, value in cells.items():
            cell = sheet[f"{column}{rows[key]}"]
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would make a formula of it
    entry = next(
        str(cell.value) for cell in book["Lists"]["D"] if str(cell.value).endswith("[tools/words]")
    )
    for column, value in zip(
        "BCDFGHL", (entry, "policy", "On call", date(2026, 1, 2), date(2025, 1, 1),
                    date(2025, 12, 31), "Ring\nWait"), strict=True,
    ):  # fmt: skip
        evidence[f"{column}7"].value = value
    return book


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, name: str = "back.xlsx") -> Reply:
    file = ReceivedFile(name, content)
    importer = choose_importer(file)
    assert importer.name == "form-xlsx"
    return importer.read(file, ImportSettings(library()))


def said(reply: Reply) -> dict[str, Mapping[str, Data]]:
    return {answer.key: dict(answer.fields) for answer in reply.answers}
