"""Hints for a document of another program that stands where one of our files is expected."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from vendorcheck.document.foreign import AS_EVIDENCE
from vendorcheck.document.problems import Problem

ExpectedKind: TypeAlias = Literal["policy", "questionnaire", "migrated"]
_INSTEAD: Final[Mapping[ExpectedKind, str]] = {
    "policy": "a policy is a file in YAML or JSON; vendorcheck new policy NAME begins one",
    "questionnaire": (
        "a questionnaire is a file in YAML or JSON; vendorcheck new questionnaire NAME begins one"
    ),
    "migrated": "vendor files and policies are migrated, which are files in YAML or JSON",
}


def with_hints_for(
    problems: Iterable[Problem], expected_kinds: Mapping[str, ExpectedKind]
) -> list[Problem]:
    """Return problems, with another hint for a document that stands where it is no evidence.

    Args:
        problems: the problems.
        expected_kinds: what a command takes some of the files for, by the file's name.
    """
    return [
        replace(problem, hint=_INSTEAD[expected_kinds[problem.location.file]])
        if problem.hint == AS_EVIDENCE and problem.location.file in expected_kinds
        else problem
        for problem in problems
    ]
