"""The notices below the verdict: that a pre-check is enough here, and what is not decided yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.pending import PendingDecision
from vendorcheck.text.words import join_list

if TYPE_CHECKING:
    from vendorcheck.assessment.precheck.precheck import Precheck

_MAX_NAMED_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """A title that catches the eye, a text that explains it, and the questions concerned."""

    title: str
    text: str
    statuses: tuple[QuestionStatus, ...] = ()


def collect_notices(assessment: Assessment) -> Iterator[Notice]:
    """Yield the notices that a reader needs before the details, in order."""
    precheck = self_service_precheck(assessment)
    if precheck:
        yield Notice("This tier is self-service:", self_service_sentence(precheck))
    for pending in assessment.pending_decisions:
        yield _pending_notice(pending, has_tier=assessment.tier is not None)


def self_service_precheck(assessment: Assessment) -> "Precheck | None":
    """Return the pre-check of these answers if their tier is self-service.

    None in any other tier, and where the tier is only assumed.
    """
    if not (assessment.tier and assessment.tier.self_service) or assessment.tier_assumed:
        return None
    # Imported here because few tiers need it.
    from vendorcheck.assessment.precheck.run import precheck_of_assessment

    return precheck_of_assessment(assessment)


def self_service_sentence(precheck: "Precheck") -> str:
    """Say what a self-service tier requires, and whether these answers have it."""
    light_words = "green" if precheck.light == "go-ahead" else "not green yet"
    return (
        "a green pre-check is enough, and IT is told. "
        f"The pre-check of these answers is {light_words}: “{precheck.headline}”."
    )


def name_deciding_questions(pending_decision: PendingDecision) -> str:
    """Return the ids of the first few deciding questions, and the number of the others."""
    keys = [status.question.key for status in pending_decision.statuses]
    more_count = len(keys) - _MAX_NAMED_QUESTIONS
    return join_list(
        [*keys[:_MAX_NAMED_QUESTIONS], *([f"{more_count} more"] if more_count > 0 else [])]
    )


def name_undecided_questionnaires(pending_decision: PendingDecision) -> str:
    """Return the titles of the questionnaires that may still be asked or not."""
    return join_list([f"“{entry.title}”" for entry in pending_decision.questionnaires])


def _pending_notice(pending_decision: PendingDecision, *, has_tier: bool) -> Notice:
    if not pending_decision.questionnaires:
        title = "The tier is assumed." if has_tier else "There is no tier yet."
        return Notice(
            title,
            "What decides it is still open, so nothing below is settled:",
            pending_decision.statuses,
        )
    is_plural = len(pending_decision.questionnaires) > 1
    verb, possessive = ("are", "their") if is_plural else ("is", "its")
    return Notice(
        f"Whether {name_undecided_questionnaires(pending_decision)} {verb} asked is not decided.",
        f"Until it is, {possessive} questions are not among those to send. This decides it:",
        pending_decision.statuses,
    )
