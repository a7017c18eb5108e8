"""The file of a journal, opened safely and by one process alone."""

import contextlib
import os
import stat
from importlib import import_module
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.journal._lines import MAX_JOURNAL_BYTES
from vendorcheck.store import files
from vendorcheck.text.safe import path_for_display

# Windows has no fcntl; there a second interview is not noticed before it saves.
fcntl: Final = import_module("fcntl") if os.name == "posix" else None
# A link that somebody put there is not followed, and a pipe is not waited for.
SAFE_OPEN_FLAGS: Final = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def open_locked(journal_path: str, vendor_path: str) -> int:
    """Open a journal for this process alone, or create it, and return its file descriptor.

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
            # The file may have been deleted between opening it and locking it.
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
        f"{path_for_display(vendor_path)} is being answered in another window right now; "
        "finish or stop that first"
    )


def _lock(descriptor: int) -> None:
    """Lock the file, or raise BlockingIOError if another process has the lock.

    Some network drives have no locks; then this does nothing.
    """
    assert fcntl  # noqa: S101 - the caller knows
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def _refuse_special(descriptor: int, journal_path: str) -> None:
    file_status = os.fstat(descriptor)
    # A file with a second name could be somebody's other file, which must not be written.
    if not stat.S_ISREG(file_status.st_mode) or file_status.st_nlink > 1:
        raise VendorcheckError(
            f"{path_for_display(journal_path)} is no plain file; "
            "delete or rename it, the answers are to be saved there"
        )


def read_content(descriptor: int, journal_path: str) -> bytes:
    """Return the content, cut one byte after the most that a journal may have."""
    _refuse_special(descriptor, journal_path)
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb", closefd=False) as file:
        return file.read(MAX_JOURNAL_BYTES + 1)


def delete_journal(journal_path: str) -> None:
    """Delete the journal, if it is still there."""
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(journal_path)
            files.sync_folder(os.path.dirname(journal_path))
    except OSError as error:
        raise VendorcheckError(
            f"everything is saved, but {path_for_display(journal_path)} can't be deleted: "
            f"{files.describe_os_error(error)}; delete it by hand"
        ) from error
