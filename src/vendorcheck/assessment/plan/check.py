"""Plan one check: how bad it is if it fails, and whether it blocks, by policy and tier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vendorcheck.assessment.plan.compiled_conditions import (
    CompiledCondition,
    ScopedCondition,
    compile_applicability,
    compile_condition,
)
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.model.conditions import all_of
from vendorcheck.model.fields import SEVERITIES, Severity
from vendorcheck.model.policy import Policy, Settings
from vendorcheck.model.questionnaire import Check, Questionnaire


@dataclass(frozen=True, slots=True)
class PlannedCheck:
    """A check as a policy and a tier see it; `blocks` is set for a requirement that must be met."""

    key: str
    questionnaire_id: str
    definition: Check
    severity: Severity
    blocks: bool

    @property
    def is_requirement(self) -> bool:
        """Return whether it is a requirement; otherwise it finds contradictions."""
        return self.definition.kind == "requirement"

    @property
    def excludes_options(self) -> bool:
        """Return whether a requester is not offered what it would contradict.

        Lesser contradictions are odd, and happen.
        """
        least = SEVERITIES.index("medium")
        return not self.is_requirement and SEVERITIES.index(self.severity) >= least

    @property
    def condition(self) -> ScopedCondition:
        """The answers for which it fails, should its questionnaires be asked."""
        return self.definition.when, self.questionnaire_id

    @property
    def referenced_keys(self) -> frozenset[str]:
        """The questions that it names."""
        return frozenset(self.definition.when.referenced_keys(self.questionnaire_id))

    @property
    def questionnaire_ids(self) -> tuple[str, ...]:
        """The questionnaires that it is about: its own first, then those that it names."""
        named_ids = sorted(key.partition("/")[0] for key in self.referenced_keys)
        return tuple(dict.fromkeys((self.questionnaire_id, *named_ids)))


def _plan_check(
    questionnaire: Questionnaire, check: Check, policy_settings: Settings
) -> PlannedCheck:
    """Plan a check, with the overrides of the policy and then of the tier."""
    key = f"{questionnaire.id}/{check.id}"
    severity, blocks = check.severity, check.blocker
    for override in policy_settings.check_overrides.get(key, ()):
        severity = override.severity or severity
        blocks = blocks if override.blocker is None else override.blocker
    return PlannedCheck(
        key, questionnaire.id, check, severity, blocks and check.kind == "requirement"
    )


def tier_question_keys(policy: Policy) -> frozenset[str]:
    """Return the questions that decide the tier."""
    return frozenset(
        key for tier in policy.tiers if tier.when for key in tier.when.referenced_keys("")
    )


def plan_checks(
    questionnaires: Iterable[Questionnaire],
    questions: Iterable[PlannedQuestion],
    policy: Policy,
    policy_settings: Settings,
) -> tuple[PlannedCheck, ...]:
    """Plan the checks of which every named question is asked, or decides the tier."""
    known_keys = tier_question_keys(policy).union(
        question.key for question in questions if question.is_counted
    )
    checks = (
        _plan_check(questionnaire, check, policy_settings)
        for questionnaire in questionnaires
        for check in questionnaire.checks
    )
    return tuple(check for check in checks if check.referenced_keys <= known_keys)


def compile_check(
    check: PlannedCheck,
    gates: Mapping[str, Iterable[ScopedCondition]],
    positions: Mapping[str, int],
) -> CompiledCondition:
    """Return a function that decides whether a check fails.

    It fails only while all questionnaires that it is about are asked.

    Args:
        check: the check.
        gates: for each questionnaire that is asked, the conditions of which one must hold.
        positions: the position of each question in the known answers.
    """
    parts = [compile_condition(check.condition, positions)]
    for questionnaire_id in check.questionnaire_ids:
        is_asked = compile_applicability((), gates.get(questionnaire_id, ()), positions)
        if is_asked is not None:
            parts.append(is_asked)
    return lambda answers: all_of(*(part(answers) for part in parts))
