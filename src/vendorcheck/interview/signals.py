"""The signals of an interview: they end it in order, and none interrupts the writing of a file."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from vendorcheck.interview.terminal import InterviewStopped


@contextlib.contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Raise InterviewStopped, as the end of the input does, on SIGHUP and SIGTERM."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise InterviewStopped

    numbers = [getattr(signal, name, None) for name in ("SIGHUP", "SIGTERM")]
    old_handlers = {number: signal.signal(number, stop) for number in numbers if number is not None}
    try:
        yield
    finally:
        for number, handler in old_handlers.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def ignoring_signals() -> Iterator[None]:
    """Ignore Ctrl-C, SIGHUP and SIGTERM for the moment in which answers go into the vendor file.

    A window that is closed sends two of them, and whoever is impatient presses Ctrl-C twice.
    """
    numbers = [getattr(signal, name, None) for name in ("SIGINT", "SIGHUP", "SIGTERM")]
    old_handlers = {
        number: signal.signal(number, signal.SIG_IGN) for number in numbers if number is not None
    }
    try:
        yield
    finally:
        for number, handler in old_handlers.items():
            signal.signal(number, handler)
