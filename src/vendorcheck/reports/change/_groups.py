"""Groups of what differs: decisions, accepted risks, deadlines, questionnaires, the vendor."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vendorcheck.assessment.change.answers import Direction
from vendorcheck.assessment.change.change import Change
from vendorcheck.model.decisions import Decision
from vendorcheck.reports.change._words import end_of_evidence, field_label, risk_note, shorten_quote
from vendorcheck.reports.view import words
from vendorcheck.reports.view.phrases import advice_remark, decision_sentence, verdict_remark
from vendorcheck.reports.view.record import deadline_text
from vendorcheck.text.safe import short_name
from vendorcheck.text.words import count_with_noun

_NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that differs: its text, as it was and as it is, and what differs beside it.

    `key` names a question or a check; `points` is what it did to the score.
    """

    text: str
    key: str = ""
    before: str = ""
    after: str = ""
    points: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The things that differ in one way."""

    title: str
    direction: Direction
    entries: tuple[Entry, ...]


def record_groups(change: Change) -> Iterator[Group]:
    """Yield what differs beside the answers, also where nothing does."""
    yield Group("Contradictions and requirements", "neither", tuple(_checks(change)))
    yield Group("Decisions", "neither", tuple(_decisions(change)))
    yield Group("Accepted risks", "neither", tuple(_risks(change)))
    yield Group("Overdue", "neither", tuple(_deadlines(change)))
    yield Group("Announced by the vendor", "neither", tuple(_announcements(change)))
    yield Group("Questionnaires", "neither", tuple(_questionnaires(change)))
    yield Group(
        "The vendor, the contract and our needs",
        "neither",
        tuple(
            Entry(
                field_label(one.name),
                before=_quote(one.before),
                after=_quote(one.after),
            )
            for one in change.fields
        ),
    )


def ended_evidence(change: Change) -> Group:
    """Return the documents that no longer count."""
    return Group("Evidence that no longer counts", "worse", tuple(_documents(change)))


def _documents(change: Change) -> Iterator[Entry]:
    """Yield each document that no longer counts, with the number of answers that it supported."""
    counts: Counter[tuple[str, str]] = Counter()
    for answer in change.answers:
        for one in answer.evidence:
            if one.kind in {"lapsed", "no-longer-counts"}:
                counts[one.title, end_of_evidence(one)] += 1
    for (title, end), count in counts.items():
        answers = count_with_noun(count, "answer", "answers")
        yield Entry(shorten_quote(title), notes=(f"{end}; it supported {answers}",))


def _checks(change: Change) -> Iterator[Entry]:
    for one in change.checks:
        label = "new" if one.kind == "failed" else "no longer"
        kind = words.FINDING_LABELS[one.finding.kind]
        yield Entry(
            one.finding.finding,
            one.finding.subject,
            notes=(f"{label}: {kind}, {one.finding.severity}",),
        )


def _decisions(change: Change) -> Iterator[Entry]:
    for one in change.decisions:
        yield _decision_entry(one.decision, is_removed=one.kind == "removed")
    for done in change.conditions:
        condition = done.condition
        note = (
            f"done on {condition.done_on}, says {short_name(condition.done_by or '')}"
            if done.kind == "done"
            else "no longer said to be done"
        )
        yield Entry(f"Condition: {shorten_quote(condition.text)}", notes=(note,))


def _risks(change: Change) -> Iterator[Entry]:
    for one in change.risks:
        yield Entry(shorten_quote(one.latest.reason), one.subject, notes=(risk_note(one),))


def _deadlines(change: Change) -> Iterator[Entry]:
    for one in change.deadlines:
        text = deadline_text(one.deadline, change.new.as_of)
        is_overdue = one.kind == "overdue"
        note = f"since {one.deadline.due}" if is_overdue else "no longer overdue"
        yield Entry(text, notes=(note,))


def _announcements(change: Change) -> Iterator[Entry]:
    for one in change.announcements:
        what = short_name(one.announced.what)
        notes = ["no longer in the file"] if one.kind == "removed" else []
        notes += [f"object by {one.announced.object_by}"] if one.announced.object_by else []
        yield Entry(f"{what}: {shorten_quote(one.announced.text)}", notes=tuple(notes))


def _questionnaires(change: Change) -> Iterator[Entry]:
    for one in change.questionnaires:
        before, after = (
            f"version {version}" if version else "no answers"
            for version in (one.version_before, one.version_after)
        )
        is_same = before == after
        notes: tuple[str, ...] = ()
        if one.was_asked != one.is_asked:
            notes = ("asked now",) if one.is_asked else ("no longer asked",)
        yield Entry(
            one.id,
            before="" if is_same else before,
            after="" if is_same else after,
            notes=notes,
        )


def _decision_entry(decision: Decision, *, is_removed: bool) -> Entry:
    shown = decision.model_copy(update={"by": short_name(decision.by)})
    notes = []
    if is_removed:
        notes.append("no longer in the file, although decisions are only appended")
    if decision.verdict:
        label = words.VERDICT_LABELS[decision.verdict].lower()
        notes.append(f"the rules said that day: {label}{verdict_remark(decision)}")
    if decision.advice:
        advice = shorten_quote(decision.advice)
        notes.append(f"IT’s advice: “{advice}”{advice_remark(decision)}")
    notes += [f"condition: {shorten_quote(one.text)}" for one in decision.conditions]
    return Entry(decision_sentence(shown), notes=tuple(notes))


def _quote(text: str | None) -> str:
    return shorten_quote(text) if text else _NONE
