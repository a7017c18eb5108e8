"""Folders: the files in them that may be ours, and the repository around the working folder."""

import os
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store.files import FILE_SUFFIXES, describe_os_error
from vendorcheck.text.safe import path_for_display

_SKIPPED_FOLDERS: Final = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__"))
_SKIP_MARKERS: Final = frozenset(("pyvenv.cfg", "CACHEDIR.TAG"))
"""The files that mark a folder as a virtual environment of Python or as a cache."""


def walk_folder(folder: str) -> list[str]:
    """Return the YAML and JSON files in a folder and below, sorted.

    The paths have `/` and begin like `folder`. Skipped are the folders of version control, npm and
    Python (`.git`, `.hg`, `.svn`, `node_modules`, `__pycache__`, virtual environments, caches),
    links to folders, and hidden folders that can't be read.

    Raises:
        VendorcheckError: another folder can't be read.
    """
    top = folder.replace(os.sep, "/").rstrip("/") or "/"
    paths: list[str] = []
    folders = [top]
    while folders:
        current = folders.pop()
        try:
            with os.scandir(current) as entries:
                children = list(entries)
        except (OSError, ValueError) as error:
            if current != top and os.path.basename(current).startswith("."):
                continue
            raise VendorcheckError(
                f"the folder {path_for_display(current)} can't be read: {describe_os_error(error)}"
            ) from error
        if current != top and any(entry.name in _SKIP_MARKERS for entry in children):
            continue
        prefix = "" if current == "." else current.rstrip("/") + "/"
        for entry in children:
            if entry.is_dir(follow_symlinks=False):
                folders += [prefix + entry.name] * (entry.name not in _SKIPPED_FOLDERS)
            elif entry.name.lower().endswith(FILE_SUFFIXES) and os.path.isfile(entry.path):
                paths.append(prefix + entry.name)
    return sorted(paths)


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
