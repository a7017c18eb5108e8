"""text: for people, with the line of the file and help; the default."""

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
# Only these count as the end of a line in `Location`.
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@DIAGNOSTICS.format("text", "prose", is_default=True)
def render(diagnosis: Diagnosis) -> str:
    """Return every problem in reading order, then what was checked and how to go on.

    No line can be a workflow command.
    """
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
    location, level_colour = problem.location, LEVEL_COLOURS[problem.level]
    label = _paint(f"{problem.level}[{problem.code}]", level_colour, colour)
    position = escape_log_commands(
        f"{path_for_display(location.file)}:{location.line}:{location.column}"
    )
    yield f"{_paint(position, BOLD, colour)}: {label} {_safe_line(problem.message)}\n"
    source = lines.get(location.file, [])
    gutter = max(4, len(str(location.line)) + 1)
    if location.line <= len(source):
        excerpt, carets = excerpt_with_carets(
            source[location.line - 1], location.column, DIAGNOSTIC_WIDTH - gutter - 3
        )
        numbered_gutter, empty_gutter = (
            _paint(f"{number:>{gutter}} |", CYAN, colour) for number in (location.line, "")
        )
        yield f"{numbered_gutter} {excerpt}".rstrip() + "\n"
        yield f"{empty_gutter} {_paint(carets, level_colour, colour)}\n"
    if problem.hint:
        yield f"{'':{gutter}} {_paint('help:', CYAN, colour)} {_safe_line(problem.hint)}\n"


def _safe_line(text: str) -> str:
    return escape_log_commands(one_line(text))


def _paint(text: str, code: str, colour: bool) -> str:  # noqa: FBT001 - handed through
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
