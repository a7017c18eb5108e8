"""Work on many items in several processes: in batches, in order, in little memory."""

import contextlib
import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

BATCH_SIZE: Final = 25
"""The number of files in a batch: enough work for what it costs to send them and their results."""
_BATCHES_AHEAD: Final = 2
"""The number of batches for each process that wait, or whose results do."""
_WORKER_DIED: Final = (
    "a process that worked on vendor files ended unexpectedly, perhaps for lack of memory; "
    "run it again with fewer --jobs, or without"
)
Item = TypeVar("Item")
Result = TypeVar("Result")
Batch = TypeVar("Batch")


def prepare_process() -> None:
    """Make a process work as the command itself does, and leave Ctrl-C to the first process."""
    gc.disable()
    with contextlib.suppress(ValueError):  # not in the main thread of a process
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def map_in_processes(
    work: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    jobs: int,
    start: Callable[..., None],
    *shared: object,
) -> Iterator[Result]:
    """Yield the result of each item, in their order, from several processes.

    Processes are started anew rather than forked, so that it is the same on every system.

    Args:
        work: what is done to a batch of items.
        items: the items.
        jobs: the most processes.
        start: what each process begins with, given what they `share`.
        shared: what all processes need to know.

    Raises:
        VendorcheckError: a process ended unexpectedly.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    batches = [items[first : first + BATCH_SIZE] for first in range(0, len(items), BATCH_SIZE)]
    workers = min(jobs, len(batches))
    pool = ProcessPoolExecutor(workers, get_context("spawn"), start, shared)
    try:
        for results in run_batches(pool, work, batches, workers * _BATCHES_AHEAD):
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def run_batches(
    pool: "Executor",
    work: Callable[[Batch], Result],
    batches: Iterable[Batch],
    ahead: int,
) -> Iterator[Result]:
    """Yield the result of each batch, in their order.

    Only so many batches `ahead` wait at a time, and so do their results: memory stays flat.

    Raises:
        VendorcheckError: a process ended unexpectedly.
    """
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[Result]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise VendorcheckError(_WORKER_DIED) from None
