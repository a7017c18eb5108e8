"""Steps: the changes that can be made to a situation, what they bear on, and what the rules say once they are made."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.evaluation import Reply, Situation
from vendorcheck.assessment.plan.question import Item
from vendorcheck.assessment.rules import Accepted, Judgement, judge
from vendorcheck.model.fields import Effort
from vendorcheck.model.questions import Kinds, Raw, Value

Kind: TypeAlias = Literal["remedy", "answer", "support", "clarify"]
EFFORTS: Final[Mapping[Effort, int]] = {"low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One change: a gap remedied, an open question answered, an answer supported, a contradiction cleared up.

    `subject` is `questionnaire/question`, or `questionnaire/check` for `clarify`; `answer` is what the question
    is answered with then. `position` orders the steps as the questionnaires do, and `choice` those of one question.
    """

    position: int
    subject: str
    kind: Kind
    effort: int
    answer: Raw | None = None
    choice: int = 0
    reply: Reply | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        """Tells the steps of a situation apart as well as all fields would; a search asks for it millions of times."""
        return hash((self.position, self.kind, self.choice))


Ways: TypeAlias = tuple[Step, ...]
"""Steps of which one must be taken."""
Place: TypeAlias = tuple[int, int, bool]
"""Position and choice of a step, and whether it is more than support, which comes first where both would do."""
Rank: TypeAlias = tuple[int, int, tuple[Place, ...]]
"""How good a way is: number of steps, effort, places."""


def taken(situation: Situation, accepted: Accepted, steps: Iterable[Step]) -> tuple[Situation, Judgement]:
    """The situation with these steps taken, and what the rules say then."""
    steps = tuple(steps)
    changed = {step.position: step.reply for step in steps if step.reply}
    after = situation.with_replies(changed) if changed else situation
    cleared = frozenset(step.subject for step in steps if step.kind == "clarify")
    return after, judge(after, accepted, cleared)


def apart(forced: Iterable[Ways]) -> tuple[Ways, ...]:
    """Those of the forced ways that have no step in common, so that each takes one."""
    found: list[Ways] = []
    counted: set[Step] = set()
    for ways in sorted(forced, key=len):
        if counted.isdisjoint(ways):
            counted.update(ways)
            found.append(ways)
    return tuple(found)


def rank(steps: Iterable[Step], ahead: Iterable[Step] = (), forced: Iterable[Ways] = ()) -> Rank:
    """The rank of some steps with those ahead and those forced, of which another choice may do: none is better."""
    effort = sum(step.effort for step in (*steps, *ahead))
    effort += sum(min(step.effort for step in ways) for ways in forced)
    places = [(step.position, step.choice, step.kind != "support") for step in steps]
    places += [(step.position, 0, step.kind != "support") for step in ahead]
    places += [min((step.position, 0, step.kind != "support") for step in ways) for ways in forced]
    return len(places), effort, tuple(sorted(places))


