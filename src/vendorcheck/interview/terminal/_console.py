"""The terminal as the interview sees it: lines out on standard error, lines in from standard input."""

import os
import select
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, Literal, TextIO, TypeAlias

from vendorcheck.interview.terminal._typed import clean_line
from vendorcheck.text.layout import text_width, wrap_text
from vendorcheck.text.safe import escape_invisible

Style: TypeAlias = Literal["", "bold", "dim", "warn", "good"]
_STYLE_CODES: Final[Mapping[Style, str]] = {"bold": "1", "dim": "2", "warn": "33", "good": "32"}
_ASCII_SUBSTITUTES: Final = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "…": "...",
        "·": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "✓": "*",
        "•": "*",
    }
    | {"\u00a0": " ", "\u202f": " "}
)
_MAX_WIDTH: Final = 88
"""Longer lines are hard to read."""
_MIN_WIDTH: Final = 20
_PASTE_SECONDS: Final = 0.02
"""Seconds within which no person types another line: what comes so soon belongs to what was pasted."""
_SIGNAL_CHECK_SECONDS: Final = 0.2
"""Seconds after which a Ctrl-C that came while a read began is seen."""


class InterviewStopped(Exception):  # noqa: N818 - the person leaves; nothing erred
    """The input has ended, or whoever runs us wants us to go."""


class Console:
    """A terminal. Nothing that is said can steer it, nothing that is read holds more than plain text.

    Args:
        source: where lines are read; standard input.
        target: where lines are written; standard error.
        environ: the environment, for NO_COLOR and TERM.
    """

    def __init__(
        self,
        source: TextIO | None = None,
        target: TextIO | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._source = source or sys.stdin
        self._target = target or sys.stderr
        self._colour = (
            not environ.get("NO_COLOR") and environ.get("TERM") != "dumb" and self._target.isatty()
        )
        self._unicode = _can_encode(self._target.encoding, "–…·✓’“")
        self._input_ended = False
        self._columns = environ.get("COLUMNS", "")
        if hasattr(self._source, "reconfigure"):
            # What was pasted in another encoding shows as a replacement character, and ends nothing.
            self._source.reconfigure(errors="replace")

    @property
    def width(self) -> int:
        """How many columns to fill, asked anew each time: the window may have been resized."""
        try:
            columns = os.get_terminal_size(self._target.fileno()).columns
        except (OSError, ValueError):
            columns = 0
        if not columns:
            columns = int(self._columns) if self._columns.isdecimal() else 80
        return max(_MIN_WIDTH, min(columns - 1, _MAX_WIDTH))

    def say(
        self, text: str = "", style: Style = "", *, first: str = "", rest: str | None = None
    ) -> None:
        """Write a paragraph, wrapped; `first` stands before its first line, `rest` before the others."""
        shown = escape_invisible(text)
        if not self._unicode:
            shown = shown.translate(_ASCII_SUBSTITUTES)
        for line in wrap_text(shown, self.width, first, first if rest is None else rest):
            self._target.write(self._styled(line, style) + "\n")

    def say_command(self, sentence: str, command: str) -> None:
        """Write a sentence that ends with a command, never wrapped: it is there to be pasted."""
        if text_width(f"{sentence} {command}") <= self.width and "  " not in command:
            self.say(f"{sentence} {command}")
        else:
            self.say(sentence)
            self._target.write(f"{escape_invisible(command)}\n")

    def read(self, prompt: str = "> ", *, join_pasted_lines: bool = False) -> str:
        """Ask for a line; with `words`, several lines that were pasted at once are taken as one.

        Raises:
            Stopped: the input has ended.
        """
        self._target.write(prompt)
        self._target.flush()
        line = self._read_line()
        while join_pasted_lines and self.has_more_lines():
            try:
                line = f"{line.rstrip()} {self._read_line()}"
            except InterviewStopped:
                # What was typed before the end counts; the next question meets the end.
                self._input_ended = True
                break
        return clean_line(line)

    def has_more_lines(self) -> bool:
        """Whether further lines have come with the last one, as they do when text is pasted."""
        try:
            ready, _, _ = select.select([self._source], [], [], _PASTE_SECONDS)
        except (OSError, ValueError):
            return False
        return bool(ready)

    def discard_pasted_lines(self) -> int:
        """Throw away what was pasted beyond the line that was read; how many lines that were."""
        count = 0
        while self.has_more_lines():
            self._read_line()
            count += 1
        return count

    def _wait_for_line(self) -> None:
        """Return when the terminal has a line, or at once where that can't be told.

        Python looks for signals between two of its own steps. One that comes after the last of them, just before a
        read that blocks, would go unseen until the next line; a wait that ends by itself lets it be seen.
        """
        with suppress(
            OSError, ValueError
        ):  # such as a console of Windows, which select does not take
            while (
                self._source.isatty()
                and not select.select([self._source], [], [], _SIGNAL_CHECK_SECONDS)[0]
            ):
                pass

    def _read_line(self) -> str:
        if not self._input_ended:
            self._wait_for_line()
        line = "" if self._input_ended else self._source.readline()
        if not line:
            raise InterviewStopped
        return line

    def _styled(self, line: str, style: Style) -> str:
        if not (style and self._colour and line.strip()):
            return line
        return f"\x1b[{_STYLE_CODES[style]}m{line}\x1b[0m"


def _can_encode(encoding: str | None, symbols: str) -> bool:
    try:
        symbols.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
