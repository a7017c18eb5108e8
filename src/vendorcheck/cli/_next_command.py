"""What comes next after an assessment, on standard error: the commands that go on with what was run."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.rules import APPROVE
from vendorcheck.cli._context import going_on, told
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.store.discovery import shipped
from vendorcheck.store.library import Case, Library
from vendorcheck.text.safe import command_line, named
from vendorcheck.validation.diagnostics._base import tally


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked for: on which file, and by what options."""

    path: str
    questionnaires: Sequence[str]
    policy: str | None
    as_of: str | None
    answers: Sequence[str]
    fast: bool
    output: str | None
    report: str
    """The format's name."""

    def options(self, *, review: bool = False, silent: bool = False) -> tuple[str, ...]:
        """The options with which another command comes to the same, and an interview goes on as it began."""
        chosen = (part for name in self.questionnaires for part in ("-q", name))
        given = (part for text in self.answers for part in ("--set", text))
        manner = {"--fast": self.fast, "--review": review, "--no-input": silent}
        return (
            *chosen,
            *going_on(self.policy, self.as_of),
            *given,
            *(name for name, wanted in manner.items() if wanted),
        )


def afterwards(
    run: Run,
    assessment: Assessment,
    found: Case,
    shelf: Library,
    as_it_is: Callable[[], Case],
    *,
    silent: bool,
) -> None:
    """Tell of warnings and what to do next.

    Args:
        run: what was asked for.
        assessment: what came of it.
        found: the case, with the answers of the command line.
        shelf: what read it.
        as_it_is: makes the case of the vendor file without them.
        silent: whether nobody was to be asked.
    """
    problems = _problems(as_it_is) if run.answers else found.warnings
    if problems:
        day = ("--as-of", run.as_of) if run.as_of else ()
        check = command_line("validate", run.path, *_own_files(found, shelf), options=day)
        typer.echo(f"{tally(problems)} about the file: {check}", err=True)
    if brought := _brought(found.warnings, problems):
        typer.echo(f"{tally(brought)} with the answers of --set:", err=True)
        typer.echo(told(brought, closing=False), err=True, nl=False)
    if sys.stdout.isatty() and run.path != "-":
        typer.echo(_onward(run, assessment, run.options(silent=silent)), err=True)


def _onward(run: Run, assessment: Assessment, options: tuple[str, ...]) -> str:
    """What comes next: a report to keep, what the vendor is asked, the decision."""
    if run.output is None:
        return f"Next: {command_line('assess', run.path, options=(*options, '-o', 'report.html'))}"
    if run.report == "questions":
        return f"Once the vendor has answered: {command_line('assess', run.path, options=options)}"
    if assessment.ask_vendor or assessment.verdict != APPROVE:
        asks = command_line("assess", run.path, options=(*options, "--format", "questions"))
        return f"What to send to the vendor: {asks}"
    return f'Next: put your decision below "decisions" in {named(run.path)}, then: {command_line("validate", run.path)}'


def _problems(as_it_is: Callable[[], Case]) -> Sequence[Problem]:
    try:
        return as_it_is().warnings
    except InvalidFile as invalid:
        # Only with what --set answers can it be assessed.
        return invalid.problems


def _brought(warnings: Sequence[Problem], problems: Sequence[Problem]) -> list[Problem]:
    """The warnings that are only there with the answers of the command line; none where the file has errors."""
    if any(problem.level == "error" for problem in problems):
        return []
    return [warning for warning in warnings if warning not in problems]


def _own_files(found: Case, shelf: Library) -> list[str]:
    """The files of questionnaires against which the vendor file was held, as far as they are a person's own."""
    built_in = set(shipped("questionnaires").values())
    names = dict.fromkeys((*found.assessor.chosen, *found.vendor.responses))
    files = [shelf.loaded(name).document.file for name in names if name in shelf]
    return [file for file in files if file not in built_in]
