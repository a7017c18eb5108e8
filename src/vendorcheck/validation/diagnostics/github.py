"""github: workflow commands, which GitHub Actions shows as annotations at the lines of a pull request."""

from itertools import groupby

from vendorcheck.document.problems import Problem
from vendorcheck.text.safe import visible
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    closing,
    placed,
    tally,
    worst_first,
)

MOST = 10
"""GitHub shows no more annotations of one level for a step, and drops the rest without a word."""


@DIAGNOSTICS.add("github")
def render(diagnosis: Diagnosis) -> str:
    """Up to ten errors and ten warnings, then in plain words what was checked and how many were left out."""
    shown: list[Problem] = []
    for _, problems in groupby(worst_first(diagnosis.problems), key=lambda problem: problem.level):
        shown += list(problems)[:MOST]
    lines = [_command(problem, placed(diagnosis, problem.location.file)) for problem in shown]
    lines.append(closing(diagnosis))
    left = list(diagnosis.problems)
    for problem in shown:
        left.remove(problem)
    if left:
        lines.append(
            f"Left out: {tally(left)}, since GitHub shows {MOST} of each. See all with: {visible(diagnosis.again)}"
        )
    return "\n".join(lines) + "\n"


def _command(problem: Problem, path: str) -> str:
    place = problem.location
    message = f"{problem.message}\nHelp: {problem.hint}" if problem.hint else problem.message
    properties = {
        "file": path,
        "line": str(place.line),
        "col": str(place.column),
        "title": problem.code,
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{problem.level} {told}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as the message of a command; control characters made visible."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as a property of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
