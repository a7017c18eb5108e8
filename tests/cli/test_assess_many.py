"""Several vendor files at once: each gets its reports, and nothing is asked."""

import os
from pathlib import Path

import pytest

from portfolios import CASES, FILES
from running import DAY, on_screen, run
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.document.document import Document
from vendorcheck.document.expected_kinds import ExpectedKind
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import files
from vendorcheck.store.library import Library

OPTIONS = ("--policy", str(CASES / "policy.yaml"), *DAY)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three vendors, one of them in a folder below the others'."""
    monkeypatch.chdir(tmp_path)
    os.makedirs("vendors/slate")
    for name, path in (("crm", "crm"), ("mail", "mail"), ("board", "slate/vendor")):
        Path(f"vendors/{path}.yaml").write_text(FILES[f"{name}.yaml"], encoding="utf-8")
    return tmp_path


def test_a_folder_gets_the_reports_of_each() -> None:
    done = run("assess", "vendors", *OPTIONS, "-o", "out/", "--view", "it")
    assert done.exit_code == ExitCode.OK, done.stderr
    names = [
        f"{name}-it.{end}"
        for name in ("crm", "mail", "slate-vendor")
        for end in ("html", "json", "md")
    ]
    assert sorted(os.listdir("out")) == names
    assert (done.stdout, done.stderr) == ("", "Wrote the reports of 3 vendors to out/\n")
    one = run("assess", "vendors/crm.yaml", *OPTIONS, "--no-input", "--format", "json")
    assert Path("out/crm-it.json").read_text("utf-8") == one.stdout
    again = run("assess", "vendors", *OPTIONS, "-o", "out/", "--view", "it")
    assert again.exit_code == ExitCode.ERROR
    assert "exists already; --force overwrites it" in again.stderr


def test_without_a_folder_summaries_follow_each_other() -> None:
    done = run("assess", "vendors/crm.yaml", "vendors/mail.yaml", *OPTIONS)
    assert done.exit_code == ExitCode.OK, done.stderr
    summaries = [
        run("assess", f"vendors/{name}.yaml", *OPTIONS, "--no-input", "--format", "summary").stdout
        for name in ("crm", "mail")
    ]
    assert done.stdout == "\n".join(summaries)


@pytest.mark.parametrize(
    ("verdict", "code"), [("do-not-approve", 0), ("more-information-needed", 1)]
)
def test_the_worst_verdict_fails(verdict: str, code: int) -> None:
    assert run("assess", "vendors", *OPTIONS, "--fail-on", verdict).exit_code == code


def test_a_broken_file_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("vendors/bad.yaml").write_text("vendorcheck: vendor/1\nvendor: {nome: A}\n", "utf-8")
    Path("vendors/worse.yaml").write_text('"vendorcheck": vendor/1\nx: [\n', "utf-8")
    read = Library.read_document

    def read_sometimes(library: Library, path: str, *kind: ExpectedKind) -> Document:
        if path.endswith("mail.yaml"):
            raise VendorcheckError("it went away\x1b")
        return read(library, path, *kind)

    monkeypatch.setattr(Library, "read_document", read_sometimes)
    done = run("assess", "vendors", *OPTIONS, "--format", "summary", "--fail-on", "do-not-approve")
    assert done.exit_code == ExitCode.ERROR
    assert "Kontor CRM by Kontor, 2026-11-22" in done.stdout
    assert "Slate, 2026-11-22" in done.stdout
    assert "vendors/bad.yaml:2:10: error[unknown-key]" in done.stderr
    assert "vendors/worse.yaml: line " in done.stderr
    assert "vendorcheck: it went away\\u{1b}" in done.stderr
    assert "3 files could not be assessed; for all that is wrong: vendorcheck validate" in (
        done.stderr
    )
    assert files.read_file("vendors/mail.yaml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("vendors", "-"), "standard input can't be one of several vendor files"),
        (("vendors", "--set", "sso/scim=yes"), "--set can't be used with several vendor files"),
        (("vendors", "--interactive", "--review"), "--interactive and --review can't be used"),
        (("vendors", "--restart"), "--resume can't be used"),
        (("vendors", "--format", "html"), "need a folder, such as -o reports/"),
        (("vendors", "-o", "all.html"), "need a folder, such as -o reports/"),
        (("vendors", "--format", "brief", "-q", "sso"), "it can't take -q"),
        (("empty", "vendors/nothing"), "vendors/nothing"),
        (("empty",), "there is no vendor file among these paths"),
        (("vendors/crm.yaml", "other/crm.yaml", "-o", "out/"), "would have the same names"),
    ],
)
def test_what_can_not_be_done_is_said(arguments: tuple[str, ...], message: str) -> None:
    os.makedirs("empty")
    os.makedirs("other")
    Path("other/crm.yaml").write_text(FILES["mail.yaml"], encoding="utf-8")
    done = run("assess", *arguments, *OPTIONS)
    assert done.exit_code == ExitCode.ERROR
    assert message in done.stderr
    assert done.stdout == ""
    assert not Path("out").exists()


def test_what_was_passed_over_is_said_and_a_terminal_gets_the_next_command(folder: Path) -> None:
    os.makedirs("vendors/node_modules")
    Path("vendors/node_modules/x.yaml").write_text(FILES["crm.yaml"], encoding="utf-8")
    environ = {"TERM": "dumb", "LANG": "C.UTF-8"}
    seen = on_screen("assess", "vendors", *OPTIONS, environ=environ, folder=folder)
    assert seen.code == ExitCode.OK
    assert "this file was not checked" in seen.text
    assert "All at a glance: vendorcheck portfolio vendors --policy" in seen.text
