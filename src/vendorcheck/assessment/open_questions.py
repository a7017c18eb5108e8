"""What is not known: the questions to send to the vendor, and those that the requester answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, evidence_ended_on
from vendorcheck.assessment.pending import PendingDecision
from vendorcheck.model.questions import BaseQuestion

OpenReason: TypeAlias = Literal["open", "disputed", "grade", "contradiction"]


DecisionSubject: TypeAlias = Literal["tier", "questionnaires"]
_ANSWER_FIRST = "Please answer this first: it decides"
_DECIDES_TIER = f"{_ANSWER_FIRST} the tier, which says how closely we look."
_DECIDES_MORE_QUESTIONS = f"{_ANSWER_FIRST} what else is asked."


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to somebody outside: `subject` is the question or check, `text` can be sent as it is.

    `decides`: the answer decides the tier, or whether more questionnaires are asked.
    """

    subject: str
    reason: OpenReason
    text: str
    decides: DecisionSubject | None = None


def find_open_questions(
    evaluation: Evaluation,
    *,
    requester_questionnaire_ids: frozenset[str],
    pending_decisions: Sequence[PendingDecision] = (),
) -> tuple[tuple[OpenQuestion, ...], tuple[OpenQuestion, ...]]:
    """The questions to the vendor, and those to the requester; first those that decide what else is asked.

    Our reasons for disputing an answer stay with us: the vendor is told which answer, not why.

    Args:
        evaluation: where each question stands.
        requester_questionnaire_ids: the questionnaires that the requester answers.
        pending_decisions: what open questions decide. What only a questionnaire asks that may not be asked at all, has to wait.
    """
    vendor: list[OpenQuestion] = []
    own: list[OpenQuestion] = []
    for ask in (
        first := _deciding_questions(evaluation, requester_questionnaire_ids, pending_decisions)
    ).values():
        (own if ask.subject.partition("/")[0] in requester_questionnaire_ids else vendor).append(
            ask
        )
    waiting = {one.id for part in pending_decisions for one in part.questionnaires}
    for reply, applies in evaluation:
        if (
            applies is not False
            and reply.question.key not in first
            and reply.question.questionnaire_id not in waiting
        ):
            target = (
                own if reply.question.questionnaire_id in requester_questionnaire_ids else vendor
            )
            target.extend(_questions_about(evaluation, reply))
    for (key, check, home), holds in zip(
        evaluation.plan.checks, evaluation.check_results, strict=True
    ):
        if holds is True:
            # What the requester told us is nothing that a vendor hears of.
            named = {home, *(name.partition("/")[0] for name, _, _ in check.when.references(home))}
            target = vendor if requester_questionnaire_ids.isdisjoint(named) else own
            target.append(
                OpenQuestion(
                    key,
                    "contradiction",
                    f"Two answers contradict each other. {check.message} Which is right?",
                )
            )
    return tuple(vendor), tuple(own)


def _deciding_questions(
    evaluation: Evaluation,
    requester_questionnaire_ids: frozenset[str],
    pending_decisions: Sequence[PendingDecision],
) -> dict[str, OpenQuestion]:
    """The questions that decide something, each once. A vendor hears nothing of tiers."""
    found: dict[str, OpenQuestion] = {}
    for part in pending_decisions:
        for reply in part.statuses:
            decides: DecisionSubject = "questionnaires" if part.questionnaires else "tier"
            words = (
                _DECIDES_TIER
                if decides == "tier"
                and reply.question.questionnaire_id in requester_questionnaire_ids
                else _DECIDES_MORE_QUESTIONS
            )
            for ask in _questions_about(evaluation, reply):
                found.setdefault(
                    ask.subject, replace(ask, text=f"{ask.text} {words}", decides=decides)
                )
    return found


def _unit_suffix(question: BaseQuestion) -> str:
    """In what an amount is wanted, where the question itself does not say so."""
    unit = question.counted_unit
    return f" ({unit})" if unit and unit.lower() not in question.ask.lower() else ""


def _questions_about(evaluation: Evaluation, status: QuestionStatus) -> Iterator[OpenQuestion]:
    item, question = status.question, status.question.definition
    if status.answer_state == "disputed":
        yield OpenQuestion(
            item.key,
            "disputed",
            f"{question.ask} We could not confirm your answer: please send something that shows it.",
        )
    elif status.is_open:
        plan = (
            " Please name the plan that has it, and its price." if question.plan_and_price else ""
        )
        proof = (
            " Please send a document or a link that shows it."
            if question.evidence == "expected"
            else ""
        )
        yield OpenQuestion(item.key, "open", f"{question.ask}{_unit_suffix(question)}{plan}{proof}")
    elif (
        status.parsed_answer
        and status.grade in item.insufficient_grades
        and not (status.answer_result and status.answer_result.credit == 0)
    ):
        # That it has nothing of what we want needs no proof; what to do about it is another matter.
        # And what we noted ourselves is nothing that a vendor hears of.
        theirs = status.answer is not None and status.answer.source in {"vendor", "import"}
        answer = f' You answered "{status.parsed_answer.quotable_text}".' if theirs else ""
        day = evidence_ended_on(evaluation, status)
        which = (
            f"the current document: the one that we have ended on {day}"
            if day
            else "a document that shows it"
        )
        yield OpenQuestion(item.key, "grade", f"{question.ask}{answer} Please send {which}.")
