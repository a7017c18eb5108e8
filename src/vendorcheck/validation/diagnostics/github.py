"""github: workflow commands, which GitHub Actions shows as annotations at the lines of a pull request."""

from itertools import groupby

from vendorcheck.document.problems import Problem
from vendorcheck.text.safe import escape_invisible
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    closing_line,
    count_by_level,
    repository_path,
    sort_by_level,
)

MAX_ANNOTATIONS = 10
"""GitHub shows no more annotations of one level for a step, and drops the rest without a word."""


@DIAGNOSTICS.add("github")
def render(diagnosis: Diagnosis) -> str:
    """Up to ten errors and ten warnings, then in plain words what was checked and how many were left out."""
    shown: list[Problem] = []
    for _, problems in groupby(
        sort_by_level(diagnosis.problems), key=lambda problem: problem.level
    ):
        shown += list(problems)[:MAX_ANNOTATIONS]
    lines = [
        _workflow_command(problem, repository_path(diagnosis, problem.location.file))
        for problem in shown
    ]
    lines.append(closing_line(diagnosis))
    left = list(diagnosis.problems)
    for problem in shown:
        left.remove(problem)
    if left:
        lines.append(
            f"Left out: {count_by_level(left)}, since GitHub shows {MAX_ANNOTATIONS} of each. See all with: {escape_invisible(diagnosis.rerun_command)}"
        )
    return "\n".join(lines) + "\n"


def _workflow_command(problem: Problem, path: str) -> str:
    place = problem.location
    message = f"{problem.message}\nHelp: {problem.hint}" if problem.hint else problem.message
    properties = {
        "file": path,
        "line": str(place.line),
        "col": str(place.column),
        "title": problem.code,
    }
    told = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{problem.level} {told}::{_escape_message(message)}"


def _escape_message(text: str) -> str:
    """Escaped as the message of a command; control characters made visible."""
    return escape_invisible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    """Escaped as a property of a command."""
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
