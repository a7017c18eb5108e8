"""The present names of renamed questions and checks, also in another questionnaire."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from vendorcheck.document.problems import InvalidFile
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.renames import Successor


class MovedNames:
    """The present names, `questionnaire/question`, of questions and checks with older ones.

    A questionnaire with errors declares nothing here: they are reported where it is used.
    """

    def __init__(self, library: Mapping[str, Questionnaire]) -> None:
        self._library = library

    def successor_of(self, key: str) -> Successor | None:
        """Return what became of `questionnaire/question`; None if nothing is declared.

        The options of a question that kept its name may have been renamed.
        """
        questionnaire_id, _, name = key.partition("/")
        if "/" in name:
            return None  # such a name is one of another questionnaire, and is none in a file
        own = self.questionnaire(questionnaire_id)
        successor = own.older_names.successor_of(name) if own else None
        if successor and successor.name is not None:
            return replace(successor, name=f"{questionnaire_id}/{successor.name}")
        if own and (name in own.questions or name in own.check_ids):
            return None
        for other in self._takers_by_name.get(key, ()):
            taken = other.older_names.successor_of(key)
            if taken and taken.name is not None:
                return replace(taken, name=f"{other.id}/{taken.name}")
        return successor

    def questionnaire(self, questionnaire_id: str) -> Questionnaire | None:
        """Return a questionnaire; None if it is not known, or has errors."""
        with suppress(InvalidFile):
            return self._library.get(questionnaire_id)
        return None

    def question(self, key: str) -> BaseQuestion | None:
        """Return the question `questionnaire/question`; None if there is none."""
        questionnaire_id, _, name = key.partition("/")
        questionnaire = self.questionnaire(questionnaire_id)
        return questionnaire.questions.get(name) if questionnaire else None

    def is_check(self, key: str) -> bool:
        """Return whether `questionnaire/name` is a check."""
        questionnaire_id, _, name = key.partition("/")
        questionnaire = self.questionnaire(questionnaire_id)
        return questionnaire is not None and name in questionnaire.check_ids

    @cached_property
    def _takers_by_name(self) -> dict[str, list[Questionnaire]]:
        """The questionnaires that took over a question of another one, by its older name."""
        takers: dict[str, list[Questionnaire]] = {}
        for questionnaire in filter(None, map(self.questionnaire, self._library)):
            for entry in questionnaire.renamed:
                if "/" in entry.from_:
                    takers.setdefault(entry.from_, []).append(questionnaire)
        return takers
