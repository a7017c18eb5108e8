"""What commands share: their table, what they read and by which day, whom they ask, what they tell of files."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

from vendorcheck.cli._output import uses_colour
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.registry import Registry

if TYPE_CHECKING:
    from vendorcheck.store.library import Library

COMMANDS: Registry[Callable[..., int]] = Registry("command")

INTERRUPTED = 130
"""The exit code of a person who leaves in the middle; what was answered is saved."""

_READ_TEXTS: dict[str, str] = {}
"""The text of every file that this run has read, for showing where a problem is."""


def open_library(policy: str | None = None) -> "Library":
    """The questionnaires at hand, those beside the policy among them; what it reads can be shown in excerpts later.

    Args:
        policy: the policy that a person names; left out, that of VENDORCHECK_POLICY counts.

    Raises:
        VendorcheckError: there is no such file.
    """
    from vendorcheck.store.discovery import policy_folder
    from vendorcheck.store.library import Library

    _READ_TEXTS.clear()
    folder = policy_folder(policy)
    return Library(_READ_TEXTS, policy_folders=() if folder is None else (folder,))


def resolve_day(text: str | None) -> date:
    """The day to judge by: as given, else today.

    Raises:
        VendorcheckError: it is no date.
    """
    from vendorcheck.model.fields import parse_day
    from vendorcheck.model.quantities.dates import date_correction_hint

    if text is None:
        return date.today()  # noqa: DTZ011 - the day on the wall of the person who asks
    try:
        return parse_day(text)
    except ValueError:
        hint = date_correction_hint(text)
        wrong = f'--as-of takes a date such as 2026-11-22, not "{text}"'
        raise VendorcheckError(f"{wrong}; {hint}" if hint else wrong) from None


@contextmanager
def reporting_all_problems(
    library: "Library",
    day: date,
    vendor_file: str | None,
    policy: str | None,
    questionnaires: Iterable[str] = (),
) -> Iterator[None]:
    """Let the first of a command's files that can't be used bring up what is wrong with the others.

    Args:
        library: what reads them.
        day: the day to judge by.
        vendor_file: the vendor file, which need not be there yet.
        policy: the policy, as a person names it.
        questionnaires: files and ids of questionnaires.

    Raises:
        InvalidFile: a file that was read has errors; with those of all.
    """
    try:
        yield
    except InvalidFile as invalid:
        from vendorcheck.store.discovery import chosen_policy_name, is_file_name
        from vendorcheck.store.scan import scan_files

        errors: list[Problem] = []
        named = [
            *filter(is_file_name, (*questionnaires, chosen_policy_name(policy))),
            *([vendor_file] if vendor_file else []),
        ]
        # Of two names of one file the last counts, as it does where it is chosen.
        files = {
            os.path.realpath(path): path for path in named if path == "-" or os.path.isfile(path)
        }
        with suppress(
            VendorcheckError
        ):  # one that can't be read is told of once the others are mended
            found = scan_files(
                library.with_folders(library.policy_folders), list(files.values()), day
            )
            errors = [problem for problem in found.problems if problem.level == "error"]
        raise InvalidFile(list(dict.fromkeys([*invalid.problems, *errors]))) from None


def policy_and_day_options(policy: str | None, as_of: str | None) -> tuple[str, ...]:
    """The options with which the next command judges by the same policy, on the same day."""
    from vendorcheck.store.discovery import chosen_policy_name

    name = chosen_policy_name(policy)
    kept = ("--policy", name) if policy or name != "default" else ()
    return (*kept, "--as-of", as_of) if as_of else kept


def should_interview(path: str, interactive: bool | None, *, is_required: bool) -> bool:
    """Whether to ask a person: they are there, and nothing says otherwise. A file from standard input leaves no way.

    Args:
        path: the vendor file.
        interactive: `--interactive` or `--no-input`, if one is given.
        is_required: whether another option makes no sense without asking.

    Raises:
        VendorcheckError: asking is demanded, but nobody is there, or `--no-input` forbids it.
    """
    wanted = is_required or interactive is True
    there = path != "-" and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )
    if wanted and (interactive is False or not there):
        raise VendorcheckError(
            "--interactive, --review, --resume and --restart ask at a terminal, and there is none here, or --no-input "
            "says not to ask. Leave them out and answer with --set QUESTION=VALUE or in the vendor file"
        )
    return there and interactive is not False


def render_problems(problems: Sequence[Problem], *, with_summary: bool = True) -> str:
    """Problems as text with excerpts, for standard error."""
    from vendorcheck import __version__
    from vendorcheck.validation.diagnostics import DIAGNOSTICS, Diagnosis

    diagnosis = Diagnosis(
        problems=tuple(sorted(problems)),
        sources=_READ_TEXTS,
        files_checked=len({problem.location.file for problem in problems}) if with_summary else 0,
        files_skipped=0,
        strict=False,
        colour=uses_colour(sys.stderr.isatty()),
        version=__version__,
    )
    return DIAGNOSTICS["text"](diagnosis)
