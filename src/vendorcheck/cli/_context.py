"""Parts that commands share: their table, the library, the day, interviews, reports on problems."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

import typer

from vendorcheck.cli._output import uses_colour
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.registry import Registry

if TYPE_CHECKING:
    from vendorcheck.store.library import Library
    from vendorcheck.store.policies import LoadedPolicy

COMMANDS: Registry[Callable[..., int]] = Registry("command")

# The text of every file that this run has read, for excerpts beside problems, and the reasons of
# those of which nothing may be shown.
_READ_TEXTS: dict[str, str] = {}
_WITHHELD: dict[str, str] = {}


def open_library(policy: str | None = None) -> "Library":
    """Return a library with the built-in questionnaires and those that the policy lists.

    The texts that it reads are kept for excerpts.

    Args:
        policy: the name or path of a policy; by default, that of VENDORCHECK_POLICY.

    Raises:
        VendorcheckError: there is no such file.
    """
    from vendorcheck.store.library import Library
    from vendorcheck.store.policies import with_policy_list

    _READ_TEXTS.clear()
    _WITHHELD.clear()
    return with_policy_list(Library(_READ_TEXTS, withheld=_WITHHELD), policy)


def resolve_day(text: str | None, option: str = "--as-of") -> date:
    """Return the day to judge by: the date in `text`, which an option gives, otherwise today.

    Raises:
        VendorcheckError: the text is not a date.
    """
    from vendorcheck.model.fields import parse_day
    from vendorcheck.model.quantities.dates import date_correction_hint

    if text is None:
        return date.today()  # noqa: DTZ011 - the user's local day
    try:
        return parse_day(text)
    except ValueError:
        hint = date_correction_hint(text)
        message = f'{option} takes a date such as 2026-11-22, not "{text}"'
        raise VendorcheckError(f"{message}; {hint}" if hint else message) from None


@contextmanager
def reporting_all_problems(
    library: "Library",
    day: date,
    vendor_file: str | None,
    policy: str | None,
    questionnaires: Iterable[str] = (),
) -> Iterator[None]:
    """Add the errors of a command's other files to those of the first invalid one.

    Args:
        library: the library that reads the files.
        day: the day to judge by.
        vendor_file: the path of the vendor file, which may not exist yet.
        policy: the name or path of the policy.
        questionnaires: files and ids of questionnaires.

    Raises:
        InvalidFile: a file that was read has errors. It carries those of all files.
    """
    try:
        yield
    except InvalidFile as invalid:
        from vendorcheck.document.expected_kinds import ExpectedKind, with_hints_for
        from vendorcheck.store.discovery import chosen_policy_name, is_file_name

        chosen_files = [*filter(is_file_name, questionnaires)]
        policy_files = [*filter(is_file_name, [chosen_policy_name(policy)])]
        paths = [*chosen_files, *policy_files, *([vendor_file] if vendor_file else [])]
        expected_kinds: dict[str, ExpectedKind] = {
            **dict.fromkeys(chosen_files, "questionnaire"),
            **dict.fromkeys(policy_files, "policy"),
        }
        errors = with_hints_for(_errors_in(library, day, paths, chosen_files), expected_kinds)
        raise InvalidFile(list(dict.fromkeys([*invalid.problems, *errors]))) from None


def _errors_in(
    library: "Library", day: date, paths: Sequence[str], chosen_files: Sequence[str]
) -> list[Problem]:
    """Return the errors of a command's files; none if one of them can't be read."""
    from vendorcheck.store.scan import ScanOptions, scan_files

    readable_paths = (path for path in paths if path == "-" or os.path.isfile(path))
    # Of two names of one file, the last counts, as it does when the library chooses.
    files = {os.path.realpath(path): path for path in readable_paths}
    errors: list[Problem] = []
    # A file that can't be read is reported once the others are corrected.
    with suppress(VendorcheckError):
        scan = scan_files(
            library.with_list(library.own, {}),
            list(files.values()),
            day,
            options=ScanOptions(chosen_files, keep_texts=True),
        )
        errors = [problem for problem in scan.problems if problem.level == "error"]
    return errors


def policy_and_day_options(policy: str | None, as_of: str | None) -> tuple[str, ...]:
    """Return the options with which another command uses the same policy and the same day."""
    from vendorcheck.store.discovery import chosen_policy_name

    name = chosen_policy_name(policy)
    policy_options = ("--policy", name) if policy or name != "default" else ()
    return (*policy_options, "--as-of", as_of) if as_of else policy_options


def own_questionnaire_options(names: Iterable[str]) -> tuple[str, ...]:
    """Return the options with which another command knows the same questionnaires from files."""
    from vendorcheck.store.discovery import is_file_name

    return tuple(part for name in names if is_file_name(name) for part in ("-q", name))


def require_folder(folder: str | None, option: str) -> None:
    """Check that an option names a folder, if it was given.

    Raises:
        VendorcheckError: there is no such folder.
    """
    from vendorcheck.text.safe import path_for_display

    if folder is not None and not os.path.isdir(folder):
        raise VendorcheckError(f"{option}: there is no folder {path_for_display(folder)}")


def should_interview(path: str, interactive: bool | None, *, is_required: bool) -> bool:
    """Return whether to interview the user.

    It needs a terminal, and a vendor file that does not come from standard input.

    Args:
        path: the vendor file.
        interactive: True for `--interactive`, False for `--no-input`, otherwise None.
        is_required: True if another option makes no sense without an interview.

    Raises:
        VendorcheckError: an interview is required, but is impossible or `--no-input` forbids it.
    """
    must_interview = is_required or interactive is True
    is_possible = path != "-" and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )
    if must_interview and (interactive is False or not is_possible):
        raise VendorcheckError(
            "--interactive, --review, --resume and --restart ask at a terminal, and there is none "
            "here, or --no-input says not to ask. Leave them out and answer with --set "
            "QUESTION=VALUE or in the vendor file"
        )
    return is_possible and interactive is not False


def load_own_policy(library: "Library") -> None:
    """Check the policy of VENDORCHECK_POLICY if it is a file, and print its warnings.

    For commands that use only its list of questionnaires.

    Raises:
        InvalidFile: it has errors.
    """
    from vendorcheck.store.discovery import chosen_policy_name, is_file_name
    from vendorcheck.store.policies import load_policy

    if is_file_name(chosen_policy_name(None)):
        print_policy_warnings(load_policy(library, None))


def check_policy_list(library: "Library", policy: str | None) -> None:
    """Check what the policy lists: without it, answers would seem to have nowhere to go.

    Raises:
        InvalidFile: the policy can't be read, or its list or a listed questionnaire has errors.
    """
    from vendorcheck.store.discovery import chosen_policy_name, is_file_name
    from vendorcheck.store.migration import library_of_policy

    path = chosen_policy_name(policy)
    if is_file_name(path) and path != "-":
        library_of_policy(library.read_document(path), library)


def print_policy_warnings(policy: "LoadedPolicy") -> None:
    """Print the warnings about a policy to standard error: a rule must not go silent."""
    if policy.warnings:
        typer.echo(render_problems(policy.warnings, with_summary=False), err=True, nl=False)


def render_problems(problems: Sequence[Problem], *, with_summary: bool = True) -> str:
    """Return problems as text with excerpts, for standard error."""
    from vendorcheck import __version__
    from vendorcheck.validation.diagnostics import DIAGNOSTICS, Diagnosis
    from vendorcheck.validation.run_problems import RunProblems

    run_problems = RunProblems(_WITHHELD)
    run_problems.add(problems)
    for file in dict.fromkeys(problem.location.file for problem in problems):
        run_problems.finish_file(file, _READ_TEXTS.get(file))
    return DIAGNOSTICS.choose(None).render(
        Diagnosis(
            problems=run_problems.in_reading_order(),
            lines=run_problems.lines,
            files_checked=len({problem.location.file for problem in problems})
            if with_summary
            else 0,
            files_skipped=0,
            strict=False,
            colour=uses_colour(sys.stderr.isatty()),
            version=__version__,
        )
    )
