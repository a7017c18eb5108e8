"""caiq: CAIQ 3, 4.0, 4.1 or AI-CAIQ 1, as a questionnaire of its own or for --fill (4.0, 4.1)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.answer_cells import AnswerCell, CellSource
from vendorcheck.exchange.foreign_questionnaires import (
    MadeQuestion,
    MadeSection,
    foreign_questionnaire_data,
)
from vendorcheck.exchange.importers._base import IMPORTERS, ImportSettings, ReceivedFile
from vendorcheck.exchange.importers._caiq_sheet import (
    CaiqRow,
    CaiqSheet,
    is_caiq_title,
    read_caiq_sheet,
)
from vendorcheck.exchange.importers._crosswalk import ForeignAnswer, cell_sources, fill_answers
from vendorcheck.exchange.importers._own_questions import (
    AsksOtherwise,
    OwnQuestions,
    Release,
    own_cell_sources,
)
from vendorcheck.exchange.reply import Place, RepliedAnswer, Reply, ReplyRemark, UnplacedReply
from vendorcheck.model.questions import BaseQuestion, RawAnswer
from vendorcheck.store.crosswalks import known_question_ids
from vendorcheck.text.suggest import make_id

_WORDS: Final = {"yes": "Yes", "no": "No", "na": "NA", "n/a": "NA"}
_LEFT_TO_US: Final = frozenset(("csc-owned", "aic-owned"))
"""Whose duty a control may be so that the answer says nothing of the vendor."""


def _recognizes(file: ReceivedFile) -> bool:
    return any(map(is_caiq_title, file.sheet_titles))


def _answer_cells(file: ReceivedFile, settings: ImportSettings) -> list[AnswerCell]:
    """Return the answer of each question, with what is equal to it through a crosswalk or a ref.

    Raises:
        VendorcheckError: it has marks instead of answers, or a crosswalk is missing.
        InvalidFile: it can't be read.
    """
    sheet = read_caiq_sheet(file.workbook)
    if sheet.has_marks:
        raise VendorcheckError(f"{sheet.name} has columns to mark, and only answers are filled in")
    crosswalked = cell_sources(sheet.name, sheet.framework, sheet.version, _word_of, settings)
    release = Release(sheet.name, sheet.full_version)
    all_own = [OwnQuestions(settings.questionnaires[name], release) for name in settings.chosen_ids]
    known_ids = known_question_ids(sheet.framework, sheet.version)
    return [_answer_cell(row, sheet, crosswalked, all_own, known_ids) for row in sheet.rows]


def _answer_cell(
    row: CaiqRow,
    sheet: CaiqSheet,
    crosswalked: Mapping[str, Sequence[CellSource]],
    all_own: Sequence[OwnQuestions],
    known_ids: frozenset[str],
) -> AnswerCell:
    sources, obstacle = own_cell_sources(all_own, row.id, row.asked, _own_source)
    if row.ownership.casefold() not in _LEFT_TO_US:
        sources = [*crosswalked.get(row.id, ()), *sources]
    if known_ids and row.id not in known_ids:
        sources, obstacle = [], f"{sheet.name} has no such question"
    return AnswerCell(row.id, sheet.sheet, row.answer, tuple(sources), "" if sources else obstacle)


def _word_of(text: str) -> str:
    return _WORDS.get(text.casefold(), "")


def _own_source(key: str, _: BaseQuestion) -> CellSource:
    return CellSource(key, _own_words, _own_reading)


def _own_words(raw: RawAnswer) -> tuple[str, ...]:
    return tuple(word for word in ("Yes", "No") if _own_reading(word) == raw)


def _own_reading(text: str) -> Data:
    word = _word_of(text)
    return None if word in {"", "NA"} else word.lower()


@IMPORTERS.importer("caiq", _recognizes, answer_cells=_answer_cells)
def read(file: ReceivedFile, settings: ImportSettings) -> Reply:
    """Return the answers to our questions, to those of the CAIQ itself, or both."""
    if not (settings.fill or settings.new_questionnaire_id or settings.chosen_ids):
        raise VendorcheckError(
            "say what to do with a CAIQ: --fill ID answers our own questions as far as it does, "
            "--questionnaire-out FILE makes a questionnaire of it, which -q FILE names later"
        )
    sheet = read_caiq_sheet(file.workbook)
    rows = _Rows(sheet)
    answers: list[RepliedAnswer] = []
    made = None
    if name := settings.new_questionnaire_id:
        made = foreign_questionnaire_data(name, sheet.full_version, sheet.name, _sections(sheet))
        answers += (
            _own_answer(name, make_id(row.id), row, answer)
            for row, answer in rows.answered.values()
        )
    release = Release(sheet.name, sheet.full_version)
    for questionnaire in (settings.questionnaires[name] for name in settings.chosen_ids):
        own = OwnQuestions(questionnaire, release)
        for row, answer in rows.answered.values():
            try:
                if question_id := own.find(row.id, row.asked):
                    answers.append(_own_answer(questionnaire.id, question_id, row, answer))
            except AsksOtherwise as error:
                rows.leave_out(row, str(error))
    foreign = {row.id: answer for row, answer in rows.answered.values()}
    answers += fill_answers(sheet.name, sheet.framework, sheet.version, foreign, settings)
    versions = {} if made is None else {str(made["id"]): sheet.full_version}
    return Reply(
        file.name,
        "import",
        tuple(answers),
        unplaced=tuple(rows.unplaced),
        versions=versions,
        remarks=tuple(rows.remarks),
        made_questionnaire=made,
        filled=settings.fill,
    )


class _Rows:
    """The rows of a CAIQ that can be used, and what is to be told of the others."""

    def __init__(self, sheet: CaiqSheet) -> None:
        self.answered: dict[str, tuple[CaiqRow, ForeignAnswer]] = {}
        self.unplaced: list[UnplacedReply] = []
        self.remarks: list[ReplyRemark] = []
        known_ids = known_question_ids(sheet.framework, sheet.version)
        for row in sheet.strangers:
            self.leave_out(row, f"this is no id of {sheet.name}")
        for row in sheet.rows:
            if known_ids and row.id not in known_ids:
                self.leave_out(row, f"{sheet.name} has no such question")
            elif row.trouble:
                self.leave_out(row, f"its answer {row.trouble}")
            elif row.answer.text or row.description:
                self._take(row)

    def _take(self, row: CaiqRow) -> None:
        answer = _foreign_answer(row)
        place = Place(cell=row.place)
        if row.id in self.answered:
            first_row, first = self.answered[row.id]
            if first.said != answer.said:
                self.leave_out(row, f"{first_row.place} answers it otherwise, and comes first")
            return
        if row.answer.formula is not None:
            self.remarks.append(
                ReplyRemark(f"{row.id}: the answer that a formula had last was taken", place)
            )
        self.answered[row.id] = (row, answer)

    def leave_out(self, row: CaiqRow, because: str) -> None:
        """Note that the answer of a row is not taken."""
        place = Place(cell=row.place)
        self.unplaced.append(UnplacedReply(row.id, row.answer.text, place, because))


def _foreign_answer(row: CaiqRow) -> ForeignAnswer:
    text = row.answer.text
    word = _WORDS.get(text.casefold())
    if word is None:
        # Prose in the place of an answer is kept, and answers nothing.
        said = "no answer"
        explanation = "\n".join(filter(None, (text, row.description)))
    else:
        said, explanation = word, row.description
    is_ours = row.ownership.casefold() in _LEFT_TO_US
    said = f"{said}, but left to the customer" if is_ours else said
    return ForeignAnswer(said, None if is_ours else word, explanation, Place(cell=row.place))


def _own_answer(
    questionnaire_id: str, question_id: str, row: CaiqRow, answer: ForeignAnswer
) -> RepliedAnswer:
    """Return the answer to the CAIQ's own question."""
    word = _WORDS.get(row.answer.text.casefold())
    fields: dict[str, Data] = {"note": answer.explanation}
    if word == "NA":
        fields["not_applicable"] = row.description or "The vendor answers NA, without a reason."
    elif word is not None:
        fields["answer"] = word.lower()
    if row.ownership:
        fields["note"] = f"{row.ownership}. {answer.explanation}".strip()
    return RepliedAnswer(
        questionnaire_id, question_id, fields, answer.place, asked=row.asked or None
    )


def _sections(sheet: CaiqSheet) -> Iterator[MadeSection]:
    """Yield a section for each domain, with its questions; of two rows with one id the first."""
    sections: dict[str, MadeSection] = {}
    seen: set[str] = set()
    for row in sheet.rows:
        if row.id in seen:
            continue
        seen.add(row.id)
        prefix = row.id[:3]
        title = row.domain or prefix
        section = sections.setdefault(prefix, MadeSection(make_id(prefix), title))
        keys: dict[str, Data] = {
            "type": "yes_no",
            "severity": "medium",
            "finding": f"{row.id} is answered No",
            "remedy": f"Meet what {row.id} asks for.",
        }
        asked = row.asked or f"Is {row.id} met?"
        section.questions.append(MadeQuestion(make_id(row.id), row.id, asked, keys))
    yield from sections.values()
