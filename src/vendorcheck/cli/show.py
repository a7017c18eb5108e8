"""The show command: one questionnaire in a readable form."""

import sys
from typing import Annotated

import typer

from vendorcheck.cli._context import COMMANDS, load_own_policy, open_library
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
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.text.safe import build_command_line

    library = open_library()
    load_own_policy(library)
    (name,) = add_chosen_questionnaires(library, [questionnaire])
    write_output(render_questionnaire(library[name]), output, force=force, inputs=library.texts)
    if sys.stdout.isatty():
        command = build_command_line("assess", "VENDOR_FILE", options=("-q", questionnaire))
        typer.echo(f"\nUse it: {command}", err=True)
    return 0
