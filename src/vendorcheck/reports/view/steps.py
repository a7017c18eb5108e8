"""The steps of a path to yes as a person reads them: who takes them, in which words, and the score after each."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.path_to_yes.search import PathToYes
from vendorcheck.assessment.path_to_yes.steps import Step
from vendorcheck.assessment.reasons import format_score
from vendorcheck.assessment.rules import APPROVE, APPROVE_WITH_CONDITIONS
from vendorcheck.assessment.score import combine_tallies, tally_sections
from vendorcheck.model.fields import Effort
from vendorcheck.reports.view.words import EFFORTS_BY_NUMBER
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, one_line, short_name

StepOwner: TypeAlias = Literal["vendor", "requester", "us"]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step in words.

    `text` is a sentence that says what is to be done; `remedy` and `clause` are the questionnaire's, where it has
    them; `answer` is the answer that counts then, as a person reads it. `score_after`: in percent, with this
    step and all before it taken; `score_shown` is that for people. `opens`: so many questions without an answer come to apply by it, and `brings`: so
    many with one.
    """

    step: Step
    owner: StepOwner
    text: str
    answer: str | None
    remedy: str | None
    clause: str | None
    effort: Effort
    score_after: Fraction | None
    score_text: str = ""
    opened_count: int = 0
    newly_counted: int = 0

    @property
    def condition_text(self) -> str:
        """What a contract would ask for."""
        return self.remedy or self.text


def lay_out_path(assessment: Assessment, path: PathToYes) -> tuple[PlannedStep, ...] | None:
    """The steps of a path in words; None where there is no path."""
    if path.steps is None:
        return None
    situation, found = assessment.evaluation, []
    for step in path.steps:
        before = situation
        if step.status:
            situation = situation.with_statuses({step.position: step.status})
        opens, brings = _count_newly_applicable(before, situation)
        one = _lay_out_step(assessment, step, combine_tallies(tally_sections(situation)).score)
        shown = format_score(one.score_after, situation.plan.settings)
        found.append(replace(one, score_text=shown, opened_count=opens, newly_counted=brings))
    return tuple(found)


def _count_newly_applicable(before: Evaluation, after: Evaluation) -> tuple[int, int]:
    """How many rated questions apply after a step that did not before: those without an answer, those with one."""
    come = [
        reply.is_open
        for reply, was, now in zip(after.statuses, before.applies, after.applies, strict=True)
        if now is True
        and was is not True
        and reply.question.is_subject_to_rules
        and reply.answer_state != "not-applicable"
    ]
    return come.count(True), come.count(False)


def conditions_to_propose(assessment: Assessment) -> tuple[PlannedStep, ...]:
    """What to ask for where the verdict is approve with conditions: the steps from there to approve."""
    if assessment.verdict != APPROVE_WITH_CONDITIONS:
        return ()
    return lay_out_path(assessment, assessment.paths_to_yes[APPROVE]) or ()


def _lay_out_step(assessment: Assessment, step: Step, score_after: Fraction | None) -> PlannedStep:
    effort = EFFORTS_BY_NUMBER[step.effort]
    if step.status is None:
        check = next(
            check for key, check, _ in assessment.evaluation.plan.checks if key == step.subject
        )
        text = f"{check.message} Clear up which of the answers is right."
        return PlannedStep(
            step, _step_owner(assessment, step), text, None, None, None, effort, score_after
        )
    current = assessment.evaluation.statuses[step.position]
    question = step.status.question.definition
    wording = current.answer_result.wording if current.answer_result else question
    value = step.status.parsed_answer
    answer, quoted = (value.display_text, value.quotable_text) if value else ("", "")
    remedy, clause = wording.remedy or question.remedy, wording.clause or question.clause
    if step.kind == "support":
        text = f'{_support_request(assessment, step).rstrip(".")}: {question.ask} "{quoted}"'
        return PlannedStep(
            step, _step_owner(assessment, step), text, answer, None, None, effort, score_after
        )
    wanted = f"{question.ask} What it takes: {question.describe_full_credit() or quoted}."
    text = wanted if step.kind == "answer" else remedy or wanted
    text += _plan_and_price_sentence(assessment.vendor.vendor.plan, current)
    return PlannedStep(
        step, _step_owner(assessment, step), text, answer, remedy, clause, effort, score_after
    )


def _plan_and_price_sentence(our_plan: str | None, current_status: QuestionStatus) -> str:
    """Which plan has what is wanted and for what price, where the answer records it.

    The plan that an answer names has what the answer says. If that is not enough, another plan than ours is named because
    it has more; without knowing `ours`, only what has nothing at all of what is wanted can be taken so.
    """
    answer = current_status.answer
    if not (answer and answer.plan and current_status.question.definition.plan_and_price):
        return ""
    elsewhere = (
        one_line(answer.plan).lower() != one_line(our_plan).lower()
        if our_plan
        else not _earns_credit(current_status)
    )
    if not elsewhere:
        return ""
    price = f": {short_name(answer.price, MAX_QUOTE_LENGTH)}" if answer.price else ""
    return f" The plan {short_name(answer.plan)} has it{price}."


def _earns_credit(status: QuestionStatus) -> bool:
    return status.answer_result is not None and status.answer_result.credit > 0


def _support_request(assessment: Assessment, step: Step) -> str:
    """What is wanted of an answer that is too weakly supported: the finding says so already."""
    found = (
        one.remedy
        for one in assessment.findings
        if one.kind == "grade" and one.question == step.subject
    )
    return next(found, None) or "Send a document that shows it."


def _step_owner(assessment: Assessment, step: Step) -> StepOwner:
    if step.subject.partition("/")[0] in assessment.requester_questionnaire_ids:
        return "requester"
    wanted = (
        assessment.evaluation.plan.settings.grades.get(step.status.question.severity)
        if step.status
        else None
    )
    return "us" if step.kind == "support" and wanted == "verified" else "vendor"
