"""What commands share: the table that they are entered in, the day, and where text goes."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from vendorcheck.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.rooms import Registry

if TYPE_CHECKING:
    from vendorcheck.library import Library
    from vendorcheck.reports import Display

COMMANDS: Registry[Callable[..., int]] = Registry("command")

INTERRUPTED = 130
"""The exit code of a person who leaves in the middle; what was answered is saved."""

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
        "--policy",
        metavar="NAME_OR_PATH",
        help="The company's rules; else VENDORCHECK_POLICY, else default. Questionnaires beside its file are known, too.",
    ),
]
Output: TypeAlias = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
]
Interactive: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--interactive/--no-input",
        help="Ask for what is missing, or never ask; else asks if standard input and standard error are terminals.",
        show_default=False,
    ),
]
Fast: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--fast/--all",
        help="Ask what decides most first and stop once the verdict is settled, or ask everything.",
    ),
]
Resume: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--resume/--restart",
        help="Go on with an interview that was not finished, or begin again; else you are asked.",
        show_default=False,
    ),
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]


def library(policy: str | None = None) -> "Library":
    """The questionnaires at hand, those beside the policy among them; what it reads can be shown in excerpts later.

    Args:
        policy: the policy that a person names; left out, that of VENDORCHECK_POLICY counts.

    Raises:
        VendorcheckError: there is no such file.
    """
    from vendorcheck.library import Library
    from vendorcheck.shelves import folder_of

    _TEXTS.clear()
    folder = folder_of(policy)
    return Library(_TEXTS, folders=() if folder is None else (folder,))


def the_day(text: str | None) -> date:
    """The day to judge by: as given, else today.

    Raises:
        VendorcheckError: it is no date.
    """
    from vendorcheck.fields import day

    if text is None:
        return date.today()  # noqa: DTZ011 - the day on the wall of the person who asks
    try:
        return day(text)
    except ValueError:
        raise VendorcheckError(f'--as-of takes a date such as 2026-11-22, not "{text}"') from None


@contextmanager
def telling_all(
    shelf: "Library", day: date, vendor_file: str | None, policy: str | None, chosen: Iterable[str] = ()
) -> Iterator[None]:
    """Let the first of a command's files that can't be used bring up what is wrong with the others.

    Args:
        shelf: what reads them.
        day: the day to judge by.
        vendor_file: the vendor file, which need not be there yet.
        policy: the policy, as a person names it.
        chosen: files and ids of questionnaires.

    Raises:
        InvalidFile: a file that was read has errors; with those of all.
    """
    try:
        yield
    except InvalidFile as invalid:
        from vendorcheck.shelves import names_file, policy_named
        from vendorcheck.survey import survey

        errors: list[Problem] = []
        named = [
            *filter(names_file, (*chosen, policy_named(policy))),
            *([vendor_file] if vendor_file else []),
        ]
        with suppress(VendorcheckError):  # one that can't be read is told of once the others are mended
            there = [path for path in named if path == "-" or os.path.isfile(path)]
            found = survey(shelf.with_folders(shelf.folders), there, day)
            errors = [problem for problem in found.problems if problem.level == "error"]
        raise InvalidFile(list(dict.fromkeys([*invalid.problems, *errors]))) from None


def going_on(policy: str | None, as_of: str | None) -> tuple[str, ...]:
    """The options with which the next command judges by the same policy, on the same day."""
    from vendorcheck.shelves import policy_named

    name = policy_named(policy)
    kept = ("--policy", name) if policy or name != "default" else ()
    return (*kept, "--as-of", as_of) if as_of else kept


def asking(path: str, interactive: bool | None, *, demanded: bool) -> bool:
    """Whether to ask a person: they are there, and nothing says otherwise. A file from standard input leaves no way.

    Args:
        path: the vendor file.
        interactive: `--interactive` or `--no-input`, if one is given.
        demanded: whether another option makes no sense without asking.

    Raises:
        VendorcheckError: asking is demanded, but nobody is there, or `--no-input` forbids it.
    """
    wanted = demanded or interactive is True
    there = path != "-" and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    if wanted and (interactive is False or not there):
        raise VendorcheckError(
            "--interactive, --review, --resume and --restart ask at a terminal, and there is none here, or --no-input "
            "says not to ask. Leave them out and answer with --set QUESTION=VALUE or in the vendor file"
        )
    return there and interactive is not False


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
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen(*, terminal: bool) -> "Display":
    """What standard output shows of a report; anything but a terminal shows 80 columns."""
    from vendorcheck.reports import Display

    return Display(
        width=shutil.get_terminal_size().columns if terminal else 80,
        colour=coloured(terminal),
        unicode="utf" in (sys.stdout.encoding or "").lower(),
    )


def put(
    text: str, output: str | None, *, force: bool = False, data: bool = False, inputs: Iterable[str] = ()
) -> None:
    """Write text to a file, or to standard output; say where it went.

    On standard output no line can become a workflow command of a CI system. `data` is for programs and
    goes out as it is. `inputs` are the files that were read, over which nothing is written.

    Raises:
        VendorcheckError: the file is one of the inputs, is there already, or can't be written.
    """
    from vendorcheck.text import log_line, named

    if output is None or output == "-":
        sys.stdout.write(text if data else log_line(text))
        sys.stdout.flush()
        return
    from vendorcheck import files

    spare(output, inputs)
    files.write(output, text, force=force)
    typer.echo(f"Wrote {named(output)}", err=True)


def spare(output: str | None, inputs: Iterable[str]) -> None:
    """Refuse an output that is a file which is read: not even --force may destroy what a report is made of.

    Args:
        output: where to write.
        inputs: the files that are read; the journal beside each counts, too.

    Raises:
        VendorcheckError: it is one of them, by whatever name.
    """
    from vendorcheck.journal import journal_path
    from vendorcheck.text import named

    if output in (None, "-"):
        return
    for path in inputs:
        if _same(output, path):
            raise VendorcheckError(f"{named(output)} is read here, and would be lost; name another output")
        if path not in {"-", "<stdin>"} and _same(output, journal_path(path)):
            raise VendorcheckError(
                f"{named(output)} is where the answers of an interview on {named(path)} are kept; name another output"
            )


def _same(output: str, path: str) -> bool:
    """Whether two names are of one file, which need not be there."""
    try:
        if path in {"-", "<stdin>"}:
            return os.path.samestat(os.stat(output), os.fstat(sys.stdin.fileno()))
        return os.path.samefile(output, path)
    except (OSError, ValueError):
        return os.path.realpath(output) == os.path.realpath(path)
