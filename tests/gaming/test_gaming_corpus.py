"""Every case of the gaming corpus: its verdicts, its reasons, and the law that no trick pays."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gaming_corpus import CASES, VERDICTS, YES, Case, Side, corpus, words
from running import DAY, run

NOT_YET = Path(__file__).parent / "not-yet.txt"
"""What the program does not do yet. A line that has come true fails, so that it is deleted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a vendor file, the rules behind it, and all that was printed."""

    verdict: str
    fires: frozenset[str]
    could: frozenset[str]
    reports: tuple[str, ...]
    summary: str
    problems: str


def _pending() -> frozenset[str]:
    lines = NOT_YET.read_text("ascii").splitlines() if NOT_YET.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _params(check: str, items: list[tuple[str, Any]]) -> list[Any]:
    """Return parameters of a test, those marked that are known to fail."""
    mark = pytest.mark.xfail(strict=True, reason="listed in not-yet.txt")
    return [
        pytest.param(item, id=name, marks=[mark] if f"{check} {name}" in _pending() else [])
        for name, item in items
    ]


SIDES = [(side.id, side) for case in corpus() for side in case.sides]
TRICKS = [(side.id, (case, side)) for case in corpus() for side in case.gamed]


@cache
def outcome(side: Side) -> Outcome:
    """Assess one vendor file as its case says, and return what came out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(side.folder)
        results = [
            run("assess", *side.options, "--no-input", *DAY, "--format", name)
            for name in ("json", *(("markdown", "html", "summary") if side.says else ()))
        ]
    first = results[0]
    assert {result.exit_code for result in results} in ({0}, {2}), first.output
    if first.exit_code:
        return Outcome("refused", frozenset(), frozenset(), (), "", words(first.stderr))
    report = json.loads(first.stdout)
    could = frozenset(rule["rule"] for rule in report["rules"] if rule.get("could"))
    fires = frozenset(rule["rule"] for rule in report["rules"] if not rule.get("could"))
    reports = [words(result.stdout) for result in results[1:]]
    summary = reports.pop() if reports else ""
    return Outcome(report["verdict"], fires, could, tuple(reports), summary, words(first.stderr))


@pytest.mark.parametrize("side", _params("verdict", SIDES))
def test_the_verdict_is_the_expected_one(side: Side) -> None:
    assert outcome(side).verdict in side.verdicts


@pytest.mark.parametrize("side", _params("rules", SIDES))
def test_the_rules_behind_the_verdict_are_the_expected_ones(side: Side) -> None:
    result = outcome(side)
    if result.verdict != "refused":
        assert side.fires <= result.fires
        assert side.could <= result.could
    else:
        assert "refused" in side.verdicts


@pytest.mark.parametrize("side", _params("words", [one for one in SIDES if one[1].says]))
def test_the_reports_say_why(side: Side) -> None:
    result = outcome(side)
    for text in result.reports or (result.problems,):
        for pattern in side.says:
            assert re.search(pattern, text, re.IGNORECASE), pattern
    for pattern in side.sums_up:
        assert re.search(pattern, result.summary, re.IGNORECASE), pattern


@pytest.mark.parametrize("side", _params("warning", [one for one in SIDES if one[1].warns]))
def test_whoever_assesses_is_warned(side: Side) -> None:
    for pattern in side.warns:
        assert re.search(pattern, outcome(side).problems, re.IGNORECASE), pattern


@pytest.mark.parametrize("trick", _params("law", TRICKS))
def test_no_trick_reaches_a_yes_that_the_honest_file_does_not_get(
    trick: tuple[Case, Side],
) -> None:
    case, gamed = trick
    verdict, honest = outcome(gamed).verdict, outcome(case.honest).verdict
    assert verdict not in YES or VERDICTS.index(honest) <= VERDICTS.index(verdict)


@pytest.mark.parametrize("case", corpus(), ids=lambda case: case.name)
def test_the_expectations_keep_the_law_themselves(case: Case) -> None:
    (honest,) = case.honest.verdicts
    for gamed in case.gamed:
        for verdict in gamed.verdicts:
            assert verdict not in YES or VERDICTS.index(honest) <= VERDICTS.index(verdict)
    if case.control:
        # Otherwise a program that approves nothing would pass.
        assert case.control.verdicts[0] == "approve"
        assert honest != "approve"


def test_every_file_of_the_corpus_is_used() -> None:
    used = {
        (side.folder / option).resolve()
        for case in corpus()
        for side in case.sides
        for option in side.options
        if option.endswith(".yaml")
    }
    kinds = ("honest", "gamed", "accepted", "control", "policy", "questionnaire")
    found = {path.resolve() for kind in kinds for path in CASES.rglob(f"{kind}*.yaml")}
    assert found == used


def test_nothing_is_pending_that_is_no_case() -> None:
    names = {f"{check} {name}" for check in ("verdict", "rules") for name, _ in SIDES}
    names |= {f"words {name}" for name, side in SIDES if side.says}
    names |= {f"warning {name}" for name, side in SIDES if side.warns}
    names |= {f"law {name}" for name, _ in TRICKS}
    assert _pending() <= names
