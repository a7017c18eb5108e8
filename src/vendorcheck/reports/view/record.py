"""The record in words: what was decided and announced, the contract, and the days that bite."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.deadlines import DAYS_AHEAD, Deadline
from vendorcheck.assessment.decision_basis import ANSWERS_DIGEST, ChangedPart, changed_since
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.model.contract import AnnouncedChange
from vendorcheck.model.decisions import Decision
from vendorcheck.reports.view import phrases, words
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, short_name
from vendorcheck.text.words import join_list

_MAX_ENTRIES: Final = 5
"""The most deadlines of a group on the first screen."""
_TASK_TO_DECIDE: Final = "decide, and note it with vendorcheck decide"
_NO_BASIS: Final = "it does not record the answers that it is about"
_NOTHING_DECIDED: Final = f"none yet: {_TASK_TO_DECIDE}"


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """A deadline for a reader: its day, who has to do what, and the questions concerned."""

    day: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadlineGroup:
    """The first deadlines of a kind, those of the earliest days, and the number of all.

    `lead` stands before the day where a deadline has a line of its own.
    """

    title: str
    lead: str
    entries: tuple[DeadlineEntry, ...]
    count: int

    @property
    def more_count(self) -> int:
        """The number of deadlines that are not among the entries."""
        return self.count - len(self.entries)


class Record:
    """The decisions about a vendor, the changes that it announced, and the contract with it."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._vendor = assessment.vendor

    @property
    def decision_text(self) -> str:
        """The last decision in one line; without one, what to do."""
        decision = self._assessment.last_decision
        if decision is None:
            return _NOTHING_DECIDED
        shown = decision.model_copy(update={"by": short_name(decision.by)})
        return f"{phrases.decision_sentence(shown)}{phrases.against_advice(decision)}"

    @property
    def decision_in_brief(self) -> str:
        """The last decision and the day for the next one in a line, for a narrow screen."""
        decision, reassess_by = self._assessment.last_decision, self._assessment.reassess_by
        if decision is None:
            again = self.reassessment_text.replace("the decision", "that")
            task = f"and assess again {again}" if again else "and write it into the vendor file"
            return f"none yet; decide, {task}"
        label = words.VERDICT_LABELS[decision.decision]
        again = f"; again by {reassess_by}" if reassess_by else ""
        who = f"{short_name(decision.by)}{phrases.against_advice(decision)}"
        return f"{label}, {decision.decided_on} ({who}){again}"

    @property
    def decision_sentence(self) -> str:
        """The last decision in a sentence; without one, what to do."""
        if self._assessment.last_decision is None:
            return f"The decision: {_NOTHING_DECIDED}."
        return f"The last decision: {self.decision_text}."

    @cached_property
    def changed_parts(self) -> tuple[ChangedPart, ...] | None:
        """Return the changes since the last decision; None without one that notes them."""
        decision = self._assessment.last_decision
        if decision is None or not (decision.digests or decision.policy or decision.verdict):
            return None
        return changed_since(decision, self._assessment)

    @property
    def changes_since_decision(self) -> str:
        """Return the changes since the last decision, in words; empty if nothing has changed."""
        changed = self.changed_parts
        if not changed:
            return ""
        subject = join_list([phrases.CHANGED_LABELS[part] for part in changed])
        verb = "has" if changed in {("policy",), ("verdict",)} else "have"
        return f"{subject} {verb} changed since the decision"

    @property
    def decision_basis(self) -> str:
        """Return whether the last decision was about these answers, policy and questionnaires."""
        decision = self._assessment.last_decision
        if decision is None:
            return ""
        if self.changed_parts is None:
            return _NO_BASIS
        if self.changed_parts or ANSWERS_DIGEST in decision.digests:
            return self.changes_since_decision or "nothing has changed since"
        same = "the verdict is still the same" if decision.verdict else "the policy is the same"
        return f"{same}; {_NO_BASIS}"

    @property
    def task_to_decide(self) -> str:
        """Return the command that records a decision."""
        return _TASK_TO_DECIDE

    @property
    def reassessment_text(self) -> str:
        """The day for another assessment, or after what time it is; empty if there is none."""
        tier, reassess_by = self._assessment.tier, self._assessment.reassess_by
        if reassess_by:
            return f"by {reassess_by}"
        return f"{tier.reassess_after} after the decision" if tier and tier.reassess_after else ""

    @cached_property
    def deadline_groups(self) -> tuple[DeadlineGroup, ...]:
        """Return all that is overdue, and all that is due soon; none that is empty."""
        deadlines = self._assessment.deadlines
        groups = (
            ("Overdue", "Overdue since", deadlines.overdue),
            (f"Due within {DAYS_AHEAD} days", "Due by", deadlines.due_soon),
        )
        return tuple(
            DeadlineGroup(
                title,
                lead,
                tuple(
                    DeadlineEntry(
                        str(deadline.due),
                        deadline_text(deadline, self._assessment.as_of),
                        deadline.questions,
                    )
                    for deadline in entries[:_MAX_ENTRIES]
                ),
                len(entries),
            )
            for title, lead, entries in groups
            if entries
        )

    def conditions(self, decision: Decision) -> Iterator[tuple[str, str]]:
        """Yield the conditions of a decision, each with who fulfils it, by when and its state."""
        is_last = decision is self._assessment.last_decision
        for condition in decision.conditions:
            note = phrases.condition_note(condition, self._assessment.as_of, is_last=is_last)
            yield condition.text, note

    @cached_property
    def _changes_by_question(self) -> Mapping[str, list[AnnouncedChange]]:
        changes: dict[str, list[AnnouncedChange]] = {}
        for change in self._vendor.changes:
            for key in dict.fromkeys(change.affects):
                changes.setdefault(key, []).append(change)
        return changes

    def change_note(self, status: QuestionStatus) -> str:
        """Say that an announced change may affect an answer; empty if none may.

        An answer that was given or reviewed since the announcement takes it into account.
        """
        answer = status.answer
        days = (answer.as_of, answer.reviewed_on) if answer else ()
        last_seen = max((day for day in days if day is not None), default=date.min)
        changes = self._changes_by_question.get(status.question.key, ())
        count = sum(
            change.announced_on is None or change.announced_on > last_seen for change in changes
        )
        subject = "an announced change" if count == 1 else f"{count} announced changes"
        return f"{subject} may affect it" if count else ""

    @property
    def has_changes(self) -> bool:
        """Return whether the vendor announced something, or a contract is noted."""
        return bool(self._vendor.changes or self.contract_text)

    @property
    def contract_text(self) -> str:
        """The days and the cost of the contract in a line; empty if nothing is noted."""
        return phrases.contract_note(self._vendor.contract) if self._vendor.contract else ""


def deadline_text(deadline: Deadline, as_of: date) -> str:
    """Return what somebody has to do by the day of a deadline."""
    quote = short_name(deadline.text or "", MAX_QUOTE_LENGTH)
    match deadline.kind:
        case "condition":
            before = f"before {short_name(deadline.before)}" if deadline.before else ""
            return f"Condition: {quote}{_in_brackets([short_name(deadline.owner or ''), before])}"
        case "reassessment":
            return "Assess again, and decide anew"
        case "objection":
            return f"Objection to a change ({short_name(deadline.subject or '')}): {quote}"
        case "notice":
            renewal = f"; the contract renews on {deadline.renews_on}" if deadline.renews_on else ""
            return f"Notice to the vendor{renewal}"
        case "renewal":
            has_passed = deadline.due < as_of
            return f"Renewal of the contract{'; note the next days' if has_passed else ''}"


def _in_brackets(parts: Iterable[str]) -> str:
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""
