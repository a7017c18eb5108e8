"""What commands share: the table that they are entered in, the day, and where text goes."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.problems import Problem, VendorcheckError
from vendorcheck.rooms import Registry

if TYPE_CHECKING:
    from vendorcheck.library import Library

COMMANDS: Registry[Callable[..., int]] = Registry("command")

_TEXTS: dict[str, str] = {}
"""The text of every file that this run has read, for showing where a problem is."""

AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day to judge by, as 2026-11-22; else today."),
]
Chosen: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        "-q",
        metavar="ID_OR_PATH",
        help="What to ask, instead of what the policy's tier asks.",
    ),
]
PolicyName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--policy", metavar="NAME_OR_PATH", help="The company's rules; else VENDORCHECK_POLICY, else default."
    ),
]
Output: TypeAlias = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]


def library() -> "Library":
    """The questionnaires at hand; what it reads can be shown in excerpts later."""
    from vendorcheck.library import Library

    return Library(_TEXTS)


def the_day(text: str | None) -> date:
    """The day to judge by: as given, else today.

    Raises:
        VendorcheckError: it is no date.
    """
    if text is None:
        return date.today()  # noqa: DTZ011 - the day on the wall of the person who asks
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise VendorcheckError(f'--as-of takes a date such as 2026-11-22, not "{text}"') from None


def told(problems: Sequence[Problem], *, closing: bool = True) -> str:
    """Problems as text with excerpts, for standard error."""
    from vendorcheck import __version__
    from vendorcheck.diagnostics import DIAGNOSTICS, Diagnosis

    diagnosis = Diagnosis(
        problems=tuple(sorted(problems)),
        sources=_TEXTS,
        files=len({problem.location.file for problem in problems}) if closing else 0,
        skipped=0,
        strict=False,
        colour=coloured(sys.stderr.isatty()),
        version=__version__,
    )
    return DIAGNOSTICS["text"](diagnosis)


def coloured(terminal: bool) -> bool:
    """Whether to colour: on a terminal that can, unless NO_COLOR says otherwise."""
    import os

    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def put(text: str, output: str | None, *, force: bool = False) -> None:
    """Write text to a file, or to standard output; say where it went."""
    if output is None or output == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from vendorcheck import files

    files.write(output, text, force=force)
    typer.echo(f"Wrote {output}", err=True)
