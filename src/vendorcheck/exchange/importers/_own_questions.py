"""The questions of a questionnaire that was made of a foreign one, by their names there.

An id of a foreign questionnaire means nothing without the release: of two releases of AI-CAIQ, a
fifth of the common ids ask something else. So an id alone counts for the very release that a
questionnaire was made of; of any other one, the text has to be the same as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vendorcheck.exchange.answer_cells import CellSource
from vendorcheck.exchange.tables.matching import asks_the_same
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a foreign questionnaire: its name with the version, and the version alone."""

    name: str
    version: str


class AsksOtherwise(Exception):  # noqa: N818 - it says why, and the row is listed with that
    """A question has the same id as one of another release, and another text."""


class OwnQuestions:
    """The questions of a questionnaire, by their `ref`.

    Args:
        questionnaire: the questionnaire.
        release: the release of the workbook whose rows are looked up.
    """

    def __init__(self, questionnaire: Questionnaire, release: Release) -> None:
        self._questionnaire = questionnaire
        self._release = release
        self._by_ref = {one.ref: one for one in questionnaire.questions.values() if one.ref}
        self._is_made_of_it = (questionnaire.title, questionnaire.version) == (
            release.name,
            release.version,
        )

    def find(self, ref: str, asked: str) -> str | None:
        """Return the id of the question with a name; None if there is none.

        Args:
            ref: its id in the workbook.
            asked: its text there.

        Raises:
            AsksOtherwise: it has another text, and the questionnaire is of another release.
        """
        question = self._by_ref.get(ref)
        if question is None:
            return None
        if not self._is_made_of_it and not asks_the_same(asked, question.ask):
            made_of = self._questionnaire
            raise AsksOtherwise(
                f'it asks something else in {self._release.name} than in "{made_of.id}", '
                f"version {made_of.version}"
            )
        return question.id

    def key_of(self, question_id: str) -> str:
        """Return a question of the questionnaire as `questionnaire/question`."""
        return f"{self._questionnaire.id}/{question_id}"

    def question(self, question_id: str) -> BaseQuestion:
        """Return a question of the questionnaire."""
        return self._questionnaire.questions[question_id]


def own_cell_sources(
    all_own: Sequence[OwnQuestions],
    ref: str,
    asked: str,
    make_source: Callable[[str, BaseQuestion], CellSource],
) -> tuple[list[CellSource], str]:
    """Return the questions with a name, and why one is none that has it; empty if there is no such.

    Args:
        all_own: the questions of each questionnaire.
        ref: the id in the workbook.
        asked: the text there.
        make_source: makes what is returned of a question and its name, `questionnaire/question`.
    """
    sources: list[CellSource] = []
    obstacle = ""
    for own in all_own:
        try:
            question_id = own.find(ref, asked)
        except AsksOtherwise as error:
            obstacle = str(error)
        else:
            if question_id:
                sources.append(make_source(own.key_of(question_id), own.question(question_id)))
    return sources, obstacle
