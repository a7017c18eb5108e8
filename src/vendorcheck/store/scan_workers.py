"""Vendor files of a scan that several processes check: the same problems, in the same order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from vendorcheck.document.document import FlawedText
from vendorcheck.document.problems import InvalidFile, Problem
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
from vendorcheck.store import files
from vendorcheck.store.file_kind import require_kind
from vendorcheck.store.processes import map_in_processes, prepare_process
from vendorcheck.store.sorted_files import SortedFiles
from vendorcheck.store.vendor_file_checker import VendorFileChecker

PlacedPath: TypeAlias = tuple[str, str | None]
"""A file, and the folder that was walked to find it."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The problems of a vendor file that another process has checked.

    Args:
        path: the file.
        flaws: the flaws in its text.
        problems: all others.
        is_vendor_file: False if it turned out to be none.
        text: its text, if there are problems, for excerpts.
        withheld: why nothing of it may be shown; empty if it may.
    """

    path: str
    flaws: list[Problem]
    problems: list[Problem]
    is_vendor_file: bool
    text: str | None
    withheld: str


_CHECKERS: Final[list[VendorFileChecker]] = []
"""The checker of this process, once it has one."""


def start_worker(checker: VendorFileChecker) -> None:
    """Keep the checker that all batches of this process share."""
    prepare_process()
    _CHECKERS[:] = [checker]


def check_batch(paths: Sequence[PlacedPath]) -> list[CheckedFile]:
    """Check vendor files; `start_worker` comes before."""
    return [_check(_CHECKERS[0], path, folder) for path, folder in paths]


def _check(checker: VendorFileChecker, path: str, folder: str | None) -> CheckedFile:
    library = checker.reference.library
    flaws: list[Problem] = []
    is_vendor_file = False
    try:
        try:
            document = library.parse_content(files.read_file(path), path, folder)
        except FlawedText as flawed:
            document, flaws = flawed.readable_document, flawed.problems
        require_kind(document, VENDOR_FILE_KIND)
        is_vendor_file = True
        problems = checker.check(document)
    except InvalidFile as invalid:
        problems = invalid.problems
    text = library.texts.pop(path, None)
    withheld = library.withheld.pop(path, "")
    return CheckedFile(
        path, flaws, problems, is_vendor_file, text if flaws or problems else None, withheld
    )


def check_in_processes(
    sorted_files: SortedFiles, checker: VendorFileChecker, jobs: int
) -> Iterator[Sequence[Problem]]:
    """Check the vendor files of a scan in several processes; yield the problems of each.

    Those that had to be read to be recognized are checked here.

    Raises:
        VendorcheckError: a process ended unexpectedly.
    """
    for document in sorted_files.recognized_vendor_documents():
        yield checker.check(document)
        sorted_files.finish_file(document.file)
    paths = sorted_files.vendor_files
    sent = replace(checker, plans={})  # each process compiles its own conditions
    for checked in map_in_processes(check_batch, paths, jobs, start_worker, sent):
        sorted_files.take_checked(checked.path, checked.text, checked.withheld, checked.flaws)
        if checked.is_vendor_file:
            sorted_files.checked_vendor_files.append(checked.path)
        yield checked.problems
        sorted_files.finish_file(checked.path)
