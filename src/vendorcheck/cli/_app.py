"""The app with all commands. It turns failures into exit codes; nothing else ends the process."""

import contextlib
import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TextIO

import typer
from typer.core import TyperGroup

from vendorcheck import __version__
from vendorcheck.cli import COMMANDS
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._output import UnwritableOutput
from vendorcheck.cli._streams import prepare_standard_streams
from vendorcheck.document.problems import InvalidFile, VendorcheckError

Params = ParamSpec("Params")


@contextlib.contextmanager
def _showing_arguments_safely() -> Iterator[None]:
    """Escape invisible characters in typer's messages, which quote mistaken arguments."""
    try:
        yield
    except typer.TyperException as error:
        from vendorcheck.text.safe import path_for_display

        error.message = path_for_display(error.message)
        raise


class _CommandGroup(TyperGroup):
    """A group of commands whose messages about mistaken arguments are safe to show."""

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
    help=(
        "Tells a company whether it can buy a product from a vendor, "
        "and what would make the answer yes."
    ),
    epilog=(
        "Begin with: vendorcheck new vendor Acme, then: vendorcheck assess acme.yaml\n\n"
        "The rules are those of --policy default, light (for a small company), strict (for a "
        "regulated one), or a file of your own: vendorcheck policies"
    ),
    invoke_without_command=True,
    # Markup in help would double the start-up time, and screen readers read plain lines best.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(show_version: bool) -> None:
    if show_version:
        typer.echo(f"vendorcheck {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: bool = typer.Option(  # noqa: ARG001 - its callback has done what it asks for
        False,
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Show the version and exit.",
    ),
) -> None:
    """Take the options of the program itself. The app's help text is shown instead of this one.

    Without a command there is nothing to do, and the help says what there is.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.ERROR)


def with_exit_code(command: Callable[Params, int]) -> Callable[Params, None]:
    """Return a command that exits with the code for its result or its failure."""

    @functools.wraps(command)
    def exiting_command(*args: Params.args, **kwargs: Params.kwargs) -> None:
        raise typer.Exit(_exit_code_of(lambda: command(*args, **kwargs)))

    return exiting_command


def _exit_code_of(command: Callable[[], int]) -> int:
    try:
        return command()
    except InvalidFile as error:
        from vendorcheck.cli._context import render_problems

        notes = "".join(f"{_safe_text(note)}\n" for note in getattr(error, "__notes__", ()))
        _print_error(render_problems(error.problems) + notes)
        return ExitCode.ERROR
    except VendorcheckError as error:
        _print_error(f"vendorcheck: {_safe_text(str(error))}\n")
        return ExitCode.ERROR
    except KeyboardInterrupt:
        _print_error("\nInterrupted.\n")
        return ExitCode.INTERRUPTED
    except UnwritableOutput as error:
        return _report_unwritable_output(error)
    except OSError as error:
        _print_error(f"vendorcheck: {_safe_text(_describe_system_error(error))}\n")
        return ExitCode.ERROR
    except Exception as error:
        # The last resort: a user gets a sentence and an exit code, never a traceback.
        if os.environ.get("VENDORCHECK_DEBUG"):
            raise
        _print_error(
            f"vendorcheck: this is a bug in vendorcheck {__version__}: {type(error).__name__}: "
            f"{_safe_text(str(error))}\n"
            "Please report it with what you did; VENDORCHECK_DEBUG=1 shows where it happened.\n"
        )
        return ExitCode.BUG


def _print_error(text: str) -> None:
    """Write to standard error; if that fails, the exit code is the only report."""
    try:
        typer.echo(text, err=True, nl=False)
    except OSError:
        _discard_buffer(sys.stderr)


def _describe_system_error(error: OSError) -> str:
    """Return the system's refusal, with the file that it was about if the system names one.

    No place in the program expected it, so what was being done with the file is not known.
    """
    from vendorcheck.text.safe import path_for_display

    try:
        os.getcwd()
    except OSError:
        return "the folder that you are in is gone; change to another one"
    reason = error.strerror or str(error)
    reason = reason[:1].lower() + reason[1:]
    if isinstance(error.filename, str):
        return f"{path_for_display(error.filename)} can't be used: {reason}"
    return f"the system refuses: {reason}"


def _report_unwritable_output(error: OSError) -> int:
    """Report that output could not be written, discard the output, and return the exit code."""
    _discard_buffer(sys.stdout)
    _print_error(
        "vendorcheck: the output could not be written: "
        f"{_safe_text(error.strerror or str(error))}\n"
    )
    return ExitCode.ERROR


def _discard_buffer(stream: TextIO) -> None:
    """Discard the buffer of a stream, which Python would flush at exit, with an error message."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _safe_text(text: str) -> str:
    from vendorcheck.text.safe import escape_invisible, escape_log_commands

    return escape_log_commands(escape_invisible(text))


for _name, _command in COMMANDS.items():
    app.command(_name)(with_exit_code(_command))


def _open_null_device() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def run() -> None:
    """Run the command line and exit with its code."""
    # The process is short-lived, and garbage collection would take a tenth of its time.
    gc.disable()
    # Looking for plug-ins of pydantic, which are not used, costs as much as reading a vendor file.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.stderr = sys.stderr or _open_null_device()
    if sys.stdout is None:
        typer.echo(
            "vendorcheck: standard output is closed, so there is nowhere to put the result",
            err=True,
        )
        sys.exit(ExitCode.ERROR)
    prepare_standard_streams()
    sys.exit(_run_app())


def _run_app() -> int | str | None:
    """Run the app and return its exit code, also if the app's help can't be written."""
    code = None
    try:
        app()
    except SystemExit as exit_request:
        code = exit_request.code
    except OSError as error:
        return _report_unwritable_output(error)
    try:
        sys.stdout.flush()
    except OSError as error:
        return _report_unwritable_output(error)
    return code
