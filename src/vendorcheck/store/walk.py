"""Folders: the files in them that may be ours, and the repository around the working folder."""

import os
from dataclasses import dataclass, field
from typing import Final

from vendorcheck.document.problems import Location, Problem, VendorcheckError
from vendorcheck.store.discovery import HEAD_BYTES
from vendorcheck.store.file_kind import has_kind_key
from vendorcheck.store.files import FILE_SUFFIXES, describe_os_error, read_file
from vendorcheck.text.safe import build_command_line, path_for_display

_PASSED_OVER_NAMES: Final = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__"))
_PASSED_OVER_MARKERS: Final = ("pyvenv.cfg", "CACHEDIR.TAG")
"""The files that mark a folder as a virtual environment of Python or as a cache."""
_PACKAGE_FOLDERS: Final = frozenset(("site-packages", "dist-packages"))


@dataclass
class Walk:
    """The result of walking a folder.

    `files` are the YAML and JSON files, sorted; `unread_files` is the first file of ours in each
    folder that was passed over though it holds one, with the reason; `passed_over_count` is the
    number of all folders that were passed over.
    """

    files: list[str] = field(default_factory=list)
    unread_files: dict[str, "PassedOver"] = field(default_factory=dict)
    passed_over_count: int = 0


@dataclass(frozen=True)
class PassedOver:
    """A folder that was passed over; `marker` is the file for which, empty if it is its name."""

    folder: str
    marker: str = ""

    def to_problem(self, file: str) -> Problem:
        """Return the warning about a file of ours in this folder."""
        folder = path_for_display(self.folder)
        reason = f"because it holds {self.marker}" if self.marker else "because of its name"
        escape = f"delete {folder}/{self.marker}" if self.marker else "move the file"
        return Problem(
            Location(file),
            "passed-over",
            f"this file was not checked: the folder {folder} is passed over {reason}",
            f"{escape}, or name the folder itself: {build_command_line('validate', self.folder)}",
        )


def walk_folder(folder: str) -> Walk:
    """Find the YAML and JSON files in a folder and below.

    The paths have `/` and begin like `folder`. Passed over are the folders of version control, npm
    and Python (`.git`, `.hg`, `.svn`, `node_modules`, `__pycache__`, virtual environments, caches),
    links to folders, and hidden folders that can't be read. Links to folders within `folder` are
    not counted, since these folders are walked.

    Raises:
        VendorcheckError: another folder can't be read.
    """
    top = folder.replace(os.sep, "/").rstrip("/") or "/"
    walk = Walk()
    folders = [top]
    while folders:
        current = folders.pop()
        if current != top and os.path.basename(current) in _PASSED_OVER_NAMES:
            _pass_over(PassedOver(current), walk)
            continue
        children = _list_readable_folder(current, may_be_locked=current != top)
        if children is None:
            walk.passed_over_count += 1
            continue
        if current != top and (marker := _find_marker(children)):
            _pass_over(PassedOver(current, marker), walk)
            continue
        prefix = _prefix(current)
        for entry in children:
            if entry.is_dir(follow_symlinks=False):
                folders.append(prefix + entry.name)
            elif _is_data_file(entry):
                walk.files.append(prefix + entry.name)
            elif (
                entry.is_symlink() and os.path.isdir(entry.path) and not _is_within(entry.path, top)
            ):
                walk.passed_over_count += 1
    walk.files.sort()
    return walk


def _list_readable_folder(folder: str, *, may_be_locked: bool) -> list[os.DirEntry[str]] | None:
    """Return what is in a folder; None if it is hidden, can't be read, and need not be."""
    try:
        return _list_folder(folder)
    except (OSError, ValueError) as error:
        if may_be_locked and os.path.basename(folder).startswith("."):
            return None
        raise VendorcheckError(
            f"the folder {path_for_display(folder)} can't be read: {describe_os_error(error)}"
        ) from error


def _list_folder(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _prefix(folder: str) -> str:
    return "" if folder == "." else folder.rstrip("/") + "/"


def _is_data_file(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(FILE_SUFFIXES) and os.path.isfile(entry.path)


def _is_within(path: str, folder: str) -> bool:
    return os.path.join(os.path.realpath(path), "").startswith(
        os.path.join(os.path.realpath(folder), "")
    )


def _find_marker(children: list[os.DirEntry[str]]) -> str | None:
    """Return the file for which a folder is passed over; None if it is walked."""
    names = {entry.name for entry in children}
    return next((name for name in _PASSED_OVER_MARKERS if name in names), None)


def _pass_over(passed_over: PassedOver, walk: Walk) -> None:
    walk.passed_over_count += 1
    if file := _first_own_file(passed_over.folder):
        walk.unread_files[file] = passed_over


def _first_own_file(folder: str) -> str | None:
    """Return a file of ours in a folder that is passed over, or below; None if there is none.

    The files of an installed vendorcheck don't count.
    """
    folders = [folder]
    while folders:
        current = folders.pop()
        try:
            children = sorted(_list_folder(current), key=lambda entry: entry.name)
        except OSError:
            continue
        prefix = _prefix(current)
        is_package_folder = os.path.basename(current) in _PACKAGE_FOLDERS
        for entry in children:
            if entry.is_dir(follow_symlinks=False):
                if not (is_package_folder and entry.name == "vendorcheck"):
                    folders.append(prefix + entry.name)
            elif _is_data_file(entry) and _is_own_file(prefix + entry.name):
                return prefix + entry.name
    return None


def _is_own_file(path: str) -> bool:
    try:
        return has_kind_key(read_file(path, HEAD_BYTES))
    except VendorcheckError:
        return False


def is_in_hidden_folder(path: str) -> bool:
    """Return whether the path leads through a hidden folder."""
    return any(part.startswith(".") and part.strip(".") for part in path.split("/")[:-1])


def find_repository() -> tuple[str, str]:
    """Return the working folder and the root of the repository around it, both absolute.

    Without a repository, the root is the folder itself. Both are empty if the folder is gone.
    """
    try:
        folder = root = os.getcwd()
    except OSError:
        return "", ""
    while not os.path.lexists(os.path.join(root, ".git")):
        parent = os.path.dirname(root)
        if parent == root:
            return folder, folder
        root = parent
    return folder, root
