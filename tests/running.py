"""Run commands in the tests: in this process without a terminal, or as a child at one."""

import contextlib
import ctypes
import fcntl
import gc
import io
import os
import select
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest import mock

import pexpect
from typer.testing import CliRunner, Result

from vendorcheck.__main__ import main
from vendorcheck.cli._app import app

DAY: Final = ("--as-of", "2026-11-22")
HANGING: Final = 300
"""Seconds after which a wait is given up that should take less than one on a busy machine."""
PLAIN_LINES: Final = {"ACCESSIBLE": "1"}
"""For a command at a terminal: lines are not edited, so that what is shown is plain text."""
_QUIET: Final = {"NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb", "VENDORCHECK_POLICY": ""}


def with_ears() -> None:
    """Restore the signals in a child at a terminal.

    Ctrl-C and a hang-up do what they do there, though the tests may run under nohup.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def at_terminal(
    command: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    *,
    size: tuple[int, int],
    encoding: str | None = "utf-8",
) -> Any:  # noqa: ANN401 - pexpect has no types for a child whose encoding is not known
    """Start a command in a pseudo-terminal of so many lines and columns."""
    child = pexpect.spawn(
        command[0],
        list(command[1:]),
        cwd=str(folder),
        env=dict(environ),
        dimensions=size,
        encoding=encoding,
        preexec_fn=with_ears,
        timeout=HANGING,
    )
    child.delaybeforesend = None  # what is typed waits in the terminal until it is read
    return child


def end_of(child: Any) -> Any:  # noqa: ANN401 - the same
    """Wait until a command in a pseudo-terminal has ended, and return what it wrote last."""
    child.expect(pexpect.EOF)
    # The terminal is closed a moment before the process is gone.
    # pexpect itself would wait for so long and no longer.
    child.wait()
    child.close()
    return child.before


def hang_up(child: Any) -> None:  # noqa: ANN401 - the same
    """Close a pseudo-terminal as a window is closed, and wait until its command has ended.

    pexpect itself would kill a command that takes longer than a moment.
    """
    child.ptyproc.fileobj.close()
    child.ptyproc.closed = child.closed = True
    child.wait()


def inner_name(outer: int) -> str:
    """Return the path of the inner end of a pseudo-terminal."""
    ptsname = ctypes.CDLL(None).ptsname  # as os.ptsname is from Python 3.13 on
    ptsname.restype = ctypes.c_char_p
    return os.fsdecode(ptsname(outer))


def wait_for_input(inner: int, size: int) -> None:
    """Wait until so many bytes of whole lines can be read at the inner end of a pseudo-terminal.

    What is written to the outer end gets there a moment later, and in pieces.
    """
    while fcntl.ioctl(inner, termios.FIONREAD, bytes(4)) != size.to_bytes(4, sys.byteorder):
        select.select([], [], [], 0.001)


def run(*arguments: str, text: str | bytes | None = None, **environment: str) -> Result:
    """Run `vendorcheck` with these arguments and standard input.

    `environment` comes on top of a quiet environment.
    """
    return CliRunner().invoke(app, list(arguments), input=text, env=_QUIET | environment)


@dataclass(frozen=True)
class Screen:
    """What a command at a terminal has shown there, and the exit code it ended with."""

    code: int
    text: str
    errors: str
    """What went to standard error, if that was no terminal."""


def on_screen(
    *arguments: str,
    environ: Mapping[str, str],
    folder: Path | str = ".",
    size: tuple[int, int] = (50, 400),
    only_output: bool = False,
) -> Screen:
    """Run `vendorcheck` in this process at a pseudo-terminal where nobody types.

    Where a process of its own tells nothing more, this takes a fifth of the time.

    Args:
        arguments: those of the command line.
        environ: the whole environment.
        folder: the current folder of the command.
        size: the lines and columns of the terminal.
        only_output: standard output is the terminal; errors are kept apart, and input is none.
    """
    outer, inner = os.openpty()
    termios.tcsetwinsize(inner, size)
    collects = gc.isenabled()
    try:
        with ThreadPoolExecutor(1) as pool:
            seen = pool.submit(_read_until_closed, outer)
            try:
                with (
                    open(inner, encoding="utf-8", closefd=False) as source,
                    open(inner, "w", encoding="utf-8", closefd=False) as screen,
                    io.StringIO() as errors,
                    mock.patch.multiple(
                        sys,
                        argv=["vendorcheck", *arguments],
                        stdin=io.StringIO() if only_output else source,
                        stdout=screen,
                        stderr=errors if only_output else screen,
                    ),
                    mock.patch.dict(os.environ, environ, clear=True),
                    contextlib.chdir(folder),
                ):
                    code = _exit_code()
                    told = errors.getvalue()
            finally:
                os.close(inner)  # now nobody can write to it, and the reader comes to an end
            text = seen.result().decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    finally:
        os.close(outer)
        if collects:
            gc.enable()
    return Screen(code, text, told)


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _read_until_closed(terminal: int) -> bytes:
    """Return all that is written to a pseudo-terminal until nobody can write to it any more."""
    seen = bytearray()
    with contextlib.suppress(OSError):  # so a terminal tells that nobody writes to it any more
        while more := os.read(terminal, 65536):
            seen += more
    return bytes(seen)
