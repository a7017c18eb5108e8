"""The answers of a form that came back: its rows, put together question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.exchange.form_layout import NOTE_AFTER_REASON, RowId, parse_row_id
from vendorcheck.exchange.form_words import NOT_APPLICABLE, UNKNOWN, option_labels
from vendorcheck.exchange.importers.form_workbook.sheets import FormRow
from vendorcheck.exchange.reply import Place, RepliedAnswer, ReplyRemark, UnplacedReply
from vendorcheck.exchange.workbooks import Cell
from vendorcheck.model.quantities.dates import possible_dates
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer

_TICKS: Final = frozenset(
    ("x", "✓", "✔", "✗", "✘", "☑", "☒", "■", "●", "yes", "y", "true", "1", "ja")
)
_NO_TICKS: Final = frozenset(("", "no", "n", "false", "0", "-", "–", "☐", "nein"))
_DETAILS: Final = ("plan", "price")


@dataclass
class _Collected:
    """The answer that the rows about one question give."""

    place: Place
    asked: str | None = None
    entry: str = ""
    note: str = ""
    details: dict[str, str] = field(default_factory=dict)
    ticked: list[str] = field(default_factory=list)
    has_main_row: bool = False
    notes_beside_ticks: list[str] = field(default_factory=list)


class AnswerReader:
    """Reads rows, and puts together what they say about each question.

    Args:
        questionnaires: the known questionnaires, by id.
        labels: the entry of each option as the file has it, by question, then by entry.
    """

    def __init__(
        self, questionnaires: Mapping[str, Questionnaire], labels: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._questionnaires = questionnaires
        self._labels = labels
        self._collected: dict[str, _Collected] = {}
        self.remarks: list[ReplyRemark] = []
        self.unplaced: list[UnplacedReply] = []

    def read_row(self, row: FormRow) -> None:
        """Take what a row says."""
        row_id = parse_row_id(row.cell("id").text)
        if row_id is None:
            self._note_lost_row(row)
        elif row_id.option is None:
            self._read_question(row, row_id)
        else:
            self._read_tick(row, row_id, row_id.option)

    def _text(self, row: FormRow, column: str) -> str:
        """Return what a cell says; a formula counts by its answer, which is remarked."""
        cell, place = row.cell(column), row.place(column)
        if cell.trouble:
            self.remarks.append(ReplyRemark(f"{place} {cell.trouble}; it is left out", place))
            return ""
        if cell.formula is not None and cell.text:
            self.remarks.append(
                ReplyRemark(f"{place} holds a formula; its answer is taken: {cell.text}", place)
            )
        return cell.text

    def _note_lost_row(self, row: FormRow) -> None:
        """Note an answer in a row that does not say what it is about, such as an added one."""
        said = " · ".join(
            text for column in ("answer", "note") if (text := self._text(row, column))
        )
        if said:
            asked = first_line(row.cell("question").text)
            because = "the row does not say which question it answers"
            self.unplaced.append(UnplacedReply(asked, said, row.place("answer"), because))

    def _read_question(self, row: FormRow, row_id: RowId) -> None:
        entry, note = self._text(row, "answer"), self._text(row, "note")
        details = {name: text for name in _DETAILS if (text := self._text(row, name))}
        collected = self._of(row_id.key, row.place("answer"))
        if collected.has_main_row:
            new = (entry, note, details)
            if any(new) and new != (collected.entry, collected.note, collected.details):
                said = " · ".join(filter(None, (entry, note, *details.values())))
                because = f"{collected.place} answers this question as well"
                self.unplaced.append(UnplacedReply(row_id.key, said, row.place("answer"), because))
            return
        collected.has_main_row = True
        collected.place = row.place("answer")
        collected.asked = first_line(row.cell("question").text) or None
        collected.entry, collected.note, collected.details = entry, note, details

    def _read_tick(self, row: FormRow, row_id: RowId, option: str) -> None:
        text, note = self._text(row, "answer"), self._text(row, "note")
        collected = self._of(row_id.key, row.place("answer"))
        mark = text.casefold()
        if mark in _TICKS:
            if option not in collected.ticked:
                collected.ticked.append(option)
        elif mark not in _NO_TICKS:
            because = f'an x is expected beside the option "{option}"'
            self.unplaced.append(UnplacedReply(row_id.key, text, row.place("answer"), because))
        if note:
            collected.notes_beside_ticks.append(f"{first_line(row.cell('question').text)}: {note}")

    def _of(self, key: str, place: Place) -> _Collected:
        return self._collected.setdefault(key, _Collected(place))

    def answers(self, evidence: Mapping[str, list[dict[str, Data]]]) -> Iterator[RepliedAnswer]:
        """Yield the answers, with the evidence of each; questions that nobody answered have none.

        Args:
            evidence: the evidence by question.
        """
        for key in evidence:
            self._of(key, Place(cell="Evidence"))
        for key, collected in self._collected.items():
            fields = self._fields(key, collected)
            if pieces := evidence.get(key):
                fields["evidence"] = [*pieces]
            if fields:
                name, _, question = key.partition("/")
                yield RepliedAnswer(name, question, fields, collected.place, collected.asked)

    def _fields(self, key: str, collected: _Collected) -> dict[str, Data]:
        note = "\n\n".join(filter(None, (collected.note, *collected.notes_beside_ticks)))
        folded = collected.entry.casefold()
        details: dict[str, Data] = {**collected.details}
        if folded == NOT_APPLICABLE.casefold() and not collected.ticked:
            return {**self._reason_fields(key, note, collected.place), **details}
        if note:
            details["note"] = note
        if folded == UNKNOWN.casefold() and not collected.ticked:
            return {"unknown": "true", **details}
        return {**self._reply_fields(key, collected), **details}

    def _reason_fields(self, key: str, note: str, place: Place) -> dict[str, Data]:
        """Return that a question does not apply; its reason is the explanation."""
        reason, _, rest = note.partition(NOTE_AFTER_REASON)
        if not reason:
            because = "it says that this does not apply, and not why"
            self.unplaced.append(UnplacedReply(key, NOT_APPLICABLE, place, because))
            return {}
        return {"not_applicable": reason, **({"note": rest} if rest else {})}

    def _reply_fields(self, key: str, collected: _Collected) -> dict[str, Data]:
        """Return the answer itself: the options that are ticked, or what the cell says."""
        entry, ticked = collected.entry, collected.ticked
        if not entry:
            return {"answer": [*ticked]} if ticked else {}
        reply = self._option_of(key, entry) or self._readable(key, entry)
        question = self._question(key)
        is_list = question is not None and question.kind_of_answer == "options"
        if not ticked:
            return {"answer": [reply] if is_list else reply}
        if reply in ticked:
            return {"answer": [*ticked]}
        because = "options are ticked, and the question itself has another answer"
        self.unplaced.append(UnplacedReply(key, entry, collected.place, because))
        return {}

    def _question(self, key: str) -> BaseQuestion | None:
        name, _, question = key.partition("/")
        questionnaire = self._questionnaires.get(name)
        return questionnaire.questions.get(question) if questionnaire else None

    def _option_of(self, key: str, entry: str) -> str | None:
        """Return the option with this entry: as the file has it, else as our question has it."""
        folded = _folded(entry)
        for label, option in self._labels.get(key, {}).items():
            if _folded(label) == folded:
                return option
        question = self._question(key)
        labels = option_labels(question) if question else {}
        for option, label in labels.items():
            if folded in {_folded(label), _folded(option)}:
                return option
        return None

    def _readable(self, key: str, entry: str) -> str:
        """Return an amount or a day as our question reads it, if it can only mean one."""
        question = self._question(key)
        if question is None:
            return entry
        try:
            question.parse_answer(entry)
        except InvalidAnswer:
            days = tuple(map(date.isoformat, possible_dates(entry)))
            readings = days if question.answer_is_date else question.possible_answers(entry)
            return readings[0] if len(readings) == 1 else entry
        return entry


def first_line(text: str) -> str:
    """Return the first line of a text: of a question, without the hints below it."""
    return text.partition("\n")[0].strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def read_labels(rows: Iterator[tuple[Cell, Cell, Cell]]) -> dict[str, dict[str, str]]:
    """Return the option of each entry, by question, from the rows of the hidden lists."""
    labels: dict[str, dict[str, str]] = {}
    for key, option, entry in rows:
        if key.text and option.text and entry.text:
            labels.setdefault(key.text, {}).setdefault(entry.text, option.text)
    return labels
