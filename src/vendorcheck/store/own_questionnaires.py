"""A company's own questionnaires: the files that its policy lists, and those that it does not.

Only listed files count. A file that a vendor sent and that claims the id of a known questionnaire
must not stand in for it because it was saved in the policy's folder.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from vendorcheck.document.document import Document
from vendorcheck.document.problems import (
    DataPath,
    Problem,
    ProblemCode,
    Remark,
    VendorcheckError,
)
from vendorcheck.store.approved_folder import approved_folder_remarks
from vendorcheck.store.discovery import data_files_in, questionnaire_id_in
from vendorcheck.store.files import FILE_SUFFIXES
from vendorcheck.store.questionnaire_list import ListEntry, list_entries, reason_outside
from vendorcheck.store.unlisted_questionnaires import unlisted_file_warnings
from vendorcheck.text.safe import path_for_display
from vendorcheck.text.suggest import nearest_name_hint


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A questionnaire file that a policy lists.

    `path` leads to it from the working folder, `name` from the policy's folder.
    """

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnQuestionnaires:
    """The questionnaires of a policy's list by id, and what is wrong with the list.

    `remarks` are about the policy, `warnings` about files that are not listed. `policy` is the
    policy's file. `unreadable` are the listed files without an id that can be read, by the path of
    the remark about each. `named_paths` are the real paths of all files that the list names, those
    that it names wrongly included.
    """

    policy: str = ""
    files: Mapping[str, ListedFile] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unreadable: Mapping[DataPath, str] = field(default_factory=dict)
    named_paths: frozenset[str] = frozenset()

    def remarks_without(self, reported_files: Collection[str]) -> list[Remark]:
        """Return the remarks, but none on files that can't be read for what is reported there.

        `reported_files` are the real paths of files that have problems of their own.
        """
        return [
            remark
            for remark in self.remarks
            if os.path.realpath(self.unreadable.get(remark.path, "")) not in reported_files
        ]

    def lists(self, path: str) -> bool:
        """Return whether the list has a file, whatever it is called here."""
        real_path = os.path.realpath(path)
        return any(os.path.realpath(listed.path) == real_path for listed in self.files.values())


def find_own_questionnaires(
    document: Document,
    built_in_version: Callable[[str], str | None],
    read_document: Callable[[str], Document],
    is_built_in_file: Callable[[str, Document], bool],
    *,
    has_folder: bool,
) -> OwnQuestionnaires:
    """Find the questionnaires that a policy lists.

    Args:
        document: the policy, which may have errors of its own.
        built_in_version: returns the version of a built-in questionnaire; None if there is none.
        read_document: reads a file, for the places of what is wrong with it.
        is_built_in_file: tells whether a file is a built-in questionnaire itself, or a copy of it.
        has_folder: False if the policy comes from standard input.
    """
    entries = list(list_entries(document))
    folder_remarks = approved_folder_remarks(document, has_folder=has_folder)
    if not has_folder:
        remarks = (*folder_remarks, *map(_no_folder_remark, entries))
        return OwnQuestionnaires(document.file, remarks=remarks)
    search = _Search(document.file, built_in_version, entries)
    warnings = unlisted_file_warnings(
        sorted(search.looked_in),
        search.named_paths,
        search.is_known,
        read_document,
        is_built_in_file,
    )
    return OwnQuestionnaires(
        document.file,
        search.files,
        (*folder_remarks, *search.remarks),
        tuple(sorted(warnings)),
        search.unreadable,
        frozenset(search.named_paths),
    )


def _no_folder_remark(entry: ListEntry) -> Remark:
    message = "a policy from standard input has no folder, so it can list no files"
    return Remark(entry.text_path, "file-not-found", message, "name the policy's file")


