"""The table of importers, what each of them gets, and the choice of one for a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias

from vendorcheck.document.foreign import ForeignFile, recognize_foreign
from vendorcheck.document.problems import InvalidFile, Location, Problem
from vendorcheck.exchange.answer_cells import AnswerCell
from vendorcheck.exchange.form_layout import is_form_page
from vendorcheck.exchange.reply import Reply
from vendorcheck.exchange.workbooks import Workbook, looks_like_workbook, read_workbook
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.registry import Registry

_WORKBOOK_SUFFIXES: Final = (".xlsx", ".xlsm", ".xls")
_OTHER_SHEETS: Final = (".ods", ".numbers")


@dataclass(frozen=True)
class ReceivedFile:
    """A file that came back, which is hostile: its name, and its content."""

    name: str
    content: bytes

    @cached_property
    def workbook(self) -> Workbook:
        """The file as a workbook, opened once for all importers.

        Raises:
            InvalidFile: it is none, or it can't be read.
        """
        return read_workbook(self.content, self.name)

    @property
    def sheet_titles(self) -> tuple[str, ...]:
        """The titles of its sheets; empty if it is no workbook, or one that can't be read."""
        if not looks_like_workbook(self.content):
            return ()
        try:
            return tuple(sheet.title for sheet in self.workbook.sheets)
        except InvalidFile:
            return ()


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The columns of a table by their headers or letters, where a person named them."""

    question: str | None = None
    answer: str | None = None
    note: str | None = None
    ref: str | None = None
    sheet: str | None = None
    """The sheet of a workbook."""


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The settings that an importer may use beside the file.

    `questionnaires` are those known, by id. `chosen_ids` are those whose questions may be matched
    by their texts or refs; empty: all. `fill` are the questionnaires to answer through a
    crosswalk. `words` are a person's own answer words, each with what it means.
    `new_questionnaire_id` is the id of the questionnaire to make from the file itself, whose
    questions it then answers; None: none is made. `day` is today; None: no day is in the future.
    """

    questionnaires: Mapping[str, Questionnaire]
    chosen_ids: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    columns: ColumnNames = field(default_factory=ColumnNames)
    words: Mapping[str, str] = field(default_factory=dict)
    new_questionnaire_id: str | None = None
    day: date | None = None


AnswerCells: TypeAlias = Callable[[ReceivedFile, ImportSettings], Sequence[AnswerCell]]


@dataclass(frozen=True, slots=True)
class Importer:
    """A format of files that come back, and what the command needs to know about it.

    `recognizes` looks at a file's name and content and never fails; `read` raises `InvalidFile`
    with every problem of the file.
    """

    name: str
    """The value of `--as`."""
    recognizes: Callable[[ReceivedFile], bool]
    read: Callable[[ReceivedFile, ImportSettings], Reply]
    is_general: bool = False
    """True if it takes what no other format is: it is chosen only if no other recognizes a file."""
    answer_cells: AnswerCells | None = None
    """Returns the cells of a workbook that take answers; None if there are none to fill."""


class ImporterTable(Registry[Importer]):
    """The importers by name."""

    def importer(
        self,
        name: str,
        recognizes: Callable[[ReceivedFile], bool],
        *,
        is_general: bool = False,
        answer_cells: AnswerCells | None = None,
    ) -> Callable[
        [Callable[[ReceivedFile, ImportSettings], Reply]],
        Callable[[ReceivedFile, ImportSettings], Reply],
    ]:
        """Return a decorator that enters a function as an importer; see `Importer`."""

        def enter(
            read: Callable[[ReceivedFile, ImportSettings], Reply],
        ) -> Callable[[ReceivedFile, ImportSettings], Reply]:
            importer = Importer(name, recognizes, read, is_general, answer_cells)
            self.add(name)(importer)
            return read

        return enter


IMPORTERS = ImporterTable("format of import")
"""The formats that `import` reads, by the value of `--as`."""


def choose_importer(file: ReceivedFile, name: str | None = None) -> Importer:
    """Return the importer with a name, else the one that recognizes the file.

    Raises:
        VendorcheckError: there is none with this name.
        InvalidFile: none recognizes the file, or several do.
    """
    if name is not None:
        return IMPORTERS.get(name)
    matches = [entry for entry in IMPORTERS.values() if entry.recognizes(file)]
    specific = [entry for entry in matches if not entry.is_general] or matches
    if len(specific) == 1:
        return specific[0]
    if is_form_page(file.content):
        message = "this is the form itself: what is filled in is in the browser, not in this file"
        hint = "ask the vendor for the file that Download answers gives; its name ends in .json"
    elif specific:
        message = f"this can be read as {' or as '.join(entry.name for entry in specific)}"
        hint = "say which with --as"
    else:
        is_called_workbook = file.name.lower().endswith(_WORKBOOK_SUFFIXES)
        if is_called_workbook or looks_like_workbook(file.content):
            _ = file.workbook  # if it can't be read, its own problem says more
        foreign = recognize_foreign(file.content, file.name)
        message = (
            f"this is {foreign.name}, which can't be imported"
            if foreign
            else "this is no file that can be imported"
        )
        hint = _hint_for(file, foreign)
    raise InvalidFile([Problem(Location(file.name), "unknown-kind", message, hint)])


def _hint_for(file: ReceivedFile, foreign: ForeignFile | None) -> str:
    """Return what to do about a file that can't be imported."""
    if foreign is None:
        return f"--as takes {', '.join(IMPORTERS)}"
    if file.name.lower().endswith(_OTHER_SHEETS):
        return "open it in LibreOffice or Excel and save it as an Excel workbook (.xlsx)"
    return foreign.hint
