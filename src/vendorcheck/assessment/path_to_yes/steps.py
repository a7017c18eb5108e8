"""Steps: the changes that can improve an evaluation, the questions they affect, their effect."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.consent import is_named_by_condition, lacks_consent, with_consent
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.assessment.support import Support
from vendorcheck.model.fields import Effort
from vendorcheck.model.questions import EquivalenceClasses, ParsedAnswer, RawAnswer

StepKind: TypeAlias = Literal["remedy", "answer", "support", "clarify", "confirm"]
_KINDS_BY_PREFERENCE: Final[Sequence[StepKind]] = (
    "support",
    "remedy",
    "answer",
    "clarify",
    "confirm",
)
"""The order of steps about one question between which nothing else decides."""
EFFORT_POINTS: Final[Mapping[Effort, int]] = {"low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One change: remedy a gap, answer an open question, support an answer or clarify a check.

    Or `confirm`: one of us agrees that a question which was said not to apply does not apply.
    `subject` is `questionnaire/question`, or `questionnaire/check` for `clarify`; `answer` and
    `status` are those of the question after the step. `position` orders the steps as the
    questionnaires do, `choice` the steps of one question. `effort` is 1, 2 or 3; `points` is the
    weight that the answer earns more than the one before, in the plan's unit.
    """

    position: int
    subject: str
    kind: StepKind
    effort: int
    answer: RawAnswer | None = None
    choice: int = 0
    points: int = 0
    status: QuestionStatus | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        """Hash only the fields that tell the steps apart: a search does so millions of times."""
        return hash((self.position, self.kind, self.choice))


StepOrder: TypeAlias = tuple[int, int, int]
"""Position and choice of a step, and the preference of its kind; the least comes first."""
StepRank: TypeAlias = tuple[int, int, int, tuple[StepOrder, ...]]
"""The rank of a path, best first: number of steps, effort, negated points, order of the steps."""


def take_steps(
    evaluation: Evaluation, accepted_risks: AcceptedRisks, steps: Collection[Step]
) -> tuple[Evaluation, Judgement]:
    """Return the evaluation after some steps, and the judgement of the rules on it."""
    changed_statuses = {step.position: step.status for step in steps if step.status}
    evaluation_after = (
        evaluation.with_statuses(changed_statuses) if changed_statuses else evaluation
    )
    resolved_checks = frozenset(step.subject for step in steps if step.kind == "clarify")
    return evaluation_after, apply_rules(evaluation_after, accepted_risks, resolved_checks)


def rank_steps(steps: Collection[Step]) -> StepRank:
    """Return the rank of a path; the least is the best."""
    return (
        len(steps),
        sum(step.effort for step in steps),
        -sum(step.points for step in steps),
        tuple(sorted(step_order(step) for step in steps)),
    )


def step_order(step: Step) -> StepOrder:
    """Return the place of a step in the order of the questionnaires."""
    return step.position, step.choice, _KINDS_BY_PREFERENCE.index(step.kind)


def earned_units(status: QuestionStatus) -> int:
    """Return the weight that an answer earns, in the plan's unit."""
    if status.answer_result is None:
        return 0
    return status.question.effect_of(status.answer_result).earned_units


