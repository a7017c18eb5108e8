"""Read a person's own questionnaires together, and the intact parts of malformed ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.questionnaire import Questionnaire, fill_in_option_sets
from vendorcheck.validation.references import QuestionnaireLibrary
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.controls import ControlIds
    from vendorcheck.validation.recovery.cascades import KnownFlaws
    from vendorcheck.validation.recovery.repair import RepairedFile


class QuestionnaireBatch:
    """The questionnaires that were read.

    `unsound_ids` have errors that references to them are not blamed for; `flaws` are what wrong
    shapes leave unknown.
    """

    def __init__(self) -> None:
        self.unsound_ids: frozenset[str] = frozenset()
        self._questions_with_wrong_conditions: frozenset[str] = frozenset()
        self.flaws: KnownFlaws | None = None
        self._models: list[tuple[Questionnaire, Document]] = []
        self._repaired_files: dict[str, RepairedFile[Questionnaire]] = {}

    def read_questionnaire(self, document: Document) -> Questionnaire:
        """Read a questionnaire, or the intact parts of a malformed one.

        Raises:
            InvalidFile: no part can be used.
        """
        # Here, since it is only needed where there is a file.
        from vendorcheck.validation.questionnaires import unsound_questions

        try:
            questionnaire = parse_model(document, Questionnaire)
        except InvalidFile:
            questionnaire = self._repair_questionnaire(document)
        self._models.append((questionnaire, document))
        self.unsound_ids |= unsound_questions(questionnaire)
        return questionnaire

    def _repair_questionnaire(self, document: Document) -> Questionnaire:
        from vendorcheck.validation.recovery.cascades import KnownFlaws
        from vendorcheck.validation.recovery.repair import repair
        from vendorcheck.validation.recovery.wrong_kind import wrong_kind_remark

        if kind_remark := wrong_kind_remark(document.data, Questionnaire):
            raise InvalidFile([document.to_problem(kind_remark)])
        repaired = repair(Questionnaire, document.data)
        if repaired.model is None:
            raise InvalidFile(document.to_problems(repaired.remarks))
        questionnaire = fill_in_option_sets(repaired.model)
        self._repaired_files[document.file] = repaired
        self.flaws = self.flaws or KnownFlaws()
        self.flaws.add(questionnaire, repaired)
        return questionnaire

    def has_own_id(self, document: Document) -> bool:
        """Return whether the questionnaire's id can be read, so that others can refer to it."""
        repaired = self._repaired_files.get(document.file)
        return repaired is None or not (
            ("id",) in repaired.lost_paths or ("id",) in repaired.corrections
        )

    @property
    def malformed_files(self) -> frozenset[str]:
        """The names of the files whose shape is wrong."""
        return frozenset(self._repaired_files)

    @property
    def count(self) -> int:
        """The number of questionnaires that were read."""
        return len(self._models)

    def find_problems(
        self,
        library: QuestionnaireLibrary,
        control_ids: "ControlIds",
        unsound_ids: frozenset[str] = frozenset(),
    ) -> list[Problem]:
        """Return everything that is wrong with the questionnaires.

        Args:
            library: all questionnaires that their conditions may refer to.
            control_ids: the known ids of controls.
            unsound_ids: those of the library with errors of their own; references to them are not
                reported.
        """
        if not self._models:
            return []
        from vendorcheck.validation.questionnaires import check_questionnaire

        if self.flaws:
            self.unsound_ids = self.flaws.unsound_ids = self.unsound_ids | self.flaws.unsound_ids
            self.flaws.known_questionnaires = library
        problems: list[Problem] = []
        for model, document in self._models:
            repaired = self._repaired_files.get(document.file)
            remarks = check_questionnaire(
                model,
                library,
                control_ids,
                self.unsound_ids | unsound_ids,
                repaired.lost_paths if repaired else (),
            )
            self._questions_with_wrong_conditions |= {
                *_find_questions_with_wrong_conditions(model, remarks)
            }
            if self.flaws:
                remarks = self.flaws.drop_consequences(model, remarks, repaired)
            problems += document.to_problems(remarks)
        return problems

    def drop_unreliable_remarks(self, remarks: list[Remark]) -> list[Remark]:
        """Return the remarks without "does not apply" where the condition that decides is wrong."""
        return [
            remark
            for remark in remarks
            if remark.code != "does-not-apply"
            or f"{remark.path[1]}/{remark.path[3]}" not in self._questions_with_wrong_conditions
        ]


def _find_questions_with_wrong_conditions(
    model: Questionnaire, remarks: list[Remark]
) -> Iterator[str]:
    """Yield the questions, as `questionnaire/question`, with a wrong condition.

    The condition is that of the question or of its section.
    """
    wrong_condition_paths = {
        remark.path[:end]
        for remark in remarks
        for end in (3, 5)
        if remark.path[end - 1 : end] == ("when",)
    }
    for question_path, _, question in model.located_questions():
        if not wrong_condition_paths.isdisjoint(
            ((*question_path, "when"), (*question_path[:2], "when"))
        ):
            yield f"{model.id}/{question.id}"
