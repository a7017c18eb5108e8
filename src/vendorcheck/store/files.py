"""Files by name, read within limits and written completely or not at all; `-` is the console."""

import contextlib
import errno
import itertools
import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store.file_checks import (
    file_mode,
    find_target,
    refuse_special,
    refuse_unwritable,
    resolve_target,
)
from vendorcheck.store.temporary import make_temporary_name, remove_stale_files, shorten_file_name
from vendorcheck.text.safe import path_for_display

MAX_READ_BYTES: Final = 2 * 1024 * 1024
"""The most bytes of a file. One more is read at most, which shows that the file is larger."""

_EMPTY_NAME_MESSAGE: Final = "a file name is required, and an empty one was given"
_MAX_NAME_BYTES: Final = 240
"""The most bytes of a file name before a number is added to it."""
FILE_SUFFIXES: Final = (".yaml", ".yml", ".json")


def read_file(path: str, limit: int = MAX_READ_BYTES + 1) -> bytes:
    """Return the content of a file, or of standard input for `-`; the first `limit` bytes at most.

    The default limit shows whether a file is larger than 2 MiB.

    Raises:
        VendorcheckError: it can't be read: it is missing, a folder, a device, or not accessible.
    """
    try:
        if path == "-":
            return _console_stream(sys.stdin, "standard input").read(limit)
        refuse_special(path, os.stat(path).st_mode)
        # Non-blocking, in case the file has just become a pipe without a writer.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(descriptor, "rb") as file:
            refuse_special(path, os.fstat(descriptor).st_mode)
            return file.read(limit)
    except FileNotFoundError:
        raise VendorcheckError(
            f"there is no file {path_for_display(path)}{_nearest_file_hint(path)}"
            if path
            else _EMPTY_NAME_MESSAGE
        ) from None
    except (OSError, ValueError) as error:
        name = "standard input" if path == "-" else path_for_display(path)
        raise VendorcheckError(f"{name} can't be read: {describe_os_error(error)}") from error


def write_file(path: str, content: str | bytes, *, force: bool) -> None:
    """Write a file, or standard output for `-`; then it holds the old content or the new, no part.

    An existing file keeps its permissions; a link to it is followed. If several processes create
    the same file without `force`, one of them succeeds.

    Raises:
        VendorcheckError: it exists and `force` is false, is a link to nothing, or can't be written.
            Nothing is left.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if path == "-":
        _write_to_stdout(data)
        return
    with _describing_errors(path):
        _write_on_disk(path, data, force=force)


def refuse_unwritable_path(path: str, *, force: bool) -> None:
    """Refuse a path that `write_file` could not write, before any work is done for it.

    Raises:
        VendorcheckError: as `write_file` would.
    """
    if path == "-":
        return
    with _describing_errors(path):
        target, _ = find_target(path, force=force)
        folder = os.path.dirname(target)
        if not os.path.isdir(folder):
            raise FileNotFoundError
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextlib.contextmanager
def _describing_errors(path: str) -> Iterator[None]:
    """Turn what keeps a file from being written into a message."""
    if not path:
        raise VendorcheckError(_EMPTY_NAME_MESSAGE)
    try:
        yield
    except FileExistsError:
        raise VendorcheckError(
            f"{path_for_display(path)} exists already; --force overwrites it"
        ) from None
    except FileNotFoundError:
        raise VendorcheckError(
            f"there is no folder {path_for_display(os.path.dirname(path))}"
        ) from None
    except (OSError, ValueError) as error:
        raise VendorcheckError(
            f"{path_for_display(path)} can't be written: {describe_os_error(error)}"
        ) from error


def replace_if_unchanged(path: str, content: bytes, old: bytes | None) -> bool:
    """Write `content` to a file that still holds `old` (None: no file); return whether it does now.

    False, without any change, means that it now holds neither `old` nor `content`.

    Raises:
        VendorcheckError: it can't be written. Nothing is left behind.
    """
    try:
        mode = file_mode(path)
        target = resolve_target(path, mode)
        if mode is not None:
            refuse_unwritable(path, target, mode)
        with _temporary_file(target, content, mode) as temporary:
            current_content = _current_content(target)
            if current_content != old:
                return current_content == content
            if old is not None:
                os.replace(temporary, target)
            else:
                _link_into_place(temporary, target)
            sync_folder(os.path.dirname(target))
    except FileExistsError:
        return False
    except FileNotFoundError:
        raise VendorcheckError(
            f"there is no folder {path_for_display(os.path.dirname(path) or path)}"
        ) from None
    except (OSError, ValueError) as error:
        raise VendorcheckError(
            f"{path_for_display(path)} can't be written: {describe_os_error(error)}"
        ) from error
    return True


def write_beside(path: str, content: bytes) -> str:
    """Write content to a new file beside another, with the same permissions, and return its path.

    Beside `acme.yaml` it is `acme.mine-1.yaml`, or the first number that is free.

    Raises:
        VendorcheckError: it can't be written.
    """
    (folder, name), suffix = os.path.split(os.path.splitext(path)[0]), os.path.splitext(path)[1]
    stem = os.path.join(folder, shorten_file_name(name, _MAX_NAME_BYTES - len(os.fsencode(suffix))))
    candidates = (f"{stem}.mine-{number}{suffix}" for number in itertools.count(1))
    new_path = next(path for path in candidates if not os.path.lexists(path))
    try:
        with _temporary_file(new_path, content, file_mode(path)) as temporary:
            _link_into_place(temporary, new_path)
            sync_folder(os.path.dirname(new_path))
    except (OSError, ValueError) as error:
        raise VendorcheckError(
            f"{path_for_display(new_path)} can't be written: {describe_os_error(error)}"
        ) from error
    return new_path


def _write_on_disk(path: str, data: bytes, *, force: bool) -> None:
    target, mode = find_target(path, force=force)
    with _temporary_file(target, data, mode) as temporary:
        if force:
            os.replace(temporary, target)
        else:
            _link_into_place(temporary, target)
        sync_folder(os.path.dirname(target))


@contextlib.contextmanager
def _temporary_file(target: str, data: bytes, mode: int | None) -> Iterator[str]:
    """Yield the path of a synced file beside the target; it is removed unless it was renamed."""
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, make_temporary_name(name))
    try:
        _write_synced(temporary, data, mode)
        remove_stale_files(temporary)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _current_content(path: str) -> bytes | None:
    """Return as much of a file as `read_file` returns; None if there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_READ_BYTES + 1)
    except FileNotFoundError:
        return None


