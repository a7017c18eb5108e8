"""The precheck command: a first look for the person who wants a product, before IT is asked."""

import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._approved import offer_approved
from vendorcheck.cli._context import (
    COMMANDS,
    open_library,
    policy_and_day_options,
    print_policy_warnings,
    reporting_all_problems,
    require_folder,
    resolve_day,
    should_interview,
)
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._movable import print_movable
from vendorcheck.cli._options import (
    AsOfOption,
    ForceOption,
    InteractiveOption,
    OutputOption,
    PolicyOption,
    ResumeOption,
)
from vendorcheck.cli._output import (
    find_unused_path,
    options_of_report,
    refuse_input_as_output,
    refuse_unwritable_output,
    stdout_display,
    write_output,
)
from vendorcheck.cli._unfinished import (
    count_unfinished_answers,
    noting_unfinished_answers,
    print_unfinished_answers,
)
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from vendorcheck.assessment.precheck.precheck import Precheck
    from vendorcheck.document.document import Document
    from vendorcheck.interview.approved import Offer
    from vendorcheck.model.policy import Policy
    from vendorcheck.reports import ReportFormat
    from vendorcheck.store.case import VendorCase
    from vendorcheck.store.library import Library, LoadedFile
    from vendorcheck.store.policies import LoadedPolicy

OptionalVendorFileArgument: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="[VENDOR_FILE]",
        help=(
            "The vendor file, begun if there is none; left out: you are asked. - is standard input."
        ),
        show_default=False,
    ),
]
_FORMATS = describe_modules("vendorcheck.reports", "PRECHECK_REPORTS")
PrecheckFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help=f"What to write; else by --output's suffix. {formats_in_words(_FORMATS)}.",
    ),
]
ApprovedOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--approved",
        metavar="FOLDER",
        help="A folder of vendor files: shows first what is approved; else the policy's folder.",
    ),
]

_NO_VENDOR_FILE = (
    "name a vendor file: without a terminal nobody can be asked. "
    "vendorcheck new vendor NAME makes one to fill in"
)


@COMMANDS.add("precheck")
def precheck(
    vendor_file: OptionalVendorFileArgument = None,
    policy: PolicyOption = None,
    report_format: PrecheckFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    interactive: InteractiveOption = None,
    resume: ResumeOption = None,
    force: ForceOption = False,
    approved: ApprovedOption = None,
) -> int:
    """Take a first look in plain words: may we, what will IT want, how long, and what to ask."""
    from vendorcheck.store.case import prepare_case

    require_folder(approved, "--approved")
    chosen_format = _choose_format(report_format, output)
    library, day = open_library(policy), resolve_day(as_of)
    policy_file = _load_policy(library, day, vendor_file, policy)
    print_policy_warnings(policy_file)
    make_case = partial(prepare_case, library, policy_file=policy_file, chosen_ids=(), as_of=day)
    path, options = vendor_file, policy_and_day_options(policy, as_of)
    refuse_input_as_output(output, (*([path] if path else []), *library.texts))
    if should_interview(path or "", interactive, is_required=resume is not None):
        refuse_unwritable_output(output, force=force)
        going_on = (*options, *options_of_report(report_format, output))
        offer = offer_approved(approved, path, library, policy_file, day)
        if offer is None or offer.chosen:
            return ExitCode.OK if offer else ExitCode.INTERRUPTED
        path = _interview(path, library, policy_file, make_case, day, resume, going_on, offer)
        if path is None:
            return ExitCode.INTERRUPTED
    elif path is None:
        raise VendorcheckError(_NO_VENDOR_FILE)
    result, later_options = _run(path, library, make_case, policy, day)
    if chosen_format is None and _ends_on_screen(path, interactive):
        return _end_on_screen(result, path, later_options)
    _print_result(result, library.texts, chosen_format, output, force=force)
    return _print_next_commands(result, path, options, later_options, chosen_format)


def _ends_on_screen(path: str, interactive: bool | None) -> bool:
    """Return whether somebody was asked, sees the end, and has a folder for files beside it."""
    return sys.stdout.isatty() and should_interview(path, interactive, is_required=False)


def _load_policy(
    library: "Library", day: "date", path: str | None, policy: str | None
) -> "LoadedPolicy":
    """Return the policy; with its errors, those of the vendor file are reported."""
    from vendorcheck.store.policies import load_policy

    with (
        _noting_unfinished_answers(path, policy_and_day_options(policy, None)),
        reporting_all_problems(library, day, path, policy),
    ):
        return load_policy(library, policy)


def _noting_unfinished_answers(
    path: str | None, options: tuple[str, ...]
) -> "AbstractContextManager[None]":
    """Add to errors a note on the answers that the vendor file lacks, if there is one."""
    return noting_unfinished_answers([path] if path else [], "precheck", options)


