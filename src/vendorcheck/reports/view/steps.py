"""The steps of a path to yes for a reader: who takes them, their text, and the score after each."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.consent import lacks_consent
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.judgement import APPROVE, APPROVE_WITH_CONDITIONS
from vendorcheck.assessment.path_to_yes.path import PathToYes
from vendorcheck.assessment.path_to_yes.progress import Progress
from vendorcheck.assessment.path_to_yes.steps import Step
from vendorcheck.assessment.reasons import format_score
from vendorcheck.model.fields import Effort
from vendorcheck.reports.view.words import EFFORTS_BY_NUMBER
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, one_line, short_name
from vendorcheck.text.words import as_sentence

StepOwner: TypeAlias = Literal["vendor", "requester", "us"]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its texts.

    `text` is a sentence that says what to do; `remedy` and `clause` are the questionnaire's, if
    any. `answer` is the answer that counts after the step, for display. `score_after` is in
    percent, after this step and all before it; `score_text` is that score for display.
    `opened_count` is the number of unanswered questions that come to apply by the step,
    `newly_counted` that of answered ones.
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
        """The wording of the step as a condition of an approval."""
        return self.text if self.owner == "us" else self.remedy or self.text


def lay_out_path(assessment: Assessment, path: PathToYes) -> tuple[PlannedStep, ...] | None:
    """Lay out the steps of a path; None if there is no path."""
    if path.steps is None:
        return None
    progress = Progress(assessment.evaluation)
    settings = assessment.evaluation.plan.settings
    planned_steps: list[PlannedStep] = []
    for step in path.steps:
        newly_applicable = progress.change(step.position, step.status) if step.status else ()
        opened_count, newly_counted = _count_newly_applicable(progress, newly_applicable)
        planned_steps.append(
            replace(
                _lay_out_step(assessment, step, progress.score),
                score_text=format_score(progress.score, settings),
                opened_count=opened_count,
                newly_counted=newly_counted,
            )
        )
    return tuple(planned_steps)


def _count_newly_applicable(progress: Progress, positions: tuple[int, ...]) -> tuple[int, int]:
    """Count the rated questions among those that come to apply by a step.

    Returns:
        The number of those without an answer, and of those with one.
    """
    statuses = [progress.statuses[index] for index in positions]
    open_states = [
        status.is_open
        for status in statuses
        if status.question.is_subject_to_rules and not status.is_put_aside
    ]
    return open_states.count(True), open_states.count(False)


def conditions_to_propose(assessment: Assessment) -> tuple[PlannedStep, ...]:
    """Return the conditions to propose with an approval: the steps that lead to approve.

    There are none unless the verdict is approve with conditions.
    """
    if assessment.verdict != APPROVE_WITH_CONDITIONS:
        return ()
    return lay_out_path(assessment, assessment.paths_to_yes[APPROVE]) or ()


def _lay_out_step(assessment: Assessment, step: Step, score_after: Fraction | None) -> PlannedStep:
    effort = EFFORTS_BY_NUMBER[step.effort]
    owner = step_owner(assessment, step)
    if step.status is None:
        check = assessment.evaluation.plan.check_by_key[step.subject]
        text = f"{as_sentence(check.definition.message)} Clear up which of the answers is right."
        return PlannedStep(step, owner, text, None, None, None, effort, score_after)
    current = assessment.evaluation.statuses[step.position]
    question = step.status.question.definition
    if step.kind == "confirm":
        text = f"Agree that it does not apply: {question.ask}"
        return PlannedStep(step, owner, text, None, None, None, effort, score_after)
    new_answer = step.status.parsed_answer
    answer, quoted = (new_answer.display_text, new_answer.quotable_text) if new_answer else ("", "")
    remedy, clause = question.remedy, question.clause
    if result := current.answer_result:
        remedy, clause = result.gap_text("remedy", question), result.gap_text("clause", question)
    if step.kind == "support":
        text = f'{_support_request(assessment, step).rstrip(".")}: {question.ask} "{quoted}"'
        return PlannedStep(step, owner, text, answer, None, None, effort, score_after)
    requirement = f"{question.ask} What it takes: {question.describe_full_credit() or quoted}."
    text = requirement if step.kind == "answer" else remedy or requirement
    if lacks_consent(current, assessment.as_of):
        text = f"Disagree that it does not apply, and ask the vendor: {text}"
    text += _plan_and_price_sentence(assessment.vendor.vendor.plan, current)
    return PlannedStep(step, owner, text, answer, remedy, clause, effort, score_after)


def _plan_and_price_sentence(our_plan: str | None, current_status: QuestionStatus) -> str:
    """Name the plan that has the feature, and its price, if the answer is about another plan.

    An answer holds for the plan that it names. If it is not enough and our plan is not known,
    the answer must earn no credit at all for its plan to be taken for another that has more.
    """
    answer = current_status.answer
    if not (answer and answer.plan and current_status.question.definition.plan_and_price):
        return ""
    is_other_plan = (
        one_line(answer.plan).lower() != one_line(our_plan).lower()
        if our_plan
        else not _earns_credit(current_status)
    )
    if not is_other_plan:
        return ""
    price = f": {short_name(answer.price, MAX_QUOTE_LENGTH)}" if answer.price else ""
    return f" The plan {short_name(answer.plan)} has it{price}."


def _earns_credit(status: QuestionStatus) -> bool:
    return status.answer_result is not None and status.answer_result.credit > 0


def _support_request(assessment: Assessment, step: Step) -> str:
    """Return what to ask for where an answer is weakly supported, as its finding says."""
    remedies = (
        finding.remedy
        for finding in assessment.findings
        if finding.kind == "grade" and finding.question == step.subject
    )
    return next(remedies, None) or "Send a document that shows it."


def step_owner(assessment: Assessment, step: Step) -> StepOwner:
    """Return who has to act: we are the ones where something waits for our consent or review."""
    plan = assessment.evaluation.plan
    # Of a contradiction with the request the vendor learns nothing.
    if is_about_request(assessment, step.subject):
        return "requester"
    if step.status is None:
        return "vendor"
    if lacks_consent(assessment.evaluation.statuses[step.position], assessment.as_of):
        # The vendor has answered: that it does not apply.
        return "us"
    if step.kind != "support":
        return "vendor"
    # Whoever said that it is verified has to name who reviewed it.
    is_said_to_be_verified = step.status.answer and step.status.answer.grade == "verified"
    grades = plan.settings.grades
    is_verified_required = grades.get(step.status.question.severity) == "verified"
    return "us" if is_said_to_be_verified or is_verified_required else "vendor"


def is_about_request(assessment: Assessment, subject: str) -> bool:
    """Return whether a question, or one that a check names, is for the requester to answer.

    `subject` is the key of the question or the check.
    """
    check = assessment.evaluation.plan.check_by_key.get(subject)
    ids = check.questionnaire_ids if check else (subject.partition("/")[0],)
    return any(assessment.library[name].respondent == "requester" for name in ids)
