"""show: one questionnaire, readable."""

import sys
from typing import Annotated

import typer

from vendorcheck.commands._options import Force, Output
from vendorcheck.commands._output import put
from vendorcheck.commands._shared import COMMANDS, library


@COMMANDS.add("show")
def show(
    questionnaire: Annotated[
        str,
        typer.Argument(
            metavar="ID_OR_PATH", help="A questionnaire that is known, or a file.", show_default=False
        ),
    ],
    output: Output = None,
    force: Force = False,
) -> int:
    """Show a questionnaire as Markdown: what is asked, why, and what an answer earns."""
    from vendorcheck.library import questionnaires as taken_in
    from vendorcheck.reference import questionnaire_page
    from vendorcheck.text import command_line

    shelf = library()
    (name,) = taken_in(shelf, [questionnaire])
    put(questionnaire_page(shelf[name]), output, force=force, inputs=shelf.texts)
    if sys.stdout.isatty():
        command = command_line("assess", "VENDOR_FILE", options=("-q", questionnaire))
        typer.echo(f"\nUse it: {command}", err=True)
    return 0
