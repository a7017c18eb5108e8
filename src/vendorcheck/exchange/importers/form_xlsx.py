"""form-xlsx: our form as a workbook, whole or a part of it, whatever program saved it."""

from collections.abc import Iterator

from vendorcheck.document.problems import InvalidFile
from vendorcheck.exchange.form_layout import KEY_PREFIX, ROW_OF_FILLER, parse_row_id
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.importers.form_workbook.answers import AnswerReader, read_labels
from vendorcheck.exchange.importers.form_workbook.evidence import EvidenceReader
from vendorcheck.exchange.importers.form_workbook.sheets import (
    describe_form,
    describe_sheet,
    find_form_sheets,
    is_form,
    other_packages,
)
from vendorcheck.exchange.reply import Place, Reply, ReplyRemark
from vendorcheck.exchange.workbooks import Cell, Workbook, looks_like_workbook, read_workbook

_LISTS_MARK = f"{KEY_PREFIX}lists"


def _recognizes(file: ReceivedFile) -> bool:
    if not looks_like_workbook(file.content):
        return False
    try:
        return is_form(read_workbook(file.content, file.name))
    except InvalidFile:
        return False  # whoever else reads workbooks reports it


@IMPORTERS.importer("form-xlsx", _recognizes)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:
    """Return what a form says that came back.

    Raises:
        InvalidFile: it is no workbook, damaged, or larger than is read.
    """
    workbook = read_workbook(file.content, file.name)
    answers = AnswerReader(settings.questionnaires, read_labels(_list_rows(workbook)))
    keys_by_number: dict[str, str] = {}
    for sheet in find_form_sheets(workbook, "answer"):
        for row in sheet.rows:
            answers.read_row(row)
            row_id = parse_row_id(row.cell("id").text)
            if row_id and row_id.option is None:
                keys_by_number.setdefault(row.cell("number").text, row_id.key)
    evidence = EvidenceReader(keys_by_number)
    for sheet in find_form_sheets(workbook, "about"):
        for row in sheet.rows:
            evidence.read_row(row)
    form = describe_form(workbook)
    return Reply(
        file.name,
        "vendor",
        tuple(answers.answers(evidence.pieces)),
        (*answers.unplaced, *evidence.unplaced),
        form,
        _filler(workbook),
        {name: sent.version for name, sent in form.questionnaires.items()},
        (*answers.remarks, *evidence.remarks, *_remarks_on_sheets(workbook)),
    )


def _list_rows(workbook: Workbook) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Yield question, option and entry from the hidden lists, if they are there."""
    for sheet in workbook.sheets:
        if sheet.rows and sheet.rows[0].cell("A").text == _LISTS_MARK:
            for row in sheet.rows[1:]:
                yield row.cell("A"), row.cell("B"), row.cell("C")


def _filler(workbook: Workbook) -> str | None:
    """Return who filled in the form, as the cover says."""
    for sheet in workbook.sheets:
        for row in sheet.rows:
            if row.cell("A").text == ROW_OF_FILLER:
                return row.cell("C").text or None
    return None


def _remarks_on_sheets(workbook: Workbook) -> Iterator[ReplyRemark]:
    """Yield remarks on sheets that are no part of the form, and on those of another form."""
    for sheet in other_packages(workbook):
        place = Place(cell=f"{sheet.title}!A1")
        yield ReplyRemark(f'the sheet "{sheet.title}" is from another form', place)
    for sheet in workbook.sheets:
        is_lists = bool(sheet.rows) and sheet.rows[0].cell("A").text == _LISTS_MARK
        if sheet.rows and not is_lists and describe_sheet(sheet) is None:
            place = Place(cell=f"{sheet.title}!A1")
            yield ReplyRemark(
                f'the sheet "{sheet.title}" is no part of the form and was not read', place
            )
