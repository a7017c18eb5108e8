"""The way to green: what has to be done until nothing speaks against the product any more."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import APPROVE
from vendorcheck.assessment.path_to_yes.path import find_path_to_yes
from vendorcheck.assessment.path_to_yes.steps import Step
from vendorcheck.model.questions import plain_question

GreenStepKind: TypeAlias = Literal["agree", "find-out", "plans", "show", "confirm", "clarify"]


@dataclass(frozen=True, slots=True)
class GreenStep:
    """A step on the way to green, about a question or a check.

    The kinds: `agree` with the vendor on the `remedy`; `find-out` what nobody knows yet, or ask the
    vendor; `plans`: change an answer of the request; `show`: have it shown; `confirm` that it does
    not apply; `clarify` which of two answers is right. `text` is the question in plain words, or
    the message of the check.
    """

    kind: GreenStepKind
    subject: str
    text: str
    remedy: str = ""


def find_way_to_green(
    evaluation: Evaluation, accepted_risks: AcceptedRisks
) -> tuple[GreenStep, ...] | None:
    """Return the fewest steps to a pre-check with nothing against it; None if no steps lead there.

    Args:
        evaluation: the status of each question of the pre-check.
        accepted_risks: the risks that are accepted, by question or check.
    """
    path = find_path_to_yes(evaluation, accepted_risks, APPROVE)
    if path.steps is None:
        return None
    return tuple(_green_step(step, evaluation) for step in path.steps)


def _green_step(step: Step, evaluation: Evaluation) -> GreenStep:
    questions = evaluation.plan.questions
    if step.kind == "clarify":
        check = evaluation.plan.checks[step.position - len(questions)]
        return GreenStep("clarify", step.subject, check.definition.message)
    question, status = questions[step.position], evaluation.statuses[step.position]
    text = plain_question(question.definition)
    if step.kind == "confirm":
        return GreenStep("confirm", step.subject, text)
    if question.is_for_requester:
        return GreenStep("plans", step.subject, text)
    if step.kind == "remedy" and status.answer_result:
        remedy = status.answer_result.gap_text("remedy", question.definition)
        return GreenStep("agree", step.subject, text, remedy or "")
    return GreenStep("show" if step.kind == "support" else "find-out", step.subject, text)
