"""Names of the files that a run puts beside the one it saves, and what a killed run left of them: the next removes it."""

import contextlib
import os
import stat
from typing import Final

_LONGEST: Final = 100
"""So many bytes of a name are enough to know it by."""
_DIGEST: Final = 16
_RANDOM: Final = 16
_END: Final = ".tmp"
_OLD: Final = 3600
"""Seconds. Another run that saves the same file now is done long before."""


def shortened(name: str, most: int) -> str:
    """A file's name in at most so many bytes, which is what file systems count.

    Of a longer one the beginning, in whole characters, and a digest of all of it, so that no two come out the same.
    """
    if len(os.fsencode(name)) <= most:
        return name
    import hashlib  # noqa: PLC0415 - few names are that long

    kept = name[:most]
    while len(os.fsencode(kept)) > most - _DIGEST - 1:
        kept = kept[:-1]
    return f"{kept}.{hashlib.sha256(os.fsencode(name)).hexdigest()[:_DIGEST]}"


def temporary_name(name: str) -> str:
    """A name that no file has, for the temporary file beside the file of this name."""
    return f".{shortened(name, _LONGEST)}.{os.urandom(_RANDOM // 2).hex()}{_END}"


def sweep(temporary: str) -> None:
    """Remove what earlier runs left that were killed: older regular files of the same owner, named as this one is.

    Times are held against that of the temporary file, since a network share has a clock of its own.
    """
    folder, name = os.path.split(temporary)
    with contextlib.suppress(OSError):
        own = os.lstat(temporary)
        for other in os.listdir(folder or "."):
            if _alike(name, other):
                path = os.path.join(folder, other)
                found = os.lstat(path)
                old = found.st_mtime < own.st_mtime - _OLD
                if old and stat.S_ISREG(found.st_mode) and found.st_uid == own.st_uid:
                    os.unlink(path)


def _alike(name: str, other: str) -> bool:
    """Whether two names differ in nothing but the random part."""
    begin = len(name) - _RANDOM - len(_END)
    return (
        len(other) == len(name)
        and other.startswith(name[:begin])
        and other.endswith(_END)
        and set(other[begin : -len(_END)]) <= set("0123456789abcdef")
    )
