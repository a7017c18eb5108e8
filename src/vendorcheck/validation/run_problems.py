"""The problems of one run over many files: a bounded number of them, the worst ones."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from vendorcheck.document.problems import MAX_RUN_PROBLEMS, Problem, ProblemCode
from vendorcheck.validation.levels import LevelSetting, set_level

_MAX_HELD_CHARACTERS: Final = 4_000_000
"""The most characters of lines that are held for excerpts; problems beyond have no excerpt."""
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
"""Only these count as the end of a line in `Location`."""
_CODES_WITHOUT_CONTENT: Final = frozenset(("unknown-kind", "near-miss"))
"""The codes whose messages quote nothing of a file but its first key."""


_Identity: TypeAlias = tuple[str, int, int, ProblemCode, str, str]


class RunProblems:
    """The problems of a run: of more than 10,000 the errors first, each level in reading order.

    `lines` are the lines that problems point at, by file and number, for excerpts; `files` those
    that have problems; `ignored` the number of warnings of each code that were ignored.

    Args:
        withheld: the files of which nothing may be shown, with the reason in words.
        levels: the levels that are set for warnings, by code.
        real_path: returns the same for two names of one file.
    """

    def __init__(
        self,
        withheld: Mapping[str, str],
        levels: Mapping[str, LevelSetting] = MappingProxyType({}),
        real_path: Callable[[str], str] = str,
    ) -> None:
        self.lines: dict[str, dict[int, str]] = {}
        self.files: set[str] = set()
        self._withheld = withheld
        self._levels = levels
        self._real_path = cache(real_path)
        self._ignored_counts: Counter[str] = Counter()
        self._ignored: set[_Identity] = set()
        self._held: list[Problem] = []
        self._left_out: list[Problem] = []  # the first problem that was left out, if there is one
        self._left_out_counts: Counter[str] = Counter()
        self._flaws: dict[str, dict[int, list[Problem]]] = {}  # by file and line
        self._lines_to_keep: dict[str, set[int]] = {}
        self._held_characters = 0

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems, without those that follow from a flaw in the text of the same line."""
        for problem in problems:
            location = problem.location
            flaws = self._flaws.get(location.file, {}).get(location.line, ())
            if not any(_may_follow(problem, flaw) for flaw in flaws):
                self._add(problem)

    def add_text_flaws(self, file: str, flaws: Iterable[Problem]) -> None:
        """Add the flaws in the text of a file, before its other problems."""
        flaws_by_line = self._flaws.setdefault(file, {})
        for flaw in flaws:
            flaws_by_line.setdefault(flaw.location.line, []).append(flaw)
            self._add(flaw)

    def finish_file(self, file: str, text: str | None) -> None:
        """Keep the lines of a file that its problems point at; its text is needed no more."""
        self._flaws.pop(file, None)
        numbers = self._lines_to_keep.pop(file, None)
        if text is None or numbers is None or file in self._withheld:
            return
        lines = number_lines(text, numbers)
        size = sum(map(len, lines.values()))
        if self._held_characters + size <= _MAX_HELD_CHARACTERS:
            self._held_characters += size
            self.lines[file] = lines

    def in_reading_order(self) -> tuple[Problem, ...]:
        """Return the problems; if some are left out, one more problem says how many."""
        problems = self._sort_and_drop_repeats()
        if len(problems) > MAX_RUN_PROBLEMS or self._left_out:
            kept, dropped = problems[: MAX_RUN_PROBLEMS - 1], problems[MAX_RUN_PROBLEMS - 1 :]
            first = min([*dropped, *self._left_out], key=_badness)
            counts = self._left_out_counts + Counter(problem.level for problem in dropped)
            note = set_level(_left_out_problem(first, counts), self._levels)
            problems = [*kept, *([note] if note else [])]
        return tuple(sorted(problems))

    @property
    def ignored(self) -> dict[str, int]:
        """The number of warnings of each code that were ignored."""
        return dict(sorted(self._ignored_counts.items()))

    def _add(self, problem: Problem) -> None:
        location = problem.location
        self.files.add(location.file)
        judged = set_level(problem, self._levels)
        if judged is None:
            self._ignore(problem)
            return
        reason = self._withheld.get(location.file)
        self._held.append(withhold_content(judged, reason) if reason else judged)
        self._lines_to_keep.setdefault(location.file, set()).add(location.line)
        if len(self._held) >= 2 * MAX_RUN_PROBLEMS:
            self._keep_worst()

    def _ignore(self, problem: Problem) -> None:
        identity = self._identity(problem)
        if identity not in self._ignored:
            self._ignored_counts[problem.code] += 1
        if len(self._ignored) < MAX_RUN_PROBLEMS:
            self._ignored.add(identity)

    def _keep_worst(self) -> None:
        """Drop the least bad problems, and the lines of files that have none left."""
        self._held = self._sort_and_drop_repeats()
        dropped = self._held[MAX_RUN_PROBLEMS:]
        del self._held[MAX_RUN_PROBLEMS:]
        self._left_out_counts.update(problem.level for problem in dropped)
        self._left_out = sorted([*self._left_out, *dropped], key=_badness)[:1]
        kept_files = {problem.location.file for problem in self._held}
        for file in self.lines.keys() - kept_files:
            self._held_characters -= sum(map(len, self.lines.pop(file).values()))

    def _sort_and_drop_repeats(self) -> list[Problem]:
        """Return each problem once, the worst first; a cycle only in the first of its files."""
        first_problems: dict[_Identity | str, Problem] = {}
        for problem in sorted(self._held, key=_badness):
            is_cycle = problem.code == "reference-cycle"
            first_problems.setdefault(
                problem.message if is_cycle else self._identity(problem), problem
            )
        return list(first_problems.values())

    def _identity(self, problem: Problem) -> _Identity:
        """Return what two reports of one problem have in common, under any name of the file.

        A file that the policy lists may be among the paths as well, with another name.
        """
        location = problem.location
        return (
            self._real_path(location.file),
            location.line,
            location.column,
            problem.code,
            problem.message,
            problem.hint,
        )


