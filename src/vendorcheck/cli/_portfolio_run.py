"""A run over many vendor files: found, assessed one by one, and counted."""

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import typer

from vendorcheck.cli._context import (
    open_library,
    print_policy_warnings,
    render_problems,
    reporting_all_problems,
)
from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorSummary
    from vendorcheck.assessment.portfolio.portfolio import Portfolio
    from vendorcheck.store.library import Library
    from vendorcheck.store.policies import LoadedPolicy
    from vendorcheck.store.portfolio_files import PlacedFile

Item = TypeVar("Item")
_MIN_FILES_FOR_BAR = 20
"""The fewest files that take long enough to show how far it is."""


@dataclass(frozen=True, slots=True)
class PortfolioRun:
    """The rules and the options of a run; `policy` is the name of the policy, as it was given."""

    library: "Library"
    policy_file: "LoadedPolicy"
    policy: str | None
    day: date
    within: int | None
    jobs: int = 1


def open_run(policy: str | None, day: date, within: int | None, jobs: int) -> PortfolioRun:
    """Read the policy and the questionnaires that it lists, and print its warnings.

    Raises:
        InvalidFile: the policy, or a questionnaire that it lists, has errors.
    """
    from vendorcheck.store.policies import load_policy

    library = open_library(policy)
    with reporting_all_problems(library, day, None, policy):
        policy_file = load_policy(library, policy)
        library.load_listed()
    print_policy_warnings(policy_file)
    return PortfolioRun(library, policy_file, policy, day, within, jobs)


def read_portfolio(run: PortfolioRun, paths: Sequence[str]) -> tuple[tuple[str, ...], "Portfolio"]:
    """Return the paths of the vendor files, and the portfolio.

    Raises:
        VendorcheckError: a path can't be read, or there is no vendor file.
    """
    from vendorcheck.assessment.digests import digest
    from vendorcheck.assessment.portfolio.builder import PortfolioBuilder
    from vendorcheck.store.portfolio_files import find_vendor_files

    found = find_vendor_files(run.library, paths)
    if found.warnings:
        typer.echo(render_problems(found.warnings, with_summary=False), err=True, nl=False)
    if not found.vendor_files and not found.broken:
        raise VendorcheckError(
            "there is no vendor file among these paths; vendorcheck new vendor NAME makes one"
        )
    builder = PortfolioBuilder(
        run.day, run.policy_file.model, run.within, digest(run.policy_file.document.data)
    )
    for broken in found.broken:
        builder.add(broken)
    results = _summarize_files(run, found.vendor_files)
    for result in _with_progress(results, len(found.vendor_files)):
        builder.add(result)
    return tuple(placed.path for placed in found.vendor_files), builder.build()


def _summarize_files(
    run: PortfolioRun, vendor_files: "Sequence[PlacedFile]"
) -> "Iterable[VendorSummary | BrokenFile]":
    """Assess vendor files, in this process or in several.

    A single batch is not worth a process.
    """
    from vendorcheck.store.portfolio_files import VendorReader
    from vendorcheck.store.portfolio_workers import Rules, summarize_in_processes
    from vendorcheck.store.processes import BATCH_SIZE

    if run.jobs > 1 and len(vendor_files) > BATCH_SIZE:
        return summarize_in_processes(Rules(run.policy, run.day), vendor_files, run.jobs)
    return VendorReader(run.library, run.policy_file, run.day).summarize_all(vendor_files)


def find_failures(portfolio: "Portfolio", failures: Collection[str]) -> bool:
    """Return whether something is overdue or has lapsed, or a verdict is there, if that counts."""
    return any(
        entry.verdict in failures
        or ("overdue" in failures and entry.overdue)
        or ("lapsed" in failures and entry.lapsed)
        for entry in portfolio.entries
    )


def _with_progress(items: Iterable[Item], total: int) -> Iterable[Item]:
    """Give the items on, with a bar on standard error at a terminal while there are many."""
    if total < _MIN_FILES_FOR_BAR or not sys.stderr.isatty():
        return items
    from vendorcheck.reports._progress import with_progress_bar

    return with_progress_bar(items, "Assessing", total, sys.stderr)
