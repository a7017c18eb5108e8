"""The docs match the program: generated pages are fresh, links work, lists are complete."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from locations import REPOSITORY
from vendorcheck.cli import COMMANDS
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.reports import REPORTS

PAGES = sorted(
    [
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").rglob("*.md"),
        *(REPOSITORY / "examples").glob("*.md"),
    ]
)
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_everything_generated_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("generate", REPOSITORY / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    generated = list(generate.generated())
    assert len(generated) > 10
    stale = [
        name for name, text in generated if (REPOSITORY / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(REPOSITORY)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [
        target
        for target in targets
        if target and "://" not in target and not target.startswith("mailto:")
    ]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_the_readme_lists_the_exit_codes() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert listed == {int(code) for code in ExitCode}


def test_the_readme_begins_with_the_two_commands() -> None:
    first = README.index("make demo")
    assert first < README.index("make test")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert "\ndemo:" in makefile
    assert "\ntest:" in makefile


@pytest.mark.parametrize(
    "name", ["README.md", "docs/tutorial/precheck.md", "docs/tutorial/assess.md"]
)
def test_whoever_begins_is_told_where_the_command_is(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    first_command = re.search(r"^(?:\$ )?vendorcheck (?:assess|precheck)\b", text, re.MULTILINE)
    assert first_command is not None
    beginning = text[: first_command.start()]
    assert ". .venv/bin/activate" in beginning
    assert "`.venv/bin/vendorcheck`" in beginning


def test_each_command_is_documented() -> None:
    page = (REPOSITORY / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert len(COMMANDS) > 0
    assert [name for name in COMMANDS if f"## vendorcheck {name}\n" not in page] == []


def test_each_format_is_named_by_the_help_of_assess() -> None:
    page = (REPOSITORY / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert [name for name in REPORTS if name not in page] == []


def test_no_module_and_no_function_is_too_long() -> None:
    modules = sorted((REPOSITORY / "src").rglob("*.py"))
    assert modules
    assert [
        str(file) for file in modules if len(file.read_text(encoding="utf-8").splitlines()) > 300
    ] == []
    functions = [
        (str(file.relative_to(REPOSITORY)), node.name)
        for file in modules
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert functions == []