def _may_follow(problem: Problem, flaw: Problem) -> bool:
    """Return whether a problem may only follow from a flaw in the text of its line.

    A comma that splits a value touches nothing but that value and what it leaves out; other flaws
    may touch all of the line.
    """
    if flaw.code != "comma-in-braces" or problem.code == "missing-key":
        return True
    begin, column = flaw.location.column, problem.location.column
    return begin <= column <= begin + len(flaw.quoted_text)


def _badness(problem: Problem) -> tuple[str, str, int, int, str, str, str]:
    """Return a key that sorts errors before warnings, and each level in reading order.

    It holds plain values, since comparing problems themselves takes ten times as long.
    """
    location = problem.location
    return (
        problem.level,  # "error" comes before "warning"
        location.file,
        location.line,
        location.column,
        problem.code,
        problem.message,
        problem.hint,
    )


@cache
def _load_titles() -> Mapping[str, str]:
    from vendorcheck.validation.explanations import load_explanations

    return {code: explanation.title for code, explanation in load_explanations().items()}


def _left_out_problem(first: Problem, counts: Mapping[str, int]) -> Problem:
    numbers = " and ".join(
        f"{counts[level]:,} {level}{'' if counts[level] == 1 else 's'}"
        for level in ("error", "warning")
        if counts.get(level)
    )
    return Problem(
        first.location,
        "problems-left-out",
        f"{numbers} are left out from here on: one run reports {MAX_RUN_PROBLEMS:,} problems, "
        "errors before warnings",
        "mend these, or check fewer files at once",
    )


def withhold_content(problem: Problem, reason: str) -> Problem:
    """Return a problem of a file of which nothing may be shown, without what its message quotes.

    Args:
        problem: the problem.
        reason: why nothing may be shown, in words.
    """
    if problem.code in _CODES_WITHOUT_CONTENT:
        return problem
    title = _load_titles()[problem.code]
    return replace(problem, message=title, hint=reason, stable_message=title)


def number_lines(text: str, numbers: Collection[int] | None = None) -> dict[int, str]:
    """Return the lines of a text by number, from 1; only those of `numbers` if they are given."""
    text = text.removeprefix("\ufeff")
    # Most files hold no carriage return, and a plain split is ten times as fast.
    lines = _LINE_BREAK.split(text) if "\r" in text else text.split("\n")
    if numbers is None:
        return dict(enumerate(lines, start=1))
    return {number: lines[number - 1] for number in sorted(numbers) if 1 <= number <= len(lines)}
