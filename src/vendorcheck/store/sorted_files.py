"""The files of a scan: each is found once, read, and sorted by its kind."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vendorcheck.document.document import Document, FlawedText
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
from vendorcheck.store import files
from vendorcheck.store.discovery import ascii_view, probable_id
from vendorcheck.store.file_kind import (
    FILE_KINDS,
    KIND_KEY,
    KIND_KEY_PATTERN,
    begins_as_vendor_file,
    identify_kind,
    near_miss_remark,
    require_kind,
)
from vendorcheck.store.library import STDIN_NAME, Library
from vendorcheck.store.walk import Walk, is_in_hidden_folder, walk_folder
from vendorcheck.validation.run_problems import RunProblems


@dataclass
class SortedFiles:
    """Our files by kind, the first of each, and the problems of those that can't be used.

    Most vendor files are only named, in `vendor_files`, with the folder that was walked: they are
    read one by one, since nothing else is checked against them. Nothing can be checked against the
    questionnaires of `unsound_ids`.
    """

    library: Library
    problems: RunProblems
    documents_by_kind: dict[str, list[Document]] = field(
        default_factory=lambda: {kind: [] for kind in FILE_KINDS}
    )
    vendor_files: list[tuple[str, str | None]] = field(default_factory=list)
    checked_vendor_files: list[str] = field(default_factory=list)
    first_of_kind: dict[str, str] = field(default_factory=dict)
    unsound_ids: set[str] = field(default_factory=set)
    files_checked: int = 0
    files_skipped: int = 0
    folders_passed_over: int = 0
    keeps_texts: bool = False
    """True if the library keeps the texts of all files."""

    def add_file(self, path: str, folder: str | None, *, named_directly: bool) -> None:
        """Add a file to those of its kind, skip it, or report why it can't be used.

        Args:
            path: the file.
            folder: the folder that was walked to find it; None: the command names the file.
            named_directly: whether the command names the file.
        """
        content = files.read_file(path)
        if path != "-" and begins_as_vendor_file(content):
            self.files_checked += 1
            self.first_of_kind.setdefault(VENDOR_FILE_KIND, path)
            self.vendor_files.append((path, folder))
            return
        if not named_directly and _is_probably_cache(path, content):
            self.files_skipped += 1
            return
        name = STDIN_NAME if path == "-" else path
        try:
            document, flaws = self._read(content, name, folder)
        except InvalidFile as invalid:
            if named_directly or KIND_KEY_PATTERN.search(ascii_view(content)):
                self.files_checked += 1
                self.problems.add(invalid.problems)
                if questionnaire_id := probable_id(content):
                    self.unsound_ids.add(questionnaire_id)
            else:
                self.files_skipped += 1
            self.finish_file(name)
            return
        self._sort_document(document, flaws, path, named_directly=named_directly)

    def _read(
        self, content: bytes, name: str, folder: str | None
    ) -> tuple[Document, list[Problem]]:
        """Return a document, and the flaws in its text if it is readable nevertheless."""
        try:
            return self.library.parse_content(content, name, folder), []
        except FlawedText as flawed:
            return flawed.readable_document, flawed.problems

    def _sort_document(
        self, document: Document, flaws: list[Problem], path: str, *, named_directly: bool
    ) -> None:
        is_ours = KIND_KEY in document.data
        near_miss = None if is_ours else near_miss_remark(document, named_directly=named_directly)
        if is_ours or named_directly:
            self.files_checked += 1
            self.problems.add_text_flaws(document.file, flaws)
        else:
            self.files_skipped += 1
        if near_miss:
            self.report_unsound(document, [document.to_problem(near_miss)])
        elif is_ours or named_directly:
            self._add_document(document, path)
        else:
            self.finish_file(document.file)

    def _add_document(self, document: Document, path: str) -> None:
        try:
            kind = identify_kind(document)
        except InvalidFile as invalid:
            self.report_unsound(document, invalid.problems)
            return
        self.documents_by_kind[kind].append(document)
        if path != "-":
            self.first_of_kind.setdefault(kind, path)

    def recognized_vendor_documents(self) -> Iterator[Document]:
        """Yield the vendor files that had to be read to be recognized."""
        for document in self.documents_by_kind[VENDOR_FILE_KIND]:
            self.checked_vendor_files.append(document.file)
            yield document

    def take_checked(
        self, path: str, text: str | None, withheld: str, flaws: Iterable[Problem]
    ) -> None:
        """Take what another process has found out about a vendor file, before its problems."""
        if text is not None:
            self.library.texts[path] = text
        if withheld:
            self.library.withheld[path] = withheld
        self.problems.add_text_flaws(path, flaws)

    def vendor_documents(self) -> Iterator[Document]:
        """Yield the vendor files, one at a time; call `finish_file` for each."""
        for document in self._read_vendor_files():
            self.checked_vendor_files.append(document.file)
            yield document

    def _read_vendor_files(self) -> Iterator[Document]:
        yield from self.documents_by_kind[VENDOR_FILE_KIND]
        for path, folder in self.vendor_files:
            try:
                document, flaws = self._read(files.read_file(path), path, folder)
                self.problems.add_text_flaws(path, flaws)
                require_kind(document, VENDOR_FILE_KIND)
            except InvalidFile as invalid:
                self.problems.add(invalid.problems)
                self.finish_file(path)
            else:
                yield document

    def report_unsound(self, document: Document, problems: Iterable[Problem]) -> None:
        """Add the problems of a document that nothing can be checked against."""
        self.problems.add(problems)
        self.unsound_ids.add(str(document.data.get("id")))

    def finish_file(self, name: str) -> None:
        """Forget the text of a file, but for the lines that problems point at."""
        self.problems.finish_file(name, self.library.texts.get(name))
        if not self.keeps_texts:
            self.library.texts.pop(name, None)

    def finish_all(self) -> None:
        """Forget the texts of all files, but for the lines that problems point at."""
        for name in list(self.library.texts):
            self.finish_file(name)


def sort_files(
    library: Library,
    paths: Sequence[str],
    problems: RunProblems,
    *,
    keep_texts: bool,
    unreadable: dict[str, VendorcheckError] | None = None,
) -> SortedFiles:
    """Read files and folders, and sort the files by kind.

    Args:
        library: reads the files.
        paths: files and folders.
        problems: takes the problems of files that can't be used.
        keep_texts: whether the library keeps the texts of all files.
        unreadable: takes the files in folders that can't be read, with the reason; None: the first
            of them is an error.

    Raises:
        VendorcheckError: a path can't be read.
    """
    sorted_files = SortedFiles(library, problems, keeps_texts=keep_texts)
    walks = {path: walk_folder(path) for path in paths if path != "-" and os.path.isdir(path)}
    sorted_files.folders_passed_over = sum(walk.passed_over_count for walk in walks.values())
    checked_identities: set[str] = set()
    for path, folder, named_directly in _list_files(paths, walks):
        checked_identities.add(_file_identity(path))
        try:
            sorted_files.add_file(path, folder, named_directly=named_directly)
        except VendorcheckError as error:
            if unreadable is None or named_directly:
                raise
            unreadable[path] = error
    for walk in walks.values():
        for path, passed_over in walk.unread_files.items():
            if _file_identity(path) not in checked_identities:
                sorted_files.problems.add([passed_over.to_problem(path)])
    return sorted_files


def _list_files(
    paths: Sequence[str], walks: Mapping[str, Walk]
) -> Iterator[tuple[str, str | None, bool]]:
    """Yield each file once, with the folder that was walked, and whether it is named directly.

    A file that is named and found in a folder as well counts as named.
    """
    named_identities = {_file_identity(path) for path in paths if path not in walks}
    file_paths = [
        (file_path, path if path in walks else None)
        for path in paths
        for file_path in (walks[path].files if path in walks else [path])
    ]
    seen_identities: set[str] = set()
    # Of a file and links to it, the file is reported: a change to the repository shows it.
    for file_path, folder in sorted(file_paths, key=lambda entry: os.path.islink(entry[0])):
        identity = _file_identity(file_path)
        if identity not in seen_identities:
            seen_identities.add(identity)
            yield file_path, folder, identity in named_identities


def _file_identity(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _is_probably_cache(path: str, content: bytes) -> bool:
    """Return whether a file is probably a cache of another tool, which takes long to parse."""
    return (
        is_in_hidden_folder(path)
        and path.lower().endswith(".json")
        and KIND_KEY.encode() not in ascii_view(content)
    )
