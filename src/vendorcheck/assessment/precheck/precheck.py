"""The pre-check: a light for the product that a requester wants, before IT is asked."""

from collections.abc import Mapping, Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.path_to_fast.path import PathToFast
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.way_to_green import GreenStep
from vendorcheck.assessment.put_aside import PutAside
from vendorcheck.assessment.tiering import TierReason
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.vendor_file import VendorFile

REQUESTER_QUESTION: Final = "request/requester"
"""The question who asks for the product: a name and a mail address."""
PROMISES_QUESTION: Final = "request/promises"
"""The question how far the requester is bound to the vendor."""
Commitment: TypeAlias = Literal["none", "promised", "signed"]
COMMITMENT_BY_OPTION: Final[Mapping[str, Commitment]] = {
    "verbal": "promised",
    "signed": "signed",
}
"""The commitment that an answer to `PROMISES_QUESTION` means; none for the other options."""

Light: TypeAlias = Literal["go-ahead", "nothing-against", "conditions", "ask-vendor", "talk"]
LIGHT_LABELS: Final[Mapping[Light, str]] = {
    "go-ahead": "Go ahead; IT is told",
    "nothing-against": "Nothing against it so far; IT still decides",
    "conditions": "Fine with conditions",
    "ask-vendor": "Ask the vendor first",
    "talk": "Talk to IT before you commit",
}
GREEN_LIGHTS: Final[frozenset[Light]] = frozenset(("go-ahead", "nothing-against"))
PrecheckReasonKind: TypeAlias = Literal[
    "must", "ask", "confirm", "ours", "agree", "contradiction", "together", "weak", "good"
]
VENDOR_CHANGE_KINDS: Final[frozenset[PrecheckReasonKind]] = frozenset(("must", "agree"))
"""The kinds of reasons that the vendor would have to change something for."""


@dataclass(frozen=True, slots=True)
class PrecheckReason:
    """A reason for or against the product, in plain words.

    The kinds: `must` has to change first; `ask`: nobody knows yet; `confirm`: it is said not to
    apply, and one of us has to agree; `ours` is for us to settle, not for the vendor; `agree`
    requires an agreement with the vendor; `contradiction`: two answers can't both be true;
    `together`: no single answer is to blame; `weak` could be better, but is no obstacle; `good` is
    as it should be.
    """

    kind: PrecheckReasonKind
    subject: str
    text: str
    answer: str | None = None
    remedy: str | None = None
    is_ours: bool = False
    """Set if it is about an answer of the request, which the vendor must not learn."""
    combines: frozenset[str] = frozenset()
    """The questions about the vendor that a check names, whose answers are not enough together."""

    @property
    def change(self) -> str:
        """The change of the vendor's that would improve the answer; empty if it is not theirs."""
        if self.is_ours or self.kind not in {*VENDOR_CHANGE_KINDS, "weak"}:
            return ""
        return self.remedy or f"Improve your answer to this: {self.text}"

    @property
    def duty(self) -> str:
        """The change that is ours to make; empty if none is named or needed."""
        return self.remedy or "" if self.is_ours and self.kind in {"must", "ours"} else ""


@dataclass(frozen=True, slots=True)
class ReviewEstimate:
    """The questions that IT still has for the vendor, and the end of its review.

    `duration` and `ends_on` are None where the policy does not say how long a review takes.
    `working_days_late` counts from the wished start to the end of the review: 0 if it ends in time,
    None if one of the days is not known.
    """

    fewest_questions: int
    most_questions: int
    duration: Duration | None
    ends_on: date | None
    go_live: date | None
    working_days_late: int | None


@dataclass(frozen=True, slots=True)
class Precheck:
    """The result of a pre-check on a day.

    `tier` is None while nothing is known of the request; `tier_reasons` are the answers that
    decided it, `undecided_questions` those that leave it assumed. `review` is None where none is
    needed. `questions_for_vendor` and `questions_to_find_out` are open in the pre-check, for the
    vendor and for the requester; IT will ask the requester the `questions_for_later`. `put_aside`
    is what was said not to apply. `way_to_green` are the steps after which nothing is against the
    product: none if nothing is, None if no steps lead there. `own_files` are the files of the
    questionnaires that are asked and not built in, by id.
    """

    vendor: VendorFile
    policy: Policy
    as_of: date
    light: Light
    tier: Tier | None
    tier_reasons: tuple[TierReason, ...]
    undecided_questions: tuple[PlannedQuestion, ...]
    reasons: tuple[PrecheckReason, ...]
    review: ReviewEstimate | None
    vendor_answer_count: int
    request_statuses: tuple[QuestionStatus, ...]
    questions_for_vendor: tuple[OpenQuestion, ...]
    questions_to_find_out: tuple[PlannedQuestion, ...]
    questions_for_later: tuple[PlannedQuestion, ...]
    put_aside: PutAside
    path_to_fast: PathToFast | None
    way_to_green: tuple[GreenStep, ...] | None
    own_files: Mapping[str, str]
    library: Questionnaires = field(repr=False, compare=False)

    @property
    def required_changes(self) -> tuple[str, ...]:
        """The changes that the vendor would have to make, or to agree to, each once.

        Where only the sum of the answers decides, they are all that could be better.
        """
        only_sum_decides = any(reason.kind == "together" for reason in self.reasons)
        return self._changes(VENDOR_CHANGE_KINDS | ({"weak"} if only_sum_decides else set()))

    @property
    def wished_changes(self) -> tuple[str, ...]:
        """The changes of the vendor's that would be welcome, and that nothing depends on."""
        required = set(self.required_changes)
        return tuple(change for change in self._changes({"weak"}) if change not in required)

    @property
    def has_letter(self) -> bool:
        """Return whether the vendor has to be written to."""
        return bool(self.questions_for_vendor or self.required_changes)

    def _changes(self, kinds: AbstractSet[PrecheckReasonKind]) -> tuple[str, ...]:
        """Return the changes of the vendor's that reasons of some kinds call for, each once.

        A check calls for none where each of its questions is asked, or to be changed, by itself:
        the vendor would read the same thing twice.
        """
        by_itself = frozenset(
            reason.subject
            for reason in self.reasons
            if (reason.change and reason.kind in kinds | VENDOR_CHANGE_KINDS)
            or (reason.kind == "ask" and reason.answer is None)
        )
        changes = (
            reason.change
            for reason in self.reasons
            if reason.kind in kinds and not (reason.combines and reason.combines <= by_itself)
        )
        return tuple(dict.fromkeys(filter(None, changes)))

    @property
    def requester(self) -> str:
        """The name and the mail address of who asks for the product; empty if nobody says it."""
        return next(
            (
                status.parsed_answer.display_text
                for status in self.request_statuses
                if status.question.key == REQUESTER_QUESTION and status.parsed_answer
            ),
            "",
        )

    @property
    def commitment(self) -> Commitment:
        """The commitment to the vendor, as the requester states it."""
        chosen_ids = {
            option_id
            for status in self.request_statuses
            if status.question.key == PROMISES_QUESTION and status.parsed_answer
            for option_id in status.parsed_answer.options
        }
        return next(
            (value for option_id, value in COMMITMENT_BY_OPTION.items() if option_id in chosen_ids),
            "none",
        )

    @property
    def headline(self) -> str:
        """The light in words."""
        return LIGHT_LABELS[self.light]
