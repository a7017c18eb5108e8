"""The pre-check's sitting and its command, in this process: somebody types, and nobody is there."""

import io
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
import yaml
from typer.testing import Result

import vendorcheck.cli.precheck as command
from journals import event
from locations import REPOSITORY
from running import run
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview import requester
from vendorcheck.interview.journal import Journal, make_journal_header
from vendorcheck.interview.new_file import complete_file_name
from vendorcheck.interview.terminal import Console

ACME = str(REPOSITORY / "examples/acme.yaml")
DAY = ("--as-of", "2026-11-23")
WHO = "Jane Doe, jane@ours.example"
PURPOSE = "Newsletters for leads"
REQUEST = [PURPOSE, "Business", "12", "1", WHO, "2026-12-01", "5", "8000", "2,11", "3", "2"]
UNKNOWN = ["u", "1", "2", "1", "1", "u", "2", ""]
Sitting: TypeAlias = Callable[..., tuple[Result, str]]


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Sitting:
    """Run the command as if a person sat at a terminal and typed these lines.

    Return the result, and what the person saw.
    """
    monkeypatch.chdir(tmp_path)

    def sitting(*arguments: str, typed: list[str]) -> tuple[Result, str]:
        seen = io.StringIO()
        source = io.StringIO("".join(f"{line}\n" for line in typed))
        monkeypatch.setattr(requester, "Console", lambda: Console(source, seen, {"COLUMNS": "81"}))
        monkeypatch.setattr(command, "should_interview", lambda *_, **__: True)
        done = run("precheck", *arguments, *DAY)
        return done, seen.getvalue()

    return sitting


def test_a_new_file(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit(typed=["Acme Engage", "Acme", "", *REQUEST, *UNKNOWN])
    assert done.exit_code == 0
    said = (
        "Acme Engage by Acme. The answers go into the file acme-engage.yaml. (Enter: yes; "
        "n: type them again;"
    )
    assert said in " ".join(seen.split())
    assert re.search(
        r"A first look, with the vendor's website open beside this: about \d+ questions to answer, "
        r"about \d+ minutes\. You get a light, .* Each answer is saved at once, and goes into "
        r"acme-engage\.yaml when you stop\. \? help.* == .*Question 1 of about",
        " ".join(seen.split()),
    )
    assert "Result: Ask the vendor first" in done.stdout
    assert "To send to the vendor\n----" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["acme-engage.yaml"]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["u", "I don't know", ":u", "4"])
def test_who_does_not_know_picks_the_option_that_says_so(
    sit: Sitting, tmp_path: Path, typed: str
) -> None:
    _, seen = sit(typed=["Acme", "", "", *REQUEST[:9], typed, ":q"])
    answers = yaml.safe_load((tmp_path / "acme.yaml").read_text())["responses"]["request"][
        "answers"
    ]
    answer = answers["ai"]
    assert (answer if isinstance(answer, str) else answer["answer"]) == "unknown"
    if typed in {"u", ":u"}:
        assert "Understood as: I don't know whether it has artificial intelligence." in " ".join(
            seen.split()
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1", "saml"),
        ("2", "kind-unknown"),
        ("8", "none"),
        # What has no number has a name.
        ("SAML 2.0 and OpenID Connect", "saml-oidc"),
        ("Yes, by OpenID Connect", "oidc"),
    ],
)
def test_a_requester_need_not_tell_two_standards_apart(
    sit: Sitting, tmp_path: Path, typed: str, answer: str
) -> None:
    _, seen = sit(typed=["Acme", "", "", *REQUEST, "9", "nonsense", typed, ":q"])
    screen = seen.split("Can people sign in with their work account")[1].split("Noted:")[0]
    assert "Yes, and the website names SAML\n" in screen
    assert "OpenID" not in screen
    assert "There is no number 9; the options are 1 to 8." in screen
    assert "type a number from 1 to 8" in screen
    answers = yaml.safe_load((tmp_path / "acme.yaml").read_text())["responses"]["sso"]["answers"]
    assert answers["sso-protocol"]["answer"] == answer


