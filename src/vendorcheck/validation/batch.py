"""A person's own questionnaires, read together: one whose shape is wrong is looked at as far as it goes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.questionnaire import Questionnaire, with_options
from vendorcheck.validation.questionnaires import Controls, check, unsound_parts
from vendorcheck.validation.references import Library
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.recovery.cascades import Flaws
    from vendorcheck.validation.recovery.repair import Remains


class Own:
    """What was read. `unsound` is what nothing is held against, `flaws` what wrong shapes leave unknown."""

    def __init__(self) -> None:
        self.unsound: frozenset[str] = frozenset()
        self._wrongly_asked: frozenset[str] = frozenset()
        self.flaws: Flaws | None = None
        self._read: list[tuple[Questionnaire, Document]] = []
        self._rests: dict[str, Remains[Questionnaire]] = {}

    def read(self, document: Document) -> Questionnaire:
        """Take in a questionnaire, or what is left of it.

        Raises:
            InvalidFile: nothing is left of it.
        """
        try:
            found = parse_model(document, Questionnaire)
        except InvalidFile:
            found = self._rest_of(document)
        self._read.append((found, document))
        self.unsound |= unsound_parts(found)
        return found

    def _rest_of(self, document: Document) -> Questionnaire:
        from vendorcheck.validation.recovery.cascades import Flaws, of_another_kind  # noqa: PLC0415 - the same
        from vendorcheck.validation.recovery.repair import left_of  # noqa: PLC0415 - only mistakes need it

        if other := of_another_kind(document.data, Questionnaire):
            raise InvalidFile([document.problem(other)])
        rest = left_of(Questionnaire, document.data)
        if rest.model is None:
            raise InvalidFile(document.problems(rest.remarks))
        found = with_options(rest.model)
        self._rests[document.file] = rest
        self.flaws = self.flaws or Flaws()
        self.flaws.add(found, rest)
        return found

    def called(self, document: Document) -> bool:
        """Whether a questionnaire that was read has an id of its own, so that others can name it."""
        rest = self._rests.get(document.file)
        return rest is None or not (("id",) in rest.lost or ("id",) in rest.meant)

    @property
    def count(self) -> int:
        """How many were read."""
        return len(self._read)

    def problems(
        self, library: Library, controls: Controls, unsound: frozenset[str] = frozenset()
    ) -> list[Problem]:
        """Everything that is wrong with them.

        Args:
            library: all questionnaires that their conditions may refer to.
            controls: the control ids that are known.
            unsound: those of the library that nothing is held against.
        """
        if self.flaws:
            self.unsound = self.flaws.unsound = self.unsound | self.flaws.unsound
            self.flaws.known = library
        found: list[Problem] = []
        for model, document in self._read:
            rest = self._rests.get(document.file)
            remarks = check(model, library, controls, self.unsound | unsound, rest.lost if rest else ())
            self._wrongly_asked |= {*_wrongly_asked(model, remarks)}
            if self.flaws:
                remarks = self.flaws.sifted(model, remarks, rest)
            found += document.problems(remarks)
        return found

    def counting(self, remarks: list[Remark]) -> list[Remark]:
        """The remarks on a vendor file, but for "does not apply" where the condition that says so is wrong."""
        return [
            remark
            for remark in remarks
            if remark.code != "does-not-apply"
            or f"{remark.path[1]}/{remark.path[3]}" not in self._wrongly_asked
        ]


def _wrongly_asked(model: Questionnaire, remarks: list[Remark]) -> Iterator[str]:
    """The questions, as `questionnaire/question`, whose `when`, or that of their section, is wrong."""
    wrong = {
        remark.path[:end] for remark in remarks for end in (3, 5) if remark.path[end - 1 : end] == ("when",)
    }
    for place, _, question in model.places():
        if (*place, "when") in wrong or (*place[:2], "when") in wrong:
            yield f"{model.id}/{question.id}"
