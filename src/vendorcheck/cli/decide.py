"""The decide command: a decision goes into the vendor file, or a condition of it is done."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import (
    COMMANDS,
    should_interview,
)
from vendorcheck.cli._decide_run import (
    DecideRun,
    describe_last_decision,
    prepare_run,
    with_decision,
    with_done_conditions,
)
from vendorcheck.cli._decision_options import (
    TypedDecision,
    command_to_type,
    complete_decision,
    describe_missing_parts,
)
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._options import (
    InteractiveOption,
    PolicyOption,
    QuestionnairesOption,
)
from vendorcheck.cli._output import stdout_display, write_output
from vendorcheck.cli._text_diff import text_diff
from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.document.document import Document
    from vendorcheck.interview.deciding import GivenParts
    from vendorcheck.model.decisions import NewDecision
    from vendorcheck.reports.view.deciding import Line

VendorFileArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="VENDOR_FILE", help="The vendor file.", show_default=False)
]
DecisionOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--decision",
        metavar="DECISION",
        help=(
            "approve, approve-with-conditions, more-information-needed or do-not-approve; it may "
            "be another one than the verdict."
        ),
    ),
]
ByOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides, or says that a condition is done."),
]
AdviceOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--advice",
        metavar="TEXT",
        help='What IT advised, such as "Do not approve: no single sign-on".',
    ),
]
AdvisedByOption: TypeAlias = Annotated[
    str | None, typer.Option("--advised-by", metavar="NAME", help="Who of IT advised it.")
]
ConditionsOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--condition",
        metavar="TEXT",
        help='Who must do what by when: "legal by 2026-12-31, before go-live: Contract signed".',
    ),
]
ProposedOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--proposed",
        metavar="DATE",
        help="Also the conditions that the assessment proposes, due by this day.",
    ),
]
DoneOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--done",
        metavar="CONDITION",
        help="A condition of the last decision is done: its number, or some of its words.",
    ),
]
DecidedOnOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day of the decision, or on which a condition was done; else today.",
    ),
]
DryRunOption: TypeAlias = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
]


@COMMANDS.add("decide")
def decide(
    vendor_file: VendorFileArgument,
    decision: DecisionOption = None,
    by: ByOption = None,
    advice: AdviceOption = None,
    advised_by: AdvisedByOption = None,
    conditions: ConditionsOption = None,
    proposed: ProposedOption = None,
    done: DoneOption = None,
    questionnaires: QuestionnairesOption = None,
    policy: PolicyOption = None,
    as_of: DecidedOnOption = None,
    interactive: InteractiveOption = None,
    dry_run: DryRunOption = False,
) -> int:
    """Put a decision into the vendor file, with the verdict of that day; or mark a condition done.

    Nothing else in the file changes. At a terminal it shows what there is to decide upon, and asks
    for what is missing. To look at that first, with the conditions to propose:
    vendorcheck decide acme.yaml --dry-run
    """
    typed = TypedDecision(decision, by, advice, advised_by, conditions or [], proposed)
    may_ask = should_interview(vendor_file, interactive, is_required=False) and not dry_run
    run = prepare_run(vendor_file, questionnaires or [], policy, as_of)
    if dry_run and typed.is_empty and not done:
        return _show_basis(run)
    document, was_asked = run.document, False
    if done:
        document = with_done_conditions(run, done, by)
    if not done or not typed.is_empty:
        given = typed.read(run.assessment)
        new_decision = complete_decision(given)
        was_asked = new_decision is None
        new_decision = new_decision or _ask(run, document, given, may_ask=may_ask)
        if new_decision is None:
            typer.echo("Nothing was written.", err=True)
            return ExitCode.INTERRUPTED
        document = with_decision(run, document, new_decision)
    _write(run, document, is_trial=dry_run, was_shown=was_asked and sys.stdout.isatty())
    return ExitCode.OK


def _show_basis(run: DecideRun) -> int:
    """Show what there is to decide upon, and what to type."""
    from vendorcheck.interview.deciding import NOTHING_GIVEN
    from vendorcheck.reports.view.deciding import basis_lines, proposed_lines

    write_output(_in_lines((*basis_lines(run.assessment), *proposed_lines(run.assessment))), None)
    typer.echo(
        f"Such as: {command_to_type(NOTHING_GIVEN, run.assessment, run.path, run.options)}",
        err=True,
    )
    return ExitCode.OK


def _ask(
    run: DecideRun, document: "Document", given: "GivenParts", *, may_ask: bool
) -> "NewDecision | None":
    """Ask for the parts of a decision that are missing; None if the person leaves.

    Raises:
        VendorcheckError: there is nobody to ask.
    """
    from vendorcheck.interview.deciding import ask_decision

    if not may_ask:
        raise VendorcheckError(describe_missing_parts(given, run.assessment, run.path, run.options))
    return ask_decision(
        run.path,
        run.assessment,
        given,
        lambda decision: describe_last_decision(run, with_decision(run, document, decision)),
    )


def _write(run: DecideRun, document: "Document", *, is_trial: bool, was_shown: bool) -> None:
    """Write the vendor file, or show what would change, and name the next command."""
    from vendorcheck.store.vendor_file_editor import save_vendor_file
    from vendorcheck.text.safe import build_command_line, path_for_display

    shown = "" if was_shown else _in_lines(describe_last_decision(run, document))
    if is_trial:
        write_output(f"{text_diff(run.path, run.document.text, document.text)}{shown}", None)
        typer.echo("Nothing was written; without --dry-run it is.", err=True)
        return
    save_vendor_file(run.path, run.content, document.text)
    typer.echo(f"Wrote {path_for_display(run.path)}", err=True)
    write_output(shown, None)
    command = build_command_line("assess", run.path, options=run.options)
    typer.echo(f"Next: {command}", err=True)


def _in_lines(lines: "Iterable[Line]") -> str:
    """Return lines as text, wrapped at a terminal."""
    from vendorcheck.text.layout import wrap_text
    from vendorcheck.text.safe import escape_invisible

    width = stdout_display(is_terminal=True).width if sys.stdout.isatty() else None
    shown = (
        wrap_text(escape_invisible(line.text), width, line.mark, " " * len(line.mark))
        if width
        else [f"{line.mark}{escape_invisible(line.text)}"]
        for line in lines
    )
    return "".join(f"{line}\n" for wrapped in shown for line in wrapped)
