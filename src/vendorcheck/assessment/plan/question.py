"""Plan one question: its weight, severity and blocker by policy and tier, and answer effects."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.model.fields import GRADES, SEVERITIES, Grade, NotApplicableRule, Severity
from vendorcheck.model.policy import Override, Settings
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.questions import (
    AnswerResult,
    BaseQuestion,
    InvalidAnswer,
    ParsedAnswer,
    RawAnswer,
)

PlacedQuestion: TypeAlias = tuple[Questionnaire, Section, BaseQuestion]
"""A question with its questionnaire and section."""
_MAX_CACHED_ANSWERS = 1_000


@dataclass(frozen=True, slots=True)
class AnswerRequirements:
    """The least severity of a gap that requires a condition, and the least grade of an answer."""

    conditions_from: Severity = "low"
    minimum_grade: Grade = "claimed"


@dataclass(frozen=True, slots=True)
class AnswerEffect:
    """The effect of an answer on score and rules, apart from its grade."""

    earned_units: int = 0
    fails_blocker: bool = False
    """The answer earns less credit than the blocker requires."""
    requires_condition: bool = False
    """The answer leaves a gap that requires a condition."""

    @property
    def has_consequences(self) -> bool:
        """Return whether a rule fires because of the answer."""
        return self.fails_blocker or self.requires_condition


@dataclass(frozen=True)
class PlannedQuestion:
    """A question as a policy and a tier see it.

    All `conditions` must hold for it to apply, and one of its `gates`, if it has any, for its
    questionnaire to be asked. `blocker` is the least credit, from 0 to 1, that does not block
    approval. `weight_units` is the weight as a whole number in the plan's unit; 0 if the question
    is not scored.
    """

    key: str
    questionnaire_id: str
    section_key: str
    definition: BaseQuestion
    conditions: tuple[ScopedCondition, ...]
    gates: tuple[ScopedCondition, ...]
    severity: Severity
    weight: Fraction
    blocker: Fraction | None
    is_counted: bool
    is_scored: bool
    weight_units: int
    is_for_requester: bool = False
    """One of us answers it: whoever wants the product."""
    requirements: AnswerRequirements = AnswerRequirements()
    _effects: dict[AnswerResult, AnswerEffect] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _evaluated_answers: dict[RawAnswer, tuple[ParsedAnswer, AnswerResult | None]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    cached_statuses: dict[RawAnswer | None, Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """The statuses of answers without anything but an option; `evaluation` fills and reads it."""

    @cached_property
    def question_id(self) -> str:
        """Return the id in the questionnaire."""
        return self.definition.id

    @cached_property
    def not_applicable_rule(self) -> NotApplicableRule:
        """Return who may put it aside as not applicable; what one of us says needs no consent."""
        rule = self.definition.not_applicable_rule(self.blocker)
        return "allowed" if rule == "confirmed" and self.is_for_requester else rule

    @property
    def accepts_not_applicable(self) -> bool:
        """Return whether it can be put aside as not applicable at all."""
        return self.not_applicable_rule != "refused"

    @cached_property
    def is_active_blocker(self) -> bool:
        """Return whether it is a blocker that an answer can fail or meet."""
        return (
            self.is_counted
            and self.blocker is not None
            and self.definition.credit_range is not None
        )

    @cached_property
    def is_subject_to_rules(self) -> bool:
        """Return whether a rule about single questions may fire for it."""
        return self.is_scored or self.is_active_blocker

    @cached_property
    def insufficient_grades(self) -> frozenset[Grade]:
        """Return the grades that are below the required one."""
        return frozenset(
            GRADES[: GRADES.index(self.requirements.minimum_grade)] if self.is_scored else ()
        )

    @cached_property
    def possible_effects(self) -> tuple[AnswerEffect, ...]:
        """Return the effects that its answers can have."""
        return tuple(
            self.effect_of(answer_result) for answer_result in self.definition.possible_results()
        )

    @cached_property
    def option_effects(self) -> tuple[tuple[ParsedAnswer, AnswerEffect], ...]:
        """Return each option as an answer, with its effect; none unless one option is chosen."""
        if self.definition.kind_of_answer != "one option":
            return ()
        answers = (self.evaluate(option.id, date.min) for option in self.definition.offered_options)
        return tuple(
            (answer[0], self.effect_of(answer[1])) for answer in answers if answer and answer[1]
        )

    @property
    def dependencies(self) -> Iterable[str]:
        """Yield the questions that decide whether it applies."""
        return (
            key
            for condition, home in (*self.conditions, *self.gates)
            for key in condition.referenced_keys(home)
        )

    def effect_of(self, answer_result: AnswerResult) -> AnswerEffect:
        """Return the effect of an answer with this result."""
        effect = self._effects.get(answer_result)
        if effect is None:
            effect = self._effects[answer_result] = self._compute_effect(answer_result)
        return effect

    def evaluate(
        self, raw: RawAnswer, as_of: date
    ) -> tuple[ParsedAnswer, AnswerResult | None] | None:
        """Return an answer as parsed and its result; None if it does not fit the question."""
        cached_answer = self._evaluated_answers.get(raw)
        if cached_answer is not None:
            return cached_answer
        try:
            parsed_answer = self.definition.parse_answer(raw)
        except InvalidAnswer:
            return None
        evaluated_answer = parsed_answer, self.result_of(parsed_answer, as_of)
        # Texts hardly repeat, and the credit of a date depends on the day.
        if (
            self.definition.kind_of_answer != "words"
            and len(self._evaluated_answers) < _MAX_CACHED_ANSWERS
        ):
            self._evaluated_answers[raw] = evaluated_answer
        return evaluated_answer

    def result_of(self, parsed_answer: ParsedAnswer, as_of: date) -> AnswerResult | None:
        """Return what an answer earns; None for a fact, and for what only decides others."""
        is_rated = self.is_counted and not self.definition.fact
        return self.definition.result_of(parsed_answer, as_of) if is_rated else None

    def _compute_effect(self, answer_result: AnswerResult) -> AnswerEffect:
        credit = answer_result.credit
        fails = self.is_active_blocker and self.blocker is not None and credit < self.blocker
        gap = self.is_scored and credit < 1
        severe = gap and self._severity_requires_condition(
            answer_result.worst_severity(self.severity)
        )
        return AnswerEffect(int(self.weight_units * credit), fails, severe)

    def _severity_requires_condition(self, severity: Severity) -> bool:
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.requirements.conditions_from)


def plan_question(
    placed_question: PlacedQuestion,
    gates: tuple[ScopedCondition, ...],
    policy_settings: Settings,
    counted_keys: frozenset[str] | None = None,
) -> PlannedQuestion:
    """Plan a question, with the policy's overrides; its `weight_units` remain to be set.

    With `counted_keys`, a question that is not among them does not count.
    """
    questionnaire, section, question = placed_question
    home, key = questionnaire.id, f"{questionnaire.id}/{question.id}"
    severity, weight, blocker = question.severity, question.weight, question.blocker
    for override in policy_settings.overrides.get(key, ()):
        severity, weight, blocker = _apply_override(override, severity, weight, blocker)
    weight = policy_settings.weights[severity] if weight is None else weight
    is_counted = counted_keys is None or key in counted_keys
    return PlannedQuestion(
        key,
        home,
        f"{home}/{section.id}",
        question,
        conditions=tuple((when, home) for when in (section.when, question.when) if when),
        gates=gates,
        severity=severity,
        weight=weight,
        blocker=blocker,
        is_counted=is_counted,
        is_scored=is_counted and weight > 0 and question.credit_range is not None,
        weight_units=0,
        is_for_requester=questionnaire.respondent == "requester",
        requirements=AnswerRequirements(
            policy_settings.conditions_from, policy_settings.grades.get(severity, "claimed")
        ),
    )


def _apply_override(
    override: Override, severity: Severity, weight: Fraction | None, blocker: Fraction | None
) -> tuple[Severity, Fraction | None, Fraction | None]:
    fields_set = override.model_fields_set
    return (
        override.severity or severity,
        override.weight if "weight" in fields_set else weight,
        override.blocker if "blocker" in fields_set else blocker,
    )
