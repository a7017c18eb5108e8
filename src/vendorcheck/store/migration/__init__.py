"""Move the answers of a vendor file, or the rules of a policy, to newer questionnaire versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.policy import POLICY_KIND
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.store.file_kind import identify_kind
from vendorcheck.store.invalid_files import raise_on_errors
from vendorcheck.store.library import Library
from vendorcheck.store.migration._folders import find_files_to_migrate
from vendorcheck.store.migration._policy import PolicyMigration
from vendorcheck.store.migration._result import KeptName, MigrationRecord
from vendorcheck.store.migration._vendor_file import VendorFileMigration
from vendorcheck.store.vendor_file_editor import (
    lost_comments,
    rename_in_text,
    update_vendor_file_text,
)

__all__ = [
    "KeptName",
    "MigratedFile",
    "MigrationRecord",
    "count_movable",
    "find_files_to_migrate",
    "library_of_policy",
    "migrate",
]

_WHY_NOT_MIGRATED = {
    QUESTIONNAIRE_KIND: "this is a questionnaire; vendor files and policies are migrated to it",
    ANSWERS_KIND: "this is an answers file; import takes it into a vendor file",
}
"""The message for each kind of file that is not migrated."""


@dataclass(frozen=True, slots=True)
class MigratedFile:
    """A file before and after: its texts, its kind, and what moved and what stays."""

    kind: str
    old_text: str
    text: str
    record: MigrationRecord


def migrate(document: Document, library: Library) -> MigratedFile:
    """Return a vendor file or a policy with the present names of questions, checks and options.

    Nothing is written, and no word is lost: what fits nowhere stays as it is.

    Args:
        document: the file.
        library: the known questionnaires; of a policy, those that it lists itself count.

    Raises:
        InvalidFile: it is a questionnaire, an answers file, or none of our files.
        VendorcheckError: it is laid out in a way that the names can't be written into.
    """
    kind = identify_kind(document)
    if message := _WHY_NOT_MIGRATED.get(kind):
        raise InvalidFile([document.to_problem(Remark(("vendorcheck",), "unknown-kind", message))])
    text = document.text
    if kind == POLICY_KIND:
        names = MovedNames(library_of_policy(document, library))
        policy = PolicyMigration(document.data, names)
        new_text = rename_in_text(text, policy.changes, file=document.file)
        return MigratedFile(kind, text, new_text if policy.changes else text, policy.record)
    vendor_file = VendorFileMigration(document.data, MovedNames(library))
    new_text = _vendor_file_text(document, vendor_file)
    return MigratedFile(kind, text, new_text, vendor_file.record)


def library_of_policy(document: Document, library: Library) -> Library:
    """Return the library with the questionnaires that a policy lists.

    Raises:
        InvalidFile: the list has errors, or a questionnaire on it has.
    """
    own = library.find_own(document)
    raise_on_errors(document.to_problems(own.remarks))
    listed = library.with_list(own)
    listed.load_listed()
    return listed


def count_movable(data: Mapping[str, Data], library: Mapping[str, Questionnaire]) -> int:
    """Return how many answers of a vendor file `migrate` would move."""
    return len(VendorFileMigration(data, MovedNames(library)).record.moved)


def _vendor_file_text(document: Document, migration: VendorFileMigration) -> str:
    text, file = document.text, document.file
    new_text = rename_in_text(text, migration.changes, file=file) if migration.changes else text
    if not migration.rewritten:
        return new_text
    ids = {key.partition("/")[0] for key in migration.rewritten}
    versions = {name: version for name in ids if (version := migration.version_of(name))}
    written = update_vendor_file_text(new_text, migration.rewritten, versions=versions, file=file)
    if file.lower().endswith(".json"):
        return written
    paths = [
        ("responses", questionnaire_id, "answers", name)
        for questionnaire_id, _, name in (key.partition("/") for key in migration.record.moved)
    ]
    return _with_comments(written, lost_comments(document, paths, written), file)


def _with_comments(text: str, comments: list[str], file: str) -> str:
    """Return a text with comments at its end, or at its beginning if they can't stand there."""
    if not comments:
        return text
    line_break = "\r\n" if "\r\n" in text else "\n"
    lines = "".join(f"# {comment}{line_break}" for comment in comments)
    if not text.endswith("\n"):
        return lines + text
    data = parse_document(text.encode(), file).data
    at_end = text + lines
    return at_end if parse_document(at_end.encode(), file).data == data else lines + text
