"""Several vendor files, or a folder of them: each gets its reports, in one process."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from vendorcheck.cli._context import (
    open_library,
    policy_and_day_options,
    print_policy_warnings,
    render_problems,
    reporting_all_problems,
    resolve_day,
)
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._report_files import ReportFiles, choose_reports
from vendorcheck.cli._unfinished import count_unfinished_answers, print_unfinished_answers
from vendorcheck.document.problems import InvalidFile, VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.model.fields import Verdict
    from vendorcheck.model.policy import Policy
    from vendorcheck.store.library import Library, LoadedFile
    from vendorcheck.store.portfolio_files import FoundFiles, PlacedFile


@dataclass(frozen=True, slots=True)
class ManyFiles:
    """Several vendor files and folders, and the options of the command."""

    paths: Sequence[str]
    questionnaires: Sequence[str]
    policy: str | None
    as_of: str | None
    report_format: str | None
    output: str | None
    view: str | None
    failing_verdicts: Sequence[str]
    force: bool


def are_many(paths: Sequence[str]) -> bool:
    """Return whether a command names several files, or a folder."""
    return len(paths) > 1 or any(path != "-" and os.path.isdir(path) for path in paths)


def refuse_asking(options: dict[str, object]) -> None:
    """Refuse options that are about one vendor file.

    Raises:
        VendorcheckError: one of them is given.
    """
    used = [name for name, value in options.items() if value]
    if used:
        raise VendorcheckError(
            f"{' and '.join(used)} can't be used with several vendor files; name one at a time"
        )


def assess_many(many: ManyFiles) -> int:
    """Assess each vendor file and write its reports; return the exit code.

    A file that can't be assessed is reported, and the others are assessed nevertheless.

    Raises:
        VendorcheckError: there is no vendor file, or nowhere to write to.
    """
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.store.policies import load_policy
    from vendorcheck.store.portfolio_files import find_vendor_files

    if "-" in many.paths:
        raise VendorcheckError("standard input can't be one of several vendor files")
    library, day = open_library(many.policy), resolve_day(many.as_of)
    with reporting_all_problems(library, day, None, many.policy, many.questionnaires):
        chosen_ids = add_chosen_questionnaires(library, list(many.questionnaires))
        policy = load_policy(library, many.policy)
        library.load_listed()
    print_policy_warnings(policy)
    inputs = tuple(library.texts)
    found = find_vendor_files(library, many.paths)
    if found.warnings:
        typer.echo(render_problems(found.warnings, with_summary=False), err=True, nl=False)
    reports = _choose_all_reports(many, found, inputs)
    run = _Run(many, library, policy, chosen_ids, reports)
    verdicts = [run.assess(placed) for placed in found.vendor_files]
    _print_end(many, found, verdicts)
    if found.broken or None in verdicts:
        return ExitCode.ERROR
    return int(any(verdict in many.failing_verdicts for verdict in verdicts))


class _Run:
    """Assesses vendor files one after the other, and keeps nothing of them."""

    def __init__(
        self,
        many: ManyFiles,
        library: "Library",
        policy: "LoadedFile[Policy]",
        chosen_ids: Sequence[str],
        reports: dict[str, ReportFiles],
    ) -> None:
        from vendorcheck.store.case import SharedParts

        self.many, self.library, self.policy = many, library, policy
        self.day = resolve_day(many.as_of)
        self.chosen_ids = chosen_ids
        self.reports = reports
        self.shared = SharedParts.of(library, policy, chosen_ids)

    def assess(self, placed: "PlacedFile") -> "Verdict | None":
        """Write the reports of a vendor file, and return its verdict; None if it has errors."""
        from vendorcheck.text.safe import one_line

        try:
            assessment = self._assess(placed.path)
        except InvalidFile as invalid:
            typer.echo(render_problems(invalid.problems, with_summary=False), err=True, nl=False)
            return None
        except VendorcheckError as error:
            typer.echo(f"vendorcheck: {one_line(str(error))}", err=True)
            return None
        finally:
            self.library.texts.pop(placed.path, None)
        reports = self.reports[placed.path]
        if reports.folder is None and placed.path != next(iter(self.reports)):
            typer.echo()
        reports.write(assessment, force=self.many.force, inputs=(), is_quiet=True)
        return assessment.verdict

    def _assess(self, path: str) -> "Assessment":
        from vendorcheck.store.case import prepare_case

        document = self.library.read_document(path)
        case = prepare_case(
            self.library, document, self.policy, self.chosen_ids, self.day, self.shared
        )
        unfinished = count_unfinished_answers([path]).get(path, 0)
        return replace(case.assess(), unfinished_answers=unfinished)


def _choose_all_reports(
    many: ManyFiles, found: "FoundFiles", inputs: Sequence[str]
) -> dict[str, ReportFiles]:
    """Return the reports of each vendor file by its path; none of them is overwritten.

    Raises:
        VendorcheckError: there is no vendor file; the output is no folder, and the reports of
            several vendors can't follow each other; two files have one name; a report exists.
    """
    if not found.vendor_files and not found.broken:
        raise VendorcheckError("there is no vendor file among these paths")
    reports: dict[str, ReportFiles] = {}
    names: dict[str, str] = {}
    all_inputs = (*(placed.path for placed in found.vendor_files), *inputs)
    for placed in found.vendor_files:
        name = _report_name(placed)
        if name in names and many.output is not None:
            raise VendorcheckError(
                f"the reports of {names[name]} and of {placed.path} would have the same names; "
                "assess them one by one"
            )
        names[name] = placed.path
        files = choose_reports(
            name, many.report_format or _default_format(many), many.output, many.view
        )
        if files.folder is None and (many.output is not None or files.report.suffixes):
            raise VendorcheckError(
                "the reports of several vendors need a folder, such as -o reports/"
            )
        files.refuse_inputs(all_inputs)
        files.refuse_unwritable(force=many.force)
        reports[placed.path] = files
    return reports


def _default_format(many: ManyFiles) -> str | None:
    """Return the format for a terminal: short reports can follow each other, whole ones can't."""
    from vendorcheck.reports import REPORTS

    return None if many.output is not None else REPORTS.default_format("terminal").name


