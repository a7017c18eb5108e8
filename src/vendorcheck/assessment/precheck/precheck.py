"""The pre-check: a first look at what a requester wants, in plain words, before IT is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.assessment.assessment import Assessment, Assessor
from vendorcheck.assessment.evaluation import Reply, Situation, stand
from vendorcheck.assessment.open_questions import OpenQuestion, asks
from vendorcheck.assessment.path_to_fast import PathToFast, path_to_fast
from vendorcheck.assessment.plan.plan import Library
from vendorcheck.assessment.plan.question import Item
from vendorcheck.assessment.precheck.plan import FirstLook
from vendorcheck.assessment.rules import Judgement, Rule, accepted_risks, judge
from vendorcheck.assessment.tiering import Because
from vendorcheck.model.conditions import Holds
from vendorcheck.model.fields import Verdict
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities import working_days
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questions import plain_answer, plain_question
from vendorcheck.model.vendor_file import VendorFile

GO_LIVE: Final = "request/go-live"
"""The question that is answered by the day on which the requester wants to start."""
PROMISES: Final = "request/promises"
"""The question that is answered by how far the requester is bound to the vendor."""
Commitment: TypeAlias = Literal["none", "promised", "signed"]
_COMMITTED: Final[Mapping[str, Commitment]] = {"verbal": "promised", "signed": "signed"}

Light: TypeAlias = Literal["go-ahead", "nothing-against", "conditions", "ask-vendor", "talk"]
LIGHTS: Final[Mapping[Light, str]] = {
    "go-ahead": "Go ahead; IT is told",
    "nothing-against": "Nothing against it so far; IT still decides",
    "conditions": "Fine with conditions",
    "ask-vendor": "Ask the vendor first",
    "talk": "Talk to IT before you commit",
}
_LIGHT_OF: Final[Mapping[Verdict, Light]] = {
    "approve": "nothing-against",
    "approve-with-conditions": "conditions",
    "more-information-needed": "ask-vendor",
    "do-not-approve": "talk",
}

Kind: TypeAlias = Literal["must", "ask", "agree", "contradiction", "together", "weak", "good"]
_KINDS: Final[tuple[tuple[Rule, Kind], ...]] = (
    ("blocker-failed", "must"),
    ("blocker-open", "ask"),
    ("open", "ask"),
    ("finding", "agree"),
)
CHANGES: Final[frozenset[Kind]] = frozenset(("must", "agree"))
"""The kinds of what the vendor would have to change."""
_ORDER: Final[tuple[Kind, ...]] = get_args(Kind)
_TOGETHER: Final[Mapping[Verdict, str]] = {
    "approve-with-conditions": "The answers are weaker than what IT accepts without an agreement.",
    "do-not-approve": "The answers are weaker than what IT accepts, agreement or not.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against it, in plain words: the question, its answer, and what would help.

    `must` has to change first; `ask`: nobody knows yet; `agree` wants an agreement with the vendor;
    `contradiction`: `text` says what does not fit together; `together`: no single answer decides it; `weak` is not the best, but no obstacle; `good` is
    as it should be.
    """

    kind: Kind
    subject: str
    text: str
    answer: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What IT will do: how many questions it still has for the vendor, at least and at most, and until when.

    `takes` and `ends` are None where the policy does not say how long. `late`: how many working days after the
    wished start the review ends; 0: it ends in time; None: one of the days is not known.
    """

    least: int
    most: int
    takes: Duration | None
    ends: date | None
    go_live: date | None
    late: int | None


@dataclass(frozen=True, slots=True)
class PreCheck:
    """What a first look says, on a day.

    `tier` is None while nothing is known of the request. `because`: the answers that decided it; `undecided`:
    the questions that leave it assumed. `review` is None where none is needed. `seen` of the questions about
    the vendor were answered. `ask_vendor` and `find_out` are the open questions of the pre-check, to the
    vendor and to the requester; `ask_later` those that IT will ask the requester. `library` is what it was made from.
    """

    vendor: VendorFile
    policy: Policy
    as_of: date
    light: Light
    tier: Tier | None
    because: tuple[Because, ...]
    undecided: tuple[Item, ...]
    reasons: tuple[Reason, ...]
    review: Review | None
    seen: int
    request: tuple[Reply, ...]
    ask_vendor: tuple[OpenQuestion, ...]
    find_out: tuple[Item, ...]
    ask_later: tuple[Item, ...]
    path_to_fast: PathToFast | None
    library: Library = field(repr=False, compare=False)

    @property
    def wanted(self) -> tuple[str, ...]:
        """What the vendor would have to change, or to agree to."""
        return tuple(one.remedy for one in self.reasons if one.remedy and one.kind in CHANGES)

    @property
    def committed(self) -> Commitment:
        """How far the requester says that we are bound to the vendor."""
        said = next((reply.value for reply in self.request if reply.item.key == PROMISES), None)
        options = said.options if said else ()
        return next((found for option, found in _COMMITTED.items() if option in options), "none")

    @property
    def headline(self) -> str:
        """The light in words."""
        return LIGHTS[self.light]


def precheck(library: Library, policy: Policy, vendor: VendorFile, as_of: date) -> PreCheck:
    """Take a first look at a vendor file.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        vendor: the vendor file, the requester's answers in it.
        as_of: the day, on which a review would begin.
    """
    look = FirstLook(library, policy)
    tiering = look.tiering(vendor, as_of)
    tier, assumed, where = tiering.tier, tiering.assumed, tiering.situation
    situation = stand(look.plan(tier), vendor, as_of)
    own = frozenset(look.requester)
    foreign = _foreign_checks(situation)
    judgement = judge(situation, accepted_risks(vendor, as_of), foreign)
    light = _light(judgement, tier, assumed=assumed)
    known = [(reply, applies) for reply, applies in situation if applies is not False]
    request = [(reply, applies) for reply, applies in known if reply.item.home in own]
    open_own = [reply.item for reply, _ in request if reply.open]
    seen = sum(reply.item.home not in own and not reply.open for reply, _ in known)
    return PreCheck(
        library=library,
        vendor=vendor,
        policy=policy,
        as_of=as_of,
        light=light,
        tier=tier,
        because=tiering.because,
        undecided=tuple(reply.item for reply in tiering.open) if assumed else (),
        reasons=_reasons(situation, judgement, own),
        review=None if light == "go-ahead" else _review(look, vendor, tier, as_of),
        seen=seen,
        request=tuple(reply for reply, applies in request if applies is True),
        ask_vendor=tuple(ask for ask in asks(situation, requester=own)[0] if ask.subject not in foreign),
        find_out=tuple(item for item in open_own if item.question.precheck),
        ask_later=tuple(item for item in open_own if not item.question.precheck),
        path_to_fast=path_to_fast(library, policy, where) if where and light != "go-ahead" else None,
    )


def of(assessment: Assessment) -> PreCheck:
    """The first look at the vendor of an assessment, whatever that one asked."""
    return precheck(assessment.library, assessment.policy, assessment.vendor, assessment.as_of)


def _foreign_checks(situation: Situation) -> frozenset[str]:
    """The checks that are about other questions than those of the pre-check."""
    counted = {item.key for item in situation.plan.items if item.counted}
    return frozenset(
        key
        for key, check, home in situation.plan.checks
        if any(name not in counted for name, _, _ in check.when.references(home))
    )


def _light(judgement: Judgement, tier: Tier | None, *, assumed: bool) -> Light:
    verdict = judgement.verdict
    if verdict == "more-information-needed" and {fired.rule for fired in judgement.fired} == {"not-scorable"}:
        # Nothing about the vendor is asked at this stage: then nothing speaks against it.
        verdict = "approve" if judgement.settled and tier else verdict
    if verdict == "approve" and tier and tier.self_service and not assumed:
        return "go-ahead"
    return _LIGHT_OF[verdict]


def _review(look: FirstLook, vendor: VendorFile, tier: Tier | None, as_of: date) -> Review:
    """What IT's review asks beyond the pre-check, and when it would end."""
    full = stand(Assessor(look.library, look.policy).plan(tier), vendor, as_of)
    left = [applies for reply, applies in full if reply.open and reply.item.home not in look.requester]
    takes = tier.review_takes if tier else None
    ends = working_days.end(takes, as_of) if takes else None
    go_live = _go_live(look.library, vendor)
    late = None
    if ends and go_live:
        late = 0 if ends <= go_live else max(1, working_days.between(go_live, ends))
    return Review(left.count(True), len(left) - left.count(False), takes, ends, go_live, late)


