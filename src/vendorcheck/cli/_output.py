"""The output of commands: the display on a screen, and files that must not be overwritten."""

import itertools
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

import typer

from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.reports import Display, ReportFormat

Input = TypeVar("Input")


def uses_colour(is_terminal: bool) -> bool:
    """Return whether to use colour: on a terminal that can show it, unless NO_COLOR is set."""
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def name_for_display(vendor_file: str) -> str:
    """Return the name that a report gives a vendor file, beside which it lies; a pipe has none."""
    return "FILE" if vendor_file == "-" else os.path.basename(vendor_file)


def stdout_display(*, is_terminal: bool, file: str = "FILE") -> "Display":
    """Return the display of standard output; it has 80 columns if it is no terminal.

    `file` is the name of the vendor file.
    """
    from vendorcheck.reports import Display

    return Display(
        width=shutil.get_terminal_size().columns if is_terminal else 80,
        colour=uses_colour(is_terminal),
        unicode="utf" in (sys.stdout.encoding or "").lower(),
        vendor_file=file,
    )


class UnwritableOutput(OSError):  # noqa: N818 - it is about the output, whatever the error
    """Standard output can't be written, which the system's other errors are not about."""


def write_stdout(text: str) -> None:
    """Write text to standard output, at once.

    Raises:
        UnwritableOutput: it can't be written.
    """
    _write_stdout_in_parts((text,))


def _write_stdout_in_parts(parts: Iterable[str]) -> None:
    try:
        for part in parts:
            sys.stdout.write(part)
        sys.stdout.flush()
    except OSError as error:
        raise UnwritableOutput(*error.args) from error


def write_output(
    text: str,
    output: str | None,
    *,
    force: bool = False,
    for_programs: bool = False,
    inputs: Iterable[str] = (),
    is_quiet: bool = False,
) -> None:
    """Write text to a file and report its path, or write to standard output.

    Args:
        text: the text to write.
        output: the path of the file; `-` or None is standard output.
        force: True to overwrite an existing file.
        for_programs: True if the text stays unchanged; otherwise no line of it can become a
            workflow command of a CI system, which may print the file as well.
        inputs: the files that were read, which are not overwritten even with `force`.
        is_quiet: True if the caller reports the path.

    Raises:
        VendorcheckError: the file is one of the inputs, exists already, or can't be written.
    """
    from vendorcheck.text.safe import escape_log_commands, path_for_display

    content = text if for_programs else escape_log_commands(text)
    if output is None or output == "-":
        write_stdout(content)
        return
    from vendorcheck.store import files

    refuse_input_as_output(output, inputs)
    files.write_file(output, content, force=force)
    if not is_quiet:
        typer.echo(f"Wrote {path_for_display(output)}", err=True)


def write_report(
    value: "Input", report: "ReportFormat[Input]", output: str | None, *, force: bool
) -> None:
    """Write a report on a value to a file and report its path, or write to standard output.

    Standard output gets a report in parts as they are made: all of it at once may take much memory.

    Raises:
        UnwritableOutput: standard output can't be written.
        VendorcheckError: the file exists already, or can't be written.
    """
    from vendorcheck.reports import Display

    is_terminal = output is None and sys.stdout.isatty()
    if report.parts is not None and output in (None, "-"):
        _write_stdout_in_parts(report.parts(value))
        return
    # The content of a file must not depend on the terminal.
    display = stdout_display(is_terminal=is_terminal) if output in (None, "-") else Display()
    text = report.render(value, display)
    write_output(text, output, force=force, for_programs=report.for_programs)


def find_unused_path(path: str) -> str:
    """Return a path for a new file: this one, or with a number if there is one already."""
    stem, suffix = os.path.splitext(path)
    numbered_paths = (f"{stem}-{number}{suffix}" for number in itertools.count(2))
    paths = itertools.chain([path], numbered_paths)
    return next(path for path in paths if not os.path.lexists(path))


def options_of_report(
    report_format: str | None,
    output: str | None,
    fail_on: str | None = None,
    view: str | None = None,
) -> tuple[str, ...]:
    """Return the options with which a command that goes on ends with the same report.

    It replaces the one that was written when the command stopped.
    """
    format_options = ("--format", report_format) if report_format else ()
    view_options = ("--view", view) if view else ()
    output_options = ("-o", output) if output else ()
    force_options = ("--force",) if output not in (None, "-") else ()
    fail_on_options = ("--fail-on", fail_on) if fail_on else ()
    return (*format_options, *view_options, *output_options, *force_options, *fail_on_options)


def refuse_input_as_output(output: str | None, inputs: Iterable[str]) -> None:
    """Refuse an output that is one of the inputs, which not even --force may destroy.

    A link to a file that is not there is refused as well, before any work is done for it.

    Args:
        output: the path of the output; `-` or None is standard output.
        inputs: the files that are read; the journal beside each is an input as well.

    Raises:
        VendorcheckError: the output is one of them, also under another name, or such a link.
    """
    from vendorcheck.interview.journal import journal_path
    from vendorcheck.store.file_checks import refuse_dangling_link
    from vendorcheck.text.safe import path_for_display

    if output is None or output == "-":
        return
    refuse_dangling_link(output)
    for path in inputs:
        if _is_same_file(output, path):
            raise VendorcheckError(
                f"{path_for_display(output)} is read here, and would be lost; name another output"
            )
        if path not in {"-", "<stdin>"} and _is_same_file(output, journal_path(path)):
            raise VendorcheckError(
                f"{path_for_display(output)} is where the answers of an interview on "
                f"{path_for_display(path)} are kept; name another output"
            )


def refuse_unwritable_output(output: str | None, *, force: bool) -> None:
    """Refuse an output that can't be written, before somebody answers questions for it.

    Args:
        output: the path of the output; `-` or None is standard output.
        force: True to overwrite an existing file.

    Raises:
        VendorcheckError: it exists already, or can't be written.
    """
    from vendorcheck.store import files

    if output is not None:
        files.refuse_unwritable_path(output, force=force)


def _is_same_file(output: str, path: str) -> bool:
    """Return whether two paths name one file, which may not exist."""
    try:
        if path in {"-", "<stdin>"}:
            return os.path.samestat(os.stat(output), os.fstat(sys.stdin.fileno()))
        return os.path.samefile(output, path)
    except (OSError, ValueError):
        return os.path.realpath(output) == os.path.realpath(path)
