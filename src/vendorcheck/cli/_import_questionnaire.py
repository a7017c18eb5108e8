"""The questionnaire that `import --questionnaire-out` makes from a table."""

from collections.abc import Sequence

import typer

from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._import_options import ImportRun
from vendorcheck.cli._output import (
    refuse_input_as_output,
    refuse_unwritable_output,
    write_output,
)
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.import_plan import ReceivedReply
from vendorcheck.exchange.made_questionnaire import questionnaire_text
from vendorcheck.store.library import Library
from vendorcheck.text.safe import build_command_line, escape_log_commands, one_line


def refuse_impossible_questionnaire(run: ImportRun, inputs: Sequence[str]) -> None:
    """Refuse to make a questionnaire where answers are to be taken as well, or it can't be written.

    Raises:
        VendorcheckError: it is impossible.
    """
    path = run.source.questionnaire_out
    if run.target.into or run.target.output or run.target.dry_run:
        raise VendorcheckError(
            "--questionnaire-out only makes a questionnaire; then import again, with -q for that "
            "file and --into for the answers"
        )
    refuse_input_as_output(path, inputs)
    if path != "-":
        refuse_unwritable_output(path, force=run.target.force)


def write_questionnaire(run: ImportRun, received: Sequence[ReceivedReply], library: Library) -> int:
    """Write a questionnaire with the questions of the files, and return the exit code.

    Raises:
        VendorcheckError: there are none, or it can't be written.
    """
    path = str(run.source.questionnaire_out)
    questions = [question for item in received for question in item.reply.questions]
    text = questionnaire_text(questions, file=run.source.files[0], taken_ids=library)
    for item in received:
        for remark in item.reply.remarks:
            if remark.place is None:  # what is said of cells is about answers
                typer.echo(escape_log_commands(one_line(remark.message)), err=True)
    write_output(text, path, force=run.target.force, for_programs=True)
    if path != "-":
        typer.echo(f"Next: {build_command_line('validate', path)}", err=True)
    return ExitCode.OK
