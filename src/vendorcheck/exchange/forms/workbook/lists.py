"""The hidden sheet that every drop-down takes its entries from.

A list that is written into a cell's own rule is cut at commas and lost beyond 255 characters.
"""

from typing import TYPE_CHECKING, Final

from vendorcheck.exchange.form_layout import KEY_PREFIX, evidence_entry
from vendorcheck.exchange.form_words import KIND_LABELS, NOT_APPLICABLE, TICK, UNKNOWN
from vendorcheck.exchange.forms.workbook.book import LISTS_SHEET, FormSheet, cell_text

if TYPE_CHECKING:
    from vendorcheck.exchange.forms.content.form import FormQuestion, VendorForm

_KEY, _OPTION, _ENTRY, _ABOUT, _KIND, _TICK = range(6)
_LETTERS: Final = "ABCDEF"


class Lists:
    """The hidden sheet of entries: those of each question, of the evidence, and the tick."""

    def __init__(self, sheet: FormSheet) -> None:
        self._sheet = sheet
        self._next_row = 1
        self._sheet.write(0, _KEY, f"{KEY_PREFIX}lists", "hidden")

    def finish(self) -> None:
        """Hide the sheet, so that no menu shows it."""
        self._sheet.protect()
        self._sheet.worksheet.very_hidden()

    def entries_of(self, question: "FormQuestion") -> str:
        """Add the entries of a question's drop-down, and return where they are.

        Options that are ticked have rows of their own, and are only named here.
        """
        first_row = self._next_row
        for option in question.options:
            self._add(question.key, option.id, option.label)
        if question.shape == "options":
            first_row = self._next_row
        self._add(question.key, "", UNKNOWN)
        self._add(question.key, "", NOT_APPLICABLE)
        return _reference(_ENTRY, first_row, self._next_row - 1)

    def _add(self, key: str, option: str, entry: str) -> None:
        for column, text in ((_KEY, key), (_OPTION, option), (_ENTRY, entry)):
            self._sheet.write(self._next_row, column, text)
        self._next_row += 1

    def ticks(self) -> str:
        """Add the tick, and return where it is."""
        return self._column(_TICK, [TICK])

    def kinds(self) -> str:
        """Add the kinds of evidence, and return where they are."""
        return self._column(_KIND, list(KIND_LABELS.values()))

    def questions(self, form: "VendorForm") -> str:
        """Add the questions that evidence may be about, and return where they are."""
        return self._column(
            _ABOUT, [evidence_entry(one.number, one.ask, one.key) for one in form.questions]
        )

    def _column(self, column: int, entries: list[str]) -> str:
        for row, entry in enumerate(entries, start=1):
            self._sheet.write(row, column, cell_text(entry))
        return _reference(column, 1, len(entries))


def _reference(column: int, first_row: int, last_row: int) -> str:
    letter = _LETTERS[column]
    return f"={LISTS_SHEET}!${letter}${first_row + 1}:${letter}${last_row + 1}"
