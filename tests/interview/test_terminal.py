"""The interview at a real terminal: a pseudo-terminal runs the command, and somebody types."""

import contextlib
import os
import random
import re
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import pytest

from conftest import unmeasured
from locations import CASES
from running import (
    HANGING,
    PLAIN_LINES,
    at_terminal,
    end_of,
    hang_up,
    inner_name,
    run,
    wait_for_input,
)
from vendorcheck.document import document
from vendorcheck.interview.journal import unfinished_interview

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no pseudo-terminals of this kind"
)

PROMPT = r"(?m)^> $"
QUITTING = 0.2
"""The share of the kills that fall into the moment in which the answers go into the file."""
INTERRUPTING = 0.5
"""The share of the victims that are told to end, once or twice, and may save before they do."""
KILLS = int(os.environ.get("VENDORCHECK_KILLS", "200"))
SMALL = (CASES / "interview" / "small.yaml").read_text()


class Terminal:
    """A command in a pseudo-terminal."""

    def __init__(self, folder: Path, *arguments: str, columns: int = 80, **environ: str) -> None:
        own = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **PLAIN_LINES, **environ}
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("LC_", "LANG", "NO_COLOR", "COV_"))
        }
        command = [sys.executable, "-m", "vendorcheck", *arguments]
        self.child = at_terminal(command, folder, kept | own, size=(50, columns))
        self.shown = ""

    def says(self, pattern: str) -> str:
        """Wait for a text, and then for the prompt below it.

        Return what stood between the last prompt and this one.
        """
        self.child.expect(PROMPT)
        text = plain(self.child.before)
        self.shown += self.child.before
        assert re.search(pattern, " ".join(text.split())), text
        return text

    def types(self, text: str) -> "Terminal":
        self.child.send(f"{text}\r")
        return self

    def pastes(self, text: str) -> "Terminal":
        """Type lines at once: the command goes on when all of them can be read."""
        data = f"{text}\r".encode()
        os.kill(self.child.pid, signal.SIGSTOP)
        assert os.WIFSTOPPED(os.waitpid(self.child.pid, os.WUNTRACED)[1])
        inside = os.open(inner_name(self.child.child_fd), os.O_RDONLY | os.O_NOCTTY)
        try:
            self.child.send(data.decode())
            wait_for_input(inside, len(data))
        finally:
            os.close(inside)
            os.kill(self.child.pid, signal.SIGCONT)
        return self

    def ends(self, code: int | None = 0) -> str:
        last = end_of(self.child)
        text = plain(last)
        self.shown += last
        assert self.child.exitstatus == code, text
        return text


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\r\n", "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL)
    (tmp_path / "acme.yaml").write_text(
        "# ours\nvendorcheck: vendor/1\nvendor: {name: Acme}  # the name\nresponses: {}\n"
    )
    return tmp_path


def start(folder: Path, *options: str, columns: int = 80, **environ: str) -> Terminal:
    return Terminal(
        folder, "assess", "acme.yaml", "-q", "small.yaml", *options, columns=columns, **environ
    )


def answers(folder: Path, name: str = "acme.yaml", questionnaire: str = "small") -> dict[str, Any]:
    found: Any = document.parse_document((folder / name).read_bytes(), name).data
    own: dict[str, Any] = found["responses"][questionnaire]["answers"] if found["responses"] else {}
    return own


