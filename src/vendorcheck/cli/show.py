"""show: one questionnaire, readable."""

import sys
from typing import Annotated

import typer

from vendorcheck.cli._context import COMMANDS, open_library
from vendorcheck.cli._options import ForceOption, OutputOption
from vendorcheck.cli._output import write_output


@COMMANDS.add("show")
def show(
    questionnaire: Annotated[
        str,
        typer.Argument(
            metavar="ID_OR_PATH",
            help="A questionnaire that is known, or a file.",
            show_default=False,
        ),
    ],
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Show a questionnaire as Markdown: what is asked, why, and what an answer earns."""
    from vendorcheck.reports.view.questionnaire import render_questionnaire
    from vendorcheck.store.library import add_chosen_questionnaires as taken_in
    from vendorcheck.text.safe import build_command_line

    shelf = open_library()
    (name,) = taken_in(shelf, [questionnaire])
    write_output(render_questionnaire(shelf[name]), output, force=force, inputs=shelf.texts)
    if sys.stdout.isatty():
        command = build_command_line("assess", "VENDOR_FILE", options=("-q", questionnaire))
        typer.echo(f"\nUse it: {command}", err=True)
    return 0
