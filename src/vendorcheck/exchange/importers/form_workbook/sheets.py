"""The sheets of a form that came back: what each says it is, and which column holds what.

Sheets may come from several files, in any order, without properties, with columns moved. So each is
told by its own first cells; only if these are lost, by the titles that people see.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from vendorcheck.exchange.form_layout import (
    KEY_PREFIX,
    PROPERTY_PREFIX,
    ROW_OF_TITLES,
    STAMP_MARK,
    parse_stamp,
)
from vendorcheck.exchange.reply import FormDescription, Place, SentQuestionnaire
from vendorcheck.exchange.workbooks import Cell, Row, Sheet, Workbook

_HEAD_ROWS: Final = 30
"""The rows in which the names of the columns are looked for: rows may have been added above."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a sheet of the form, with its cells by what the columns hold."""

    row: Row
    sheet: Sheet
    letters: Mapping[str, str]

    def cell(self, column: str) -> Cell:
        """Return the cell in a column by its name; an empty one if the sheet has no such column."""
        letter = self.letters.get(column)
        found = self.row.cell(letter) if letter else None
        # A merged cell shows what another one holds, and says nothing itself.
        return found if found and not found.merged_from else Cell(f"A{self.row.number}")

    def place(self, column: str) -> Place:
        """Return the place of the cell in a column."""
        letter = self.letters.get(column, "A")
        return Place(cell=f"{self.sheet.title}!{letter}{self.row.number}")


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of the form: its rows below those that say what the columns hold."""

    sheet: Sheet
    letters: Mapping[str, str]
    head_row: int

    @property
    def rows(self) -> Iterator[FormRow]:
        """The rows that people fill in, and those between, without the titles of the columns."""
        for row in self.sheet.rows:
            is_titles = any(cell.text == ROW_OF_TITLES for cell in row.cells)
            if row.number > self.head_row and not is_titles:
                yield FormRow(row, self.sheet, self.letters)


def find_form_sheets(workbook: Workbook, column: str) -> Iterator[FormSheet]:
    """Yield the sheets that have a column of this name, such as `answer`."""
    for sheet in workbook.sheets:
        for row in islice(sheet.rows, _HEAD_ROWS):
            names = {
                cell.text.removeprefix(KEY_PREFIX): cell.column
                for cell in row.cells
                if cell.text.startswith(KEY_PREFIX) and not cell.merged_from
            }
            if column in names:
                yield FormSheet(sheet, names, row.number)
                break


def is_form(workbook: Workbook) -> bool:
    """Return whether a workbook is a form of ours, or holds a sheet of one."""
    if any(name.startswith(PROPERTY_PREFIX) for name in workbook.properties):
        return True
    return any(describe_sheet(sheet) for sheet in workbook.sheets)


def describe_sheet(sheet: Sheet) -> FormDescription | None:
    """Return what a sheet says of the form that it belongs to; None if it says nothing."""
    for row in islice(sheet.rows, _HEAD_ROWS):
        for cell in row.cells:
            if STAMP_MARK in cell.text and (description := parse_stamp(cell.text)):
                return description
    return None


def describe_form(workbook: Workbook) -> FormDescription:
    """Return what the sheets, else the properties, say of the form."""
    descriptions = [one for sheet in workbook.sheets if (one := describe_sheet(sheet))]
    questionnaires: dict[str, SentQuestionnaire] = {}
    for one in descriptions:
        questionnaires |= one.questionnaires
    if not descriptions:
        return _described_by_properties(workbook.properties)
    first = descriptions[0]
    return FormDescription(
        first.package, first.made_on, first.vendor, first.product, questionnaires
    )


def other_packages(workbook: Workbook) -> Iterator[Sheet]:
    """Yield the sheets that belong to another form than the first does."""
    described = [(sheet, one) for sheet in workbook.sheets if (one := describe_sheet(sheet))]
    for sheet, one in described[1:]:
        if one.package != described[0][1].package:
            yield sheet


def _described_by_properties(properties: Mapping[str, str]) -> FormDescription:
    own = {
        name.removeprefix(PROPERTY_PREFIX): text
        for name, text in properties.items()
        if name.startswith(PROPERTY_PREFIX)
    }
    questionnaires = {
        name.removeprefix("questionnaire "): SentQuestionnaire(*_version_and_digest(text))
        for name, text in own.items()
        if name.startswith("questionnaire ")
    }
    return FormDescription(
        own.get("package"),
        own.get("made on"),
        own.get("vendor"),
        own.get("product"),
        questionnaires,
    )


def _version_and_digest(text: str) -> tuple[str, str | None]:
    version, _, digest = text.rpartition(" ")
    return (version, digest) if version else (text, None)
