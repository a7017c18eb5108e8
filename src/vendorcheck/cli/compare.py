"""The compare command: several vendors, held against the same questionnaires, side by side."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import (
    COMMANDS,
    open_library,
    policy_and_day_options,
    print_policy_warnings,
    reporting_all_problems,
    resolve_day,
)
from vendorcheck.cli._options import (
    AsOfOption,
    ForceOption,
    OutputOption,
    PolicyOption,
    QuestionnairesOption,
)
from vendorcheck.cli._output import (
    find_unused_path,
    refuse_input_as_output,
    refuse_unwritable_output,
    write_report,
)
from vendorcheck.cli._unfinished import count_unfinished_answers, print_unfinished_answers
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from datetime import date

    from vendorcheck.assessment.comparison import Comparison
    from vendorcheck.reports._base import ReportFormat
    from vendorcheck.store.library import Library

_FORMATS = describe_modules("vendorcheck.reports.comparison")
_MAX_VENDORS = 8
"""The most vendors that fit side by side; portfolio shows any number."""
ComparedFilesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="VENDOR_FILE…", help="Two vendor files or more.", show_default=False),
]
ComparisonFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help=f"What to write; else by --output's suffix. {formats_in_words(_FORMATS)}.",
    ),
]


@COMMANDS.add("compare")
def compare(
    vendor_files: ComparedFilesArgument,
    questionnaires: QuestionnairesOption = None,
    policy: PolicyOption = None,
    report_format: ComparisonFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    force: ForceOption = False,
) -> int:
    """Show vendors side by side: which stands best by the rules, and why.

    All are held against the same questionnaires: those of -q, else those that the tier of any of
    them asks. For two deployments of one product, write two vendor files. Nothing is asked.
    """
    _require_several(vendor_files)
    report = _choose_report(report_format, output)
    refuse_unwritable_output(output, force=force)
    library, day = open_library(policy), resolve_day(as_of)
    comparison = _compare(library, day, vendor_files, policy, questionnaires or [])
    refuse_input_as_output(output, (*vendor_files, *library.texts))
    write_report(comparison, report, output, force=force)
    if sys.stdout.isatty() and output is None:
        _print_next(vendor_files, questionnaires or [], policy_and_day_options(policy, as_of))
    print_unfinished_answers(count_unfinished_answers(vendor_files))
    return 0


def _require_several(vendor_files: Sequence[str]) -> None:
    """Check that there are vendor files to compare, each once, and not too many.

    Raises:
        VendorcheckError: there are not.
    """
    from vendorcheck.text.safe import path_for_display

    repeated = next((path for path in vendor_files if vendor_files.count(path) > 1), None)
    if repeated is not None:
        raise VendorcheckError(f"{path_for_display(repeated)} is named twice; name another file")
    if len(vendor_files) == 1:
        raise VendorcheckError(
            "one vendor can't be compared; name another file, or assess this one"
        )
    if len(vendor_files) > _MAX_VENDORS:
        raise VendorcheckError(
            f"at most {_MAX_VENDORS} vendors fit side by side; portfolio shows any number"
        )


def _choose_report(name: str | None, output: str | None) -> "ReportFormat[Comparison]":
    from vendorcheck.reports.comparison import COMPARISON_REPORTS

    return COMPARISON_REPORTS.choose(name, output) or COMPARISON_REPORTS.default_format("terminal")


def _compare(
    library: "Library",
    day: "date",
    vendor_files: Sequence[str],
    policy: str | None,
    questionnaires: Sequence[str],
) -> "Comparison":
    """Return the vendor files side by side.

    Raises:
        InvalidFile: a file has errors.
    """
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.store.compared_files import ComparedFiles
    from vendorcheck.store.policies import load_policy

    with reporting_all_problems(library, day, None, policy, questionnaires):
        chosen_ids = tuple(add_chosen_questionnaires(library, questionnaires))
        policy_file = load_policy(library, policy)
    print_policy_warnings(policy_file)
    compared = ComparedFiles(library, policy_file, chosen_ids, day)
    return compared.compare([library.read_document(path) for path in vendor_files])


def _print_next(
    vendor_files: Sequence[str], questionnaires: Sequence[str], options: tuple[str, ...]
) -> None:
    from vendorcheck.text.safe import build_command_line

    chosen = [part for name in questionnaires for part in ("-q", name)]
    page = find_unused_path("comparison.html")
    command = build_command_line("compare", *vendor_files, options=(*chosen, *options, "-o", page))
    typer.echo(f"For all of it: {command}", err=True)
