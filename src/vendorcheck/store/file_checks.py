"""Checks before a file is read or written: it is no folder, no device, no link to nothing."""

import contextlib
import os
import stat

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.text.safe import path_for_display


def file_mode(path: str) -> int | None:
    """Return the mode of the file that a path leads to; None if a new file can have this path.

    Raises:
        VendorcheckError: it is a link to a file that is not there. To write it would create a file
            wherever whoever made the link wants one.
        OSError: it can't be examined.
    """
    try:
        # Not of the resolved path: `/dev/stdout` leads to something without a path of its own.
        return os.stat(path).st_mode
    except FileNotFoundError:
        if os.path.islink(path):
            raise VendorcheckError(
                f"{path_for_display(path)} is a link to {path_for_display(os.readlink(path))}, "
                "which is not there; delete the link, or name another file"
            ) from None
        return None


def refuse_dangling_link(path: str) -> None:
    """Refuse a link to a file that is not there, before any work is done for it.

    Raises:
        VendorcheckError: it is one.
    """
    # Whatever else is wrong with the path is reported when it is written.
    with contextlib.suppress(OSError, ValueError):
        file_mode(path)


def resolve_target(path: str, mode: int | None) -> str:
    """Return the path to write: links are followed, but not where a new file is created.

    A link that somebody puts there meanwhile is not followed either.

    Args:
        path: the path as it was named.
        mode: the result of `file_mode`.
    """
    if mode is not None:
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)


def refuse_special(path: str, mode: int) -> None:
    """Refuse a folder, a device or a pipe.

    Raises:
        VendorcheckError: it is one.
    """
    if stat.S_ISDIR(mode):
        raise VendorcheckError(f"{path_for_display(path)} is a folder; a file is expected here")
    if not stat.S_ISREG(mode):
        raise VendorcheckError(
            f"{path_for_display(path)} is a device or a pipe, not a file; - stands for the console"
        )


def refuse_unwritable(path: str, target: str, mode: int) -> None:
    """Refuse to replace what is no file or is write-protected.

    Raises:
        VendorcheckError: it is no file.
        PermissionError: it is write-protected.
    """
    refuse_special(path, mode)
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "it is write-protected")


def find_target(path: str, *, force: bool) -> tuple[str, int | None]:
    """Return the path that is written for a path, and the mode of the file there; None if none is.

    Raises:
        FileExistsError: there is one, and `force` is false.
    """
    mode = file_mode(path)
    target = resolve_target(path, mode)
    if mode is not None:
        refuse_special(path, mode)
        if not force:
            raise FileExistsError
        refuse_unwritable(path, target, mode)
    return target, mode
