"""The diff command: what changed in a vendor file since another one, or since a revision in git."""

import sys
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
from vendorcheck.cli._unfinished import (
    count_unfinished_answers,
    noting_unfinished_answers,
    print_unfinished_answers,
)
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import describe_modules, formats_in_words

if TYPE_CHECKING:
    from vendorcheck.assessment.change.change import Change
    from vendorcheck.cli._diff_run import DiffSide
    from vendorcheck.reports._base import ReportFormat

OldArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="OLD",
        help="The vendor file as it was: a file, or REV:path in git; - is standard input.",
        show_default=False,
    ),
]
NewArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="NEW", help="The vendor file as it is, named in the same way.", show_default=False
    ),
]
_FORMATS = describe_modules("vendorcheck.reports.change")
ChangeFormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help=f"What to write; else by --output's suffix. {formats_in_words(_FORMATS)}.",
    ),
]
OldAsOfOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--old-as-of",
        metavar="DATE",
        help="The day to judge OLD by, for what time alone changed; else the same as NEW.",
    ),
]
FailOnWorseOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="worse",
        help=(
            "Exit with 1 if something is worse: the verdict, an answer, how well one is known or "
            "supported, or a contradiction or requirement."
        ),
    ),
]


@COMMANDS.add("diff")
def diff(
    old: OldArgument,
    new: NewArgument,
    questionnaires: QuestionnairesOption = None,
    policy: PolicyOption = None,
    report_format: ChangeFormatOption = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    old_as_of: OldAsOfOption = None,
    fail_on: FailOnWorseOption = None,
    force: ForceOption = False,
) -> int:
    """Show what changed between two states of a vendor file, and what that did to the verdict.

    Both are assessed under the same policy. A year in review, from git:
    vendorcheck diff 'HEAD@{1 year ago}:acme.yaml' acme.yaml
    """
    from vendorcheck.cli._diff_run import DiffSide

    if fail_on not in {None, "worse"}:
        raise VendorcheckError(f'--fail-on takes worse, not "{fail_on}"')
    if old == new == "-":
        raise VendorcheckError("standard input can be one of the two files, not both")
    report = _choose_report(report_format, output)
    refuse_unwritable_output(output, force=force)
    day = resolve_day(as_of)
    old_day = resolve_day(old_as_of, "--old-as-of") if old_as_of else day
    sides = (DiffSide(old, old_day), DiffSide(new, day))
    change = _find_change(sides, questionnaires or [], policy, output)
    write_report(change, report, output, force=force)
    named = (part for name in questionnaires or [] for part in ("-q", name))
    of_old = ("--old-as-of", old_as_of) if old_as_of else ()
    print_unfinished_answers(count_unfinished_answers((old, new)))
    _print_next(sides, (*named, *policy_and_day_options(policy, as_of), *of_old), output)
    return int(fail_on is not None and change.is_worse)


def _find_change(
    sides: "tuple[DiffSide, DiffSide]",
    questionnaires: list[str],
    policy: str | None,
    output: str | None,
) -> "Change":
    """Read what both states are judged by, and compare them."""
    from vendorcheck.cli._diff_run import find_change
    from vendorcheck.store.chosen_questionnaires import add_chosen_questionnaires
    from vendorcheck.store.policies import load_policy

    library, names = open_library(policy), [side.name for side in sides]
    with noting_unfinished_answers(names):
        with reporting_all_problems(library, sides[1].day, None, policy, questionnaires):
            chosen_ids = add_chosen_questionnaires(library, questionnaires)
            policy_file = load_policy(library, policy)
        print_policy_warnings(policy_file)
        refuse_input_as_output(output, (*names, *library.texts))
        return find_change(library, policy_file, chosen_ids, sides)


def _choose_report(name: str | None, output: str | None) -> "ReportFormat[Change]":
    from vendorcheck.reports.change import CHANGE_REPORTS

    is_terminal = output is None and sys.stdout.isatty()
    return CHANGE_REPORTS.choose(name, output) or CHANGE_REPORTS.default_format(
        "terminal" if is_terminal else "pipe"
    )


def _print_next(
    sides: "tuple[DiffSide, DiffSide]", options: tuple[str, ...], output: str | None
) -> None:
    """Say on standard error how to judge an older state by its own day, and at a terminal more."""
    from vendorcheck.text.safe import build_command_line

    old, new = sides
    names = (old.name, new.name)
    if old.committed_on is not None and old.committed_on < old.day == new.day:
        own_day = ("--old-as-of", str(old.committed_on))
        command = build_command_line("diff", *names, options=(*options, *own_day))
        typer.echo(f"To judge the older state by the day of its commit: {command}", err=True)
    if sys.stdout.isatty() and output is None:
        page = find_unused_path("change.html")
        command = build_command_line("diff", *names, options=(*options, "-o", page))
        typer.echo(f"Next: {command}", err=True)
