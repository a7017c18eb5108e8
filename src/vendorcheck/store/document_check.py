"""The check of one document against the questionnaires that are known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vendorcheck.document.document import Document
from vendorcheck.document.problems import MAX_PROBLEMS, InvalidFile, Problem, Remark
from vendorcheck.store.library import Library, LoadedModelT
from vendorcheck.validation.schema.parse import parse_model

if TYPE_CHECKING:
    from vendorcheck.validation.batch import QuestionnaireBatch


@dataclass
class ReferenceLibrary:
    """The questionnaires that files are checked against."""

    library: Library
    reported_ids: frozenset[str] = frozenset()
    """The questionnaires of the policy's list whose errors are reported already."""


def with_library_problems(
    find_problems: Callable[[], list[Problem]], reference: ReferenceLibrary
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


def check_document(
    document: Document,
    kind: type[LoadedModelT],
    check: Callable[[LoadedModelT], list[Remark]],
    batch: "QuestionnaireBatch",
    library: Library | None = None,
) -> list[Problem]:
    """Return all problems of a file of ours that is checked against questionnaires."""
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
