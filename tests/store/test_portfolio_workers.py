"""Vendor files that several processes assess: the same results, in the same order."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from pools import PoolInThisProcess, process_undone
from portfolios import AS_OF, CASES, FILES
from vendorcheck.assessment.portfolio.entry import BrokenFile
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import processes
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.store.portfolio_files import PlacedFile, VendorReader
from vendorcheck.store.portfolio_workers import (
    Rules,
    start_worker,
    summarize_batch,
    summarize_in_processes,
)
from vendorcheck.store.processes import run_batches

POLICY = str(CASES / "policy.yaml")
PLACED = [PlacedFile(str(CASES / "vendors" / name)) for name in FILES]


@pytest.fixture(autouse=True)
def undone() -> Iterator[None]:
    """Undo what a process does to itself before it works: here it is that of the tests."""
    with process_undone():
        yield


def serial(files: list[PlacedFile]) -> list[object]:
    library = Library()
    reader = VendorReader(library, load_policy(library, POLICY), AS_OF)
    return list(reader.summarize_all(files))


def test_a_worker_does_as_the_command_does() -> None:
    files = [*PLACED, PlacedFile(str(CASES / "policy.yaml"))]
    with ThreadPoolExecutor(1, initializer=start_worker, initargs=(Rules(POLICY, AS_OF),)) as pool:
        results = pool.submit(summarize_batch, files).result()
    assert results == serial(files)
    assert isinstance(results[-1], BrokenFile)


def test_a_policy_that_is_gone_is_one_clear_message() -> None:
    rules = Rules(str(CASES / "gone.yaml"), AS_OF)
    with ThreadPoolExecutor(1, initializer=start_worker, initargs=(rules,)) as pool:
        batch = pool.submit(summarize_batch, PLACED)
        with pytest.raises(VendorcheckError, match="there is no file"):
            batch.result()


def test_few_batches_wait_at_a_time_and_order_is_kept() -> None:
    submitted: list[int] = []

    class Pool(ThreadPoolExecutor):
        def submit(self, work: Any, number: Any) -> Any:  # type: ignore[override]  # noqa: ANN401
            submitted.append(number)
            return super().submit(work, number)

    with Pool(2) as pool:
        results = run_batches(pool, lambda number: number * 10, range(9), ahead=3)
        assert next(results) == 0
        assert submitted == [0, 1, 2, 3]
        assert list(results) == [10 * number for number in range(1, 9)]


@pytest.mark.slow
def test_processes_give_the_results_of_one_and_a_death_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "BATCH_SIZE", 2)
    files = [*PLACED, *PLACED]
    assert list(summarize_in_processes(Rules(POLICY, AS_OF), files, 2)) == serial(files)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        dying: Iterator[None] = run_batches(pool, os._exit, [3], ahead=1)
        with pytest.raises(VendorcheckError, match=r"ended unexpectedly.*fewer --jobs"):
            next(dying)


def test_whoever_takes_no_more_leaves_nothing_running(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[dict[str, bool]] = []

    class Pool(PoolInThisProcess):
        def shutdown(self, **options: bool) -> None:
            ended.append(options)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    results = summarize_in_processes(Rules(POLICY, AS_OF), PLACED, 4)
    first = next(results)
    results.close()  # type: ignore[attr-defined]
    assert first == serial(PLACED)[0]
    assert ended == [{"cancel_futures": True}]


def test_the_policy_is_found_where_the_command_finds_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VENDORCHECK_POLICY", POLICY)
    monkeypatch.chdir(tmp_path)
    start_worker(Rules(None, AS_OF))
    assert summarize_batch(PLACED) == serial(PLACED)
