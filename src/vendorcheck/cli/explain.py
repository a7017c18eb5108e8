"""The explain command: the meaning of a problem and the way to correct it."""

import shutil
import sys
from typing import Annotated

import typer

from vendorcheck.cli._context import COMMANDS
from vendorcheck.cli._output import write_stdout


@COMMANDS.add("explain")
def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE",
            help="The code in square brackets; left out: all of them.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Explain what a problem means and how to mend it."""
    from vendorcheck.validation.explanations import render_explanation, render_explanation_list

    width = min(90, shutil.get_terminal_size().columns)
    write_stdout(render_explanation(code, width) if code else render_explanation_list(width))
    if code and sys.stdout.isatty():
        typer.echo("Next: vendorcheck validate FILE", err=True)
    return 0
