"""Many vendor files at once: batches of them are assessed in processes of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorSummary
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy, with_policy_list
from vendorcheck.store.portfolio_files import PlacedFile, VendorReader
from vendorcheck.store.processes import map_in_processes, prepare_process


@dataclass(frozen=True)
class Rules:
    """The settings with which a process assesses as the command does.

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
    prepare_process()
    try:
        library = with_policy_list(Library(), rules.policy)
        _WORKER.reader = VendorReader(library, load_policy(library, rules.policy), rules.as_of)
    except VendorcheckError as error:
        # Raised here, it would be a traceback.
        _WORKER.reader, _WORKER.error = None, str(error)


def summarize_batch(vendor_files: Sequence[PlacedFile]) -> list[VendorSummary | BrokenFile]:
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

    Raises:
        VendorcheckError: a process ended unexpectedly, or the policy can't be read any longer.
    """
    return map_in_processes(summarize_batch, vendor_files, jobs, start_worker, rules)
