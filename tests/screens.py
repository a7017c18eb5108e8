"""A command at a capable terminal, and the screen that a person sees there."""

import os
import re
import sys
from pathlib import Path
from typing import Final

import pyte

from running import at_terminal, end_of

CAPABLE: Final = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
ROWS, COLUMNS = 150, 80


class Screen:
    """A command at a terminal, and the screen that a person would see."""

    size = (ROWS, COLUMNS)

    def __init__(self, folder: Path, *arguments: str, **environ: str) -> None:
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("LC_", "LANG", "NO_COLOR", "COV_", "ACCESSIBLE"))
        }
        command = [sys.executable, "-m", "vendorcheck", *arguments]
        self.child = at_terminal(command, folder, kept | CAPABLE | environ, size=self.size)
        self.written = ""
        self._screen = pyte.Screen(*reversed(self.size))
        self._stream = pyte.Stream(self._screen)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What is on the screen, in one line."""
        return " ".join(" ".join(self.lines).split())

    @property
    def answer(self) -> str:
        """What stands between the last line that was typed and the prompt, in one line."""
        above = self.lines[: self._screen.cursor.y]
        begin = max((n for n, line in enumerate(above) if line.startswith("> ")), default=-1)
        return " ".join(" ".join(above[begin + 1 :]).split())

    def shows(self, pattern: str) -> "Screen":
        """Wait until something is shown after what was typed, with an empty prompt below it."""
        while not (self._last_line == "> " and re.search(pattern, self.answer)):
            self._take()
        return self

    def shows_typed(self, text: str) -> "Screen":
        """Wait until what was typed is shown at the prompt."""
        while not self._last_line.rstrip().endswith(text):
            self._take()
        return self

    @property
    def _last_line(self) -> str:
        cursor = self._screen.cursor
        return self._screen.display[cursor.y][: cursor.x] if cursor.x else ""

    def waits(self, pattern: str) -> "Screen":
        """Wait until the last line begins so."""
        while not re.match(pattern, self._last_line):
            self._take()
        return self

    def types(self, keys: str) -> "Screen":
        self.child.send(keys)
        return self

    def ends(self, code: int) -> str:
        self._feed(end_of(self.child))
        assert self.child.exitstatus == code, self.text
        return self.text

    def _take(self) -> None:
        self.child.expect(r".+")  # whatever comes next; the time allowed is that of the child
        self._feed(f"{self.child.before}{self.child.after}")

    def _feed(self, text: str) -> None:
        self.written += text
        self._stream.feed(text)
