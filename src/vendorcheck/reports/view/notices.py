"""What stands beneath the verdict: that a pre-check is enough here, and what open questions decide first."""

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
    """A sentence that stands out, one that explains it, and the questions that it is about."""

    title: str
    text: str
    statuses: tuple[QuestionStatus, ...] = ()


def collect_notices(assessment: Assessment) -> Iterator[Notice]:
    """What a reader has to know before the rest, in order."""
    first = self_service_precheck(assessment)
    if first:
        yield Notice("This tier is self-service:", self_service_sentence(first))
    for one in assessment.pending_decisions:
        yield _pending_notice(one, has_tier=assessment.tier is not None)


def self_service_precheck(assessment: Assessment) -> "Precheck | None":
    """The pre-check of these answers, where that is enough; None in any other tier, and where it is only assumed."""
    if not (assessment.tier and assessment.tier.self_service) or assessment.tier_assumed:
        return None
    from vendorcheck.assessment.precheck.run import precheck_of_assessment  # noqa: PLC0415 - few tiers need it

    return precheck_of_assessment(assessment)


def self_service_sentence(precheck: "Precheck") -> str:
    """What a self-service tier takes, and whether these answers have it."""
    green = "green" if precheck.light == "go-ahead" else "not green yet"
    return (
        "a green pre-check is enough, and IT is told. "
        f"The pre-check of these answers is {green}: “{precheck.headline}”."
    )


def name_deciding_questions(pending_decision: PendingDecision) -> str:
    """The questions that decide it by their ids, the first few."""
    keys = [reply.question.key for reply in pending_decision.statuses]
    left = len(keys) - _MAX_NAMED_QUESTIONS
    return join_list([*keys[:_MAX_NAMED_QUESTIONS], *([f"{left} more"] if left > 0 else [])])


def name_undecided_questionnaires(pending_decision: PendingDecision) -> str:
    """The questionnaires that are asked or not."""
    return join_list([f"“{one.title}”" for one in pending_decision.questionnaires])


def _pending_notice(pending_decision: PendingDecision, *, has_tier: bool) -> Notice:
    if not pending_decision.questionnaires:
        title = "The tier is assumed." if has_tier else "There is no tier yet."
        return Notice(
            title,
            "What decides it is still open, so nothing below is settled:",
            pending_decision.statuses,
        )
    several = len(pending_decision.questionnaires) > 1
    verb, whose = ("are", "their") if several else ("is", "its")
    return Notice(
        f"Whether {name_undecided_questionnaires(pending_decision)} {verb} asked is not decided.",
        f"Until it is, {whose} questions are not among those to send. This decides it:",
        pending_decision.statuses,
    )
