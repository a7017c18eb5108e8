"""The precheck command: a first look for the person who wants a product, before IT is asked."""

import sys
from collections.abc import Callable
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
)
from vendorcheck.cli._output import (
    options_of_report,
    refuse_input_as_output,
    refuse_unwritable_output,
)
from vendorcheck.cli._precheck_output import (
    end_on_screen,
    print_effect,
    print_next_commands,
    print_result,
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
    from vendorcheck.interview.requester import RequesterResult
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
            "The vendor file, begun if there is none; of a finished one you are asked what has "
            "changed. Left out: you are asked for its name. - is standard input."
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
PrecheckResumeOption: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--resume/--restart",
        help=(
            "Go on with an interview that was not finished, or begin again: of a finished one all "
            "is asked again, and Enter keeps an answer; else you are asked."
        ),
        show_default=False,
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
    resume: PrecheckResumeOption = None,
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
    interviewed = None
    if should_interview(path or "", interactive, is_required=resume is not None):
        refuse_unwritable_output(output, force=force)
        going_on = (*options, *options_of_report(report_format, output))
        ask = partial(_interview, path, library, policy_file, make_case, day, resume, going_on)
        interviewed, exit_code = ask(approved)
        if interviewed is None:
            return exit_code
        path = interviewed.path
    elif path is None:
        raise VendorcheckError(_NO_VENDOR_FILE)
    result, later_options = _run(path, library, make_case, policy, day)
    if chosen_format is None and _ends_on_screen(path, interactive):
        return end_on_screen(result, path, later_options, interviewed)
    print_effect(result, interviewed)
    print_result(result, path, library.texts, chosen_format, output=output, force=force)
    return print_next_commands(result, path, options, later_options, chosen_format)


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
    approved: str | None,
) -> "tuple[RequesterResult | None, ExitCode]":
    """Interview a requester, and return the vendor file.

    None, with the exit code, where the person leaves, or takes what is approved already.
    """
    from vendorcheck.interview.requester import interview_requester

    offer = offer_approved(approved, path, library, policy_file, day)
    if offer is None or offer.chosen:
        return None, ExitCode.OK if offer else ExitCode.INTERRUPTED
    with _noting_unfinished_answers(path, options):
        interviewed = interview_requester(
            path,
            library,
            policy_file.model,
            make_case,
            day,
            resume=resume,
            options=options,
            purpose=offer.purpose,
        )
    return interviewed, ExitCode.OK if interviewed else ExitCode.INTERRUPTED


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
