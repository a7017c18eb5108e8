"""All problems of many files in one run.

Questionnaires come first, since the other files are checked against them.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Problem, Remark
from vendorcheck.model.answers_file import ANSWERS_KIND, AnswersFile
from vendorcheck.model.crosswalk import CROSSWALK_KIND, Crosswalk
from vendorcheck.model.findings_file import FINDINGS_KIND, FindingsFile
from vendorcheck.model.policy import NO_POLICY, POLICY_KIND, UNKNOWN_POLICY, Policy
from vendorcheck.store.discovery import known_control_ids
from vendorcheck.store.document_check import (
    ReferenceLibrary,
    check_document,
    with_library_problems,
)
from vendorcheck.store.library import STDIN_NAME, Library
from vendorcheck.store.own_questionnaires import OwnQuestionnaires
from vendorcheck.store.processes import BATCH_SIZE
from vendorcheck.store.read_questionnaires import ReadQuestionnaires, read_questionnaires
from vendorcheck.store.sorted_files import SortedFiles, sort_files
from vendorcheck.store.vendor_file_checker import VendorFileChecker
from vendorcheck.validation.levels import LevelSetting
from vendorcheck.validation.run_problems import RunProblems
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.batch import QuestionnaireBatch


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The problems of a scan, how many of our files it checked, and how many others it skipped.

    `lines` are the lines that problems point at, by file and number; `ignored` the number of
    warnings of each code that were left out as the settings say; `first_of_kind` is the first file
    of each kind, and `vendor_files` are all vendor files.
    """

    problems: list[Problem]
    files_checked: int
    files_skipped: int
    first_of_kind: dict[str, str]
    folders_passed_over: int
    lines: dict[str, dict[int, str]]
    ignored: dict[str, int]
    vendor_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _ListingPolicy:
    """A policy among the files, and the questionnaires that it lists."""

    document: Document
    own: OwnQuestionnaires


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """The ways in which a scan can differ.

    Args:
        chosen_paths: the questionnaire files that a person chose to count whatever a policy lists.
        keep_texts: whether the library keeps the texts of all files.
        jobs: the number of processes that check vendor files; the result is the same.
    """

    chosen_paths: Sequence[str] = ()
    keep_texts: bool = False
    jobs: int = 1


_PLAIN_SCAN: Final = ScanOptions()


def scan_files(
    library: Library,
    paths: Sequence[str],
    as_of: date,
    policy: Policy | None = None,
    *,
    policy_problems: Sequence[Problem] = (),
    levels: Mapping[str, LevelSetting] = MappingProxyType({}),
    options: ScanOptions = _PLAIN_SCAN,
) -> ScanResult:
    """Check files and folders.

    Vendor files and questionnaires are checked against what the named policy lists and against the
    others among the files that have an id of their own; each policy against what it lists itself.

    Args:
        library: the known questionnaires, with those that the named policy lists.
        paths: files and folders.
        as_of: the day.
        policy: the named policy: it says how long evidence counts and which questions are
            blockers. If none is named and there is exactly one among the files, that one does.
        policy_problems: the problems of the named policy.
        levels: the levels that are set for warnings, by code.
        options: how it is done.

    Raises:
        VendorcheckError: a path can't be read, or a process ended unexpectedly.
    """
    problems = RunProblems(library.withheld, levels, _real_path)
    sorted_files = sort_files(library, paths, problems, keep_texts=options.keep_texts)
    documents = sorted_files.documents_by_kind[POLICY_KIND]
    policies = [_ListingPolicy(document, library.find_own(document)) for document in documents]
    lists = [policy.own for policy in policies]
    read = read_questionnaires(library, sorted_files, lists, options.chosen_paths)
    problems.add(policy_problems)
    for found in _check_files(library, sorted_files, policies, read, as_of, policy, options.jobs):
        problems.add(found)
    return _to_result(sorted_files)


def _to_result(sorted_files: SortedFiles) -> ScanResult:
    sorted_files.finish_all()
    problems = sorted_files.problems
    return ScanResult(
        list(problems.in_reading_order()),
        sorted_files.files_checked,
        sorted_files.files_skipped,
        sorted_files.first_of_kind,
        sorted_files.folders_passed_over,
        problems.lines,
        problems.ignored,
        tuple(sorted_files.checked_vendor_files),
    )


def _real_path(file: str) -> str:
    return file if file == STDIN_NAME else os.path.realpath(file)


