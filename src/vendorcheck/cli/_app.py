"""The app: finds the commands and turns failures into exit codes. Nothing else exits."""

import contextlib
import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any, ParamSpec, TextIO

import typer
from typer.core import TyperGroup

from vendorcheck import __version__
from vendorcheck.cli import COMMANDS
from vendorcheck.document.problems import InvalidFile, VendorcheckError

Params = ParamSpec("Params")


class Exit(IntEnum):
    """The exit codes. There are no others."""

    OK = 0
    NO = 1
    FAILED = 2
    BUG = 3
    INTERRUPTED = 130


# What typer raises for any mistaken argument; of its kinds it exports only this one.
_UsageError: type[typer.BadParameter] = typer.BadParameter.__mro__[1]


@contextlib.contextmanager
def _told_safely() -> Iterator[None]:
    """Make visible what a mistaken argument brings into typer's message: it may be the name of a file."""
    try:
        yield
    except _UsageError as error:
        from vendorcheck.text.safe import named

        if not (
            error.ctx and error.message == error.ctx.get_help()
        ):  # which is what is told of no argument at all
            error.message = named(error.message)
        raise


class _Commands(TyperGroup):
    """The commands; what typer says of a mistaken argument is safe to show."""

    # The type of a context is private to typer.
    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        with _told_safely():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        with _told_safely():
            return super().invoke(ctx)


app = typer.Typer(
    name="vendorcheck",
    cls=_Commands,
    help="Tells a company whether it can buy a product from a vendor, and what would make the answer yes.",
    epilog="Begin with: vendorcheck new vendor Acme, then: vendorcheck assess acme.yaml",
    no_args_is_help=True,
    # Markup in help costs as much start-up time as all the rest, and screen readers read plain lines best.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vendorcheck {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_say_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Tells a company whether it can buy a product from a vendor, and what would make the answer yes."""


def exits(command: Callable[Params, int]) -> Callable[Params, None]:
    """Let a command's result, or its failure, become the exit code."""

    @functools.wraps(command)
    def exiting(*args: Params.args, **kwargs: Params.kwargs) -> None:
        raise typer.Exit(_code(lambda: command(*args, **kwargs)))

    return exiting


def _code(command: Callable[[], int]) -> int:
    try:
        return command()
    except InvalidFile as error:
        _say(_problems(error))
        return Exit.FAILED
    except VendorcheckError as error:
        _say(f"vendorcheck: {_safe(str(error))}\n")
        return Exit.FAILED
    except KeyboardInterrupt:
        _say("\nInterrupted.\n")
        return Exit.INTERRUPTED
    except OSError as error:
        return _lost(error)
    except Exception as error:  # the last resort: a sentence and an exit code of its own, never a traceback
        if os.environ.get("VENDORCHECK_DEBUG"):
            raise
        _say(
            f"vendorcheck: this is a bug in vendorcheck {__version__}: {type(error).__name__}: {_safe(str(error))}\n"
            "Please report it with what you did; VENDORCHECK_DEBUG=1 shows where it happened.\n"
        )
        return Exit.BUG


def _say(text: str) -> None:
    """Write to standard error; if that can't be written either, the exit code says it all."""
    try:
        typer.echo(text, err=True, nl=False)
    except OSError:
        _discard(sys.stderr)


def _lost(error: OSError) -> int:
    """The exit code once output could not be written, and no further attempt to write it."""
    _discard(sys.stdout)
    if isinstance(error, BrokenPipeError):
        # The reader of our output has had enough, as `head` does; that is no failure of ours.
        return Exit.OK
    _say(f"vendorcheck: the output could not be written: {_safe(error.strerror or str(error))}\n")
    return Exit.FAILED


def _discard(stream: TextIO) -> None:
    """Let what is still in a stream's buffer go nowhere: Python flushes it on its way out, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _safe(text: str) -> str:
    from vendorcheck.text.safe import log_line, visible

    return log_line(visible(text))


def _problems(error: InvalidFile) -> str:
    from vendorcheck.cli._context import told

    return told(error.problems)


for _name, _command in COMMANDS.items():
    app.command(_name)(exits(_command))


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def run() -> None:
    """Run the command line. Short-lived as it is, it never collects garbage: that alone saves a tenth of the time."""
    gc.disable()
    # Looking for plug-ins of pydantic, of which we have none, costs as much as reading a vendor file.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.stderr = sys.stderr or _nowhere()
    if sys.stdout is None:
        typer.echo("vendorcheck: standard output is closed, so there is nowhere to put the result", err=True)
        sys.exit(Exit.FAILED)
    _set_encodings()
    sys.exit(_ran())


def _set_encodings() -> None:
    """What goes to a file or a pipe is UTF-8, whatever the console speaks; a report says so of itself."""
    for stream in (sys.stdout, sys.stderr):
        # A console that can't show a character shows its code instead of failing.
        if hasattr(stream, "reconfigure"):
            utf_8 = stream is sys.stdout and not stream.isatty()
            stream.reconfigure(encoding="utf-8" if utf_8 else None, errors="backslashreplace")


def _ran() -> int | str | None:
    """Run the app; its exit code, also where what it writes itself, such as help, can't be written."""
    output, code = sys.stdout, None
    try:
        app()
    except SystemExit as done:
        # Where the reader of help has gone, typer puts another stream there, and calls it a failure.
        code = done.code if sys.stdout is output else Exit.OK
    except OSError as error:
        return _lost(error)
    try:
        output.flush()
    except OSError as error:
        return _lost(error)
    return code
