"""Names of temporary files, and the removal of those that killed runs have left behind."""

import contextlib
import os
import stat
from typing import Final

_MAX_NAME_BYTES: Final = 100
"""The most bytes of the original name in a temporary name."""
_DIGEST_LENGTH: Final = 16
_RANDOM_LENGTH: Final = 16
_TEMPORARY_SUFFIX: Final = ".tmp"
_STALE_AFTER_SECONDS: Final = 3600
"""No run takes that long to save a file, so an older temporary file is nobody's."""


def shorten_file_name(name: str, max_bytes: int) -> str:
    """Return a file name of at most `max_bytes` bytes, which is what file systems count.

    A longer name becomes its beginning, in whole characters, and a digest of the complete name, so
    that different names stay different.
    """
    if len(os.fsencode(name)) <= max_bytes:
        return name
    import hashlib

    kept = name[:max_bytes]
    while len(os.fsencode(kept)) > max_bytes - _DIGEST_LENGTH - 1:
        kept = kept[:-1]
    return f"{kept}.{hashlib.sha256(os.fsencode(name)).hexdigest()[:_DIGEST_LENGTH]}"


def make_temporary_name(name: str) -> str:
    """Return a random, unused name for the temporary file beside the file of this name."""
    return (
        f".{shorten_file_name(name, _MAX_NAME_BYTES)}"
        f".{os.urandom(_RANDOM_LENGTH // 2).hex()}{_TEMPORARY_SUFFIX}"
    )


def remove_stale_files(temporary: str) -> None:
    """Remove what killed runs have left: old regular files of the same owner, named like this one.

    Ages are measured against the time of the temporary file, since a network share has its own
    clock.
    """
    folder, name = os.path.split(temporary)
    with contextlib.suppress(OSError):
        own_stat = os.lstat(temporary)
        for other in os.listdir(folder or "."):
            if _differ_only_in_random_part(name, other):
                path = os.path.join(folder, other)
                other_stat = os.lstat(path)
                is_old = other_stat.st_mtime < own_stat.st_mtime - _STALE_AFTER_SECONDS
                if (
                    is_old
                    and stat.S_ISREG(other_stat.st_mode)
                    and other_stat.st_uid == own_stat.st_uid
                ):
                    os.unlink(path)


def _differ_only_in_random_part(name: str, other: str) -> bool:
    random_start = len(name) - _RANDOM_LENGTH - len(_TEMPORARY_SUFFIX)
    return (
        len(other) == len(name)
        and other.startswith(name[:random_start])
        and other.endswith(_TEMPORARY_SUFFIX)
        and set(other[random_start : -len(_TEMPORARY_SUFFIX)]) <= set("0123456789abcdef")
    )
