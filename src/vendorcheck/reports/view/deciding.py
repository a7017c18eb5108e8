"""The words around a decision: what it rests on, what it says, the conditions to propose."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.decision_basis import changed_since
from vendorcheck.model.decisions import Decision, NewCondition
from vendorcheck.reports.view import words
from vendorcheck.reports.view.page import ReportPage
from vendorcheck.reports.view.phrases import (
    CHANGED_LABELS,
    advice_remark,
    condition_note,
    decision_sentence,
    verdict_remark,
)
from vendorcheck.reports.view.steps import conditions_to_propose
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, one_line, short_name
from vendorcheck.text.words import as_sentence, join_list


class Line(NamedTuple):
    """A line of text; `mark` stands before its first line, such as `1. `."""

    text: str
    mark: str = ""


def basis_lines(assessment: Assessment) -> Iterator[Line]:
    """Yield what there is to decide upon: the verdict, why, and the last decision."""
    page = ReportPage(assessment)
    yield Line(f"{page.name}, {assessment.as_of}")
    yield Line(as_sentence(page.headline))
    for line in page.decisive_lines:
        yield Line(short_name(line.title, MAX_QUOTE_LENGTH), "- ")
    if page.unnamed_count:
        yield Line(f"and {page.unnamed_count} more", "- ")
    yield Line(words.outlook_sentence(assessment))
    if decision := assessment.last_decision:
        yield Line("")
        yield Line(f"{page.record.decision_sentence}{_changes_sentence(decision, assessment)}")
        yield from condition_lines(decision, assessment.as_of)


def proposed_lines(assessment: Assessment) -> Iterator[Line]:
    """Yield the conditions that the assessment proposes below a heading; nothing without any."""
    proposed = proposed_conditions(assessment, assessment.as_of)
    if proposed:
        yield Line("")
        yield Line("Conditions that the assessment proposes:")
    for number, condition in enumerate(proposed, 1):
        yield Line(f"{condition.owner}: {condition.text}", f"{number}. ")


def _changes_sentence(decision: Decision, assessment: Assessment) -> str:
    parts = [CHANGED_LABELS[part] for part in changed_since(decision, assessment)]
    return f" Changed since: {join_list(parts)}." if parts else ""


def lines_after_deciding(assessment: Assessment) -> Iterator[Line]:
    """Yield the last decision, and by when to assess again and decide anew."""
    if decision := assessment.last_decision:
        yield from decision_lines(decision, assessment.as_of)
    if assessment.reassess_by:
        yield Line(f"Assess again, and decide anew, by {assessment.reassess_by}.")


def decision_lines(decision: Decision, as_of: date) -> Iterator[Line]:
    """Yield what a decision says, what it goes against, and its conditions with their numbers."""
    shown = decision.model_copy(update={"by": short_name(decision.by)})
    yield Line(as_sentence(decision_sentence(shown)))
    if decision.verdict:
        label = words.VERDICT_LABELS[decision.verdict].lower()
        yield Line(f"The rules said that day: {label}{verdict_remark(decision)}.")
    if decision.advice:
        who = f", {short_name(decision.advised_by)}" if decision.advised_by else ""
        advice = short_name(decision.advice, MAX_QUOTE_LENGTH)
        yield Line(f"IT’s advice{who}: “{advice}”{advice_remark(decision)}.")
    yield from condition_lines(decision, as_of)


def condition_lines(decision: Decision, as_of: date) -> Iterator[Line]:
    """Yield the conditions of the last decision with the numbers that name them."""
    is_new = decision.decided_on == as_of
    for number, condition in enumerate(decision.conditions, 1):
        note = one_line(condition_note(condition, as_of, is_last=True))
        if is_new:
            note = note.removesuffix(" · not done yet")  # as nobody expects it to be
        yield Line(f"{short_name(condition.text, MAX_QUOTE_LENGTH)} ({note})", f"{number}. ")


def proposed_conditions(assessment: Assessment, due: date) -> tuple[NewCondition, ...]:
    """Return the conditions that the assessment proposes, due on a day.

    The vendor fulfils them, or whoever of us the step is for.
    """
    vendor = assessment.vendor.vendor
    owners = {"vendor": vendor.name, "requester": vendor.owner or "the requester", "us": "us"}
    return tuple(
        NewCondition(one_line(step.condition_text), short_name(owners[step.owner]), due)
        for step in conditions_to_propose(assessment)
    )
