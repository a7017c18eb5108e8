"""The vendor files of a portfolio: found in files and folders, and assessed one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from vendorcheck.assessment.portfolio.entry import BrokenFile, VendorSummary
from vendorcheck.assessment.portfolio.summary import summarize_vendor
from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError
from vendorcheck.model.policy import Policy
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
from vendorcheck.store import files
from vendorcheck.store.case import SharedParts, prepare_case
from vendorcheck.store.library import STDIN_NAME, Library, LoadedFile
from vendorcheck.store.sorted_files import sort_files
from vendorcheck.validation.run_problems import RunProblems

_OTHER_KIND: Final = re.compile(
    rb"""["']?vendorcheck["']?[ \t]*:[ \t]*["']?(?:questionnaire|policy|answers|crosswalk)/1\b"""
)


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A vendor file, and the folder that was walked to find it; None: the command names it."""

    path: str
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The vendor files among files and folders, in a stable order.

    Args:
        vendor_files: those that begin as vendor files do; they may still have errors.
        broken: those that may be vendor files and can't be read.
        warnings: what was passed over or skipped, and may be a vendor file.
    """

    vendor_files: tuple[PlacedFile, ...]
    broken: tuple[BrokenFile, ...]
    warnings: tuple[Problem, ...]


def find_vendor_files(library: Library, paths: Sequence[str]) -> FoundFiles:
    """Find the vendor files among files and folders; each counts once, whatever its names.

    Files of other kinds are passed over: questionnaires, policies and whatever else lies there.

    Raises:
        VendorcheckError: a path can't be read.
    """
    problems = RunProblems(library.withheld)
    unreadable: dict[str, VendorcheckError] = {}
    sorted_files = sort_files(library, paths, problems, keep_texts=False, unreadable=unreadable)
    named = [
        PlacedFile("-" if document.file == STDIN_NAME else document.file)
        for document in sorted_files.documents_by_kind[VENDOR_FILE_KIND]
    ]
    found = sorted(
        [*named, *(PlacedFile(*entry) for entry in sorted_files.vendor_files)],
        key=lambda placed: placed.path,
    )
    vendor_paths = {placed.path for placed in found}
    errors_by_file: dict[str, list[Problem]] = {}
    warnings = []
    for problem in problems.in_reading_order():
        if problem.level == "warning":
            warnings.append(problem)
        elif problem.location.file not in vendor_paths and _may_be_vendor_file(problem):
            errors_by_file.setdefault(problem.location.file, []).append(problem)
    broken = [
        *map(_broken_file, errors_by_file.values()),
        *(BrokenFile(path, str(error)) for path, error in unreadable.items()),
    ]
    broken.sort(key=lambda one: one.file)
    return FoundFiles(tuple(found), tuple(broken), tuple(warnings))


def _may_be_vendor_file(problem: Problem) -> bool:
    path = problem.location.file
    return path == STDIN_NAME or not _OTHER_KIND.search(files.read_file(path))


def _broken_file(problems: Sequence[Problem]) -> BrokenFile:
    first = problems[0]
    place = f"line {first.location.line}, column {first.location.column}"
    return BrokenFile(first.location.file, f"{place}: {first.message}", len(problems))


@dataclass(frozen=True)
class VendorReader:
    """Reads and assesses vendor files, and keeps nothing of them.

    Args:
        library: the questionnaires, and those that the policy lists.
        policy_file: the company's rules.
        as_of: the day.
    """

    library: Library
    policy_file: LoadedFile[Policy]
    as_of: date

    @cached_property
    def shared(self) -> SharedParts:
        """The parts that all vendors share."""
        return SharedParts.of(self.library, self.policy_file)

    def summarize_all(
        self, vendor_files: Sequence[PlacedFile]
    ) -> Iterator[VendorSummary | BrokenFile]:
        """Yield what the portfolio shows of each vendor file, in their order."""
        return map(self.summarize, vendor_files)

    def summarize(self, placed: PlacedFile) -> VendorSummary | BrokenFile:
        """Return what the portfolio shows of a vendor file, or why it can't be assessed."""
        name = STDIN_NAME if placed.path == "-" else placed.path
        try:
            content = files.read_file(placed.path)
            document = self.library.parse_content(content, name, placed.folder)
            case = prepare_case(
                self.library, document, self.policy_file, (), self.as_of, self.shared
            )
            return summarize_vendor(case.assess(), name)
        except InvalidFile as invalid:
            problems = RunProblems(self.library.withheld)
            problems.add(invalid.problems)
            return _broken_file(problems.in_reading_order())
        except VendorcheckError as error:
            return BrokenFile(name, str(error))
        finally:
            self.library.texts.pop(name, None)
