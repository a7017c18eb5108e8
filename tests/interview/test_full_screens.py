"""What is taller than the screen comes in pieces; nothing scrolls away before it was seen."""

import os
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from locations import CASES
from running import PLAIN_LINES
from screens import Screen
from vendorcheck.interview.terminal import Console, InterviewStopped

SMALL = (20, 40)
MORE = "-- Enter shows the rest"


class SmallScreen(Screen):
    """A screen of twenty lines with forty columns."""

    size = SMALL


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")


@pytest.fixture
def pseudo() -> Iterator[tuple[int, Console, TextIO]]:
    """The outer end of a small pseudo-terminal, and a console of plain lines at the inner one."""
    outer, inner = os.openpty()
    termios.tcsetwinsize(outer, SMALL)
    with (
        open(inner, encoding="utf-8", closefd=False) as source,
        open(inner, "w", encoding="utf-8") as target,
    ):
        yield outer, Console(source, target, {"ACCESSIBLE": "1"}), target
    os.close(outer)


def shown(outer: int, target: TextIO) -> list[str]:
    """Return the lines that were written."""
    target.write("|")
    target.flush()
    text = ""
    while not text.endswith("|"):  # it comes in pieces
        text += os.read(outer, 10_000).decode()
    return text.removesuffix("|").replace("\r\n", "\n").splitlines()


def say_numbers(console: Console, count: int) -> None:
    for number in range(1, count + 1):
        console.say(str(number))


def test_what_fits_is_shown_at_once(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, target = pseudo
    say_numbers(console, 19)
    assert shown(outer, target) == [str(number) for number in range(1, 20)]


def test_what_does_not_fit_waits_for_enter(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, target = pseudo
    os.write(outer, b"\n")
    say_numbers(console, 25)
    before, _, after = " ".join(shown(outer, target)).partition(MORE)
    assert before.split() == [str(number) for number in range(1, 20)], "and the prompt below it"
    assert after.split() == [str(number) for number in range(20, 26)]


def test_what_was_typed_there_answers_nothing(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, target = pseudo
    os.write(outer, b"2\n")
    say_numbers(console, 20)
    assert any("Left out, since the rest was not" in line for line in shown(outer, target))
    os.write(outer, b"3\n")
    assert console.read() == "3"


def test_a_prompt_begins_a_new_screen(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, target = pseudo
    say_numbers(console, 15)
    os.write(outer, b"1\n")
    assert console.read() == "1"
    say_numbers(console, 15)
    assert MORE not in " ".join(shown(outer, target))


def test_whoever_leaves_there_waits_no_more(pseudo: tuple[int, Console, TextIO]) -> None:
    outer, console, target = pseudo
    os.write(outer, b"\x04")
    with pytest.raises(InterviewStopped):
        say_numbers(console, 25)
    say_numbers(console, 25)
    assert shown(outer, target)[-1].endswith("25")


def test_a_pipe_has_no_screen(tmp_path: Path) -> None:
    with open(tmp_path / "lines", "w+", encoding="utf-8") as lines:
        console = Console(lines, lines, {})
        say_numbers(console, 200)
        lines.seek(0)
        assert len(lines.readlines()) == 200


@pytest.mark.slow
@pytest.mark.parametrize("environ", [{}, PLAIN_LINES], ids=["edited", "plain"])
def test_no_question_is_taller_than_the_screen(tmp_path: Path, environ: dict[str, str]) -> None:
    (tmp_path / "small.yaml").write_text((CASES / "interview" / "small.yaml").read_text())
    vendor = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {}\n"
    (tmp_path / "acme.yaml").write_text(vendor)
    screen = SmallScreen(tmp_path, "assess", "acme.yaml", "-q", "small.yaml", **environ)
    screen.waits("> $")
    assert screen.lines[0] == "Acme", "it fits, and its first line is still to be seen"
    screen.types("?\r").waits(MORE)
    assert any(line.startswith("Question 1 of about 5") for line in screen.lines)
    screen.types("\r").waits("> $")
    assert "q save and stop" in screen.text
    screen.types("1\r").shows("Are accounts removed")
    screen.types("q\r").ends(0)
