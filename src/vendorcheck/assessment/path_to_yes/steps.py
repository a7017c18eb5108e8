"""Steps: the changes that can improve an evaluation, the questions they affect, their effect."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.accepted_risks import AcceptedRisks
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.judgement import Judgement
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.rules import apply_rules
from vendorcheck.assessment.support import Support
from vendorcheck.model.fields import Effort
from vendorcheck.model.questions import EquivalenceClasses, ParsedAnswer, RawAnswer

StepKind: TypeAlias = Literal["remedy", "answer", "support", "clarify"]
EFFORT_POINTS: Final[Mapping[Effort, int]] = {"low": 1, "medium": 2, "high": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One change: remedy a gap, answer an open question, support an answer or clarify a check.

    `subject` is the key of a question, of a check for `clarify`; `answer` and `status` are those
    after the step. `position` and `choice` order the steps; `effort` is 1, 2 or 3.
    """

    position: int
    subject: str
    kind: StepKind
    effort: int
    answer: RawAnswer | None = None
    choice: int = 0
    status: QuestionStatus | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        """Hash only the fields that tell the steps apart: a search does so millions of times."""
        return hash((self.position, self.kind, self.choice))


StepChoices: TypeAlias = tuple[Step, ...]
"""Steps of which one must be taken."""
StepOrder: TypeAlias = tuple[int, int, bool]
"""Position and choice of a step, and whether it is more than support, which is preferred."""
StepRank: TypeAlias = tuple[int, int, tuple[StepOrder, ...]]
"""The rank of a path, best first: number of steps, effort, order of the steps."""


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


def select_disjoint_choices(forced_choices: Iterable[StepChoices]) -> tuple[StepChoices, ...]:
    """Return forced choices that share no step, so that each takes one of its own."""
    disjoint_choices: list[StepChoices] = []
    used_steps: set[Step] = set()
    for choices in sorted(forced_choices, key=len):
        if used_steps.isdisjoint(choices):
            used_steps.update(choices)
            disjoint_choices.append(choices)
    return tuple(disjoint_choices)


def rank_steps(
    steps: Iterable[Step],
    expected_steps: Iterable[Step] = (),
    forced_choices: Iterable[StepChoices] = (),
) -> StepRank:
    """Return a rank that no path with these steps, expected steps and forced choices beats.

    Another answer may replace an expected or forced step, so those count as the first choice.
    """
    effort = sum(step.effort for step in (*steps, *expected_steps)) + sum(
        min(step.effort for step in choices) for choices in forced_choices
    )
    orders = [
        *((step.position, step.choice, step.kind != "support") for step in steps),
        *((step.position, 0, step.kind != "support") for step in expected_steps),
        *(
            min((step.position, 0, step.kind != "support") for step in choices)
            for choices in forced_choices
        ),
    ]
    return len(orders), effort, tuple(sorted(orders))


