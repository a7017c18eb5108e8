"""What is not known: the questions to send to the vendor, and those that the requester answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from vendorcheck.assessment.evaluation import Reply, Situation, ended
from vendorcheck.assessment.pending import Pending
from vendorcheck.model.questions import BaseQuestion

Why: TypeAlias = Literal["open", "disputed", "grade", "contradiction"]


Decides: TypeAlias = Literal["tier", "questionnaires"]
_FIRST = "Please answer this first: it decides"
_TIER = f"{_FIRST} the tier, which says how closely we look."
_MORE = f"{_FIRST} what else is asked."


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to somebody outside: `subject` is the question or check, `text` can be sent as it is.

    `decides`: the answer decides the tier, or whether more questionnaires are asked.
    """

    subject: str
    why: Why
    text: str
    decides: Decides | None = None


def asks(
    situation: Situation, *, requester: frozenset[str], pending: Sequence[Pending] = ()
) -> tuple[tuple[OpenQuestion, ...], tuple[OpenQuestion, ...]]:
    """The questions to the vendor, and those to the requester; first those that decide what else is asked.

    Our reasons for disputing an answer stay with us: the vendor is told which answer, not why.

    Args:
        situation: where each question stands.
        requester: the questionnaires that the requester answers.
        pending: what open questions decide. What only a questionnaire asks that may not be asked at all, has to wait.
    """
    vendor: list[OpenQuestion] = []
    own: list[OpenQuestion] = []
    for ask in (first := _deciding(situation, requester, pending)).values():
        (own if ask.subject.partition("/")[0] in requester else vendor).append(ask)
    waiting = {one.id for part in pending for one in part.questionnaires}
    for reply, applies in situation:
        if applies is not False and reply.item.key not in first and reply.item.home not in waiting:
            target = own if reply.item.home in requester else vendor
            target.extend(_of(situation, reply))
    for (key, check, home), holds in zip(situation.plan.checks, situation.checks, strict=True):
        if holds is True:
            # What the requester told us is nothing that a vendor hears of.
            named = {home, *(name.partition("/")[0] for name, _, _ in check.when.references(home))}
            target = vendor if requester.isdisjoint(named) else own
            target.append(
                OpenQuestion(
                    key,
                    "contradiction",
                    f"Two answers contradict each other. {check.message} Which is right?",
                )
            )
    return tuple(vendor), tuple(own)


def _deciding(
    situation: Situation, requester: frozenset[str], pending: Sequence[Pending]
) -> dict[str, OpenQuestion]:
    """The questions that decide something, each once. A vendor hears nothing of tiers."""
    found: dict[str, OpenQuestion] = {}
    for part in pending:
        for reply in part.replies:
            decides: Decides = "questionnaires" if part.questionnaires else "tier"
            words = _TIER if decides == "tier" and reply.item.home in requester else _MORE
            for ask in _of(situation, reply):
                found.setdefault(ask.subject, replace(ask, text=f"{ask.text} {words}", decides=decides))
    return found


def _unit(question: BaseQuestion) -> str:
    """In what an amount is wanted, where the question itself does not say so."""
    unit = question.counts
    return f" ({unit})" if unit and unit.lower() not in question.ask.lower() else ""


def _of(situation: Situation, reply: Reply) -> Iterator[OpenQuestion]:
    item, question = reply.item, reply.item.question
    if reply.state == "disputed":
        yield OpenQuestion(
            item.key,
            "disputed",
            f"{question.ask} We could not confirm your answer: please send something that shows it.",
        )
    elif reply.open:
        plan = " Please name the plan that has it, and its price." if question.plan_and_price else ""
        proof = " Please send a document or a link that shows it." if question.evidence == "expected" else ""
        yield OpenQuestion(item.key, "open", f"{question.ask}{_unit(question)}{plan}{proof}")
    elif reply.value and reply.grade in item.weak and not (reply.outcome and reply.outcome.credit == 0):
        # That it has nothing of what we want needs no proof; what to do about it is another matter.
        # And what we noted ourselves is nothing that a vendor hears of.
        theirs = reply.answer is not None and reply.answer.source in {"vendor", "import"}
        answer = f' You answered "{reply.value.quoted}".' if theirs else ""
        day = ended(situation, reply)
        which = (
            f"the current document: the one that we have ended on {day}"
            if day
            else "a document that shows it"
        )
        yield OpenQuestion(item.key, "grade", f"{question.ask}{answer} Please send {which}.")
