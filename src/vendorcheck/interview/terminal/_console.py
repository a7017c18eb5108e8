"""The terminal of the interview: lines go to standard error and come from standard input."""

import os
import select
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, Literal, TextIO, TypeAlias

from vendorcheck.interview.terminal._typed_text import clean_line
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
_MAX_WIDTH: Final = 88  # longer lines are hard to read
_MIN_WIDTH: Final = 20
# Seconds in which no person types another line: a line that comes so soon was pasted.
_PASTE_SECONDS: Final = 0.02


class InterviewStopped(Exception):  # noqa: N818 - the person leaves; nothing erred
    """The input has ended, or a signal asks the program to stop."""


class Console:
    """A terminal. No text that is written can control it; lines that are read hold plain text only.

    Args:
        source: the stream that lines are read from; standard input by default.
        target: the stream that lines are written to; standard error by default.
        environ: the environment, for NO_COLOR, TERM and COLUMNS.
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
            # Text pasted in another encoding shows replacement characters instead of an error.
            self._source.reconfigure(errors="replace")

    @property
    def width(self) -> int:
        """The columns to fill, measured each time because the window may have been resized."""
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
        """Write a wrapped paragraph; `first` precedes its first line, `rest` the others."""
        shown = escape_invisible(text)
        if not self._unicode:
            shown = shown.translate(_ASCII_SUBSTITUTES)
        for line in wrap_text(shown, self.width, first, first if rest is None else rest):
            self._target.write(self._styled(line, style) + "\n")

    def say_command(self, sentence: str, command: str) -> None:
        """Write a sentence that ends with a command, never wrapped, so that it can be pasted."""
        if text_width(f"{sentence} {command}") <= self.width and "  " not in command:
            self.say(f"{sentence} {command}")
        else:
            self.say(sentence)
            self._target.write(f"{escape_invisible(command)}\n")

    def read(self, prompt: str = "> ", *, join_pasted_lines: bool = False) -> str:
        """Ask for a line; with `join_pasted_lines`, lines that are pasted together become one.

        Raises:
            InterviewStopped: the input has ended.
        """
        self._target.write(prompt)
        self._target.flush()
        line = self._read_line()
        while join_pasted_lines and self.has_more_lines():
            try:
                line = f"{line.rstrip()} {self._read_line()}"
            except InterviewStopped:
                # The line typed before the end counts; the next read reports the end.
                self._input_ended = True
                break
        return clean_line(line)

    def has_more_lines(self) -> bool:
        """Return whether more lines came with the last one, as they do when text is pasted."""
        try:
            ready, _, _ = select.select([self._source], [], [], _PASTE_SECONDS)
        except (OSError, ValueError):
            return False
        return bool(ready)

    def discard_pasted_lines(self) -> int:
        """Discard the lines that were pasted after the last one, and return their number."""
        count = 0
        while self.has_more_lines():
            self._read_line()
            count += 1
        return count

    def _wait_for_line(self) -> None:
        """Return when the terminal has a line, or at once if that can't be known.

        Python runs the handler of a signal between two of its own steps. A signal that comes after
        the last of them, just before a read that blocks, would wait for the next line; here it ends
        the wait, so that its handler runs.
        """
        if os.name == "nt" or not self._source.isatty():
            return
        with suppress(OSError, ValueError), _signal_descriptor() as signals:
            while self._source not in select.select([self._source, signals], [], [])[0]:
                os.read(signals, 1)

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


@contextmanager
def _signal_descriptor() -> Iterator[int]:
    """Open a descriptor that has a byte to read from the moment a signal comes."""
    reader, writer = os.pipe()
    try:
        os.set_blocking(writer, False)
        before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        try:
            yield reader
        finally:
            signal.set_wakeup_fd(before)
    finally:
        os.close(reader)
        os.close(writer)


def _can_encode(encoding: str | None, symbols: str) -> bool:
    try:
        symbols.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
