"""text: for people, with the line of the file and help; the default."""

from collections.abc import Iterator, Mapping

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


@DIAGNOSTICS.format("text", "prose", is_default=True)
def render(diagnosis: Diagnosis) -> str:
    """Return every problem in reading order, then what was checked and how to go on.

    No line can be a workflow command.
    """
    parts = [
        "".join(_problem_lines(problem, diagnosis.lines, colour=diagnosis.colour)) + "\n"
        for problem in diagnosis.problems
    ]
    counts = (diagnosis.files_checked, diagnosis.files_skipped, diagnosis.folders_passed_over)
    if any(counts) or not diagnosis.problems:
        parts.append(closing_line(diagnosis) + "\n")
    if diagnosis.problems:
        parts.append(
            f"Explain one with: vendorcheck explain {sort_by_level(diagnosis.problems)[0].code}\n"
        )
    return "".join(parts)


def _problem_lines(
    problem: Problem, lines: Mapping[str, Mapping[int, str]], *, colour: bool
) -> Iterator[str]:
    location, level_colour = problem.location, LEVEL_COLOURS[problem.level]
    label = _paint(f"{problem.level}[{problem.code}]", level_colour, colour)
    position = escape_log_commands(
        f"{path_for_display(location.file)}:{location.line}:{location.column}"
    )
    yield f"{_paint(position, BOLD, colour)}: {label} {_safe_line(problem.message)}\n"
    line = lines.get(location.file, {}).get(location.line)
    gutter = max(4, len(str(location.line)) + 1)
    if line is not None:
        excerpt, carets = excerpt_with_carets(
            line, location.column, DIAGNOSTIC_WIDTH - gutter - 3, problem.quoted_text
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
