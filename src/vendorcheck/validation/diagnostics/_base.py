"""What all formats share: what they are given, the table that they are entered in, counting and naming."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import join, normpath

from vendorcheck.document.problems import MAX_PROBLEMS, TOO_MANY_PROBLEMS, Problem
from vendorcheck.registry import Registry


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the check of some files came to. `files` and `skipped` both 0: just the problems, nothing was counted."""

    problems: tuple[Problem, ...]
    """In reading order."""
    sources: Mapping[str, str]
    """File -> its decoded text, for excerpts; may lack files."""
    files_checked: int
    """How many were checked."""
    files_skipped: int
    """How many YAML files in walked folders are not ours."""
    strict: bool
    """Whether warnings count."""
    colour: bool
    """Whether the text format may colour."""
    version: str
    """The version of vendorcheck."""
    rerun_command: str = "vendorcheck validate ."
    """The command that tells all of it as text."""
    folder: str = ""
    """The folder in which the files are named as they are; absolute, or empty where nothing is known of it."""
    repository: str = ""
    """The root of the repository that it lies in, likewise."""


_DRIVE_LETTER = re.compile("[A-Za-z]:/")
DIAGNOSTICS: Registry[Callable[[Diagnosis], str]] = Registry("format for problems")


def count_noun(number: int, noun: str) -> str:
    """`1 warning`, `2 warnings`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def count_by_level(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`, leaving out what there is none of; `no problems`."""
    levels = Counter(problem.level for problem in problems)
    return (
        ", ".join(
            count_noun(levels[level], level) for level in ("error", "warning") if levels[level]
        )
        or "no problems"
    )


def closing_line(diagnosis: Diagnosis) -> str:
    """One line that says what was checked and what came of it. Nothing in it comes from a file."""
    skipped = diagnosis.files_skipped
    passed = (
        f", skipped {skipped} that {'is' if skipped == 1 else 'are'} not vendorcheck's"
        if skipped
        else ""
    )
    if not diagnosis.files_checked and not diagnosis.problems:
        return f'Found no file to check{passed}. Files of ours begin with the key "vendorcheck".'
    counting = (
        " With --strict, warnings count." if diagnosis.strict and _has_warnings(diagnosis) else ""
    )
    cut = any(problem.code == TOO_MANY_PROBLEMS.code for problem in diagnosis.problems)
    more = f" There may be more: of a file, the first {MAX_PROBLEMS:,} are told." if cut else ""
    return f"Checked {count_noun(diagnosis.files_checked, 'file')}{passed}: {count_by_level(diagnosis.problems)}.{more}{counting}"


def _has_warnings(diagnosis: Diagnosis) -> bool:
    return any(problem.level == "warning" for problem in diagnosis.problems)


def sort_by_level(problems: Sequence[Problem]) -> list[Problem]:
    """Errors, then warnings, each in reading order."""
    return sorted(problems, key=lambda problem: problem.level)


def message_with_hint(problem: Problem) -> str:
    """Message and hint in one, for formats that have no place for a hint."""
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def repository_path(diagnosis: Diagnosis, file: str) -> str:
    """A path as services compare it: from the root of the repository, with forward slashes, without detours.

    A file outside of the repository keeps the path by which it was named.
    """
    path = file.replace("\\", "/")
    if path == "<stdin>":
        return path
    root = diagnosis.repository.replace("\\", "/").rstrip("/") + "/"
    whole = normpath(
        path if _DRIVE_LETTER.match(path) else join(diagnosis.folder.replace("\\", "/"), path)
    )
    return whole.removeprefix(root) if root != "/" and whole.startswith(root) else normpath(path)


def fingerprints(diagnosis: Diagnosis) -> Iterator[str]:
    """A name for each problem that no other has, and that stays when lines are added above it, and from day to day."""
    from hashlib import sha256  # noqa: PLC0415 - it brings OpenSSL along, which the other formats can do without

    seen: Counter[tuple[str, str, str]] = Counter()
    for problem in diagnosis.problems:
        key = (
            repository_path(diagnosis, problem.location.file),
            problem.code,
            problem.stable_message or problem.message,
        )
        seen[key] += 1
        yield sha256(json.dumps([*key, seen[key]]).encode("ascii")).hexdigest()


def dump_json(data: object) -> str:
    """JSON in ASCII, indented by 2. `##`, with which old runners begin a command anywhere in a line, is written apart."""
    # Outside of strings, JSON has no "#".
    return json.dumps(data, indent=2).replace("##", "#\\u0023") + "\n"
