"""validate: every problem of questionnaires, policies and vendor files."""

import sys
from typing import Annotated

import typer

from vendorcheck.commands._shared import _TEXTS, COMMANDS, AsOf, coloured, library, the_day
from vendorcheck.rooms import names_in


@COMMANDS.add("validate")
def validate(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files and folders; folders are walked.", show_default=False),
    ],
    output_format: Annotated[
        str,
        typer.Option("--format", metavar="|".join(names_in("vendorcheck.diagnostics")), help="How to tell."),
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as well.")] = False,
    as_of: AsOf = None,
) -> int:
    """Tell everything that is wrong with questionnaires, policies and vendor files.

    Exits with 1 if there are errors (with --strict: or warnings).
    """
    from vendorcheck import __version__
    from vendorcheck.diagnostics import DIAGNOSTICS, Diagnosis
    from vendorcheck.survey import survey

    render = DIAGNOSTICS.get(output_format)
    found = survey(library(), paths, the_day(as_of))
    diagnosis = Diagnosis(
        problems=tuple(found.problems),
        sources=_TEXTS,
        files=found.checked,
        skipped=found.skipped,
        strict=strict,
        colour=coloured(sys.stdout.isatty()),
        version=__version__,
    )
    sys.stdout.write(render(diagnosis))
    return int(any(strict or problem.level == "error" for problem in found.problems))
