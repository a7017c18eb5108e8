"""All problems of many files in one run.

Questionnaires come first, since the other files are checked against them.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import MAX_PROBLEMS, InvalidFile, Problem, Remark
from vendorcheck.model.policy import (
    DEFAULT_EVIDENCE_VALIDITY,
    POLICY_KIND,
    Policy,
    longest_evidence_validity,
)
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store.discovery import known_control_ids
from vendorcheck.store.library import STDIN_NAME, Library, LoadedFile, LoadedModelT
from vendorcheck.store.sorted_files import SortedFiles, sort_files
from vendorcheck.text.safe import path_for_display
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.batch import QuestionnaireBatch

_FOREVER = Duration(Fraction(9999), "year")
"""The lifetime of evidence if it is unknown, so that none is reported as ended."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The problems of a scan, how many of our files it checked, and how many others it skipped.

    `first_of_kind` is the first file of each kind.
    """

    problems: list[Problem]
    files_checked: int
    files_skipped: int
    first_of_kind: dict[str, str]


@dataclass
class _ReferenceLibrary:
    """The questionnaires that files are checked against."""

    library: Library
    reported_ids: frozenset[str] = frozenset()
    """The questionnaires beside the policy whose errors are reported already."""


def scan_files(
    library: Library, paths: Sequence[str], as_of: date, valid_for: Duration | None = None
) -> ScanResult:
    """Check files and folders; their questionnaires replace all others of the same id.

    Args:
        library: the known questionnaires, and the folder of the policy if a policy is named.
        paths: files and folders.
        as_of: the day.
        valid_for: how long evidence without an end counts by the named policy. If no policy is
            named, the policies among the files decide: a single one sets how long evidence counts,
            and the questionnaires beside all of them are known.

    Raises:
        VendorcheckError: a path can't be read.
    """
    sorted_files = sort_files(library, paths)
    if valid_for is None and not library.policy_folders:
        library = library.with_folders(_folders_of(sorted_files.documents_by_kind[POLICY_KIND]))
    batch = _read_questionnaires(library, sorted_files)
    sorted_files.problems += _check_files(library, sorted_files, batch, as_of, valid_for)
    return ScanResult(
        list(_drop_repeats(sorted(_merge_text_flaws(sorted_files)))),
        sorted_files.files_checked,
        sorted_files.files_skipped,
        sorted_files.first_of_kind,
    )


def _folders_of(documents: Sequence[Document]) -> list[str]:
    """Return the folders in which some files lie, each once."""
    folders = (
        os.path.dirname(document.file) for document in documents if document.file != STDIN_NAME
    )
    return list({os.path.realpath(folder): folder for folder in folders}.values())


def _merge_text_flaws(sorted_files: SortedFiles) -> Iterator[Problem]:
    """Yield all problems, without those that follow from a flaw in the text of the same line."""
    flaws = list(chain.from_iterable(sorted_files.text_flaws.values()))
    flawed_lines = {(flaw.location.file, flaw.location.line) for flaw in flaws}
    yield from flaws
    for problem in sorted_files.problems:
        if (problem.location.file, problem.location.line) not in flawed_lines:
            yield problem


def _read_questionnaires(library: Library, sorted_files: SortedFiles) -> "QuestionnaireBatch":
    """Read all questionnaires before anything is checked against them.

    Of those with the same id, the first one counts.
    """
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.batch import QuestionnaireBatch

    batch = QuestionnaireBatch()
    first_documents: dict[str, Document] = {}
    for document in sorted_files.documents_by_kind[QUESTIONNAIRE_KIND]:
        try:
            questionnaire = batch.read_questionnaire(document)
        except InvalidFile as invalid:
            sorted_files.report_unsound(document, invalid.problems)
            continue
        if not batch.has_own_id(document):
            continue
        if first_documents.setdefault(questionnaire.id, document) is document:
            library.add(LoadedFile(questionnaire, document))
        else:
            # Nobody knows which of them was answered, so nothing is checked against either.
            message = (
                f"{path_for_display(first_documents[questionnaire.id].file)} already has "
                f'the questionnaire "{questionnaire.id}"'
            )
            hint = "give each its own id, or check them one by one"
            remark = Remark(("id",), "repeated-id", message, hint)
            sorted_files.report_unsound(document, [document.to_problem(remark)])
    batch.unsound_ids |= sorted_files.unsound_ids
    return batch


def _check_files(
    library: Library,
    sorted_files: SortedFiles,
    batch: "QuestionnaireBatch",
    as_of: date,
    valid_for: Duration | None,
) -> Iterator[Problem]:
    """Check every file against the questionnaires that have no errors."""
    reference = _ReferenceLibrary(library)
    control_ids = known_control_ids() if batch.count else {}
    yield from _with_library_problems(
        lambda: batch.find_problems(library, control_ids, reference.reported_ids), reference
    )
    policies = sorted_files.documents_by_kind[POLICY_KIND]
    yield from _check_policies(policies, reference, batch)
    vendor_files = sorted_files.documents_by_kind[VENDOR_FILE_KIND]
    valid_for = valid_for or _evidence_validity(policies)
    yield from _check_vendor_files(vendor_files, reference, batch, as_of, valid_for)


def _check_policies(
    documents: Sequence[Document], default_reference: _ReferenceLibrary, batch: "QuestionnaireBatch"
) -> Iterator[Problem]:
    """Check each policy against the questionnaires beside it, as `assess --policy` does."""
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.policies import check_policy

    def check(reference: _ReferenceLibrary, model: Policy) -> list[Remark]:
        return check_policy(model, reference.library, batch.unsound_ids | reference.reported_ids)

    library = default_reference.library
    references = {tuple(map(os.path.realpath, library.policy_folders)): default_reference}
    for document in documents:
        folders = _folders_of([document])
        reference = references.setdefault(
            tuple(map(os.path.realpath, folders)), _ReferenceLibrary(library.with_folders(folders))
        )
        yield from _with_library_problems(
            partial(_check_document, document, Policy, partial(check, reference), batch), reference
        )


def _check_vendor_files(
    documents: Sequence[Document],
    reference: _ReferenceLibrary,
    batch: "QuestionnaireBatch",
    as_of: date,
    valid_for: Duration,
) -> Iterator[Problem]:
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.vendor_files import PlanCache, check_vendor_file

    plans: PlanCache = {}
    library = reference.library

    def check(model: VendorFile) -> list[Remark]:
        unsound_ids = batch.unsound_ids | reference.reported_ids
        if batch.flaws:
            unsound_ids |= batch.flaws.conditional_questions
        return batch.drop_unreliable_remarks(
            check_vendor_file(model, library, as_of, valid_for, unsound_ids, plans)
        )

    for document in documents:
        yield from _with_library_problems(
            partial(_check_document, document, VendorFile, check, batch, library), reference
        )


def _with_library_problems(
    find_problems: Callable[[], list[Problem]], reference: _ReferenceLibrary
) -> list[Problem]:
    """Return the problems, and those of the questionnaires beside the policy that they need."""
    problems: list[Problem] = []
    while True:
        try:
            return problems + find_problems()
        except InvalidFile as invalid:
            if reference.library.broken_ids <= reference.reported_ids:
                raise
            problems += invalid.problems
            reference.reported_ids |= reference.library.broken_ids


def _evidence_validity(documents: list[Document]) -> Duration:
    """Return how long evidence counts by the policy among the files, if there is exactly one."""
    if len(documents) != 1:
        return DEFAULT_EVIDENCE_VALIDITY
    try:
        return longest_evidence_validity(parse_model(documents[0], Policy))
    except InvalidFile:
        return _FOREVER


def _check_document(
    document: Document,
    kind: type[LoadedModelT],
    check: Callable[[LoadedModelT], list[Remark]],
    batch: "QuestionnaireBatch",
    library: Library | None = None,
) -> list[Problem]:
    """Return all problems of a policy or a vendor file."""
    try:
        model = parse_model(document, kind)
    except InvalidFile as invalid:
        # Here, since only mistakes need it.
        from vendorcheck.validation.recovery.cascades import (
            problems_in_malformed_file,
        )

        if len(invalid.problems) > MAX_PROBLEMS:
            return invalid.problems  # the search for more takes as long again
        return problems_in_malformed_file(document, kind, check, batch.flaws, library)
    remarks = check(model)
    return document.to_problems(
        batch.flaws.drop_consequences(model, remarks, None) if batch.flaws else remarks
    )


def _drop_repeats(problems: list[Problem]) -> Iterator[Problem]:
    """Yield each problem once, and a cycle through several files only in the first of them."""
    cycle_messages: set[str] = set()
    # The problems of a questionnaire beside two policies may be reported for both.
    for problem in dict.fromkeys(problems):
        if problem.code != "reference-cycle" or problem.message not in cycle_messages:
            yield problem
        if problem.code == "reference-cycle":
            cycle_messages.add(problem.message)
