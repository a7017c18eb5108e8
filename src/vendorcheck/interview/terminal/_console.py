"""The terminal of the interview: lines go to standard error and come from standard input.

At a capable terminal they are edited as they are typed. Elsewhere, and for whoever sets ACCESSIBLE
since a screen reader reads them out, they are the terminal's own.
"""

import os
import select
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Literal, TextIO, TypeAlias

from vendorcheck.interview.terminal._typed_text import clean_line, clean_lines
from vendorcheck.text.ascii import to_ascii
from vendorcheck.text.layout import cut_text, text_width, wrap_text
from vendorcheck.text.safe import escape_all_but_emoji, escape_invisible

if TYPE_CHECKING:
    from vendorcheck.interview.terminal._line_editor import LineEditor

Style: TypeAlias = Literal["", "bold", "dim", "warn", "good"]
PastedLines: TypeAlias = Literal["one", "joined", "kept"]
"""The treatment of pasted lines: they answer nothing, become one line, or keep their lines."""
_STYLE_CODES: Final[Mapping[Style, str]] = {"bold": "1", "dim": "2", "warn": "33", "good": "32"}
_MAX_WIDTH: Final = 88  # longer lines are hard to read
_MIN_WIDTH: Final = 20
# Seconds in which no person types another line: a line that comes so soon was pasted.
_PASTE_SECONDS: Final = 0.02
# What a terminal that edits no lines takes in one; it drops the rest in silence.
_LONGEST_LINE: Final = 4095
_SHOWN_TYPED: Final = 60
_MORE: Final = "-- Enter shows the rest "
_PLAIN_TERMINALS: Final = ("", "dumb", "unknown")


class InterviewStopped(Exception):  # noqa: N818 - the person leaves; nothing erred
    """The input has ended, or a signal asks the program to stop."""


