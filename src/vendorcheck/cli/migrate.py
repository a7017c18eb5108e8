"""The migrate command: answers and rules moved to newer versions of the questionnaires."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import (
    COMMANDS,
    check_policy_list,
    open_library,
    policy_and_day_options,
)
from vendorcheck.cli._options import ForceOption, OutputOption, PolicyOption
from vendorcheck.cli._output import refuse_input_as_output, write_output
from vendorcheck.cli._text_diff import text_diff
from vendorcheck.cli._unfinished import (
    count_unfinished_answers,
    noting_unfinished_answers,
    print_unfinished_answers,
)
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vendorcheck.store.library import Library
    from vendorcheck.store.migration import MigratedFile

FilesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help="Vendor files, policies, and folders with such files; - is standard input.",
        show_default=False,
    ),
]
NewQuestionnairesOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="PATH",
        help="The newer questionnaire, if it is neither built in nor listed by the policy.",
    ),
]
DryRunOption: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
]
VerboseOption: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Name all questions without an answer.")
]
VENDOR_FILE = "vendor/1"
_MAX_NAMED = 12
"""The most questions that are named without -v; more are counted."""
_MAX_SAID = 300
"""The most characters of an older answer that are shown."""


@COMMANDS.add("migrate")
def migrate(
    files: FilesArgument,
    questionnaires: NewQuestionnairesOption = None,
    policy: PolicyOption = None,
    dry_run: DryRunOption = False,
    verbose: VerboseOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Move answers and rules to the present names of questions, and show what changes.

    A questionnaire says what its older questions and options are called now. Answers of vendor
    files move there, with notes and evidence, and so do the rules of policies, accepted risks and
    announced changes. What fits nowhere stays as it is, and no other line changes.
    A file is changed in place, unless --output names another one. To look first:
    vendorcheck migrate acme.yaml --dry-run
    """
    files = _find_files(files)
    _refuse_impossible_outputs(files, output, dry_run=dry_run)
    library = open_library(policy)
    check_policy_list(library, policy)
    _add_questionnaires(library, questionnaires or [])
    contents = {path: _read(path) for path in dict.fromkeys(files)}
    refuse_input_as_output(output, files)
    with noting_unfinished_answers(contents):
        migrated_files = _migrate_all(contents, library)
    for path, migrated in migrated_files.items():
        is_changed = _is_changed(migrated)
        if is_changed and output != "-":
            write_output(text_diff(path, migrated.old_text, migrated.text), None)
        if output is not None and not dry_run:
            write_output(migrated.text, output, force=force, for_programs=True)
        elif is_changed and not dry_run:
            _save(path, contents[path], migrated)
        typer.echo(_describe(path, migrated, in_full=verbose), err=True)
    _print_unfinished_answers(migrated_files)
    options = _repeated_options(questionnaires or [], policy)
    typer.echo(f"Next: {_next_command(migrated_files, options, output, dry_run)}", err=True)
    return 0


def _repeated_options(questionnaires: list[str], policy: str | None) -> tuple[str, ...]:
    """Return the options with which another command knows the same questionnaires."""
    own = (part for name in questionnaires for part in ("-q", name))
    return (*own, *policy_and_day_options(policy, None))


def _print_unfinished_answers(migrated_files: "dict[str, MigratedFile]") -> None:
    vendor_files = (path for path, file in migrated_files.items() if file.kind == VENDOR_FILE)
    print_unfinished_answers(count_unfinished_answers(vendor_files))


def _find_files(paths: list[str]) -> list[str]:
    from vendorcheck.store.migration import find_files_to_migrate

    return find_files_to_migrate(paths)


def _refuse_impossible_outputs(files: list[str], output: str | None, *, dry_run: bool) -> None:
    if output is not None and len(dict.fromkeys(files)) > 1:
        raise VendorcheckError("--output takes the result of one file; leave it out for several")
    if output is not None and dry_run:
        raise VendorcheckError("--dry-run writes nothing; leave it out, or --output")
    if output is None and not dry_run and "-" in files:
        raise VendorcheckError(
            "standard input can't be changed in place; say where to write with --output"
        )


def _add_questionnaires(library: "Library", questionnaires: list[str]) -> None:
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires

    add_chosen_questionnaires(library, questionnaires)


