"""The input and the table of all formats, and what they share: counting and naming."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Literal, TypeAlias

from vendorcheck.document.problems import MAX_PROBLEMS, TOO_MANY_PROBLEMS, Problem
from vendorcheck.registry import Registry


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The result of checking some files.

    If nothing was checked, skipped or passed over, there are only problems: nothing was counted.
    """

    problems: tuple[Problem, ...]
    """The problems in reading order."""
    lines: Mapping[str, Mapping[int, str]]
    """The lines that problems point at, by file and number, for excerpts; may lack some."""
    files_checked: int
    """The number of files that were checked."""
    files_skipped: int
    """The number of YAML files in walked folders that are not vendorcheck's."""
    strict: bool
    """True if warnings count, as with --strict."""
    colour: bool
    """True if the text format may use colours."""
    version: str
    """The version of vendorcheck."""
    folders_passed_over: int = 0
    """The number of folders that were not walked, such as .git."""
    rerun_command: str = "vendorcheck validate ."
    """The command that prints all problems as text."""
    folder: str = ""
    """The absolute path of the folder that files are named from; empty if it is not known."""
    ignored: Mapping[str, int] = field(default_factory=dict)
    """The number of warnings of each code that were ignored, as the settings say."""
    unfinished_answers: Mapping[str, int] = field(default_factory=dict)
    """The number of answers of an unfinished interview that each vendor file lacks."""
    repository: str = ""
    """The absolute path of the repository that contains the folder; empty if it is not known."""


_DRIVE_LETTER = re.compile("[A-Za-z]:/")
Syntax: TypeAlias = Literal["prose", "workflow-commands", "json", "xml"]


@dataclass(frozen=True, slots=True)
class DiagnosticsFormat:
    """A format of problems. The text of a renderer ends with a line break."""

    name: str
    """The value of `--format`."""
    syntax: Syntax
    """The kind of text: `prose` is read by people at a screen, the others by programs."""
    render: Callable[[Diagnosis], str]
    is_default: bool = False
    """True for the one that is used if the user names none."""


class DiagnosticsTable(Registry[DiagnosticsFormat]):
    """The formats by name."""

    def format(
        self, name: str, syntax: Syntax, *, is_default: bool = False
    ) -> Callable[[Callable[[Diagnosis], str]], Callable[[Diagnosis], str]]:
        """Return a decorator that enters a renderer as a format."""

        def enter(render: Callable[[Diagnosis], str]) -> Callable[[Diagnosis], str]:
            self.add(name)(DiagnosticsFormat(name, syntax, render, is_default))
            return render

        return enter

    def choose(self, name: str | None) -> DiagnosticsFormat:
        """Return the format with a name; without one, the default.

        Raises:
            VendorcheckError: there is no such format; the message lists the names.
        """
        if name is not None:
            return self.get(name)
        return next(entry for entry in self.values() if entry.is_default)


DIAGNOSTICS = DiagnosticsTable("format for problems")


def count_noun(number: int, noun: str) -> str:
    """Return a number with its noun: `1 warning`, `2 warnings`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def count_by_level(problems: Sequence[Problem]) -> str:
    """Return the number of each level that occurs: `2 errors, 1 warning`; or `no problems`."""
    levels = Counter(problem.level for problem in problems)
    return (
        ", ".join(
            count_noun(levels[level], level) for level in ("error", "warning") if levels[level]
        )
        or "no problems"
    )


def closing_line(diagnosis: Diagnosis) -> str:
    """Return one line on what was checked and the result; nothing in it comes from a file."""
    skipped_count = diagnosis.files_skipped
    skipped_note = (
        f", skipped {skipped_count} that {'is' if skipped_count == 1 else 'are'} not vendorcheck's"
        if skipped_count
        else ""
    )
    if diagnosis.folders_passed_over:
        skipped_note += f", passed over {count_noun(diagnosis.folders_passed_over, 'folder')}"
    if not diagnosis.files_checked and not diagnosis.problems:
        return (
            f'Found no file to check{skipped_note}. Files of ours begin with the key "vendorcheck".'
        )
    strict_note = (
        " With --strict, warnings count." if diagnosis.strict and _has_warnings(diagnosis) else ""
    )
    is_cut = any(problem.code == TOO_MANY_PROBLEMS.code for problem in diagnosis.problems)
    cut_note = (
        f" There may be more: of a file, the first {MAX_PROBLEMS:,} are reported." if is_cut else ""
    )
    return (
        f"Checked {count_noun(diagnosis.files_checked, 'file')}{skipped_note}: "
        f"{count_by_level(diagnosis.problems)}.{ignored_note(diagnosis)}{cut_note}{strict_note}"
    )


def ignored_note(diagnosis: Diagnosis) -> str:
    """Return a sentence, with a space before it, on the warnings that were ignored; else empty."""
    if not diagnosis.ignored:
        return ""
    codes = ", ".join(f"{count} {code}" for code, count in diagnosis.ignored.items())
    return f" Ignored {count_noun(sum(diagnosis.ignored.values()), 'warning')}: {codes}."


def notes_as_data(diagnosis: Diagnosis) -> dict[str, dict[str, int]]:
    """Return what programs learn beside the problems: the numbers that are not empty."""
    notes = {
        "ignored": dict(diagnosis.ignored),
        "unfinished_answers": dict(diagnosis.unfinished_answers),
    }
    return {name: numbers for name, numbers in notes.items() if numbers}


def _has_warnings(diagnosis: Diagnosis) -> bool:
    return any(problem.level == "warning" for problem in diagnosis.problems)


def sort_by_level(problems: Sequence[Problem]) -> list[Problem]:
    """Return errors, then warnings, each in reading order."""
    return sorted(problems, key=lambda problem: problem.level)


def message_with_hint(problem: Problem) -> str:
    """Return message and hint in one, for formats without a place for a hint."""
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def repository_path(diagnosis: Diagnosis, file: str) -> str:
    """Return a path as services compare it: normalized, from the repository's root, with `/`.

    A file outside of the repository keeps the path by which it was named.
    """
    path = file.replace("\\", "/")
    if path == "<stdin>":
        return path
    root = diagnosis.repository.replace("\\", "/").rstrip("/") + "/"
    absolute_path = normpath(
        path if _DRIVE_LETTER.match(path) else join(diagnosis.folder.replace("\\", "/"), path)
    )
    return (
        absolute_path.removeprefix(root)
        if root != "/" and absolute_path.startswith(root)
        else normpath(path)
    )


def fingerprints(diagnosis: Diagnosis) -> Iterator[str]:
    """Yield a fingerprint for each problem that no other problem of the diagnosis has.

    It stays the same when lines are added above the problem, and from day to day.
    """
    from hashlib import sha256

    count_by_key: Counter[tuple[str, str, str]] = Counter()
    for problem in diagnosis.problems:
        key = (
            repository_path(diagnosis, problem.location.file),
            problem.code,
            problem.stable_message or problem.message,
        )
        count_by_key[key] += 1
        yield sha256(json.dumps([*key, count_by_key[key]]).encode("ascii")).hexdigest()
