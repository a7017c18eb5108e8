"""github: workflow commands, which GitHub Actions shows as annotations."""

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
"""The most annotations of one level that GitHub shows for a step; it drops others silently."""


@DIAGNOSTICS.format("github", "workflow-commands")
def render(diagnosis: Diagnosis) -> str:
    """Return up to ten errors and ten warnings, what was checked, and how many were left out."""
    shown_problems: list[Problem] = []
    for _, problems in groupby(
        sort_by_level(diagnosis.problems), key=lambda problem: problem.level
    ):
        shown_problems += list(problems)[:MAX_ANNOTATIONS]
    lines = [
        _workflow_command(problem, repository_path(diagnosis, problem.location.file))
        for problem in shown_problems
    ]
    lines.append(closing_line(diagnosis))
    omitted_problems = list(diagnosis.problems)
    for problem in shown_problems:
        omitted_problems.remove(problem)
    if omitted_problems:
        lines.append(
            f"Left out: {count_by_level(omitted_problems)}, "
            f"since GitHub shows {MAX_ANNOTATIONS} of each. "
            f"See all with: {escape_invisible(diagnosis.rerun_command)}"
        )
    return "\n".join(lines) + "\n"


def _workflow_command(problem: Problem, path: str) -> str:
    location = problem.location
    # A run's raw log shows the message without the properties.
    message = f"{path}:{location.line}:{location.column}: {problem.message}"
    message += f"\nHelp: {problem.hint}" if problem.hint else ""
    properties = {
        "file": path,
        "line": str(location.line),
        "col": str(location.column),
        "title": problem.code,
    }
    property_list = ",".join(
        f"{name}={_escape_property(value)}" for name, value in properties.items()
    )
    return f"::{problem.level} {property_list}::{_escape_message(message)}"


def _escape_message(text: str) -> str:
    """Return a text escaped as a command's message, with control characters made visible."""
    visible_text = escape_invisible(text).replace("\t", " ")
    return visible_text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
