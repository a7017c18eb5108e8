"""The first sheet: what the form is about, how it is filled in, and who filled it in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from vendorcheck.exchange.form_layout import ROW_OF_FILLER, stamp_text
from vendorcheck.exchange.form_words import NOT_APPLICABLE, UNKNOWN
from vendorcheck.exchange.forms.workbook.book import EVIDENCE_SHEET, FormSheet, height_of
from vendorcheck.text.words import count_with_noun, day_in_words

if TYPE_CHECKING:
    from vendorcheck.exchange.forms.content.form import VendorForm
    from vendorcheck.exchange.reply import FormDescription

_LABEL, _TEXT = 1, 2
_LABEL_WIDTH, _TEXT_WIDTH = 28, 100
_INSTRUCTIONS: Final = (
    (
        "Answers",
        (
            "Fill in the yellow cells. Most have a list: choose from it, or type where it is open. "
            "What is filled in is what you told us before; please correct what has changed."
        ),
    ),
    (
        "Several answers",
        "Where several may be right, each has a row of its own: put an x beside those that are.",
    ),
    (
        "Not known",
        (
            f'If nobody knows, choose "{UNKNOWN}". If a question does not concern your product, '
            f'choose "{NOT_APPLICABLE}" and explain why. What stays empty stays open.'
        ),
    ),
    (
        "Explanation",
        (
            "Anything that we should know. Where a question asks for a plan and a price, name the "
            "plan that has it and what that costs."
        ),
    ),
    (
        EVIDENCE_SHEET,
        (
            "Documents and pages that show an answer have a sheet of their own, a row for each. "
            "Please send the documents themselves with this file, or name where we find them."
        ),
    ),
    (
        "Passing it on",
        (
            "Rows may be sorted, rows and sheets added, and sheets given to colleagues as files of "
            "their own; please send all of them back. The sheets are protected against slips "
            "only: no password is needed to take that off."
        ),
    ),
    ("Who is who", '"The vendor" in the questions is your company, "we" are your customer.'),
)


def write_cover(
    sheet: FormSheet,
    form: "VendorForm",
    description: "FormDescription",
    sheet_names: Mapping[str, str],
) -> None:
    """Write the first sheet.

    Args:
        sheet: the sheet.
        form: the form.
        description: what the form says of itself.
        sheet_names: the name of the sheet of each questionnaire, by its id.
    """
    sheet.write(0, 0, stamp_text(description), "hidden")
    sheet.hide(1)
    sheet.worksheet.set_column(_LABEL, _LABEL, _LABEL_WIDTH)
    sheet.worksheet.set_column(_TEXT, _TEXT, _TEXT_WIDTH)
    sheet.worksheet.set_row(1, 30)
    sheet.write(1, _LABEL, f"Questions about {form.subject}", "title")
    sheet.write(2, _LABEL, day_in_words(form.made_on), "lead")
    row = _write_contact(sheet, form, 4)
    row = _write_pairs(sheet, _INSTRUCTIONS, row + 1)
    counts = [
        (
            sheet_names[questionnaire.id],
            count_with_noun(len(list(questionnaire.questions)), "question", "questions"),
        )
        for questionnaire in form.questionnaires
    ]
    sheet.worksheet.set_row(row + 1, 20)
    sheet.write(row + 1, _LABEL, "Sheets", "section")
    sheet.write(row + 1, _TEXT, "", "section")
    _write_pairs(sheet, tuple(counts), row + 2)
    sheet.protect()
    sheet.set_up_page(_TEXT)
    sheet.worksheet.activate()


def _write_contact(sheet: FormSheet, form: "VendorForm", row: int) -> int:
    """Write whom to ask, and the cell for who filled the form in; return the next row."""
    if form.contact:
        _write_pairs(sheet, (("Questions to", form.contact),), row)
        row += 1
    sheet.write(row, 0, ROW_OF_FILLER, "hidden")
    sheet.write(row, _LABEL, "Filled in by", "label")
    sheet.write(row, _TEXT, "", "entry")
    sheet.set_height(row)
    return row + 1


def _write_pairs(sheet: FormSheet, pairs: tuple[tuple[str, str], ...], row: int) -> int:
    for label, text in pairs:
        sheet.write(row, _LABEL, label, "label")
        sheet.write(row, _TEXT, text, "text")
        sheet.set_height(row, height_of(label, _LABEL_WIDTH), height_of(text, _TEXT_WIDTH))
        row += 1
    return row
