"""All problems of many files in one run: questionnaires first, since the others are held against them."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from vendorcheck import files, policy, questionnaire, vendor
from vendorcheck.document import Document
from vendorcheck.library import KINDS, Library, Loaded, controls, kind_of
from vendorcheck.problems import InvalidFile, Problem, Remark
from vendorcheck.questionnaire import Questionnaire

KEY = "vendorcheck"
# The first key of a file that can't be read. Without indentation: elsewhere the word is somebody else's.
_OURS = re.compile(rb"""(?:\A\s*\{\s*|^)["']?vendorcheck["']?[ \t]*:""", re.MULTILINE)
_ID = re.compile(rb"""^["']?id["']?[ \t]*:[ \t]*["']?([a-z0-9-]{1,64})["']?[ \t]*(?:#.*)?$""", re.MULTILINE)
_NEAR = 0.8
"""How near to our key a key must be. `vendor`, which many files have, is at 0.7."""


@dataclass
class Survey:
    """What was found: how many files of ours were looked at, how many others were passed over."""

    problems: list[Problem] = field(default_factory=list)
    checked: int = 0
    skipped: int = 0


@dataclass
class _Found:
    """The files of ours by kind, and what is not held against others: questionnaires and questions that are wrong."""

    documents: dict[str, list[Document]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    unsound: set[str] = field(default_factory=set)


def survey(library: Library, paths: Sequence[str], as_of: date) -> Survey:
    """Check files and folders. Questionnaires among them win over built-in ones of the same id.

    Raises:
        VendorcheckError: a path can't be read.
    """
    result, found = Survey(), _Found()
    for path, named in _files(paths):
        _sort(library, path, found, result, named=named)
    own = _questionnaires(library, found, result)
    _check(library, found, result, own, as_of)
    result.problems = list(_once(sorted(result.problems)))
    return result


def _files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file once, and whether it was named itself rather than found in a folder."""
    folders = [path for path in paths if path != "-" and os.path.isdir(path)]
    named = {_identity(path) for path in paths if path not in folders}
    seen: set[str] = set()
    for path in paths:
        for name in files.walk(path) if path in folders else [path]:
            identity = _identity(name)
            if identity not in seen:
                seen.add(identity)
                yield name, identity in named


def _identity(path: str) -> str:
    return path if path == "-" else os.path.realpath(path)


def _sort(library: Library, path: str, found: _Found, result: Survey, *, named: bool) -> None:
    """Put a file with those of its kind, pass it over, or tell why it can't be read."""
    content = files.read(path)
    try:
        document = library.document(content, "<stdin>" if path == "-" else path)
    except InvalidFile as invalid:
        text = (
            content.replace(b"\0", b"")
            .replace(b"\r", b"\n")
            .removeprefix(b"\xef\xbb\xbf")
            .lstrip(b"\xff\xfe")
        )
        if named or _OURS.search(text):
            result.checked += 1
            result.problems += invalid.problems
            found.unsound |= {name.decode() for name in _ID.findall(text)}
        else:
            result.skipped += 1
        return
    if KEY in document.data:
        result.checked += 1
        try:
            found.documents[kind_of(document)].append(document)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            found.unsound |= {_id(document)}
        return
    near = _near_miss(document, named=named)
    result.checked += named
    result.skipped += not named
    result.problems += [document.problem(near)] if near else _unknown(document) if named else []


def _unknown(document: Document) -> list[Problem]:
    try:
        kind_of(document)
    except InvalidFile as invalid:
        return invalid.problems
    return []


def _near_miss(document: Document, *, named: bool) -> Remark | None:
    """A first key that is nearly ours. A file that was named itself is surely meant to be one of ours."""
    for key, value in document.data.items():
        if _resembles(key) or (isinstance(value, str) and value in KINDS):
            message = f'"{key[:40]}" looks like a mistyped "{KEY}"'
            hint = f'did you mean "{KEY}"?'
            if named:
                return Remark((key,), "unknown-kind", message, hint, at_key=True)
            return Remark((key,), "near-miss", f"{message}, so this file was skipped", hint, at_key=True)
    return None


def _resembles(key: str) -> bool:
    from difflib import SequenceMatcher  # noqa: PLC0415 - only files that are not ours need it

    if not len(KEY) - 3 <= len(key) <= len(KEY) + 3:
        return False
    return SequenceMatcher(None, key.lower(), KEY).ratio() >= _NEAR


def _id(document: Document) -> str:
    return str(document.data.get("id"))


def _questionnaires(library: Library, found: _Found, result: Survey) -> list[Loaded[Questionnaire]]:
    """Take in all questionnaires before anything is held against them. The first of an id counts."""
    own: dict[str, Loaded[Questionnaire]] = {}
    others: list[Loaded[Questionnaire]] = []
    for document in found.documents[questionnaire.KIND]:
        try:
            loaded = Loaded(questionnaire.parse(document), document)
        except InvalidFile as invalid:
            result.problems += invalid.problems
            found.unsound.add(_id(document))
            continue
        first = own.setdefault(loaded.model.id, loaded)
        if first is loaded:
            library.add(loaded)
        else:
            # Which of the two was answered can't be told, so nothing is held against either.
            found.unsound.add(loaded.model.id)
            others.append(loaded)
            message = f'{first.document.file} already has the questionnaire "{loaded.model.id}"'
            hint = "give each its own id, or check them one by one"
            result.problems.append(document.problem(Remark(("id",), "repeated-id", message, hint)))
    return [*own.values(), *others]


def _check(
    library: Library, found: _Found, result: Survey, own: list[Loaded[Questionnaire]], as_of: date
) -> None:
    """Hold every file against the questionnaires that are sound."""
    from vendorcheck.validation import policies, questionnaires, vendors  # noqa: PLC0415 - not where there is no file

    unsound = frozenset(found.unsound).union(*(questionnaires.unsound_parts(loaded.model) for loaded in own))
    known = controls() if own else {}
    for loaded in own:
        remarks = questionnaires.check(loaded.model, library, known, unsound)
        result.problems += loaded.document.problems(remarks)

    def told(check: Callable[[Document], list[Remark]], kind: str) -> None:
        for document in found.documents[kind]:
            try:
                result.problems += document.problems(check(document))
            except InvalidFile as invalid:
                result.problems += invalid.problems

    told(lambda document: policies.check(policy.parse(document), library, unsound), policy.KIND)
    plans: vendors.Plans = {}
    told(
        lambda document: vendors.check(vendor.parse(document), library, as_of, unsound=unsound, plans=plans),
        vendor.KIND,
    )


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """A circle goes through several files, and is told in the first of them only."""
    circles: set[str] = set()
    for problem in problems:
        if problem.code != "reference-cycle" or problem.message not in circles:
            yield problem
        if problem.code == "reference-cycle":
            circles.add(problem.message)