def _read(path: str) -> bytes:
    from vendorcheck.store import files

    return files.read_file(path)


def _migrate_all(contents: dict[str, bytes], library: "Library") -> "dict[str, MigratedFile]":
    """Migrate all files before any is written.

    Raises:
        InvalidFile: some can't be read; it carries the problems of all of them.
    """
    from vendorcheck.document.expected_kinds import with_hints_for
    from vendorcheck.store.library import STDIN_NAME
    from vendorcheck.store.migration import migrate as migrate_document

    migrated_files: dict[str, MigratedFile] = {}
    problems: list[Problem] = []
    for path, content in contents.items():
        name = STDIN_NAME if path == "-" else path
        try:
            document = library.parse_content(content, name)
            migrated_files[path] = migrate_document(document, library)
        except InvalidFile as invalid:
            problems += with_hints_for(invalid.problems, {name: "migrated"})
    if problems:
        raise InvalidFile(problems)
    return migrated_files


def _save(path: str, content: bytes, migrated: "MigratedFile") -> None:
    from vendorcheck.store.vendor_file_editor import save_vendor_file
    from vendorcheck.text.safe import path_for_display

    save_vendor_file(path, content, migrated.text)
    typer.echo(f"Wrote {path_for_display(path)}", err=True)


def _describe(path: str, migrated: "MigratedFile", *, in_full: bool) -> str:
    """Return how much moves, what stays and why, and which questions have no answer yet."""
    from vendorcheck.text.safe import (
        escape_log_commands,
        one_line,
        path_for_display,
        short_name,
    )

    record = migrated.record
    is_policy = migrated.kind != VENDOR_FILE
    noun = "rule" if is_policy else "answer"
    counted = f"{len(record.moved)} {noun}{'' if len(record.moved) == 1 else 's'} moved"
    name = path_for_display(path)
    if not _is_changed(migrated):
        rest = f"; {len(record.kept)} can't move" if record.kept else ""
        lines = [f"{name}: nothing to move{rest}"]
    elif record.moved or record.references:
        lines = [f"{name}: {counted}"]
    else:
        lines = [f"{name}: nothing to move but the version"]
    lines += [
        f"  {noun} to {one_line(kept.key)} stays: {one_line(kept.reason)}" for kept in record.kept
    ]
    for key, answers in record.beside.items():
        for earlier in answers:
            said = short_name(earlier.in_words(), _MAX_SAID)
            lines.append(f"  {key}: said before, to {one_line(earlier.key)}: {said}")
    for title, keys in (
        ("whose older answer does not fit", record.unfit),
        ("without an answer, new or left open", record.unanswered),
        ("said by the vendor, and ours to answer", record.to_confirm),
    ):
        if keys:
            lines.append(f"  {title}: {_names(keys, in_full=in_full)}")
    lines += [f"  {one_line(remark)}" for remark in record.remarks]
    return escape_log_commands("\n".join(lines))


def _names(keys: "Sequence[str]", *, in_full: bool) -> str:
    """Return the names of questions; of many only how many there are in each questionnaire."""
    if in_full or len(keys) <= _MAX_NAMED:
        return ", ".join(keys)
    from collections import Counter

    counts = Counter(key.partition("/")[0] for key in keys)
    counted = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"{len(keys)} ({counted}); -v names them"


def _next_command(
    migrated_files: "dict[str, MigratedFile]",
    options: tuple[str, ...],
    output: str | None,
    is_trial: bool,
) -> str:
    """Return the command that goes on: to write what was shown, to assess, or to validate."""
    from vendorcheck.text.safe import build_command_line

    paths = [path for path in migrated_files if path != "-"]
    changed_paths = [path for path in paths if _is_changed(migrated_files[path])]
    if is_trial and changed_paths:
        return build_command_line("migrate", *changed_paths, options=options)
    results = paths if output is None else [output]
    if not results or results == ["-"]:
        results = ["FILE"]  # what the result is saved as
    kinds = {migrated.kind for migrated in migrated_files.values()}
    if len(results) == 1 and kinds == {VENDOR_FILE}:
        return build_command_line("assess", *results, options=options)
    return build_command_line("validate", *results)


def _is_changed(migrated: "MigratedFile") -> bool:
    return migrated.text != migrated.old_text
