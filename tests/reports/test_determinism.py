"""The same inputs on the same day give the same bytes, wherever and whenever."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assessments import CASES, NAMES
from locations import REPOSITORY
from vendorcheck.document.document import parse_document
from vendorcheck.reports import REPORTS
from vendorcheck.store.library import Library

EXAMPLES = sorted((REPOSITORY / "examples").glob("*.yaml"))
ASSESSED = [name for name in NAMES if name != "hostile"]
"""The hostile one is no valid file: only what renders it is tested with it."""
HERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = [
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "12345"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C"},
    {"LC_ALL": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONOPTIMIZE": "2"},
]
TOGETHER = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
    {
        "PYTHONHASHSEED": "12345",
        "TZ": "America/Los_Angeles",
        "PYTHONUTF8": "0",
        "LC_ALL": "POSIX",
        "PYTHONOPTIMIZE": "2",
    },
]
ALL_OF_THEM = """
import sys
from vendorcheck.cli._app import run

arguments, forms = [line.split("|") for line in sys.argv[2:]], sys.argv[1].split()
for number, own in enumerate(arguments):
    unchosen = [text for text, before in zip(own, ["", *own]) if "-q" not in (text, before)]
    for form in forms:
        # The pre-check asks its own questions, and finds those that its policy lists.
        chosen = unchosen if form in ("precheck", "brief") else own
        options = ["--no-input", "--format", form, "-o", f"{number}.{form}"]
        sys.argv = ["vendorcheck", "assess", *chosen, *options]
        try:
            run()
        except SystemExit as end:
            if end.code:
                raise
"""
"""Assesses one vendor after the other, a report in each format, in one process.

Starting takes longer than assessing.
"""


def run(folder: Path, environment: dict[str, str], *command: str) -> bytes:
    """What a process of its own says in that folder.

    Its coverage is not measured: that takes as long again, and other tests reach the same lines.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHON", "TZ", "VENDORCHECK", "COVERAGE"))
    }
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout


def list_questionnaires(folder: Path) -> None:
    """Add the questionnaires of a case to its policy, as the pre-check can't be given any."""
    built_in = Library()
    entries = []
    for path in sorted(folder.glob("questionnaire*.yaml")):
        name = str(parse_document(path.read_bytes(), path.name).data["id"])
        replaces = f', replaces: "{built_in[name].version}"' if name in built_in else ""
        entries.append(f"{{file: {path.name}{replaces}}}")
    with (folder / "policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write(f"questionnaires: [{', '.join(entries)}]\n")


def reports(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Every report on the examples and on the cases, which lie in a folder of their own."""
    folder.mkdir()
    commands = []
    for example in EXAMPLES:
        shutil.copy(example, folder)
        commands.append(f"{example.name}|--as-of|2026-11-22")
    for name in ASSESSED:
        shutil.copytree(CASES / name, folder / name)
        list_questionnaires(folder / name)
        asked = [
            f"-q|{name}/{found.name}"
            for found in sorted((CASES / name).glob("questionnaire*.yaml"))
        ]
        day = (CASES / name / "as_of.txt").read_text("ascii").strip()
        command = [f"{name}/vendor.yaml", *asked, f"--policy|{name}/policy.yaml|--as-of|{day}"]
        commands.append("|".join(command))
    run(folder, environment, "-c", ALL_OF_THEM, " ".join(REPORTS), *commands)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return reports(tmp_path_factory.mktemp("base") / "here", HERE)


@pytest.mark.slow
@pytest.mark.parametrize("environment", TOGETHER, ids="-".join)
def test_no_report_depends_on_anything_else(
    tmp_path: Path, here: dict[str, bytes], environment: dict[str, str]
) -> None:
    assert {"json", "markdown", "html", "summary"} <= set(REPORTS)
    assert len(here) == len(EXAMPLES) + (len(EXAMPLES) + len(ASSESSED)) * len(REPORTS)
    assert reports(tmp_path / "Anderswo, weit weg", environment) == here


def piped(folder: Path, environment: dict[str, str]) -> bytes:
    shutil.copy(EXAMPLES[0].parent / "acme.yaml", folder)
    command = [
        "-m",
        "vendorcheck",
        "assess",
        "acme.yaml",
        "--as-of",
        "2026-11-22",
        "--format",
        "json",
    ]
    return run(folder, environment, *command)


@pytest.fixture(scope="module")
def piped_here(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return piped(tmp_path_factory.mktemp("piped"), HERE)


@pytest.mark.slow
@pytest.mark.parametrize("environment", ELSEWHERE, ids="-".join)
def test_neither_does_what_is_piped(
    tmp_path: Path, piped_here: bytes, environment: dict[str, str]
) -> None:
    assert piped_here.startswith(b'{\n  "schema": "vendorcheck-assessment/2"')
    assert piped(tmp_path, environment) == piped_here
