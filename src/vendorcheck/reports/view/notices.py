"""What stands beneath the verdict: that a pre-check is enough here, and what open questions decide first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import Reply
from vendorcheck.assessment.pending import Pending
from vendorcheck.text.words import joined

if TYPE_CHECKING:
    from vendorcheck.assessment.precheck.precheck import PreCheck

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that stands out, one that explains it, and the questions that it is about."""

    title: str
    text: str
    replies: tuple[Reply, ...] = ()


def notices(assessment: Assessment) -> Iterator[Notice]:
    """What a reader has to know before the rest, in order."""
    first = self_service_look(assessment)
    if first:
        yield Notice("This tier is self-service:", self_service(first))
    for one in assessment.pending:
        yield _waiting(one, assessed=assessment.tier is not None)


def self_service_look(assessment: Assessment) -> "PreCheck | None":
    """The pre-check of these answers, where that is enough; None in any other tier, and where it is only assumed."""
    if not (assessment.tier and assessment.tier.self_service) or assessment.tier_assumed:
        return None
    from vendorcheck.assessment.precheck.precheck import of  # noqa: PLC0415 - few tiers need it

    return of(assessment)


def self_service(found: "PreCheck") -> str:
    """What a self-service tier takes, and whether these answers have it."""
    green = "green" if found.light == "go-ahead" else "not green yet"
    return (
        "a green pre-check is enough, and IT is told. "
        f"The pre-check of these answers is {green}: “{found.headline}”."
    )


def decided_by(pending: Pending) -> str:
    """The questions that decide it by their ids, the first few."""
    keys = [reply.item.key for reply in pending.replies]
    left = len(keys) - _NAMED
    return joined([*keys[:_NAMED], *([f"{left} more"] if left > 0 else [])])


def titles(pending: Pending) -> str:
    """The questionnaires that are asked or not."""
    return joined([f"“{one.title}”" for one in pending.questionnaires])


def _waiting(pending: Pending, *, assessed: bool) -> Notice:
    if not pending.questionnaires:
        title = "The tier is assumed." if assessed else "There is no tier yet."
        return Notice(title, "What decides it is still open, so nothing below is settled:", pending.replies)
    several = len(pending.questionnaires) > 1
    verb, whose = ("are", "their") if several else ("is", "its")
    return Notice(
        f"Whether {titles(pending)} {verb} asked is not decided.",
        f"Until it is, {whose} questions are not among those to send. This decides it:",
        pending.replies,
    )