@pytest.mark.parametrize(
    ("columns", "environ"),
    [
        (80, {}),
        pytest.param(40, {}, marks=pytest.mark.slow),
        pytest.param(80, {"TERM": "dumb"}, marks=pytest.mark.slow),
        pytest.param(80, {"NO_COLOR": "1"}, marks=pytest.mark.slow),
        pytest.param(
            40,
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            marks=pytest.mark.slow,
        ),
    ],
    ids=["80", "40", "dumb", "no-color", "ascii"],
)
def test_a_whole_interview(folder: Path, columns: int, environ: dict[str, str]) -> None:
    terminal = start(folder, columns=columns, **environ)
    terminal.says(
        r"== A small one .* Getting in.*Question 1 of about 5.*How do people sign in\?.*1 With SAML"
    )
    terminal.types("1").says(r"Noted: With SAML.*Question 2 of 5.*Are accounts removed")
    terminal.types("no").says(
        r"Noted: No.*Gap \(high\): Accounts stay.*Question 3 of 5.*formats.*Several may apply"
    )
    terminal.types("1,3").says(r"excludes the other options")
    terminal.types("json, csv").says(r"Noted: CSV; JSON.*Question 4 of 5")
    terminal.types("30 days").says(r"Question 5 of 5.*colon")
    terminal.types("Their team, I think").says(
        r"Check your answers.*These need a look; 4 answers leave no gap\. "
        r"1 Are accounts removed automatically\? > Gap .high.: Accounts stay.*"
        r"Is something being done about 1\? m 1 says what"
    )
    terminal.types("m 1").says("Accounts stay.*Is something being done about it")
    terminal.types("Planned").says("By when")
    terminal.types("2027-03-31").says(r"mitigation: Planned, due 2027-03-31.*Enter saves them")
    terminal.types("r").says(r"1 How do people sign in\? > With SAML.*5 Who does it\?")
    end = terminal.types("").ends()
    assert "Saved 5 answers in acme.yaml." in " ".join(end.split())
    assert not list(folder.glob(".*journal"))
    found = answers(folder)
    assert found["sign-in"]["answer"] == "saml"
    assert found["scim"]["mitigation"] == {"text": "Planned", "due": "2027-03-31"}
    assert found["formats"]["answer"] == ["csv", "json"]
    assert found["who"]["answer"] == "Their team, I think"
    assert (
        (folder / "acme.yaml")
        .read_text()
        .startswith("# ours\nvendorcheck: vendor/1\nvendor: {name: Acme}  # the name\n")
    )
    questions = plain(terminal.shown).split("Saved 5")[0]
    assert all(len(line) < columns for line in questions.splitlines())
    coloured = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    assert ("\x1b" in terminal.shown) == coloured
    if environ.get("LC_ALL") == "C":
        assert questions.isascii()


def _details(terminal: Terminal) -> None:
    terminal.types("n").says(r"Note \(Enter: none")
    terminal.types("Told by phone").says("note: Told by phone")
    terminal.types("e").says("Link, or file")
    terminal.types("javascript://x").says("no address to link to")
    terminal.types("guide.pdf").says(
        "no file .guide.pdf. beside the vendor file.*Keep it all the same"
    )
    terminal.types("").says("Link, or file")
    terminal.types("small.yaml").says("Title")
    terminal.types(":b").says("")
    terminal.types("e").says("Link, or file")
    terminal.types("https://acme.example/guide").says("Title")
    terminal.types("Guide").says("Date")
    terminal.types("soon").says("is not a date")
    terminal.types("2026-11-01").says("documented · evidence: Guide")
    terminal.types("p").says("Which plan has it")
    terminal.types("Enterprise").says("What does it cost")
    terminal.types("+4 EUR").says(r"plan: Enterprise · price: \+4 EUR")


