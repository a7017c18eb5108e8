"""hecvat: HECVAT 3 or 4 as a questionnaire of its own, scored as it scores, or for --fill (3)."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.answer_cells import AnswerCell, CellSource, shown_texts
from vendorcheck.exchange.foreign_questionnaires import (
    MadeQuestion,
    MadeSection,
    foreign_questionnaire_data,
)
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.importers._hecvat import Hecvat, HecvatRow, Scoring
from vendorcheck.exchange.importers._hecvat_fill import HecvatFill
from vendorcheck.exchange.importers._hecvat_score import score_remarks
from vendorcheck.exchange.importers._hecvat_workbook import is_hecvat, read_hecvat
from vendorcheck.exchange.importers._own_questions import (
    AsksOtherwise,
    OwnQuestions,
    Release,
    own_cell_sources,
)
from vendorcheck.exchange.reply import Place, RepliedAnswer, Reply, ReplyRemark, UnplacedReply
from vendorcheck.exchange.workbooks import Cell
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.suggest import make_id

_USUAL: Final = {"yes": "Yes", "no": "No"}
_NOT_APPLICABLE: Final = {"not-applicable": "N/A"}
"""An option as well where it keeps the weight, and earns nothing."""
_MAX_OPTION: Final = 60
"""The most characters of an answer that is an option; a longer one is prose."""
_PLACEHOLDERS: Final = frozenset(
    {
        "vendor name",
        "product name",
        "mm/dd/yyyy",
        "555-555-5555",
        "http://www.vendor.domain/privacynotice",
        "http://www.vendor.domain/vpat",
        "vendor contact name",
        "vendor contact title",
    }
)
"""The texts that a blank template holds where an answer should be."""


def _recognizes(file: ReceivedFile) -> bool:
    return is_hecvat(file.sheet_titles)


def _answer_cells(file: ReceivedFile, settings: ImportSettings) -> list[AnswerCell]:
    """Return the answer of each question, with what is equal to it through a crosswalk or a ref.

    Raises:
        VendorcheckError: there is nothing to answer it from, or a crosswalk is missing.
        InvalidFile: it can't be read.
    """
    hecvat = read_hecvat(file.workbook)
    crosswalked = HecvatFill(hecvat, replace(settings, fill=())).cell_sources(settings)
    if not (settings.chosen_ids or crosswalked):
        raise VendorcheckError(
            f"name the questionnaire that was made of {hecvat.name} before: -q FILE; import with "
            "--questionnaire-out makes it"
        )
    release = Release(hecvat.name, hecvat.version)
    all_own = [OwnQuestions(settings.questionnaires[name], release) for name in settings.chosen_ids]
    sheets = {sheet.title: sheet for sheet in file.workbook.sheets}
    cells: list[AnswerCell] = []
    for row in hecvat.rows:
        source = partial(_own_source, hecvat, row)
        sources, obstacle = own_cell_sources(all_own, row.id, row.asked, source)
        sources = [*crosswalked.get(row.id, ()), *sources]
        sheet = sheets[row.place.rpartition("!")[0]]
        is_placeholder = row.answer.text.casefold() in _PLACEHOLDERS
        because = "" if sources else obstacle
        cell = AnswerCell(row.id, sheet, row.answer, tuple(sources), because, is_placeholder)
        cells.append(cell)
    return cells


def _own_source(hecvat: Hecvat, row: HecvatRow, key: str, question: BaseQuestion) -> CellSource:
    return CellSource(key, partial(shown_texts, question), partial(_reading, hecvat, row))


def _reading(hecvat: Hecvat, row: HecvatRow, text: str) -> Data:
    """Return the answer that an import takes from a text in the row."""
    filled = replace(row, answer=Cell(row.answer.coordinate, text), explanation="")
    return _fields(hecvat, filled).get("answer")


@IMPORTERS.importer("hecvat", _recognizes, answer_cells=_answer_cells)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:
    """Return the answers to our questions, to those of the HECVAT itself, or both."""
    if not (settings.fill or settings.new_questionnaire_id or settings.chosen_ids):
        raise VendorcheckError(
            "say what to do with a HECVAT: --fill ID answers our own questions as far as it does, "
            "--questionnaire-out FILE makes a questionnaire of it, which -q FILE names later"
        )
    hecvat = read_hecvat(file.workbook)
    made = None
    answers: list[RepliedAnswer] = []
    unplaced = [*_unplaced(hecvat)]
    if new_id := settings.new_questionnaire_id:
        sections = [*_sections(hecvat)]
        made = foreign_questionnaire_data(new_id, hecvat.version, hecvat.name, sections)
        replies = (_reply(new_id, make_id(row.id), hecvat, row) for row in hecvat.rows)
        answers += filter(None, replies)
    release = Release(hecvat.name, hecvat.version)
    for name in settings.chosen_ids:
        own = OwnQuestions(settings.questionnaires[name], release)
        for row in hecvat.rows:
            try:
                question_id = own.find(row.id, row.asked)
            except AsksOtherwise as error:
                place = Place(cell=row.place)
                unplaced.append(UnplacedReply(row.id, row.answer.text, place, str(error)))
            else:
                reply = question_id and _reply(name, question_id, hecvat, row)
                answers += [reply] if reply else []
    fill = HecvatFill(hecvat, settings)
    return Reply(
        file.name,
        "import",
        (*answers, *fill.answers),
        unplaced=tuple(unplaced),
        versions={new_id: hecvat.version} if new_id else {},
        remarks=(*score_remarks(hecvat), *_formula_remarks(hecvat), *fill.remarks()),
        made_questionnaire=made,
        filled=settings.fill,
    )


def _reply(
    questionnaire_id: str, question_id: str, hecvat: Hecvat, row: HecvatRow
) -> RepliedAnswer | None:
    """Return the answer to a question; None if the vendor wrote nothing."""
    fields = _fields(hecvat, row)
    if not fields:
        return None
    place = Place(cell=row.place)
    return RepliedAnswer(questionnaire_id, question_id, fields, place, asked=row.asked or None)


def _unplaced(hecvat: Hecvat) -> Iterator[UnplacedReply]:
    for row in hecvat.rows:
        if row.answer.trouble:
            because = f"its answer {row.answer.trouble}"
            yield UnplacedReply(row.id, "", Place(cell=row.place), because)
    for row, first in hecvat.overruled:
        because = f"{first.place} answers it otherwise, and comes first"
        yield UnplacedReply(row.id, row.answer.text, Place(cell=row.place), because)


def _formula_remarks(hecvat: Hecvat) -> Iterator[ReplyRemark]:
    for row in hecvat.rows:
        if row.answer.formula is not None and row.answer.text:
            message = f"{row.id}: the answer that a formula had last was taken"
            yield ReplyRemark(message, Place(cell=row.place))


def _sections(hecvat: Hecvat) -> Iterator[MadeSection]:
    """Yield the sections by the prefix of the ids, with the qualifier on which each depends."""
    sections: dict[str, MadeSection] = {}
    asked_ids = {row.id for row in hecvat.rows}
    for row in hecvat.rows:
        prefix = row.id.partition("-")[0]
        if prefix not in sections:
            part = hecvat.parts.get(prefix)
            qualifier = part.qualifier if part and part.qualifier in asked_ids else None
            when: dict[str, Data] = {make_id(qualifier): ["yes"]} if qualifier else {}
            sections[prefix] = MadeSection(make_id(prefix), row.section or prefix, when=when)
        asked = row.asked or f"{row.id}?"
        keys = {**_when(hecvat, row), **dict(_question_keys(hecvat, row))}
        sections[prefix].questions.append(MadeQuestion(make_id(row.id), row.id, asked, keys))
    yield from sections.values()


def _when(hecvat: Hecvat, row: HecvatRow) -> dict[str, Data]:
    qualifiers = hecvat.qualifiers.get(row.id, ())
    return {"when": {make_id(name): ["yes"] for name in qualifiers}} if qualifiers else {}


def _question_keys(hecvat: Hecvat, row: HecvatRow) -> Iterator[tuple[str, Data]]:
    """Yield the keys of a question: with options and credit if it is scored, a fact otherwise."""
    scoring = hecvat.scoring.get(row.id)
    is_qualifier = row.id in hecvat.qualifying_ids
    if scoring is None or (scoring.compliant is None and not is_qualifier):
        yield "type", "text"
        return
    yield "type", "choice"
    options = _options(hecvat, scoring, row.answer.text)
    if not hecvat.counts(row.id):
        yield "fact", "true"
        yield "options", [{"id": name, "label": label} for name, label in options.items()]
        return
    yield "severity", "high" if scoring.high_risk else "medium"
    yield "weight", _decimal(scoring.weight)
    yield "not_applicable", "refused" if hecvat.not_applicable_counts else "allowed"
    yield "finding", f"{row.id} is not answered as expected"
    yield "remedy", f"Reach what {row.id} asks for; the expected answer is {scoring.compliant}."
    yield (
        "options",
        [
            {"id": name, "label": label, "credit": str(int(scoring.is_compliant(label)))}
            for name, label in options.items()
        ],
    )


def _options(hecvat: Hecvat, scoring: Scoring, answer: str) -> dict[str, str]:
    """Return the options of a question by id: the usual ones, the expected one, and the answer."""
    options = {**_USUAL, **(_NOT_APPLICABLE if hecvat.not_applicable_counts else {})}
    if scoring.compliant and not any(map(scoring.is_compliant, options.values())):
        options[make_id(str(scoring.compliant)) or "expected"] = str(scoring.compliant)
    if answer and not _is_prose(answer) and answer not in options.values():
        name = make_id(answer) or "other"
        while name in options:
            name = f"{name}-as-written"
        options[name] = answer
    return options


def _is_prose(answer: str) -> bool:
    return len(answer) > _MAX_OPTION or "\n" in answer


def _fields(hecvat: Hecvat, row: HecvatRow) -> dict[str, Data]:
    """Return the answer to a question; prose is a note, and answers if it holds the expected."""
    answer = "" if row.answer.trouble else row.answer.text
    if answer.casefold() in _PLACEHOLDERS:
        answer = ""
    fields: dict[str, Data] = {}
    scoring = hecvat.scoring.get(row.id)
    is_qualifier = row.id in hecvat.qualifying_ids
    if row.is_not_applicable and not hecvat.not_applicable_counts:
        fields["not_applicable"] = row.explanation or "The vendor answers N/A, without a reason."
        answer = ""
    elif answer and (scoring is None or (scoring.compliant is None and not is_qualifier)):
        fields["answer"] = answer
        answer = ""
    elif answer and scoring:
        options = _options(hecvat, scoring, answer)
        if not _is_prose(answer):
            fields["answer"] = next(name for name, label in options.items() if label == answer)
            answer = ""
        elif scoring.is_compliant(answer):
            fields["answer"] = next(
                name for name, label in options.items() if scoring.is_compliant(label)
            )
    if note := "\n\n".join(filter(None, (answer, row.explanation))):
        fields["note"] = note
    return fields


def _decimal(number: float) -> str:
    fraction = Fraction(number).limit_denominator(1000)
    return str(fraction.numerator) if fraction.denominator == 1 else f"{float(fraction):.3f}"
