"""The run of a write-back: a copy of a foreign workbook gets our answers, for whoever asked us."""

import sys
from collections.abc import Sequence

import typer

from vendorcheck.cli._context import (
    check_policy_list,
    open_library,
    policy_and_day_options,
)
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._import_options import ImportRun
from vendorcheck.cli._import_run import read_own_words
from vendorcheck.cli._output import (
    refuse_input_as_output,
    refuse_unwritable_output,
    stdout_display,
    write_output,
)
from vendorcheck.cli._unfinished import refuse_unfinished_interview
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.answer_cells import AnswerCell
from vendorcheck.exchange.importers import (
    ImportSettings,
    ReceivedFile,
    choose_importer,
)
from vendorcheck.exchange.workbooks import MAX_PACKED_BYTES, filled_copy
from vendorcheck.exchange.write_back import (
    WriteBackPlan,
    plan_write_back,
    unknown_questionnaires,
)
from vendorcheck.exchange.write_back_lines import write_back_lines
from vendorcheck.exchange.written_plan import require_present_names
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store import files
from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.library import Library
from vendorcheck.text.safe import (
    build_command_line,
    escape_log_commands,
    path_for_display,
    short_name,
)
from vendorcheck.validation.schema.parse import parse_model

_SUFFIX = ".xlsx"


def write_back(run: ImportRun, copy: str, *, in_full: bool) -> int:
    """Write a copy of a foreign workbook with our answers in it, and return the exit code.

    Args:
        run: the command: one workbook, and the vendor file that holds our answers.
        copy: the path of the copy.
        in_full: True to name every cell.

    Raises:
        VendorcheckError: a file can't be read or written, or an option has no meaning here.
    """
    path, into = _require_options(run, copy)
    library = open_library(run.policy)
    check_policy_list(library, run.policy)
    chosen_ids = tuple(add_chosen_questionnaires(library, run.source.questionnaires))
    vendor_file = _read_our_answers(into, library)
    file = ReceivedFile(path, files.read_file(path, MAX_PACKED_BYTES + 1))
    cells = _answer_cells(run, file, library, chosen_ids)
    plan = plan_write_back(file.content, file.workbook, cells, vendor_file, library)
    filled = filled_copy(file.content, file.workbook, plan.texts) if plan.written else None
    _show(plan, copy, in_full=in_full)
    _name_unknown([*unknown_questionnaires(vendor_file, library)])
    if run.target.dry_run:
        options = (*run.options(), "--write-back", copy)
        typer.echo(f"Next: {build_command_line('import', path, options=options)}", err=True)
    elif filled is None:
        following = build_command_line(
            "assess", into, options=policy_and_day_options(run.policy, run.as_of)
        )
        typer.echo(f"Nothing to write. Next: {following}", err=True)
    else:
        files.write_file(copy, filled, force=run.target.force)
        typer.echo(f"Wrote {path_for_display(copy)}", err=True)
        typer.echo("Next: open it, and look through what is left", err=True)
    return ExitCode.OK


def _read_our_answers(path: str, library: Library) -> VendorFile:
    """Return the vendor file with our answers, as written for the present questionnaires."""
    document = library.read_document(path)
    require_kind(document, VENDOR_FILE_KIND)
    vendor_file = parse_model(document, VendorFile)
    require_present_names(document, library)
    return vendor_file


def _answer_cells(
    run: ImportRun, file: ReceivedFile, library: Library, chosen_ids: tuple[str, ...]
) -> Sequence[AnswerCell]:
    """Return the cells of a workbook that take answers.

    Raises:
        VendorcheckError: it has none, or it needs another option.
        InvalidFile: it can't be read.
    """
    settings = ImportSettings(
        library,
        chosen_ids,
        run.source.filled_ids,
        run.source.columns,
        read_own_words(run.source.words, library),
    )
    importer = choose_importer(file, run.source.format_name)
    if importer.answer_cells is None:
        raise VendorcheckError(
            f"{path_for_display(file.name)} is read as {importer.name}; --write-back fills the "
            "workbook of somebody else: a CAIQ, a HECVAT or a table"
        )
    return importer.answer_cells(file, settings)


def _require_options(run: ImportRun, copy: str) -> tuple[str, str]:
    """Return the workbook and the vendor file of a command that names just these.

    Raises:
        VendorcheckError: it names others, or options that take answers the other way.
    """
    source, target = run.source, run.target
    if target.into is None:
        raise VendorcheckError(
            "--write-back fills in our own answers: name the file that holds them with --into"
        )
    if len(source.files) != 1:
        raise VendorcheckError("--write-back fills one workbook at a time")
    used = {
        "-o": target.output,
        "--questionnaire-out": source.questionnaire_out,
        "--prefer": run.prefer_name,
        "--vendor": target.vendor,
        "--product": target.product,
        "--from": None if source.sender == "vendor" else source.sender_name,
        "--format": target.as_json,
    }
    if named := [name for name, value in used.items() if value]:
        raise VendorcheckError(
            f"--write-back takes no answers from the workbook; leave out {', '.join(named)}"
        )
    if not copy.lower().endswith(_SUFFIX):
        raise VendorcheckError(f"--write-back writes an Excel workbook: COPY{_SUFFIX}")
    path, into = source.files[0], target.into
    refuse_input_as_output(copy, (path, into))
    if not target.dry_run:
        refuse_unwritable_output(copy, force=target.force)
    refuse_unfinished_interview(into)
    return path, into


def _show(plan: WriteBackPlan, copy: str, *, in_full: bool) -> None:
    width = stdout_display(is_terminal=sys.stdout.isatty()).width
    lines = write_back_lines(plan, file=copy, width=width, in_full=in_full)
    write_output(escape_log_commands("".join(f"{line}\n" for line in lines)), None)


def _name_unknown(names: list[str]) -> None:
    """Name the questionnaires of our file that nobody knows here: their answers were not used."""
    if names:
        shown = ", ".join(short_name(name) for name in names)
        typer.echo(
            f"Not used, as its questionnaire is not known here: {shown}; name its file with -q",
            err=True,
        )