class AvailableSteps:
    """The steps that each question and check of an evaluation offers, should it apply.

    Several full-credit answers to a question are steps of their own if some condition or check can
    tell them apart.

    Args:
        evaluation: the status of each question.
        include_deciding_answers: also offer answers to open questions that only decide which
            questions apply.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        *,
        include_deciding_answers: bool = False,
    ) -> None:
        self.initial_evaluation = evaluation
        self.plan = evaluation.plan
        self.include_deciding_answers = include_deciding_answers
        self._equivalence_classes: dict[str, EquivalenceClasses] = {}
        self._question_steps = [
            tuple(self._steps_for_question(index)) for index in range(len(self.plan.questions))
        ]
        self._check_steps = [
            None
            if check.is_requirement
            else Step(
                len(self.plan.questions) + number, check.key, "clarify", EFFORT_POINTS["medium"]
            )
            for number, check in enumerate(self.plan.checks)
        ]

    def steps_in(
        self, evaluation: Evaluation, done_subjects: Collection[str] = ()
    ) -> Iterator[Step]:
        """Yield the steps that can be taken in an evaluation, in order, but for done subjects."""
        for steps, applies in zip(self._question_steps, evaluation.applies, strict=True):
            if applies is not False:
                yield from (step for step in steps if step.subject not in done_subjects)
        for step, fails in zip(self._check_steps, evaluation.check_results, strict=True):
            if step and fails is True and step.subject not in done_subjects:
                yield step

    def _steps_for_question(self, index: int) -> Iterator[Step]:
        status = self.initial_evaluation.statuses[index]
        question = status.question
        if question.is_subject_to_rules:
            yield from self._consent_steps(index, status)
        if status.is_put_aside:
            return
        if question.is_subject_to_rules:
            if status.parsed_answer and status.grade in question.insufficient_grades:
                yield Step(
                    index,
                    question.key,
                    "support",
                    EFFORT_POINTS["medium"],
                    status.parsed_answer.raw,
                    status=replace(status, grade="verified", support=Support()),
                )
            if not status.earns_full_credit:
                yield from self._full_credit_steps(index, status)
        elif (
            self.include_deciding_answers
            and not question.definition.fact
            and status.is_open
            and question.key in self.plan.referenced_keys - self.plan.tier_question_keys
        ):
            yield from self._distinguishable_steps(
                index,
                [option.id for option in question.definition.offered_options],
                EFFORT_POINTS["medium"],
            )

    def _consent_steps(self, index: int, status: QuestionStatus) -> Iterator[Step]:
        as_of, key = self.initial_evaluation.as_of, status.question.key
        if lacks_consent(status, as_of) and not is_named_by_condition(self.plan, key):
            agreed = with_consent(status, as_of)
            yield Step(index, key, "confirm", EFFORT_POINTS["low"], status=agreed)

    def _full_credit_steps(self, index: int, status: QuestionStatus) -> Iterator[Step]:
        current_answer = status.parsed_answer.raw if status.parsed_answer else None
        answers = status.question.definition.full_credit_answers(
            current_answer,
            self.initial_evaluation.as_of,
            self.plan.tests_by_question.get(status.question.key, ()),
        )
        question, result = status.question.definition, status.answer_result
        effort = result.greatest_effort(question) if result else question.effort or "medium"
        yield from self._distinguishable_steps(index, answers, EFFORT_POINTS[effort])

    def _distinguishable_steps(
        self, index: int, answers: Iterable[RawAnswer], effort: int
    ) -> Iterator[Step]:
        question = self.plan.questions[index]
        kind: StepKind = "answer" if self.initial_evaluation.statuses[index].is_open else "remedy"
        seen_classes: set[int] = set()
        for answer in answers:
            parsed_answer = question.definition.parse_answer(answer)
            equivalence_class = self.equivalence_class(question, parsed_answer)
            if equivalence_class not in seen_classes:
                choice = len(seen_classes)
                seen_classes.add(equivalence_class)
                answer_result = question.result_of(parsed_answer, self.initial_evaluation.as_of)
                status = QuestionStatus(
                    question, "answered", None, parsed_answer, answer_result, "verified"
                )
                points = earned_units(status) - earned_units(
                    self.initial_evaluation.statuses[index]
                )
                yield Step(
                    index, question.key, kind, effort, parsed_answer.raw, choice, points, status
                )

    def equivalence_class(self, question: PlannedQuestion, parsed_answer: ParsedAnswer) -> int:
        """Return a number that is the same if no condition or check tells the answers apart."""
        classes = self._equivalence_classes.get(question.key)
        if classes is None:
            classes = self._equivalence_classes[question.key] = EquivalenceClasses(
                self.plan.tests_by_question.get(question.key, ())
            )
        return classes.class_of(parsed_answer.options, parsed_answer.amount)

    def question_steps(self, index: int) -> tuple[Step, ...]:
        """Return the steps that the question at a position offers, should it apply."""
        return self._question_steps[index]

    def check_step(self, number: int) -> Step | None:
        """Return the step that the check of that number offers, should it fail; None: none."""
        return self._check_steps[number]

    def all_steps(self) -> Iterator[Step]:
        """Yield every step that may ever be offered."""
        return chain(*self._question_steps, filter(None, self._check_steps))