def _go_live(library: Library, vendor: VendorFile) -> date | None:
    """The day on which the requester wants to start; None where it is open."""
    home, _, name = GO_LIVE.partition("/")
    question = library[home].questions.get(name) if home in library else None
    answer = vendor.answer(GO_LIVE)
    if question is None or answer is None or not isinstance(answer.answer, str) or answer.disputed:
        return None
    try:
        return date.fromisoformat(question.read(answer.answer).shown)
    except ValueError:
        return None


def _reasons(situation: Situation, judgement: Judgement, own: frozenset[str]) -> tuple[Reason, ...]:
    """What speaks for or against it, the worst first; each question once."""
    kinds: dict[str, Kind] = {}
    for rule, kind in _KINDS:
        for subject in (name for fired in judgement.fired if fired.rule == rule for name in fired.subjects):
            kinds.setdefault(subject, kind)
    found = [*_contradictions(situation), *_together(judgement)]
    for reply, applies in situation:
        if (applies is not False and reply.item.home not in own) or reply.item.key in kinds:
            found += _of(reply, applies, kinds.get(reply.item.key))
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.kind)))


def _together(judgement: Judgement) -> Iterator[Reason]:
    """Why it is as it is where only the sum of all answers says so."""
    text = _TOGETHER.get(judgement.verdict)
    if text and {fired.rule for fired in judgement.fired if fired.verdict == judgement.verdict} == {
        "score-band"
    }:
        yield Reason("together", "", text)


def _contradictions(situation: Situation) -> Iterator[Reason]:
    foreign = _foreign_checks(situation)
    for (key, check, _), holds in zip(situation.plan.checks, situation.checks, strict=True):
        if holds is True and key not in foreign:
            yield Reason("contradiction", key, check.message)


def _of(reply: Reply, applies: Holds, kind: Kind | None) -> Iterator[Reason]:
    question = reply.item.question
    asked = plain_question(question)
    if reply.value is None or reply.outcome is None:
        # What may be left out, or may not apply, is no reason.
        if kind or (reply.open and applies is True and reply.item.scored):
            yield Reason("ask", reply.item.key, asked)
        return
    answer = plain_answer(question, reply.value)
    if reply.earns_full_credit:
        yield Reason("good", reply.item.key, asked, answer)
        return
    remedy = reply.outcome.wording.remedy or question.remedy
    yield Reason(kind or "weak", reply.item.key, asked, answer, remedy)