class _Search:
    """The search for the files of one policy's list."""

    def __init__(
        self,
        policy: str,
        built_in_version: Callable[[str], str | None],
        entries: Sequence[ListEntry],
    ) -> None:
        self.folder = os.path.dirname(policy)
        self.files: dict[str, ListedFile] = {}
        self.remarks: list[Remark] = []
        self.looked_in = {self.folder}
        self.named_paths: set[str] = set()
        self.unreadable: dict[DataPath, str] = {}
        self._built_in_version = built_in_version
        self._entries = entries
        self._real_folder = os.path.realpath(self.folder or ".")
        # A file that is named counts before a glob that matches it as well.
        for entry in sorted(entries, key=lambda entry: entry.is_glob):
            self._add(entry)

    def is_known(self, questionnaire_id: str) -> bool:
        """Return whether a questionnaire is built in or listed."""
        return questionnaire_id in self.files or (
            self._built_in_version(questionnaire_id) is not None
        )

    def _add(self, entry: ListEntry) -> None:
        """Add the file of an entry, or all files that its glob matches; report what is wrong."""
        if reason := reason_outside(entry.text):
            hint = "name a file in the policy's folder or below, with / between folders"
            self._report(entry, "path-outside", f"{_quote(entry.text)} {reason}", hint)
        elif entry.is_glob:
            self._add_glob(entry)
        else:
            self._add_file(entry)

    def _add_glob(self, entry: ListEntry) -> None:
        if entry.replaces is not None:
            message = f"{_quote(entry.text)} may match several files, and can't replace anything"
            self._report(entry, "replaces-wrong", message, "name the one file that replaces it")
            return
        names = self._matching_names(entry.text)
        self.looked_in |= {os.path.dirname(os.path.join(self.folder, name)) for name in names}
        outside = [name for name in names if not self._is_inside(name)]
        if outside:
            self._report_link(entry, outside[0])
        matches_questionnaire = False
        for name in names:
            path = os.path.join(self.folder, name)
            questionnaire_id = None if name in outside else questionnaire_id_in(path)
            matches_questionnaire |= questionnaire_id is not None
            # A file that claims the id of a built-in questionnaire is not used.
            if questionnaire_id and self._built_in_version(questionnaire_id) is None:
                self._keep(entry, questionnaire_id, ListedFile(path, name))
        if not (matches_questionnaire or outside):
            message = f"{_quote(entry.text)} matches no questionnaire"
            self._report(entry, "glob-without-file", message, "mend it, or leave it out")

    def _matching_names(self, pattern: str) -> list[str]:
        from glob import glob

        return sorted(
            name.replace(os.sep, "/")
            for name in glob(pattern, root_dir=self.folder or ".", recursive=True)
            if name.lower().endswith(FILE_SUFFIXES)
            and os.path.isfile(os.path.join(self.folder, name))
        )

    def _add_file(self, entry: ListEntry) -> None:
        path = os.path.join(self.folder, entry.text)
        if not os.path.isfile(path):
            self._report(
                entry,
                "file-not-found",
                f"there is no file {_quote(entry.text)} in the policy's folder",
                self._missing_file_hint(entry),
            )
            return
        if not self._is_inside(entry.text):
            self._report_link(entry, entry.text)
            return
        self.looked_in.add(os.path.dirname(path))
        self.named_paths.add(os.path.realpath(path))
        questionnaire_id = questionnaire_id_in(path)
        if questionnaire_id is None:
            self.unreadable[entry.text_path] = path
            message = f"{_quote(entry.text)} can't be read as a questionnaire with an id"
            self._report(entry, "unknown-kind", message, "list questionnaire files only")
        elif self._may_count(entry, questionnaire_id):
            self._keep(entry, questionnaire_id, ListedFile(path, entry.text))

    @cached_property
    def _listed_paths(self) -> set[str]:
        """The real paths of all files that the list names, or that one of its globs matches."""
        inside = [entry for entry in self._entries if not reason_outside(entry.text)]
        names = [
            name
            for entry in inside
            for name in (self._matching_names(entry.text) if entry.is_glob else [entry.text])
        ]
        return {os.path.realpath(os.path.join(self.folder, name)) for name in names}

    def _missing_file_hint(self, entry: ListEntry) -> str:
        if self._built_in_version(entry.text) is not None:
            return 'a built-in questionnaire is named in a tier, under its "questionnaires"'
        folder = os.path.dirname(os.path.join(self.folder, entry.text))
        prefix = entry.text.rpartition("/")[0]
        try:
            paths = [
                path
                for path in data_files_in(folder)
                if os.path.realpath(path) not in self._listed_paths and questionnaire_id_in(path)
            ]
        except VendorcheckError:
            return ""
        return nearest_name_hint(
            entry.text,
            (f"{prefix}/{name}" if prefix else name for name in map(os.path.basename, paths)),
        )

    def _may_count(self, entry: ListEntry, questionnaire_id: str) -> bool:
        """Return whether a named file counts under its id; report why it doesn't."""
        version = self._built_in_version(questionnaire_id)
        replaces_path = (*entry.path, "replaces")
        if version is None and entry.replaces is not None:
            message = f'"{questionnaire_id}" is no built-in questionnaire, so it replaces nothing'
            hint = 'leave out "replaces"'
            self.remarks.append(Remark(replaces_path, "replaces-wrong", message, hint))
        elif version is not None and entry.replaces is None:
            message = (
                f"{_quote(entry.text)} has the id of the built-in questionnaire "
                f'"{questionnaire_id}"'
            )
            hint = (
                f'write {{file: {entry.text}, replaces: "{version}"}} if it is to replace that, '
                "or give it its own id"
            )
            self._report(entry, "replaces-missing", message, hint)
        elif version is not None and entry.replaces != version:
            message = f'the built-in questionnaire "{questionnaire_id}" has version {version}'
            hint = f'compare them, then write replaces: "{version}"'
            self.remarks.append(Remark(replaces_path, "replaces-wrong", message, hint))
        else:
            return True
        return False

    def _keep(self, entry: ListEntry, questionnaire_id: str, listed: ListedFile) -> None:
        self.named_paths.add(os.path.realpath(listed.path))
        first = self.files.setdefault(questionnaire_id, listed)
        if os.path.realpath(first.path) != os.path.realpath(listed.path):
            message = f'{_quote(first.name)} already has the questionnaire "{questionnaire_id}"'
            if entry.is_glob:
                message += f", and so has {_quote(listed.name)}"
            self._report(entry, "repeated-id", message, "give each its own id, or list one of them")

    def _is_inside(self, name: str) -> bool:
        real_path = os.path.realpath(os.path.join(self.folder, name))
        return os.path.commonpath([self._real_folder, real_path]) == self._real_folder

    def _report_link(self, entry: ListEntry, name: str) -> None:
        message = f"{_quote(name)} is a link out of the policy's folder"
        self._report(entry, "path-outside", message, "put the file itself there")

    def _report(self, entry: ListEntry, code: ProblemCode, message: str, hint: str) -> None:
        self.remarks.append(Remark(entry.text_path, code, message, hint))


def _quote(name: str) -> str:
    return path_for_display(name)
