"""Suggestions on standard error after an assessment: the commands that continue the work."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.judgement import APPROVE
from vendorcheck.cli._context import policy_and_day_options, render_problems
from vendorcheck.cli._movable import print_movable
from vendorcheck.cli._output import find_unused_path
from vendorcheck.cli._report_files import ReportFiles
from vendorcheck.cli._unfinished import print_unfinished_answers
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.reports import REPORTS, ReportFormat
from vendorcheck.reports.view.words import headline
from vendorcheck.store.case import VendorCase
from vendorcheck.store.library import Library
from vendorcheck.text.safe import (
    build_command_line,
    escape_log_commands,
    one_line,
)
from vendorcheck.validation.diagnostics._base import count_by_level


@dataclass(frozen=True, slots=True)
class AssessRun:
    """The vendor file and the options of an assess command.

    `stops_to_send`: the person stopped the interview to send the open questions to the vendor.
    """

    path: str
    questionnaires: Sequence[str]
    policy: str | None
    as_of: str | None
    answers: Sequence[str]
    fast: bool
    reports: ReportFiles
    stops_to_send: bool = False

    @property
    def output(self) -> str | None:
        """The file or the folder that the reports go to; None and `-`: standard output."""
        return self.reports.output

    @property
    def report(self) -> ReportFormat[Assessment]:
        """The report, or the first of several."""
        return self.reports.report

    def options(self, *, review: bool = False, no_input: bool = False) -> tuple[str, ...]:
        """Return the options with which another command gives the same result or interview."""
        questionnaire_options = (part for name in self.questionnaires for part in ("-q", name))
        answer_options = (part for text in self.answers for part in ("--set", text))
        flags = {"--fast": self.fast, "--review": review, "--no-input": no_input}
        return (
            *questionnaire_options,
            *policy_and_day_options(self.policy, self.as_of),
            *answer_options,
            *(flag for flag, is_set in flags.items() if is_set),
        )


def print_warnings_and_next_command(
    run: AssessRun,
    assessment: Assessment,
    vendor_case: VendorCase,
    library: Library,
    make_case_as_written: Callable[[], VendorCase],
    *,
    no_input: bool,
) -> None:
    """Print the number of warnings and the next command to standard error.

    At a terminal the verdict comes first, if the report went to a file.

    Args:
        run: the command that was run.
        assessment: its result.
        vendor_case: the case, with the answers of the command line.
        library: the library that read it.
        make_case_as_written: a function that makes the case without these answers.
        no_input: True if the command was run with --no-input.
    """
    if sys.stdout.isatty() and run.output not in (None, "-") and run.report.shows_verdict:
        typer.echo(escape_log_commands(one_line(headline(assessment))), err=True)
    problems = _file_problems(make_case_as_written) if run.answers else vendor_case.warnings
    if problems:
        chosen_files = [file.document.file for file in library.chosen.values()]
        options = policy_and_day_options(run.policy, run.as_of)
        check = build_command_line("validate", run.path, *chosen_files, options=options)
        typer.echo(f"{count_by_level(problems)} about the file: {check}", err=True)
    if answer_warnings := _warnings_from_answers(vendor_case.warnings, problems):
        typer.echo(f"{count_by_level(answer_warnings)} with the answers of --set:", err=True)
        typer.echo(render_problems(answer_warnings, with_summary=False), err=True, nl=False)
    options = policy_and_day_options(run.policy, None)
    print_movable(run.path, vendor_case, library, options, run.questionnaires)
    if assessment.unfinished_answers:
        counts = {run.path: assessment.unfinished_answers}
        print_unfinished_answers(counts, options=run.options())
    if sys.stdout.isatty() and run.path != "-":
        typer.echo(_next_command(run, assessment, run.options(no_input=no_input)), err=True)


def _next_command(run: AssessRun, assessment: Assessment, options: tuple[str, ...]) -> str:
    """Return the next step.

    It is to save a report, to send the questions, to confirm what does not apply where nothing else
    is open, or to record the decision.
    """
    if run.stops_to_send and run.report.view != "vendor":
        letter = ("--format", REPORTS.format_for("vendor").name, "-o")
        written = (*run.options(no_input=True), *letter, find_unused_path("questions.md"))
        command = build_command_line("assess", run.path, options=written)
        return f"Write the questions to the vendor: {command}"
    if run.output is None:
        view_options = ("--view", run.reports.view) if run.reports.view else ()
        saved = (*options, *view_options, "-o", find_unused_path("report.html"))
        command = build_command_line("assess", run.path, options=saved)
        return f"Next: {command}"
    if run.report.view == "vendor":
        command = build_command_line("assess", run.path, options=options)
        return f"Once the vendor has answered: {command}"
    if assessment.put_aside.to_confirm and not assessment.questions_for_vendor:
        command = build_command_line("assess", run.path, options=run.options(review=True))
        return f"What is said not to apply is for you to confirm: {command}"
    if assessment.questions_for_vendor or assessment.verdict != APPROVE:
        return _what_to_send(run, assessment, options)
    return f"Next: {build_command_line('decide', run.path, options=_rules_of(run))}"


def _what_to_send(run: AssessRun, assessment: Assessment, options: tuple[str, ...]) -> str:
    """Return how to ask the vendor: with a message, or with a form where one can be made.

    A form holds questions alone, and what the vendor file says, not what --set or an unfinished
    interview adds to it.
    """
    message_options = (*options, "--format", REPORTS.format_for("vendor").name)
    message = build_command_line("assess", run.path, options=message_options)
    if run.answers or assessment.unfinished_answers or not assessment.questions_for_vendor:
        return f"What to send to the vendor: {message}"
    stem = os.path.splitext(os.path.basename(run.path))[0]
    form_options = (*_rules_of(run), "-o", find_unused_path(f"{stem}-form.xlsx"))
    form = build_command_line("form", run.path, options=form_options)
    return f"A form for the vendor to fill in: {form}\nWhat to send to the vendor: {message}"


def _rules_of(run: AssessRun) -> tuple[str, ...]:
    """Return the options with which another command judges the same questions by the same rules."""
    named = (part for name in run.questionnaires for part in ("-q", name))
    return (*named, *policy_and_day_options(run.policy, run.as_of))


def _file_problems(make_case_as_written: Callable[[], VendorCase]) -> Sequence[Problem]:
    try:
        return make_case_as_written().warnings
    except InvalidFile as invalid:
        # The file can be assessed only with the answers of --set.
        return invalid.problems


def _warnings_from_answers(
    warnings: Sequence[Problem], file_problems: Sequence[Problem]
) -> list[Problem]:
    """Return the warnings that only the answers of --set cause; none if the file has errors."""
    if any(problem.level == "error" for problem in file_problems):
        return []
    return [warning for warning in warnings if warning not in file_problems]
