"""What is not known: the questions to send to the vendor, and those that the requester answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.fields import GRADES
from vendorcheck.standing import Reply, Situation

Why: TypeAlias = Literal["open", "disputed", "grade", "contradiction"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to somebody outside: `subject` is the question or check, `text` can be sent as it is."""

    subject: str
    why: Why
    text: str


def asks(situation: Situation, *, requester: frozenset[str]) -> tuple[tuple[Ask, ...], tuple[Ask, ...]]:
    """The questions to the vendor, and those to the requester.

    Our reasons for disputing an answer stay with us: the vendor is told which answer, not why.

    Args:
        situation: where each question stands.
        requester: the questionnaires that the requester answers.
    """
    vendor: list[Ask] = []
    own: list[Ask] = []
    for reply, applies in situation:
        if applies is not False:
            target = own if reply.item.home in requester else vendor
            target.extend(_of(situation, reply))
    for (key, check, home), holds in zip(situation.plan.checks, situation.checks, strict=True):
        if holds is True:
            # What the requester told us is nothing that a vendor hears of.
            named = {home, *(name.partition("/")[0] for name, _, _ in check.when.references(home))}
            target = vendor if requester.isdisjoint(named) else own
            target.append(
                Ask(
                    key,
                    "contradiction",
                    f"Two answers contradict each other. {check.message} Which is right?",
                )
            )
    return tuple(vendor), tuple(own)


def _of(situation: Situation, reply: Reply) -> Iterator[Ask]:
    item, question = reply.item, reply.item.question
    if reply.state == "disputed":
        yield Ask(
            item.key,
            "disputed",
            f"{question.ask} We could not confirm your answer: please send something that shows it.",
        )
    elif reply.open:
        plan = " Please name the plan that has it, and its price." if question.plan_and_price else ""
        proof = " Please send a document or a link that shows it." if question.evidence == "expected" else ""
        yield Ask(item.key, "open", f"{question.ask}{plan}{proof}")
    elif reply.value and item.scored:
        wanted = situation.plan.settings.grades.get(item.severity)
        if wanted and GRADES.index(reply.grade) < GRADES.index(wanted):
            # What we noted ourselves is nothing that a vendor hears of.
            theirs = reply.answer is not None and reply.answer.source in {"vendor", "import"}
            answer = f' You answered "{reply.value.shown}".' if theirs else ""
            yield Ask(item.key, "grade", f"{question.ask}{answer} Please send a document that shows it.")
