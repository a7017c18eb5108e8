"""The questionnaires among the files of a scan: which of them others are checked against."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.own_questionnaires import OwnQuestionnaires
from vendorcheck.store.sorted_files import SortedFiles
from vendorcheck.store.unlisted_questionnaires import unlisted_remark
from vendorcheck.text.safe import path_for_display

if TYPE_CHECKING:
    from vendorcheck.validation.batch import QuestionnaireBatch


@dataclass(frozen=True, slots=True)
class ReadQuestionnaires:
    """The questionnaires that were read, also by the real path of their file.

    `chosen` are those that a person chose to count whatever a policy lists, by id.
    """

    batch: "QuestionnaireBatch"
    by_path: Mapping[str, LoadedFile[Questionnaire]]
    chosen: Mapping[str, LoadedFile[Questionnaire]] = field(default_factory=dict)

    def of_list(self, own: OwnQuestionnaires) -> dict[str, LoadedFile[Questionnaire]]:
        """Return those that a policy lists, and those that a person chose, by id."""
        listed = {
            name: self.by_path[real_path]
            for name, file in own.files.items()
            if (real_path := os.path.realpath(file.path)) in self.by_path
        }
        return listed | {**self.chosen}


def read_questionnaires(
    library: Library,
    sorted_files: SortedFiles,
    policy_lists: Sequence[OwnQuestionnaires],
    chosen_paths: Sequence[str],
) -> ReadQuestionnaires:
    """Read all questionnaires among the files before anything is checked against them.

    Those that count are added to the library: what a person chose (`chosen_paths`), what the named
    policy lists, and what has an id of its own; of several with the same id, the first. What claims
    the id of another does not count, and is reported unless a policy among the files lists it.
    """
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.batch import QuestionnaireBatch

    batch = QuestionnaireBatch()
    by_path: dict[str, LoadedFile[Questionnaire]] = {}
    chosen = library.chosen
    chosen_real_paths = {os.path.realpath(path) for path in chosen_paths}
    first_documents: dict[str, Document] = {}
    for loaded in _read_all(batch, sorted_files):
        document, name = loaded.document, loaded.model.id
        real_path = os.path.realpath(document.file)
        by_path[real_path] = loaded
        if real_path in chosen_real_paths:
            chosen[name] = loaded
            library.add(loaded)
        elif _is_known_file(library, document):
            library.add(loaded)
        elif _claims_known_id(name, document, library, policy_lists):
            sorted_files.problems.add(_unlisted_problems(name, document, library, policy_lists))
        elif first_documents.setdefault(name, document) is document:
            library.add(loaded)
        else:
            # Nobody knows which of them was answered, so nothing is checked against either.
            remark = _repeated_id_remark(first_documents[name], name)
            sorted_files.report_unsound(document, [document.to_problem(remark)])
    batch.unsound_ids |= sorted_files.unsound_ids
    return ReadQuestionnaires(batch, by_path, chosen)


def _read_all(
    batch: "QuestionnaireBatch", sorted_files: SortedFiles
) -> Iterator[LoadedFile[Questionnaire]]:
    """Yield the questionnaires whose id can be read; report those that can't be used at all."""
    for document in sorted_files.documents_by_kind[QUESTIONNAIRE_KIND]:
        try:
            questionnaire = batch.read_questionnaire(document)
        except InvalidFile as invalid:
            sorted_files.report_unsound(document, invalid.problems)
            continue
        if batch.has_own_id(document):
            yield LoadedFile(questionnaire, document)


def _claims_known_id(
    name: str, document: Document, library: Library, policy_lists: Sequence[OwnQuestionnaires]
) -> bool:
    """Return whether a file has the id of a questionnaire that another file is."""
    if library.is_built_in(name) or name in library.listed_files:
        return True
    lists_with_this_id = [own for own in policy_lists if name in own.files]
    return bool(lists_with_this_id) and not any(
        own.lists(document.file) for own in lists_with_this_id
    )


def _unlisted_problems(
    name: str, document: Document, library: Library, policy_lists: Sequence[OwnQuestionnaires]
) -> list[Problem]:
    """Return a warning unless a policy among the files names the file, or it is a mere copy."""
    real_path = os.path.realpath(document.file)
    is_named = any(real_path in own.named_paths for own in policy_lists)
    if is_named or library.is_built_in_file(document.file, document):
        return []
    return [document.to_problem(unlisted_remark(name))]


def _is_known_file(library: Library, document: Document) -> bool:
    """Return whether a file is the one that the named policy lists, or the built-in one itself."""
    real_path = os.path.realpath(document.file)
    return (library.own is not None and library.own.lists(document.file)) or (
        real_path == library.built_in_path(str(document.data.get("id")))
    )


def _repeated_id_remark(first: Document, name: str) -> Remark:
    message = f'{path_for_display(first.file)} already has the questionnaire "{name}"'
    hint = "give each its own id, or check them one by one"
    return Remark(("id",), "repeated-id", message, hint)
