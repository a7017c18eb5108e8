"""table: any table (.csv, .xlsx) with a column of questions and one of answers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from vendorcheck.document.document import Data
from vendorcheck.document.problems import InvalidFile, Location, Problem, VendorcheckError
from vendorcheck.exchange.answer_cells import AnswerCell, CellSource, shown_texts
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.reply import (
    ForeignQuestion,
    Place,
    RepliedAnswer,
    Reply,
    ReplyRemark,
    SimilarQuestion,
    UnplacedReply,
)
from vendorcheck.exchange.tables.answers import answer_fields
from vendorcheck.exchange.tables.columns import Columns, UnknownColumns, find_columns, is_header
from vendorcheck.exchange.tables.csv_text import read_csv
from vendorcheck.exchange.tables.matching import NoMatch, QuestionIndex
from vendorcheck.exchange.tables.rows import Table, TableRow, column_name
from vendorcheck.exchange.tables.sheets import tables_of
from vendorcheck.exchange.tables.similar import SimilarQuestions
from vendorcheck.exchange.tables.words import AnswerWords
from vendorcheck.exchange.workbooks import Sheet, Workbook, looks_like_workbook
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.store.file_kind import has_kind_key
from vendorcheck.text.safe import short_name

_SUFFIXES = (".csv", ".tsv", ".txt")
_HEAD_BYTES = 64 * 1024
_MAX_LENGTH = 32_767
"""The most characters of an answer, as in a cell of Excel."""


def _recognizes(file: ReceivedFile) -> bool:
    is_text = file.name.lower().endswith(_SUFFIXES) and not has_kind_key(file.content[:_HEAD_BYTES])
    return is_text or looks_like_workbook(file.content)


def _answer_cells(file: ReceivedFile, settings: ImportSettings) -> list[AnswerCell]:
    """Return the answer of each row, with the question of ours that it is by id, ref or text."""
    if not looks_like_workbook(file.content):
        raise VendorcheckError("only an Excel workbook (.xlsx) can be filled, and this is a text")
    reading = _Reading(file, settings)
    for table in _tables(file, settings):
        reading.add(table)
    reading.reply()  # which says what is missing if no table has the columns that are needed
    return reading.answer_cells(file.workbook)


@IMPORTERS.importer("table", _recognizes, is_general=True, answer_cells=_answer_cells)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:
    """Return the answers of a table, matched to our questions by id, ref or exact text."""
    reading = _Reading(file, settings)
    for table in _tables(file, settings):
        reading.add(table)
    return reading.reply()


def _tables(file: ReceivedFile, settings: ImportSettings) -> list[Table]:
    if not looks_like_workbook(file.content):
        return [read_csv(file.content, file.name)]
    workbook = file.workbook
    title = settings.columns.sheet
    tables = tables_of(workbook, title)
    if title is not None and not tables:
        titles = ", ".join(f'"{sheet.title}"' for sheet in workbook.sheets if not sheet.is_hidden)
        message = f'there is no sheet "{title[:40]}"'
        raise _problem(file, message, f"the sheets are {titles}")
    return tables


def _problem(file: ReceivedFile, message: str, hint: str = "") -> InvalidFile:
    return InvalidFile([Problem(Location(file.name), "wrong-value", message, hint)])


class _Reading:
    """The reading of one file: what is found in its tables adds up."""

    def __init__(self, file: ReceivedFile, settings: ImportSettings) -> None:
        self._file = file
        self._named = _named_columns(settings)
        self._words = AnswerWords(settings.words)
        ids = settings.chosen_ids or tuple(settings.questionnaires)
        self._questionnaires = {name: settings.questionnaires[name] for name in ids}
        self._index = QuestionIndex(self._questionnaires.values())
        self._similar = SimilarQuestions(self._questionnaires.values())
        self._answers: list[RepliedAnswer] = []
        self._unplaced: list[UnplacedReply] = []
        self._questions: list[ForeignQuestion] = []
        self._remarks: list[ReplyRemark] = []
        self._misses: list[tuple[int, str]] = []
        self._found: list[tuple[Table, Columns]] = []

    def add(self, table: Table) -> None:
        """Read one table; one without the columns that are needed counts only if all are."""
        try:
            columns = find_columns(table, self._named)
        except UnknownColumns as unknown:
            self._misses.append((len(table.rows), str(unknown)))
            return
        self._found.append((table, columns))
        self._remarks += [ReplyRemark(text) for text in (*table.remarks, columns.in_words(table))]
        for row in columns.rows:
            self._add_row(row, columns, table)

    def reply(self) -> Reply:
        """Return what was found.

        Raises:
            InvalidFile: no table has the columns that are needed.
        """
        if not self._found:
            # The longest sheet is the one that was meant; the others are instructions.
            _, reason = max(self._misses, key=_length, default=(0, "this workbook shows no sheet"))
            message, _, hint = reason.partition("; ")
            raise _problem(self._file, message, hint)
        return Reply(
            self._file.name,
            "import",
            tuple(self._answers),
            tuple(self._without_answered(self._unplaced)),
            remarks=tuple(self._remarks),
            questions=tuple(self._questions),
        )

    def answer_cells(self, workbook: Workbook) -> list[AnswerCell]:
        """Return the cells for answers of what was found in the sheets of a workbook."""
        return [
            cell
            for table, columns in self._found
            if (sheet := workbook.sheet(table.title))
            for row in columns.rows
            if (cell := self._answer_cell(row, columns.by_role, sheet))
        ]

    def _answer_cell(
        self, row: TableRow, by_role: Mapping[str, int], sheet: Sheet
    ) -> AnswerCell | None:
        asked, said, ref = (row.text(by_role.get(role)) for role in ("question", "answer", "ref"))
        if not (asked or ref) or is_header(said, "answer"):
            return None
        cell = sheet.cell(f"{column_name(by_role['answer'])}{row.place.line}")
        name = short_name(ref or asked)
        try:
            key = self._index.find(ref, asked)
        except NoMatch as reason:
            return AnswerCell(name, sheet, cell, obstacle=str(reason))
        question = self._question(key)
        source = CellSource(key, partial(shown_texts, question), partial(self._reading, question))
        is_placeholder = self._words.meaning_of(said) == "unanswered" if said else False
        return AnswerCell(name, sheet, cell, (source,), is_placeholder=is_placeholder)

    def _reading(self, question: BaseQuestion, text: str) -> Data:
        """Return the answer that an import takes from a text."""
        return answer_fields(text, "", question, self._words).get("answer")

    def _without_answered(self, unplaced: list[UnplacedReply]) -> Iterator[UnplacedReply]:
        """Yield what has no place; a question that is answered by itself is no suggestion."""
        answered = {answer.key for answer in self._answers}
        for entry in unplaced:
            is_answered = entry.similar is not None and entry.similar.answer.key in answered
            yield replace(entry, similar=None) if is_answered else entry

    def _add_row(self, row: TableRow, columns: Columns, table: Table) -> None:
        by_role = columns.by_role
        asked, said, note, ref, section = (
            row.text(by_role.get(role)) for role in ("question", "answer", "note", "ref", "section")
        )
        if not (asked or ref) or is_header(said, "answer"):
            return  # nothing is asked, or the headers stand there again below a title
        if asked:
            self._questions.append(ForeignQuestion(ref, asked, section or table.title, said))
        self._remarks += self._cell_remarks(row, by_role)
        if not said and not note:
            return
        place = row.cells[by_role["answer"]].place if by_role["answer"] in row.cells else row.place
        try:
            key = self._key_of(ref, asked, longest=max(len(said), len(note)))
        except NoMatch as reason:
            is_too_long = max(len(said), len(note)) > _MAX_LENGTH
            key = "" if is_too_long else self._similar.find(asked) or ""
            answer = self._answer(key, said, note, place, asked) if key else None
            similar = SimilarQuestion(self._question(key).ask, answer) if answer else None
            unplaced = UnplacedReply(asked or ref, said, place, str(reason), similar)
            self._unplaced.append(unplaced)
            return
        if answer := self._answer(key, said, note, place, asked):
            self._answers.append(answer)

    def _answer(
        self, key: str, said: str, note: str, place: Place, asked: str
    ) -> RepliedAnswer | None:
        """Return the answer of a row to a question of ours; None if it says nothing."""
        questionnaire, _, name = key.partition("/")
        fields = answer_fields(said, note, self._question(key), self._words)
        return RepliedAnswer(questionnaire, name, fields, place, asked or None) if fields else None

    def _question(self, key: str) -> BaseQuestion:
        questionnaire, _, name = key.partition("/")
        return self._questionnaires[questionnaire].questions[name]

    def _key_of(self, ref: str, asked: str, *, longest: int) -> str:
        """Return the question of a row whose longest text has so many characters.

        Raises:
            NoMatch: it is none of ours, or says more than an answer may hold.
        """
        if longest > _MAX_LENGTH:
            raise NoMatch(f"the answer has more than {_MAX_LENGTH:,} characters")
        return self._index.find(ref, asked)

    def _cell_remarks(self, row: TableRow, by_role: Mapping[str, int]) -> Iterator[ReplyRemark]:
        for role in ("answer", "note"):
            cell = row.cells.get(by_role.get(role, 0))
            if cell and cell.trouble:
                yield ReplyRemark(f"the {role} {cell.trouble}, and is left out", cell.place)
            elif cell and cell.is_formula:
                yield ReplyRemark(f"the {role} is taken from a formula", cell.place)


def _length(miss: tuple[int, str]) -> int:
    return miss[0]


def _named_columns(settings: ImportSettings) -> dict[str, str]:
    names = settings.columns
    named = {
        "question": names.question,
        "answer": names.answer,
        "note": names.note,
        "ref": names.ref,
    }
    return {role: name for role, name in named.items() if name}
