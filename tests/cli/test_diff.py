"""The diff command: two states of a vendor file, from files or from git, under one policy."""

import json
import os
import subprocess
from pathlib import Path
from shutil import copytree

import pytest

from locations import CASES
from running import on_screen, run
from vendorcheck.text.safe import escape_log_commands

DAYS = ("--as-of", "2026-11-22", "--old-as-of", "2026-01-10")
RULES = ("--policy", "policy.yaml")
GOLDEN = escape_log_commands((CASES / "changes/change.text").read_text("utf-8"))
DIFF = ("diff", "old.yaml", "new.yaml", *RULES, *DAYS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copytree(CASES / "changes", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    """The folder as a repository: acme.yaml as it was in January, and as it is now."""
    (folder / "old.yaml").rename(folder / "acme.yaml")
    who = {
        f"GIT_{role}_{part}": "x" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
    }
    day = {"GIT_COMMITTER_DATE": "2026-01-10T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (("init", "-q"), ("add", "acme.yaml"), ("commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=folder, env=os.environ | who | day, check=True)
    (folder / "new.yaml").rename(folder / "acme.yaml")
    return folder


def as_in_the_case(text: str, **names: str) -> str:
    for name, other in names.items():
        text = text.replace(other, f"{name}.yaml")
    return text


def test_two_files_as_text_and_into_a_file_of_each_kind(folder: Path) -> None:
    shown = run(*DIFF)
    assert shown.exit_code == 0
    assert shown.stdout == GOLDEN
    assert shown.stderr == ""
    for name in ("c.md", "c.html", "c.json"):
        written = run(*DIFF, "-o", name)
        assert (written.exit_code, written.stderr) == (0, f"Wrote {name}\n")
    assert json.loads((folder / "c.json").read_text())["schema"] == "vendorcheck-change/1"
    assert run(*DIFF, "-o", "c.json").exit_code == 2
    assert run(*DIFF, "-o", "old.yaml", "--format", "text", "--force").exit_code == 2
    assert run(*DIFF, "--format", "json").stdout == (folder / "c.json").read_text()


def test_a_revision_in_git_is_compared_with_the_file(repository: Path) -> None:
    command = ("diff", "HEAD:acme.yaml", "acme.yaml", *RULES)
    shown = run(*command, *DAYS)
    assert shown.exit_code == 0
    text = as_in_the_case(shown.stdout, old="HEAD:acme.yaml", new="acme.yaml")
    assert text == GOLDEN
    assert shown.stderr == ""
    same_day = run(*command, "--as-of", "2026-11-22")
    assert same_day.stderr == (
        "To judge the older state by the day of its commit: vendorcheck diff HEAD:acme.yaml "
        "acme.yaml --policy policy.yaml --as-of 2026-11-22 --old-as-of 2026-01-10\n"
    )
    assert "has ended; it supported" not in same_day.stdout
    itself = run("diff", "HEAD:acme.yaml", "HEAD:./acme.yaml", *RULES, *DAYS[:2])
    assert "Nothing has changed." in itself.stdout
    assert repository.exists()


def test_something_worse_fails_where_that_is_asked_for(folder: Path) -> None:
    assert run(*DIFF, "--fail-on", "worse").exit_code == 1
    same = run("diff", "new.yaml", "new.yaml", *RULES, *DAYS[:2], "--fail-on", "worse")
    assert same.exit_code == 0
    text = (folder / "new.yaml").read_text()
    (folder / "better.yaml").write_text(
        text.replace('worse: {answer: "no"', 'worse: {answer: "yes"')
    )
    better = ("diff", "new.yaml", "better.yaml", *RULES, *DAYS[:2], "--fail-on", "worse")
    assert run(*better).exit_code == 0


def test_standard_input_is_one_of_the_two(folder: Path) -> None:
    text = (folder / "new.yaml").read_text()
    shown = run("diff", "old.yaml", "-", *RULES, *DAYS, text=text)
    assert shown.exit_code == 0
    assert as_in_the_case(shown.stdout, new="-").splitlines()[0].startswith("Acme <b>")
    both = run("diff", "-", "-", *RULES, text=text)
    assert both.exit_code == 2
    assert "standard input can be one of the two files, not both" in both.stderr


def test_questionnaires_may_be_chosen(folder: Path) -> None:
    shown = run("diff", "old.yaml", "new.yaml", "-q", "q.yaml", *DAYS, "--format", "json")
    assert shown.exit_code == 0
    data = json.loads(shown.stdout)
    assert data["policy"]["id"] == "default"
    assert len(data["answers"]) > 10
    assert folder.exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("diff", "old.yaml", "nothing.yaml"), "there is no file nothing.yaml"),
        (("diff", "HEAD:old.yaml", "new.yaml"), "this folder is in no git repository"),
        ((*DIFF, "--fail-on", "better"), '--fail-on takes worse, not "better"'),
        ((*DIFF, "--old-as-of", "soon"), '--old-as-of takes a date such as 2026-11-22, not "soon"'),
        ((*DIFF, "--format", "csv"), 'there is no format of diff "csv"'),
        ((*DIFF, "-o", "no/c.md"), "there is no folder no"),
        (("diff", "old.yaml", "new.yaml", "-q", "nope"), 'no built-in questionnaire "nope"'),
        (("diff", "q.yaml", "new.yaml", *RULES), "q.yaml:1:"),
    ],
)
def test_what_can_not_be_compared_gets_one_clear_message(
    command: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    refused = run(*command)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert refused.stdout == ""


def test_the_errors_of_both_files_are_told_at_once(folder: Path) -> None:
    for name in ("old", "new"):
        text = (folder / f"{name}.yaml").read_text()
        (folder / f"{name}.yaml").write_text(text.replace("vendor: {", "vendor: {quite: new, "))
    refused = run(*DIFF)
    assert refused.exit_code == 2
    assert "old.yaml:2:10: error[" in refused.stderr
    assert "new.yaml:2:10: error[" in refused.stderr


def test_at_a_terminal_the_next_command_writes_the_page(folder: Path) -> None:
    environ = {"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "80"}
    screen = on_screen(*DIFF, environ=environ, folder=folder)
    assert screen.code == 0
    command = " ".join(("vendorcheck", *DIFF, "-o", "change-2.html"))
    assert screen.text.endswith(f"Next: {command}\n")
