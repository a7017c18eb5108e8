"""requester: plain words for whoever wants the product, with what to do now.

It says nothing of how the answers are weighed, and names nothing by an id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import (
    VENDOR_CHANGE_KINDS,
    PrecheckReason,
    PrecheckReasonKind,
)
from vendorcheck.assessment.precheck.reasons import KIND_ORDER, collect_reasons
from vendorcheck.model.fields import Verdict
from vendorcheck.reports.readers._base import VIEWS, View, ViewContent
from vendorcheck.reports.readers._costs import costs
from vendorcheck.reports.readers._parts import Item, Part
from vendorcheck.reports.readers._plain_rules import overall_sentences, weakly_supported
from vendorcheck.reports.readers._subjects import name_subject
from vendorcheck.reports.view import phrases, words
from vendorcheck.reports.view.reason_labels import REASON_LABELS
from vendorcheck.reports.view.record import Record
from vendorcheck.reports.view.requests import duty_in_words
from vendorcheck.text.safe import short_name
from vendorcheck.text.words import count_with_noun, day_in_words

_RESULTS: Final[Mapping[Verdict, tuple[str, str]]] = {
    "approve": (
        "Nothing is against it",
        "IT has looked at it, and nothing has to change.",
    ),
    "approve-with-conditions": (
        "Fine with conditions",
        "It can be used once what is named below is agreed.",
    ),
    "more-information-needed": (
        "Not known yet",
        "Too much is still open to say yes or no.",
    ),
    "do-not-approve": (
        "Not as it is now",
        "Something that IT insists on is not so. What would have to change is named below.",
    ),
}
"""The result in the requester's words, and what it means."""
_DECISIONS: Final[Mapping[Verdict, str]] = {
    "approve": "to use it",
    "approve-with-conditions": "to use it, with conditions",
    "more-information-needed": "to wait for more answers",
    "do-not-approve": "not to use it",
}
_MET: Final = {"yes": "yes", "partly": "partly", "no": "no", "unknown": "not known"}
_MAX_REASONS: Final = 8
"""The most reasons of a kind: what the vendor has not answered fills pages."""
_LEFT_OUT_KINDS: Final[frozenset[PrecheckReasonKind]] = frozenset(("weak", "good", "together"))
"""The kinds that stand in nobody's way, or are said in other words."""
_TO_AGREE: Final = "Agree with the vendor on what is named below, before you sign anything."


@dataclass(frozen=True, slots=True)
class PlainReason:
    """A question with its answer, and what the vendor or we would have to do; empty for nothing."""

    text: str
    answer: str
    vendor_change: str = ""
    our_change: str = ""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The first reasons of a kind, and how many there are beyond them."""

    title: str
    reasons: tuple[PlainReason, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NotedText:
    """A text with a note on it: a condition and who fulfils it, a cost and its amount."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class RequesterContent(ViewContent):
    """All that whoever wants the product gets to see."""

    view: ClassVar[str] = "requester"
    schema: ClassVar[str] = "vendorcheck-requester-view/1"

    product: str
    as_of: str
    verdict: Verdict
    result: str
    meaning: str
    decision: str
    reasons: tuple[ReasonGroup, ...]
    overall: tuple[str, ...]
    to_do: tuple[str, ...]
    questions: tuple[str, ...]
    others: tuple[str, ...]
    meanwhile: str
    conditions: tuple[NotedText, ...]
    costs: tuple[NotedText, ...]
    needs: tuple[NotedText, ...]
    contact: str

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"{self.product}: {self.result[0].lower()}{self.result[1:]}"

    def parts(self) -> Iterator[Part]:
        """Yield the result, what to do now, the reasons, and what was decided and is needed."""
        yield Part(paragraphs=tuple(filter(None, (self.meaning, self.decision))))
        yield Part("What to do now", items=tuple(map(Item, self.to_do)))
        if self.questions:
            yield Part("For you to answer", items=tuple(map(Item, self.questions)), first_number=1)
        for group in self.reasons:
            yield Part(group.title, items=(*map(_reason_item, group.reasons), *_more(group.more)))
        for title, texts in (("All in all", self.overall), ("What happens next", self.others)):
            if texts:
                yield Part(title, items=tuple(map(Item, texts)))
        for title, entries in (
            ("Conditions of the decision", self.conditions),
            ("What you need", self.needs),
            ("What it costs", self.costs),
        ):
            if entries:
                yield Part(title, items=tuple(map(_noted_item, entries)))
        if self.meanwhile:
            yield Part("Meanwhile", (self.meanwhile,))
        if self.contact:
            yield Part("Whom to ask", (self.contact,))


def _reason_item(reason: PlainReason) -> Item:
    details = (
        ("Answer", reason.answer),
        ("The vendor", reason.vendor_change),
        ("We", reason.our_change),
    )
    return Item(reason.text, details=tuple((title, text) for title, text in details if text))


def _noted_item(entry: NotedText) -> Item:
    return Item(entry.text, entry.note)


def _more(count: int) -> tuple[Item, ...]:
    return (Item(f"and {count} more"),) if count else ()


