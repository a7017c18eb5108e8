"""Check the changes that a vendor announced, and the contract with it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from vendorcheck.document.problems import DataPath, InvalidFile, Remark
from vendorcheck.model.contract import AnnouncedChange, Contract
from vendorcheck.validation.dates_and_risks import (
    QuestionNames,
    future_date_remarks,
    reversed_date_remarks,
)
from vendorcheck.validation.list_entries import repeated_entry_remarks, too_many_entries_remarks

MAX_CHANGES: Final = 500
MAX_AFFECTED: Final = 100
"""The most questions that one change may affect."""


def change_remarks(
    changes: tuple[AnnouncedChange, ...],
    question_names: QuestionNames,
    as_of: date,
    unsound_ids: frozenset[str],
) -> Iterator[Remark]:
    """Yield remarks on the days of changes, on questions that don't exist, and on doubles.

    Args:
        changes: the changes.
        question_names: the names of all known questions.
        as_of: the day.
        unsound_ids: questionnaires and questions with errors of their own, which are not looked up.
    """
    path: DataPath = ("changes",)
    yield from too_many_entries_remarks(changes, MAX_CHANGES, path)
    changes = changes[:MAX_CHANGES]
    yield from repeated_entry_remarks(changes, path)
    for index, change in enumerate(changes):
        change_path = (*path, index)
        yield from future_date_remarks(change.announced_on, (*change_path, "announced_on"), as_of)
        yield from reversed_date_remarks(
            change.announced_on, change.object_by, (*change_path, "object_by"), as_of
        )
        affected_path = (*change_path, "affects")
        yield from too_many_entries_remarks(change.affects, MAX_AFFECTED, affected_path)
        affected_keys = change.affects[:MAX_AFFECTED]
        yield from repeated_entry_remarks(affected_keys, affected_path)
        for number, key in enumerate(affected_keys):
            if not _is_known(key, question_names, unsound_ids):
                yield Remark(
                    (*affected_path, number),
                    "affects-unknown",
                    f'there is no question "{key}"',
                    question_names.nearest_question_hint(key),
                )


def _is_known(key: str, question_names: QuestionNames, unsound_ids: frozenset[str]) -> bool:
    """Return whether there is a question, or nobody can tell."""
    questionnaire_id, _, question_id = key.partition("/")
    if not unsound_ids.isdisjoint((key, questionnaire_id)):
        return True
    with suppress(InvalidFile):
        questionnaire = question_names.library.get(questionnaire_id)
        return questionnaire is not None and question_id in questionnaire.questions
    return True


def contract_remarks(contract: Contract, as_of: date) -> Iterator[Remark]:
    """Yield remarks on notice that would come too late, and on a contract that has renewed."""
    renews_on, notice_by = contract.renews_on, contract.notice_by
    if renews_on is not None and notice_by is not None and renews_on < notice_by:
        yield Remark(
            ("contract", "notice_by"),
            "dates-reversed",
            f"{notice_by} lies after {renews_on}, when the contract renews",
            "mend one of the two dates",
            # One of them alone may be wrong in itself, which is one mistake then.
            related=(("contract", "renews_on"),),
        )
    elif renews_on is not None and renews_on < as_of:
        yield Remark(
            ("contract", "renews_on"),
            "contract-renewed",
            f"the contract renewed on {renews_on}, and nobody is reminded of the next time",
            "write the next renews_on: and notice_by:",
        )
