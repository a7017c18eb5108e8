"""Where a command's text goes: what a screen shows, and what may not be written over."""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.reports import Display


def uses_colour(is_terminal: bool) -> bool:
    """Whether to colour: on a terminal that can, unless NO_COLOR says otherwise."""
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def stdout_display(*, is_terminal: bool) -> "Display":
    """What standard output shows of a report; anything but a terminal shows 80 columns."""
    from vendorcheck.reports import Display

    return Display(
        width=shutil.get_terminal_size().columns if is_terminal else 80,
        colour=uses_colour(is_terminal),
        unicode="utf" in (sys.stdout.encoding or "").lower(),
    )


def write_output(
    text: str,
    output: str | None,
    *,
    force: bool = False,
    for_programs: bool = False,
    inputs: Iterable[str] = (),
) -> None:
    """Write text to a file, or to standard output; say where it went.

    On standard output no line can become a workflow command of a CI system. `data` is for programs and
    goes out as it is. `inputs` are the files that were read, over which nothing is written.

    Raises:
        VendorcheckError: the file is one of the inputs, is there already, or can't be written.
    """
    from vendorcheck.text.safe import escape_log_commands, path_for_display

    if output is None or output == "-":
        sys.stdout.write(text if for_programs else escape_log_commands(text))
        sys.stdout.flush()
        return
    from vendorcheck.store import files

    refuse_input_as_output(output, inputs)
    files.write_file(output, text, force=force)
    typer.echo(f"Wrote {path_for_display(output)}", err=True)


def refuse_input_as_output(output: str | None, inputs: Iterable[str]) -> None:
    """Refuse an output that is a file which is read: not even --force may destroy what a report is made of.

    Args:
        output: where to write.
        inputs: the files that are read; the journal beside each counts, too.

    Raises:
        VendorcheckError: it is one of them, by whatever name.
    """
    from vendorcheck.interview.journal import journal_path
    from vendorcheck.text.safe import path_for_display

    if output in (None, "-"):
        return
    for path in inputs:
        if _is_same_file(output, path):
            raise VendorcheckError(
                f"{path_for_display(output)} is read here, and would be lost; name another output"
            )
        if path not in {"-", "<stdin>"} and _is_same_file(output, journal_path(path)):
            raise VendorcheckError(
                f"{path_for_display(output)} is where the answers of an interview on {path_for_display(path)} are kept; name another output"
            )


def _is_same_file(output: str, path: str) -> bool:
    """Whether two names are of one file, which need not be there."""
    try:
        if path in {"-", "<stdin>"}:
            return os.path.samestat(os.stat(output), os.fstat(sys.stdin.fileno()))
        return os.path.samefile(output, path)
    except (OSError, ValueError):
        return os.path.realpath(output) == os.path.realpath(path)