def lay_out(assessment: Assessment) -> RequesterContent:
    """Lay out what whoever wants the product gets to see."""
    result, meaning = _RESULTS[assessment.verdict]
    decision, tier = assessment.last_decision, assessment.tier
    is_open = assessment.verdict in {"approve-with-conditions", "more-information-needed"}
    conditions = decision.conditions if decision else ()
    return RequesterContent(
        product=words.vendor_name(assessment.vendor.vendor),
        as_of=str(assessment.as_of),
        verdict=assessment.verdict,
        result=result,
        meaning=meaning,
        decision=_decision_sentence(assessment),
        reasons=tuple(_reason_groups(assessment)),
        overall=tuple(overall_sentences(assessment)),
        to_do=tuple(_to_do(assessment)),
        questions=tuple(_questions(assessment)),
        others=tuple(_others(assessment)),
        meanwhile=(tier.meanwhile if tier and is_open else None) or "",
        conditions=tuple(
            NotedText(one.text, phrases.condition_note(one, assessment.as_of, is_last=True))
            for one in conditions
        ),
        costs=tuple(NotedText(what, price) for what, price in costs(assessment)),
        needs=tuple(
            NotedText(f"{need.text}{' (a must)' if need.must else ''}", _MET[need.met])
            for need in assessment.vendor.needs
        ),
        contact=assessment.policy.contact or "",
    )


VIEWS.add("requester")(View("requester", lay_out))


def _decision_sentence(assessment: Assessment) -> str:
    """Return what was decided and when to look again; empty while nothing is."""
    decision, again = assessment.last_decision, assessment.reassess_by
    if decision is None:
        return ""
    day = day_in_words(decision.decided_on)
    sentence = f"{short_name(decision.by)} decided on {day} {_DECISIONS[decision.decision]}."
    if again is None:
        return sentence
    verb = "was to be" if again < assessment.as_of else "is to be"
    return f"{sentence} It {verb} looked at again by {day_in_words(again)}."


def _reason_groups(assessment: Assessment) -> Iterator[ReasonGroup]:
    """Yield the reasons, those first that stand in the way most."""
    reasons = collect_reasons(assessment.evaluation, assessment.judgement)
    # What the sum of all answers amounts to is said of all rules together.
    reasons = tuple(one for one in reasons if one.kind not in _LEFT_OUT_KINDS)
    for kind in KIND_ORDER:
        if group := [_plain_reason(one) for one in reasons if one.kind == kind]:
            yield _first_reasons(REASON_LABELS[kind], group)
    named = {one.text for one in reasons}
    weak = [PlainReason(*pair) for pair in weakly_supported(assessment) if pair[0] not in named]
    if weak:
        yield _first_reasons("IT needs a document that shows it", weak)


def _first_reasons(title: str, reasons: list[PlainReason]) -> ReasonGroup:
    shown = tuple(reasons[:_MAX_REASONS])
    return ReasonGroup(title, shown, len(reasons) - len(shown))


def _plain_reason(reason: PrecheckReason) -> PlainReason:
    is_change = bool(reason.change) and reason.kind in VENDOR_CHANGE_KINDS
    change = duty_in_words(reason.change) if is_change else ""
    return PlainReason(reason.text, reason.answer or "", change, reason.duty)


def _to_do(assessment: Assessment) -> Iterator[str]:
    """Yield what the requester should do now."""
    is_decided, anew = assessment.last_decision is not None, _why_anew(assessment)
    if assessment.questions_for_requester:
        yield "Answer what is asked below, and send IT the answers."
    match assessment.verdict:
        case "approve" | "approve-with-conditions" if anew:
            if assessment.verdict == "approve-with-conditions":
                yield _TO_AGREE
            yield f"Decide anew, and tell IT what you have decided: {anew}."
        case "approve":
            yield "Nothing more." if is_decided else "Decide, and tell IT what you have decided."
        case "approve-with-conditions":
            yield _TO_AGREE
            if not is_decided:
                yield "Decide, and tell IT what you have decided, and on which conditions."
        case "more-information-needed":
            yield "Wait with signing and promising anything until the answers are there."
        case "do-not-approve":
            yield "Sign and promise nothing. Talk to IT about what would have to change."


def _why_anew(assessment: Assessment) -> str:
    """Return why the last decision no longer stands; empty if it does, or there is none."""
    again = assessment.reassess_by
    if again and again < assessment.as_of:
        return f"the day for it was {day_in_words(again)}"
    has_changed = Record(assessment).changes_since_decision
    return "things have changed since the last decision" if has_changed else ""


def _questions(assessment: Assessment) -> Iterator[str]:
    """Yield the open questions that only we can answer, in plain words."""
    for question in assessment.questions_for_requester:
        if question.reason == "contradiction":
            yield question.text
        else:
            yield name_subject(assessment, question.subject)


def _others(assessment: Assessment) -> Iterator[str]:
    """Yield what the vendor and IT have to do."""
    if count := len(assessment.questions_for_vendor):
        them = "it" if count == 1 else "them"
        yield (
            f"The vendor has {count_with_noun(count, 'question', 'questions')} to answer; "
            f"IT sends {them}, and has {them} ready for you as well."
        )
    if count := len(assessment.put_aside.to_confirm):
        what = count_with_noun(count, "question does", "questions do")
        yield f"The vendor says that {what} not apply to the product. IT looks whether that is so."
