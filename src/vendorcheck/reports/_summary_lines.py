"""Lines of the summary: what decides what is asked, and the steps of a path."""

from collections.abc import Callable, Iterator

from vendorcheck.assessment.pending import PendingDecision
from vendorcheck.reports.view import words
from vendorcheck.reports.view.notices import (
    name_deciding_questions,
    name_undecided_questionnaires,
)
from vendorcheck.reports.view.paths import VerdictPath

MAX_STEPS = 3
"""The most steps that the summary shows of a path."""


def pending_sentence(pending_decision: PendingDecision) -> str:
    """Return which questions decide the tier, or whether questionnaires are asked."""
    decision = "the tier"
    if pending_decision.questionnaires:
        verb = "are" if len(pending_decision.questionnaires) > 1 else "is"
        decision = f"whether {name_undecided_questionnaires(pending_decision)} {verb} asked"
    deciding_verb = "decides" if len(pending_decision.statuses) == 1 else "decide"
    return f"{name_deciding_questions(pending_decision)} {deciding_verb} {decision}"


def before_steps(verdict_path: VerdictPath) -> Iterator[str]:
    """Yield what comes before the steps of a path: facts to ask, and what we may agree to."""
    for fact in verdict_path.open_facts:
        yield f"{fact.detail}: {' '.join(line.title for line in fact.lines)}"
    for agreement in verdict_path.agreements[:MAX_STEPS]:
        yield f"If you {agreement.text[0].lower()}{agreement.text[1:]}"
    if (more := len(verdict_path.agreements) - MAX_STEPS) > 0:
        yield f"and {more} more to agree to"


def numbered_steps(
    verdict_path: VerdictPath, shorten_text: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield the first steps of a path with their numbers, and how many more there are."""
    steps = verdict_path.steps or ()
    for number, step in enumerate(steps[:MAX_STEPS], start=1):
        yield f"{number}.", shorten_text(f"{words.OWNER_LABELS[step.owner]}: {step.text}")
    if len(steps) > MAX_STEPS:
        yield "", f"and {len(steps) - MAX_STEPS} more"
