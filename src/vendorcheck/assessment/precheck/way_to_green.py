"""The way to green: what has to be done until nothing speaks against the product any more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import APPROVE, RuleResult
from vendorcheck.assessment.path_to_yes.path import find_path_to_yes
from vendorcheck.assessment.path_to_yes.steps import Step
from vendorcheck.assessment.precheck.our_part import (
    ChangedRequest,
    accept_risks,
    changed_requests,
    find_open_facts,
)
from vendorcheck.model.questions import plain_question
from vendorcheck.model.vendor_file import VendorFile

GreenStepKind: TypeAlias = Literal[
    "agree", "find-out", "answer", "settle", "plans", "show", "confirm", "clarify", "accept"
]
LookAgain: TypeAlias = Callable[[VendorFile], tuple[Evaluation, AcceptedRisks]]
"""A function that evaluates the pre-check's questions for a vendor file that was changed."""


@dataclass(frozen=True, slots=True)
class GreenStep:
    """A step on the way to green, about a question or a check.

    The kinds: `agree` with the vendor on the `remedy`; `find-out` what nobody knows yet, or ask the
    vendor; `answer` a question of the request, which decides what else it takes; `settle` among us
    what `remedy` says; `plans`: change an answer of the request, in the way that `remedy` says if
    it does; `show`: have it shown; `confirm` that it does not apply; `clarify` which of two answers
    is right; `accept`: have IT accept the risk. `text` is the question in plain words, or the
    message of the check.
    """

    kind: GreenStepKind
    subject: str
    text: str
    remedy: str = ""


def find_way_to_green(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, vendor: VendorFile, look: LookAgain
) -> tuple[GreenStep, ...] | None:
    """Return the fewest steps to a pre-check with nothing against it; None if no steps lead there.

    Where neither vendor nor requester can do it by answers alone, open questions of the request
    come first: what else it takes can be told only then. Without any, other plans may do, and in
    the end IT may accept what stands in the way.

    Args:
        evaluation: the status of each question of the pre-check.
        accepted_risks: the risks that are accepted, by question or check.
        vendor: the vendor file.
        look: looks again at the vendor file after a change.
    """
    path = find_path_to_yes(evaluation, accepted_risks, APPROVE)
    if path.steps is not None:
        return tuple(_green_step(step, evaluation) for step in path.steps)
    if open_facts := find_open_facts(evaluation, path.blocked_by):
        return tuple(
            GreenStep("answer", question.key, plain_question(question.definition))
            for question in open_facts
        )
    return _with_other_plans(evaluation, vendor, path.blocked_by, look) or _with_accepted_risks(
        evaluation, vendor, path.blocked_by, look
    )


def _with_other_plans(
    evaluation: Evaluation, vendor: VendorFile, obstacles: Sequence[RuleResult], look: LookAgain
) -> tuple[GreenStep, ...] | None:
    """Return the shortest way that begins with one change of the request; None if there is none."""
    ways = [
        (_own_step(change), *rest)
        for change in changed_requests(evaluation, vendor, obstacles)
        if (rest := _steps_after(change.vendor, look)) is not None
    ]
    return min(ways, key=len, default=None)


def _own_step(change: ChangedRequest) -> GreenStep:
    if change.duty:
        return GreenStep("settle", change.key, change.text, change.duty)
    return GreenStep("plans", change.key, change.text, change.words)


def _with_accepted_risks(
    evaluation: Evaluation, vendor: VendorFile, obstacles: Sequence[RuleResult], look: LookAgain
) -> tuple[GreenStep, ...] | None:
    """Return the way on which IT accepts what stands in it; None if that is not enough."""
    texts = {check.key: check.definition.message for check in evaluation.plan.checks} | {
        question.key: plain_question(question.definition) for question in evaluation.plan.questions
    }
    subjects = [subject for result in obstacles for subject in result.subjects if subject in texts]
    rest = _steps_after(accept_risks(vendor, subjects, evaluation.as_of), look)
    if rest is None:
        return None
    accepted = dict.fromkeys(subjects)
    return (*(GreenStep("accept", subject, texts[subject]) for subject in accepted), *rest)


def _steps_after(vendor: VendorFile, look: LookAgain) -> tuple[GreenStep, ...] | None:
    """Return the steps that are left after a change; None if they don't lead to green."""
    evaluation, accepted_risks = look(vendor)
    steps = find_path_to_yes(evaluation, accepted_risks, APPROVE).steps
    return None if steps is None else tuple(_green_step(step, evaluation) for step in steps)


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
        return GreenStep("plans" if status.parsed_answer else "answer", step.subject, text)
    if step.kind == "remedy" and status.answer_result:
        remedy = status.answer_result.gap_text("remedy", question.definition)
        return GreenStep("agree", step.subject, text, remedy or "")
    return GreenStep("show" if step.kind == "support" else "find-out", step.subject, text)