class Console:
    """A terminal. No text that is written can control it; lines that are read hold plain text only.

    Args:
        source: the stream that lines are read from; standard input by default.
        target: the stream that lines are written to; standard error by default.
        environ: the environment, for NO_COLOR, TERM, COLUMNS and ACCESSIBLE.
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
        self._unread_lines = 0
        self._pages = True
        self._edits_lines = _can_edit_lines(self._source, self._target, environ)
        self._editor: LineEditor | None = None
        self._columns = environ.get("COLUMNS", "")
        if hasattr(self._source, "reconfigure"):
            # Text pasted in another encoding shows replacement characters instead of an error.
            self._source.reconfigure(errors="replace")

    @property
    def _height(self) -> int:
        """The lines of the screen, measured each time; 0 if it has none to fill."""
        try:
            is_screen = self._source.isatty() and self._target.isatty()
            return os.get_terminal_size(self._target.fileno()).lines if is_screen else 0
        except (OSError, ValueError):
            return 0

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
        shown = escape_all_but_emoji(text)
        if not self._unicode:
            shown = to_ascii(shown)
        for line in wrap_text(shown, self.width, first, first if rest is None else rest):
            self._write_line(self._styled(line, style))

    def _write_line(self, line: str) -> None:
        """Write a line; where the screen is full, wait until what is there was read."""
        if self._pages and 0 < self._height <= self._unread_lines + 1:
            self._unread_lines = 0
            if typed := self._wait_for_reader():
                self.say(f'Left out, since the rest was not shown: "{_excerpt(typed)}".', "warn")
        self._unread_lines += 1
        self._target.write(f"{line}\n")

    def _wait_for_reader(self) -> str:
        """Return once Enter was pressed, with what was typed before it: it answers nothing."""
        try:
            typed = self._read_plainly(_MORE)
        except BaseException:
            self.show_all()
            raise
        self.discard_pasted_lines()
        return clean_line(typed)

    def show_all(self) -> None:
        """Show what is still to be said at once, as the person is leaving."""
        self._pages = False

    def say_command(self, sentence: str, command: str) -> None:
        """Write a sentence that ends with a command, never wrapped, so that it can be pasted."""
        if text_width(f"{sentence} {command}") <= self.width and "  " not in command:
            self.say(f"{sentence} {command}")
        else:
            self.say(sentence)
            self._write_line(escape_invisible(command))

    def read(self, prompt: str = "> ", *, pasted: PastedLines = "one") -> str:
        """Ask for a line, and return it without spaces around it.

        What was typed before it was asked for answers nothing: it is shown, and left out. Only
        where pasted lines are joined or kept, those that come with the line belong to it.

        Raises:
            InterviewStopped: the input has ended.
        """
        clean = clean_lines if pasted == "kept" else clean_line
        self._unread_lines = 0
        if self._edits_lines:
            return clean(self._read_edited(prompt, joins=pasted != "one"))
        first_line = line = self._read_plainly(prompt)
        while pasted != "one" and self.has_more_lines():
            try:
                line = f"{line.rstrip()}\n{self._read_line()}"
            except InterviewStopped:
                # The line typed before the end counts; the next read reports the end.
                self._input_ended = True
                break
        if line is not first_line:
            self._say_that_it_is_one(line)
        return clean(line)

    def _read_plainly(self, prompt: str) -> str:
        """Show a prompt, and return a line as the terminal gives it."""
        self._target.write(prompt)
        self._target.flush()
        return self._read_line()

    def _read_edited(self, prompt: str, *, joins: bool) -> str:
        """Return a line that was edited as it was typed."""
        editor = self._line_editor()
        if left_out := clean_line(editor.take_typed_ahead()):
            self.say(f'Typed before this was asked, and left out: "{_excerpt(left_out)}".', "warn")
        try:
            line = editor.read(prompt)
        except EOFError:
            raise InterviewStopped from None
        rest = editor.take_typed_ahead() if joins else ""
        if not clean_line(rest):
            return line
        whole = f"{line}\n{rest}"
        self._say_that_it_is_one(whole)
        return whole

    def _say_that_it_is_one(self, text: str) -> None:
        self.say(f'Read as one answer: "{_excerpt(clean_line(text))}".', "dim", first="  ")

    def turn_to_another_question(self) -> None:
        """Forget what was typed so far, which would answer something else now.

        The arrow keys bring back only what was typed at the same question.
        """
        if self._editor is not None:
            self._editor.forget_lines()

    def _line_editor(self) -> "LineEditor":
        """Return the editor; it is imported where somebody types, and nowhere else."""
        if self._editor is None:
            from vendorcheck.interview.terminal._line_editor import LineEditor

            self._editor = LineEditor(self._source, self._target)
        return self._editor

    def has_more_lines(self) -> bool:
        """Return whether more lines came with the last one, as they do when text is pasted."""
        try:
            ready, _, _ = select.select([self._source], [], [], _PASTE_SECONDS)
        except (OSError, ValueError):
            return False
        return bool(ready)

    def discard_pasted_lines(self) -> int:
        """Discard the lines that were pasted after the last one, and return their number."""
        if self._edits_lines:
            return len(self._line_editor().take_typed_ahead().splitlines())
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
        if len(line.encode(errors="replace")) > _LONGEST_LINE and self._source.isatty():
            self.say(
                f"A line here holds {_LONGEST_LINE:,} characters at most, and yours was cut there.",
                "warn",
            )
        return line

    def _styled(self, line: str, style: Style) -> str:
        if not (style and self._colour and line.strip()):
            return line
        return f"\x1b[{_STYLE_CODES[style]}m{line}\x1b[0m"


def _excerpt(text: str) -> str:
    return f"{cut_text(text, _SHOWN_TYPED)}{'…' * (len(text) > _SHOWN_TYPED)}"


def _can_edit_lines(source: TextIO, target: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether lines are edited as they are typed; on Windows the console does it itself."""
    return (
        os.name == "posix"
        and source.isatty()
        and target.isatty()
        and environ.get("TERM", "dumb") not in _PLAIN_TERMINALS
        and not environ.get("ACCESSIBLE")
    )


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
