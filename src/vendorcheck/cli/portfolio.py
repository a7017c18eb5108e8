"""The portfolio command: all vendors at a glance, what is due, what many of them share."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, policy_and_day_options, resolve_day
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._options import (
    AsOfOption,
    ForceOption,
    JobsOption,
    OutputOption,
    PolicyOption,
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
    from vendorcheck.assessment.portfolio.portfolio import Portfolio
    from vendorcheck.reports._base import ReportFormat

VendorPathsArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Vendor files, and folders, which are walked as validate does.",
        show_default=False,
    ),
]
_FORMATS = describe_modules("vendorcheck.reports.portfolio")
PortfolioFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help=f"What to write; else by --output's suffix. {formats_in_words(_FORMATS)}.",
    ),
]
WithinOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--within",
        metavar="DAYS",
        min=0,
        help="What comes within so many days; else all of it. What is overdue always shows.",
    ),
]
FailOnAnyOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="overdue|lapsed|VERDICT",
        help=(
            "Exit with 1 if something is overdue, if evidence or an acceptance has lapsed, or if "
            "a vendor's verdict is this or worse; repeatable."
        ),
    ),
]


@COMMANDS.add("portfolio")
def portfolio(
    paths: VendorPathsArgument,
    policy: PolicyOption = None,
    report_format: PortfolioFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    within: WithinOption = None,
    fail_on: FailOnAnyOption = None,
    jobs: JobsOption = 1,
    force: ForceOption = False,
) -> int:
    """Show all vendors at a glance: verdicts, decisions, what is due, missing and shared.

    Each vendor file is assessed under the same policy, and nothing is asked. A file that can't be
    assessed is shown with the reason, and the exit code is 2, whatever --fail-on says.
    """
    from vendorcheck.cli._portfolio_run import find_failures, open_run, read_portfolio

    failures = _chosen_failures(fail_on or [])
    report = _choose_report(report_format, output)
    if "-" in paths:
        raise VendorcheckError("portfolio reads files and folders, not standard input")
    refuse_unwritable_output(output, force=force)
    run = open_run(policy, resolve_day(as_of), within, jobs)
    found, result = read_portfolio(run, paths)
    refuse_input_as_output(output, (*found, *run.library.texts))
    write_report(result, report, output, force=force)
    _print_next(result, paths, policy_and_day_options(policy, as_of), output)
    broken = {one.file for one in result.broken}
    counts = count_unfinished_answers((*found, *sorted(broken)))
    print_unfinished_answers(counts, broken_files=broken)
    if broken:
        return ExitCode.ERROR
    return int(find_failures(result, failures))


def _chosen_failures(names: Sequence[str]) -> Sequence[str]:
    """Return what makes the command fail, each verdict with those that are worse.

    Raises:
        VendorcheckError: there is no such failure.
    """
    from vendorcheck.assessment.judgement import VERDICTS

    chosen: list[str] = []
    for name in names:
        if name in VERDICTS:
            chosen += VERDICTS[VERDICTS.index(name) :]
        elif name in {"overdue", "lapsed"}:
            chosen.append(name)
        else:
            choices = ", ".join(("overdue", "lapsed", *VERDICTS))
            raise VendorcheckError(f'--fail-on takes {choices}, not "{name}"')
    return chosen


def _choose_report(name: str | None, output: str | None) -> "ReportFormat[Portfolio]":
    from vendorcheck.reports.portfolio import PORTFOLIO_REPORTS

    is_terminal = output is None and sys.stdout.isatty()
    return PORTFOLIO_REPORTS.choose(name, output) or PORTFOLIO_REPORTS.default_format(
        "terminal" if is_terminal else "pipe"
    )


def _print_next(
    result: "Portfolio", paths: Sequence[str], options: tuple[str, ...], output: str | None
) -> None:
    """Print on standard error what is wrong with files, and at a terminal the next command."""
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.text.words import count_with_noun

    if result.broken:
        files = count_with_noun(len(result.broken), "file", "files")
        command = build_command_line("validate", *paths, options=options)
        typer.echo(f"{files} could not be assessed; for all that is wrong: {command}", err=True)
    elif sys.stdout.isatty() and output is None:
        page = find_unused_path("portfolio.html")
        command = build_command_line("portfolio", *paths, options=(*options, "-o", page))
        typer.echo(f"Next: {command}", err=True)