def _check_files(
    library: Library,
    sorted_files: SortedFiles,
    policies: Sequence[_ListingPolicy],
    questionnaires: ReadQuestionnaires,
    as_of: date,
    policy: Policy | None,
    jobs: int,
) -> Iterator[Sequence[Problem]]:
    """Check every file against the questionnaires that have no errors; yield their problems."""
    reference, batch = ReferenceLibrary(library), questionnaires.batch
    control_ids = known_control_ids() if batch.count else {}
    yield with_library_problems(
        lambda: batch.find_problems(library, control_ids, reference.reported_ids), reference
    )
    reported_files = {os.path.realpath(file) for file in sorted_files.problems.files}
    reported_files |= {os.path.realpath(file) for file in batch.malformed_files}
    for listing in policies:
        yield from _check_policy(listing, library, questionnaires, reported_files)
    policy = policy or _only_policy([listing.document for listing in policies], library)
    checker = VendorFileChecker(reference, batch, as_of, policy)
    yield from _check_vendor_files(sorted_files, checker, jobs)
    yield from _check_other_files(sorted_files, reference, batch, as_of)
    yield from _check_findings_files(sorted_files, reference, batch, as_of)


def _check_policy(
    policy: _ListingPolicy,
    library: Library,
    questionnaires: ReadQuestionnaires,
    reported_files: Collection[str],
) -> Iterator[Sequence[Problem]]:
    """Check a policy against the questionnaires that it lists, as `assess --policy` does."""
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.policies import check_policy

    own, batch = policy.own, questionnaires.batch
    reference = ReferenceLibrary(library.with_list(own, questionnaires.of_list(own)))

    def check(model: Policy) -> list[Remark]:
        unsound_ids = batch.unsound_ids | reference.reported_ids
        reference.library.load_listed(except_for=reference.reported_ids)
        return [
            *own.remarks_without(reported_files),
            *check_policy(model, reference.library, unsound_ids),
        ]

    yield own.warnings
    yield with_library_problems(
        partial(check_document, policy.document, Policy, check, batch), reference
    )


def _check_vendor_files(
    sorted_files: SortedFiles, checker: VendorFileChecker, jobs: int
) -> Iterator[Sequence[Problem]]:
    """Check the vendor files one by one, or with `jobs` many at once: no other file needs them."""
    if jobs > 1 and len(sorted_files.vendor_files) > BATCH_SIZE and checker.knows_all():
        # Here, since most runs need one process.
        from vendorcheck.store.scan_workers import check_in_processes

        yield from check_in_processes(sorted_files, checker, jobs)
        return
    for document in sorted_files.vendor_documents():
        yield checker.check(document)
        sorted_files.finish_file(document.file)


def _check_other_files(
    sorted_files: SortedFiles,
    reference: ReferenceLibrary,
    batch: "QuestionnaireBatch",
    as_of: date,
) -> Iterator[Sequence[Problem]]:
    """Check the answers files, nothing but their answers, and the crosswalks."""
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.answers_files import check_answers_file
    from vendorcheck.validation.command_line import with_labels_commands
    from vendorcheck.validation.crosswalks import check_crosswalk

    library = reference.library

    def check_answers(model: AnswersFile) -> list[Remark]:
        unsound_ids = batch.unsound_ids | reference.reported_ids
        if batch.flaws:
            unsound_ids |= batch.flaws.conditional_questions
        remarks = check_answers_file(model, library, as_of, unsound_ids)
        return with_labels_commands(
            batch.drop_unreliable_remarks(remarks), library, library.shows_built_in
        )

    def check_maps(model: Crosswalk) -> list[Remark]:
        unsound_ids = batch.unsound_ids | reference.reported_ids
        return check_crosswalk(model, library, known_control_ids(), unsound_ids)

    for document in sorted_files.documents_by_kind[ANSWERS_KIND]:
        check_one = partial(check_document, document, AnswersFile, check_answers, batch, library)
        yield with_library_problems(check_one, reference)
    for document in sorted_files.documents_by_kind[CROSSWALK_KIND]:
        check_one = partial(check_document, document, Crosswalk, check_maps, batch, library)
        yield with_library_problems(check_one, reference)


def _check_findings_files(
    sorted_files: SortedFiles,
    reference: ReferenceLibrary,
    batch: "QuestionnaireBatch",
    as_of: date,
) -> Iterator[Sequence[Problem]]:
    """Check the findings files against the questions that they answer."""
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.findings_files import check_findings_file

    def check(model: FindingsFile) -> list[Remark]:
        unsound_ids = batch.unsound_ids | reference.reported_ids
        remarks = check_findings_file(model, reference.library, as_of, unsound_ids)
        return batch.drop_unreliable_remarks(remarks)

    for document in sorted_files.documents_by_kind[FINDINGS_KIND]:
        check_one = partial(check_document, document, FindingsFile, check, batch)
        yield with_library_problems(check_one, reference)


def _only_policy(documents: list[Document], library: Library) -> Policy:
    """Return the policy among the files if there is exactly one, with the present names."""
    if len(documents) != 1:
        return NO_POLICY
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.policy_rules import with_present_names

    try:
        return with_present_names(parse_model(documents[0], Policy), library)
    except InvalidFile:
        return UNKNOWN_POLICY
