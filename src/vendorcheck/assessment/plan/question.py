"""One question as a policy and a tier see it, and what each of its answers is worth there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import Condition
from vendorcheck.model.fields import GRADES, SEVERITIES, Grade, Severity
from vendorcheck.model.policy import Override, Settings
from vendorcheck.model.questionnaire import Questionnaire, Section
from vendorcheck.model.questions import BaseQuestion, Misfit, Outcome, Raw, Value

Entry: TypeAlias = tuple[Questionnaire, Section, BaseQuestion]
"""A question and where it stands."""
_REMEMBERED = 1_000
"""How many different answers to a question are kept, understood."""


@dataclass(frozen=True, slots=True)
class Standard:
    """From which severity on a gap wants a condition, and the least grade wanted of an answer."""

    severe_from: Severity = "low"
    grade: Grade = "claimed"


@dataclass(frozen=True, slots=True)
class Worth:
    """What an answer is worth: the units that it earns, and what the rules have against it, its grade aside."""

    earned: int = 0
    fails: bool = False
    """It earns less than the blocker wants."""
    severe: bool = False
    """It leaves a gap that wants a condition."""


@dataclass(frozen=True)
class Item:
    """One question as the policy and the tier see it.

    `gates` are the `when`s of which one must hold for its questionnaire to be asked at all; `conditions`
    must hold all. `units` is its weight as a whole number, in the plan's unit; 0 if it is not scored.
    """

    key: str
    home: str
    section: str
    question: BaseQuestion
    conditions: tuple[Condition, ...]
    gates: tuple[Condition, ...]
    severity: Severity
    weight: Fraction
    blocker: Fraction | None
    counted: bool
    scored: bool
    units: int
    standard: Standard = Standard()
    _worths: dict[Outcome, Worth] = field(default_factory=dict, init=False, compare=False, repr=False)
    _heard: dict[Raw, tuple[Value, Outcome | None]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    kept: dict[Raw | None, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The replies that `standing` keeps, to answers that are nothing but an option."""

    @cached_property
    def name(self) -> str:
        """Its id in its questionnaire."""
        return self.question.id

    @cached_property
    def accepts_not_applicable(self) -> bool:
        """Whether "not applicable" is an answer to it here."""
        own = self.question.not_applicable
        return own == "allowed" or (own is None and self.blocker is None)

    @cached_property
    def blocks(self) -> bool:
        """Whether it is a blocker that an answer can fail or meet."""
        return self.counted and self.blocker is not None and self.question.credits is not None

    @cached_property
    def rated(self) -> bool:
        """Whether some rule may fire for its sake."""
        return self.scored or self.blocks

    @cached_property
    def severe(self) -> bool:
        """Whether a gap as bad as the question says wants a condition, and so does not knowing."""
        return self.scored and self._from_here(self.severity)

    @cached_property
    def weak(self) -> frozenset[Grade]:
        """The grades that are not enough."""
        return frozenset(GRADES[: GRADES.index(self.standard.grade)] if self.scored else ())

    @cached_property
    def worths(self) -> tuple[Worth, ...]:
        """What its answers can be worth."""
        return tuple(self.worth(outcome) for outcome in self.question.outcomes())

    @cached_property
    def choices(self) -> tuple[tuple[Value, Worth], ...]:
        """The answers to a question with one option, each with what it is worth; nothing for other questions."""
        if self.question.kind_of_answer != "one option":
            return ()
        heard = (self.hear(option.id, date.min) for option in self.question.offered)
        return tuple((found[0], self.worth(found[1])) for found in heard if found and found[1])

    @property
    def references(self) -> Iterable[str]:
        """The questions that decide whether it applies."""
        for when, home in (*self.conditions, *self.gates):
            for key, _, _ in when.references(home):
                yield key

    def worth(self, outcome: Outcome) -> Worth:
        """What an answer with this outcome is worth."""
        found = self._worths.get(outcome)
        if found is None:
            found = self._worths[outcome] = self._weighed(outcome)
        return found

    def hear(self, raw: Raw, as_of: date) -> tuple[Value, Outcome | None] | None:
        """What an answer says and earns; None if it does not fit the question."""
        known = self._heard.get(raw)
        if known is not None:
            return known
        try:
            value = self.question.read(raw)
        except Misfit:
            return None
        found = value, self.question.outcome(value, as_of) if self.counted else None
        # Words hardly repeat, and what a date earns depends on the day.
        if self.question.kind_of_answer != "words" and len(self._heard) < _REMEMBERED:
            self._heard[raw] = found
        return found

    def _weighed(self, outcome: Outcome) -> Worth:
        credit = outcome.credit
        fails = self.blocks and self.blocker is not None and credit < self.blocker
        gap = self.scored and credit < 1
        severe = gap and self._from_here(outcome.severity or self.severity)
        return Worth(int(self.units * credit), fails, severe)

    def _from_here(self, severity: Severity) -> bool:
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.standard.severe_from)


def draft(
    entry: Entry, gates: tuple[Condition, ...], rules: Settings, only: frozenset[str] | None = None
) -> Item:
    """A question as the rules see it; one that is not among `only`, where that is given, does not count."""
    questionnaire, section, question = entry
    home, key = questionnaire.id, f"{questionnaire.id}/{question.id}"
    severity, weight, blocker = question.severity, question.weight, question.blocker
    for override in rules.overrides.get(key, ()):
        severity, weight, blocker = _overridden(override, severity, weight, blocker)
    weight = rules.weights[severity] if weight is None else weight
    counted = only is None or key in only
    return Item(
        key,
        home,
        f"{home}/{section.id}",
        question,
        conditions=tuple((when, home) for when in (section.when, question.when) if when),
        gates=gates,
        severity=severity,
        weight=weight,
        blocker=blocker,
        counted=counted,
        scored=counted and weight > 0 and question.credits is not None,
        units=0,
        standard=Standard(rules.conditions_from, rules.grades.get(severity, "claimed")),
    )


def _overridden(
    override: Override, severity: Severity, weight: Fraction | None, blocker: Fraction | None
) -> tuple[Severity, Fraction | None, Fraction | None]:
    given = override.model_fields_set
    return (
        override.severity or severity,
        override.weight if "weight" in given else weight,
        override.blocker if "blocker" in given else blocker,
    )
