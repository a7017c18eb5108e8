"""The pre-check's sitting and its command, in this process: somebody types, and nobody is there."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import Result

import vendorcheck.commands.precheck as command
from running import run
from vendorcheck import intake
from vendorcheck.prompt import Console

ACME = str(Path(__file__).resolve().parent.parent / "examples/acme.yaml")
DAY = ("--as-of", "2026-11-23")
REQUEST = ["Newsletters for leads", "2026-12-01", "4", "8000", "12", "2,6", "2", "2"]
UNKNOWN = ["u", "1", "u", ""]
Sitting: TypeAlias = Callable[..., tuple[Result, str]]


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Sitting:
    """Run the command as if a person sat at a terminal and typed these lines; the result, and what they saw."""
    monkeypatch.chdir(tmp_path)

    def sitting(*arguments: str, typed: list[str]) -> tuple[Result, str]:
        seen = io.StringIO()
        source = io.StringIO("".join(f"{line}\n" for line in typed))
        monkeypatch.setattr(intake, "Console", lambda: Console(source, seen, {"COLUMNS": "81"}))
        monkeypatch.setattr(command, "asking", lambda *_, **__: True)
        done = run("precheck", *arguments, *DAY)
        return done, seen.getvalue()

    return sitting


def test_a_new_file(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit(typed=["Acme Engage", "Acme", "", *REQUEST, *UNKNOWN])
    assert done.exit_code == 0
    assert "The answers go into the file acme-engage.yaml. (Enter: yes, or another name)" in seen
    assert "It takes about five minutes" in " ".join(seen.split())
    assert "Result: Ask the vendor first" in done.stdout
    assert "To send to the vendor\n----" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["acme-engage.yaml"]


def test_a_named_file_under_another_policy(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit("a.json", "--policy", "strict", typed=["", "Acme Engage", "", *REQUEST, ":q"])
    assert done.exit_code == 0
    assert "There is no file a.json. A new one begins here." in seen
    assert "Type its name, or q to leave." in seen
    assert "Continue with:\nvendorcheck precheck a.json --policy strict --as-of 2026-11-23\n" in seen
    assert '"name": "Acme Engage"' in (tmp_path / "a.json").read_text("utf-8")


def test_a_file_of_another_name_that_is_there_already(sit: Sitting, tmp_path: Path) -> None:
    sit(typed=["Acme Engage", "", "ours", *REQUEST, *UNKNOWN])
    assert (tmp_path / "ours.yaml").exists()
    done, seen = sit(typed=["ours", "", "", "n"])
    assert "which is there already; Enter goes on with it" in " ".join(seen.split())
    assert "You did not know 2 answers." in seen
    assert "five minutes" not in seen
    assert done.exit_code == 0


def test_what_nobody_knew_is_asked_again(sit: Sitting, tmp_path: Path) -> None:
    sit("a.yaml", typed=["Acme", "", *REQUEST, *UNKNOWN])
    done, seen = sit("a.yaml", typed=["perhaps", "y", "1", ":s", ""])
    assert "y asks again what is open, n goes on without, q leaves." in seen
    assert "source: public" in (tmp_path / "a.yaml").read_text("utf-8")
    # What was skipped stays as it was.
    assert "unknown: true" in (tmp_path / "a.yaml").read_text("utf-8")
    assert done.exit_code == 0
    done, seen = sit("a.yaml", typed=[""])
    assert "You did not know the answer to one question. Do you know more now?" in seen
    assert done.exit_code == 0


@pytest.mark.parametrize("typed", [[], ["q"], ["Acme", ":q"]])
def test_leaving(typed: list[str], sit: Sitting, tmp_path: Path) -> None:
    done, _ = sit(typed=typed)
    assert done.exit_code == 130
    assert list(tmp_path.iterdir()) == []


def test_leaving_later(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit("a.yaml", typed=["Acme", "", "Newsletters"])
    assert done.exit_code == 130
    assert "Continue with: vendorcheck precheck a.yaml" in seen
    # An interview that waits goes before what nobody knew.
    done, seen = sit("a.yaml", typed=["y", *REQUEST[1:], *UNKNOWN])
    assert "You answered 1 of" in seen
    assert done.exit_code == 0
    assert sit("a.yaml", typed=["q"])[0].exit_code == 130
    assert (tmp_path / "a.yaml").exists()


def test_nobody_there() -> None:
    done = run("precheck", ACME, *DAY)
    assert done.exit_code == 0
    assert "Result: Fine with conditions" in done.stdout
    assert done.stderr == ""
    done = run("precheck", "--no-input")
    assert done.exit_code == 2
    assert "name a vendor file" in done.stderr


@pytest.mark.parametrize(
    ("name", "begin"),
    [("a.txt", "Pre-check of"), ("a.md", "# Request brief"), ("a.MARKDOWN", "# Request brief")],
)
def test_output(name: str, begin: str, tmp_path: Path) -> None:
    target = tmp_path / name
    done = run("precheck", ACME, *DAY, "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert target.read_text("utf-8").startswith(begin)
    assert run("precheck", ACME, *DAY, "-o", str(target)).exit_code == 2


def test_formats() -> None:
    asked = run("precheck", ACME, *DAY, "--format", "questions").stdout
    assert "we would need the following" in asked
    assert "1. Offer SAML 2.0 or OpenID Connect with our own identity provider" in asked
    assert run("precheck", ACME, *DAY, "--format", "brief", "-o", "-").stdout.startswith("# Request brief")
    assert "choose from" in run("precheck", ACME, "--format", "html").stderr
    assert "names no format" in run("precheck", ACME, "-o", "a.pdf").stderr


def test_at_a_terminal_it_says_what_comes_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sit: Sitting
) -> None:
    sit("a b.yaml", typed=["Acme", "", *REQUEST, *UNKNOWN])
    monkeypatch.setattr(command, "asking", lambda *_, **__: False)

    def shown(path: str, output: str | None = None) -> str:
        screen = Screen()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", screen)
            assert command.precheck(path, as_of="2026-11-23", output=output) == 0
        return screen.getvalue()

    assert "To send to the vendor" in shown("a b.yaml")
    assert "Result: Ask the vendor first" in shown("a b.yaml", "brief.md")
    assert (tmp_path / "brief.md").exists()
    assert shown("a b.yaml", "result.txt") == ""
    assert "To send" in shown(ACME)


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True
