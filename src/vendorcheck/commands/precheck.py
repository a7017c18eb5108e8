"""precheck: a first look for the person who wants a product, before IT is asked."""

import shlex
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.commands._shared import (
    COMMANDS,
    INTERRUPTED,
    AsOf,
    Force,
    Interactive,
    Output,
    PolicyName,
    Resume,
    asking,
    coloured,
    library,
    put,
    the_day,
)
from vendorcheck.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.document import Document
    from vendorcheck.library import Case, Library
    from vendorcheck.precheck import PreCheck
    from vendorcheck.reports import Display

FORMATS = {"precheck": (".txt",), "questions": (), "brief": (".md", ".markdown")}


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
        help="The result, the message to the vendor, or the brief for IT; else by --output's suffix (.txt, .md).",
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
    from vendorcheck.library import case, the_policy
    from vendorcheck.precheck import precheck as first_look

    wanted = _format(report_format, output)
    shelf, day = library(), the_day(as_of)
    rules = the_policy(shelf, policy)

    def opened(document: "Document") -> "Case":
        return case(shelf, document, rules, (), day)

    path = vendor_file
    if asking(vendor_file or "", interactive, demanded=resume is not None):
        from vendorcheck.intake import visited

        options = ["--policy", policy] if policy else []
        path = visited(vendor_file, shelf, rules.model, opened, day, resume=resume, options=options)
        if path is None:
            return INTERRUPTED
    if path is None:
        raise VendorcheckError(
            "name a vendor file: without a terminal nobody can be asked. vendorcheck new vendor NAME makes one to fill in"
        )
    found = first_look(shelf, rules.model, opened(shelf.read(path)).vendor, day)
    _tell(found, shelf, path, wanted, output, force=force)
    return 0


def _format(name: str | None, output: str | None) -> str | None:
    """The format that is asked for, or that the output's suffix names; None: the result, and what comes after it."""
    if name is not None and name not in FORMATS:
        raise VendorcheckError(f'precheck has no format "{name}"; choose from {", ".join(FORMATS)}')
    if name or output in (None, "-"):
        return name
    found = next(
        (name for name, suffixes in FORMATS.items() if output.lower().endswith(suffixes or "\0")), None
    )
    if found is None:
        raise VendorcheckError(
            f"the suffix of {output} names no format; pass --format, or end it in .md for the brief or .txt for the result"
        )
    return found


def _tell(
    found: "PreCheck", shelf: "Library", path: str, wanted: str | None, output: str | None, *, force: bool
) -> None:
    """Print the result and the message to the vendor; with a format or an output, what was asked for."""
    from vendorcheck.reports import Display

    terminal = sys.stdout.isatty()
    screen = Display(
        width=shutil.get_terminal_size().columns if terminal else 80,
        colour=coloured(terminal),
        unicode="utf" in (sys.stdout.encoding or "").lower(),
    )
    if wanted is None:
        put(_rendered(found, shelf, "precheck", screen), output, force=force)
        if found.ask_vendor:
            put(f"\n{_ruled(screen)}\n{_rendered(found, shelf, 'questions', screen)}", output, force=force)
        _afterwards(found, path)
        return
    to_file = output not in (None, "-")
    if to_file and terminal and wanted != "precheck":
        put(_rendered(found, shelf, "precheck", screen) + "\n", None)
    put(_rendered(found, shelf, wanted, Display() if to_file else screen), output, force=force)


def _ruled(screen: "Display") -> str:
    return f"To send to the vendor\n{'-' * min(screen.width, 78)}"


def _rendered(found: "PreCheck", shelf: "Library", name: str, screen: "Display") -> str:
    from vendorcheck.reports._message import message
    from vendorcheck.reports.brief import brief
    from vendorcheck.reports.precheck import first_look

    if name == "precheck":
        return first_look(found, screen)
    if name == "brief":
        return brief(found)
    return message(found.vendor.vendor, found.ask_vendor, shelf, screen.width)


def _afterwards(found: "PreCheck", path: str) -> None:
    """What to do next, on standard error."""
    if not sys.stdout.isatty() or path == "-":
        return
    file = shlex.quote(path)
    stem = path.rpartition(".")[0] or path
    typer.echo("", err=True)
    if found.ask_vendor:
        typer.echo(f"Once the vendor has answered: vendorcheck precheck {file}", err=True)
    typer.echo(
        f"The brief for IT: vendorcheck precheck {file} -o {shlex.quote(f'{stem}-brief.md')}", err=True
    )
