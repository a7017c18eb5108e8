"""All problems of many files in one run: questionnaires first, since the others are held against them."""

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
"""How long evidence counts where nobody can tell, so that of none is told that it has ended."""


@dataclass
class ScanResult:
    """What was found: how many files of ours were looked at, how many others were passed over, the first of each kind."""

    problems: list[Problem] = field(default_factory=list)
    files_checked: int = 0
    files_skipped: int = 0
    first_of_kind: dict[str, str] = field(default_factory=dict)


@dataclass
class _SortedFiles:
    """The files of ours by kind, and what is not held against others: questionnaires and questions that are wrong."""

    documents_by_kind: dict[str, list[Document]] = field(
        default_factory=lambda: {kind: [] for kind in FILE_KINDS}
    )
    unsound_ids: set[str] = field(default_factory=set)
    text_flaws: dict[str, list[Problem]] = field(default_factory=dict)
    """What is wrong with the text of files of which all could be read."""


@dataclass
class _ReferenceLibrary:
    """The questionnaires that files are held against."""

    library: Library
    reported_ids: frozenset[str] = frozenset()
    """Those beside the policy that have errors, and of which these are told."""


def scan_files(
    library: Library, paths: Sequence[str], as_of: date, valid_for: Duration | None = None
) -> ScanResult:
    """Check files and folders. Questionnaires among them win over all others of the same id.

    Args:
        library: the questionnaires that are known, with the folder of the policy that counts, if one is named.
        paths: files and folders.
        as_of: the day.
        valid_for: how long evidence counts that names no end, by the policy that counts. Where there is none, the
            policies among the files count: the one says it, and the questionnaires beside all of them are known.

    Raises:
        VendorcheckError: a path can't be read.
    """
    result, found = ScanResult(), _SortedFiles()
    for path, chosen in _list_files(paths):
        _sort_file(library, path, found, result, named_directly=chosen)
    if valid_for is None and not library.policy_folders:
        library = library.with_folders(_folders_of(found.documents_by_kind[POLICY_KIND]))
    own = _read_questionnaires(library, found, result)
    _check_files(library, found, result, own, as_of, valid_for)
    result.problems = list(
        _drop_repeats(sorted(_merge_text_flaws(result.problems, found.text_flaws)))
    )
    return result


def _list_files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file once, and whether it was named itself rather than found in a folder."""
    walked = [path for path in paths if path != "-" and os.path.isdir(path)]
    named = {_file_identity(path) for path in paths if path not in walked}
    names = [
        name for path in paths for name in (walk.walk_folder(path) if path in walked else [path])
    ]
    seen: set[str] = set()
    # Of a file and links to it, the file itself is told: it is what a change to the repository shows.
    for name in sorted(names, key=os.path.islink):
        identity = _file_identity(name)
        if identity not in seen:
            seen.add(identity)
            yield name, identity in named


def _folders_of(documents: Sequence[Document]) -> list[str]:
    """The folders in which some files lie, each once."""
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
    """Put a file with those of its kind, pass it over, or tell why it can't be read."""
    content = files.read_file(path)
    if (
        not named_directly
        and walk.is_in_hidden_folder(path)
        and path.lower().endswith(".json")
        and KIND_KEY.encode() not in ascii_view(content)
    ):
        # So look the caches of others, which take long to parse.
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
    ours = KIND_KEY in document.data
    near = None if ours else near_miss_remark(document, named_directly=named_directly)
    result.files_checked += ours or named_directly
    result.files_skipped += not (ours or named_directly)
    if ours or named_directly:
        sorted_files.text_flaws[document.file] = flaws
    if near:
        result.problems.append(document.to_problem(near))
        sorted_files.unsound_ids |= {_id_of(document)}
    elif ours or named_directly:
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
    """Tell why a file of ours can't be read, and pass over one of others."""
    if not named_directly and not KIND_KEY_PATTERN.search(ascii_view(content)):
        result.files_skipped += 1
        return
    result.files_checked += 1
    result.problems += invalid.problems
    if name := probable_id(content):
        sorted_files.unsound_ids.add(name)


def _merge_text_flaws(
    problems: list[Problem], text_flaws: dict[str, list[Problem]]
) -> Iterator[Problem]:
    """All problems, and what is wrong with files as text; what else stands in the same line follows from that."""
    lines = {
        (flaw.location.file, flaw.location.line) for found in text_flaws.values() for flaw in found
    }
    for found in text_flaws.values():
        yield from found
    for problem in problems:
        if (problem.location.file, problem.location.line) not in lines:
            yield problem


def _id_of(document: Document) -> str:
    return str(document.data.get("id"))


