"""Check the decisions of a vendor file and their conditions."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.decisions import DecidedCondition, Decision
from vendorcheck.validation.dates_and_risks import future_date_remarks, reversed_date_remarks
from vendorcheck.validation.list_entries import repeated_entry_remarks, too_many_entries_remarks

MAX_DECISIONS: Final = 200
MAX_CONDITIONS: Final = 100
"""The most conditions of one decision."""


def decision_remarks(decisions: tuple[Decision, ...], as_of: date) -> Iterator[Remark]:
    """Yield remarks on the days of decisions and conditions, and on what is there twice."""
    path: DataPath = ("decisions",)
    yield from too_many_entries_remarks(decisions, MAX_DECISIONS, path)
    decisions = decisions[:MAX_DECISIONS]
    yield from repeated_entry_remarks(decisions, path)
    for index, decision in enumerate(decisions):
        decision_path = (*path, index)
        yield from future_date_remarks(decision.decided_on, (*decision_path, "decided_on"), as_of)
        yield from future_date_remarks(decision.as_of, (*decision_path, "as_of"), as_of)
        yield from reversed_date_remarks(
            decision.as_of, decision.decided_on, (*decision_path, "decided_on"), as_of
        )
        yield from _condition_remarks(decision, (*decision_path, "conditions"), as_of)
    yield from _order_remarks(decisions, as_of)


def _order_remarks(decisions: tuple[Decision, ...], as_of: date) -> Iterator[Remark]:
    """Yield a remark on each decision that lies before one above it: decisions are appended."""
    latest_index: int | None = None
    for index, decision in enumerate(decisions):
        if decision.decided_on > as_of:
            continue  # a day in the future is reported already
        if latest_index is None or decision.decided_on >= decisions[latest_index].decided_on:
            latest_index = index
            continue
        yield Remark(
            ("decisions", index, "decided_on"),
            "dates-reversed",
            f"{decision.decided_on} lies before the decision on {{}}",
            "mend one of the two dates; decisions are appended, so that the last one counts",
            related=(("decisions", latest_index, "decided_on"),),
        )


def _condition_remarks(decision: Decision, path: DataPath, as_of: date) -> Iterator[Remark]:
    yield from too_many_entries_remarks(decision.conditions, MAX_CONDITIONS, path)
    conditions = decision.conditions[:MAX_CONDITIONS]
    yield from repeated_entry_remarks(conditions, path)
    for index, condition in enumerate(conditions):
        condition_path = (*path, index)
        yield from reversed_date_remarks(
            decision.decided_on, condition.due, (*condition_path, "due"), as_of
        )
        yield from _done_remarks(condition, decision.decided_on, condition_path, as_of)


def _done_remarks(
    condition: DecidedCondition, decided_on: date, path: DataPath, as_of: date
) -> Iterator[Remark]:
    """Yield remarks on a condition that is done only by half, too early or in the future."""
    if (condition.done_on is None) != (condition.done_by is None):
        absent = "done_on" if condition.done_on is None else "done_by"
        yield Remark(
            path,
            "condition-incomplete",
            f"without {absent} this condition is not done",
            "write both done_on: and done_by:, or leave both out",
        )
    yield from future_date_remarks(condition.done_on, (*path, "done_on"), as_of)
    yield from reversed_date_remarks(decided_on, condition.done_on, (*path, "done_on"), as_of)
