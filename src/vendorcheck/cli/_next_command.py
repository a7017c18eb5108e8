"""What comes next after an assessment, on standard error: the commands that go on with what was run."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.rules import APPROVE
from vendorcheck.cli._context import policy_and_day_options, render_problems
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.store.case import VendorCase
from vendorcheck.store.discovery import built_in_files
from vendorcheck.store.library import Library
from vendorcheck.text.safe import build_command_line, path_for_display
from vendorcheck.validation.diagnostics._base import count_by_level


@dataclass(frozen=True, slots=True)
class AssessRun:
    """What was asked for: on which file, and by what options."""

    path: str
    questionnaires: Sequence[str]
    policy: str | None
    as_of: str | None
    answers: Sequence[str]
    fast: bool
    output: str | None
    format_name: str
    """The format's name."""

    def options(self, *, review: bool = False, no_input: bool = False) -> tuple[str, ...]:
        """The options with which another command comes to the same, and an interview goes on as it began."""
        chosen = (part for name in self.questionnaires for part in ("-q", name))
        given = (part for text in self.answers for part in ("--set", text))
        manner = {"--fast": self.fast, "--review": review, "--no-input": no_input}
        return (
            *chosen,
            *policy_and_day_options(self.policy, self.as_of),
            *given,
            *(name for name, wanted in manner.items() if wanted),
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
    """Tell of warnings and what to do next.

    Args:
        run: what was asked for.
        assessment: what came of it.
        vendor_case: the case, with the answers of the command line.
        library: what read it.
        make_case_as_written: makes the case of the vendor file without them.
        no_input: whether nobody was to be asked.
    """
    problems = _file_problems(make_case_as_written) if run.answers else vendor_case.warnings
    if problems:
        day = ("--as-of", run.as_of) if run.as_of else ()
        check = build_command_line(
            "validate", run.path, *_own_questionnaire_files(vendor_case, library), options=day
        )
        typer.echo(f"{count_by_level(problems)} about the file: {check}", err=True)
    if brought := _warnings_from_answers(vendor_case.warnings, problems):
        typer.echo(f"{count_by_level(brought)} with the answers of --set:", err=True)
        typer.echo(render_problems(brought, with_summary=False), err=True, nl=False)
    if sys.stdout.isatty() and run.path != "-":
        typer.echo(_next_command(run, assessment, run.options(no_input=no_input)), err=True)


def _next_command(run: AssessRun, assessment: Assessment, options: tuple[str, ...]) -> str:
    """What comes next: a report to keep, what the vendor is asked, the decision."""
    if run.output is None:
        return f"Next: {build_command_line('assess', run.path, options=(*options, '-o', 'report.html'))}"
    if run.format_name == "questions":
        return f"Once the vendor has answered: {build_command_line('assess', run.path, options=options)}"
    if assessment.questions_for_vendor or assessment.verdict != APPROVE:
        asks = build_command_line("assess", run.path, options=(*options, "--format", "questions"))
        return f"What to send to the vendor: {asks}"
    return f'Next: put your decision below "decisions" in {path_for_display(run.path)}, then: {build_command_line("validate", run.path)}'


def _file_problems(make_case_as_written: Callable[[], VendorCase]) -> Sequence[Problem]:
    try:
        return make_case_as_written().warnings
    except InvalidFile as invalid:
        # Only with what --set answers can it be assessed.
        return invalid.problems


def _warnings_from_answers(
    warnings: Sequence[Problem], file_problems: Sequence[Problem]
) -> list[Problem]:
    """The warnings that are only there with the answers of the command line; none where the file has errors."""
    if any(problem.level == "error" for problem in file_problems):
        return []
    return [warning for warning in warnings if warning not in file_problems]


def _own_questionnaire_files(vendor_case: VendorCase, library: Library) -> list[str]:
    """The files of questionnaires against which the vendor file was held, as far as they are a person's own."""
    built_in = set(built_in_files("questionnaires").values())
    names = dict.fromkeys((*vendor_case.assessor.chosen_ids, *vendor_case.vendor.responses))
    files = [library.load(name).document.file for name in names if name in library]
    return [file for file in files if file not in built_in]
