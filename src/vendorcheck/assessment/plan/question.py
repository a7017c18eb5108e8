"""One question as a policy and a tier see it, and what each of its answers is worth there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import ScopedCondition
from vendorcheck.model.fields import GRADES, SEVERITIES, Grade, Severity
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
"""A question and where it stands."""
_MAX_CACHED_ANSWERS = 1_000
"""How many different answers to a question are kept, understood."""


@dataclass(frozen=True, slots=True)
class AnswerRequirements:
    """From which severity on a gap wants a condition, and the least grade wanted of an answer."""

    conditions_from: Severity = "low"
    minimum_grade: Grade = "claimed"


@dataclass(frozen=True, slots=True)
class AnswerEffect:
    """What an answer is worth: the units that it earns, and what the rules have against it, its grade aside."""

    earned_units: int = 0
    fails_blocker: bool = False
    """It earns less than the blocker wants."""
    requires_condition: bool = False
    """It leaves a gap that wants a condition."""


@dataclass(frozen=True)
class PlannedQuestion:
    """One question as the policy and the tier see it.

    `gates` are the `when`s of which one must hold for its questionnaire to be asked at all; `conditions`
    must hold all. `units` is its weight as a whole number, in the plan's unit; 0 if it is not scored.
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
    """The replies that `standing` keeps, to answers that are nothing but an option."""

    @cached_property
    def question_id(self) -> str:
        """Its id in its questionnaire."""
        return self.definition.id

    @cached_property
    def accepts_not_applicable(self) -> bool:
        """Whether "not applicable" is an answer to it here."""
        own = self.definition.not_applicable
        return own == "allowed" or (own is None and self.blocker is None)

    @cached_property
    def is_active_blocker(self) -> bool:
        """Whether it is a blocker that an answer can fail or meet."""
        return (
            self.is_counted
            and self.blocker is not None
            and self.definition.credit_range is not None
        )

    @cached_property
    def is_subject_to_rules(self) -> bool:
        """Whether some rule may fire for its sake."""
        return self.is_scored or self.is_active_blocker

    @cached_property
    def gap_requires_condition(self) -> bool:
        """Whether a gap as bad as the question says wants a condition, and so does not knowing."""
        return self.is_scored and self._severity_requires_condition(self.severity)

    @cached_property
    def insufficient_grades(self) -> frozenset[Grade]:
        """The grades that are not enough."""
        return frozenset(
            GRADES[: GRADES.index(self.requirements.minimum_grade)] if self.is_scored else ()
        )

    @cached_property
    def possible_effects(self) -> tuple[AnswerEffect, ...]:
        """What its answers can be worth."""
        return tuple(self.effect_of(outcome) for outcome in self.definition.possible_results())

    @cached_property
    def option_effects(self) -> tuple[tuple[ParsedAnswer, AnswerEffect], ...]:
        """The answers to a question with one option, each with what it is worth; nothing for other questions."""
        if self.definition.kind_of_answer != "one option":
            return ()
        heard = (self.evaluate(option.id, date.min) for option in self.definition.offered_options)
        return tuple((found[0], self.effect_of(found[1])) for found in heard if found and found[1])

    @property
    def dependencies(self) -> Iterable[str]:
        """The questions that decide whether it applies."""
        for when, home in (*self.conditions, *self.gates):
            for key, _, _ in when.references(home):
                yield key

    def effect_of(self, answer_result: AnswerResult) -> AnswerEffect:
        """What an answer with this outcome is worth."""
        found = self._effects.get(answer_result)
        if found is None:
            found = self._effects[answer_result] = self._compute_effect(answer_result)
        return found

    def evaluate(
        self, raw: RawAnswer, as_of: date
    ) -> tuple[ParsedAnswer, AnswerResult | None] | None:
        """What an answer says and earns; None if it does not fit the question."""
        known = self._evaluated_answers.get(raw)
        if known is not None:
            return known
        try:
            value = self.definition.parse_answer(raw)
        except InvalidAnswer:
            return None
        found = value, self.definition.result_of(value, as_of) if self.is_counted else None
        # Words hardly repeat, and what a date earns depends on the day.
        if (
            self.definition.kind_of_answer != "words"
            and len(self._evaluated_answers) < _MAX_CACHED_ANSWERS
        ):
            self._evaluated_answers[raw] = found
        return found

    def _compute_effect(self, answer_result: AnswerResult) -> AnswerEffect:
        credit = answer_result.credit
        fails = self.is_active_blocker and self.blocker is not None and credit < self.blocker
        gap = self.is_scored and credit < 1
        severe = gap and self._severity_requires_condition(answer_result.severity or self.severity)
        return AnswerEffect(int(self.weight_units * credit), fails, severe)

    def _severity_requires_condition(self, severity: Severity) -> bool:
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.requirements.conditions_from)


def plan_question(
    placed_question: PlacedQuestion,
    gates: tuple[ScopedCondition, ...],
    policy_settings: Settings,
    counted_keys: frozenset[str] | None = None,
) -> PlannedQuestion:
    """A question as the rules see it; one that is not among `only`, where that is given, does not count."""
    questionnaire, section, question = placed_question
    home, key = questionnaire.id, f"{questionnaire.id}/{question.id}"
    severity, weight, blocker = question.severity, question.weight, question.blocker
    for override in policy_settings.overrides.get(key, ()):
        severity, weight, blocker = _apply_override(override, severity, weight, blocker)
    weight = policy_settings.weights[severity] if weight is None else weight
    counted = counted_keys is None or key in counted_keys
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
        is_counted=counted,
        is_scored=counted and weight > 0 and question.credit_range is not None,
        weight_units=0,
        requirements=AnswerRequirements(
            policy_settings.conditions_from, policy_settings.grades.get(severity, "claimed")
        ),
    )


def _apply_override(
    override: Override, severity: Severity, weight: Fraction | None, blocker: Fraction | None
) -> tuple[Severity, Fraction | None, Fraction | None]:
    given = override.model_fields_set
    return (
        override.severity or severity,
        override.weight if "weight" in given else weight,
        override.blocker if "blocker" in given else blocker,
    )
