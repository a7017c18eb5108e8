"""The run of an import: files are read, the plan is made and shown, and the vendor file written."""

import sys
from collections.abc import Sequence
from datetime import date

import typer

from vendorcheck.cli._context import (
    check_policy_list,
    open_library,
    resolve_day,
)
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._import_conversation import (
    LeftConversation,
    decider,
    is_somebody_there,
    take_similar,
)
from vendorcheck.cli._import_next import next_command
from vendorcheck.cli._import_options import ImportRun, ImportTarget
from vendorcheck.cli._import_questionnaire import (
    add_foreign_questionnaire,
    id_of_new_questionnaire,
    refuse_impossible_questionnaire,
    write_foreign_questionnaire,
    write_questionnaire,
)
from vendorcheck.cli._output import (
    refuse_input_as_output,
    refuse_unwritable_output,
    stdout_display,
    write_output,
)
from vendorcheck.cli._unfinished import refuse_unfinished_interview
from vendorcheck.document.document import Document, parse_document
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.exchange.import_json import plan_json
from vendorcheck.exchange.import_lines import plan_lines
from vendorcheck.exchange.import_plan import (
    ImportPlan,
    ImportRules,
    ReceivedReply,
    long_answers,
    plan_import,
    sha256_of,
)
from vendorcheck.exchange.written_plan import require_present_names, text_after
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store import files
from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.library import STDIN_NAME, Library
from vendorcheck.store.vendor_file_editor import new_vendor_file_text, save_vendor_file
from vendorcheck.text.safe import escape_log_commands, path_for_display
from vendorcheck.text.words import count_with_noun
from vendorcheck.validation.schema.parse import parse_model

_MAX_BYTES = 10 * 1024 * 1024
"""The most bytes of a file that came back; each format has limits of its own below that."""
_LEFT = "Left; nothing was changed."


def import_files(run: ImportRun, *, asks: bool, in_full: bool) -> int:
    """Import the files of a command, and return its exit code.

    Raises:
        VendorcheckError: a file can't be read, or the import is refused.
    """
    _refuse_impossible_outputs(run)
    library, chosen_ids = _open_library(run)
    received = _read_replies(run, library, chosen_ids)
    made_text = add_foreign_questionnaire(run, received, library)
    if run.source.questionnaire_out is not None and not (made_text and run.target.takes_answers):
        return write_questionnaire(run, received, library, made_text)
    content, document = _vendor_document(run.target, received, library)
    require_kind(document, VENDOR_FILE_KIND)
    vendor = parse_model(document, VendorFile)
    require_present_names(document, library)
    rules = _rules(run, document, library, asks=asks)
    try:
        if asks and not run.target.dry_run and is_somebody_there():
            received = take_similar(received)
        plan = plan_import(document, vendor.vendor, received, rules)
    except LeftConversation:
        typer.echo(_LEFT, err=True)
        return ExitCode.ERROR
    _show(run, plan, document, received, day=rules.day, in_full=in_full)
    _refuse_undecided(run, plan)
    if not run.target.dry_run:
        write_foreign_questionnaire(run, made_text)
        _write(run.target, content, text_after(plan, document, library), document)
    is_asked = asks and is_somebody_there()
    typer.echo(f"Next: {next_command(run, plan, asks=is_asked)}", err=True)
    return ExitCode.OK


def _rules(run: ImportRun, document: Document, library: Library, *, asks: bool) -> ImportRules:
    """Return the rules of an import: what is known, and who decides."""
    decide = decider(run, document, library) if asks and not run.target.dry_run else None
    return ImportRules(
        library,
        lambda name: library.digests([name])[name],
        run.source.sender,
        resolve_day(run.as_of),
        decide or (lambda _: run.prefer),
        prefers_new=run.prefer == "new",
        force=run.target.force,
    )


def _open_library(run: ImportRun) -> tuple[Library, tuple[str, ...]]:
    """Return the known questionnaires, and the ids of those that a person chose."""
    library = open_library(run.policy)
    check_policy_list(library, run.policy)
    return library, tuple(add_chosen_questionnaires(library, run.source.questionnaires))


def _refuse_impossible_outputs(run: ImportRun) -> None:
    target, source = run.target, run.source
    files_read = [*source.files, *filter(None, [source.words])]
    if source.questionnaire_out is not None:
        refuse_impossible_questionnaire(run, files_read)
    _refuse_impossible_format(run)
    if not target.takes_answers:
        if source.questionnaire_out is not None:
            return
        raise VendorcheckError(
            "say where the answers go: --into VENDOR_FILE, or -o FILE for a new vendor file"
        )
    if target.into == "-":
        raise VendorcheckError("--into takes a file, which standard input is not")
    refuse_input_as_output(target.into, files_read)
    refuse_input_as_output(target.output, [*files_read, *filter(None, [target.into])])
    if target.dry_run:
        return
    if target.output not in (None, "-"):
        refuse_unwritable_output(target.output, force=target.force)
    if target.into is not None:
        refuse_unfinished_interview(target.into)