class AvailableSteps:
    """The steps that each question and check of an evaluation offers, should it apply.

    Several full-credit answers to a question are steps of their own if some condition or check can
    tell them apart.

    Args:
        evaluation: the status of each question.
        judgement: what the rules say of it, where that is known already.
        include_deciding_answers: also offer answers to open questions that only decide which
            questions apply.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        judgement: Judgement | None = None,
        *,
        include_deciding_answers: bool = False,
    ) -> None:
        self.initial_evaluation = evaluation
        self.initial_judgement = judgement
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
            and status.is_open
            and question.key in self.plan.referenced_keys - self.plan.tier_question_keys
        ):
            yield from self._distinguishable_steps(
                index,
                [option.id for option in question.definition.offered_options],
                EFFORT_POINTS["medium"],
            )

    def _full_credit_steps(self, index: int, status: QuestionStatus) -> Iterator[Step]:
        current_answer = status.parsed_answer.raw if status.parsed_answer else None
        answers = status.question.definition.full_credit_answers(
            current_answer,
            self.initial_evaluation.as_of,
            self.plan.tests_by_question.get(status.question.key, ()),
        )
        # The effort of the remedy is that of the option, otherwise of the question.
        option_effort = status.answer_result.wording.effort if status.answer_result else None
        effort = option_effort or status.question.definition.effort or "medium"
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
                answer_result = (
                    question.definition.result_of(parsed_answer, self.initial_evaluation.as_of)
                    if question.is_counted
                    else None
                )
                status = QuestionStatus(
                    question, "answered", None, parsed_answer, answer_result, "verified"
                )
                yield Step(index, question.key, kind, effort, parsed_answer.raw, choice, status)

    def equivalence_class(self, question: PlannedQuestion, parsed_answer: ParsedAnswer) -> int:
        """Return a number that is the same if no condition or check tells the answers apart."""
        classes = self._equivalence_classes.get(question.key)
        if classes is None:
            classes = self._equivalence_classes[question.key] = EquivalenceClasses(
                self.plan.tests_by_question.get(question.key, ())
            )
        return classes.class_of(parsed_answer.options, parsed_answer.amount)

    def all_steps(self) -> Iterator[Step]:
        """Yield every step that may ever be offered."""
        return chain(*self._question_steps, filter(None, self._check_steps))

    def offers_step(self, index: int) -> bool:
        """Return whether the question at a position offers a step."""
        return bool(self._question_steps[index])

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """Return the questions that decide, directly or not, each question and check."""
        ordered_questions = (self.plan.questions[index] for index in self.plan.evaluation_order)
        dependencies = {
            question.key: frozenset(question.dependencies) for question in ordered_questions
        }
        ancestors: dict[str, frozenset[str]] = {}
        for key, direct in (*dependencies.items(), *self.plan.check_dependencies.items()):
            ancestors[key] = direct.union(*(ancestors[name] for name in direct))
        return ancestors

    @cached_property
    def descendants(self) -> dict[str, list[int]]:
        """Return the positions of the questions that each question may make apply or cease to."""
        descendants: dict[str, list[int]] = {key: [] for key in self.plan.referenced_keys}
        for index, question in enumerate(self.plan.questions):
            for key in self.ancestors[question.key]:
                descendants[key].append(index)
        return descendants

    @cached_property
    def checks_by_question(self) -> dict[str, list[str]]:
        """Return the checks that each question decides, directly or not."""
        checks_by_question: dict[str, list[str]] = {}
        for check in self.plan.check_dependencies:
            for key in self.ancestors[check]:
                checks_by_question.setdefault(key, []).append(check)
        return checks_by_question

    @cached_property
    def changing_steps(self) -> frozenset[Step]:
        """Return the steps that replace an answer so that some condition or check can tell."""
        statuses = self.initial_evaluation.statuses
        return frozenset(
            step
            for step in chain(*self._question_steps)
            if self._class_of(statuses[step.position]) not in (None, self._class_of(step.status))
        )

    def may_decide_checks(self, step: Step) -> bool:
        """Return whether a step may change what checks say: by a new answer, or by another one."""
        return step in self.changing_steps or (
            step.position < len(self.plan.questions)
            and self.initial_evaluation.statuses[step.position].is_open
        )

    def _class_of(self, status: QuestionStatus | None) -> int | None:
        """Return the equivalence class of the answer to a question, None without an answer."""
        if status is None or status.parsed_answer is None:
            return None
        return self.equivalence_class(status.question, status.parsed_answer)

    def _affected_positions(self, evaluation: Evaluation, step: Step) -> list[int]:
        positions = self.descendants.get(step.subject, [])
        if not positions or step in self.changing_steps:
            return positions
        # An answer to an open question only affects questions that may yet apply or not.
        if self.initial_evaluation.statuses[step.position].is_open:
            return [index for index in positions if evaluation.applies[index] is None]
        return []

    def affected_positions_by_step(
        self, evaluation: Evaluation, steps: Iterable[Step]
    ) -> dict[Step, list[int]]:
        """Return the positions of the questions that each step may make apply or cease to.

        Steps for the same question that affect the same ones share one list.
        """
        position_lists: dict[tuple[str, bool], list[int]] = {}
        positions_by_step: dict[Step, list[int]] = {}
        for step in steps:
            list_key = step.subject, step in self.changing_steps
            if list_key not in position_lists:
                position_lists[list_key] = self._affected_positions(evaluation, step)
            positions_by_step[step] = position_lists[list_key]
        return positions_by_step
