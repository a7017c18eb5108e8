"""Whoever reads a vendor file learns that answers of an unfinished interview are not in it."""

import json
from datetime import date
from pathlib import Path

import pytest

from journals import event
from running import DAY, on_screen, run
from vendorcheck.interview.journal import Journal, journal_path, make_journal_header

TEXT = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {sso: {answers: {mfa: always}}}\n"
ONE = "acme.yaml: 1 answer of an unfinished interview is not in this file; to go on with it: "
TWO = "acme.yaml: 2 answers of an unfinished interview are not in this file; to go on with it: "
COMMANDS = {
    ("assess", "acme.yaml", "--no-input", *DAY): f"assess acme.yaml {' '.join(DAY)} --resume",
    ("assess", "acme.yaml", "-q", "sso", "--no-input"): "assess acme.yaml -q sso --resume",
    ("assess", "acme.yaml", "--no-input", "--format", "json"): "assess acme.yaml --resume",
    ("precheck", "acme.yaml", "--no-input"): "precheck acme.yaml --resume",
    ("precheck", "acme.yaml", "--no-input", "-o", "brief.md"): "precheck acme.yaml --resume",
    ("validate", "acme.yaml"): "assess acme.yaml --resume",
    ("validate", "acme.yaml", "--format", "json"): "assess acme.yaml --resume",
    ("portfolio", "acme.yaml", "--format", "json"): "assess acme.yaml --resume",
    ("migrate", "acme.yaml", "--dry-run"): "assess acme.yaml --resume",
    ("diff", "acme.yaml", "acme.yaml"): "assess acme.yaml --resume",
}


BROKEN = {
    "an answer that is no option": TEXT.replace("always", "sometimes maybe"),
    "an unknown key": TEXT.replace("vendor: {", "vendors: {"),
    "a syntax error": TEXT.replace("Acme}", "Acme"),
    "a mistyped first key": TEXT.replace("vendorcheck:", "vendorchek:"),
}
# migrate moves what it knows, and leaves all other mistakes to validate.
WITH_PROBLEMS = [
    (command, flaw)
    for command in COMMANDS
    for flaw in BROKEN
    if command[0] != "migrate" or flaw in {"a syntax error", "a mistyped first key"}
]
TWO_IN_BROKEN = TWO.replace("to go on with it: ", "once it has no errors, go on with it: ")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def leave_unfinished(*questions: str) -> None:
    """Leave a journal with these questions answered beside acme.yaml."""
    header = make_journal_header(TEXT.encode(), {"sso": "2.0"}, 23, date(2026, 11, 12))
    journal = Journal.open("acme.yaml", header)
    for question in questions:
        journal.append(event(question))
    journal.close()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_a_vendor_file_says_so(command: tuple[str, ...]) -> None:
    leave_unfinished("sso/scim", "sso/guests", "sso/scim")
    done = run(*command)
    assert f"{TWO}vendorcheck {COMMANDS[command]}\n" in done.stderr
    assert "unfinished interview" not in done.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_said_where_none_is_missing(command: tuple[str, ...]) -> None:
    assert "unfinished" not in run(*command).stderr
    leave_unfinished()
    assert "unfinished" not in run(*command).stderr


@pytest.mark.usefixtures("folder")
def test_programs_learn_how_many_answers_an_assessment_lacks() -> None:
    command = ("assess", "acme.yaml", "--no-input", "--format", "json")
    assert json.loads(run(*command).stdout)["unfinished_answers"] == 0
    leave_unfinished("sso/scim", "sso/guests")
    assert json.loads(run(*command).stdout)["unfinished_answers"] == 2
    piped = run("assess", "-", *command[2:], text=TEXT)
    assert json.loads(piped.stdout)["unfinished_answers"] == 0


def test_programs_learn_which_checked_files_lack_answers(folder: Path) -> None:
    (folder / "other.yaml").write_text(TEXT, encoding="utf-8")
    command = ("validate", ".", "--format")
    assert "unfinished_answers" not in json.loads(run(*command, "json").stdout)
    leave_unfinished("sso/scim", "sso/guests")
    assert json.loads(run(*command, "json").stdout)["unfinished_answers"] == {"acme.yaml": 2}
    (log,) = json.loads(run(*command, "sarif").stdout)["runs"]
    assert log["properties"] == {"unfinished_answers": {"acme.yaml": 2}}