class Moves:
    """The steps that each question and check of a situation offers, whenever it may apply.

    Of several full-credit answers to a question those are steps that some condition or check tells apart.

    Args:
        situation: where each question stands.
        wide: offer also the answers to open questions that only decide what applies.
    """

    def __init__(self, situation: Situation, *, wide: bool = False) -> None:
        self.start = situation
        self.plan = situation.plan
        self.wide = wide
        self._kinds: dict[str, Kinds] = {}
        self._of_questions = [tuple(self._of(index)) for index in range(len(self.plan.items))]
        self._of_checks = [
            Step(len(self.plan.items) + number, key, "clarify", EFFORTS["medium"])
            for number, (key, _, _) in enumerate(self.plan.checks)
        ]

    def at(self, situation: Situation, done: Collection[str] = ()) -> Iterator[Step]:
        """The steps that can be taken in a situation, in order; those whose subject is done are over."""
        for steps, applies in zip(self._of_questions, situation.applies, strict=True):
            if steps and applies is not False and steps[0].subject not in done:
                yield from steps
        for step, holds in zip(self._of_checks, situation.checks, strict=True):
            if holds is not False and step.subject not in done:
                yield step

    def _of(self, index: int) -> Iterator[Step]:
        reply = self.start.replies[index]
        item = reply.item
        if reply.state == "not-applicable":
            return
        if item.rated:
            if reply.value and reply.grade in item.weak:
                supported = Reply(item, reply.state, reply.answer, reply.value, reply.outcome, "verified")
                yield Step(index, item.key, "support", EFFORTS["medium"], reply.value.raw, reply=supported)
            if not reply.earns_full_credit:
                yield from self._answers(index, reply)
        elif self.wide and reply.open and item.key in self.plan.referenced - self._deciding_tier:
            yield from self._told_apart(
                index, [option.id for option in item.question.offered], EFFORTS["medium"]
            )

    @cached_property
    def _deciding_tier(self) -> frozenset[str]:
        """The questions that the tiers refer to: another tier would be another assessment, not a step."""
        whens = (tier.when for tier in self.plan.policy.tiers if tier.when)
        return frozenset(key for when in whens for key, _, _ in when.references(""))

    def _answers(self, index: int, reply: Reply) -> Iterator[Step]:
        current = reply.value.raw if reply.value else None
        answers = reply.item.question.full_answers(
            current, self.start.as_of, self.plan.tests.get(reply.item.key, ())
        )
        # What the remedy asks: as the option says, else the question, else medium.
        own = reply.outcome.wording.effort if reply.outcome else None
        effort = own or reply.item.question.effort or "medium"
        yield from self._told_apart(index, answers, EFFORTS[effort])

    def _told_apart(self, index: int, answers: Iterable[Raw], effort: int) -> Iterator[Step]:
        item = self.plan.items[index]
        kind: Kind = "answer" if self.start.replies[index].open else "remedy"
        seen: set[int] = set()
        for answer in answers:
            value = item.question.read(answer)
            sign = self.sign(item, value)
            if sign not in seen:
                choice = len(seen)
                seen.add(sign)
                outcome = item.question.outcome(value, self.start.as_of) if item.counted else None
                reply = Reply(item, "answered", None, value, outcome, "verified")
                yield Step(index, item.key, kind, effort, value.raw, choice, reply)

    def sign(self, item: Item, value: Value) -> int:
        """All that conditions and checks can tell of an answer."""
        kinds = self._kinds.get(item.key)
        if kinds is None:
            kinds = self._kinds[item.key] = Kinds(self.plan.tests.get(item.key, ()))
        return kinds.of(value.options, value.amount)

    def every(self) -> Iterator[Step]:
        """Every step that may ever be offered."""
        for steps in self._of_questions:
            yield from steps
        yield from self._of_checks

    def answerable(self, index: int) -> bool:
        """Whether a question offers a step."""
        return bool(self._of_questions[index])

    # ---- what a step bears on

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each question and check: the questions that decide whether it applies or holds."""
        found: dict[str, frozenset[str]] = {}
        for index in self.plan.order:
            item = self.plan.items[index]
            direct = frozenset(item.references)
            found[item.key] = direct.union(*(found[key] for key in direct))
        for key, direct in self.plan.check_references.items():
            found[key] = direct.union(*(found[name] for name in direct))
        return found

    @cached_property
    def descendants(self) -> dict[str, list[int]]:
        """For each question on which others depend: the positions of the questions that it may bring in or out."""
        found: dict[str, list[int]] = {key: [] for key in self.plan.referenced}
        for index, item in enumerate(self.plan.items):
            for key in self.ancestors[item.key]:
                found[key].append(index)
        return found

    def alters(self, step: Step) -> bool:
        """Whether a step can turn what is decided already: it gives another answer, and somebody can tell."""
        return self._alters[step]

    @cached_property
    def _alters(self) -> dict[Step, bool]:
        return {step: self._can_tell(step) for step in self.every()}

    def _can_tell(self, step: Step) -> bool:
        if step.reply is None or step.reply.value is None or step.subject not in self.plan.referenced:
            return False
        before = self.start.replies[step.position]
        return before.value is not None and (
            self.sign(before.item, before.value) != self.sign(before.item, step.reply.value)
        )

    def touched(self, situation: Situation, step: Step) -> list[int]:
        """The positions of the questions that a step may bring in or out.

        An answer to an open question only decides what is undecided; it turns nothing.
        """
        positions = self.descendants.get(step.subject, [])
        if not positions or self.alters(step):
            return positions
        if self.start.replies[step.position].open:
            return [index for index in positions if situation.applies[index] is None]
        return []

    def touched_by(self, situation: Situation, steps: Iterable[Step]) -> dict[Step, list[int]]:
        """What each of some steps touches. Answers to one question that bring in or out the same share one list."""
        lists: dict[tuple[str, bool], list[int]] = {}
        found: dict[Step, list[int]] = {}
        for step in steps:
            sort = step.subject, self.alters(step)
            if sort not in lists:
                lists[sort] = self.touched(situation, step)
            found[step] = lists[sort]
        return found
