"""What commands share: their table, what they read and by which day, whom they ask, what they tell of files."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from vendorcheck.cli._output import coloured
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.registry import Registry

if TYPE_CHECKING:
    from vendorcheck.store.library import Library

COMMANDS: Registry[Callable[..., int]] = Registry("command")

INTERRUPTED = 130
"""The exit code of a person who leaves in the middle; what was answered is saved."""

_TEXTS: dict[str, str] = {}
"""The text of every file that this run has read, for showing where a problem is."""


def library(policy: str | None = None) -> "Library":
    """The questionnaires at hand, those beside the policy among them; what it reads can be shown in excerpts later.

    Args:
        policy: the policy that a person names; left out, that of VENDORCHECK_POLICY counts.

    Raises:
        VendorcheckError: there is no such file.
    """
    from vendorcheck.store.discovery import folder_of
    from vendorcheck.store.library import Library

    _TEXTS.clear()
    folder = folder_of(policy)
    return Library(_TEXTS, folders=() if folder is None else (folder,))


def the_day(text: str | None) -> date:
    """The day to judge by: as given, else today.

    Raises:
        VendorcheckError: it is no date.
    """
    from vendorcheck.model.fields import day
    from vendorcheck.model.quantities.dates import corrected

    if text is None:
        return date.today()  # noqa: DTZ011 - the day on the wall of the person who asks
    try:
        return day(text)
    except ValueError:
        hint = corrected(text)
        wrong = f'--as-of takes a date such as 2026-11-22, not "{text}"'
        raise VendorcheckError(f"{wrong}; {hint}" if hint else wrong) from None


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
        from vendorcheck.store.discovery import names_file, policy_named
        from vendorcheck.store.scan import survey

        errors: list[Problem] = []
        named = [
            *filter(names_file, (*chosen, policy_named(policy))),
            *([vendor_file] if vendor_file else []),
        ]
        # Of two names of one file the last counts, as it does where it is chosen.
        files = {os.path.realpath(path): path for path in named if path == "-" or os.path.isfile(path)}
        with suppress(VendorcheckError):  # one that can't be read is told of once the others are mended
            found = survey(shelf.with_folders(shelf.folders), list(files.values()), day)
            errors = [problem for problem in found.problems if problem.level == "error"]
        raise InvalidFile(list(dict.fromkeys([*invalid.problems, *errors]))) from None


def going_on(policy: str | None, as_of: str | None) -> tuple[str, ...]:
    """The options with which the next command judges by the same policy, on the same day."""
    from vendorcheck.store.discovery import policy_named

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
    from vendorcheck.validation.diagnostics import DIAGNOSTICS, Diagnosis

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