@pytest.mark.slow
def test_all_commands(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("?").says(
        r"Why: Accounts outlive people\. There is more.*Where to look: The "
        r"vendor's.*Commands: \? why"
    )
    terminal.types("").says("Type a number or a word, or s to skip")
    terminal.types("b").says("This is the first question")
    _details(terminal)
    terminal.types("x").says("has to be answered")
    terminal.types("saml").says("Question 2")
    terminal.types("u").says("Noted: I don't know.*Question 3")
    terminal.types("b").says("Question 2.*Now: I don't know.*Enter keeps it")
    terminal.types("").says("Question 3")
    terminal.types("x").says("Why does it not apply")
    terminal.types("").says("")
    terminal.types("x").says("Why does it not apply")
    terminal.types("Nothing is stored").says("Do you agree, for our side, that it does not apply")
    terminal.types("n").says(
        "Noted: Not applicable, as nobody of us has .*: Nothing is stored.*Question 4"
    )
    terminal.types("long").says("is not a duration")
    terminal.types("s").says("Question 5")
    terminal.types("b").says("a little more")
    terminal.types(":zz").says("no command")
    terminal.types(":r").says(
        r"Check your answers.*4 How long after.*> Not answered.*Enter goes on with the other 1"
    )
    terminal.types("2").says("Question 2.*Now: I don't know")
    terminal.types("yes").says("Noted: Yes.*Check your answers")
    terminal.types("77").says("a number from 1 to 2")
    terminal.types("").says("Question 5")
    terminal.types(":q")
    assert (
        "Saved 3 of 5. Continue with: vendorcheck assess acme.yaml -q small.yaml" in terminal.ends()
    )
    found = answers(folder)
    assert found["sign-in"] == {
        "answer": "saml",
        "note": "Told by phone",
        "grade": "documented",
        "evidence": [
            {"title": "Guide", "url": "https://acme.example/guide", "dated": "2026-11-01"}
        ],
        "plan": "Enterprise",
        "price": "+4 EUR",
        "as_of": found["sign-in"]["as_of"],
    }
    assert found["scim"]["answer"] == "yes"
    assert found["formats"]["not_applicable"] == "Nothing is stored"
    assert "after" not in found


@pytest.mark.slow
def test_what_it_saves_it_takes_again(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("p").says("Which plan")
    terminal.types("Business").says("cost")
    terminal.types("9 EUR").says("plan: Business")
    terminal.types("s").says("Question 2")
    terminal.types("n").says("Note")
    terminal.types("").says("")
    terminal.types("x").says("Why does it not apply")
    terminal.types("n/a").says("is no reason; write why, in words.*Why does it not apply")
    terminal.types("").says("")
    terminal.types(":q").ends()
    assert answers(folder) == {"sign-in": {"unknown": "true", "plan": "Business", "price": "9 EUR"}}
    assert "Verdict" in start(folder, "--no-input").ends()


@pytest.mark.slow
def test_an_answer_that_no_longer_applies_is_kept_and_told(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("1").says("Question 2")
    terminal.types("yes").says("Question 3")
    terminal.types("b").says("Question 2")
    terminal.types("b").says("Question 1")
    terminal.types("2").says(
        r"Gap \(critical, and it must be met\).*No longer asked: Are accounts.*kept, "
        r"and not counted"
    )
    terminal.types(":q").ends()
    assert answers(folder)["scim"]["answer"] == "yes"


@pytest.mark.slow
def test_fast_stops_and_says_why(folder: Path) -> None:
    terminal = start(folder, "--fast")
    terminal.says("Question 1")
    terminal.types("2").says(
        r"Left out: 3 questions\. Settled: do not approve\. A question that must be met is not "
        r"met.*In which formats"
    )
    terminal.types("a").says("In which formats")
    terminal.types("q").ends()


@pytest.mark.slow
def test_fast_offers_to_stop_and_send(folder: Path) -> None:
    terminal = start(folder, "--fast")
    terminal.says("How do people sign in")
    terminal.types("u").says(
        'It stays "more information needed" until the vendor answers this question: - How do '
        r"people sign in\? The other 3 questions can't make it better.*Stop here and send it\?"
    )
    terminal.types("n").says("In which formats")
    terminal.types("b").says("Now: I don't know")
    terminal.types("q").ends()
    again = start(folder, "--fast")
    again.child.expect(r"Do you know more now.*\(y/n\) ")
    again.types("").says("Stop here and send it")
    last = " ".join(again.types("y").ends().split())
    assert "More information needed" in last
    assert last.endswith(
        "Write the questions to the vendor: vendorcheck assess acme.yaml -q small.yaml --fast "
        "--no-input --format questions -o questions.md"
    )
    written = start(folder, "--fast", "--no-input", "--format", "questions", "-o", "questions.md")
    written.ends()
    assert "1. How do people sign in?" in (folder / "questions.md").read_text()
    assert answers(folder)["sign-in"]["unknown"] == "true"


@pytest.mark.slow
def test_only_what_is_missing_is_asked(folder: Path) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "responses: {small: {answers: {sign-in: saml, formats: {unknown: true}, who: Them}}}\n"
    )
    terminal = start(folder)
    terminal.child.expect(r"\(y/n\) ")
    terminal.types("n").says("2 questions to answer.*Question 1 of 2.*Are accounts removed")
    terminal.types("yes").says("How long after")
    terminal.types("1 day").says("Check your answers.*Nothing needs a look")
    terminal.types("r").says(r"All answers.*1 How do people sign in")
    terminal.types("").ends()
    again = start(folder)
    again.child.expect(r"1 answer is \"I don't know\".*\(y/n\) ")
    assert "Question" not in again.types("").ends()


@pytest.mark.slow
def test_what_is_open_is_offered_once(folder: Path) -> None:
    """After the vendor has answered, the same command takes its answers in."""
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "responses: {small: {answers: {sign-in: saml, scim: {answer: 'yes', "
        "disputed: Their docs say no.}, formats: {unknown: true, note: Asked.}, "
        "after: {unknown: true}, who: Them}}}\n"
    )
    assert "Do you know more" not in start(folder, "--no-input").ends()
    for typed in ("n", ""):
        terminal = start(folder)
        terminal.child.expect(
            '2 answers are "I don\'t know" and 1 answer is disputed. Do you know more now\\?'
        )
        terminal.child.expect(r"\(y/n\) ")
        assert "Question" not in terminal.types(typed).ends()
    terminal = start(folder)
    terminal.child.expect(r"\(y/n\) ")
    terminal.types("perhaps").child.expect("y asks again what is open")
    terminal.child.expect(r"\(y/n\) ")
    terminal.types("y").says(
        "3 questions to answer.*Question 1 of 3.*Now: Disputed: Their docs say no"
    )
    terminal.types("yes").says("Noted: Yes.*Question 2 of 3.*Now: I don't know · note: Asked")
    terminal.types("1,2").says("Question 3 of 3")
    terminal.types("").says("Check your answers")
    terminal.types("").ends()
    found = answers(folder)
    assert "disputed" not in found["scim"]
    assert (found["formats"]["answer"], found["formats"]["note"]) == (["csv", "json"], "Asked.")
    assert found["after"] == {"unknown": "true"}
    left = start(folder)
    left.child.expect(r"1 answer is \"I don't know\"\. Do you know more now")
    left.child.expect(r"\(y/n\) ")
    left.types("q").ends(130)


@pytest.mark.slow
def test_a_settled_verdict_asks_nothing_again(folder: Path) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "responses: {small: {answers: {sign-in: none, formats: {unknown: true}}}}\n"
    )
    assert "know more" not in start(folder, "--fast").ends()


