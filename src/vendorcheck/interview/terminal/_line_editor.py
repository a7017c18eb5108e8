"""Lines that are edited as they are typed, at a terminal that can do that.

prompt_toolkit reads the keys: arrows, history, and pasted text as one piece. It is imported with
this module, which takes 75 ms, so only where somebody types.
"""

import asyncio
import contextlib
import os
import select
import signal
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Final, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output.vt100 import Vt100_Output

# Seconds in which no person types another key: what comes so soon was pasted.
_PASTE_SECONDS: Final = 0.02
_PIECE: Final = 65_536
_LONGEST_COMMAND: Final = 3
_POSTPONED: Final = (signal.SIGHUP, signal.SIGTERM)


class _WordsOnly(InMemoryHistory):
    """The lines typed before, without numbers and commands, which nobody wants back."""

    def append_string(self, string: str) -> None:
        if len(string) > _LONGEST_COMMAND:
            super().append_string(string)


class LineEditor:
    """Reads lines from a terminal and shows them while they are typed at another.

    Args:
        source: the terminal that keys come from.
        target: the terminal that shows them.
    """

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._descriptor = source.fileno()
        self._input = Vt100Input(source)
        output = Vt100_Output.from_pty(target, os.environ.get("TERM"))
        # A terminal that does not say where its cursor is would be complained of.
        output.enable_cpr = False
        self._session: PromptSession[str] = PromptSession(
            input=self._input,
            output=output,
            history=_WordsOnly(),
            key_bindings=_key_bindings(),
            reserve_space_for_menu=0,
            enable_suspend=True,
        )

    def read(self, prompt: str) -> str:
        """Return what is typed up to Enter; pasted text keeps its lines.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        with self._signals_after_the_line() as end_if_signalled:
            return self._session.prompt(prompt, pre_run=end_if_signalled)

    def forget_lines(self) -> None:
        """Begin a new history: the lines typed so far no longer come back with the arrow."""
        self._session.default_buffer.history = _WordsOnly()

    def take_typed_ahead(self) -> str:
        """Return, and forget, what was typed or pasted after the last Enter, line ends included."""
        keys = "".join(key.data for key in get_typeahead(self._input))
        with self._input.raw_mode():
            return keys + _read_what_is_there(self._descriptor, self._is_ready)

    @contextlib.contextmanager
    def _signals_after_the_line(self) -> Iterator[Callable[[], None]]:
        """Let SIGHUP and SIGTERM end the line first, and do what they do then.

        An exception that their handler raises while a key is processed would stay in the event
        loop, which reports it and goes on waiting for keys. Yield what ends the line if a signal
        came before the event loop was there.
        """
        came: list[signal.Signals] = []
        loops: list[asyncio.AbstractEventLoop] = []
        app = self._session.app

        def end_line() -> None:
            if came and app.is_running and app.future and not app.future.done():
                app.exit(exception=EOFError())

        def begin() -> None:
            loops.append(asyncio.get_running_loop())
            loops[0].call_soon(end_line)

        def note(number: int, _frame: FrameType | None) -> None:
            came.append(signal.Signals(number))
            for loop in loops:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(end_line)

        old_handlers = {number: signal.signal(number, note) for number in _POSTPONED}
        try:
            yield begin
        finally:
            for number, handler in old_handlers.items():
                signal.signal(number, handler)
            for number in came:
                signal.raise_signal(number)

    def _is_ready(self) -> bool:
        return bool(select.select([self._descriptor], [], [], _PASTE_SECONDS)[0])


def _read_what_is_there(descriptor: int, is_ready: Callable[[], bool]) -> str:
    """Return what can be read at once from a terminal in raw mode; nothing if it is gone."""
    pieces = []
    try:
        while is_ready() and (piece := os.read(descriptor, _PIECE)):
            pieces.append(piece)
    except OSError:
        pass  # The terminal is gone; whoever reads next is told.
    return b"".join(pieces).decode(errors="replace")


def _key_bindings() -> KeyBindings:
    """Return bindings that ignore what looks like a click of the mouse.

    Coloured text that is pasted can look so, and would end the program.
    """
    bindings = KeyBindings()

    @bindings.add(Keys.Vt100MouseEvent)
    def _ignore(_event: KeyPressEvent) -> None:
        pass

    return bindings
