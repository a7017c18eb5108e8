"""The levels of warnings that a company sets: some count as errors, some are ignored."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from vendorcheck.document.problems import ERROR_CODES, WARNING_CODES, Problem
from vendorcheck.text.suggest import nearest_name_hint

LevelSetting: TypeAlias = Literal["error", "ignore"]
"""The treatment of a warning: it counts as an error, or it is left out and counted."""


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


def set_level(problem: Problem, settings: Mapping[str, LevelSetting]) -> Problem | None:
    """Return a problem at the level that is set for its code; None if it is to be ignored.

    Errors stay errors.
    """
    setting = settings.get(problem.code) if problem.level == "warning" else None
    if setting is None:
        return problem
    return replace(problem, counts_as_error=True) if setting == "error" else None
