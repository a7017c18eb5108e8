"""The policy: a company's tiers, the questionnaires that each requires, and its thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import Discriminator, Field, Tag

from vendorcheck.model.conditions import Condition
from vendorcheck.model.fields import (
    UNION_TAG_MARK,
    Blocker,
    DurationField,
    Flag,
    Grade,
    Id,
    Model,
    Percent,
    QuestionRef,
    Severity,
    Text,
    Version,
    Weight,
)
from vendorcheck.model.quantities.amounts import Duration

POLICY_KIND = "policy/1"
DEFAULT_EVIDENCE_VALIDITY = Duration(Fraction(12), "month")
"""The time that evidence without an end date counts for, unless a policy says otherwise."""
SettingKey = TypeVar("SettingKey")
SettingValue = TypeVar("SettingValue")
DEFAULT_WEIGHTS: Mapping[Severity, Fraction] = {
    "low": Fraction(1),
    "medium": Fraction(3),
    "high": Fraction(5),
    "critical": Fraction(10),
}


class Override(Model):
    """The changes that a policy or a tier makes to one question."""

    severity: Severity | None = Field(None, description="How bad a gap is here.")
    weight: Weight | None = Field(
        None, description="What the question counts for here; 0: not scored."
    )
    blocker: Blocker = Field(None, description="Whether it must be met here, and how far.")


class CheckOverride(Model):
    """The changes that a policy or a tier makes to one check."""

    severity: Severity | None = Field(None, description="How bad it is here if the check fails.")
    blocker: Flag | None = Field(None, description="Whether it must be met here; of a requirement.")


class Rules(Model):
    """The rules that a policy sets and a tier may change; a key left out changes nothing."""

    approve_at: Percent | None = Field(
        None, description="Percent from which the score says approve."
    )
    conditions_at: Percent | None = Field(
        None, description="Percent from which the score says approve with conditions."
    )
    coverage_at_least: Percent | None = Field(
        None, description="Percent of the weight that must be answered."
    )
    conditions_from: Severity | None = Field(
        None, description="A finding this bad, or worse, requires a condition."
    )
    section_floors: dict[QuestionRef, Percent] | None = Field(
        None, description="`questionnaire/section` -> least percent."
    )
    grades: dict[Severity, Grade] | None = Field(
        None, description="The least grade that an answer needs, per severity."
    )
    evidence_valid_for: DurationField | None = Field(
        None, description="How long evidence counts that names no end."
    )
    not_applicable_at_most: Percent | None = Field(
        None,
        description=(
            "Percent of the weight that vendors may put aside as not applicable by themselves."
        ),
    )
    questions: dict[QuestionRef, Override] | None = Field(
        None, description="`questionnaire/question` -> what is otherwise."
    )
    checks: dict[QuestionRef, CheckOverride] | None = Field(
        None, description="`questionnaire/check` -> what is otherwise."
    )


class Addition(Model):
    """Questionnaires that an answer adds."""

    when: Condition = Field(description="When they are added.")
    questionnaires: tuple[Id, ...] = Field(min_length=1, description="What is added.")


class Tier(Rules):
    """A level of inherent risk: the vendors that belong to it, and what is required of them."""

    id: Id = Field(description="Its name.")
    title: Text = Field(description="What a person reads.")
    when: Condition | None = Field(
        None, description="When it is this tier; left out: always. The first that matches counts."
    )
    questionnaires: tuple[Id, ...] = Field(min_length=1, description="What it needs.")
    add: tuple[Addition, ...] = Field((), description="What an answer adds.")
    self_service: Flag = Field(False, description="A green pre-check is enough; IT is told.")
    reassess_after: DurationField | None = Field(None, description="How long an assessment holds.")
    review_takes: DurationField | None = Field(
        None, description="How long a review usually takes, the vendor's own days included."
    )
    meanwhile: Text | None = Field(None, description="What may be done while IT is at it.")


class OwnQuestionnaire(Model):
    """A file with a questionnaire of the company's own."""

    file: Text = Field(description="A file in the policy's folder or below.")
    replaces: Version | None = Field(
        None,
        description="The version of the built-in questionnaire with the same id that it replaces.",
    )


_SHORT_TAG, _LONG_TAG = f"{UNION_TAG_MARK}short", f"{UNION_TAG_MARK}long"


def _own_questionnaire_form(value: object) -> str:
    return _SHORT_TAG if isinstance(value, str) else _LONG_TAG


OwnQuestionnaireEntry: TypeAlias = Annotated[
    Annotated[Text, Tag(_SHORT_TAG)] | Annotated[OwnQuestionnaire, Tag(_LONG_TAG)],
    Discriminator(_own_questionnaire_form),
]


class Policy(Rules):
    """The rules of a company."""

    vendorcheck: Literal["policy/1"] = Field(
        description="The kind of this file and the version of its format."
    )
    id: Id = Field(description="Its name.")
    version: Version = Field(description="Its version, as text.")
    title: Text = Field(description="What a person reads.")
    contact: Text | None = Field(None, description="Whom the pre-check names.")
    approved: Text | None = Field(
        None,
        description=(
            "The folder with the company's vendor files, relative to this file: "
            "the pre-check shows first what is approved there."
        ),
    )
    weights: dict[Severity, Weight] | None = Field(
        None, description="Of a question without a weight of its own; the same in all tiers."
    )
    questionnaires: tuple[OwnQuestionnaireEntry, ...] = Field(
        (), description="The company's own questionnaires: files, or globs such as own/*.yaml."
    )
    tiers: tuple[Tier, ...] = Field((), description="The first that matches counts.")