@pytest.mark.usefixtures("folder")
def test_one_answer_is_one() -> None:
    leave_unfinished("sso/scim")
    assert ONE in run("validate", "acme.yaml").stderr


def test_files_of_a_walked_folder_are_looked_at_too(folder: Path) -> None:
    leave_unfinished("sso/scim")
    (folder / "other.yaml").write_text(TEXT, encoding="utf-8")
    done = run("validate", ".")
    assert ONE in done.stderr
    assert "other.yaml" not in done.stderr


def test_what_is_no_journal_is_left_to_the_interview(folder: Path) -> None:
    Path(journal_path(str(folder / "acme.yaml"))).write_text("no journal", encoding="utf-8")
    done = run("validate", "acme.yaml")
    assert done.exit_code == 0
    assert "unfinished" not in done.stderr


@pytest.mark.parametrize(("command", "flaw"), WITH_PROBLEMS)
def test_beside_the_problems_of_a_file_too(
    command: tuple[str, ...], flaw: str, folder: Path
) -> None:
    leave_unfinished("sso/scim", "sso/guests")
    (folder / "acme.yaml").write_text(BROKEN[flaw], encoding="utf-8")
    done = run(*command)
    assert done.exit_code in (1, 2)
    assert done.stderr.endswith(f"{TWO_IN_BROKEN}vendorcheck {COMMANDS[command]}\n")


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("path", ["acme.yaml", "."])
def test_programs_learn_it_of_files_with_errors_as_well(path: str, text: str, folder: Path) -> None:
    leave_unfinished("sso/scim", "sso/guests")
    (folder / "acme.yaml").write_text(text, encoding="utf-8")
    (folder / "other.yaml").write_text(TEXT, encoding="utf-8")
    report = json.loads(run("validate", path, "--format", "json").stdout)
    assert report["unfinished_answers"] == {"acme.yaml": 2}


def test_each_of_several_files_that_are_not_migrated_is_named(folder: Path) -> None:
    leave_unfinished("sso/scim", "sso/guests")
    (folder / "other.yaml").write_text(BROKEN["a syntax error"], encoding="utf-8")
    for paths in (["acme.yaml", "other.yaml"], ["."]):
        done = run("migrate", *paths, "--dry-run")
        assert done.exit_code == 2
        assert done.stderr.endswith(f"{TWO}vendorcheck assess acme.yaml --resume\n")


def test_a_file_from_standard_input_lacks_nothing(folder: Path) -> None:
    leave_unfinished("sso/scim", "sso/guests")
    for command in (("assess", "-", "--no-input"), ("validate", "-"), ("precheck", "-")):
        done = run(*command, text=BROKEN["an unknown key"])
        assert done.exit_code in (1, 2)
        assert "unfinished" not in done.stderr
    assert folder.exists()


def test_a_mistake_in_a_policy_hides_it_no_more_than_one_in_the_file(folder: Path) -> None:
    leave_unfinished("sso/scim", "sso/guests")
    (folder / "policy.yaml").write_text("vendorcheck: policy/1\n", encoding="utf-8")
    done = run("precheck", "acme.yaml", "--no-input", "--policy", "policy.yaml")
    command = "vendorcheck precheck acme.yaml --policy policy.yaml --resume"
    assert done.stderr.endswith(f"{TWO}{command}\n")


@pytest.mark.parametrize("command", ["assess", "precheck"])
def test_whoever_would_be_asked_learns_it_too(command: str, folder: Path) -> None:
    leave_unfinished("sso/scim", "sso/guests")
    (folder / "acme.yaml").write_text(BROKEN["an unknown key"], encoding="utf-8")
    screen = on_screen(command, "acme.yaml", environ={"TERM": "dumb"}, folder=folder)
    words = " ".join(screen.text.split())
    assert words.endswith(f"{TWO_IN_BROKEN}vendorcheck {command} acme.yaml --resume")