@pytest.mark.slow
def test_whoever_agrees_that_a_question_does_not_apply_is_written_beside_it(folder: Path) -> None:
    quiet: dict[str, Any] = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    terminal = start(folder, "--as-of", "2026-11-22", VENDORCHECK_USER="", **quiet)
    terminal.says("How do people sign in")
    terminal.types("1").says("Are accounts removed")
    terminal.types("x").says(r"Why does it not apply\?")
    terminal.types("Nobody has an account.").says(r"Do you agree, for our side")
    terminal.types("y").says(r"Your name\?")
    terminal.types("Jane Doe").says(r"Not applicable, confirmed by Jane Doe: Nobody.*Question 3")
    terminal.types("x").says(r"Why does it not apply\?")
    terminal.types("There is no data.").says(r"Do you agree, for our side")
    terminal.types("").says(r"as nobody of us has confirmed yet: There is no data.*Question 4")
    terminal.types("x").says(r"Why does it not apply\?")
    # Ctrl-C there loses neither the reason nor what was confirmed before.
    terminal.types("It never ends.").says(r"Do you agree, for our side")
    terminal.child.sendintr()
    terminal.ends(130)
    again = start(folder, "--as-of", "2026-11-22", "--resume", VENDORCHECK_USER="Jo", **quiet)
    again.says("Who does it")
    again.types(":q").ends()
    found = answers(folder)
    written = {"confirmed_by": "Jane Doe", "confirmed_on": "2026-11-22"}
    assert {key: found["scim"][key] for key in written} == written
    assert found["formats"]["not_applicable"] == "There is no data."
    assert found["after"]["not_applicable"] == "It never ends."
    assert "confirmed_by" not in found["formats"] | found["after"]

    review = start(folder, "--review", "--as-of", "2026-11-22", VENDORCHECK_USER="Jo", **quiet)
    review.says("Who is reviewing")
    review.types("").says(
        r"Said not to apply, and none of us has agreed yet.*1 In which formats.*"
        r'"There is no data\.".*2 How long after.*"It never ends\.".*Which\?'
    )
    review.types("1-2").says("confirm that these 2 do not apply")
    review.types("c").says(r"Confirmed: 2\..*How do people sign in")
    review.types("q").ends()
    written = {"confirmed_by": "Jo", "confirmed_on": "2026-11-22"}
    for name in ("formats", "after"):
        assert {key: answers(folder)[name][key] for key in written} == written
    checked = run("validate", str(folder / "acme.yaml"), str(folder / "small.yaml"))
    assert checked.exit_code == 0, checked.output


