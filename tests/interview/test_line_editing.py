"""Lines that are edited at a capable terminal: a screen shows what a person would see there."""

import os
import pkgutil
import re
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from locations import CASES
from running import PLAIN_LINES, hang_up
from screens import CAPABLE, Screen
from vendorcheck.document import document
from vendorcheck.interview.journal import unfinished_interview
from vendorcheck.interview.signals import stopping_on_signals
from vendorcheck.interview.terminal import InterviewStopped
from vendorcheck.interview.terminal._line_editor import LineEditor

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows edits lines by itself")

LEFT, UP, END, DELETE = "\x1b[D", "\x1b[A", "\x1b[F", "\x7f"
PASTE_BEGIN, PASTE_END = "\x1b[200~", "\x1b[201~"
CURSOR_REQUEST = "\x1b[6n"
DONE = "Enter saves them"
"""The end of the page on which all answers are checked."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_bytes((CASES / "interview" / "small.yaml").read_bytes())
    (tmp_path / "acme.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n")
    return tmp_path


def start(folder: Path, **environ: str) -> Screen:
    return Screen(folder, "assess", "acme.yaml", "-q", "small.yaml", **environ)


def said(folder: Path) -> Mapping[str, Any]:
    """Return the answers that the interview has saved, in its journal or in the file."""
    unfinished = unfinished_interview(str(folder / "acme.yaml"))
    if unfinished:
        return unfinished.answers
    found: Any = document.parse_document((folder / "acme.yaml").read_bytes(), "acme.yaml").data
    answers = (found.get("responses") or {}).get("small", {}).get("answers", {})
    return {
        f"small/{name}": answer if isinstance(answer, dict) else {"answer": answer}
        for name, answer in answers.items()
    }


def written(folder: Path) -> Any:  # noqa: ANN401 - plain data of a file
    found: Any = document.parse_document((folder / "acme.yaml").read_bytes(), "acme.yaml").data
    return found["responses"]["small"]["answers"]


def at_note(folder: Path) -> Screen:
    """Return an interview that asks for the note of its first answer."""
    screen = start(folder).shows("How do people sign in").types("1\r").shows("Are accounts removed")
    screen.types("b\r").shows("How do people sign in")
    return screen.types("n\r").shows(r"Note \(")


def at_text(folder: Path, **environ: str) -> Screen:
    """Return an interview that asks for words."""
    screen = start(folder, **environ).shows("How do people sign in")
    screen.types("2\r").shows("In which formats").types("1,2\r").shows("How long after")
    return screen.types("30 days\r").shows("Who does it")


@pytest.mark.slow
def test_keys_move_in_the_line_and_none_is_stored(folder: Path) -> None:
    screen = at_note(folder).types(f"Pln{LEFT}").types("a").types(f"{END} for teams{UP}")
    screen.shows_typed("Plan for teams").types("\r").shows("Noted")
    assert said(folder)["small/sign-in"]["note"] == "Plan for teams"
    assert "^[" not in screen.text


@pytest.mark.slow
def test_what_was_typed_before_comes_back_with_the_arrow(folder: Path) -> None:
    screen = at_note(folder).types("The plan for teams\r").shows("Noted")
    screen.types("n\r").shows(r"Note \(").types(f"{UP}{UP}").shows_typed("The plan for teams")
    screen.types(" of 2026\r").shows("note: .*2026")
    assert said(folder)["small/sign-in"]["note"] == "The plan for teams of 2026"


@pytest.mark.slow
def test_what_was_typed_at_another_question_does_not_come_back(folder: Path) -> None:
    screen = at_note(folder).types("The plan for teams\r").shows("Noted")
    screen.types("\r").shows("Are accounts removed")
    screen.types("n:\r").shows(r"Note \(").types(f"{UP}Of us").shows_typed("Of us").types("\r")
    screen.shows("Noted")
    assert said(folder)["small/scim"]["note"] == "Of us"


@pytest.mark.slow
def test_a_name_does_not_come_back_at_the_next_prompt(tmp_path: Path) -> None:
    screen = Screen(tmp_path, "precheck", "new.yaml", **CAPABLE).shows("Which product is it")
    screen.types("Tern Letters\r").shows("Which company sells it")
    screen.types(f"{UP}Bird\r").shows("Tern Letters by Bird. Right")
    screen.types("q\r").ends(130)


@pytest.mark.slow
@pytest.mark.parametrize("marked", [True, False])
def test_pasted_lines_are_one_answer_where_words_are_asked(folder: Path, *, marked: bool) -> None:
    screen = at_text(folder)
    if marked:
        screen.types(f"{PASTE_BEGIN}The team\rof Jane\rDoe{PASTE_END}").shows_typed("Doe").types(
            "\r"
        )
    else:
        screen.types("The team\rof Jane\rDoe")
        screen.shows('Read as one answer: "The team of Jane Doe"')
    screen.shows(DONE)
    assert said(folder)["small/who"]["answer"] == "The team of Jane Doe"


@pytest.mark.slow
@pytest.mark.parametrize("environ", [CAPABLE, PLAIN_LINES], ids=["edited", "plain"])
def test_a_note_keeps_its_lines(folder: Path, environ: Mapping[str, str]) -> None:
    screen = start(folder, **environ).shows("How do people sign in")
    screen.types("1\r").shows("Are accounts removed")
    screen.types("b\r").shows("How do people sign in").types("n\r").shows(r"Note \(")
    screen.types("As they say:\r- in March\r- for all\r").shows("Noted")
    screen.types("q\r").ends(0)
    assert written(folder)["sign-in"]["note"] == "As they say:\n- in March\n- for all"


@pytest.mark.slow
def test_pasted_lines_answer_no_question_of_choice(folder: Path) -> None:
    screen = start(folder).shows("How do people sign in")
    screen.types(f"{PASTE_BEGIN}1\r2\r2{PASTE_END}").shows_typed("2").types("\r")
    screen.shows("is none of the options")
    assert said(folder) == {}


@pytest.mark.slow
def test_what_is_typed_before_a_question_is_shown_and_left_out(folder: Path) -> None:
    screen = start(folder).shows("How do people sign in").types("1\r2\rcsv\r")
    screen.shows('Are accounts removed.*Typed before this was asked, and left out: "2 csv"')
    assert list(said(folder)) == ["small/sign-in"]
    screen.types("1\r").shows("In which formats")
    assert screen.text.count("left out") == 1


@pytest.mark.slow
def test_who_does_not_know_says_so_in_any_words(folder: Path) -> None:
    screen = at_text(folder).types("i dont know\r").shows(DONE)
    assert said(folder)["small/who"]["unknown"] == "true"
    screen.types("q\r").ends(0)


@pytest.mark.slow
def test_a_guess_is_asked_back(folder: Path) -> None:
    screen = start(folder).shows("How do people sign in").types("pasword\r")
    screen.shows('Do you mean 2, "With a password"').types("2\r").shows("In which formats")
    assert said(folder)["small/sign-in"]["answer"] == "none"


@pytest.mark.slow
@pytest.mark.parametrize("agreed", ["y", "yes", "Yes."])
def test_who_says_yes_to_a_guess_means_it(folder: Path, agreed: str) -> None:
    screen = start(folder).shows("How do people sign in").types("pasword\r")
    screen.shows('Do you mean 2, "With a password"').types(f"{agreed}\r")
    screen.shows("In which formats")
    assert said(folder)["small/sign-in"]["answer"] == "none"


@pytest.mark.slow
def test_a_guess_is_forgotten_with_the_next_line(folder: Path) -> None:
    screen = start(folder).shows("How do people sign in").types("pasword\r")
    screen.shows('Do you mean 2, "With a password"').types("zebra\r").shows("none of the options")
    screen.types("y\r").shows('"y" is none of the options')
    assert not said(folder)


@pytest.mark.slow
def test_a_long_text_is_whole(folder: Path) -> None:
    text = "word " * 1_200
    screen = at_text(folder).types(f"{PASTE_BEGIN}{text}{PASTE_END}").types("\r").shows(DONE)
    assert said(folder)["small/who"]["answer"] == text.strip()
    screen.types("q\r").ends(0)
    assert text.strip() in str(written(folder)["who"])


@pytest.mark.slow
def test_a_line_that_the_terminal_cuts_is_spoken_of(folder: Path) -> None:
    screen = at_text(folder, **PLAIN_LINES).types("x" * 5_000).types("\r")
    screen.shows(DONE)
    assert "A line here holds 4,095 characters at most" in " ".join(screen.written.split())


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["\x1b[31mred\x1b[0m", "\x1b[<0;1;1M", "\x9b31mred"])
def test_pasted_colours_leave_plain_text(folder: Path, colours: str) -> None:
    screen = at_text(folder).types(f"{colours}dish\r").shows(DONE)
    assert re.fullmatch(r"(red)?dish", said(folder)["small/who"]["answer"])
    screen.types("q\r").ends(0)


@pytest.mark.parametrize(
    "end",
    [
        "\x03",
        pytest.param("\x04", marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, marks=pytest.mark.slow),
    ],
)
def test_whoever_leaves_keeps_the_answers(folder: Path, end: str | signal.Signals) -> None:
    screen = start(folder).shows("How do people sign in").types("1\r").shows("Are accounts removed")
    if isinstance(end, signal.Signals):
        screen.child.kill(end)
    else:
        screen.types(end)
    assert "Continue with" in screen.ends(130)
    assert list(written(folder)) == ["sign-in"]


@pytest.mark.slow
def test_a_terminal_that_is_gone_ends_the_interview(folder: Path) -> None:
    screen = start(folder).shows("How do people sign in").types("1\r").shows("Are accounts removed")
    hang_up(screen.child)
    assert list(written(folder)) == ["sign-in"]


@pytest.fixture
def editor() -> Iterator[tuple[int, LineEditor]]:
    """An editor in this process, and the outer end of its terminal."""
    outer, inner = os.openpty()
    with (
        open(inner, encoding="utf-8", closefd=False) as source,
        open(inner, "w", encoding="utf-8", closefd=False) as target,
        mock.patch.dict(os.environ, CAPABLE),
    ):
        yield outer, LineEditor(source, target)
    os.close(outer)
    os.close(inner)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    "moment",
    [
        "prompt_toolkit.PromptSession.prompt",  # before there is an event loop
        "prompt_toolkit.input.vt100.Vt100Input.read_keys",  # while a key is processed
        "prompt_toolkit.application.Application.exit",  # after Enter
    ],
)
def test_a_signal_ends_the_line_whenever_it_comes(
    editor: tuple[int, LineEditor], moment: str, number: signal.Signals
) -> None:
    outer, line_editor = editor
    real = pkgutil.resolve_name(moment)
    came: list[signal.Signals] = []

    def signalled(self: object, *arguments: object, **options: object) -> Any:  # noqa: ANN401
        if not came:
            came.append(number)
            signal.raise_signal(number)
        return real(self, *arguments, **options)

    os.write(outer, b"x\r" if moment.endswith("exit") else b"x")
    with (
        stopping_on_signals(),
        mock.patch(moment, signalled),
        pytest.raises(InterviewStopped),
    ):
        line_editor.read("> ")
    assert came == [number]


@pytest.mark.slow
def test_the_terminal_is_asked_for_nothing(folder: Path) -> None:
    screen = at_text(folder).types("Jane\r").shows(DONE)
    assert CURSOR_REQUEST not in screen.written
    assert "cursor position" not in screen.text


@pytest.mark.slow
@pytest.mark.parametrize("environ", [PLAIN_LINES, {"TERM": "dumb"}], ids=["accessible", "dumb"])
def test_plain_lines_are_left_to_the_terminal(folder: Path, environ: Mapping[str, str]) -> None:
    screen = start(folder, **environ).shows("How do people sign in").types("1\r")
    screen.shows("Are accounts removed").types("\x03").ends(130)
    assert "\x1b" not in screen.written


@pytest.mark.slow
def test_a_terminal_without_letters_of_other_languages(folder: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    screen = start(folder, **plain).shows("How do people sign in").types("1\r")
    screen.shows("Are accounts removed").types("\x03").ends(130)
    assert screen.written.isascii()
