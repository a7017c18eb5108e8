"""Move the answers of a vendor file, or the rules of a policy, to newer questionnaire versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from vendorcheck.document.document import Data, Document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.model.findings_file import FINDINGS_KIND
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.policy import POLICY_KIND
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND, Questionnaire
from vendorcheck.store.file_kind import identify_kind
from vendorcheck.store.invalid_files import raise_on_errors
from vendorcheck.store.library import Library
from vendorcheck.store.migration._folders import find_files_to_migrate
from vendorcheck.store.migration._policy import PolicyMigration
from vendorcheck.store.migration._result import KeptName, MigrationRecord
from vendorcheck.store.migration._vendor_file import VendorFileMigration, located_answers
from vendorcheck.store.vendor_file_editor import (
    rename_in_text,
    restore_comments,
    update_vendor_file_text,
)

__all__ = [
    "KeptName",
    "MigratedFile",
    "MigrationRecord",
    "answers_by_key",
    "count_movable",
    "find_files_to_migrate",
    "library_of_policy",
    "migrate",
    "move_responses",
]

_WHY_NOT_MIGRATED = {
    QUESTIONNAIRE_KIND: "this is a questionnaire; vendor files and policies are migrated to it",
    ANSWERS_KIND: "this is an answers file; import takes it into a vendor file",
    FINDINGS_KIND: "this is a findings file; import takes it into a vendor file",
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


def move_responses(
    responses: Mapping[str, Data], library: Mapping[str, Questionnaire]
) -> tuple[dict[str, Data], MigrationRecord]:
    """Return answers that are in no vendor file yet under the present names, and what moved.

    Args:
        responses: the answers by questionnaire, in the form of a vendor file.
        library: the known questionnaires.

    Returns:
        The answers by `questionnaire/question`, and the record.
    """
    data: dict[str, Data] = {"responses": dict(responses)}
    migration = VendorFileMigration(data, MovedNames(library))
    answers = answers_by_key(migration.changes.applied_to(data))
    for key, answer in migration.rewritten.items():
        answers.pop(key, None)
        if answer is not None:
            answers[key] = {**answer} if isinstance(answer, Mapping) else cast("Data", answer)
    return answers, migration.record


def answers_by_key(data: Mapping[str, Data]) -> dict[str, Data]:
    """Return the answers of a vendor file by `questionnaire/question`, as they are written."""
    return {f"{path[1]}/{path[3]}": answer for path, answer in located_answers(data)}


def _vendor_file_text(document: Document, migration: VendorFileMigration) -> str:
    text, file = document.text, document.file
    new_text = rename_in_text(text, migration.changes, file=file) if migration.changes else text
    if not migration.rewritten:
        return new_text
    ids = {key.partition("/")[0] for key in migration.rewritten}
    versions = {name: version for name in ids if (version := migration.version_of(name))}
    written = update_vendor_file_text(new_text, migration.rewritten, versions=versions, file=file)
    return restore_comments(document, migration.record.moved, written)
