"""text: for people. Each problem with the line of the file, carets under the word at hand, and help."""

import re
from collections.abc import Iterator

from vendorcheck.document.problems import Level, Problem
from vendorcheck.text.safe import escape_log_commands, one_line, path_for_display
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    closing_line,
    sort_by_level,
)
from vendorcheck.validation.diagnostics._excerpt import excerpt_with_carets

DIAGNOSTIC_WIDTH = 80
BOLD, RED, YELLOW, CYAN = "1", "1;31", "1;33", "36"
LEVEL_COLOURS: dict[Level, str] = {"error": RED, "warning": YELLOW}
# Only what counts as the end of a line in `Location`.
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@DIAGNOSTICS.add("text")
def render(diagnosis: Diagnosis) -> str:
    """Every problem in reading order, then what was checked and how to go on. No line can be a workflow command."""
    lines = {
        file: _LINE_BREAK.split(source.removeprefix("\ufeff"))
        for file, source in _needed_sources(diagnosis)
    }
    parts = [
        "".join(_problem_lines(problem, lines, colour=diagnosis.colour)) + "\n"
        for problem in diagnosis.problems
    ]
    if diagnosis.files_checked or diagnosis.files_skipped or not diagnosis.problems:
        parts.append(closing_line(diagnosis) + "\n")
    if diagnosis.problems:
        parts.append(
            f"Explain one with: vendorcheck explain {sort_by_level(diagnosis.problems)[0].code}\n"
        )
    return "".join(parts)


def _needed_sources(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    for file in {problem.location.file for problem in diagnosis.problems}:
        if file in diagnosis.sources:
            yield file, diagnosis.sources[file]


def _problem_lines(problem: Problem, lines: dict[str, list[str]], *, colour: bool) -> Iterator[str]:
    place, level = problem.location, LEVEL_COLOURS[problem.level]
    head = _paint(f"{problem.level}[{problem.code}]", level, colour)
    where = escape_log_commands(f"{path_for_display(place.file)}:{place.line}:{place.column}")
    yield f"{_paint(where, BOLD, colour)}: {head} {_safe_line(problem.message)}\n"
    source = lines.get(place.file, [])
    gutter = max(4, len(str(place.line)) + 1)
    if place.line <= len(source):
        shown, carets = excerpt_with_carets(
            source[place.line - 1], place.column, DIAGNOSTIC_WIDTH - gutter - 3
        )
        numbered, empty = (
            _paint(f"{number:>{gutter}} |", CYAN, colour) for number in (place.line, "")
        )
        yield f"{numbered} {shown}".rstrip() + "\n"
        yield f"{empty} {_paint(carets, level, colour)}\n"
    if problem.hint:
        yield f"{'':{gutter}} {_paint('help:', CYAN, colour)} {_safe_line(problem.hint)}\n"


def _safe_line(text: str) -> str:
    return escape_log_commands(one_line(text))


def _paint(text: str, code: str, colour: bool) -> str:  # noqa: FBT001 - handed through
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
