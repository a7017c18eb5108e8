"""Commands as they are run in the tests: in this process, away from any terminal."""

import signal
from typing import Final

from typer.testing import CliRunner, Result

from vendorcheck.cli._app import app

DAY: Final = ("--as-of", "2026-11-22")
_QUIET: Final = {"NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb", "VENDORCHECK_POLICY": ""}


def with_ears() -> None:
    """In a child at a terminal: Ctrl-C and a hang-up do what they do there, though the tests may run under nohup."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def run(*arguments: str, text: str | bytes | None = None, **environment: str) -> Result:
    """Run `vendorcheck` with these arguments, this standard input, and this on top of a quiet environment."""
    return CliRunner().invoke(app, list(arguments), input=text, env=_QUIET | environment)
