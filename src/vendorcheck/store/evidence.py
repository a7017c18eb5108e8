"""The files that evidence names: whether each is there and still the same, worked out once.

A vendor file may have been in a vendor's hands, so a name is judged by its text before anything is
touched, no link is followed, and nothing but a regular file is read.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from vendorcheck.model.evidence import FileState, FileStates
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import STDIN_NAME

MAX_EVIDENCE_BYTES: Final = 100 * 1024 * 1024
"""The most bytes of a file that supports an answer."""
_BLOCK_BYTES: Final = 1_048_576
_SEPARATORS: Final = re.compile(r"[/\\]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_FILE_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    # In case the file has just become a pipe without a writer.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)
_CAN_OPEN_BELOW: Final = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd


def read_file_states(
    vendor: VendorFile, vendor_file: str, digest_of: Callable[[str], str | None] | None = None
) -> FileStates:
    """Return the state of each file that the evidence of a vendor file names.

    With standard input nobody knows in which folder they lie, so none is looked at.

    Args:
        vendor: the vendor file's content.
        vendor_file: its path.
        digest_of: returns the SHA-256 of a file by its name, None if there is none to read; by
            default, that of the file below the folder of the vendor file.
    """
    digests: dict[str, str | None] = {}
    states: dict[tuple[str, str | None], FileState] = {}
    for name, sha256 in sorted(set(_named_files(vendor)), key=str):
        if is_outside(name):
            states[name, sha256] = "outside"
        elif vendor_file == STDIN_NAME:
            states[name, sha256] = "unchecked"
        else:
            place = "/".join(parts_of_name(name))
            if place not in digests:
                digests[place] = digest_of(name) if digest_of else file_digest(vendor_file, name)
            states[name, sha256] = _compare(digests[place], sha256)
    return states


def _named_files(vendor: VendorFile) -> Iterator[tuple[str, str | None]]:
    for response in vendor.responses.values():
        for answer in response.answers.values():
            for evidence in answer.evidence:
                if evidence.file is not None:
                    yield evidence.file, evidence.sha256


def _compare(digest: str | None, sha256: str | None) -> FileState:
    if digest is None:
        return "missing"
    if sha256 is None:
        return "unchecked"
    return "ok" if digest == sha256.lower() else "changed"


def is_outside(name: str) -> bool:
    """Return whether a name leads out of the vendor file's folder, by its text alone.

    Absolute names, drives and `..` do, as Windows and as others write them, on every system.
    """
    parts = _SEPARATORS.split(name)
    # Windows drops the dots and spaces at the end of a part: ".. " is "..".
    climbs = any(part.startswith("..") and not part.strip(". ") for part in parts)
    return parts[0] == "" or climbs or _DRIVE.match(name) is not None


def file_digest(vendor_file: str, name: str) -> str | None:
    """Return the SHA-256 of a file below the folder of a vendor file, in lower-case hex digits.

    None if there is no regular file of at most 100 MB that can be read without following a link.
    """
    parts = parts_of_name(name)
    if is_outside(name) or not parts:
        return None
    with suppress(OSError, ValueError):
        descriptor = _open_below(os.path.dirname(vendor_file) or ".", parts)
        with open(descriptor, "rb", buffering=0) as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_EVIDENCE_BYTES:
                return None
            digest = hashlib.sha256()
            while block := file.read(_BLOCK_BYTES):
                # It may have grown meanwhile.
                if file.tell() > MAX_EVIDENCE_BYTES:
                    return None
                digest.update(block)
            return digest.hexdigest()
    return None


def parts_of_name(name: str) -> list[str]:
    """Return the folders and the file that a name of evidence leads through."""
    return [part for part in _SEPARATORS.split(name) if part not in ("", ".")]


def _open_below(folder: str, parts: list[str]) -> int:
    """Open a regular file below a folder for reading, without following a link.

    Raises:
        OSError: there is none.
    """
    if not _CAN_OPEN_BELOW:
        return _open_by_path(folder, parts)
    parent = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for part in parts[:-1]:
            child = os.open(part, _FOLDER_FLAGS, dir_fd=parent)
            os.close(parent)
            parent = child
        # A device may act on being opened, so it is looked at before.
        _require_regular(os.stat(parts[-1], dir_fd=parent, follow_symlinks=False).st_mode)
        return os.open(parts[-1], _FILE_FLAGS, dir_fd=parent)
    finally:
        os.close(parent)


def _open_by_path(folder: str, parts: list[str]) -> int:
    """Open a regular file by its path, on systems that can't open one below a folder."""
    path = folder
    for part in parts:
        path = os.path.join(path, part)
        status = os.lstat(path)
        # Windows has other kinds of links, too.
        if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) != 0:
            raise OSError(f"{path} is a link")
    _require_regular(os.lstat(path).st_mode)
    return os.open(path, _FILE_FLAGS)


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError("not a regular file")
