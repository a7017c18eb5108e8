"""A vendor file as a revision in git holds it, with its evidence of the same revision."""

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NoReturn

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store import git
from vendorcheck.store.evidence import MAX_EVIDENCE_BYTES, parts_of_name, read_file_states
from vendorcheck.store.files import MAX_READ_BYTES
from vendorcheck.text.safe import path_for_display, quote_shell_argument

_HERE: Final = os.curdir
_SECONDS_OF_DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class RevisionFile:
    """A file of a commit; `name` is how the user names it, `path` leads from the top."""

    name: str
    commit: str
    path: str
    content: bytes

    @cached_property
    def committed_on(self) -> date | None:
        """The day of the commit, where its committer was; None if it can't be told."""
        try:
            return _commit_day(git.read_commit(self.commit, _HERE))
        except git.GitError:
            return None

    def file_states(self, vendor: VendorFile) -> FileStates:
        """Return the state of each file that the evidence names, in the same commit."""
        return read_file_states(vendor, self.name, self._file_digest)

    @cached_property
    def _files(self) -> Mapping[str, git.TreeEntry]:
        folder = posixpath.dirname(self.path)
        try:
            return git.list_entries(self.commit, f"{folder}/" if folder else "", _HERE)
        except git.GitError:
            return {}

    def _file_digest(self, name: str) -> str | None:
        """Return the SHA-256 of a file beside the vendor file or below; None if there is none."""
        path = posixpath.join(posixpath.dirname(self.path), *parts_of_name(name))
        entry = self._files.get(path)
        if entry is None or not entry.is_file:
            return None
        try:
            return git.blob_sha256(entry.object_id, MAX_EVIDENCE_BYTES, _HERE)
        except git.GitError:
            return None


def names_revision(name: str) -> bool:
    """Return whether a name such as `HEAD~1:acme.yaml` is about a revision: no file has it."""
    return ":" in name and not os.path.lexists(name)


def read_revision_file(name: str) -> RevisionFile:
    """Read a file as a revision holds it, by a name such as `HEAD~1:acme.yaml`.

    As git has it, the path leads from the top of the repository, or from here if it begins with
    `./` or `../`.

    Raises:
        VendorcheckError: there is no such revision or file, or no repository, or no git.
    """
    revision, _, path = name.partition(":")
    if not revision or not path:
        raise VendorcheckError(
            f"{path_for_display(name)} is no file, and as a revision it lacks a part; "
            "write such as HEAD~1:acme.yaml"
        )
    try:
        prefix = git.find_prefix(_HERE)
    except git.GitMissingError:
        raise VendorcheckError(
            f"there is no file {path_for_display(name)}, and without git no revision can be read"
        ) from None
    except git.GitError as error:
        raise VendorcheckError(_no_repository_message(name, str(error))) from None
    commit = _find_commit(name, revision)
    full_path = _path_from_top(name, path, prefix)
    try:
        entry = _entry_at(commit, full_path)
        if entry is None:
            _refuse_missing_path(revision, path, commit, prefix)
        if not entry.is_file:
            raise VendorcheckError(f"{path_for_display(path)} is no file in {_shown(revision)}")
        content = git.read_blob(entry.object_id, MAX_READ_BYTES + 1, _HERE)
    except git.GitError:
        raise VendorcheckError(
            f"the content of {path_for_display(name)} is not in this repository, "
            "which lacks a part of its objects"
        ) from None
    return RevisionFile(name, commit, full_path, content)


def _no_repository_message(name: str, reason: str) -> str:
    if reason.startswith("not a git repository"):
        return (
            f"there is no file {path_for_display(name)}, and this folder is in no git repository, "
            "so no revision can be read"
        )
    return f"{path_for_display(name)} can't be read: git says: {path_for_display(reason)}"


def _find_commit(name: str, revision: str) -> str:
    try:
        # git must not take it for an option.
        if not revision.startswith("-"):
            return git.find_commit(revision, _HERE)
    except git.GitError:
        if git.is_shallow(_HERE):
            raise VendorcheckError(
                f"there is no revision {_shown(revision)} here: this is a shallow clone, which "
                "lacks older ones; git fetch --unshallow brings them"
            ) from None
    raise VendorcheckError(
        f"there is no revision {_shown(revision)} here, nor a file {path_for_display(name)}"
    )


def _shown(revision: str) -> str:
    return path_for_display(revision)


def _path_from_top(name: str, path: str, prefix: str) -> str:
    is_from_here = path.startswith(("./", "../"))
    full_path = posixpath.normpath(posixpath.join(prefix, path) if is_from_here else path)
    if full_path.startswith(("../", "/")) or full_path == "..":
        raise VendorcheckError(f"{path_for_display(name)} leads out of the repository")
    return full_path


def _entry_at(commit: str, path: str) -> git.TreeEntry | None:
    return git.list_entries(commit, path, _HERE).get(path)


def _refuse_missing_path(revision: str, path: str, commit: str, prefix: str) -> NoReturn:
    hint = "a path leads from the top of the repository"
    if prefix and _entry_at(commit, posixpath.normpath(posixpath.join(prefix, path))):
        named = quote_shell_argument(f"{revision}:./{path}")
        hint = f"{hint}; did you mean {named}?"
    raise VendorcheckError(f"{path_for_display(path)} is not in {_shown(revision)}; {hint}")


def _commit_day(commit: bytes) -> date | None:
    """Return the day in the line of the committer, which ends in seconds and the zone: `+0200`."""
    for line in commit.partition(b"\n\n")[0].splitlines():
        if line.startswith(b"committer "):
            *_, seconds, zone = line.decode("utf-8", "replace").split()
            try:
                offset = int(f"{zone[0]}1") * (int(zone[1:3]) * 3600 + int(zone[3:5]) * 60)
                return _EPOCH + timedelta(days=(int(seconds) + offset) // _SECONDS_OF_DAY)
            except (ValueError, OverflowError, IndexError):
                return None
    return None
