"""Shared fixtures: golden files, processes without coverage, and an interview that has begun."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import settings

from journals import BEGUN, CONTENT
from vendorcheck.interview.journal import Journal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A case of a table that fails shows what was said, like any other assertion.
pytest.register_assert_rewrite("rule_cases")
# How long an example takes says nothing about the code: a busy machine takes longer.
settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")

Golden: TypeAlias = Callable[[Path, str], None]
"""Compares a text with the file that holds what it should be; with `--update`, writes it there."""


def unmeasured() -> dict[str, str]:
    """Return the environment for a process that is killed, or may write little.

    Its coverage would be left in pieces.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the golden files; the diff is the review"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the edge, of which slow ones as well are measured for coverage.

    Only they run some lines of it, at a real terminal. Other slow tests take thrice as long if
    they are measured, and find no line that a quick one does not.
    """
    for item in items:
        if item.path.parent.name in ("cli", "interview"):
            item.add_marker("edge")


def pytest_collection_finish() -> None:
    """Let garbage collection leave alone what stays to the end anyway, and come more rarely.

    It took a quarter of the time of all tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once what could be installed so that fewer tests are skipped."""
    for program, package in (("Chromium", "chromium"), ("LibreOffice", "libreoffice-calc")):
        skipped = [
            report
            for report in terminalreporter.getreports("skipped")
            if program in str(report.longrepr)
        ]
        if skipped:
            terminalreporter.write_line(
                f"{len(skipped)} tests need {program} (Debian: {package}); skipped"
            )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    update = bool(request.config.getoption("--update"))

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.exists(), (
            f"{path.name} is missing: run pytest with --update, and look at what it wrote"
        )
        # As bytes: a line end is part of what is expected.
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture
def vendor(tmp_path: Path) -> Path:
    """A vendor file."""
    path = tmp_path / "acme.yaml"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def opened(vendor: Path) -> Iterator[Journal]:
    """The journal beside it, with nothing in it yet."""
    with Journal.open(str(vendor), BEGUN) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A browser, started once for the tests of a module."""
    from browsing import started_browser

    with started_browser() as browser:
        yield browser
