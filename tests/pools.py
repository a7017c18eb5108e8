"""The work of several processes, done in the process of the tests."""

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager


class PoolInThisProcess:
    """Does at once what a pool of processes would do: no process is started."""

    def __init__(
        self, _workers: int, _context: object, start: Callable[..., None], shared: Sequence[object]
    ) -> None:
        start(*shared)

    def submit(self, work: Callable[[object], object], batch: object) -> Future[object]:
        future: Future[object] = Future()
        future.set_result(work(batch))
        return future

    def shutdown(self, **_options: bool) -> None:
        """End nothing."""


@contextmanager
def process_undone() -> Iterator[None]:
    """Undo what a process does to itself before it works."""
    handler, collects = signal.getsignal(signal.SIGINT), gc.isenabled()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if collects:
            gc.enable()