@pytest.mark.slow
def test_review(folder: Path) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "responses: {small: {answers: {sign-in: saml, scim: 'yes', formats: [csv], "
        "who: {answer: Them, grade: verified, reviewed_by: Jo, reviewed_on: 2026-01-01}}}}\n"
    )
    terminal = start(folder, "--review", "--as-of", "2026-11-22", VENDORCHECK_USER="Jane Doe")
    terminal.says(r"Who is reviewing\? \(Enter: Jane Doe\)")
    terminal.types("?").says("Your name")
    terminal.types("").says(r"3 questions to look at.*Now: With SAML.*v verified, d disputed")
    terminal.types("v").says(r"Noted: With SAML · verified.*Question 2")
    terminal.types("d").says("What speaks against it")
    terminal.types("Their docs say no").says("Disputed: Their docs say no.*Question 3")
    terminal.types("").says("Check your answers")
    terminal.types("").ends()
    found = answers(folder)
    review = {"reviewed_by": "Jane Doe", "reviewed_on": "2026-11-22"}
    assert found["sign-in"] == {"answer": "saml", "grade": "verified", **review}
    assert found["scim"]["disputed"] == "Their docs say no"
    assert found["formats"] == ["csv"]
    again = start(folder, "--review", "--as-of", "2026-11-22", VENDORCHECK_USER="Jane Doe")
    again.says("Who is reviewing")
    again.types("John").says("2 questions to look at")
    again.types("v").says("Noted: Yes")
    again.types("q").ends()
    found = answers(folder)
    assert "disputed" not in found["scim"]
    assert found["scim"]["reviewed_by"] == "John"


