"""Deadlines: days of a vendor file by which somebody has to act. None of them changes a verdict."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.model.contract import AnnouncedChange, Contract
from vendorcheck.model.decisions import Decision, last_decision
from vendorcheck.model.vendor_file import VendorFile

DeadlineKind: TypeAlias = Literal["condition", "reassessment", "objection", "notice", "renewal"]
DEADLINE_KINDS: tuple[DeadlineKind, ...] = get_args(DeadlineKind)
DAYS_AHEAD: Final = 30
"""The number of days before its last day from which a deadline is shown."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which somebody has to act, that day included.

    A `condition` of the last decision; the `reassessment` that the tier requires; the `objection`
    to an announced change; the `notice` to end the contract, and its `renewal`. `text` is the
    condition or the change in the words of the vendor file, `subject` the kind of the change.
    """

    kind: DeadlineKind
    due: date
    text: str | None = None
    subject: str | None = None
    owner: str | None = None
    before: str | None = None
    questions: tuple[str, ...] = ()
    renews_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines that have passed without being met, and those within 30 days, by day."""

    overdue: tuple[Deadline, ...]
    due_soon: tuple[Deadline, ...]


def find_deadlines(vendor: VendorFile, reassess_by: date | None, as_of: date) -> Deadlines:
    """Return the deadlines of a vendor file that are overdue or due soon on a day.

    Args:
        vendor: the vendor file.
        reassess_by: the last day for another assessment; None if there is none.
        as_of: the day.
    """
    deadlines = find_all_deadlines(vendor, reassess_by, as_of)
    last_day = date.fromordinal(min(date.max.toordinal(), as_of.toordinal() + DAYS_AHEAD))
    return Deadlines(
        tuple(deadline for deadline in deadlines if deadline.due < as_of),
        tuple(deadline for deadline in deadlines if as_of <= deadline.due <= last_day),
    )


def find_all_deadlines(vendor: VendorFile, reassess_by: date | None, as_of: date) -> list[Deadline]:
    """Return the deadlines of a vendor file that are not met on a day, however far ahead, by day.

    The arguments are those of `find_deadlines`.
    """
    decision = last_decision(vendor.decisions, as_of)
    return sorted(
        (
            *_condition_deadlines(decision, as_of),
            *([Deadline("reassessment", reassess_by)] if reassess_by else ()),
            *_objection_deadlines(vendor.changes, decision, as_of),
            *(_contract_deadlines(vendor.contract, as_of) if vendor.contract else ()),
        ),
        key=lambda deadline: (deadline.due, DEADLINE_KINDS.index(deadline.kind)),
    )


def _condition_deadlines(decision: Decision | None, as_of: date) -> Iterator[Deadline]:
    for condition in decision.conditions if decision else ():
        if condition.due is not None and not condition.is_done(as_of):
            yield Deadline(
                "condition",
                condition.due,
                text=condition.text,
                owner=condition.owner,
                before=condition.before,
            )


def _objection_deadlines(
    changes: tuple[AnnouncedChange, ...], decision: Decision | None, as_of: date
) -> Iterator[Deadline]:
    """Yield the days for objecting to changes.

    One that has passed is over once somebody has decided since the announcement.
    """
    for change in changes:
        if change.object_by is None:
            continue
        known_since = change.announced_on or change.object_by
        is_decided = decision is not None and decision.decided_on >= known_since
        if change.object_by >= as_of or not is_decided:
            yield Deadline(
                "objection",
                change.object_by,
                text=change.text,
                subject=change.what,
                questions=change.affects,
            )


def _contract_deadlines(contract: Contract, as_of: date) -> Iterator[Deadline]:
    """Yield the day for notice, which is over once the contract has renewed, and the renewal."""
    renews_on, notice_by = contract.renews_on, contract.notice_by
    if notice_by is not None and (renews_on is None or renews_on >= as_of):
        yield Deadline("notice", notice_by, renews_on=renews_on)
    if renews_on is not None:
        yield Deadline("renewal", renews_on, renews_on=renews_on)
