"""Forced choices: the steps of which one must be taken to remove an obstacle to a verdict."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.judgement import Rule, RuleResult
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step, StepChoices

_RULES_ABOUT_SUMS: Final[frozenset[Rule]] = frozenset(
    ("not-scorable", "tier-open", "not-applicable", "coverage", "score-band")
)


def find_forced_choices(
    available_steps: AvailableSteps,
    evaluation: Evaluation,
    obstacles: Iterable[RuleResult],
    steps: Sequence[Step],
) -> Iterator[StepChoices]:
    """Yield the choices of steps, of which one must be taken, for each subject of an obstacle.

    A subject is a question, check or section. Rules about all questions, or all of a questionnaire,
    force no single step.
    """
    # Support changes nothing but the grade of an answer.
    answer_steps = [step for step in steps if step.kind != "support"]
    for is_about_grade, helpful_steps in ((False, answer_steps), (True, steps)):
        subjects = [
            subject
            for rule_result in obstacles
            if (rule_result.rule == "grade") is is_about_grade
            and rule_result.rule not in _RULES_ABOUT_SUMS
            for subject in rule_result.subjects
        ]
        if subjects:
            steps_by_subject = _steps_by_subject(
                available_steps, evaluation, helpful_steps, subjects
            )
            yield from map(tuple, steps_by_subject.values())


def _steps_by_subject(
    available_steps: AvailableSteps,
    evaluation: Evaluation,
    steps: Iterable[Step],
    subjects: Iterable[str],
) -> dict[str, dict[Step, None]]:
    """Return the steps that may stop a rule from firing for each question, check or section."""
    questions = available_steps.plan.questions
    steps_by_subject: dict[str, dict[Step, None]] = {subject: {} for subject in subjects}
    positions_by_step = available_steps.affected_positions_by_step(evaluation, steps)
    position_lists = {id(positions): positions for positions in positions_by_step.values()}
    affected_subjects = {
        list_id: [
            name
            for position in positions
            for name in (questions[position].key, questions[position].section_key)
            if name in steps_by_subject
        ]
        for list_id, positions in position_lists.items()
    }
    for step, positions in positions_by_step.items():
        names = [step.subject, *affected_subjects[id(positions)]]
        if step.position < len(questions):
            names.append(questions[step.position].section_key)
        if available_steps.may_decide_checks(step):
            names += available_steps.checks_by_question.get(step.subject, ())
        for name in names:
            if name in steps_by_subject:
                steps_by_subject[name][step] = None
    return steps_by_subject
