"""validate: every problem of questionnaires, policies and vendor files."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.cli._context import COMMANDS, library, the_day
from vendorcheck.cli._options import AsOf
from vendorcheck.cli._output import coloured
from vendorcheck.document.problems import InvalidFile
from vendorcheck.registry import names_in

if TYPE_CHECKING:
    from vendorcheck.model.quantities.amounts import Duration
    from vendorcheck.store.library import Library


Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files and folders; folders are walked, but not .git, node_modules and the like.",
        show_default=False,
    ),
]
Format: TypeAlias = Annotated[
    str,
    typer.Option(
        "--format", metavar="|".join(names_in("vendorcheck.validation.diagnostics")), help="How to tell."
    ),
]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help="Warnings count as well.")]


@COMMANDS.add("validate")
def validate(paths: Paths, output_format: Format = "text", strict: Strict = False, as_of: AsOf = None) -> int:
    """Tell everything that is wrong with questionnaires, policies and vendor files.

    Questionnaires among PATH and beside the policy of VENDORCHECK_POLICY are known by their ids. Without that
    variable, those beside the policies among PATH are known, too, and the one policy says how long evidence counts that
    names no end. A policy itself is held against what lies beside it, as assess would.
    Exits with 1 if there are errors (with --strict: or warnings).
    """
    from vendorcheck import __version__
    from vendorcheck.store.scan import survey
    from vendorcheck.store.walk import repository
    from vendorcheck.text.safe import command_line
    from vendorcheck.validation.diagnostics import DIAGNOSTICS, Diagnosis

    render = DIAGNOSTICS.get(output_format)
    day = the_day(as_of)
    shelf = library()
    found = survey(shelf, paths, day, _valid_for(shelf, paths))
    folder, root = repository()
    diagnosis = Diagnosis(
        problems=tuple(found.problems),
        sources=shelf.texts,
        files=found.checked,
        skipped=found.skipped,
        strict=strict,
        colour=coloured(sys.stdout.isatty()),
        version=__version__,
        again=command_line("validate", *paths, options=_options(as_of, strict=strict)),
        folder=folder,
        repository=root,
    )
    sys.stdout.write(render(diagnosis))
    if output_format == "text" and sys.stdout.isatty() and not found.problems:
        _afterwards(found.first, as_of)
    return int(any(strict or problem.level == "error" for problem in found.problems))


def _afterwards(first: Mapping[str, str], as_of: str | None) -> None:
    """What to do with files without problems, on standard error; `first` is the first file of each kind."""
    from vendorcheck.model.policy import POLICY_KIND
    from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
    from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
    from vendorcheck.text.safe import command_line

    day = ("--as-of", as_of) if as_of else ()
    if VENDOR_FILE_KIND in first:
        command = command_line("assess", first[VENDOR_FILE_KIND], options=day)
    elif POLICY_KIND in first:
        command = command_line("assess", "VENDOR_FILE", options=("--policy", first[POLICY_KIND], *day))
    elif QUESTIONNAIRE_KIND in first:
        command = command_line("show", first[QUESTIONNAIRE_KIND])
    else:
        command = "vendorcheck new vendor NAME"
    typer.echo(f"Next: {command}", err=True)


def _options(as_of: str | None, *, strict: bool) -> list[str]:
    return [*(["--strict"] if strict else []), *(["--as-of", as_of] if as_of else [])]


def _valid_for(shelf: "Library", paths: Sequence[str]) -> "Duration | None":
    """How long evidence counts that names no end, by the policy of VENDORCHECK_POLICY; None if it names none."""
    from vendorcheck.store.discovery import VARIABLE

    name = os.environ.get(VARIABLE)
    if not name:
        return None
    from vendorcheck.model.policy import longest_valid
    from vendorcheck.store.library import the_policy

    # Apart: what lies beside it may need what is among the paths, which is not known yet.
    apart = shelf.with_folders(shelf.folders)
    try:
        return longest_valid(the_policy(apart, None).model)
    except InvalidFile:
        if _among(name, paths) or apart.broken:
            return None  # what is wrong with it, or beside it, is told with the rest
        raise


def _among(name: str, paths: Sequence[str]) -> bool:
    """Whether a file is one of those that paths name, or lies in one of the folders."""
    real = os.path.realpath(name)
    return any(
        real == path or real.startswith(os.path.join(path, "")) for path in map(os.path.realpath, paths)
    )
