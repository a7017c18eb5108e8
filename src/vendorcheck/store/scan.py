"""All problems of many files in one run.

Questionnaires come first, since the other files are checked against them.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document, FlawedText
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
from vendorcheck.store import files, walk
from vendorcheck.store.discovery import ascii_view, known_control_ids, probable_id
from vendorcheck.store.file_kind import (
    FILE_KINDS,
    KIND_KEY,
    KIND_KEY_PATTERN,
    identify_kind,
    near_miss_remark,
)
from vendorcheck.store.library import Library, LoadedFile, LoadedModelT
from vendorcheck.text.safe import path_for_display
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.batch import QuestionnaireBatch

STDIN_NAME = "<stdin>"
_FOREVER = Duration(Fraction(9999), "year")
"""How long evidence counts if that is not known, so that none is reported as ended."""


@dataclass
class ScanResult:
    """The problems of a scan, how many of our files it checked, and how many others it skipped.

    `first_of_kind` is the first file of each kind.
    """

    problems: list[Problem] = field(default_factory=list)
    files_checked: int = 0
    files_skipped: int = 0
    first_of_kind: dict[str, str] = field(default_factory=dict)


@dataclass
class _SortedFiles:
    """Our files by kind, and the ids of questionnaires that nothing can be checked against."""

    documents_by_kind: dict[str, list[Document]] = field(
        default_factory=lambda: {kind: [] for kind in FILE_KINDS}
    )
    unsound_ids: set[str] = field(default_factory=set)
    text_flaws: dict[str, list[Problem]] = field(default_factory=dict)
    """The problems in the text of files that are readable nevertheless, by file."""


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
    result, sorted_files = ScanResult(), _SortedFiles()
    for path, named_directly in _list_files(paths):
        _sort_file(library, path, sorted_files, result, named_directly=named_directly)
    if valid_for is None and not library.policy_folders:
        library = library.with_folders(_folders_of(sorted_files.documents_by_kind[POLICY_KIND]))
    batch = _read_questionnaires(library, sorted_files, result)
    _check_files(library, sorted_files, result, batch, as_of, valid_for)
    result.problems = list(
        _drop_repeats(sorted(_merge_text_flaws(result.problems, sorted_files.text_flaws)))
    )
    return result


def _list_files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each file once, with whether its path is named itself rather than found in a folder."""
    folders = [path for path in paths if path != "-" and os.path.isdir(path)]
    named_identities = {_file_identity(path) for path in paths if path not in folders}
    file_paths = [
        file_path
        for path in paths
        for file_path in (walk.walk_folder(path) if path in folders else [path])
    ]
    seen_identities: set[str] = set()
    # Of a file and links to it, the file is reported: a change to the repository shows it.
    for file_path in sorted(file_paths, key=os.path.islink):
        identity = _file_identity(file_path)
        if identity not in seen_identities:
            seen_identities.add(identity)
            yield file_path, identity in named_identities


def _folders_of(documents: Sequence[Document]) -> list[str]:
    """Return the folders in which some files lie, each once."""
    folders = (
        os.path.dirname(document.file) for document in documents if document.file != STDIN_NAME
    )
    return list({os.path.realpath(folder): folder for folder in folders}.values())


