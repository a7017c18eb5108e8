"""Steps: the changes that can be made to a situation, and what the rules say once they are made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vendorcheck.fields import GRADES, Effort
from vendorcheck.questions import Raw
from vendorcheck.rules import Accepted, Judgement, judge
from vendorcheck.standing import Reply, Situation

Kind: TypeAlias = Literal["remedy", "answer", "support", "clarify"]
EFFORTS: Mapping[Effort, int] = {"low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One change: a gap remedied, an open question answered, an answer supported, a contradiction cleared up.

    `subject` is `questionnaire/question`, or `questionnaire/check` for `clarify`; `answer` is what the question
    is answered with then. `position` orders the steps as the questionnaires do.
    """

    position: int
    subject: str
    kind: Kind
    effort: int
    answer: Raw | None = None
    reply: Reply | None = field(default=None, compare=False, repr=False)


def taken(situation: Situation, accepted: Accepted, steps: Iterable[Step]) -> tuple[Situation, Judgement]:
    """The situation with these steps taken, and what the rules say then."""
    steps = tuple(steps)
    changed = {step.position: step.reply for step in steps if step.reply}
    after = situation.with_replies(changed) if changed else situation
    cleared = frozenset(step.subject for step in steps if step.kind == "clarify")
    return after, judge(after, accepted, cleared)


def candidates(situation: Situation, *, wide: bool = False) -> Iterator[Step]:
    """The steps that can be taken in a situation. `wide`: also answers that only decide what applies."""
    plan, grades = situation.plan, situation.plan.settings.grades
    for index, (reply, applies) in enumerate(zip(situation.replies, situation.applies, strict=True)):
        item = reply.item
        if applies is False or reply.state == "not-applicable":
            continue
        if item.scored or item.blocks:
            wanted = grades.get(item.severity) if item.scored else None
            yield from _changes(situation, index, wanted)
        elif wide and reply.open and item.key in plan.referenced:
            yield from (
                _changed(situation, index, option.id, "answer", 2) for option in item.question.offered
            )
    for number, ((key, _, _), holds) in enumerate(zip(plan.checks, situation.checks, strict=True)):
        if holds is not False:
            yield Step(len(plan.items) + number, key, "clarify", EFFORTS["low"])


def _changes(situation: Situation, index: int, wanted: str | None) -> Iterator[Step]:
    """The steps that one question offers: another answer, or support for the one it has."""
    reply = situation.replies[index]
    if reply.value and wanted and GRADES.index(reply.grade) < GRADES.index(wanted):
        supported = Reply(reply.item, reply.state, reply.answer, reply.value, reply.outcome, "verified")
        yield Step(index, reply.item.key, "support", EFFORTS["medium"], reply.value.raw, supported)
    if reply.full:
        return
    current = reply.value.raw if reply.value else None
    answers = reply.item.question.full_answers(current, situation.as_of)
    # Which of several full-credit answers it is matters only where something else depends on it.
    if reply.item.key not in situation.plan.referenced:
        answers = answers[:1]
    for answer in answers:
        yield _changed(situation, index, answer, "answer" if reply.open else "remedy", _effort(reply))


def _changed(situation: Situation, index: int, answer: Raw, kind: Kind, effort: int) -> Step:
    item = situation.plan.items[index]
    value = item.question.read(answer)
    outcome = item.question.outcome(value, situation.as_of) if item.counted else None
    reply = Reply(item, "answered", None, value, outcome, "verified")
    return Step(index, item.key, kind, effort, value.raw, reply)


def _effort(reply: Reply) -> int:
    """What the remedy asks: as the option says, else the question, else medium."""
    own = reply.outcome.wording.effort if reply.outcome else None
    effort = own or reply.item.question.effort
    return EFFORTS[effort or "medium"]
