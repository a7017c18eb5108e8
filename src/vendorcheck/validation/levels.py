"""The levels of warnings that a company sets: some count as errors, some are ignored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from vendorcheck.document.problems import ERROR_CODES, WARNING_CODES, Problem
from vendorcheck.text.suggest import nearest_name_hint

LevelSetting: TypeAlias = Literal["error", "ignore"]
"""What becomes of a warning: it counts as an error, or it is left out and counted."""


@dataclass(frozen=True, slots=True)
class JudgedProblems:
    """The problems at their levels, and how many warnings of each code were left out."""

    problems: tuple[Problem, ...]
    ignored: Mapping[str, int]


def describe_wrong_code(code: str, setting: LevelSetting) -> str:
    """Describe why the level of a code can't be set; empty if it can.

    What is an error already may be set to one, so that a setting outlives a new version.
    """
    if code in WARNING_CODES or (code in ERROR_CODES and setting == "error"):
        return ""
    if code in ERROR_CODES:
        return f'"{code}" is an error, and only warnings can be ignored'
    hint = nearest_name_hint(code, (*ERROR_CODES, *WARNING_CODES))
    return f'there is no problem "{code}"; {hint or "vendorcheck explain lists them all"}'


def set_levels(problems: Sequence[Problem], settings: Mapping[str, LevelSetting]) -> JudgedProblems:
    """Return the problems at the levels that are set for their codes; errors stay errors."""
    kept: list[Problem] = []
    ignored: Counter[str] = Counter()
    for problem in problems:
        setting = settings.get(problem.code) if problem.level == "warning" else None
        if setting == "ignore":
            ignored[problem.code] += 1
        else:
            kept.append(replace(problem, counts_as_error=True) if setting else problem)
    return JudgedProblems(tuple(kept), dict(sorted(ignored.items())))