@pytest.mark.parametrize(
    "leaving",
    [
        "ctrl-c",
        *(pytest.param(way, marks=pytest.mark.slow) for way in ("ctrl-d", "hangup", "term")),
    ],
)
def test_leaving_saves_and_going_on_asks_the_rest(folder: Path, leaving: str) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("1").says("Question 2")
    match leaving:
        case "ctrl-c":
            terminal.child.sendintr()
        case "ctrl-d":
            terminal.child.sendeof()
        case _:
            number = {"hangup": signal.SIGHUP, "term": signal.SIGTERM}[leaving]
            os.kill(terminal.child.pid, number)
    end = terminal.ends(130)
    assert (
        end.strip().splitlines()[-1]
        == "Saved 1 of 5. Continue with: vendorcheck assess acme.yaml -q small.yaml"
    )
    assert answers(folder)["sign-in"]["answer"] == "saml"
    assert not list(folder.glob(".*journal"))
    again = start(folder)
    again.says("4 questions to answer.*Question 1 of 4.*Are accounts removed")
    again.types("q").ends()


@pytest.mark.slow
@pytest.mark.parametrize("is_own", [True, False], ids=["its own", "another's"])
def test_a_window_that_is_closed_saves(folder: Path, is_own: bool) -> None:
    """A process is told so only by its own terminal; another's just answers nothing any more."""
    (folder / "many.yaml").write_text(many())
    if is_own:
        terminal = Terminal(folder, "assess", "acme.yaml", "-q", "many.yaml")
        terminal.says("Question 1")
        terminal.types("yes").says("Question 2")
        hang_up(terminal.child)
        assert terminal.child.ptyproc.exitstatus == 130
    else:
        with Victim(folder) as victim:
            victim.asked()
            victim.types("yes")
            victim.asked()
            victim.hangs_up()
            assert victim.process.wait(HANGING) == 130
    assert answers(folder, questionnaire="many")["q1"]["answer"] == "yes"
    assert not list(folder.glob(".*journal"))


