"""The events of an interview."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from vendorcheck.model.evidence import Evidence
from vendorcheck.model.questions import RawAnswer


class RefusedEvent(ValueError):  # noqa: N818 - the event can't happen here; nothing erred
    """An event that can't happen here; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class GaveAnswer:
    """The person answers the question: an option's id, several of them, or words.

    `plan`, `price` and `link`, which supports it, are said along with the answer where that is
    expected; an empty text leaves what is noted.
    """

    raw: RawAnswer
    plan: str = ""
    price: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class DeclaredUnknown:
    """The person does not know, which is an answer of its own."""


@dataclass(frozen=True, slots=True)
class DeclaredNotApplicable:
    """The question does not concern this product, and `confirmed_by` agrees if it is not empty."""

    reason: str
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """The note of the answer is set; an empty text removes it."""

    text: str


@dataclass(frozen=True, slots=True)
class AddedEvidence:
    """Evidence is added to the existing evidence."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ChangedPlanAndPrice:
    """The plan that has the feature, and its price, are set; an empty text removes one."""

    plan: str
    price: str


@dataclass(frozen=True, slots=True)
class ChangedMitigation:
    """The mitigation of the gap and its due date are set; an empty text removes them."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """Review: we have checked the answer, and it is right; or we agree that it does not apply."""


@dataclass(frozen=True, slots=True)
class DisputedAnswer:
    """Review: we don't believe the answer; it counts as unknown."""

    reason: str


@dataclass(frozen=True, slots=True)
class JudgedTogether:
    """Review: the same is said of several questions that are said not to apply."""

    keys: tuple[str, ...]
    judgement: "VerifiedAnswer | DisputedAnswer | KeptAnswer"


@dataclass(frozen=True, slots=True)
class SkippedQuestion:
    """The question is left aside for now."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The interview goes on, and everything stays as it is."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """The person returns to the question before."""


@dataclass(frozen=True, slots=True)
class JumpedToQuestion:
    """The person goes to a question, `questionnaire/question`."""

    key: str


@dataclass(frozen=True, slots=True)
class OpenedMitigation:
    """The person wants to say what is done about the gap of a question."""

    key: str


@dataclass(frozen=True, slots=True)
class RequestedHelp:
    """The person asks why the question is asked and where to look."""


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """The person asks for the answers; asked again there, for all answers of the file."""


@dataclass(frozen=True, slots=True)
class ContinuedWithLeftOut:
    """The person wants the questions that the fast interview left out, too."""


@dataclass(frozen=True, slots=True)
class LeftRestToVendor:
    """The person leaves what waits of this section to the vendor, who is asked."""


@dataclass(frozen=True, slots=True)
class StoppedToSend:
    """The person stops here, to send the open questions to the vendor."""


@dataclass(frozen=True, slots=True)
class KeptTrial:
    """The person keeps the changes that were tried."""


@dataclass(frozen=True, slots=True)
class DroppedTrial:
    """The person drops the changes that were tried: everything is as it was."""


@dataclass(frozen=True, slots=True)
class TriedMore:
    """The person goes back to the list, to try more."""


@dataclass(frozen=True, slots=True)
class QuitInterview:
    """The person stops here."""


# The events that change an answer.
AnswerEvent: TypeAlias = (
    GaveAnswer
    | DeclaredUnknown
    | DeclaredNotApplicable
    | ChangedNote
    | AddedEvidence
    | ChangedPlanAndPrice
    | ChangedMitigation
    | VerifiedAnswer
    | DisputedAnswer
)
Event: TypeAlias = (
    AnswerEvent
    | JudgedTogether
    | SkippedQuestion
    | KeptAnswer
    | WentBack
    | JumpedToQuestion
    | OpenedMitigation
    | RequestedHelp
    | OpenedReview
    | ContinuedWithLeftOut
    | LeftRestToVendor
    | StoppedToSend
    | KeptTrial
    | DroppedTrial
    | TriedMore
    | QuitInterview
)
