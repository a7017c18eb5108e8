"""A command evaluates a vendor once for each purpose, and hands the result on."""

import shutil
from collections import Counter
from cProfile import Profile
from pathlib import Path
from types import CodeType

import pytest
from typer.testing import CliRunner

from locations import REPOSITORY
from vendorcheck.cli._app import app

COUNTED = {
    ("evaluation", "evaluate"),
    ("evaluation", "applicability"),
    ("rules", "apply_rules"),
    ("plan", "make_plan"),
    ("plan", "make_tier_plan"),
    ("tiering", "resolve_tier"),
}
ACME = str(REPOSITORY / "examples" / "acme.yaml")


def counted_calls(*arguments: str) -> Counter[str]:
    """How often a command calls each of the counted functions."""
    with Profile() as profile:
        result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    calls: Counter[str] = Counter()
    for entry in profile.getstats():
        if isinstance(code := entry.code, CodeType):  # anything else is built in
            module = code.co_filename.rpartition("/")[2].removesuffix(".py")
            if (module, code.co_name) in COUNTED:
                calls[code.co_name] += entry.callcount
    return calls


@pytest.mark.parametrize("form", ["html", "json", "summary"])
def test_an_assessment_resolves_the_tier_once_and_judges_the_answers_once(form: str) -> None:
    calls = counted_calls("assess", ACME, "--no-input", "--as-of", "2026-11-22", "--format", form)
    assert calls == {
        "make_tier_plan": 1,
        "resolve_tier": 1,
        "make_plan": 2,  # all that is answered, for validation; what the tier asks
        "evaluate": 2,  # for the tier, for the assessment
        "apply_rules": 2,  # the answers as they are, and the path to approve, which is proven
    }


def test_the_precheck_takes_the_tier_from_the_case() -> None:
    calls = counted_calls("precheck", ACME, "--no-input", "--as-of", "2026-11-22")
    assert (calls["make_tier_plan"], calls["make_plan"], calls["apply_rules"]) == (1, 3, 2)
    # The answers as they are, and the way to green, which is proven.
    assert calls["evaluate"] == 3  # for the tier, the pre-check, the review to come


def test_a_portfolio_makes_each_plan_once_and_looks_for_no_path(tmp_path: Path) -> None:
    for number in range(3):
        shutil.copy(ACME, tmp_path / f"{number}.yaml")
    with Profile() as profile:
        result = CliRunner().invoke(app, ["portfolio", str(tmp_path), "--as-of", "2026-11-22"])
    assert result.exit_code == 0, result.output
    calls = Counter[str]()
    for entry in profile.getstats():
        if isinstance(code := entry.code, CodeType):
            calls[code.co_name] += entry.callcount
    assert calls["find_paths_to_yes"] == 0
    assert calls["summarize_vendor"] == 3
    assert calls["_make_plan"] == 1
    assert calls["_summarize"] == 3
