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


class ExitCode(IntEnum):
    """The exit codes. There are no others."""

    OK = 0
    NEGATIVE_RESULT = 1
    ERROR = 2
    BUG = 3
    INTERRUPTED = 130


# What typer raises for any mistaken argument; of its kinds it exports only this one.
_UsageError: type[typer.BadParameter] = typer.BadParameter.__mro__[1]


@contextlib.contextmanager
def _showing_arguments_safely() -> Iterator[None]:
    """Make visible what a mistaken argument brings into typer's message: it may be the name of a file."""
    try:
        yield
    except _UsageError as error:
        from vendorcheck.text.safe import path_for_display

        if not (
            error.ctx and error.message == error.ctx.get_help()
        ):  # which is what is told of no argument at all
            error.message = path_for_display(error.message)
        raise


class _CommandGroup(TyperGroup):
    """The commands; what typer says of a mistaken argument is safe to show."""

    # The type of a context is private to typer.
    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        with _showing_arguments_safely():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        with _showing_arguments_safely():
            return super().invoke(ctx)


app = typer.Typer(
    name="vendorcheck",
    cls=_CommandGroup,
    help="Tells a company whether it can buy a product from a vendor, and what would make the answer yes.",
    epilog="Begin with: vendorcheck new vendor Acme, then: vendorcheck assess acme.yaml",
    no_args_is_help=True,
    # Markup in help costs as much start-up time as all the rest, and screen readers read plain lines best.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(show_version: bool) -> None:
    if show_version:
        typer.echo(f"vendorcheck {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False,
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Show the version and exit.",
    ),
) -> None:
    """Tells a company whether it can buy a product from a vendor, and what would make the answer yes."""


def with_exit_code(command: Callable[Params, int]) -> Callable[Params, None]:
    """Let a command's result, or its failure, become the exit code."""

    @functools.wraps(command)
    def exiting(*args: Params.args, **kwargs: Params.kwargs) -> None:
        raise typer.Exit(_exit_code_of(lambda: command(*args, **kwargs)))

    return exiting


def _exit_code_of(command: Callable[[], int]) -> int:
    try:
        return command()
    except InvalidFile as error:
        _print_error(_problems_text(error))
        return ExitCode.ERROR
    except VendorcheckError as error:
        _print_error(f"vendorcheck: {_safe_text(str(error))}\n")
        return ExitCode.ERROR
    except KeyboardInterrupt:
        _print_error("\nInterrupted.\n")
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _handle_unwritable_output(error)
    except (
        Exception
    ) as error:  # the last resort: a sentence and an exit code of its own, never a traceback
        if os.environ.get("VENDORCHECK_DEBUG"):
            raise
        _print_error(
            f"vendorcheck: this is a bug in vendorcheck {__version__}: {type(error).__name__}: {_safe_text(str(error))}\n"
            "Please report it with what you did; VENDORCHECK_DEBUG=1 shows where it happened.\n"
        )
        return ExitCode.BUG


def _print_error(text: str) -> None:
    """Write to standard error; if that can't be written either, the exit code says it all."""
    try:
        typer.echo(text, err=True, nl=False)
    except OSError:
        _discard_buffer(sys.stderr)


def _handle_unwritable_output(error: OSError) -> int:
    """The exit code once output could not be written, and no further attempt to write it."""
    _discard_buffer(sys.stdout)
    if isinstance(error, BrokenPipeError):
        # The reader of our output has had enough, as `head` does; that is no failure of ours.
        return ExitCode.OK
    _print_error(
        f"vendorcheck: the output could not be written: {_safe_text(error.strerror or str(error))}\n"
    )
    return ExitCode.ERROR


def _discard_buffer(stream: TextIO) -> None:
    """Let what is still in a stream's buffer go nowhere: Python flushes it on its way out, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _safe_text(text: str) -> str:
    from vendorcheck.text.safe import escape_invisible, escape_log_commands

    return escape_log_commands(escape_invisible(text))


def _problems_text(error: InvalidFile) -> str:
    from vendorcheck.cli._context import render_problems

    return render_problems(error.problems)


for _name, _command in COMMANDS.items():
    app.command(_name)(with_exit_code(_command))


def _open_null_device() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def run() -> None:
    """Run the command line. Short-lived as it is, it never collects garbage: that alone saves a tenth of the time."""
    gc.disable()
    # Looking for plug-ins of pydantic, of which we have none, costs as much as reading a vendor file.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.stderr = sys.stderr or _open_null_device()
    if sys.stdout is None:
        typer.echo(
            "vendorcheck: standard output is closed, so there is nowhere to put the result",
            err=True,
        )
        sys.exit(ExitCode.ERROR)
    _set_encodings()
    sys.exit(_run_app())


def _set_encodings() -> None:
    """What goes to a file or a pipe is UTF-8, whatever the console speaks; a report says so of itself."""
    for stream in (sys.stdout, sys.stderr):
        # A console that can't show a character shows its code instead of failing.
        if hasattr(stream, "reconfigure"):
            utf_8 = stream is sys.stdout and not stream.isatty()
            stream.reconfigure(encoding="utf-8" if utf_8 else None, errors="backslashreplace")


def _run_app() -> int | str | None:
    """Run the app; its exit code, also where what it writes itself, such as help, can't be written."""
    output, code = sys.stdout, None
    try:
        app()
    except SystemExit as done:
        # Where the reader of help has gone, typer puts another stream there, and calls it a failure.
        code = done.code if sys.stdout is output else ExitCode.OK
    except OSError as error:
        return _handle_unwritable_output(error)
    try:
        output.flush()
    except OSError as error:
        return _handle_unwritable_output(error)
    return code
