"""Folders: the files in them that may be ours, and the repository that they lie in."""

import os
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store.files import FILE_SUFFIXES, describe_os_error
from vendorcheck.text.safe import path_for_display

_SKIPPED_FOLDERS: Final = frozenset((".git", ".hg", ".svn", "node_modules", "__pycache__"))
_SKIP_MARKERS: Final = frozenset(("pyvenv.cfg", "CACHEDIR.TAG"))
"""The files that make a folder a virtual environment of Python, or a cache."""


def walk_folder(folder: str) -> list[str]:
    """The YAML and JSON files in a folder and below, sorted, as paths that begin like `folder`, with `/`.

    Not entered are what version control, npm and Python keep for themselves (`.git`, `.hg`, `.svn`, `node_modules`,
    `__pycache__`, virtual environments, caches), links to folders, and hidden folders that can't be read.

    Raises:
        VendorcheckError: another folder can't be read.
    """
    top = folder.replace(os.sep, "/").rstrip("/") or "/"
    found: list[str] = []
    waiting = [top]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = list(entries)
        except (OSError, ValueError) as error:
            if here != top and os.path.basename(here).startswith("."):
                continue
            raise VendorcheckError(
                f"the folder {path_for_display(here)} can't be read: {describe_os_error(error)}"
            ) from error
        if here != top and any(entry.name in _SKIP_MARKERS for entry in inside):
            continue
        prefix = "" if here == "." else here.rstrip("/") + "/"
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting += [prefix + entry.name] * (entry.name not in _SKIPPED_FOLDERS)
            elif entry.name.lower().endswith(FILE_SUFFIXES) and os.path.isfile(entry.path):
                found.append(prefix + entry.name)
    return sorted(found)


def is_in_hidden_folder(path: str) -> bool:
    """Whether a file lies in a hidden folder, as far as its path tells."""
    return any(part.startswith(".") and part.strip(".") for part in path.split("/")[:-1])


def find_repository() -> tuple[str, str]:
    """The folder that we work in and the root of the repository around it, else the folder itself; absolute.

    Both are empty where the folder is gone.
    """
    try:
        folder = here = os.getcwd()
    except OSError:
        return "", ""
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return folder, folder
        here = above
    return folder, here
