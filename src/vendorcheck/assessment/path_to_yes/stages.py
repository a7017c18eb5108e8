"""Stages: the questions and checks of an evaluation, with the steps that each one offers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from vendorcheck.assessment.choices.codes import Codes
from vendorcheck.assessment.choices.grouping import (
    by_component,
    grouped,
    useful_choices,
)
from vendorcheck.assessment.choices.network import Choice, Stage
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.path_to_yes.requirements import Requirements
from vendorcheck.assessment.path_to_yes.steps import AvailableSteps, Step
from vendorcheck.assessment.plan.compiled_conditions import compile_applicability
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.model.conditions import KnownAnswer, Truth

TRUTHS: tuple[Truth, ...] = (True, False, None)


@dataclass(frozen=True)
class StageMaker:
    """Makes the stages of a search for the steps to one verdict."""

    available_steps: AvailableSteps
    requirements: Requirements
    codes: Codes[Step]

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation before any step."""
        return self.available_steps.initial_evaluation

    @property
    def plan(self) -> Plan:
        """The plan of the evaluation."""
        return self.evaluation.plan

    @cached_property
    def changing_positions(self) -> frozenset[int]:
        """Return the positions of the questions whose answer, or whether it applies, may change."""
        changing: set[int] = set()
        for index in self.plan.evaluation_order:
            if self.available_steps.question_steps(index) or not changing.isdisjoint(
                self._dependencies[index]
            ):
                changing.add(index)
        return frozenset(changing)

    @cached_property
    def _dependencies(self) -> tuple[frozenset[int], ...]:
        """Return the positions that decide whether each question applies."""
        positions = self.plan.position_by_key
        return tuple(
            frozenset(positions[key] for key in question.dependencies)
            for question in self.plan.questions
        )

    @cached_property
    def _check_dependencies(self) -> tuple[frozenset[int], ...]:
        """Return the positions that decide whether each check holds."""
        positions = self.plan.position_by_key
        return tuple(
            frozenset(positions[name] for name in self.plan.check_dependencies[check.key])
            for check in self.plan.checks
        )

    @cached_property
    def _read_positions(self) -> frozenset[int]:
        return frozenset().union(*self._dependencies, *self._check_dependencies)

    def stages(self) -> list[Stage]:
        """Return all stages, in an order in which each comes after those that it reads."""
        linked: list[tuple[int, Stage]] = []
        alone: list[Stage] = []
        for place, stage in self._ordered_stages():
            if stage.reads or stage.position in self._read_positions:
                linked.append((place, stage))
            else:
                alone.append(stage)
        return [*by_component(linked), *grouped(alone)]

    def _ordered_stages(self) -> Iterator[tuple[int, Stage]]:
        """Yield the stages of all questions, each check after the last question that it reads."""
        order = {index: place for place, index in enumerate(self.plan.evaluation_order)}
        checks_by_place: dict[int, list[int]] = {}
        for number, dependencies in enumerate(self._check_dependencies):
            # One that reads nothing can stand anywhere.
            last = max((order[index] for index in dependencies), default=0)
            checks_by_place.setdefault(last, []).append(number)
        for place, index in enumerate(self.plan.evaluation_order):
            yield place, self._question_stage(index)
            for number in checks_by_place.get(place, ()):
                yield place, self._check_stage(number)

    def _question_stage(self, index: int) -> Stage:
        question, status = self.plan.questions[index], self.evaluation.statuses[index]
        reads = self._dependencies[index] & self.changing_positions
        is_read = index in self._read_positions
        steps = self.available_steps.question_steps(index)
        statuses = [status, *(step.status for step in steps if step.status)]
        known = _KnownAnswers(self.available_steps)
        choices: dict[Truth, Sequence[Choice]] = {}
        for applies in TRUTHS if reads else (self.evaluation.applies[index],):
            options = [
                Choice(
                    int(number > 0),
                    steps[number - 1].effort if number else 0,
                    self.codes[steps[number - 1]] if number else 0,
                    self.requirements.amounts_of(option, applies),
                    known.number_of(option, applies) if is_read else 0,
                )
                for number, option in enumerate(statuses)
                if (applies is not False or not number)
                and self.requirements.is_met_by_question(option, applies)
            ]
            choices[applies if reads else True] = useful_choices(options)
        decide = (
            compile_applicability(question.conditions, question.gates, self.plan.position_by_key)
            if reads
            else None
        )
        return Stage(choices, decide, reads, index if is_read else None, known.representatives)

    def _check_stage(self, number: int) -> Stage:
        reads = self._check_dependencies[number] & self.changing_positions
        nothing = (0,) * len(self.requirements.needed)
        step = self.available_steps.check_step(number)
        outcomes = TRUTHS if reads else (self.evaluation.check_results[number],)
        choices: dict[Truth, Sequence[Choice]] = {}
        for fails in outcomes:
            if self.requirements.is_met_by_check(number, fails):
                choices[fails if reads else True] = (Choice(0, 0, 0, nothing),)
            elif step and fails:
                choices[True] = (Choice(1, step.effort, self.codes[step], nothing),)
        return Stage(choices, self.plan.compiled_checks[number] if reads else None, reads)


class _KnownAnswers:
    """The numbered known answers of one question; those that no condition tells apart share one."""

    def __init__(self, available_steps: AvailableSteps) -> None:
        self._available_steps = available_steps
        self._numbers: dict[tuple[object, ...], int] = {}
        self.representatives: list[KnownAnswer] = []

    def number_of(self, status: QuestionStatus, applies: Truth) -> int:
        known = status.known_answer(applies)
        answer_class = (
            self._available_steps.equivalence_class(status.question, status.parsed_answer)
            if status.parsed_answer
            else None
        )
        key = applies, known.state, answer_class
        if key not in self._numbers:
            self._numbers[key] = len(self.representatives)
            self.representatives.append(known)
        return self._numbers[key]
