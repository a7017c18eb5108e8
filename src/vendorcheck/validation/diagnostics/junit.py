"""junit: JUnit's XML, which Jenkins, GitLab and others show as test results."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby

from vendorcheck.document.problems import Problem
from vendorcheck.text.safe import one_line, path_for_display
from vendorcheck.validation.diagnostics._base import (
    DIAGNOSTICS,
    Diagnosis,
    closing_line,
    repository_path,
)

_NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""Characters that XML 1.0 has no place for, not even as a reference, and that are not escaped."""


@DIAGNOSTICS.format("junit", "xml")
def render(diagnosis: Diagnosis) -> str:
    """Return a test suite for each file with problems, and in it a test case for each problem.

    A test case fails with an error, with --strict also with a warning. Where there is no problem,
    one test case passes: services take a report without any for a failure. The text is ASCII.
    """
    suites = [
        _suite(diagnosis, repository_path(diagnosis, file), list(problems))
        for file, problems in groupby(diagnosis.problems, key=lambda problem: problem.location.file)
    ] or [_passed_suite(diagnosis)]
    failure_count = sum(_is_failure(problem, diagnosis) for problem in diagnosis.problems)
    counts = f'tests="{len(diagnosis.problems) or 1}" failures="{failure_count}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="vendorcheck" {counts}>',
        *(line for suite in suites for line in suite),
        "</testsuites>",
    ]
    # A reference, so that no text has the ## with which old runners begin a command.
    text = "\n".join(lines).replace("##", "#&#35;")
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii") + "\n"


def _is_failure(problem: Problem, diagnosis: Diagnosis) -> bool:
    return diagnosis.strict or problem.level == "error"


def _suite(diagnosis: Diagnosis, path: str, problems: list[Problem]) -> list[str]:
    failure_count = sum(_is_failure(problem, diagnosis) for problem in problems)
    return [
        (
            f'  <testsuite name={_quote(path)} tests="{len(problems)}" '
            f'failures="{failure_count}" errors="0" skipped="0">'
        ),
        *(
            _test_case(problem, name, path, is_failure=_is_failure(problem, diagnosis))
            for problem, name in zip(problems, _unique_names(problems), strict=True)
        ),
        "  </testsuite>",
    ]


def _unique_names(problems: list[Problem]) -> Iterator[str]:
    """Yield a name for each problem of a file; services ignore a second test of the same name.

    It has no line of its own, so that a test stays the same when lines are added above it.
    """
    counts: Counter[str] = Counter()
    for problem in problems:
        name = f"{problem.code}: {one_line(problem.message)}"
        counts[name] += 1
        yield name if counts[name] == 1 else f"{name} ({counts[name]})"


def _test_case(problem: Problem, name: str, path: str, *, is_failure: bool) -> str:
    location = problem.location
    place = f"{path_for_display(path)}:{location.line}:{location.column}"
    message = f"{place}: {one_line(problem.message)}"
    lines = [f"{place}: {problem.level}[{problem.code}] {one_line(problem.message)}"]
    lines += [f"help: {one_line(problem.hint)}"] if problem.hint else []
    details = _escape("\n".join(lines))
    result = (
        f'<failure message={_quote(message)} type="{problem.level}">{details}</failure>'
        if is_failure
        else f"<system-out>{details}</system-out>"
    )
    return (
        f"    <testcase classname={_quote(path)} name={_quote(name)} file={_quote(path)} "
        f'line="{location.line}" time="0">{result}</testcase>'
    )


def _passed_suite(diagnosis: Diagnosis) -> list[str]:
    return [
        '  <testsuite name="vendorcheck" tests="1" failures="0" errors="0" skipped="0">',
        (
            '    <testcase classname="vendorcheck" '
            f'name={_quote(closing_line(diagnosis))} time="0"/>'
        ),
        "  </testsuite>",
    ]


def _quote(text: str) -> str:
    """Return a text as an attribute in quotes, in one line."""
    return f'"{_escape(one_line(text))}"'


def _escape(visible_text: str) -> str:
    """Return a text without markup and without characters that XML refuses."""
    return escape(_NOT_IN_XML.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", visible_text))
