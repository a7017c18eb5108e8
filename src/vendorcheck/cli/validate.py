"""The validate command: every problem of questionnaires, policies and vendor files."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, open_library, resolve_day
from vendorcheck.cli._options import AsOfOption, JobsOption, PolicyOption
from vendorcheck.cli._output import uses_colour, write_stdout
from vendorcheck.cli._unfinished import (
    count_unfinished_answers,
    files_with_errors,
    print_unfinished_answers,
)
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from datetime import date

    from vendorcheck.model.policy import Policy
    from vendorcheck.store.library import Library
    from vendorcheck.store.scan import ScanResult
    from vendorcheck.validation.diagnostics import Diagnosis
    from vendorcheck.validation.levels import LevelSetting

PathsArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files and folders; folders are walked, but not .git, node_modules and the like.",
        show_default=False,
    ),
]
_FORMATS = describe_modules("vendorcheck.validation.diagnostics")
DiagnosticsFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help=f"How to report it. {formats_in_words(_FORMATS)}.",
    ),
]
ErrorOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--error", metavar="CODE", help="A warning that counts as an error; repeatable."),
]
IgnoreOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="A warning that is left out; repeatable."),
]
AllowEmptyOption: TypeAlias = Annotated[
    bool,
    typer.Option("--allow-empty", help="Finding nothing to check is no failure."),
]
StrictOption: TypeAlias = Annotated[bool, typer.Option("--strict", help="Warnings count as well.")]

_NOTHING_TO_CHECK = (
    "there was nothing to check; name other files or folders, "
    "or pass --allow-empty if that is as it should be"
)


@COMMANDS.add("validate")
def validate(
    paths: PathsArgument,
    output_format: DiagnosticsFormatOption = None,
    strict: StrictOption = False,
    policy: PolicyOption = None,
    error: ErrorOption = None,
    ignore: IgnoreOption = None,
    allow_empty: AllowEmptyOption = False,
    as_of: AsOfOption = None,
    jobs: JobsOption = 1,
) -> int:
    """Report everything that is wrong with questionnaires, policies and vendor files.

    Vendor files are checked against the built-in questionnaires, those that the policy of --policy
    or VENDORCHECK_POLICY lists, and those among PATH with an id of their own. Each policy among
    PATH is checked against what it lists itself, as assess would.
    Levels of warnings can also be set in vendorcheck.toml, or in [tool.vendorcheck] of
    pyproject.toml, in the working folder or at the root of its repository.
    Exits with 1 if there are errors (with --strict: or warnings), and with 2 if there is nothing to
    check.
    """
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.validation.diagnostics import DIAGNOSTICS

    chosen_format = DIAGNOSTICS.choose(output_format)
    settings = _level_settings(error or [], ignore or [])
    scan = _scan(paths, policy, resolve_day(as_of), settings, jobs)
    values = {"--policy": policy, "--error": error, "--ignore": ignore, "--as-of": as_of}
    options = [*(("--strict",) if strict else ()), *_written_options(values)]
    command = build_command_line("validate", *paths, options=options)
    _print_diagnosis(_diagnose(scan, command, strict=strict), chosen_format.render)
    if not scan.files_checked and not allow_empty:
        raise VendorcheckError(_NOTHING_TO_CHECK)
    if chosen_format.syntax == "prose" and sys.stdout.isatty() and not scan.problems:
        _print_next_command(scan.first_of_kind, _written_options({"--as-of": as_of}))
    return int(any(strict or problem.level == "error" for problem in scan.problems))


def _scan(
    paths: Sequence[str],
    policy: str | None,
    day: "date",
    levels: "Mapping[str, LevelSetting]",
    jobs: int,
) -> "ScanResult":
    """Check all files, and the named policy."""
    from vendorcheck.store.scan import ScanOptions, scan_files

    library = open_library(policy)
    problems, named_policy = _check_named_policy(library, policy)
    options = ScanOptions(jobs=jobs)
    return scan_files(
        library, paths, day, named_policy, policy_problems=problems, levels=levels, options=options
    )


def _written_options(options: Mapping[str, str | Sequence[str] | None]) -> tuple[str, ...]:
    """Return options as they are written on the command line; None for one that was not given."""
    return tuple(
        part
        for name, value in options.items()
        for text in ([value] if isinstance(value, str) else value or ())
        for part in (name, text)
    )


def _level_settings(errors: Sequence[str], ignored: Sequence[str]) -> "dict[str, LevelSetting]":
    """Return the levels of warnings: those of a file, and over them those of the command.

    Raises:
        VendorcheckError: a level can't be set.
    """
    from vendorcheck.store.level_settings import read_level_settings
    from vendorcheck.validation.levels import describe_wrong_code

    options: list[tuple[LevelSetting, Sequence[str]]] = [("error", errors), ("ignore", ignored)]
    settings: dict[str, LevelSetting] = {}
    for setting, codes in options:
        for code in codes:
            if message := describe_wrong_code(code, setting):
                raise VendorcheckError(f"--{setting} {code}: {message}")
            if settings.setdefault(code, setting) != setting:
                raise VendorcheckError(f"--error {code} and --ignore {code}: choose one of them")
    return {**read_level_settings(), **settings}


def _print_diagnosis(diagnosis: "Diagnosis", render: "Callable[[Diagnosis], str]") -> None:
    """Print the problems, and on standard error which answers are not in the files yet.

    What was ignored goes there as well if a format has no words.
    """
    from vendorcheck.validation.diagnostics._base import ignored_note

    text = render(diagnosis)
    write_stdout(text)
    if (note := ignored_note(diagnosis)) and note not in text:
        typer.echo(note.strip(), err=True)
    print_unfinished_answers(
        diagnosis.unfinished_answers, broken_files=files_with_errors(diagnosis.problems)
    )


def _diagnose(scan: "ScanResult", rerun_command: str, *, strict: bool) -> "Diagnosis":
    from vendorcheck import __version__
    from vendorcheck.store.walk import find_repository
    from vendorcheck.validation.diagnostics import Diagnosis

    folder, root = find_repository()
    # A file that can't be read, or whose first key is mistyped, may be a vendor file as well.
    flawed_files = (problem.location.file for problem in scan.problems)
    return Diagnosis(
        problems=tuple(scan.problems),
        lines=scan.lines,
        files_checked=scan.files_checked,
        files_skipped=scan.files_skipped,
        folders_passed_over=scan.folders_passed_over,
        strict=strict,
        colour=uses_colour(sys.stdout.isatty()),
        version=__version__,
        rerun_command=rerun_command,
        folder=folder,
        repository=root,
        ignored=scan.ignored,
        unfinished_answers=count_unfinished_answers((*scan.vendor_files, *flawed_files)),
    )


def _print_next_command(first_files: Mapping[str, str], day_options: tuple[str, ...]) -> None:
    """Print the next command for files without problems to standard error.

    `first_files` is the first file of each kind, by kind.
    """
    from vendorcheck.model.answers_file import ANSWERS_KIND
    from vendorcheck.model.findings_file import FINDINGS_KIND
    from vendorcheck.model.policy import POLICY_KIND
    from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
    from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
    from vendorcheck.text.safe import build_command_line

    if VENDOR_FILE_KIND in first_files:
        command = build_command_line("assess", first_files[VENDOR_FILE_KIND], options=day_options)
    elif POLICY_KIND in first_files:
        command = build_command_line(
            "assess", "VENDOR_FILE", options=("--policy", first_files[POLICY_KIND], *day_options)
        )
    elif QUESTIONNAIRE_KIND in first_files:
        command = build_command_line("show", first_files[QUESTIONNAIRE_KIND])
    elif received := first_files.get(ANSWERS_KIND) or first_files.get(FINDINGS_KIND):
        command = build_command_line("import", received, options=("--into", "VENDOR_FILE"))
    else:
        command = "vendorcheck new vendor NAME"
    typer.echo(f"Next: {command}", err=True)


def _check_named_policy(
    library: "Library", policy: str | None
) -> "tuple[Sequence[Problem], Policy | None]":
    """Return the problems of the named policy, and the policy as far as it can be read.

    Without --policy and VENDORCHECK_POLICY, there is none.
    """
    from vendorcheck.store.discovery import POLICY_VARIABLE

    if not (policy or os.environ.get(POLICY_VARIABLE)):
        return (), None
    from vendorcheck.model.policy import UNKNOWN_POLICY
    from vendorcheck.store.policies import load_policy

    # With a library of its own, since the scan reports the broken files that it needs itself.
    policy_library = library.with_list(library.own)
    problems: list[Problem] = []
    named_policy = UNKNOWN_POLICY
    try:
        loaded = load_policy(policy_library, policy)
        problems += loaded.warnings
        named_policy = loaded.model
        policy_library.load_listed()
    except InvalidFile as invalid:
        problems += invalid.problems
    return problems, named_policy
