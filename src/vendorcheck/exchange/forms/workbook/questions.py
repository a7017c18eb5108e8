"""A sheet with the questions of a questionnaire: a row for each, and for each option to tick."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from vendorcheck.exchange.form_layout import (
    KEY_PREFIX,
    NOTE_AFTER_REASON,
    QUESTION_COLUMNS,
    ROW_OF_TITLES,
    RowId,
    stamp_text,
)
from vendorcheck.exchange.form_words import NOT_APPLICABLE, TICK, UNKNOWN
from vendorcheck.exchange.forms.workbook.book import FormSheet, StyleName, height_of
from vendorcheck.model.fields import parse_day

if TYPE_CHECKING:
    from vendorcheck.exchange.forms.content.form import FormQuestion, FormQuestionnaire
    from vendorcheck.exchange.forms.workbook.lists import Lists
    from vendorcheck.exchange.reply import FormDescription
    from vendorcheck.model.vendor_file import SuppliedAnswer

_ID, _NUMBER, _QUESTION, _ANSWER, _NOTE, _PLAN, _PRICE = range(len(QUESTION_COLUMNS))
_TITLES: Final = ("", "No.", "Question", "Answer", "Explanation", "Plan", "Price")
_WIDTHS: Final = (2, 7, 58, 34, 48, 16, 18)
_TITLE_ROW, _LEAD_ROW, _HEADER_ROW = 2, 3, 4
_PROMPTS: Final = {
    "one option": ("Answer", "Choose from the list. More can go into the explanation."),
    "options": ("Answer", "Put an x into the rows below, or choose from the list."),
    "amount": ("Answer", "Type it, or choose from the list."),
    "date": ("Answer", "Type a day, such as 2026-05-31, or choose from the list."),
    "link": ("Answer", "Type the address of a page, or choose from the list."),
    "words": ("Answer", "Type a few words, or choose from the list."),
}


def write_questions(
    sheet: FormSheet,
    questionnaire: "FormQuestionnaire",
    lists: "Lists",
    ticks: str,
    description: "FormDescription",
) -> None:
    """Write the sheet of a questionnaire.

    Args:
        sheet: the sheet.
        questionnaire: its questions.
        lists: the hidden sheet that takes the entries of the drop-downs.
        ticks: where that sheet has the tick.
        description: what this sheet says of itself.
    """
    _Writer(sheet, lists, ticks).write(questionnaire, description)


class _Writer:
    """Writes the rows of a sheet, one after the other."""

    def __init__(self, sheet: FormSheet, lists: "Lists", ticks: str) -> None:
        self._sheet = sheet
        self._lists, self._ticks = lists, ticks
        self._row = _HEADER_ROW + 1
        self._tick_rows: list[int] = []

    def write(self, questionnaire: "FormQuestionnaire", description: "FormDescription") -> None:
        """Write everything."""
        worksheet = self._sheet.worksheet
        self._write_head(questionnaire, description)
        for section in questionnaire.sections:
            self._write_section(section.title)
            for question in section.questions:
                self._write_question(question)
        self._validate_ticks()
        self._sheet.hide(2)
        worksheet.freeze_panes(_HEADER_ROW + 1, 0)
        last = max(self._row - 1, 0)
        worksheet.ignore_errors({"number_stored_as_text": f"A1:G{last + 1}"})
        self._sheet.protect()
        self._sheet.set_up_page(_PRICE, _HEADER_ROW)

    def _write_head(
        self, questionnaire: "FormQuestionnaire", description: "FormDescription"
    ) -> None:
        sheet = self._sheet
        sheet.write(0, _ID, stamp_text(description), "hidden")
        for column, (key, title, width) in enumerate(
            zip(QUESTION_COLUMNS, _TITLES, _WIDTHS, strict=True)
        ):
            sheet.worksheet.set_column(column, column, width)
            sheet.write(1, column, f"{KEY_PREFIX}{key}", "hidden")
            if title:
                sheet.write(_HEADER_ROW, column, title, "head")
        sheet.worksheet.set_row(_TITLE_ROW, 26)
        sheet.worksheet.set_row(_HEADER_ROW, 20)
        sheet.write(_HEADER_ROW, _ID, ROW_OF_TITLES, "hidden")
        sheet.write(_TITLE_ROW, _NUMBER, questionnaire.title, "title")
        if questionnaire.summary:
            sheet.worksheet.merge_range(_LEAD_ROW, _NUMBER, _LEAD_ROW, _PRICE, "")
            sheet.write(_LEAD_ROW, _NUMBER, questionnaire.summary, "lead")
            sheet.set_height(_LEAD_ROW, height_of(questionnaire.summary, sum(_WIDTHS[1:])))

    def _write_section(self, title: str) -> None:
        self._sheet.worksheet.set_row(self._row, 20)
        self._sheet.write(self._row, _NUMBER, title, "section")
        for column in range(_QUESTION, _PRICE + 1):
            self._sheet.write(self._row, column, "", "section")
        self._row += 1

    def _write_question(self, question: "FormQuestion") -> None:
        sheet, row, answer = self._sheet, self._row, question.answer
        sheet.write(row, _ID, str(RowId(question.key)), "hidden")
        sheet.write(row, _NUMBER, question.number, "number")
        sheet.write_with_hints(row, _QUESTION, question.ask, question.hints)
        self._write_answer(question)
        for column, text in ((_NOTE, _explanation(answer)), (_PLAN, answer and answer.plan),
                             (_PRICE, answer and answer.price)):  # fmt: skip
            sheet.write(row, column, text or "", "entry")
        self._add_list(question)
        sheet.set_height(row, *_heights(question), least_lines=2)
        self._row += 1
        if question.shape == "options":
            self._write_ticks(question)

    def _write_answer(self, question: "FormQuestion") -> None:
        """Write the earlier answer, if there is one, into the cell for the answer."""
        text = _entry_of(question)
        if question.shape != "date":
            self._sheet.write(self._row, _ANSWER, text, "entry")
            return
        try:
            self._sheet.write_day(self._row, _ANSWER, parse_day(text) if text else None)
        except ValueError:
            self._sheet.write(self._row, _ANSWER, text, "day")

    def _add_list(self, question: "FormQuestion") -> None:
        title, message = _PROMPTS[question.shape]
        is_closed = question.shape in {"one option", "options"}
        self._sheet.add_rule(
            self._row,
            self._row,
            _ANSWER,
            {
                "validate": "list",
                "source": self._lists.entries_of(question),
                "input_title": title,
                "input_message": message,
                "error_title": "Not in the list",
                "error_message": "Choose from the list. More can go into the explanation.",
                "show_error": is_closed,
            },
        )

    def _write_ticks(self, question: "FormQuestion") -> None:
        ticked = _ticked_ids(question.answer)
        for position, option in enumerate(question.options, start=1):
            cells: Iterable[tuple[int, str, StyleName]] = (
                (_ID, str(RowId(question.key, option.id)), "hidden"),
                (_NUMBER, f"{question.number}.{position}", "number"),
                (_QUESTION, option.label, "option"),
                (_ANSWER, TICK if option.id in ticked else "", "tick"),
                (_NOTE, "", "locked"),
                (_PLAN, "", "locked"),
                (_PRICE, "", "locked"),
            )
            for column, text, style in cells:
                self._sheet.write(self._row, column, text, style)
            self._sheet.set_height(self._row, height_of(option.label, _WIDTHS[_QUESTION] - 3))
            self._tick_rows.append(self._row)
            self._row += 1

    def _validate_ticks(self) -> None:
        if not self._tick_rows:
            return
        first, *others = self._tick_rows
        cells = [(row, _ANSWER, row, _ANSWER) for row in others]
        rule = {"validate": "list", "source": self._ticks, "show_error": False}
        self._sheet.add_rule(
            first, first, _ANSWER, {**rule, **({"other_cells": cells} if cells else {})}
        )


def _heights(question: "FormQuestion") -> Iterator[float]:
    """Yield the heights of the texts in the row of a question."""
    width = _WIDTHS[_QUESTION]
    hints = height_of("\n".join(question.hints), width, is_hint=True) if question.hints else 0
    yield height_of(question.ask, width) + hints
    yield height_of(_entry_of(question), _WIDTHS[_ANSWER])
    yield height_of(_explanation(question.answer), _WIDTHS[_NOTE])


def _entry_of(question: "FormQuestion") -> str:
    """Return what the cell for the answer holds before anybody fills it in."""
    answer = question.answer
    if answer is None:
        return ""
    if answer.unknown:
        return UNKNOWN
    if answer.not_applicable is not None:
        return NOT_APPLICABLE
    if question.shape == "options" or not isinstance(answer.answer, str):
        return ""
    labels = {option.id: option.label for option in question.options}
    return labels.get(answer.answer, answer.answer)


def _explanation(answer: "SuppliedAnswer | None") -> str:
    if answer is None:
        return ""
    parts = (answer.not_applicable, answer.note)
    return NOTE_AFTER_REASON.join(part for part in parts if part)


def _ticked_ids(answer: "SuppliedAnswer | None") -> frozenset[str]:
    reply = answer.answer if answer else None
    return frozenset((reply,) if isinstance(reply, str) else reply or ())