def _refuse_impossible_format(run: ImportRun) -> None:
    """Refuse JSON where there is none, or where something else goes to the same place."""
    target = run.target
    if not target.as_json:
        return
    if not target.takes_answers:
        raise VendorcheckError("--format json says what becomes of answers; add --into or -o")
    if target.output == "-" and not target.dry_run:
        raise VendorcheckError("--format json and -o - both write to standard output")


def _read_replies(
    run: ImportRun, library: Library, chosen_ids: tuple[str, ...]
) -> list[ReceivedReply]:
    """Read all files that came back.

    Raises:
        InvalidFile: some can't be read; it carries the problems of all of them.
    """
    from vendorcheck.exchange.importers import ImportSettings, ReceivedFile, choose_importer

    settings = ImportSettings(
        library,
        chosen_ids,
        run.source.filled_ids,
        run.source.columns,
        read_own_words(run.source.words, library),
        id_of_new_questionnaire(run, library),
        resolve_day(run.as_of),
    )
    replies: dict[str, ReceivedReply] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(run.source.files):
        content = files.read_file(path, _MAX_BYTES + 1)
        file = ReceivedFile(STDIN_NAME if path == "-" else path, content)
        if b"\0" not in content:  # of a workbook there is no line to show
            library.texts[file.name] = content.decode("utf-8", "replace")
        try:
            importer = choose_importer(file, run.source.format_name)
            reply = importer.read(file, settings)
        except InvalidFile as invalid:
            problems += invalid.problems
        else:
            digest = sha256_of(content)
            replies.setdefault(digest, ReceivedReply(reply, importer.name, digest))
    if problems:
        raise InvalidFile(problems)
    return [*replies.values()]


def read_own_words(path: str | None, library: Library) -> dict[str, str]:
    """Return a person's own answer words, each with its meaning.

    Raises:
        VendorcheckError: it is no such file. Nothing of it is quoted: it has no key that would
            tell whether it is ours.
    """
    from vendorcheck.exchange.tables.words import MEANINGS, read_words

    if path is None:
        return {}
    document = library.read_document(path)
    try:
        by_meaning = read_words(document)
    except InvalidFile as invalid:
        line = invalid.problems[0].location.line
        raise VendorcheckError(
            f"{path_for_display(path)}, line {line}: this is no list of answer words; a line is a "
            f'meaning and its words, as in "yes: [one, another]", and the meanings are '
            f"{', '.join(MEANINGS)}"
        ) from None
    return {word: meaning for meaning, words in by_meaning.items() for word in words}


def _vendor_document(
    target: ImportTarget, received: list[ReceivedReply], library: Library
) -> tuple[bytes | None, Document]:
    """Return the vendor file with its content; a new one without any answers for --output."""
    if target.into is not None:
        content = files.read_file(target.into)
        return content, library.parse_content(content, target.into)
    forms = [item.reply.form for item in received if item.reply.form]
    vendor = target.vendor or next((form.vendor for form in forms if form.vendor), None)
    product = target.product or next((form.product for form in forms if form.product), None)
    if not vendor or not vendor.strip():
        raise VendorcheckError("say whose answers these are: --vendor NAME, and --product NAME")
    block = {"name": vendor, **({"product": product} if product else {})}
    name = target.path if target.path != "-" else "vendor.yaml"
    text = new_vendor_file_text(block, {}, {}, file=name)
    return None, parse_document(text.encode(), name)


def _write(target: ImportTarget, content: bytes | None, text: str, document: Document) -> None:
    if target.output is not None:
        write_output(text, target.output, force=target.force, for_programs=True)
    elif text != document.text and target.into is not None:
        save_vendor_file(target.into, content, text)
        typer.echo(f"Wrote {path_for_display(target.into)}", err=True)


def _show(
    run: ImportRun,
    plan: ImportPlan,
    document: Document,
    received: Sequence[ReceivedReply],
    *,
    day: date,
    in_full: bool,
) -> None:
    """Print what changes: to standard error if the vendor file itself goes to standard output."""
    before = long_answers(document.data)
    file = run.target.path
    if run.target.as_json:
        is_trial = run.target.dry_run
        text = plan_json(plan, before, received, file=file, day=day, is_trial=is_trial)
        write_output(text, None, for_programs=True)
        return
    width = stdout_display(is_terminal=sys.stdout.isatty()).width
    lines = plan_lines(plan, before, source=document.file, file=file, width=width, in_full=in_full)
    text = escape_log_commands("".join(f"{line}\n" for line in lines))
    if run.target.output == "-":
        typer.echo(text, err=True, nl=False)
    else:
        write_output(text, None)


def _refuse_undecided(run: ImportRun, plan: ImportPlan) -> None:
    undecided = plan.merge.undecided
    if undecided and not run.target.dry_run:
        conflicts = count_with_noun(len(undecided), "conflict", "conflicts")
        raise VendorcheckError(
            f"{conflicts} to decide, so nothing was changed: --prefer new takes what came back, "
            "--prefer old what the file holds, and the other side is kept in words"
        )
