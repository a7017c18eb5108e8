"""Run commands in the tests: in this process without a terminal, or as a child at one."""

import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pexpect
from typer.testing import CliRunner, Result

from vendorcheck.cli._app import app

DAY: Final = ("--as-of", "2026-11-22")
HANGING: Final = 300
"""Seconds after which a wait is given up that should take less than one on a busy machine."""
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


def run(*arguments: str, text: str | bytes | None = None, **environment: str) -> Result:
    """Run `vendorcheck` with these arguments and standard input.

    `environment` comes on top of a quiet environment.
    """
    return CliRunner().invoke(app, list(arguments), input=text, env=_QUIET | environment)
