"""Files that claim the id of a known questionnaire, though the policy does not list them."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence

from vendorcheck.document.document import Document, FlawedText
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.store.discovery import data_files_in, questionnaire_id_in


def unlisted_file_warnings(
    folders: Sequence[str],
    named_paths: Collection[str],
    is_known: Callable[[str], bool],
    read_document: Callable[[str], Document],
    is_built_in_file: Callable[[str, Document], bool],
) -> Iterator[Problem]:
    """Yield a warning for each file in some folders that claims the id of a known questionnaire.

    Links are not followed: nothing outside of the folders is read.

    Args:
        folders: the policy's folder, and those of the files that it lists.
        named_paths: the real paths of the files that the policy lists.
        is_known: tells whether a questionnaire is built in or listed.
        read_document: reads a file, for the place of the warning.
        is_built_in_file: tells whether a file is a built-in questionnaire itself, or a copy of it.
    """
    for folder in folders:
        for path in data_files_in(folder):
            if os.path.islink(path) or os.path.realpath(path) in named_paths:
                continue
            questionnaire_id = questionnaire_id_in(path)
            if questionnaire_id is None or not is_known(questionnaire_id):
                continue
            document = _read_if_possible(path, read_document)
            if document and not is_built_in_file(path, document):
                yield document.to_problem(unlisted_remark(questionnaire_id))


def unlisted_remark(questionnaire_id: str) -> Remark:
    """Return the remark on a file that claims a known id without being listed."""
    return Remark(
        ("id",),
        "unlisted-questionnaire",
        f'this claims to be the questionnaire "{questionnaire_id}", but the policy does not list '
        "it, so it is not used",
        'give it its own id, or name the file in the policy, under "questionnaires"',
    )


def _read_if_possible(path: str, read_document: Callable[[str], Document]) -> Document | None:
    try:
        return read_document(path)
    except FlawedText as flawed:
        return flawed.readable_document
    except InvalidFile:
        return None  # whatever it is, it is no questionnaire that could be used
