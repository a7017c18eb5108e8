"""Each recipe of CONTRIBUTING.md works: a test follows it in a copy of the tree.

The code comes from the page itself. After its first half, what lies in src/, tests fail; at its
end, with the docs and golden files written anew, they pass.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

from locations import REPOSITORY

PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
_STEP: Final = re.compile(
    r"(?:New file `(?P<new>[^`]+)`"
    r"|In `(?P<changed>[^`]+)`, (?P<where>below|above) the line\s`(?P<line>[^`]+)`):"
    r"\n\n```\w+\n(?P<code>.*?)```\n",
    re.DOTALL,
)
_GOLDEN: Final = "golden or hostile_problems or no_problem or page_of_every_field or test_problems"
"""The tests that write golden files."""
_RECIPES: Final = {
    "Add a report format": (
        "tests/test_registry.py",
        "tests/reports/test_reports.py",
        "tests/project/test_docs.py",
    ),
    "Add a view": ("tests/test_registry.py", "tests/reports/test_views.py"),
    "Add a format of problems": (
        "tests/test_registry.py",
        "tests/validation/test_diagnostics.py",
        "tests/project/test_docs.py",
    ),
    "Add an importer": (
        "tests/test_registry.py",
        "tests/exchange/test_importers.py",
        "tests/exchange/test_import_plan.py",
        "tests/project/test_docs.py",
    ),
    "Add a question type": (
        "tests/test_registry.py",
        "tests/project/test_field_reference.py",
        "tests/reports/test_question_fields.py",
        "tests/model/test_new_question_type.py",
        "tests/model/test_json_schema.py",
    ),
    "Add a field of a question": (
        "tests/project/test_field_reference.py",
        "tests/reports/test_question_fields.py",
        "tests/model/test_json_schema.py",
    ),
    "Add a command": (
        "tests/test_registry.py",
        "tests/project/test_docs.py",
        "tests/cli/test_startup.py",
    ),
    "Add a problem": ("tests/validation/test_cases.py", "tests/validation/test_explanations.py"),
    "Add a key of a policy": (
        "tests/project/test_field_reference.py",
        "tests/assessment/test_policy_keys.py",
        "tests/model/test_json_schema.py",
    ),
}
"""Each recipe, and the tests that guard what it adds."""
_COPIED: Final = (
    *("src", "tests", "docs", "schemas", "questionnaires", "policies", "examples", "benchmarks"),
    "crosswalks",
    *("pyproject.toml", "Makefile", "action.yml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *("SECURITY.md", "LICENSE", ".pre-commit-hooks.yaml", ".ci"),
)


@dataclass(frozen=True)
class Step:
    """A new file, or a piece of one beside a line of it."""

    path: str
    code: str
    line: str | None
    where: str

    def follow(self, tree: Path) -> None:
        file = tree / self.path
        if self.line is None:
            assert not file.exists(), f"{self.path} is there already"
            file.write_text(self.code, encoding="utf-8")
            return
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        places = [index for index, line in enumerate(lines) if line.rstrip("\n") == self.line]
        assert len(places) == 1, f"{self.path} has {len(places)} lines such as {self.line!r}"
        lines.insert(places[0] + (self.where == "below"), self.code)
        file.write_text("".join(lines), encoding="utf-8")


def steps_of(title: str) -> Iterator[Step]:
    """Yield the steps of a recipe as the page has them."""
    (section,) = re.findall(rf"^## {title}\n(.*?)(?=^## [A-Z]|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    steps = list(_STEP.finditer(section))
    assert section.count("```") == 2 * len(steps), "a block of code belongs to no step"
    for step in steps:
        yield Step(step["new"] or step["changed"], step["code"], step["line"], step["where"] or "")


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy of the tree, on the modules of the copy."""
    environment = {name: text for name, text in os.environ.items() if "COVERAGE" not in name}
    environment["PYTHONPATH"] = str(tree / "src")
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def run_tests(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(
        tree,
        *("-m", "pytest", "-q", "-x", "-n", "0", "-m", "not slow", "-p", "no:cacheprovider"),
        *arguments,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the tree in which a recipe can be followed."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in _COPIED:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(
                REPOSITORY / name, copy / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy2(REPOSITORY / name, copy / name)
    return copy


def test_every_recipe_is_followed() -> None:
    titles = [
        title
        for title in re.findall(r"^## (Add .*)", PAGE, re.MULTILINE)
        if title != "Add a questionnaire"  # the starter of `vendorcheck new` is the recipe
    ]
    assert sorted(titles) == sorted(_RECIPES)


def test_every_step_of_a_page_is_read() -> None:
    steps = [step for title in _RECIPES for step in steps_of(title)]
    assert len(steps) == len(re.findall(r"^(?:New file|.*In) `[^`]+`", PAGE, re.MULTILINE))


@pytest.mark.slow
@pytest.mark.parametrize("title", _RECIPES)
def test_the_recipe_leads_to_the_end(title: str, tree: Path) -> None:
    steps, tests = list(steps_of(title)), _RECIPES[title]
    assert steps
    assert {step.path.partition("/")[0] for step in steps} <= {"src", "tests", "docs"}
    for step in (step for step in steps if step.path.startswith("src/")):
        step.follow(tree)
    half = run_tests(tree, *tests)
    assert half.returncode == 1, f"nothing noticed that the rest is missing\n{half.stdout}"
    for step in (step for step in steps if not step.path.startswith("src/")):
        step.follow(tree)
    written = run(tree, "docs/generate.py")
    assert written.returncode == 0, written.stderr
    run_tests(tree, "--update", "-k", _GOLDEN, *tests)
    done = run_tests(tree, *tests)
    assert done.returncode == 0, done.stdout
    if find_spec("ruff"):
        sources = [step.path for step in steps if step.path.endswith(".py")]
        for command in (["format", "--check"], ["check"]):
            checked = run(tree, "-m", "ruff", *command, *sources)
            assert checked.returncode == 0, checked.stdout
