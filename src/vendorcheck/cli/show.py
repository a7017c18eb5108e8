"""show: one questionnaire, readable."""

import sys
from typing import Annotated

import typer

from vendorcheck.cli._context import COMMANDS, library
from vendorcheck.cli._options import Force, Output
from vendorcheck.cli._output import put


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
    from vendorcheck.reports.view.questionnaire import questionnaire_page
    from vendorcheck.store.library import questionnaires as taken_in
    from vendorcheck.text.safe import command_line

    shelf = library()
    (name,) = taken_in(shelf, [questionnaire])
    put(questionnaire_page(shelf[name]), output, force=force, inputs=shelf.texts)
    if sys.stdout.isatty():
        command = command_line("assess", "VENDOR_FILE", options=("-q", questionnaire))
        typer.echo(f"\nUse it: {command}", err=True)
    return 0
