"""Decide which questions apply to one vendor on one day, without what supports the answers."""

from collections.abc import Mapping
from datetime import date

from vendorcheck.assessment.evaluation import (
    QuestionStatus,
    decide_conditions,
    status_without_support,
)
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.model.conditions import KnownAnswer
from vendorcheck.model.vendor_file import Answer, VendorFile


class Applicability:
    """The questions of a plan that apply, each with its status but for its grade and support.

    It costs a fraction of an evaluation: a status is worked out only where a condition or somebody
    asks for it. `applies` is in the order of the plan's questions.

    Args:
        plan: the questions.
        vendor: the vendor file.
        as_of: the day.
    """

    def __init__(self, plan: Plan, vendor: VendorFile, as_of: date) -> None:
        self.plan = plan
        self._as_of = as_of
        self._answers: Mapping[str, Mapping[str, Answer]] = {
            name: response.answers for name, response in vendor.responses.items()
        }
        self.applies, self._known_answers = decide_conditions(plan, self.status_at)

    def status_at(self, position: int) -> QuestionStatus:
        """Return the status of a question by its position in the plan, without its support."""
        question = self.plan.questions[position]
        answers = self._answers.get(question.questionnaire_id)
        answer = answers.get(question.question_id) if answers else None
        return status_without_support(question, answer, self._as_of)

    def known_answer(self, key: str) -> KnownAnswer:
        """Return what conditions see of `questionnaire/question`, one that some condition names."""
        return self._known_answers[self.plan.position_by_key[key]]