@pytest.mark.slow
def test_killed_and_going_on(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("1").says("Question 2")
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.ends(None)
    assert answers(folder) == {}
    again = start(folder)
    again.child.expect(r"You answered 1 of 5 on [0-9]+ \w+; continue\?\s+\(y/n\) ")
    again.types("maybe").child.expect(r"begins again.*\s+\(y/n\) ")
    again.types("y").says("Question 2 of 5")
    again.types("q").ends()
    assert answers(folder)["sign-in"]["answer"] == "saml"


@pytest.mark.slow
def test_restart_and_resume(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("1").says("Question 2")
    os.kill(terminal.child.pid, signal.SIGKILL)
    terminal.ends(None)
    resumed = start(folder, "--resume")
    resumed.says("Question 2")
    os.kill(resumed.child.pid, signal.SIGKILL)
    resumed.ends(None)
    left = start(folder)
    left.child.expect(r"\(y/n\) ")
    left.types("q").ends(130)
    restarted = start(folder, "--restart")
    restarted.says("Question 1 of about")
    restarted.child.sendintr()
    assert "Nothing was answered." in restarted.ends(130)
    assert unfinished_interview(str(folder / "acme.yaml")) is None


@pytest.mark.slow
def test_a_file_that_was_changed_meanwhile(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("1").says("Question 2")
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {small: {answers: {who: Them}}}\n"
    )
    terminal.types("q")
    assert "changed by somebody else" in terminal.ends(2)
    again = start(folder)
    again.child.expect(r"changed since then")
    again.child.expect(r"\(y/n\) ")
    again.types("y").says("Question 2")
    again.types("q").ends()
    assert set(answers(folder)) == {"who", "sign-in"}


@pytest.mark.slow
def test_a_new_file(folder: Path) -> None:
    terminal = Terminal(folder, "assess", "beta.yaml", "-q", "small.yaml")
    terminal.says("There is no file beta.yaml.*Which vendor")
    terminal.types("Beta: \x1b[31mGmbH").says("Which product")
    terminal.types("").says("Beta: GmbH.*Question 1")
    terminal.types("2").says("In which formats")
    terminal.types(":q").ends()
    assert answers(folder, "beta.yaml")["sign-in"]["answer"] == "none"
    assert "Beta: GmbH" in (folder / "beta.yaml").read_text()
    for text, code in (("", 2), ("\x03", 130)):
        other = Terminal(folder, "assess", "acne.yaml")
        other.says("Which vendor")
        other.types(text).ends(code)
    assert not (folder / "acne.yaml").exists()


@pytest.mark.slow
def test_a_new_file_gets_a_name_that_validate_finds(folder: Path) -> None:
    terminal = Terminal(folder, "assess", "Nimbus CRM", "-q", "small.yaml")
    terminal.says(
        r"A vendor file ends in \.yaml, so this one is nimbus-crm\.yaml\. "
        r"There is no file nimbus-crm\.yaml\. A new one begins here\. Which vendor"
    )
    terminal.types("Nimbus").says("Which product")
    terminal.types("").says("Question 1")
    end = terminal.types("q").ends()
    assert "No answer was given or changed in nimbus-crm.yaml." in end
    assert "nothing was changed" not in end.lower()
    assert sorted(path.name for path in folder.iterdir()) == [
        "acme.yaml",
        "nimbus-crm.yaml",
        "small.yaml",
    ]
    for typed in ("nimbus-crm", "Nimbus CRM"):
        again = Terminal(folder, "assess", typed)
        assert f"there is no file {typed}; did you mean nimbus-crm.yaml?" in again.ends(2)


@pytest.mark.slow
def test_pasted_escape_sequences_reach_nothing(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.types("\x1b[200~1\x1b[201~").says("Noted: With SAML")
    terminal.types("\x1b[A\x1b]0;title\x07yes\x9b2J").says("Noted: Yes")
    terminal.types("1").says("Noted: CSV.*Question 4")
    terminal.types("40 \x07days").says("Question 5")
    pasted = "\x1b[200~Line one\r\x1b[31mline two\x1b[0m\rline \u202ethree\x1b[201~"
    terminal.pastes(pasted).says('Read as one answer: "Line one line two line three"')
    terminal.types("").ends()
    text = (folder / "acme.yaml").read_bytes().decode()
    assert all(character.isprintable() or character == "\n" for character in text)
    assert answers(folder)["who"]["answer"] == "Line one line two line three"
    assert not re.search(r"\x1b(?!\[[0-9;]*m)", terminal.shown)


@pytest.mark.slow
def test_lines_pasted_at_a_question_are_not_taken_for_answers(folder: Path) -> None:
    terminal = start(folder)
    terminal.says("Question 1")
    terminal.pastes("Dear all,\rwe use\r2\rregards").says("none of the options.*several lines")
    terminal.types("1").says("Noted: With SAML")
    terminal.types("q").ends()


@pytest.mark.slow
def test_a_resized_window(folder: Path) -> None:
    terminal = start(folder, columns=80)
    terminal.says("Question 1")
    terminal.child.setwinsize(50, 40)
    text = terminal.types("1").says("Question 2")
    assert max(map(len, text.splitlines())) < 40


@pytest.mark.slow
def test_nobody_there(folder: Path) -> None:
    command = ("assess", str(folder / "acme.yaml"), "-q", str(folder / "small.yaml"))
    assert run(*command).exit_code == 0
    for option in ("--interactive", "--review", "--resume", "--restart"):
        refused = run(*command, option)
        assert refused.exit_code == 2
        assert "--set" in refused.stderr
    silent = start(folder, "--no-input")
    assert "Question" not in silent.ends()
    scripted = start(folder, "--set", "small/sign-in=saml")
    scripted.says("Question 1 of 4.*Are accounts removed")
    scripted.types("q").ends()


# ---- the kill test


MANY = 300
LAST = MANY - 10
"""So many are answered at the most: there is always a next question."""


def many() -> str:
    """A questionnaire without gaps: after each answer comes the next question."""
    questions = "".join(
        f"      - {{id: q{number}, type: yes_no, ask: Is it {number}?, weight: 0}}\n"
        for number in range(1, MANY + 1)
    )
    return (
        'vendorcheck: questionnaire/1\nid: many\nversion: "1"\ntitle: Many\n'
        f"sections:\n  - id: all\n    title: All\n    questions:\n{questions}"
    )


def wanted(number: int) -> str:
    return "yes" if (number * 7919) % 3 else "no"


class Victim:
    """An interview in a pseudo-terminal, without pexpect: many of them run side by side."""

    def __init__(self, folder: Path) -> None:
        self.terminal, inside = os.openpty()
        command = [
            sys.executable,
            "-m",
            "vendorcheck",
            "assess",
            "acme.yaml",
            "-q",
            "many.yaml",
            "--resume",
        ]
        environ = {**unmeasured(), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environ,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        self.text = ""

    def asked(self) -> int:
        """Wait for a question, and return its number."""
        while not (found := re.findall(r"Is it (\d+)\?\r\n[^>]*> $", self.text)):
            assert self.writes(HANGING), self.text
            self.text += os.read(self.terminal, 65536).decode("utf-8", "replace")
        self.text = ""
        return int(found[-1])

    def writes(self, seconds: float) -> bool:
        """Wait until it writes something, or for so long."""
        return bool(select.select([self.terminal], [], [], seconds)[0])

    def types(self, text: str) -> None:
        os.write(self.terminal, f"{text}\n".encode())

    def __enter__(self) -> Self:
        return self

    def is_told_to_end(self, times: int) -> None:
        """Send signals as a window that is closed does, and wait for the end."""
        for number in (signal.SIGHUP, signal.SIGTERM)[:times]:
            self.process.send_signal(number)
        with contextlib.suppress(OSError):
            while os.read(self.terminal, 65536):
                pass
        self.process.wait(HANGING)

    def hangs_up(self) -> None:
        """Close the terminal."""
        os.close(self.terminal)
        self.terminal = os.open(os.devnull, os.O_RDWR)

    def __exit__(self, *_: object) -> None:
        """Kill it, unless it has ended: nothing of it is left, whatever the test finds."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


def killed(folder: Path, seed: int, rounds: int) -> int:
    """Answer and be ended at random moments, at times while the answers go into the file.

    Return how many answers were confirmed.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    confirmed = 0
    for _ in range(rounds):
        with Victim(folder) as victim:
            asked = victim.asked()
            assert asked > confirmed, "an answer is lost"
            confirmed = asked - 1
            for _ in range(min(chance.randrange(5), LAST - confirmed)):
                victim.types(wanted(confirmed + 1))
                assert victim.asked() == confirmed + 2
                confirmed += 1
            # Killed at some moment, at the latest when it writes something.
            # Nothing that is asserted depends on which.
            if chance.random() < QUITTING or confirmed >= LAST:
                victim.types("q")
                victim.writes(chance.uniform(0, 0.1))
            else:
                victim.types(wanted(confirmed + 1))
                victim.writes(chance.uniform(0, 0.01))
            if chance.random() < INTERRUPTING:
                victim.is_told_to_end(chance.choice([1, 2]))
    return confirmed


@pytest.mark.slow
def test_no_confirmed_answer_is_ever_lost(tmp_path: Path) -> None:
    def worker(seed: int) -> tuple[int, Path]:
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / "many.yaml").write_text(many())
        (folder / "acme.yaml").write_text(
            "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {}\n"
        )
        return killed(folder, seed, KILLS // 4), folder

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(worker, range(4)))
    for confirmed, folder in outcomes:
        assert confirmed > 0
        with Victim(folder) as last:
            assert last.asked() > confirmed
            last.types("q")
            finish(last)
        data: Any = document.parse_document((folder / "acme.yaml").read_bytes(), "acme.yaml").data
        found = data["responses"]["many"]["answers"]
        assert all(
            found[f"q{number}"]["answer"] == wanted(number) for number in range(1, confirmed + 1)
        )


def finish(victim: Victim) -> None:
    with contextlib.suppress(OSError):
        while os.read(victim.terminal, 65536):
            pass
    assert victim.process.wait() == 0