def test_what_an_expert_answered_is_shown_to_the_requester_as_it_is(
    sit: Sitting, tmp_path: Path
) -> None:
    _, seen = sit(
        "acme.yaml", typed=["Acme", "", "", *REQUEST, "SAML 2.0 and OpenID Connect", "b", "", ":q"]
    )
    assert "Now: Yes, by SAML (a standard for signing in) and by OpenID Connect" in " ".join(
        seen.split()
    )
    assert "saml-oidc" in (tmp_path / "acme.yaml").read_text()


def test_a_name_that_ends_with_a_full_stop_gets_no_second_one(sit: Sitting) -> None:
    _, seen = sit(typed=["Mailpearl", "Mailpearl Inc.", "q"])
    assert "Mailpearl by Mailpearl Inc. The answers go into" in " ".join(seen.split())


def test_not_applicable_is_offered_only_where_it_is_not_refused(sit: Sitting) -> None:
    typed = ["Acme Engage", "Acme", "", *REQUEST[:5], "?", REQUEST[5], "?", ":q"]
    _, seen = sit(typed=typed)
    go_live, data = (
        text.split("q save")[0] for text in " ".join(seen.split()).split("Commands:")[1:]
    )
    assert ":u I don't know; :x not applicable; :n note;" in go_live
    assert "u I don't know; n note;" in data


