"""A link to a file that is not there is never written through, whatever the command."""

import os
import sys
from pathlib import Path

import pytest

from conftest import unmeasured
from running import at_terminal, end_of, run
from vendorcheck.cli._exit_code import ExitCode

VENDOR = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
WRITING = [
    ("assess", "acme.yaml", "--no-input", "-o", "out.html"),
    ("assess", "acme.yaml", "--no-input", "-o", "out.md"),
    ("assess", "acme.yaml", "--no-input", "--format", "questions", "-o", "out.txt"),
    ("precheck", "acme.yaml", "--no-input", "-o", "out.md"),
    ("precheck", "acme.yaml", "--no-input", "-o", "out.txt"),
    ("migrate", "acme.yaml", "-o", "out.yaml"),
    ("form", "acme.yaml", "-o", "out.yaml"),
    ("form", "acme.yaml", "-o", "out.xlsx"),
    ("new", "vendor", "Acme", "-o", "out.yaml"),
    ("new", "questionnaire", "Out"),
    ("new", "policy", "Out"),
    ("schema", "vendor", "-o", "out.json"),
    ("show", "sso", "-o", "out.md"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (here / "acme.yaml").write_text(VENDOR, encoding="utf-8")
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["plain", "force"])
@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_an_output(folder: Path, arguments: tuple[str, ...], force: tuple[str, ...]) -> None:
    name = next((argument for argument in arguments if argument.startswith("out.")), "out.yaml")
    (folder / name).symlink_to("../elsewhere/made")
    done = run(*arguments, *force)
    assert done.exit_code == ExitCode.ERROR
    assert done.stderr == (
        f"vendorcheck: {name} is a link to ../elsewhere/made, which is not there; "
        "delete the link, or name another file\n"
    )
    assert not os.listdir(folder.parent / "elsewhere")
    assert sorted(os.listdir(folder)) == ["acme.yaml", name]


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_folder_that_is_a_link_to_nothing(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "out").symlink_to("../elsewhere/made")
    into_folder = [
        f"out/{argument}" if argument.startswith("out.") else argument for argument in arguments
    ]
    if "-o" not in into_folder:
        into_folder += ["-o", "out/out.yaml"]
    done = run(*into_folder)
    assert done.exit_code == ExitCode.ERROR
    assert done.stderr == "vendorcheck: there is no folder out\n"
    assert not os.listdir(folder.parent / "elsewhere")


@pytest.mark.parametrize("command", ["assess", "precheck"])
def test_the_vendor_file_of_an_interview_and_its_journal(folder: Path, command: str) -> None:
    (folder / "new.yaml").symlink_to("../elsewhere/made.yaml")
    child = at_terminal(
        [sys.executable, "-m", "vendorcheck", command, "new.yaml"],
        folder,
        unmeasured() | {"VENDORCHECK_POLICY": "", "TERM": "dumb"},
        size=(24, 200),
    )
    child.expect("new.yaml is a link to ../elsewhere/made.yaml, which is not there")
    end_of(child)
    assert child.exitstatus == ExitCode.ERROR
    assert not os.listdir(folder.parent / "elsewhere")