def _write_synced(path: str, data: bytes, mode: int | None) -> None:
    """Create a file, and return once it is on the disk and reads like the data."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # As for any new file, the umask takes permissions away from 0666.
    with open(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        if mode is not None:
            os.chmod(path, stat.S_IMODE(mode))
        file.flush()
        os.fsync(file.fileno())
    with open(path, "rb") as file:
        if file.read() != data:
            raise OSError("what was written reads differently; the disk may be damaged")


def _link_into_place(temporary: str, target: str) -> None:
    """Give a finished file its name if that is free: a rename would replace an existing file."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: reserve the name first, then fill it.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            os.replace(temporary, target)
        except OSError:
            os.unlink(target)
            raise


def sync_folder(folder: str) -> None:
    """Make a new name survive a power failure, on systems that can sync a folder."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _nearest_file_hint(path: str) -> str:
    """Return the end of a sentence that suggests the nearest existing name; empty if none."""
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    try:
        # Without the name itself, which a broken link has.
        names = [other for other in os.listdir(folder or ".") if other != name]
    except (OSError, ValueError):
        return f", nor a folder {path_for_display(folder)}" if folder else ""
    # Equal endings make no two names alike.
    stems = {os.path.splitext(other)[0] for other in names}
    near_stems = get_close_matches(os.path.splitext(name)[0], stems)
    near_names = [other for other in names if os.path.splitext(other)[0] in near_stems]
    matches = get_close_matches(name, near_names, n=1)
    return (
        f"; did you mean {path_for_display(os.path.join(folder, matches[0]))}?" if matches else ""
    )


def describe_os_error(error: OSError | ValueError) -> str:
    """Return the system's description of an error, such as "permission denied", in lower case."""
    if isinstance(error, ValueError):
        return "no file can have such a name"
    description = error.strerror or str(error)
    return description[:1].lower() + description[1:]


def _console_stream(stream: TextIO | None, name: str) -> BinaryIO:
    # The stream is None if the console was closed, and text-only in tests and notebooks.
    buffer: BinaryIO | None = getattr(stream, "buffer", None)
    if buffer is None:
        raise VendorcheckError(f"there is no {name} here; name a file")
    return buffer


def _write_to_stdout(data: bytes) -> None:
    """Write bytes to standard output, without the system's line ends and encoding."""
    output = _console_stream(sys.stdout, "standard output")
    try:
        sys.stdout.flush()
        output.write(data)
        output.flush()
    except OSError as error:
        raise VendorcheckError(
            f"standard output can't be written: {describe_os_error(error)}"
        ) from error
