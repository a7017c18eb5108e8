"""A question with all that is said around it when it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.interview.engine._contradicted import contradicted_options
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.model.conditions import Truth
from vendorcheck.model.earlier_answers import EarlierAnswer
from vendorcheck.model.questionnaire import Questionnaire, Section


@dataclass(frozen=True, slots=True)
class QuestionContext:
    """A question with its section, its questionnaire and how it is answered so far.

    `earlier_answers` stand under older names: they are shown beside it. `excluded_options` are
    those that an earlier answer of a requester rules out.
    """

    planned_question: PlannedQuestion
    questionnaire: Questionnaire
    section: Section
    status: QuestionStatus
    applies: Truth
    earlier_answers: Sequence[EarlierAnswer] = ()
    excluded_options: frozenset[str] = frozenset()


def question_context(state: InterviewState, key: str) -> QuestionContext:
    """Return a question with its context; KeyError if it has no place in the interview."""
    status, applies = state.status_and_applicability(key)
    questionnaire = state.interview.assessor.library[status.question.questionnaire_id]
    section = next(
        section
        for section in questionnaire.sections
        if f"{questionnaire.id}/{section.id}" == status.question.section_key
    )
    earlier = state.interview.earlier_answers.get(key, ())
    # Whoever writes down what a vendor said writes down its contradictions, too.
    excluded = (
        contradicted_options(state.evaluation, key) if state.interview.plain_words else frozenset()
    )
    return QuestionContext(
        status.question, questionnaire, section, status, applies, earlier, excluded
    )
