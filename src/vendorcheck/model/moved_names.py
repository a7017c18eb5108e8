"""The present names of questions, checks and sections, also in another questionnaire."""

from collections.abc import Callable, Iterable, Mapping
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
        successor = self._own_successor(own, name) if own else None
        if successor and successor.name is not None:
            return replace(successor, name=f"{questionnaire_id}/{successor.name}")
        if own and (name in own.questions or name in own.check_ids):
            return None
        for other in self._takers_by_name.get(key, ()):
            taken = other.older_names.successor_of(key)
            if taken and taken.name is not None:
                return replace(taken, name=f"{other.id}/{taken.name}")
        return successor

    def sections_of(self, key: str) -> tuple[str, ...]:
        """Return the present sections that hold the questions of `questionnaire/section`.

        Empty if no questionnaire says that it was renamed or split. A section that there still is
        comes first, and only its own questionnaire can say that it was split.
        """
        questionnaire_id, _, name = key.partition("/")
        own = self.questionnaire(questionnaire_id)
        own_sections = own.older_sections.successors_of(name) if own else ()
        sections = [f"{questionnaire_id}/{section}" for section in own_sections]
        if own is None or name not in own.section_ids:
            for other in self._section_takers_by_name.get(key, ()):
                taken_sections = other.older_sections.successors_of(key)
                sections += [f"{other.id}/{section}" for section in taken_sections]
        return tuple(sections)

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

    def _own_successor(self, own: Questionnaire, name: str) -> Successor | None:
        """Return what a questionnaire says of an older name of its own, with full names to see."""
        successor = own.older_names.successor_of(name)
        if successor is None or not successor.see:
            return successor
        see = (other if "/" in other else f"{own.id}/{other}" for other in successor.see)
        return replace(successor, see=tuple(see))

    @cached_property
    def _takers_by_name(self) -> dict[str, list[Questionnaire]]:
        """The questionnaires that took over a question of another one, by its older name."""
        return self._group_by_older_name(
            lambda questionnaire: (entry.from_ for entry in questionnaire.renamed)
        )

    @cached_property
    def _section_takers_by_name(self) -> dict[str, list[Questionnaire]]:
        """The questionnaires that took over questions of a section of another one."""
        return self._group_by_older_name(
            lambda questionnaire: (entry.from_ for entry in questionnaire.renamed_sections)
        )

    def _group_by_older_name(
        self, older_names: Callable[[Questionnaire], Iterable[str]]
    ) -> dict[str, list[Questionnaire]]:
        takers: dict[str, list[Questionnaire]] = {}
        for questionnaire in filter(None, map(self.questionnaire, self._library)):
            for name in older_names(questionnaire):
                if "/" in name:
                    takers.setdefault(name, []).append(questionnaire)
        return takers
