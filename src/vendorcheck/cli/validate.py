"""The validate command: every problem of questionnaires, policies and vendor files."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, open_library, resolve_day
from vendorcheck.cli._options import AsOfOption, PolicyOption
from vendorcheck.cli._output import uses_colour, write_stdout
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from vendorcheck.model.quantities.amounts import Duration
    from vendorcheck.store.library import Library
    from vendorcheck.store.scan import ScanResult
    from vendorcheck.validation.diagnostics import Diagnosis

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
        "--format", metavar="|".join(_FORMATS), help=f"How to tell. {formats_in_words(_FORMATS)}."
    ),
]
StrictOption: TypeAlias = Annotated[bool, typer.Option("--strict", help="Warnings count as well.")]


@COMMANDS.add("validate")
def validate(
    paths: PathsArgument,
    output_format: DiagnosticsFormatOption = None,
    strict: StrictOption = False,
    policy: PolicyOption = None,
    as_of: AsOfOption = None,
) -> int:
    """Tell everything that is wrong with questionnaires, policies and vendor files.

    Vendor files are checked against the built-in questionnaires, those that the policy of --policy
    or VENDORCHECK_POLICY lists, and those among PATH with an id of their own. Each policy among
    PATH is checked against what it lists itself, as assess would.
    Exits with 1 if there are errors (with --strict: or warnings).
    """
    from vendorcheck.store.scan import scan_files
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.validation.diagnostics import DIAGNOSTICS

    chosen_format = DIAGNOSTICS.choose(output_format)
    day = resolve_day(as_of)
    library = open_library(policy)
    policy_problems, valid_for = _check_named_policy(library, policy)
    scan = scan_files(library, paths, day, valid_for, policy_problems=policy_problems)
    day_options = ("--as-of", as_of) if as_of else ()
    rerun_command = build_command_line(
        "validate", *paths, options=(*(("--strict",) if strict else ()), *day_options)
    )
    diagnosis = _diagnose(scan, library.texts, rerun_command, strict=strict)
    write_stdout(chosen_format.render(diagnosis))
    if chosen_format.syntax == "prose" and sys.stdout.isatty() and not scan.problems:
        _print_next_command(scan.first_of_kind, day_options)
    return int(any(strict or problem.level == "error" for problem in scan.problems))


def _diagnose(
    scan: "ScanResult", sources: Mapping[str, str], rerun_command: str, *, strict: bool
) -> "Diagnosis":
    from vendorcheck import __version__
    from vendorcheck.store.walk import find_repository
    from vendorcheck.validation.diagnostics import Diagnosis

    folder, root = find_repository()
    return Diagnosis(
        problems=tuple(scan.problems),
        sources=sources,
        files_checked=scan.files_checked,
        files_skipped=scan.files_skipped,
        strict=strict,
        colour=uses_colour(sys.stdout.isatty()),
        version=__version__,
        rerun_command=rerun_command,
        folder=folder,
        repository=root,
    )


def _print_next_command(first_files: Mapping[str, str], day_options: tuple[str, ...]) -> None:
    """Print the next command for files without problems to standard error.

    `first_files` is the first file of each kind, by kind.
    """
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
    else:
        command = "vendorcheck new vendor NAME"
    typer.echo(f"Next: {command}", err=True)


def _check_named_policy(
    library: "Library", policy: str | None
) -> "tuple[Sequence[Problem], Duration | None]":
    """Return the problems of the named policy, and how long evidence without an end counts by it.

    Without --policy and VENDORCHECK_POLICY, there is none. What can't be known is no limit.
    """
    from vendorcheck.store.discovery import POLICY_VARIABLE

    if not (policy or os.environ.get(POLICY_VARIABLE)):
        return (), None
    from vendorcheck.model.policy import longest_evidence_validity
    from vendorcheck.store.policies import load_policy
    from vendorcheck.store.scan import UNKNOWN_VALIDITY

    # With a library of its own, since the scan reports the broken files that it needs itself.
    policy_library = library.with_list(library.own)
    problems: list[Problem] = []
    valid_for = UNKNOWN_VALIDITY
    try:
        loaded = load_policy(policy_library, policy)
        problems += loaded.warnings
        valid_for = longest_evidence_validity(loaded.model)
        policy_library.load_listed()
    except InvalidFile as invalid:
        problems += invalid.problems
    return problems, valid_for
