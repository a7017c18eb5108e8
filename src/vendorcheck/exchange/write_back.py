"""The answers that go into the cells of a foreign workbook, and those that stay blank, and why.

It never guesses: a text is written only if an import of the copy takes our answer from it. That
something does not apply is for a person to say, and is never written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.exchange.answer_cells import AnswerCell, CellSource
from vendorcheck.exchange.merging import says_the_same
from vendorcheck.exchange.tables.words import AnswerWords
from vendorcheck.exchange.workbooks import SheetRules, Workbook, patch_of, read_rules, text_as_read
from vendorcheck.model.answer_sources import find_source_fault
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, InvalidAnswer, RawAnswer
from vendorcheck.model.vendor_file import Answer, VendorFile

MAX_TEXT_LENGTH: Final = 32_767
"""The most characters of a cell, in Excel as well."""
NO_QUESTION: Final = "none of our questions is the same"
NO_ANSWER: Final = "we have no answer"
_NOT_APPLICABLE: Final = "our file says that it does not apply; write that yourself if it is so"


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell that gets an answer."""

    cell: AnswerCell
    key: str
    """Our question, as `questionnaire/question`."""
    text: str


@dataclass(frozen=True, slots=True)
class BlankCell:
    """A cell that is left as it is, and why."""

    cell: AnswerCell
    because: str


@dataclass(slots=True)
class WriteBackPlan:
    """The cells of a workbook: filled by us, left as they are, and those that say it already."""

    written: list[WrittenCell] = field(default_factory=list)
    blank: list[BlankCell] = field(default_factory=list)
    same: list[AnswerCell] = field(default_factory=list)

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """The texts to write, by the title of the sheet and the coordinate of the cell."""
        texts: dict[str, dict[str, str]] = {}
        for entry in self.written:
            sheet = texts.setdefault(entry.cell.sheet.title, {})
            sheet[entry.cell.cell.coordinate] = entry.text
        return texts


class _LeftBlank(Exception):  # noqa: N818 - it only ends the search for a text
    """No text is written into the cell; the text says why."""


def plan_write_back(
    content: bytes,
    workbook: Workbook,
    cells: Sequence[AnswerCell],
    vendor_file: VendorFile,
    questionnaires: Mapping[str, Questionnaire],
) -> WriteBackPlan:
    """Return what is written into a copy of a workbook; nothing is written here.

    Args:
        content: the workbook.
        workbook: the same, as it was read.
        cells: its cells that take answers.
        vendor_file: our answers.
        questionnaires: the known questionnaires.

    Raises:
        VendorcheckError: a sheet is such that nothing can be written into it.
        InvalidFile: a sheet is damaged.
    """
    plan = WriteBackPlan()
    for title in dict.fromkeys(cell.sheet.title for cell in cells):
        sheet_cells = [cell for cell in cells if cell.sheet.title == title]
        coordinates = {cell.cell.coordinate: cell for cell in sheet_cells}
        patch = patch_of(content, sheet_cells[0].sheet, coordinates)
        rules = read_rules(content, workbook, sheet_cells[0].sheet)
        for cell in sheet_cells:
            is_formula = patch.state_of(cell.cell.coordinate) == "formula"
            filling = _Filling(cell, vendor_file, questionnaires, rules, is_formula=is_formula)
            filling.add_to(plan)
    return plan


@dataclass(frozen=True, slots=True)
class _OurAnswer:
    """An answer of ours to one of the questions that a cell is about."""

    source: CellSource
    question: BaseQuestion
    raw: RawAnswer

    def is_read_from(self, text: str) -> bool:
        """Return whether an import takes this answer from a text in the cell."""
        reading = self.source.reads(text_as_read(text))
        ours: Data = self.raw if isinstance(self.raw, str) else [*self.raw]
        return reading is not None and says_the_same(
            {"answer": ours}, {"answer": reading}, self.question
        )


