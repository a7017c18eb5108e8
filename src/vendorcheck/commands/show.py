"""show: one questionnaire, readable."""

import sys
from typing import Annotated

import typer

from vendorcheck.commands._shared import COMMANDS, Force, Output, library, put


@COMMANDS.add("show")
def show(
    questionnaire: Annotated[
        str,
        typer.Argument(metavar="ID_OR_PATH", help="A built-in questionnaire, or a file.", show_default=False),
    ],
    output: Output = None,
    force: Force = False,
) -> int:
    """Show a questionnaire as Markdown: what is asked, why, and what an answer earns."""
    from vendorcheck.library import questionnaires as taken_in
    from vendorcheck.reference import questionnaire_page

    shelf = library()
    (name,) = taken_in(shelf, [questionnaire])
    put(questionnaire_page(shelf[name]), output, force=force)
    if sys.stdout.isatty():
        typer.echo(f"\nUse it: vendorcheck assess VENDOR_FILE -q {questionnaire}", err=True)
    return 0
