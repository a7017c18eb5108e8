"""Only public names of typer are used, so that its next release finds us working."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from locations import REPOSITORY

FILES = sorted(
    file for folder in ("src", "tests", "docs") for file in (REPOSITORY / folder).rglob("*.py")
)
_OF_CLASSES = {"__mro__", "__bases__", "__base__", "__subclasses__"}


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of everything that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names_of_typer(file: Path) -> Iterator[str]:
    """Yield the dotted names of typer, or of click, that a file mentions."""
    tree = ast.parse(file.read_text("utf-8"))
    yield from (name for name in imported_names(tree) if name.partition(".")[0] == "typer")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            text = ast.unparse(node)
            if text.startswith("typer."):
                yield text


def is_public(name: str) -> bool:
    """Return whether a name has no private part, and typer has it."""
    parts = name.split(".")
    if any(part.startswith("_") for part in parts):
        return False
    try:
        import_module(".".join(parts[:2]))
    except ImportError:
        return hasattr(import_module("typer"), parts[1])
    return True


@pytest.mark.slow
def test_only_public_names_of_typer_are_used() -> None:
    used = {(name, file.name) for file in FILES for name in names_of_typer(file)}
    assert ("typer.testing.CliRunner", "running.py") in used
    assert {(name, file) for name, file in used if not is_public(name)} == set()


def test_the_product_does_not_know_the_click_inside_typer() -> None:
    sources = [file for file in FILES if REPOSITORY / "src" in file.parents]
    assert sources
    for file in sources:
        names = {name.partition(".")[0] for name in imported_names(ast.parse(file.read_text()))}
        assert "click" not in names, file


def test_no_class_is_reached_through_its_relatives() -> None:
    sources = [file for file in FILES if REPOSITORY / "src" in file.parents]
    reached = {
        (node.attr, file.name)
        for file in sources
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in _OF_CLASSES
    }
    assert reached == set()
