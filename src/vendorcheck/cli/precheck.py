"""precheck: a first look for the person who wants a product, before IT is asked."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, INTERRUPTED, asking, going_on, library, telling_all, the_day
from vendorcheck.cli._options import AsOf, Force, Interactive, Output, PolicyName, Resume
from vendorcheck.cli._output import put, screen, spare
from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.precheck.precheck import PreCheck
    from vendorcheck.document.document import Document
    from vendorcheck.reports import Display, PreCheckReport
    from vendorcheck.store.library import Case

VendorPath: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="[VENDOR_FILE]",
        help="The vendor file, begun if there is none; left out: you are asked. - is standard input.",
        show_default=False,
    ),
]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="precheck|questions|brief",
        help="The result (.txt), the message to the vendor, or the brief for IT (.md); else by --output's suffix.",
    ),
]


@COMMANDS.add("precheck")
def precheck(
    vendor_file: VendorPath = None,
    policy: PolicyName = None,
    report_format: Format = None,
    output: Output = None,
    as_of: AsOf = None,
    interactive: Interactive = None,
    resume: Resume = None,
    force: Force = False,
) -> int:
    """Take a first look, in plain words: may we, what IT will want, how long it takes, what to ask the vendor."""
    from vendorcheck.assessment.precheck.precheck import precheck as first_look
    from vendorcheck.store.library import case, the_policy

    wanted = _report(report_format, output)
    shelf, day = library(policy), the_day(as_of)
    with telling_all(shelf, day, vendor_file, policy):
        rules = the_policy(shelf, policy)

    def opened(document: "Document") -> "Case":
        return case(shelf, document, rules, (), day)

    path, options = vendor_file, going_on(policy, as_of)
    spare(output, (*([path] if path else []), *shelf.texts))
    if asking(vendor_file or "", interactive, demanded=resume is not None):
        from vendorcheck.interview.requester import visited

        path = visited(vendor_file, shelf, rules.model, opened, day, resume=resume, options=options)
        if path is None:
            return INTERRUPTED
    if path is None:
        raise VendorcheckError(
            "name a vendor file: without a terminal nobody can be asked. vendorcheck new vendor NAME makes one to fill in"
        )
    found = first_look(shelf, rules.model, opened(shelf.read(path)).vendor, day)
    _tell(found, shelf.texts, wanted, output, force=force)
    _afterwards(found, path, options, going_on(policy, None), wanted)
    return 0


def _report(name: str | None, output: str | None) -> "PreCheckReport | None":
    """The format that is asked for, or that the output's suffix names; None: the result, and what comes after it."""
    from vendorcheck.reports import PRECHECK_REPORTS, by_suffix
    from vendorcheck.text.safe import named

    if name is not None:
        return PRECHECK_REPORTS.get(name)
    if output in (None, "-"):
        return None
    found = by_suffix(PRECHECK_REPORTS, output)
    if found is None:
        raise VendorcheckError(
            f"the suffix of {named(output)} names no format; pass --format, or end it in .md for the brief or .txt for the result"
        )
    return found


def _tell(
    found: "PreCheck",
    inputs: Iterable[str],
    wanted: "PreCheckReport | None",
    output: str | None,
    *,
    force: bool,
) -> None:
    """Print the result and the message to the vendor; with a format or an output, what was asked for."""
    from vendorcheck.reports import PRECHECK_REPORTS, Display

    terminal, to_file = sys.stdout.isatty(), output not in (None, "-")
    display = screen(terminal=terminal)
    result, questions = PRECHECK_REPORTS["precheck"], PRECHECK_REPORTS["questions"]
    if wanted is None:
        put(result.render(found, display), output, force=force)
        if found.ask_vendor or found.wanted:
            put(f"\n{_ruled(display)}\n{questions.render(found, display)}", output, force=force)
        return
    if to_file and terminal and wanted is not result:
        put(result.render(found, display) + "\n", None)
    put(wanted.render(found, Display() if to_file else display), output, force=force, inputs=inputs)


def _ruled(display: "Display") -> str:
    return f"To send to the vendor\n{'-' * min(display.width, 78)}"


def _afterwards(
    found: "PreCheck",
    path: str,
    options: tuple[str, ...],
    later: tuple[str, ...],
    told: "PreCheckReport | None",
) -> None:
    """What to do next, on standard error; `later` are the options for another day, `told` what was asked for."""
    from vendorcheck.text.safe import command_line

    if not sys.stdout.isatty() or path == "-":
        return
    typer.echo("", err=True)
    if found.ask_vendor or found.wanted:
        again = command_line("precheck", path, options=later)
        typer.echo(f"Once the vendor has answered: {again}", err=True)
    if told is not None and told.name == "brief":
        typer.echo(f"IT goes on with: {command_line('assess', path, options=later)}", err=True)
        return
    brief = f"{os.path.splitext(path)[0]}-brief.md"
    typer.echo(
        f"The brief for IT: {command_line('precheck', path, options=(*options, '-o', brief))}", err=True
    )
