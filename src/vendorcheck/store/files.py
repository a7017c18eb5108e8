"""Files as users name them: read within limits, written whole or not at all, found in folders. `-` is the console."""

import contextlib
import itertools
import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store.temporary import make_temporary_name, remove_stale_files, shorten_file_name
from vendorcheck.text.safe import path_for_display

MAX_READ_BYTES: Final = 2 * 1024 * 1024
"""No more bytes than this, and one that tells that there are more, are ever read of a file."""

_EMPTY_NAME_MESSAGE: Final = "a file name is wanted, and an empty one was given"
_MAX_NAME_BYTES: Final = 240
"""In bytes, of a name that is still to get a number."""
FILE_SUFFIXES: Final = (".yaml", ".yml", ".json")


def read_file(path: str, limit: int = MAX_READ_BYTES + 1) -> bytes:
    """The content of a file, or of standard input for `-`; of a larger one, its first 2 MiB and one byte.

    Args:
        path: the file.
        limit: how many bytes are enough.

    Raises:
        VendorcheckError: it can't be read: there is none, it is a folder or a device, access is denied.
    """
    if path == "-":
        return _console_stream(sys.stdin, "standard input").read(limit)
    try:
        _refuse_special(path, os.stat(path).st_mode)
        # Without waiting for a writer, should the file have become a pipe just now.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(descriptor, "rb") as file:
            _refuse_special(path, os.fstat(descriptor).st_mode)
            return file.read(limit)
    except FileNotFoundError:
        raise VendorcheckError(
            f"there is no file {path_for_display(path)}{_nearest_file_hint(path)}"
            if path
            else _EMPTY_NAME_MESSAGE
        ) from None
    except (OSError, ValueError) as error:
        raise VendorcheckError(
            f"{path_for_display(path)} can't be read: {describe_os_error(error)}"
        ) from error


def write_file(path: str, content: str | bytes, *, force: bool) -> None:
    """Write a file, or standard output for `-`: afterwards it holds the old content or the new, never a part.

    An existing file keeps its permissions, a link what it points to. Of several processes that create the
    same file without `force`, one succeeds.

    Raises:
        VendorcheckError: it exists and `force` is not given, or it can't be written. Nothing is left behind.
    """
    if not path:
        raise VendorcheckError(_EMPTY_NAME_MESSAGE)
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if path == "-":
        _write_to_stdout(data)
        return
    try:
        _write_on_disk(path, data, force=force)
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
    """Write a file that held `old` when it was read (None: there was none), like `write`; tell whether it is done.

    False, and nothing is changed, if it holds something else than `old` or `content` by now.

    Raises:
        VendorcheckError: it can't be written. Nothing is left behind.
    """
    try:
        target, mode = os.path.realpath(path), _file_mode(path)
        if mode is not None:
            _refuse_unwritable(path, target, mode)
        with _temporary_file(target, content, mode) as temporary:
            now = _current_content(target)
            if now != old:
                return now == content
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
    """Write `acme.mine-1.yaml` beside `acme.yaml`, or the first number that is free, with its permissions; its path.

    Raises:
        VendorcheckError: it can't be written.
    """
    (folder, name), suffix = os.path.split(os.path.splitext(path)[0]), os.path.splitext(path)[1]
    stem = os.path.join(folder, shorten_file_name(name, _MAX_NAME_BYTES - len(os.fsencode(suffix))))
    names = (f"{stem}.mine-{number}{suffix}" for number in itertools.count(1))
    beside = next(name for name in names if not os.path.lexists(name))
    try:
        with _temporary_file(beside, content, _file_mode(path)) as temporary:
            _link_into_place(temporary, beside)
            sync_folder(os.path.dirname(beside))
    except (OSError, ValueError) as error:
        raise VendorcheckError(
            f"{path_for_display(beside)} can't be written: {describe_os_error(error)}"
        ) from error
    return beside


def _write_on_disk(path: str, data: bytes, *, force: bool) -> None:
    target, mode = os.path.realpath(path), _file_mode(path)
    if mode is not None:
        _refuse_special(path, mode)
        if not force:
            raise FileExistsError
        _refuse_unwritable(path, target, mode)
    with _temporary_file(target, data, mode) as temporary:
        if force:
            os.replace(temporary, target)
        else:
            _link_into_place(temporary, target)
        sync_folder(os.path.dirname(target))


def _file_mode(path: str) -> int | None:
    """The mode of the file that a path leads to; None if there is none."""
    try:
        # Of the path as given: `/dev/stdout` leads to something that has no path of its own.
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _refuse_unwritable(path: str, target: str, mode: int) -> None:
    _refuse_special(path, mode)
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "it is write-protected")


@contextlib.contextmanager
def _temporary_file(target: str, data: bytes, mode: int | None) -> Iterator[str]:
    """A file beside the target that holds the data and is on the disk; gone afterwards, unless it was renamed."""
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
    """As much of a file as `read` gives; None if there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_READ_BYTES + 1)
    except FileNotFoundError:
        return None


def _write_synced(path: str, data: bytes, mode: int | None) -> None:
    """Create a file, and return when it is on the disk and reads like the data."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # 0666 is what any new file gets, less what the umask takes away.
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
    """Give a finished file its name, unless something has that name: a rename would replace it."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: take the name first, then fill it.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            os.replace(temporary, target)
        except OSError:
            os.unlink(target)
            raise


def sync_folder(folder: str) -> None:
    """Let a new name survive a power failure, where the system can do that for folders."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_special(path: str, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise VendorcheckError(f"{path_for_display(path)} is a folder; a file is wanted here")
    if not stat.S_ISREG(mode):
        raise VendorcheckError(
            f"{path_for_display(path)} is a device or a pipe, not a file; - stands for the console"
        )


def _nearest_file_hint(path: str) -> str:
    """What the user may have meant, as the end of a sentence."""
    # Here, since only a typing mistake needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    folder, name = os.path.split(path)
    try:
        # Without itself: a link that leads nowhere has the very name.
        names = [other for other in os.listdir(folder or ".") if other != name]
    except (OSError, ValueError):
        return f", nor a folder {path_for_display(folder)}" if folder else ""
    close = get_close_matches(name, names, n=1)
    return f"; did you mean {path_for_display(os.path.join(folder, close[0]))}?" if close else ""


def describe_os_error(error: OSError | ValueError) -> str:
    """The system's own words, such as "permission denied"; of a name that it can't even be asked for, ours."""
    if isinstance(error, ValueError):
        return "no file can have such a name"
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def _console_stream(stream: TextIO | None, name: str) -> BinaryIO:
    # Python has no stream where a console was closed, and tests or notebooks put one of text in its place.
    found: BinaryIO | None = getattr(stream, "buffer", None)
    if found is None:
        raise VendorcheckError(f"there is no {name} here; name a file")
    return found


def _write_to_stdout(data: bytes) -> None:
    """Write to standard output as it is, without the system's line ends and encoding.

    Raises:
        BrokenPipeError: the reader has had enough, as `head` does.
    """
    output = _console_stream(sys.stdout, "standard output")
    try:
        sys.stdout.flush()
        output.write(data)
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise VendorcheckError(
            f"standard output can't be written: {describe_os_error(error)}"
        ) from error
