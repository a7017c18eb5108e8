"""All problems of many files in one run: questionnaires first, since the others are held against them."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from vendorcheck import files, policy, questionnaire, vendor
from vendorcheck.document import Document
from vendorcheck.library import Library, Loaded, controls, kind_of
from vendorcheck.problems import InvalidFile, Problem, Remark, nearest

_OURS = re.compile(rb"^[\s{\xef\xbb\xbf]*[\"']?vendorcheck[\"']?\s*:", re.MULTILINE)


@dataclass
class Survey:
    """What was found: how many files of ours were looked at, how many others were passed over."""

    problems: list[Problem] = field(default_factory=list)
    checked: int = 0
    skipped: int = 0


def survey(library: Library, paths: Sequence[str], as_of: date) -> Survey:
    """Check files and folders. Questionnaires among them win over built-in ones of the same id.

    Raises:
        VendorcheckError: a path can't be read.
    """
    found = Survey()
    documents: dict[str, list[Document]] = {questionnaire.KIND: [], policy.KIND: [], vendor.KIND: []}
    for path, named in _files(paths):
        content = files.read(path)
        try:
            document = library.document(content, "<stdin>" if path == "-" else path)
            if not named and "vendorcheck" not in document.data:
                found.skipped += 1
                found.problems += _near_miss(document)
                continue
            found.checked += 1
            documents[kind_of(document)].append(document)
        except InvalidFile as invalid:
            ours = named or _OURS.search(content)
            found.checked += 1 if ours and not _counted(invalid) else 0
            found.skipped += 0 if ours else 1
            found.problems += invalid.problems if ours else []
    _check(library, documents, found, as_of)
    found.problems.sort()
    return found


def _counted(invalid: InvalidFile) -> bool:
    """Whether the file was counted before it turned out to be of no known kind."""
    return any(problem.code == "unknown-kind" for problem in invalid.problems)


def _files(paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each file once, and whether it was named itself rather than found in a folder."""
    seen: set[str] = set()
    for path in paths:
        folder = path != "-" and os.path.isdir(path)
        for name in files.walk(path) if folder else [path]:
            real = os.path.realpath(name) if name != "-" else name
            if real not in seen:
                seen.add(real)
                yield name, not folder


def _near_miss(document: Document) -> Iterator[Problem]:
    for key in document.data:
        if nearest(key, ["vendorcheck"]):
            message = f'"{key}" looks like a mistyped "vendorcheck", so this file was skipped'
            yield document.problem(
                Remark((key,), "near-miss", message, 'did you mean "vendorcheck"?', at_key=True)
            )
            return


def _check(library: Library, documents: dict[str, list[Document]], found: Survey, as_of: date) -> None:
    from vendorcheck.validation import policies, questionnaires, vendors  # noqa: PLC0415 - each only where there is one

    broken: set[str] = set()
    own: list[Loaded[questionnaire.Questionnaire]] = []
    for document in documents[questionnaire.KIND]:
        try:
            loaded = Loaded(questionnaire.parse(document), document)
        except InvalidFile as invalid:
            found.problems += invalid.problems
            broken.add(str(document.data.get("id")))
            continue
        found.problems += _second(loaded, own)
        own.append(loaded)
        library.add(loaded)
    known = controls() if own else {}
    for loaded in own:
        found.problems += _located(
            loaded.document, questionnaires.check(loaded.model, library, known), broken
        )
    for document in documents[policy.KIND]:
        try:
            found.problems += _located(document, policies.check(policy.parse(document), library), broken)
        except InvalidFile as invalid:
            found.problems += invalid.problems
    for document in documents[vendor.KIND]:
        try:
            found.problems += _located(
                document, vendors.check(vendor.parse(document), library, as_of), broken
            )
        except InvalidFile as invalid:
            found.problems += invalid.problems


def _located(document: Document, remarks: Sequence[Remark], broken: set[str]) -> list[Problem]:
    """The problems, without those that only say that a broken questionnaire is not there."""
    missing = {f'there is no questionnaire "{name}"' for name in broken}
    return document.problems(remark for remark in remarks if remark.message not in missing)


def _second(
    loaded: Loaded[questionnaire.Questionnaire], others: Sequence[Loaded[questionnaire.Questionnaire]]
) -> Iterator[Problem]:
    for other in others:
        if other.model.id == loaded.model.id:
            message = f'{other.document.file} already has the questionnaire "{loaded.model.id}"'
            yield loaded.document.problem(
                Remark(("id",), "repeated-id", message, "give each its own id, or check them one by one")
            )
            return