def _file_identity(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _sort_file(
    library: Library,
    path: str,
    sorted_files: _SortedFiles,
    result: ScanResult,
    *,
    named_directly: bool,
) -> None:
    """Add a file to those of its kind, skip it, or report why it can't be read."""
    content = files.read_file(path)
    if (
        not named_directly
        and walk.is_in_hidden_folder(path)
        and path.lower().endswith(".json")
        and KIND_KEY.encode() not in ascii_view(content)
    ):
        # Such files are mostly caches of other tools, which take long to parse.
        result.files_skipped += 1
        return
    flaws: list[Problem] = []
    try:
        document = library.parse_content(content, STDIN_NAME if path == "-" else path)
    except FlawedText as flawed:
        document, flaws = flawed.readable_document, flawed.problems
    except InvalidFile as invalid:
        _report_unreadable(content, invalid, sorted_files, result, named_directly=named_directly)
        return
    is_ours = KIND_KEY in document.data
    near_miss = None if is_ours else near_miss_remark(document, named_directly=named_directly)
    result.files_checked += is_ours or named_directly
    result.files_skipped += not (is_ours or named_directly)
    if is_ours or named_directly:
        sorted_files.text_flaws[document.file] = flaws
    if near_miss:
        result.problems.append(document.to_problem(near_miss))
        sorted_files.unsound_ids |= {_id_of(document)}
    elif is_ours or named_directly:
        try:
            kind = identify_kind(document)
            sorted_files.documents_by_kind[kind].append(document)
            if path != "-":
                result.first_of_kind.setdefault(kind, path)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            sorted_files.unsound_ids |= {_id_of(document)}


def _report_unreadable(
    content: bytes,
    invalid: InvalidFile,
    sorted_files: _SortedFiles,
    result: ScanResult,
    *,
    named_directly: bool,
) -> None:
    """Report why a file of ours can't be read, and skip any other file."""
    if not named_directly and not KIND_KEY_PATTERN.search(ascii_view(content)):
        result.files_skipped += 1
        return
    result.files_checked += 1
    result.problems += invalid.problems
    if questionnaire_id := probable_id(content):
        sorted_files.unsound_ids.add(questionnaire_id)


def _merge_text_flaws(
    problems: list[Problem], text_flaws: dict[str, list[Problem]]
) -> Iterator[Problem]:
    """Yield all problems, without those that follow from a flaw in the text of the same line."""
    flawed_lines = {
        (flaw.location.file, flaw.location.line) for flaws in text_flaws.values() for flaw in flaws
    }
    for flaws in text_flaws.values():
        yield from flaws
    for problem in problems:
        if (problem.location.file, problem.location.line) not in flawed_lines:
            yield problem


def _id_of(document: Document) -> str:
    return str(document.data.get("id"))


def _read_questionnaires(
    library: Library, sorted_files: _SortedFiles, result: ScanResult
) -> "QuestionnaireBatch":
    """Read all questionnaires before anything is checked against them.

    Of those with the same id, the first one counts.
    """
    # Here, since it is only needed where there is a file.
    from vendorcheck.validation.batch import QuestionnaireBatch  # noqa: PLC0415

    batch = QuestionnaireBatch()
    first_documents: dict[str, Document] = {}
    for document in sorted_files.documents_by_kind[QUESTIONNAIRE_KIND]:
        try:
            questionnaire = batch.read_questionnaire(document)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            sorted_files.unsound_ids.add(_id_of(document))
            continue
        if not batch.has_own_id(document):
            continue
        if first_documents.setdefault(questionnaire.id, document) is document:
            library.add(LoadedFile(questionnaire, document))
        else:
            # Nobody knows which of them was answered, so nothing is checked against either.
            sorted_files.unsound_ids.add(questionnaire.id)
            message = (
                f"{path_for_display(first_documents[questionnaire.id].file)} already has "
                f'the questionnaire "{questionnaire.id}"'
            )
            hint = "give each its own id, or check them one by one"
            result.problems.append(
                document.to_problem(Remark(("id",), "repeated-id", message, hint))
            )
    batch.unsound_ids |= sorted_files.unsound_ids
    return batch


def _check_files(
    library: Library,
    sorted_files: _SortedFiles,
    result: ScanResult,
    batch: "QuestionnaireBatch",
    as_of: date,
    valid_for: Duration | None,
) -> None:
    """Check every file against the questionnaires that have no errors."""
    # Here, since they are only needed where there is a file.
    from vendorcheck.validation import policies, vendor_files  # noqa: PLC0415

    plans: vendor_files.PlanCache = {}
    valid_for = valid_for or _evidence_validity(sorted_files.documents_by_kind[POLICY_KIND])
    default_reference = _ReferenceLibrary(library)
    references = {tuple(map(os.path.realpath, library.policy_folders)): default_reference}

    def check_policy(reference: _ReferenceLibrary, model: Policy) -> list[Remark]:
        return policies.check_policy(
            model, reference.library, batch.unsound_ids | reference.reported_ids
        )

    def check_vendor_file(model: VendorFile) -> list[Remark]:
        unsound_ids = (
            batch.unsound_ids
            | default_reference.reported_ids
            | (batch.flaws.conditional_questions if batch.flaws else frozenset())
        )
        return batch.drop_unreliable_remarks(
            vendor_files.check_vendor_file(model, library, as_of, valid_for, unsound_ids, plans)
        )

    control_ids = known_control_ids() if batch.count else {}
    result.problems += _with_library_problems(
        lambda: batch.find_problems(library, control_ids, default_reference.reported_ids),
        default_reference,
    )
    for document in sorted_files.documents_by_kind[POLICY_KIND]:
        # A policy knows the questionnaires beside it, as in `assess --policy`.
        folders = _folders_of([document])
        reference = references.setdefault(
            tuple(map(os.path.realpath, folders)), _ReferenceLibrary(library.with_folders(folders))
        )
        result.problems += _with_library_problems(
            partial(_check_document, document, Policy, partial(check_policy, reference), batch),
            reference,
        )
    for document in sorted_files.documents_by_kind[VENDOR_FILE_KIND]:
        result.problems += _with_library_problems(
            partial(_check_document, document, VendorFile, check_vendor_file, batch, library),
            default_reference,
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
        from vendorcheck.validation.recovery.cascades import (  # noqa: PLC0415
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
