"""The show command: one questionnaire, or one of its questions, in a readable form."""

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
            metavar="ID[/QUESTION]",
            help="A questionnaire that is known, one of its questions, or a file.",
            show_default=False,
        ),
    ],
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Show a questionnaire as Markdown: what is asked, why, and what an answer earns."""
    from vendorcheck.reports.view.questionnaire import render_question, render_questionnaire
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires, names_question
    from vendorcheck.text.safe import build_command_line

    library = open_library()
    load_own_policy(library)
    if names_question(questionnaire, library):
        questionnaire_id, _, question_id = questionnaire.partition("/")
        page = render_question(library[questionnaire_id], question_id)
        write_output(page, output, force=force, inputs=library.texts)
        if sys.stdout.isatty():
            command = build_command_line("show", questionnaire_id)
            typer.echo(f"\nThe whole questionnaire: {command}", err=True)
        return 0
    (name,) = add_chosen_questionnaires(library, [questionnaire])
    write_output(render_questionnaire(library[name]), output, force=force, inputs=library.texts)
    if sys.stdout.isatty():
        command = build_command_line("assess", "VENDOR_FILE", options=("-q", questionnaire))
        typer.echo(f"\nUse it: {command}", err=True)
    return 0
