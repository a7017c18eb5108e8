"""import of a table that almost asks our questions: shown, asked at a terminal, never guessed."""

from io import StringIO
from pathlib import Path

import pytest

from made_workbooks import make_workbook, rows_xml, sheet_xml
from running import run
from vendorcheck.cli import _import_run
from vendorcheck.interview import terminal
from vendorcheck.interview.terminal import Console

BEFORE = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {}\n"
SMALL = """\
vendorcheck: questionnaire/1
id: small
version: "1.0"
title: Small
sections:
  - id: main
    title: Main
    questions:
      - {id: mfa, type: yes_no, ask: Is there a second factor for everybody?, fact: true}
      - id: logs
        type: yes_no
        ask: Are logs of all the sign-ins of our people kept for a whole year?
        fact: true
"""
TABLE = """\
Question,Answer
Is there some second factor for everybody?,Yes
Are logs of all the sign-ins of our people kept for a whole year\x1b[31m?,No
"""
COMMAND = ("import", "sheet.csv", "--into", "acme.yaml", "-q", "small.yaml")
ON = ("--as-of", "2026-11-30")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("acme.yaml", BEFORE), ("sheet.csv", TABLE), ("small.yaml", SMALL)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_without_a_person_both_texts_are_shown_and_nothing_is_taken(folder: Path) -> None:
    result = run(*COMMAND, *ON)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "acme.yaml: nothing to take\n"
        "Almost a question of ours, and left out; its name in a column of ids, such as\n"
        "  sso/mfa, takes the answer:\n"
        "  sheet.csv, line 2: Is there some second factor for everybody?\n"
        "    almost small/mfa: Is there a second factor for everybody?\n"
    )
    assert "\x1b" not in result.stdout
    assert "mfa" not in (folder / "acme.yaml").read_text("utf-8")


def test_the_name_of_a_sheet_is_as_hostile_as_its_texts(folder: Path) -> None:
    rows = {"A1": "Question", "B1": "Answer", "A2": TABLE.splitlines()[1][:-4], "B2": "Yes"}
    content = make_workbook({"Tab\u202e\x85gnp": sheet_xml(rows_xml(rows))})
    (folder / "sheet.xlsx").write_bytes(content)
    result = run("import", "sheet.xlsx", *COMMAND[2:], *ON)
    assert result.exit_code == 0
    assert "almost small/mfa" in result.stdout
    assert not {"\u202e", "\x85"} & {*result.stdout}


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> StringIO:
    screen = StringIO()
    monkeypatch.setattr(_import_run, "is_somebody_there", lambda: True)
    monkeypatch.setattr(terminal, "Console", lambda: Console(StringIO(typed), screen, {}))
    return screen


def test_a_person_takes_one_and_leaves_the_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = at_a_terminal(monkeypatch, "perhaps\ny\n\n")
    result = run(*COMMAND, *ON)
    assert result.exit_code == 0
    shown = screen.getvalue()
    assert "small/mfa: Is there a second factor for everybody?\n" in shown
    assert "sheet.csv, line 2: Is there some second factor for everybody?\n" in shown
    assert '  Its answer to ours: "yes"\n' in shown
    assert "Type y, n, or q" in shown
    assert "\x1b[31m" not in shown
    text = (folder / "acme.yaml").read_text("utf-8")
    assert ("mfa:" in text, "logs:" in text) == (True, False)
    # That it was asked in other words stays visible.
    assert "small/mfa was asked otherwise" in " ".join(result.stdout.split())


@pytest.mark.parametrize("typed", ["n\nq\n", "y\n:q\n", ""])
def test_who_leaves_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    at_a_terminal(monkeypatch, typed)
    result = run(*COMMAND)
    assert (result.exit_code, result.stderr) == (2, "Left; nothing was changed.\n")
    assert (folder / "acme.yaml").read_text("utf-8") == BEFORE


def test_in_a_trial_and_without_input_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = at_a_terminal(monkeypatch, "")
    assert run(*COMMAND, "--dry-run").exit_code == 0
    assert run(*COMMAND, "--no-input").exit_code == 0
    assert screen.getvalue() == ""


def test_where_nothing_is_similar_nobody_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sheet.csv").write_text("Question,Answer\nIs it new?,Yes\n", "utf-8")
    screen = at_a_terminal(monkeypatch, "")
    assert run(*COMMAND).exit_code == 0
    assert screen.getvalue() == ""
