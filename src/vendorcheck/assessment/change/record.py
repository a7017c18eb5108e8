"""The rest of two vendor files that differs: decisions, accepted risks, changes, the vendor."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, TypeVar

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.change.fields import FieldChange, compare_fields
from vendorcheck.model.contract import AnnouncedChange, Contract
from vendorcheck.model.decisions import DecidedCondition, Decision
from vendorcheck.model.vendor_file import AcceptedRisk, LogEntry, Need, VendorFile

_Entry = TypeVar("_Entry", bound=Hashable)
_VENDOR_FIELDS = ("name", "product", "plan", "website", "contact", "owner")
_CONTRACT_FIELDS = ("renews_on", "notice_by", "yearly_cost")


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """A decision that only one of the files has; decisions are appended, and never removed."""

    kind: Literal["added", "removed"]
    decision: Decision


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """A condition of a decision in both files that was done meanwhile, or is no longer."""

    kind: Literal["done", "no-longer-done"]
    decision: Decision
    condition: DecidedCondition


RiskChangeKind: TypeAlias = Literal[
    "accepted", "withdrawn", "changed", "lapsed", "in-force", "not-yet-in-force"
]


@dataclass(frozen=True, slots=True)
class RiskChange:
    """An accepted risk that differs, or is in force on one of the two days only."""

    kind: RiskChangeKind
    before: AcceptedRisk | None
    after: AcceptedRisk | None

    @property
    def latest(self) -> AcceptedRisk:
        """The risk as it is now, else as it was."""
        risk = self.after or self.before
        assert risk is not None  # noqa: S101 - one of them is there
        return risk

    @property
    def subject(self) -> str:
        """The question or the check."""
        return self.latest.question


@dataclass(frozen=True, slots=True)
class AnnouncementChange:
    """A change announced by the vendor that only one of the files has."""

    kind: Literal["added", "removed"]
    announced: AnnouncedChange


def compare_decisions(old: Assessment, new: Assessment) -> tuple[DecisionChange, ...]:
    """Return the decisions that only one of two files has, whatever was done since."""
    removed, added = _unmatched(
        [_as_decided(one) for one in old.vendor.decisions],
        [_as_decided(one) for one in new.vendor.decisions],
    )
    return (
        *(DecisionChange("removed", old.vendor.decisions[index]) for index in removed),
        *(DecisionChange("added", new.vendor.decisions[index]) for index in added),
    )


def compare_conditions(old: Assessment, new: Assessment) -> tuple[ConditionChange, ...]:
    """Return the conditions of decisions in both files of which one only is done by its day."""
    return tuple(_condition_changes(old, new))


def _condition_changes(old: Assessment, new: Assessment) -> Iterator[ConditionChange]:
    old_decisions = {_as_decided(decision): decision for decision in old.vendor.decisions}
    for decision in new.vendor.decisions:
        same = old_decisions.get(_as_decided(decision))
        conditions = zip(same.conditions, decision.conditions, strict=True) if same else ()
        for before, after in conditions:
            was_done, is_done = before.is_done(old.as_of), after.is_done(new.as_of)
            if was_done != is_done:
                kind: Literal["done", "no-longer-done"] = "done" if is_done else "no-longer-done"
                yield ConditionChange(kind, decision, after if is_done else before)


def _as_decided(decision: Decision) -> str:
    """Return a decision as it was written first, without what was added to its conditions."""
    undone = tuple(
        condition.model_copy(update={"done_on": None, "done_by": None})
        for condition in decision.conditions
    )
    return repr(decision.model_copy(update={"conditions": undone}))


def _unmatched(old: Sequence[_Entry], new: Sequence[_Entry]) -> tuple[list[int], list[int]]:
    """Return the positions of the entries of each list that the other one does not have."""
    left: dict[_Entry, list[int]] = {}
    for index, entry in enumerate(old):
        left.setdefault(entry, []).append(index)
    added = []
    for index, entry in enumerate(new):
        if left.get(entry):
            left[entry].pop(0)
        else:
            added.append(index)
    return sorted(index for positions in left.values() for index in positions), added


def compare_risks(old: Assessment, new: Assessment) -> tuple[RiskChange, ...]:
    """Return the accepted risks that differ, each once; one that replaces another is changed."""
    before, after = old.vendor.accepted_risks, new.vendor.accepted_risks
    removed, added = _unmatched(before, after)
    gone, come = [before[index] for index in removed], [after[index] for index in added]
    return (*_replaced(gone, come), *_in_both(old, new, gone))


def _replaced(gone: Sequence[AcceptedRisk], come: Sequence[AcceptedRisk]) -> Iterator[RiskChange]:
    """Yield each risk that is gone or new; one of each kind for a question are one that changed."""
    for risk in come:
        of_question = [one for one in gone if one.question == risk.question]
        alike = [one for one in come if one.question == risk.question]
        if len(of_question) == len(alike) == 1:
            yield RiskChange("changed", of_question[0], risk)
        else:
            yield RiskChange("accepted", None, risk)
    for risk in gone:
        of_question = [one for one in come if one.question == risk.question]
        alike = [one for one in gone if one.question == risk.question]
        if len(of_question) != 1 or len(alike) != 1:
            yield RiskChange("withdrawn", risk, None)


def _in_both(
    old: Assessment, new: Assessment, gone: Sequence[AcceptedRisk]
) -> Iterator[RiskChange]:
    """Yield the risks in both files that are in force on one of the days only."""
    kept = [risk for risk in old.vendor.accepted_risks if risk not in gone]
    for risk in kept:
        was_in_force, is_in_force = (_is_in_force(risk, one.as_of) for one in (old, new))
        if was_in_force and not is_in_force:
            kind: RiskChangeKind = "lapsed" if risk.expires < new.as_of else "not-yet-in-force"
            yield RiskChange(kind, risk, risk)
        elif is_in_force and not was_in_force:
            yield RiskChange("in-force", risk, risk)


def _is_in_force(risk: AcceptedRisk, as_of: date) -> bool:
    return risk.accepted_on <= as_of <= risk.expires


def compare_announcements(old: Assessment, new: Assessment) -> tuple[AnnouncementChange, ...]:
    """Return the announced changes that only one of two files has."""
    before, after = old.vendor.changes, new.vendor.changes
    removed, added = _unmatched(before, after)
    return (
        *(AnnouncementChange("removed", before[index]) for index in removed),
        *(AnnouncementChange("added", after[index]) for index in added),
    )


def compare_other_fields(old: VendorFile, new: VendorFile) -> tuple[FieldChange, ...]:
    """Return what differs of the vendor, the contract, the needs and the log."""
    return (
        *compare_fields(old, new, ("requested_on",)),
        *compare_fields(old.vendor, new.vendor, _VENDOR_FIELDS, "vendor."),
        *compare_fields(
            old.contract or Contract(), new.contract or Contract(), _CONTRACT_FIELDS, "contract."
        ),
        *_need_changes(old.needs, new.needs),
        *_log_changes(old.log, new.log),
    )


def _need_changes(old: Sequence[Need], new: Sequence[Need]) -> Iterator[FieldChange]:
    removed, added = _unmatched(old, new)
    before = {old[index].text: _need_text(old[index]) for index in removed}
    after = {new[index].text: _need_text(new[index]) for index in added}
    for text in dict.fromkeys((*before, *after)):
        yield FieldChange(f"need: {text}", before.get(text), after.get(text))


def _need_text(need: Need) -> str:
    return f"{need.met}{', a must' if need.must else ''}"


def _log_changes(old: Sequence[LogEntry], new: Sequence[LogEntry]) -> Iterator[FieldChange]:
    removed, added = _unmatched(old, new)
    for index in removed:
        yield FieldChange("log", _log_text(old[index]), None)
    for index in added:
        yield FieldChange("log", None, _log_text(new[index]))


def _log_text(entry: LogEntry) -> str:
    what = f"sent: {entry.sent}" if entry.sent else f"received: {entry.received}"
    return f"{what}, {entry.on}{f', {entry.file}' if entry.file else ''}"
