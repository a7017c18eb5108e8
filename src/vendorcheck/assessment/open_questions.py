"""Find the open questions: those to send to the vendor, and those that the requester answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.pending import PendingDecision, find_open_facts
from vendorcheck.assessment.plan.check import PlannedCheck
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.quotes import in_quotes
from vendorcheck.text.words import as_sentence, join_list

OpenReason: TypeAlias = Literal["open", "disputed", "grade", "contradiction"]
DecisionSubject: TypeAlias = Literal["tier", "questionnaires", "questions"]
_ANSWER_FIRST = "Please answer this first: it decides"
_DECIDES_TIER = f"{_ANSWER_FIRST} the tier, which says how closely we look."
_DECIDES_MORE_QUESTIONS = f"{_ANSWER_FIRST} what else is asked."


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to the vendor or the requester.

    `subject` is the key of the question or check; `text` can be sent as it is. `decides` is set if
    the answer decides the tier, whether more questionnaires are asked, or more questions.
    """

    subject: str
    reason: OpenReason
    text: str
    decides: DecisionSubject | None = None


def find_open_questions(
    evaluation: Evaluation, pending_decisions: Sequence[PendingDecision] = ()
) -> tuple[tuple[OpenQuestion, ...], tuple[OpenQuestion, ...]]:
    """Return the questions to the vendor and those to the requester; deciding ones come first.

    Among these are the facts that decide what else is asked: no step answers them.
    Our reasons for disputing an answer stay with us: the vendor learns which answer, not why.

    Args:
        evaluation: the status of each question.
        pending_decisions: decisions that open questions still have to make. The questions of a
            questionnaire that may yet not be asked are held back.
    """
    questions = _deciding_questions(pending_decisions)
    deciding_keys = {key for one in evaluation.plan.questions for key in one.dependencies}
    undecided_questionnaire_ids = {
        questionnaire.id
        for decision in pending_decisions
        for questionnaire in decision.questionnaires
    }
    facts = [(status, None) for status in find_open_facts(evaluation)]
    for status, applies in chain(facts, evaluation):
        if (
            applies is not False
            and status.question.key not in questions
            and status.question.questionnaire_id not in undecided_questionnaire_ids
        ):
            for question in _questions_about(status):
                decides = status.question.definition.fact and question.subject in deciding_keys
                questions[question.subject] = (
                    _with_explanation(question, "questions") if decides else question,
                    status.question.is_for_requester,
                )
    all_questions = [*questions.values(), *_contradiction_questions(evaluation)]
    return (
        tuple(question for question, for_requester in all_questions if not for_requester),
        tuple(question for question, for_requester in all_questions if for_requester),
    )


def _contradiction_questions(evaluation: Evaluation) -> Iterator[tuple[OpenQuestion, bool]]:
    """Yield the question about each contradiction, and whether it is for the requester.

    It is if one of the answers is the requester's, which the vendor must not learn.
    """
    requester_ids = {
        question.questionnaire_id
        for question in evaluation.plan.questions
        if question.is_for_requester
    }
    for check, fails in zip(evaluation.plan.checks, evaluation.check_results, strict=True):
        if fails is True and not check.is_requirement:
            is_for_requester = not requester_ids.isdisjoint(check.questionnaire_ids)
            yield question_about_contradiction(check), is_for_requester


def question_about_contradiction(check: PlannedCheck) -> OpenQuestion:
    """Return the question which of the answers is right that a check found to contradict."""
    message = as_sentence(check.definition.message)
    text = f"Two answers contradict each other. {message} Which is right?"
    return OpenQuestion(check.key, "contradiction", text)


def _deciding_questions(
    pending_decisions: Sequence[PendingDecision],
) -> dict[str, tuple[OpenQuestion, bool]]:
    """Return the questions that decide something, by subject; tiers are hidden from the vendor.

    Beside each stands whether it is for the requester.
    """
    open_questions: dict[str, tuple[OpenQuestion, bool]] = {}
    for decision in pending_decisions:
        for status in decision.statuses:
            decides: DecisionSubject = "questionnaires" if decision.questionnaires else "tier"
            is_for_requester = status.question.is_for_requester
            explanation = (
                _DECIDES_TIER if decides == "tier" and is_for_requester else _DECIDES_MORE_QUESTIONS
            )
            for open_question in _questions_about(status):
                question = _with_explanation(open_question, decides, explanation)
                open_questions.setdefault(question.subject, (question, is_for_requester))
    return open_questions


def _with_explanation(
    question: OpenQuestion, decides: DecisionSubject, explanation: str = _DECIDES_MORE_QUESTIONS
) -> OpenQuestion:
    """Return a question that says why it is to be answered first."""
    return replace(question, text=f"{question.text} {explanation}", decides=decides)


def _unit_suffix(question: BaseQuestion) -> str:
    """Return the unit of the amount in brackets; empty if the question itself names it."""
    unit = question.counted_unit
    return f" ({unit})" if unit and unit.lower() not in question.ask.lower() else ""


def _objection(status: QuestionStatus) -> str:
    """Return the sentence to the vendor about an answer that we dispute."""
    if status.answer and status.answer.not_applicable is not None:
        return (
            "You said that this does not apply to your product. As we see it, it does: please "
            "answer it."
        )
    return "We could not confirm your answer: please send something that shows it."


def vague_answer(status: QuestionStatus) -> str:
    """Return the sentence to the vendor about an answer that is too vague; empty for others."""
    if status.source_fault != "no-vendor-option" or status.answer is None:
        return ""
    definition, reply = status.question.definition, status.answer.answer or ()
    chosen_ids = {reply.lower()} if isinstance(reply, str) else {text.lower() for text in reply}
    labels = [
        in_quotes(option.label)
        for option in definition.offered_options
        if option.respondent and option.id.lower() in chosen_ids
    ]
    return f" You answered {join_list(labels)}: please say which it is."


def _questions_about(status: QuestionStatus) -> Iterator[OpenQuestion]:
    """Yield the question to ask about a status, if there is one."""
    key, definition = status.question.key, status.question.definition
    if status.answer_state == "disputed":
        yield OpenQuestion(key, "disputed", f"{definition.ask} {_objection(status)}")
    elif status.is_open and status.answer_state != "not-confirmed":
        # That a question does not apply is for us to confirm, or to dispute.
        plan = (
            " Please name the plan that has it, and its price." if definition.plan_and_price else ""
        )
        proof = (
            " Please send a document or a link that shows it."
            if definition.evidence == "expected"
            else ""
        )
        text = f"{definition.ask}{_unit_suffix(definition)}{vague_answer(status)}{plan}{proof}"
        yield OpenQuestion(key, "open", text)
    elif (
        status.parsed_answer
        and status.grade in status.question.insufficient_grades
        and not (status.answer_result and status.answer_result.credit == 0)
        and not (status.answer and status.answer.grade == "verified")
    ):
        # An answer without credit needs no proof: its gap is remedied by other means. One that we
        # verified needs the name and the day of our review.
        # The vendor must not see what we noted ourselves.
        is_from_vendor = status.answer is not None and status.answer.source in {"vendor", "import"}
        answer = (
            f" You answered {in_quotes(status.parsed_answer.quotable_text)}."
            if is_from_vendor
            else ""
        )
        ended_on = status.support.ended_on
        document = (
            f"the current document: the one that we have ended on {ended_on}"
            if ended_on
            else "a document that shows it"
        )
        yield OpenQuestion(key, "grade", f"{definition.ask}{answer} Please send {document}.")