class _Filling:
    """The filling of one cell."""

    def __init__(
        self,
        cell: AnswerCell,
        vendor_file: VendorFile,
        questionnaires: Mapping[str, Questionnaire],
        rules: SheetRules,
        *,
        is_formula: bool,
    ) -> None:
        self._cell, self._vendor_file, self._questionnaires = cell, vendor_file, questionnaires
        self._rules, self._is_formula = rules, is_formula

    def add_to(self, plan: WriteBackPlan) -> None:
        """Decide what becomes of the cell."""
        try:
            answers = self._our_answers()
            self._require_room(answers)
            texts = {self._text_of(answer): answer for answer in answers}
            if len(texts) > 1:
                keys = " and ".join(answer.source.key for answer in answers)
                raise _LeftBlank(f"{keys} say different things there")  # noqa: TRY301
        except _LeftBlank as reason:
            plan.blank.append(BlankCell(self._cell, str(reason)))
        except _SaysSo:
            plan.same.append(self._cell)
        else:
            ((text, answer),) = texts.items()
            plan.written.append(WrittenCell(self._cell, answer.source.key, text))

    def _our_answers(self) -> list[_OurAnswer]:
        """Return our answers to the questions that the cell is about.

        Raises:
            _LeftBlank: there is none that can be written.
        """
        if self._cell.obstacle:
            raise _LeftBlank(self._cell.obstacle)
        reasons: list[str] = []
        answers: list[_OurAnswer] = []
        for source in self._cell.sources:
            questionnaire_id, _, question_id = source.key.partition("/")
            questionnaire = self._questionnaires[questionnaire_id]
            if questionnaire.respondent == "requester":
                continue  # what we want to buy is nobody else's business
            question = questionnaire.questions[question_id]
            try:
                raw = _raw_answer(self._vendor_file.answer(source.key), question)
            except _LeftBlank as reason:
                reasons.append(str(reason))
            else:
                answers.append(_OurAnswer(source, question, raw))
        if not answers:
            raise _LeftBlank(next((one for one in reasons if one != NO_ANSWER), _first(reasons)))
        return answers

    def _require_room(self, answers: Sequence[_OurAnswer]) -> None:
        """Check that the cell is there to be filled, and not filled already.

        Raises:
            _LeftBlank: it is not.
            _SaysSo: it says our answer.
        """
        cell = self._cell.cell
        is_computed = self._rules.is_computed(cell.coordinate)
        if self._is_formula or is_computed or cell.formula is not None:
            raise _LeftBlank("it is a formula")
        if cell.merged_from or self._rules.is_covered(cell.coordinate):
            raise _LeftBlank("it is merged with another cell")
        if cell.trouble or (cell.text and not self._cell.is_placeholder):
            if all(answer.is_read_from(cell.text) for answer in answers):
                raise _SaysSo
            raise _LeftBlank("something else stands there")

    def _text_of(self, answer: _OurAnswer) -> str:
        """Return the text that says an answer, among the options of a drop-down if it has one.

        Raises:
            _LeftBlank: none does, or none surely.
        """
        rule = self._rules.rule_of(self._cell.cell.coordinate)
        if rule and rule.unmet:
            raise _LeftBlank(rule.unmet)
        texts = [text for text in answer.source.texts(answer.raw) if answer.is_read_from(text)]
        if rule is None:
            if not texts:
                raise _LeftBlank("no text there says the same as our answer")
            return _checked(texts[0])
        options = [option for option in rule.options if answer.is_read_from(option)]
        folded = [text.casefold() for text in texts]
        exact = [option for option in options if option.casefold() in folded]
        if len(exact or options) > 1:
            raise _LeftBlank("more than one option of its list says the same as our answer")
        for option in exact or options:
            return _checked(option)
        raise _LeftBlank("no option of its list says the same as our answer")


class _SaysSo(Exception):  # noqa: N818 - it is as it should be
    """The cell says our answer already."""


def _first(reasons: Sequence[str]) -> str:
    return next(iter(reasons), NO_QUESTION)


def _raw_answer(answer: Answer | None, question: BaseQuestion) -> RawAnswer:
    """Return an answer of ours as its question writes it.

    Raises:
        _LeftBlank: there is none, or it is not for others.
    """
    if answer is None or (answer.answer is None and not answer.not_applicable):
        raise _LeftBlank("we don't know" if answer and answer.unknown else NO_ANSWER)
    if answer.disputed:
        raise _LeftBlank("our answer is disputed")
    if answer.answer is None:
        raise _LeftBlank(_NOT_APPLICABLE)
    as_vendor = answer.model_copy(update={"source": "vendor"})
    if find_source_fault(question, as_vendor, is_for_requester=False):
        raise _LeftBlank("our answer is none of a vendor")
    try:
        return question.parse_answer(answer.answer).raw
    except InvalidAnswer as error:
        raise _LeftBlank(f"our answer does not fit its question: {error.message}") from None


def _checked(text: str) -> str:
    """Return a text that may stand in a cell.

    Raises:
        _LeftBlank: it says that something does not apply, or is too long.
    """
    if AnswerWords().meaning_of(text) == "not-applicable":
        raise _LeftBlank(_NOT_APPLICABLE)
    if len(text) > MAX_TEXT_LENGTH:
        raise _LeftBlank(f"our answer has more than the {MAX_TEXT_LENGTH:,} characters of a cell")
    return text


def unknown_questionnaires(
    vendor_file: VendorFile, questionnaires: Mapping[str, Questionnaire]
) -> Iterator[str]:
    """Yield the questionnaires that our file answers and nobody has named."""
    yield from (name for name in vendor_file.responses if name not in questionnaires)
