"""Where each question stands for one vendor on one day: how it was answered, what that earns, does it apply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import Condition
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.plan.question import Item
from vendorcheck.model.conditions import Holds, Known, either
from vendorcheck.model.fields import Grade
from vendorcheck.model.questions import Outcome, Value
from vendorcheck.model.vendor_file import Answer, Evidence, VendorFile, bare_answer, expiry, first_valid

State: TypeAlias = Literal["answered", "unknown", "disputed", "not-applicable", "unanswered"]


@dataclass(slots=True, eq=False)
class Reply:
    """How one question was answered. Nothing changes one, though it is not frozen: that would take thrice the time.

    `value` is there if it is answered, `outcome` if it has credit to give as well. `grade` is what the answer's
    evidence still supports; `expired` the evidence that no longer counts.
    """

    item: Item
    state: State
    answer: Answer | None = None
    value: Value | None = None
    outcome: Outcome | None = None
    grade: Grade = "claimed"
    expired: tuple[Evidence, ...] = ()

    @property
    def open(self) -> bool:
        """Unanswered, unknown or disputed."""
        return self.value is None and self.state != "not-applicable"

    @property
    def earns_full_credit(self) -> bool:
        """Whether it earns full credit."""
        return self.outcome is not None and self.outcome.credit == 1

    @property
    def outdated(self) -> bool:
        """Whether all its evidence has ended, so that it counts as claimed."""
        return (
            bool(self.expired) and self.answer is not None and len(self.expired) == len(self.answer.evidence)
        )

    def known(self, applies: Holds) -> Known:
        """What a `when` may know of it."""
        if self.value is not None:
            return Known(applies, "answered", self.value.options, self.value.amount)
        return _KNOWN[applies, self.state == "not-applicable"]


_KNOWN: Mapping[tuple[Holds, bool], Known] = {
    (applies, absent): Known(applies, "not-applicable" if absent else "open")
    for applies in (True, False, None)
    for absent in (True, False)
}


@dataclass(frozen=True, slots=True)
class Situation:
    """All questions of a plan for one vendor on one day; the tuples are in the order of the plan's items.

    `applies` says whether each question applies; `checks` whether each of the plan's checks finds a contradiction.
    """

    plan: Plan
    as_of: date
    replies: tuple[Reply, ...]
    applies: tuple[Holds, ...]
    checks: tuple[Holds, ...]

    def __iter__(self) -> Iterator[tuple[Reply, Holds]]:
        """The questions that count, each with whether it applies."""
        return zip(self.replies[: self.plan.counted], self.applies, strict=False)

    def known(self, key: str) -> Known:
        """What a `when` may know of `questionnaire/question`."""
        index = self.plan.position[key]
        return self.replies[index].known(self.applies[index])

    def with_replies(self, changed: Mapping[int, Reply]) -> "Situation":
        """The situation with other replies at some positions."""
        replies = list(self.replies)
        for index, reply in changed.items():
            replies[index] = reply
        return situate(self.plan, self.as_of, tuple(replies))


def stand(plan: Plan, vendor: VendorFile, as_of: date) -> Situation:
    """Where each question of the plan stands. An answer that does not fit its question counts as none."""
    answers = _answers(vendor)
    valid_from = first_valid(plan.settings.evidence_valid_for, as_of)
    found = [
        _reply(item, answers.get(item.home, _NONE).get(item.name), as_of, valid_from) for item in plan.items
    ]
    return situate(plan, as_of, tuple(found))


def scope(plan: Plan, vendor: VendorFile, as_of: date) -> Sequence[Holds]:
    """Whether each question of the plan applies. Where nothing else is wanted, this costs less than to `stand`."""
    answers = _answers(vendor)
    valid_from = first_valid(plan.settings.evidence_valid_for, as_of)

    def reply(index: int) -> Reply:
        item = plan.items[index]
        return _reply(item, answers.get(item.home, _NONE).get(item.name), as_of, valid_from)

    return _decided(plan, reply)[0]


_NONE: Mapping[str, Answer] = {}


def _answers(vendor: VendorFile) -> dict[str, Mapping[str, Answer]]:
    return {name: response.answers for name, response in vendor.responses.items()}


def _reply(item: Item, answer: Answer | None, as_of: date, valid_from: date) -> Reply:
    """How one answer answers its question on that day.

    "Not applicable" where the rules refuse it, and what does not fit the question, count as no answer.
    """
    if answer is None:
        return Reply(item, "unanswered")
    kept: Reply | None = item.kept.get(answer.answer)
    if kept is not None and kept.answer is answer:
        return kept
    if (
        answer.answer is None
        or answer.disputed is not None
        or answer.unknown
        or answer.not_applicable is not None
    ):
        return Reply(item, _said_instead(item, answer), answer)
    heard = item.hear(answer.answer, as_of)
    if heard is None:
        return Reply(item, "unanswered", answer)
    value, outcome = heard
    if not answer.evidence:
        reply = Reply(item, "answered", answer, value, outcome, answer.grade)
        if item.question.kind_of_answer == "one option" and answer is bare_answer(value.raw):
            item.kept[value.raw] = reply
        return reply
    expired = tuple([one for one in answer.evidence if _ended(one, as_of, valid_from)])
    grade = "claimed" if len(expired) == len(answer.evidence) else answer.grade
    return Reply(item, "answered", answer, value, outcome, grade, expired)


def _said_instead(item: Item, answer: Answer) -> State:
    """What is said where no answer counts."""
    if answer.disputed is not None:
        return "disputed"
    if answer.unknown:
        return "unknown"
    excused = answer.not_applicable is not None and item.accepts_not_applicable
    return "not-applicable" if excused else "unanswered"


def _ended(evidence: Evidence, as_of: date, valid_from: date) -> bool:
    if evidence.expires is not None:
        return evidence.expires < as_of
    return evidence.dated is not None and evidence.dated < valid_from


def ended(situation: Situation, reply: Reply) -> date | None:
    """The day on which the last evidence of an answer ended, if the answer had a better grade until then."""
    if not reply.expired or reply.answer is None or reply.answer.grade == reply.grade:
        return None
    valid_for = situation.plan.settings.evidence_valid_for
    return max(filter(None, (expiry(one, valid_for) for one in reply.expired)), default=None)


def situate(plan: Plan, as_of: date, replies: tuple[Reply, ...]) -> Situation:
    """Decide which questions apply and which checks find a contradiction."""
    applies, facts = _decided(plan, replies.__getitem__)
    checks = tuple([decides(facts) for decides in plan.check_deciders])
    return Situation(plan, as_of, replies, tuple(applies), checks)


def _decided(plan: Plan, reply: Callable[[int], Reply]) -> tuple[list[Holds], list[Known]]:
    """Whether each question applies, and what a `when` may know of those that some `when` refers to."""
    applies: list[Holds] = [True] * len(plan.items)
    facts = [_KNOWN[True, False]] * len(plan.items)
    for index, decides, referenced in plan.schedule:
        if decides is not None:
            applies[index] = decides(facts)
        if referenced:
            facts[index] = reply(index).known(applies[index])
    return applies, facts


def asked(situation: Situation, gates: tuple[Condition, ...]) -> Holds:
    """Whether a questionnaire with these gates is asked; None: what decides it is open."""
    return either(*[when.holds(situation.known, home) for when, home in gates]) if gates else True
