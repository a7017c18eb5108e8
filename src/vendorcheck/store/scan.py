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
from vendorcheck.model.policy import POLICY_KIND, VALID_FOR, Policy, longest_valid
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store import files, walk
from vendorcheck.store.discovery import controls, plain, probable_id
from vendorcheck.store.file_kind import KEY, KINDS, OURS, kind_of, near_miss
from vendorcheck.store.library import AModel, Library, Loaded
from vendorcheck.text.safe import named
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.batch import Own

STDIN = "<stdin>"
_FOREVER = Duration(Fraction(9999), "year")
"""How long evidence counts where nobody can tell, so that of none is told that it has ended."""


@dataclass
class Survey:
    """What was found: how many files of ours were looked at, how many others were passed over, the first of each kind."""

    problems: list[Problem] = field(default_factory=list)
    checked: int = 0
    skipped: int = 0
    first: dict[str, str] = field(default_factory=dict)


@dataclass
class _Found:
    """The files of ours by kind, and what is not held against others: questionnaires and questions that are wrong."""

    documents: dict[str, list[Document]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    unsound: set[str] = field(default_factory=set)
    flaws: dict[str, list[Problem]] = field(default_factory=dict)
    """What is wrong with the text of files of which all could be read."""


@dataclass
class _Shelf:
    """The questionnaires that files are held against."""

    library: Library
    told: frozenset[str] = frozenset()
    """Those beside the policy that have errors, and of which these are told."""


def survey(library: Library, paths: Sequence[str], as_of: date, valid_for: Duration | None = None) -> Survey:
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
    result, found = Survey(), _Found()
    for path, chosen in _files(paths):
        _sort(library, path, found, result, named=chosen)
    if valid_for is None and not library.folders:
        library = library.with_folders(_folders(found.documents[POLICY_KIND]))
    own = _questionnaires(library, found, result)
    _check(library, found, result, own, as_of, valid_for)
    result.problems = list(_once(sorted(_with_flaws(result.problems, found.flaws))))
    return result


def _files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file once, and whether it was named itself rather than found in a folder."""
    walked = [path for path in paths if path != "-" and os.path.isdir(path)]
    named = {_identity(path) for path in paths if path not in walked}
    names = [name for path in paths for name in (walk.walk(path) if path in walked else [path])]
    seen: set[str] = set()
    # Of a file and links to it, the file itself is told: it is what a change to the repository shows.
    for name in sorted(names, key=os.path.islink):
        identity = _identity(name)
        if identity not in seen:
            seen.add(identity)
            yield name, identity in named


def _folders(documents: Sequence[Document]) -> list[str]:
    """The folders in which some files lie, each once."""
    folders = (os.path.dirname(document.file) for document in documents if document.file != STDIN)
    return list({os.path.realpath(folder): folder for folder in folders}.values())


def _identity(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _sort(library: Library, path: str, found: _Found, result: Survey, *, named: bool) -> None:
    """Put a file with those of its kind, pass it over, or tell why it can't be read."""
    content = files.read(path)
    if (
        not named
        and walk.hidden(path)
        and path.lower().endswith(".json")
        and KEY.encode() not in plain(content)
    ):
        # So look the caches of others, which take long to parse.
        result.skipped += 1
        return
    flaws: list[Problem] = []
    try:
        document = library.document(content, STDIN if path == "-" else path)
    except FlawedText as flawed:
        document, flaws = flawed.rest, flawed.problems
    except InvalidFile as invalid:
        _unreadable(content, invalid, found, result, named=named)
        return
    ours = KEY in document.data
    near = None if ours else near_miss(document, named=named)
    result.checked += ours or named
    result.skipped += not (ours or named)
    if ours or named:
        found.flaws[document.file] = flaws
    if near:
        result.problems.append(document.problem(near))
        found.unsound |= {_id(document)}
    elif ours or named:
        try:
            kind = kind_of(document)
            found.documents[kind].append(document)
            if path != "-":
                result.first.setdefault(kind, path)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            found.unsound |= {_id(document)}


def _unreadable(content: bytes, invalid: InvalidFile, found: _Found, result: Survey, *, named: bool) -> None:
    """Tell why a file of ours can't be read, and pass over one of others."""
    if not named and not OURS.search(plain(content)):
        result.skipped += 1
        return
    result.checked += 1
    result.problems += invalid.problems
    if name := probable_id(content):
        found.unsound.add(name)


def _with_flaws(problems: list[Problem], flaws: dict[str, list[Problem]]) -> Iterator[Problem]:
    """All problems, and what is wrong with files as text; what else stands in the same line follows from that."""
    lines = {(flaw.location.file, flaw.location.line) for found in flaws.values() for flaw in found}
    for found in flaws.values():
        yield from found
    for problem in problems:
        if (problem.location.file, problem.location.line) not in lines:
            yield problem


def _id(document: Document) -> str:
    return str(document.data.get("id"))


def _questionnaires(library: Library, found: _Found, result: Survey) -> "Own":
    """Take in all questionnaires before anything is held against them. The first of an id counts."""
    from vendorcheck.validation.batch import Own  # noqa: PLC0415 - not where there is no file

    own = Own()
    first: dict[str, Document] = {}
    for document in found.documents[QUESTIONNAIRE_KIND]:
        try:
            model = own.read(document)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            found.unsound.add(_id(document))
            continue
        if not own.called(document):
            continue
        if first.setdefault(model.id, document) is document:
            library.add(Loaded(model, document))
        else:
            # Which of the two was answered can't be told, so nothing is held against either.
            found.unsound.add(model.id)
            message = f'{named(first[model.id].file)} already has the questionnaire "{model.id}"'
            hint = "give each its own id, or check them one by one"
            result.problems.append(document.problem(Remark(("id",), "repeated-id", message, hint)))
    own.unsound |= found.unsound
    return own


def _check(
    library: Library, found: _Found, result: Survey, own: "Own", as_of: date, valid_for: Duration | None
) -> None:
    """Hold every file against the questionnaires that are sound."""
    from vendorcheck.validation import policies, vendor_files  # noqa: PLC0415 - not where there is no file

    plans: vendor_files.Plans = {}
    valid_for = valid_for or _valid_for(found.documents[POLICY_KIND])
    shelf = _Shelf(library)
    shelves = {tuple(map(os.path.realpath, library.folders)): shelf}

    def of_policy(at: _Shelf, model: Policy) -> list[Remark]:
        return policies.check(model, at.library, own.unsound | at.told)

    def of_vendor(model: VendorFile) -> list[Remark]:
        unsound = own.unsound | shelf.told | (own.flaws.conditional if own.flaws else frozenset())
        return own.counting(vendor_files.check(model, library, as_of, valid_for, unsound, plans))

    known_controls = controls() if own.count else {}
    result.problems += _all(lambda: own.problems(library, known_controls, shelf.told), shelf)
    for document in found.documents[POLICY_KIND]:
        # As `assess --policy` knows them.
        folders = _folders([document])
        at = shelves.setdefault(tuple(map(os.path.realpath, folders)), _Shelf(library.with_folders(folders)))
        result.problems += _all(partial(_held, document, Policy, partial(of_policy, at), own), at)
    for document in found.documents[VENDOR_FILE_KIND]:
        result.problems += _all(partial(_held, document, VendorFile, of_vendor, own, library), shelf)


def _all(problems: Callable[[], list[Problem]], shelf: _Shelf) -> list[Problem]:
    """The problems, and those of the questionnaires beside the policy that it takes to find them."""
    found: list[Problem] = []
    while True:
        try:
            return found + problems()
        except InvalidFile as invalid:
            if shelf.library.broken <= shelf.told:
                raise
            found += invalid.problems
            shelf.told |= shelf.library.broken


def _valid_for(documents: list[Document]) -> Duration:
    """How long evidence counts by the policy among the files, if there is but one."""
    if len(documents) != 1:
        return VALID_FOR
    try:
        return longest_valid(parse_model(documents[0], Policy))
    except InvalidFile:
        return _FOREVER


def _held(
    document: Document,
    kind: type[AModel],
    check: Callable[[AModel], list[Remark]],
    own: "Own",
    library: Library | None = None,
) -> list[Problem]:
    """Everything that is wrong with a policy or a vendor file."""
    try:
        model = parse_model(document, kind)
    except InvalidFile as invalid:
        from vendorcheck.validation.recovery.cascades import problems_of  # noqa: PLC0415 - only mistakes need it

        if len(invalid.problems) > MAX_PROBLEMS:
            return invalid.problems  # to look for more of them takes as long again
        return problems_of(document, kind, check, own.flaws, library)
    remarks = check(model)
    return document.problems(own.flaws.sifted(model, remarks, None) if own.flaws else remarks)


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """A circle goes through several files, and is told in the first of them only."""
    circles: set[str] = set()
    # What is wrong with a questionnaire beside two policies may be told for the sake of each.
    for problem in dict.fromkeys(problems):
        if problem.code != "reference-cycle" or problem.message not in circles:
            yield problem
        if problem.code == "reference-cycle":
            circles.add(problem.message)
