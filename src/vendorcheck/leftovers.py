"""Temporary files that a killed run left beside the file it was saving: removed by the next one that saves it."""

import contextlib
import os
import stat
from typing import Final

_RANDOM: Final = 16
_END: Final = ".tmp"
_OLD: Final = 3600
"""Seconds. Another run that saves the same file now is done long before."""


def temporary_name(name: str) -> str:
    """A name that no file has, for the temporary file beside the file of this name."""
    return f".{name[:100]}.{os.urandom(_RANDOM // 2).hex()}{_END}"


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
