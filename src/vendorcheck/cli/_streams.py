"""Standard output and standard error: their encodings, and readers that leave early."""

import codecs
import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from vendorcheck.text.ascii import is_ascii_wanted, to_ascii

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NO_READER_ERRORS = {errno.EPIPE, errno.ECONNRESET} | ({errno.EINVAL} if os.name == "nt" else set())
"""The errors of a pipe or socket whose reader has gone; Windows calls that an invalid argument."""

_SUBSTITUTE = "vendorcheck-ascii"
"""The name of the handler that writes ASCII for other characters."""


class _ReaderMayLeave(io.FileIO):
    """A pipe that takes and discards what its reader, such as `head`, no longer reads.

    The command runs to its end, and its exit code is that of its result.
    """

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write to the reader while there is one; return the number of bytes as if it took all."""
        try:
            return super().write(data)
        except OSError as error:
            if error.errno not in _NO_READER_ERRORS:
                raise
            return memoryview(data).nbytes


def prepare_standard_streams() -> None:
    """Let both streams outlive their readers; output to a file or a pipe is UTF-8.

    HTML reports declare that encoding. A console that can't show a character shows its code
    instead of failing. A terminal whose locale is C gets ASCII, also where Python would write UTF-8
    there: its user asked for that.
    """
    sys.stdout = _prepare(sys.stdout, sys.__stdout__, encoding="utf-8")
    sys.stderr = _prepare(sys.stderr, sys.__stderr__, encoding=None)


def _substitute(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for what can't be encoded, and where it ends: a handler of codec errors."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - nothing is decoded with it
    return to_ascii(error.object[error.start : error.end]), error.end


def _prepare(stream: TextIO, system_stream: TextIO | None, encoding: str | None) -> TextIO:
    """Return a stream to use instead.

    Args:
        stream: the stream that is in use.
        system_stream: the stream as Python opened it; only this one can be a pipe.
        encoding: the encoding if the stream is no terminal; None keeps that of the system.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if stream is not system_stream or stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        if stream.isatty() and is_ascii_wanted(os.environ):
            codecs.register_error(_SUBSTITUTE, _substitute)
            stream.reconfigure(encoding="ascii", errors=_SUBSTITUTE)
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_ReaderMayLeave(stream.fileno(), "wb", closefd=False)),
        encoding=encoding or stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
    )
