"""A person's own questionnaires, read together: one whose shape is wrong is looked at as far as it goes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.questionnaire import Questionnaire, fill_in_option_sets
from vendorcheck.validation.questionnaires import ControlIds, check_questionnaire, unsound_questions
from vendorcheck.validation.references import QuestionnaireLibrary
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.recovery.cascades import KnownFlaws
    from vendorcheck.validation.recovery.repair import RepairedFile


class QuestionnaireBatch:
    """What was read. `unsound` is what nothing is held against, `flaws` what wrong shapes leave unknown."""

    def __init__(self) -> None:
        self.unsound_ids: frozenset[str] = frozenset()
        self._questions_with_wrong_conditions: frozenset[str] = frozenset()
        self.flaws: KnownFlaws | None = None
        self._models: list[tuple[Questionnaire, Document]] = []
        self._repaired_files: dict[str, RepairedFile[Questionnaire]] = {}

    def read_questionnaire(self, document: Document) -> Questionnaire:
        """Take in a questionnaire, or what is left of it.

        Raises:
            InvalidFile: nothing is left of it.
        """
        try:
            found = parse_model(document, Questionnaire)
        except InvalidFile:
            found = self._repair_questionnaire(document)
        self._models.append((found, document))
        self.unsound_ids |= unsound_questions(found)
        return found

    def _repair_questionnaire(self, document: Document) -> Questionnaire:
        from vendorcheck.validation.recovery.cascades import KnownFlaws, wrong_kind_remark  # noqa: PLC0415 - the same
        from vendorcheck.validation.recovery.repair import repair  # noqa: PLC0415 - only mistakes need it

        if other := wrong_kind_remark(document.data, Questionnaire):
            raise InvalidFile([document.to_problem(other)])
        rest = repair(Questionnaire, document.data)
        if rest.model is None:
            raise InvalidFile(document.to_problems(rest.remarks))
        found = fill_in_option_sets(rest.model)
        self._repaired_files[document.file] = rest
        self.flaws = self.flaws or KnownFlaws()
        self.flaws.add(found, rest)
        return found

    def has_own_id(self, document: Document) -> bool:
        """Whether a questionnaire that was read has an id of its own, so that others can name it."""
        rest = self._repaired_files.get(document.file)
        return rest is None or not (("id",) in rest.lost_paths or ("id",) in rest.corrections)

    @property
    def count(self) -> int:
        """How many were read."""
        return len(self._models)

    def find_problems(
        self,
        library: QuestionnaireLibrary,
        control_ids: ControlIds,
        unsound_ids: frozenset[str] = frozenset(),
    ) -> list[Problem]:
        """Everything that is wrong with them.

        Args:
            library: all questionnaires that their conditions may refer to.
            control_ids: the control ids that are known.
            unsound_ids: those of the library that nothing is held against.
        """
        if self.flaws:
            self.unsound_ids = self.flaws.unsound_ids = self.unsound_ids | self.flaws.unsound_ids
            self.flaws.known_questionnaires = library
        found: list[Problem] = []
        for model, document in self._models:
            rest = self._repaired_files.get(document.file)
            remarks = check_questionnaire(
                model,
                library,
                control_ids,
                self.unsound_ids | unsound_ids,
                rest.lost_paths if rest else (),
            )
            self._questions_with_wrong_conditions |= {
                *_find_questions_with_wrong_conditions(model, remarks)
            }
            if self.flaws:
                remarks = self.flaws.drop_consequences(model, remarks, rest)
            found += document.to_problems(remarks)
        return found

    def drop_unreliable_remarks(self, remarks: list[Remark]) -> list[Remark]:
        """The remarks on a vendor file, but for "does not apply" where the condition that says so is wrong."""
        return [
            remark
            for remark in remarks
            if remark.code != "does-not-apply"
            or f"{remark.path[1]}/{remark.path[3]}" not in self._questions_with_wrong_conditions
        ]


def _find_questions_with_wrong_conditions(
    model: Questionnaire, remarks: list[Remark]
) -> Iterator[str]:
    """The questions, as `questionnaire/question`, whose `when`, or that of their section, is wrong."""
    wrong = {
        remark.path[:end]
        for remark in remarks
        for end in (3, 5)
        if remark.path[end - 1 : end] == ("when",)
    }
    for place, _, question in model.located_questions():
        if (*place, "when") in wrong or (*place[:2], "when") in wrong:
            yield f"{model.id}/{question.id}"
