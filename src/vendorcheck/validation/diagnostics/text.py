"""text: for people. Each problem with the line of the file, carets under the word at hand, and help."""

import re
from collections.abc import Iterator

from vendorcheck.document.problems import Level, Problem
from vendorcheck.text.safe import log_line, named, one_line
from vendorcheck.validation.diagnostics._base import DIAGNOSTICS, Diagnosis, closing, worst_first
from vendorcheck.validation.diagnostics._excerpt import excerpt

WIDTH = 80
BOLD, RED, YELLOW, CYAN = "1", "1;31", "1;33", "36"
COLOURS: dict[Level, str] = {"error": RED, "warning": YELLOW}
# Only what counts as the end of a line in `Location`.
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


@DIAGNOSTICS.add("text")
def render(diagnosis: Diagnosis) -> str:
    """Every problem in reading order, then what was checked and how to go on. No line can be a workflow command."""
    lines = {file: _LINE_BREAK.split(source.removeprefix("\ufeff")) for file, source in _needed(diagnosis)}
    parts = ["".join(_told(problem, lines, colour=diagnosis.colour)) + "\n" for problem in diagnosis.problems]
    if diagnosis.files or diagnosis.skipped or not diagnosis.problems:
        parts.append(closing(diagnosis) + "\n")
    if diagnosis.problems:
        parts.append(f"Explain one with: vendorcheck explain {worst_first(diagnosis.problems)[0].code}\n")
    return "".join(parts)


def _needed(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    for file in {problem.location.file for problem in diagnosis.problems}:
        if file in diagnosis.sources:
            yield file, diagnosis.sources[file]


def _told(problem: Problem, lines: dict[str, list[str]], *, colour: bool) -> Iterator[str]:
    place, level = problem.location, COLOURS[problem.level]
    head = _painted(f"{problem.level}[{problem.code}]", level, colour)
    where = log_line(f"{named(place.file)}:{place.line}:{place.column}")
    yield f"{_painted(where, BOLD, colour)}: {head} {_safe(problem.message)}\n"
    source = lines.get(place.file, [])
    gutter = max(4, len(str(place.line)) + 1)
    if place.line <= len(source):
        shown, carets = excerpt(source[place.line - 1], place.column, WIDTH - gutter - 3)
        numbered, empty = (_painted(f"{number:>{gutter}} |", CYAN, colour) for number in (place.line, ""))
        yield f"{numbered} {shown}".rstrip() + "\n"
        yield f"{empty} {_painted(carets, level, colour)}\n"
    if problem.hint:
        yield f"{'':{gutter}} {_painted('help:', CYAN, colour)} {_safe(problem.hint)}\n"


def _safe(text: str) -> str:
    return log_line(one_line(text))


def _painted(text: str, code: str, colour: bool) -> str:  # noqa: FBT001 - handed through
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