def _read_questionnaires(
    library: Library, sorted_files: _SortedFiles, result: ScanResult
) -> "QuestionnaireBatch":
    """Take in all questionnaires before anything is held against them. The first of an id counts."""
    from vendorcheck.validation.batch import QuestionnaireBatch  # noqa: PLC0415 - not where there is no file

    own = QuestionnaireBatch()
    first: dict[str, Document] = {}
    for document in sorted_files.documents_by_kind[QUESTIONNAIRE_KIND]:
        try:
            model = own.read_questionnaire(document)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            sorted_files.unsound_ids.add(_id_of(document))
            continue
        if not own.has_own_id(document):
            continue
        if first.setdefault(model.id, document) is document:
            library.add(LoadedFile(model, document))
        else:
            # Which of the two was answered can't be told, so nothing is held against either.
            sorted_files.unsound_ids.add(model.id)
            message = f'{path_for_display(first[model.id].file)} already has the questionnaire "{model.id}"'
            hint = "give each its own id, or check them one by one"
            result.problems.append(
                document.to_problem(Remark(("id",), "repeated-id", message, hint))
            )
    own.unsound_ids |= sorted_files.unsound_ids
    return own


def _check_files(
    library: Library,
    sorted_files: _SortedFiles,
    result: ScanResult,
    batch: "QuestionnaireBatch",
    as_of: date,
    valid_for: Duration | None,
) -> None:
    """Hold every file against the questionnaires that are sound."""
    from vendorcheck.validation import policies, vendor_files  # noqa: PLC0415 - not where there is no file

    plans: vendor_files.PlanCache = {}
    valid_for = valid_for or _evidence_validity(sorted_files.documents_by_kind[POLICY_KIND])
    shelf = _ReferenceLibrary(library)
    shelves = {tuple(map(os.path.realpath, library.policy_folders)): shelf}

    def of_policy(at: _ReferenceLibrary, model: Policy) -> list[Remark]:
        return policies.check_policy(model, at.library, batch.unsound_ids | at.reported_ids)

    def of_vendor(model: VendorFile) -> list[Remark]:
        unsound = (
            batch.unsound_ids
            | shelf.reported_ids
            | (batch.flaws.conditional_questions if batch.flaws else frozenset())
        )
        return batch.drop_unreliable_remarks(
            vendor_files.check_vendor_file(model, library, as_of, valid_for, unsound, plans)
        )

    known_controls = known_control_ids() if batch.count else {}
    result.problems += _with_library_problems(
        lambda: batch.find_problems(library, known_controls, shelf.reported_ids), shelf
    )
    for document in sorted_files.documents_by_kind[POLICY_KIND]:
        # As `assess --policy` knows them.
        folders = _folders_of([document])
        at = shelves.setdefault(
            tuple(map(os.path.realpath, folders)), _ReferenceLibrary(library.with_folders(folders))
        )
        result.problems += _with_library_problems(
            partial(_check_document, document, Policy, partial(of_policy, at), batch), at
        )
    for document in sorted_files.documents_by_kind[VENDOR_FILE_KIND]:
        result.problems += _with_library_problems(
            partial(_check_document, document, VendorFile, of_vendor, batch, library), shelf
        )


def _with_library_problems(
    find_problems: Callable[[], list[Problem]], reference: _ReferenceLibrary
) -> list[Problem]:
    """The problems, and those of the questionnaires beside the policy that it takes to find them."""
    found: list[Problem] = []
    while True:
        try:
            return found + find_problems()
        except InvalidFile as invalid:
            if reference.library.broken_ids <= reference.reported_ids:
                raise
            found += invalid.problems
            reference.reported_ids |= reference.library.broken_ids


def _evidence_validity(documents: list[Document]) -> Duration:
    """How long evidence counts by the policy among the files, if there is but one."""
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
    """Everything that is wrong with a policy or a vendor file."""
    try:
        model = parse_model(document, kind)
    except InvalidFile as invalid:
        from vendorcheck.validation.recovery.cascades import problems_in_malformed_file  # noqa: PLC0415 - only mistakes need it

        if len(invalid.problems) > MAX_PROBLEMS:
            return invalid.problems  # to look for more of them takes as long again
        return problems_in_malformed_file(document, kind, check, batch.flaws, library)
    remarks = check(model)
    return document.to_problems(
        batch.flaws.drop_consequences(model, remarks, None) if batch.flaws else remarks
    )


def _drop_repeats(problems: list[Problem]) -> Iterator[Problem]:
    """A circle goes through several files, and is told in the first of them only."""
    circles: set[str] = set()
    # What is wrong with a questionnaire beside two policies may be told for the sake of each.
    for problem in dict.fromkeys(problems):
        if problem.code != "reference-cycle" or problem.message not in circles:
            yield problem
        if problem.code == "reference-cycle":
            circles.add(problem.message)
