"""Names of the files that a run puts beside the one it saves, and what a killed run left of them: the next removes it."""

import contextlib
import os
import stat
from typing import Final

_MAX_NAME_BYTES: Final = 100
"""So many bytes of a name are enough to know it by."""
_DIGEST_LENGTH: Final = 16
_RANDOM_LENGTH: Final = 16
_TEMPORARY_SUFFIX: Final = ".tmp"
_STALE_AFTER_SECONDS: Final = 3600
"""Seconds. Another run that saves the same file now is done long before."""


def shorten_file_name(name: str, max_bytes: int) -> str:
    """A file's name in at most so many bytes, which is what file systems count.

    Of a longer one the beginning, in whole characters, and a digest of all of it, so that no two come out the same.
    """
    if len(os.fsencode(name)) <= max_bytes:
        return name
    import hashlib  # noqa: PLC0415 - few names are that long

    kept = name[:max_bytes]
    while len(os.fsencode(kept)) > max_bytes - _DIGEST_LENGTH - 1:
        kept = kept[:-1]
    return f"{kept}.{hashlib.sha256(os.fsencode(name)).hexdigest()[:_DIGEST_LENGTH]}"


def make_temporary_name(name: str) -> str:
    """A name that no file has, for the temporary file beside the file of this name."""
    return f".{shorten_file_name(name, _MAX_NAME_BYTES)}.{os.urandom(_RANDOM_LENGTH // 2).hex()}{_TEMPORARY_SUFFIX}"


def remove_stale_files(temporary: str) -> None:
    """Remove what earlier runs left that were killed: older regular files of the same owner, named as this one is.

    Times are held against that of the temporary file, since a network share has a clock of its own.
    """
    folder, name = os.path.split(temporary)
    with contextlib.suppress(OSError):
        own = os.lstat(temporary)
        for other in os.listdir(folder or "."):
            if _differ_only_in_random_part(name, other):
                path = os.path.join(folder, other)
                found = os.lstat(path)
                old = found.st_mtime < own.st_mtime - _STALE_AFTER_SECONDS
                if old and stat.S_ISREG(found.st_mode) and found.st_uid == own.st_uid:
                    os.unlink(path)


def _differ_only_in_random_part(name: str, other: str) -> bool:
    """Whether two names differ in nothing but the random part."""
    begin = len(name) - _RANDOM_LENGTH - len(_TEMPORARY_SUFFIX)
    return (
        len(other) == len(name)
        and other.startswith(name[:begin])
        and other.endswith(_TEMPORARY_SUFFIX)
        and set(other[begin : -len(_TEMPORARY_SUFFIX)]) <= set("0123456789abcdef")
    )
