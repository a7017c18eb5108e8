"""Many vendor files at once: batches of them are assessed in processes of their own."""

import contextlib
import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorSummary
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy, with_policy_list
from vendorcheck.store.portfolio_files import PlacedFile, VendorReader

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

BATCH_SIZE: Final = 25
"""The number of files in a batch: enough work for what it costs to send them and their results."""
_BATCHES_AHEAD: Final = 2
"""The number of batches for each process that wait, or whose results do."""
_WORKER_DIED: Final = (
    "a process that assessed vendor files ended unexpectedly, perhaps for lack of memory; "
    "run it again with fewer --jobs, or without"
)

Results: TypeAlias = list[VendorSummary | BrokenFile]
Batch = TypeVar("Batch")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Rules:
    """What a process needs to know to assess as the command does.

    `policy` is the name or path of the policy; None: that of VENDORCHECK_POLICY, else the default.
    """

    policy: str | None
    as_of: date


@dataclass
class _Worker:
    """The reader of this process, which all its batches share, or why there is none."""

    reader: VendorReader | None = None
    error: str = ""


_WORKER: Final = _Worker()


def start_worker(rules: Rules) -> None:
    """Read the policy and its questionnaires, once in a process."""
    gc.disable()  # as in the command itself
    # Ctrl-C reaches all processes of a terminal; the first one ends the others.
    with contextlib.suppress(ValueError):  # not in the main thread of a process
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        library = with_policy_list(Library(), rules.policy)
        _WORKER.reader = VendorReader(library, load_policy(library, rules.policy), rules.as_of)
    except VendorcheckError as error:
        # Raised here, it would be a traceback.
        _WORKER.reader, _WORKER.error = None, str(error)


def summarize_batch(vendor_files: Sequence[PlacedFile]) -> Results:
    """Return what the portfolio shows of each file of a batch; `start_worker` comes before.

    Raises:
        VendorcheckError: the policy can't be read any longer.
    """
    if _WORKER.reader is None:
        raise VendorcheckError(_WORKER.error)
    return list(_WORKER.reader.summarize_all(vendor_files))


def summarize_in_processes(
    rules: Rules, vendor_files: Sequence[PlacedFile], jobs: int
) -> Iterator[VendorSummary | BrokenFile]:
    """Yield what the portfolio shows of each vendor file, in their order, from several processes.

    Processes are started anew rather than forked, so that it is the same on every system.

    Raises:
        VendorcheckError: a process ended unexpectedly.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    batches = [
        vendor_files[first : first + BATCH_SIZE]
        for first in range(0, len(vendor_files), BATCH_SIZE)
    ]
    workers = min(jobs, len(batches))
    pool = ProcessPoolExecutor(workers, get_context("spawn"), start_worker, (rules,))
    try:
        for results in run_batches(pool, summarize_batch, batches, workers * _BATCHES_AHEAD):
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