# Not validated: to build pydantic's validator would take each start longer than all else here.
NO_POLICY = Policy.model_construct(vendorcheck="policy/1", id="none", version="1", title="None")
"""The policy where there is none: the defaults and no tiers."""
UNKNOWN_POLICY = NO_POLICY.model_copy(
    update={"evidence_valid_for": Duration(Fraction(9999), "year")}
)
"""The policy where it can't be read: no evidence is reported as ended."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules for one vendor: a tier's over its policy's over the defaults.

    Thresholds are in percent.
    """

    approve_at: Fraction
    conditions_at: Fraction
    coverage_at_least: Fraction
    conditions_from: Severity
    evidence_valid_for: Duration
    section_floors: Mapping[str, Fraction]
    grades: Mapping[Severity, Grade]
    weights: Mapping[Severity, Fraction]
    not_applicable_at_most: Fraction
    overrides: Mapping[str, tuple[Override, ...]]
    """`questionnaire/question` -> its overrides: the policy's first, then the tier's."""
    check_overrides: Mapping[str, tuple[CheckOverride, ...]]
    """`questionnaire/check` -> its overrides: the policy's first, then the tier's."""


def resolve_settings(policy: Policy, tier: Tier | None) -> Settings:
    """Resolve a tier, its policy and the defaults (80, 60, 90, 10 percent, `high`, 12 months)."""
    layers: tuple[Rules, ...] = (policy, tier) if tier else (policy,)
    approve_at, conditions_at = resolve_thresholds(policy, tier)
    return Settings(
        approve_at=approve_at,
        conditions_at=conditions_at,
        coverage_at_least=_last_set_value(
            [layer.coverage_at_least for layer in layers], Fraction(90)
        ),
        conditions_from=_last_set_value([layer.conditions_from for layer in layers], "high"),
        evidence_valid_for=_last_set_value(
            [layer.evidence_valid_for for layer in layers], DEFAULT_EVIDENCE_VALIDITY
        ),
        section_floors=_merge_layers([layer.section_floors for layer in layers]),
        grades=_merge_layers([layer.grades for layer in layers]),
        weights={**DEFAULT_WEIGHTS, **(policy.weights or {})},
        not_applicable_at_most=_last_set_value(
            [layer.not_applicable_at_most for layer in layers], Fraction(10)
        ),
        overrides=_collect_layers([layer.questions for layer in layers]),
        check_overrides=_collect_layers([layer.checks for layer in layers]),
    )


def longest_evidence_validity(policy: Policy) -> Duration:
    """Return how long evidence without an end date counts at most, in any tier of a policy.

    The tier of a vendor is known only after an assessment, and a check before that must not report
    evidence as expired that may still count.
    """
    lengths = [tier.evidence_valid_for for tier in policy.tiers if tier.evidence_valid_for]
    return max(
        [policy.evidence_valid_for or DEFAULT_EVIDENCE_VALIDITY, *lengths],
        key=lambda length: length.days,
    )


def possible_blockers(
    policy: Policy, key: str, own_blocker: Fraction | None
) -> frozenset[Fraction | None]:
    """Return what a policy can require of a question: by itself, and in each of its tiers.

    Args:
        policy: the policy.
        key: the question, as `questionnaire/question`.
        own_blocker: the least credit that the question itself requires; None if it is no blocker.
    """
    blockers: set[Fraction | None] = set()
    for tier in (None, *policy.tiers):
        layers: tuple[Rules, ...] = (policy, tier) if tier else (policy,)
        blocker = own_blocker
        for override in _collect_layers([layer.questions for layer in layers]).get(key, ()):
            blocker = override.blocker if "blocker" in override.model_fields_set else blocker
        blockers.add(blocker)
    return frozenset(blockers)


def resolve_thresholds(policy: Policy, tier: Tier | None) -> tuple[Fraction, Fraction]:
    """Return the scores for approval and for approval with conditions, in percent."""
    layers: tuple[Rules, ...] = (policy, tier) if tier else (policy,)
    return (
        _last_set_value([layer.approve_at for layer in layers], Fraction(80)),
        _last_set_value([layer.conditions_at for layer in layers], Fraction(60)),
    )


def _last_set_value(values: list[SettingValue | None], default: SettingValue) -> SettingValue:
    return next((value for value in reversed(values) if value is not None), default)


def _collect_layers(
    layers: list[dict[str, SettingValue] | None],
) -> dict[str, tuple[SettingValue, ...]]:
    names = [name for layer in layers for name in layer or ()]
    return {
        name: tuple(layer[name] for layer in layers if layer and name in layer) for name in names
    }


def _merge_layers(
    layers: list[dict[SettingKey, SettingValue] | None],
) -> dict[SettingKey, SettingValue]:
    return {key: value for layer in layers for key, value in (layer or {}).items()}
