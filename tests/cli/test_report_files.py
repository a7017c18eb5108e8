"""Reports in a view, and in a folder with a file for each view and format."""

import os
import re
from pathlib import Path

import pytest

from locations import REPOSITORY
from running import DAY, run
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.cli._output import options_of_report
from vendorcheck.reports import REPORTS
from vendorcheck.reports.readers import VIEWS

ACME = (REPOSITORY / "examples/acme.yaml").read_bytes()
ASKED = ("-q", "sso", "--no-input", *DAY)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("acme.yaml").write_bytes(ACME)


def files_in(path: str) -> list[str]:
    return sorted(os.listdir(path))


EVERY_FILE = sorted(
    f"acme-{view}{report.suffixes[0]}"
    for report in REPORTS.values()
    for view in report.views
    if report.suffixes
)
"""The names of all files of a folder: each format with a suffix, in each view it knows."""


def test_a_folder_gets_a_file_for_each_view_and_format() -> None:
    done = run("assess", "acme.yaml", *ASKED, "-o", "out/")
    assert done.exit_code == ExitCode.OK, done.stderr
    assert files_in("out") == EVERY_FILE
    assert len(EVERY_FILE) >= 3 * len(VIEWS)
    assert done.stdout == ""
    for view in VIEWS:
        assert re.search(rf"^Wrote out/acme-{view}\.\w+.* and \.\w+$", done.stderr, re.MULTILINE)
    vendor = Path("out/acme-vendor.md").read_text("utf-8")
    assert run("assess", "acme.yaml", *ASKED, "--view", "vendor").stdout == vendor


def test_a_folder_that_is_there_needs_no_slash_and_is_not_overwritten() -> None:
    Path("out").mkdir()
    Path("out/acme-vendor.md").write_text("mine", "utf-8")
    done = run("assess", "acme.yaml", *ASKED, "-o", "out")
    assert done.exit_code == ExitCode.ERROR
    assert "out/acme-vendor.md exists already; --force overwrites it" in done.stderr
    assert files_in("out") == ["acme-vendor.md"]
    done = run("assess", "acme.yaml", *ASKED, "-o", "out", "--force")
    assert done.exit_code == ExitCode.OK
    assert files_in("out") == EVERY_FILE
    assert Path("out/acme-vendor.md").read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("options", "files"),
    [
        (("--view", "vendor"), [name for name in EVERY_FILE if "-vendor." in name]),
        (("--format", "md"), [f"acme-{view}.md" for view in VIEWS]),
        (("--format", "json", "--view", "IT"), ["acme-it.json"]),
        (("--format", "questions"), ["acme-vendor-questions.txt"]),
        (("--format", "summary", "--view", "vendor"), ["acme-vendor-summary.txt"]),
    ],
)
def test_a_folder_gets_only_what_is_asked_for(options: tuple[str, ...], files: list[str]) -> None:
    done = run("assess", "acme.yaml", *ASKED, *options, "-o", "out/")
    assert done.exit_code == ExitCode.OK, done.stderr
    assert files_in("out") == files


def test_what_comes_from_standard_input_has_no_name() -> None:
    done = run("assess", "-", *ASKED, "--format", "md", "-o", "out/", text=ACME)
    assert done.exit_code == ExitCode.OK, done.stderr
    assert files_in("out") == [f"report-{view}.md" for view in VIEWS]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--view", "cat"),
            f'there is no view "cat"; choose from {", ".join(VIEWS)}',
        ),
        (
            ("--view", "vendor", "--format", "trial"),
            "the format trial knows no view vendor, only it; the view vendor is in the formats",
        ),
        (
            ("--view", "it", "--format", "questions"),
            "the format questions knows no view it, only vendor; the view it is in the formats",
        ),
        (("--format", "cat", "-o", "out/"), 'there is no report format "cat"; choose from'),
        (("-o", "acme.yaml/"), "acme.yaml is no folder; leave out the slash behind it"),
        (("-o", "none/out/"), "there is no folder none"),
    ],
)
def test_a_slip_is_told_with_what_there_is(arguments: tuple[str, ...], message: str) -> None:
    done = run("assess", "acme.yaml", *ASKED, *arguments)
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    assert message in done.stderr
    assert files_in(".") == ["acme.yaml"]


def test_a_folder_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.makedirs", refuse)
    done = run("assess", "acme.yaml", *ASKED, "-o", "out/")
    assert done.exit_code == ExitCode.ERROR
    assert "out/ can't be made: permission denied" in done.stderr


def test_no_file_of_a_folder_takes_the_place_of_one_that_is_read() -> None:
    os.rename("acme.yaml", "acme-it.json")
    Path("acme-it.json").write_text('{"vendorcheck": "vendor/1", "vendor": {"name": "A"}}', "utf-8")
    os.symlink("acme-it.json", "acme.yaml")
    done = run("assess", "acme.yaml", *ASKED, "-o", ".", "--force")
    assert done.exit_code == ExitCode.ERROR
    assert "acme-it.json is read here, and would be lost" in done.stderr


def test_whoever_goes_on_gets_the_same_view_again() -> None:
    assert options_of_report("md", "out/", None, "lead") == (
        *("--format", "md", "--view", "lead"),
        *("-o", "out/", "--force"),
    )
