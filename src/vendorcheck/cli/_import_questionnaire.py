"""The questionnaire that `import --questionnaire-out` makes from the questions of a file."""

import os
from collections.abc import Sequence

import typer

from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._import_options import ImportRun
from vendorcheck.cli._output import (
    refuse_input_as_output,
    refuse_unwritable_output,
    write_output,
)
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.foreign_questionnaires import foreign_questionnaire_text
from vendorcheck.exchange.import_plan import ReceivedReply
from vendorcheck.exchange.made_questionnaire import questionnaire_text
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.text.safe import build_command_line, escape_log_commands, one_line
from vendorcheck.text.suggest import make_id
from vendorcheck.validation.schema.parse import parse_model


def refuse_impossible_questionnaire(run: ImportRun, inputs: Sequence[str]) -> None:
    """Refuse to make a questionnaire that can't be written.

    Raises:
        VendorcheckError: it can't be.
    """
    path, target = run.source.questionnaire_out, run.target
    refuse_input_as_output(path, [*inputs, *filter(None, (target.into, target.output))])
    if path != "-" and not target.dry_run:
        refuse_unwritable_output(path, force=target.force)


def id_of_new_questionnaire(run: ImportRun, library: Library) -> str | None:
    """Return an id for a questionnaire to make, from the name of its file; None if none is made."""
    path = run.source.questionnaire_out
    if path is None:
        return None
    named_by = run.source.files[0] if path == "-" else path
    stem = make_id(os.path.splitext(os.path.basename(named_by))[0]) or "foreign"
    made_id, number = stem, 2
    while made_id in library:
        made_id, number = f"{stem}-{number}", number + 1
    return made_id


def add_foreign_questionnaire(
    run: ImportRun, received: Sequence[ReceivedReply], library: Library
) -> str | None:
    """Add the questionnaire of a foreign file to the known ones, and return its text.

    Returns:
        None if none is made, or if it is one of a table.

    Raises:
        VendorcheckError: more than one file makes one, or nothing fills what should be filled.
        InvalidFile: it is no questionnaire that can be used.
    """
    if run.source.filled_ids and not any(item.reply.filled for item in received):
        raise VendorcheckError(
            "--fill answers our questions from a CAIQ or HECVAT, and this is none"
        )
    made = [item.reply.made_questionnaire for item in received if item.reply.made_questionnaire]
    if not made:
        return None
    if len(made) > 1:
        raise VendorcheckError("--questionnaire-out makes one questionnaire, of one workbook")
    text = foreign_questionnaire_text(made[0])
    document = parse_document(text.encode(), str(run.source.questionnaire_out))
    library.add(LoadedFile(parse_model(document, Questionnaire), document))
    return text


def write_foreign_questionnaire(run: ImportRun, text: str | None) -> None:
    """Write the questionnaire of a foreign file, if there is one.

    Raises:
        VendorcheckError: it can't be written.
    """
    if text is not None:
        path = run.source.questionnaire_out
        write_output(text, path, force=run.target.force, for_programs=True)


def write_questionnaire(
    run: ImportRun, received: Sequence[ReceivedReply], library: Library, made_text: str | None
) -> int:
    """Write a questionnaire with the questions of the files, and return the exit code.

    Args:
        run: the command.
        received: the files.
        library: the known questionnaires.
        made_text: the questionnaire of a foreign file; None to make it of tables.

    Raises:
        VendorcheckError: there are none, or it can't be written; or answers are to be taken as
            well, which have no place before somebody has looked at it.
    """
    path, target = str(run.source.questionnaire_out), run.target
    if target.dry_run or target.takes_answers:
        raise VendorcheckError(
            "--questionnaire-out only makes a questionnaire; then import again, with -q for that "
            "file and --into for the answers"
        )
    if made_text is None:
        questions = [question for item in received for question in item.reply.questions]
        made_text = questionnaire_text(questions, file=run.source.files[0], taken_ids=library)
    for item in received:
        for remark in item.reply.remarks:
            if remark.place is None:  # what is said of cells is about answers
                typer.echo(escape_log_commands(one_line(remark.message)), err=True)
    write_output(made_text, path, force=target.force, for_programs=True)
    if path != "-":
        typer.echo(f"Next: {build_command_line('validate', path)}", err=True)
    return ExitCode.OK
