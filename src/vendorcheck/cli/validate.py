"""The validate command: every problem of questionnaires, policies and vendor files."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, open_library, resolve_day
from vendorcheck.cli._options import AsOfOption
from vendorcheck.cli._output import uses_colour, write_stdout
from vendorcheck.document.problems import InvalidFile
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
    as_of: AsOfOption = None,
) -> int:
    """Tell everything that is wrong with questionnaires, policies and vendor files.

    Questionnaires among PATH and beside the policy of VENDORCHECK_POLICY are known by their ids.
    Without that variable, those beside the policies among PATH are known, too, and the one policy
    says how long evidence counts that names no end. A policy itself is held against what lies
    beside it, as assess would.
    Exits with 1 if there are errors (with --strict: or warnings).
    """
    from vendorcheck.store.scan import scan_files
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.validation.diagnostics import DIAGNOSTICS

    chosen_format = DIAGNOSTICS.choose(output_format)
    day = resolve_day(as_of)
    library = open_library()
    scan = scan_files(library, paths, day, _evidence_validity(library, paths))
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


def _evidence_validity(library: "Library", paths: Sequence[str]) -> "Duration | None":
    """Return how long evidence without an end counts, by the policy of VENDORCHECK_POLICY.

    It is None without that variable, or if the policy sets no limit.
    """
    from vendorcheck.store.discovery import POLICY_VARIABLE

    if not (name := os.environ.get(POLICY_VARIABLE)):
        return None
    from vendorcheck.model.policy import longest_evidence_validity
    from vendorcheck.store.library import load_policy

    # The policy is read with a library of its own, as questionnaires beside it may refer to some
    # among the paths, which are not known yet.
    policy_library = library.with_folders(library.policy_folders)
    try:
        return longest_evidence_validity(load_policy(policy_library, None).model)
    except InvalidFile:
        if _is_among(name, paths) or policy_library.broken_ids:
            return None  # its problems, or those of the files beside it, are reported by the scan
        raise


def _is_among(name: str, paths: Sequence[str]) -> bool:
    """Return whether a file is one of the paths, or in a folder that is one of them."""
    real_path = os.path.realpath(name)
    return any(
        real_path == path or real_path.startswith(os.path.join(path, ""))
        for path in map(os.path.realpath, paths)
    )
