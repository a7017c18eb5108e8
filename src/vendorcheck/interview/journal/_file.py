"""The journal's file: opened without falling into a trap, and by one process alone."""

import contextlib
import os
import stat
from importlib import import_module
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.journal._lines import MAX_JOURNAL_BYTES
from vendorcheck.store import files
from vendorcheck.text.safe import path_for_display

# Where there is none, as on Windows, a second interview is not noticed before it saves.
fcntl: Final = import_module("fcntl") if os.name == "posix" else None
# A link or a pipe that somebody put there is neither followed nor waited for.
SAFE_OPEN_FLAGS: Final = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def open_locked(journal_path: str, vendor_path: str) -> int:
    """Open a journal, or create it, for one process alone.

    Raises:
        VendorcheckError: another process has it, or it is no plain file.
        OSError: it can't be opened.
    """
    for _ in range(10):
        descriptor = os.open(
            journal_path, os.O_RDWR | os.O_APPEND | os.O_CREAT | SAFE_OPEN_FLAGS, 0o600
        )
        try:
            _refuse_special(descriptor, journal_path)
            if not fcntl:
                return descriptor
            _lock(descriptor)
            # The one that was opened may have been deleted while its lock was waited for.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), os.lstat(journal_path)):
                    os.fchmod(descriptor, 0o600)
                    return descriptor
        except BlockingIOError:
            os.close(descriptor)
            break
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise VendorcheckError(
        f"{path_for_display(vendor_path)} is being answered in another window right now; finish or stop that first"
    )


def _lock(descriptor: int) -> None:
    """Raise BlockingIOError if another process has the file; some network drives can't tell."""
    assert fcntl  # noqa: S101 - the caller knows
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def _refuse_special(descriptor: int, journal_path: str) -> None:
    found = os.fstat(descriptor)
    # A second name: writing here would write into somebody's other file.
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise VendorcheckError(
            f"{path_for_display(journal_path)} is no plain file; delete or rename it, the answers are to be saved there"
        )


def read_content(descriptor: int, journal_path: str) -> bytes:
    _refuse_special(descriptor, journal_path)
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb", closefd=False) as file:
        return file.read(MAX_JOURNAL_BYTES + 1)


def delete_journal(journal_path: str) -> None:
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(journal_path)
            files.sync_folder(os.path.dirname(journal_path))
    except OSError as error:
        raise VendorcheckError(
            f"everything is saved, but {path_for_display(journal_path)} can't be deleted: {files.describe_os_error(error)}; delete it by hand"
        ) from error
