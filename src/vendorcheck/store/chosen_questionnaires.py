"""The questionnaires that a person chooses for one run, as files or by their ids."""

import os
from collections.abc import Sequence

from vendorcheck.document.document import Document
from vendorcheck.document.problems import Problem, Remark, VendorcheckError
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
from vendorcheck.store.discovery import file_hint, is_file_name, known_control_ids
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.files import FILE_SUFFIXES
from vendorcheck.store.invalid_files import raise_on_errors
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.text.safe import path_for_display
from vendorcheck.text.suggest import Suggester


def add_chosen_questionnaires(library: Library, chosen: Sequence[str]) -> list[str]:
    """Add the questionnaires that a person chose as files, and return the ids of all chosen ones.

    Args:
        library: the library that takes them in.
        chosen: files and ids.

    Raises:
        VendorcheckError: there is no such file or id.
        InvalidFile: a file has errors, or two files have the same id.
    """
    from vendorcheck.validation.batch import QuestionnaireBatch

    batch = QuestionnaireBatch()
    ids: list[str] = []
    first_documents: dict[str, Document] = {}
    repeated_ids: list[Problem] = []
    for name in dict.fromkeys(
        os.path.realpath(name) if is_file_name(name) else name for name in chosen
    ):
        if not is_file_name(name):
            ids.append(_known_id(library, name))
            continue
        document = library.read_document(_as_named(name, chosen), "questionnaire")
        require_kind(document, QUESTIONNAIRE_KIND)
        model = batch.read_questionnaire(document)
        ids.append(model.id)
        # An id that only stands in for a wrong one is nobody else's.
        if batch.has_own_id(document):
            first_documents.setdefault(model.id, document)
        first = first_documents.get(model.id, document)
        if first is document or not batch.has_own_id(document):
            library.add(LoadedFile(model, document))
        else:
            message = f'{path_for_display(first.file)} already has the questionnaire "{model.id}"'
            hint = "give each its own id, or choose one of them"
            repeated_ids.append(document.to_problem(Remark(("id",), "repeated-id", message, hint)))
    controls = known_control_ids() if batch.count else {}
    raise_on_errors([*repeated_ids, *batch.find_problems(library, controls)])
    return list(dict.fromkeys(ids))


def names_question(name: str, library: Library) -> bool:
    """Return whether a name is that of a question, `questionnaire/question`, and of no file.

    Raises:
        VendorcheckError: it is meant to be one, and there is no such question.
    """
    from vendorcheck.validation.command_line import describe_unknown_question

    questionnaire_id, slash, question_id = name.partition("/")
    folder_exists = questionnaire_id in ("", ".", "..") or os.path.isdir(questionnaire_id)
    has_suffix = name.endswith(FILE_SUFFIXES)
    if not slash or not question_id or has_suffix or "/" in question_id or os.path.exists(name):
        return False
    if folder_exists and questionnaire_id not in library:
        return False
    if message := describe_unknown_question(name, library, library.paths_not_built_in):
        raise VendorcheckError(message)
    return True


def _as_named(path: str, chosen: Sequence[str]) -> str:
    """Return a file as the person named it last."""
    return next(
        name for name in reversed(chosen) if is_file_name(name) and os.path.realpath(name) == path
    )


def _known_id(library: Library, name: str) -> str:
    if name in library:
        return name
    where = "questionnaire" if library.own else "built-in questionnaire"
    other = (
        "vendorcheck questionnaires lists those that are known; "
        f"or name a file, such as ./{name}.yaml"
    )
    hint = file_hint(name) or Suggester().hint(name, library) or other
    raise VendorcheckError(f'there is no {where} "{name}"; {hint}')