def _interview(
    path: str | None,
    library: "Library",
    policy_file: "LoadedFile[Policy]",
    make_case: "Callable[[Document], VendorCase]",
    day: "date",
    resume: bool | None,
    options: tuple[str, ...],
    offer: "Offer",
) -> str | None:
    """Interview a requester, and return the vendor file; None if the person leaves."""
    from vendorcheck.interview.requester import interview_requester

    with _noting_unfinished_answers(path, options):
        return interview_requester(
            path,
            library,
            policy_file.model,
            make_case,
            day,
            resume=resume,
            options=options,
            purpose=offer.purpose,
        )


def _run(
    path: str,
    library: "Library",
    make_case: "Callable[[Document], VendorCase]",
    policy: str | None,
    day: "date",
) -> "tuple[Precheck, tuple[str, ...]]":
    """Return the pre-check of a vendor file, and the options of the next command on a later day.

    Say how many of its answers would move, or are not in the file.
    """
    from vendorcheck.assessment.precheck.run import run_precheck

    options = policy_and_day_options(policy, None)
    with _noting_unfinished_answers(path, options):
        case = make_case(library.read_document(path))
    print_movable(path, case, library, options)
    print_unfinished_answers(count_unfinished_answers([path]), "precheck", options)
    return run_precheck(case.assessor, case.vendor, day, case.tiering), options


def _choose_format(name: str | None, output: str | None) -> "ReportFormat[Precheck] | None":
    """Return the format; None without any, when the result and the message to the vendor follow."""
    from vendorcheck.reports import PRECHECK_REPORTS

    return PRECHECK_REPORTS.choose(name, output)


def _print_result(
    precheck_result: "Precheck",
    inputs: Iterable[str],
    report_format: "ReportFormat[Precheck] | None",
    output: str | None,
    *,
    force: bool,
) -> None:
    """Print the report in a format; without one, the result and the message to the vendor.

    If the report goes to a file, a terminal shows the result as well.
    """
    from vendorcheck.reports import PRECHECK_REPORTS, Display

    is_terminal, is_to_file = sys.stdout.isatty(), output not in (None, "-")
    display = stdout_display(is_terminal=is_terminal)
    result_format = PRECHECK_REPORTS.default_format("terminal" if is_terminal else "pipe")
    if report_format is None:
        write_output(result_format.render(precheck_result, display), output, force=force)
        if precheck_result.has_letter:
            heading = f"To send to the vendor\n{'-' * min(display.width, 78)}"
            message = PRECHECK_REPORTS.format_for("vendor").render(precheck_result, display)
            write_output(f"\n{heading}\n{message}", output, force=force)
        return
    if is_to_file and is_terminal and report_format is not result_format:
        write_output(result_format.render(precheck_result, display) + "\n", None)
    write_output(
        report_format.render(precheck_result, Display() if is_to_file else display),
        output,
        force=force,
        for_programs=report_format.for_programs,
        inputs=inputs,
    )


def _end_on_screen(precheck_result: "Precheck", path: str, options: tuple[str, ...]) -> int:
    """Write the letter and the brief to files, and end with the light and one next step."""
    from vendorcheck.cli._precheck_files import write_precheck_files
    from vendorcheck.reports.precheck import render_ending, render_explanation
    from vendorcheck.text.safe import build_command_line

    display = stdout_display(is_terminal=True)
    files = write_precheck_files(precheck_result, path)
    write_output(render_explanation(precheck_result, display), None)
    ending = render_ending(precheck_result, display, files.letter, files.brief, files.remarks)
    write_output(ending, None)
    if precheck_result.has_letter:
        command = build_command_line("precheck", path, options=options)
        typer.echo(f"Once the vendor has answered: {command}", err=True)
    return 0


def _print_next_commands(
    precheck_result: "Precheck",
    path: str,
    options: tuple[str, ...],
    later_options: tuple[str, ...],
    printed_format: "ReportFormat[Precheck] | None",
) -> int:
    """Print the next commands to standard error, and return the exit code.

    `options` repeat the command on the same day, `later_options` on a later one.
    """
    from vendorcheck.reports import PRECHECK_REPORTS
    from vendorcheck.text.safe import build_command_line

    if not sys.stdout.isatty() or path == "-":
        return 0
    typer.echo("", err=True)
    if precheck_result.has_letter:
        command = build_command_line("precheck", path, options=later_options)
        typer.echo(f"Once the vendor has answered: {command}", err=True)
    if printed_format is not None and printed_format.reader == "IT":
        typer.echo(
            f"IT goes on with: {build_command_line('assess', path, options=later_options)}",
            err=True,
        )
        return 0
    brief_format = PRECHECK_REPORTS.format_for("IT")
    stem = os.path.splitext(path)[0]
    brief = find_unused_path(f"{stem}-{brief_format.name}{brief_format.suffixes[0]}")
    command = build_command_line("precheck", path, options=(*options, "-o", brief))
    typer.echo(f"The brief for IT: {command}", err=True)
    return 0