def _report_name(placed: "PlacedFile") -> str:
    """Return the name from which those of the reports are made.

    That of a file in a folder below the one that was walked begins with the folder's: there may be
    a `vendor.yaml` in each.
    """
    if placed.folder is None:
        return os.path.basename(placed.path)
    below = os.path.relpath(placed.path, placed.folder)
    return "-".join(below.replace(os.sep, "/").split("/"))


def _print_end(many: ManyFiles, found: "FoundFiles", verdicts: Sequence["Verdict | None"]) -> None:
    """Print on standard error how many reports there are, and what could not be assessed."""
    from vendorcheck.text.safe import build_command_line, one_line, path_for_display
    from vendorcheck.text.words import count_with_noun

    options = policy_and_day_options(many.policy, many.as_of)
    assessed = sum(verdict is not None for verdict in verdicts)
    if many.output is not None and assessed:
        vendors = count_with_noun(assessed, "vendor", "vendors")
        typer.echo(f"Wrote the reports of {vendors} to {path_for_display(many.output)}", err=True)
    for broken in found.broken:
        typer.echo(f"{path_for_display(broken.file)}: {one_line(broken.message)}", err=True)
    failed = len(verdicts) - assessed + len(found.broken)
    if failed:
        files = count_with_noun(failed, "file", "files")
        command = build_command_line("validate", *many.paths, options=options)
        typer.echo(f"{files} could not be assessed; for all that is wrong: {command}", err=True)
    elif sys.stdout.isatty():
        command = build_command_line("portfolio", *many.paths, options=options)
        typer.echo(f"All at a glance: {command}", err=True)
    counts = count_unfinished_answers(placed.path for placed in found.vendor_files)
    print_unfinished_answers(counts, options=options)
