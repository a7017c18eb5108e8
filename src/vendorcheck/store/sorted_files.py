"""The files of a scan: each is found once, read, and sorted by its kind."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vendorcheck.document.document import Document, FlawedText
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.store import files, walk
from vendorcheck.store.discovery import ascii_view, probable_id
from vendorcheck.store.file_kind import (
    FILE_KINDS,
    KIND_KEY,
    KIND_KEY_PATTERN,
    identify_kind,
    near_miss_remark,
)
from vendorcheck.store.library import STDIN_NAME, Library


@dataclass
class SortedFiles:
    """Our files by kind, the first of each, and the problems of those that can't be used.

    `text_flaws` are the problems in the text of files that are readable nevertheless, by file.
    Nothing can be checked against the questionnaires of `unsound_ids`.
    """

    documents_by_kind: dict[str, list[Document]] = field(
        default_factory=lambda: {kind: [] for kind in FILE_KINDS}
    )
    first_of_kind: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    text_flaws: dict[str, list[Problem]] = field(default_factory=dict)
    unsound_ids: set[str] = field(default_factory=set)
    files_checked: int = 0
    files_skipped: int = 0

    def add_file(self, library: Library, path: str, *, named_directly: bool) -> None:
        """Add a file to those of its kind, skip it, or report why it can't be used."""
        content = files.read_file(path)
        if not named_directly and _is_probably_cache(path, content):
            self.files_skipped += 1
            return
        flaws: list[Problem] = []
        try:
            document = library.parse_content(content, STDIN_NAME if path == "-" else path)
        except FlawedText as flawed:
            document, flaws = flawed.readable_document, flawed.problems
        except InvalidFile as invalid:
            if named_directly or KIND_KEY_PATTERN.search(ascii_view(content)):
                self.files_checked += 1
                self.problems += invalid.problems
                if questionnaire_id := probable_id(content):
                    self.unsound_ids.add(questionnaire_id)
            else:
                self.files_skipped += 1
            return
        is_ours = KIND_KEY in document.data
        near_miss = None if is_ours else near_miss_remark(document, named_directly=named_directly)
        if near_miss:
            self.report_unsound(document, [document.to_problem(near_miss)])
        if is_ours or named_directly:
            self.files_checked += 1
            self.text_flaws[document.file] = flaws
            if not near_miss:
                self._add_document(document, path)
        else:
            self.files_skipped += 1

    def _add_document(self, document: Document, path: str) -> None:
        try:
            kind = identify_kind(document)
        except InvalidFile as invalid:
            self.report_unsound(document, invalid.problems)
            return
        self.documents_by_kind[kind].append(document)
        if path != "-":
            self.first_of_kind.setdefault(kind, path)

    def report_unsound(self, document: Document, problems: Iterable[Problem]) -> None:
        """Add the problems of a document that nothing can be checked against."""
        self.problems += problems
        self.unsound_ids.add(str(document.data.get("id")))


def sort_files(library: Library, paths: Sequence[str]) -> SortedFiles:
    """Read files and folders, and sort the files by kind.

    Raises:
        VendorcheckError: a path can't be read.
    """
    sorted_files = SortedFiles()
    for path, named_directly in _list_files(paths):
        sorted_files.add_file(library, path, named_directly=named_directly)
    return sorted_files


def _list_files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each file once, with whether its path is named itself rather than found in a folder."""
    folders = [path for path in paths if path != "-" and os.path.isdir(path)]
    named_identities = {_file_identity(path) for path in paths if path not in folders}
    file_paths = [
        file_path
        for path in paths
        for file_path in (walk.walk_folder(path) if path in folders else [path])
    ]
    seen_identities: set[str] = set()
    # Of a file and links to it, the file is reported: a change to the repository shows it.
    for file_path in sorted(file_paths, key=os.path.islink):
        identity = _file_identity(file_path)
        if identity not in seen_identities:
            seen_identities.add(identity)
            yield file_path, identity in named_identities


def _file_identity(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _is_probably_cache(path: str, content: bytes) -> bool:
    """Return whether a file is probably a cache of another tool, which takes long to parse."""
    return (
        walk.is_in_hidden_folder(path)
        and path.lower().endswith(".json")
        and KIND_KEY.encode() not in ascii_view(content)
    )