def test_a_named_file_under_another_policy(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit(
        "a.json", "--policy", "strict", typed=["", "Acme Engage", "", "", *REQUEST, ":q"]
    )
    assert done.exit_code == 0
    assert "There is no file a.json. A new one begins here." in seen
    assert "Type a name, or q to leave." in seen
    assert (
        "Continue with:\nvendorcheck precheck a.json --policy strict --as-of 2026-11-23\n" in seen
    )
    assert '"name": "Acme Engage"' in (tmp_path / "a.json").read_text("utf-8")


def test_a_name_without_a_suffix_gets_one(sit: Sitting, tmp_path: Path) -> None:
    _, seen = sit("Acme Engage", typed=["Acme Engage", "", "", *REQUEST, ":q"])
    assert "A vendor file ends in .yaml, so this one is acme-engage.yaml." in " ".join(seen.split())
    assert (tmp_path / "acme-engage.yaml").exists()
    done, seen = sit("acme-engage", typed=[])
    assert done.exit_code == 2
    assert "did you mean acme-engage.yaml?" in f"{seen}{done.output}"
    _, seen = sit("acme-engaje.yml", typed=["q"])
    assert "There is no file acme-engaje.yml (did you mean acme-engage.yaml?)" in seen
    _, seen = sit(typed=["Acme", "", "acme.YML", *REQUEST, ":q"])
    assert (tmp_path / "acme.YML").exists()


@pytest.mark.parametrize("name", ["acme.yaml", "acme.yml", "acme.json", "acme.JSON", "-", ""])
def test_a_name_that_needs_no_suffix_stays(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").touch()
    assert complete_file_name(name, Console()) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme.v2", "acme.v2.yaml"),
        ("sub/Acme", "sub/acme.yaml"),
        ("会社", "会社.yaml"),
    ],
)
def test_a_suffix_is_added_to_a_name_in_its_folder(
    name: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert complete_file_name(name, Console()) == expected


def test_a_file_of_another_name_that_is_there_already(sit: Sitting, tmp_path: Path) -> None:
    sit(typed=["Acme Engage", "", "ours", *REQUEST, *UNKNOWN])
    assert (tmp_path / "ours.yaml").exists()
    done, seen = sit(typed=["ours", "", "", "n"])
    assert "which is there already; Enter goes on with it" in " ".join(seen.split())
    assert "What has changed? (Enter: nothing)" in seen
    assert "A first look" not in seen
    assert done.exit_code == 0


def test_help_and_a_correction_before_there_is_a_file(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit(
        typed=["?", "Acme Engaje", "help", "Acne", "?", "n", "Acme Engage", "Acme", "y", ":q"]
    )
    joint = " ".join(seen.split())
    assert "nothing is written before both names are right" in joint
    assert "With whom you would have the contract" in joint
    assert f"is written in this folder, {tmp_path}" in joint
    assert "Acme Engaje by Acne. The answers go into the file acme-engaje.yaml" in joint
    assert done.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["acme-engage.yaml"]
    assert "name: Acme\n" in (tmp_path / "acme-engage.yaml").read_text("utf-8")


def test_both_names_can_be_typed_again_for_a_named_file(sit: Sitting, tmp_path: Path) -> None:
    _, seen = sit("a.yaml", typed=["Acne", "", "hm", "n", "Acme", "", "yes", ":q"])
    assert "Acne by Acne. Right? (Enter: yes; n: type them again)" in seen
    assert "Enter goes on, n asks for both names again, q leaves." in seen
    assert "name: Acme\n" in (tmp_path / "a.yaml").read_text("utf-8")


def test_the_file_goes_where_a_person_means_it_to_go(sit: Sitting, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    absolute = f"{tmp_path}/there/a"
    names = ["no such/a", absolute, "/nowhere/a", absolute, absolute, ":q"]
    done, seen = sit(typed=["Acme", "", *names])
    joint = " ".join(seen.split())
    assert "There is no folder no such." in joint
    assert "There is no folder /nowhere." in joint
    assert joint.count("outside this folder. Type it once more to write there") == 2
    assert done.exit_code == 0
    assert (tmp_path / "there/a.yaml").exists()
    _, seen = sit(typed=["Acme", "", "there/", ":q"])
    assert "The answers go into the file there/acme.yaml." in seen
    _, seen = sit(typed=["Acme", "", "there/acme.yaml", ":q"])
    assert "It is there already, and goes on." in seen


@pytest.mark.parametrize("name", ["no-such/a.yaml", "shut/a.yaml"])
def test_where_nothing_can_be_written_nobody_is_asked(
    name: str, sit: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir(mode=0o555)
    if os.access(tmp_path / "shut", os.W_OK):  # root may write everywhere
        monkeypatch.setattr(os, "access", lambda *_: False)
    done, seen = sit(name, typed=[])
    assert (done.exit_code, seen) == (2, "")
    assert (
        f"the folder {tmp_path}/shut" in done.stderr
        or f"no folder {tmp_path}/no-such" in done.stderr
    )


def test_what_nobody_knew_is_asked_again_while_something_else_is_missing(
    sit: Sitting, tmp_path: Path
) -> None:
    sit("a.yaml", typed=["Acme", "", "", *REQUEST, "u", "1", ":s", "1", "1", "u", "2", ""])
    done, seen = sit("a.yaml", typed=["perhaps", "y", "1", ":s", ":s", ""])
    assert "y asks again what is open, n goes on without, q leaves." in seen
    assert "source: public" in (tmp_path / "a.yaml").read_text("utf-8")
    # What was skipped stays as it was.
    assert "unknown: true" in (tmp_path / "a.yaml").read_text("utf-8")
    assert done.exit_code == 0
    done, seen = sit("a.yaml", typed=["", ":s", ""])
    assert "You did not know the answer to one question. Do you know more now?" in seen
    # What is finished asks what has changed instead.
    sit("a.yaml", typed=["n", "2", ""])
    _, seen = sit("a.yaml", typed=[""])
    assert "You did not know" not in seen
    assert "What has changed?" in seen
    assert done.exit_code == 0


BEGUN = {
    "a.yaml": "# Ours.\nvendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {}\n",
    "a.json": '{"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": {}}\n',
}


@pytest.mark.parametrize("name", BEGUN)
def test_the_day_of_the_request_is_written_once(sit: Sitting, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sit(name, typed=["Acme", "", "", ":q"])
    assert yaml.safe_load(path.read_text())["requested_on"] in {"2026-11-23", date(2026, 11, 23)}
    # A file that IT has begun gets it once the answers are saved, and keeps it.
    for day in ("2026-11-23", "2020-01-31"):
        text = BEGUN[name]
        if day != "2026-11-23":
            text = (
                text.replace("responses", "requested_on: 2020-01-31\nresponses")
                if "#" in text
                else text.replace('"responses"', '"requested_on": "2020-01-31", "responses"')
            )
        path.write_text(text)
        done, _ = sit(name, typed=[*REQUEST, *UNKNOWN])
        assert done.exit_code == 0
        assert str(yaml.safe_load(path.read_text())["requested_on"]) == day
        assert path.read_text().startswith(text[:20])


def test_where_the_day_can_not_be_written_the_result_is_shown_all_the_same(
    sit: Sitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        message = "it does not read back"
        raise VendorcheckError(message)

    monkeypatch.setattr(requester, "rename_in_text", fail)
    (tmp_path / "a.yaml").write_text(BEGUN["a.yaml"])
    done, seen = sit("a.yaml", typed=[*REQUEST, *UNKNOWN])
    assert "The day of the request is not written: it does not read back" in " ".join(seen.split())
    assert "Result: " in done.stdout


@pytest.mark.parametrize("typed", [[], ["q"], ["Acme", ":q"]])
def test_leaving(typed: list[str], sit: Sitting, tmp_path: Path) -> None:
    done, _ = sit(typed=typed)
    assert done.exit_code == 130
    assert list(tmp_path.iterdir()) == []


def test_leaving_later(sit: Sitting, tmp_path: Path) -> None:
    done, seen = sit("a.yaml", typed=["Acme", "", "", "Team"])
    assert done.exit_code == 130
    assert "Continue with: vendorcheck precheck a.yaml" in seen
    done, seen = sit("a.yaml", typed=[*REQUEST[1:], *UNKNOWN])
    assert "You answered" not in seen
    assert done.exit_code == 0
    # An interview that waits goes before what nobody knew.
    header = make_journal_header((tmp_path / "a.yaml").read_bytes(), {}, 2, date(2026, 11, 12))
    with Journal.open("a.yaml", header) as journal:
        journal.append(event("request/seats", "10"))
    done, seen = sit("a.yaml", typed=["q"])
    assert "You answered" in seen
    assert "You did not know" not in seen
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
    assert "1. We would need you to offer SAML 2.0 or OpenID Connect with our own" in asked
    assert run("precheck", ACME, *DAY, "--format", "brief", "-o", "-").stdout.startswith(
        "# Request brief"
    )
    assert "choose from" in run("precheck", ACME, "--format", "html").stderr
    assert "names no format" in run("precheck", ACME, "-o", "a.pdf").stderr


def test_at_a_terminal_it_says_what_comes_next(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sit: Sitting
) -> None:
    sit("a b.yaml", typed=["Acme", "", "", *REQUEST, *UNKNOWN])
    monkeypatch.setattr(command, "should_interview", lambda *_, **__: False)

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

    monkeypatch.setattr(command, "should_interview", lambda *_, **__: True)
    monkeypatch.setattr(requester, "Console", lambda: Console(io.StringIO("n\n"), io.StringIO()))
    assert "Next step\nSend the vendor a b-letter.txt, " in shown("a b.yaml")
    assert (tmp_path / "a b-letter.txt").exists()
    assert (tmp_path / "a b-brief.md").exists()
    # A green light needs no letter, and the command that takes in an answer is not named.
    monkeypatch.setattr(
        requester,
        "Console",
        lambda: Console(io.StringIO("1\n1\n\n\n\n1\n\n\n\n\n\n"), io.StringIO()),
    )
    assert "Next step\nSend IT a b-brief.md." in shown("a b.yaml")


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True
