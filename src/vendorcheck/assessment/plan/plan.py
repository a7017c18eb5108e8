"""Plan an assessment: its questions as a policy and a tier see them, and their order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import lcm
from typing import TypeAlias

from vendorcheck.assessment.plan.check import (
    PlannedCheck,
    compile_check,
    plan_checks,
    tier_question_keys,
)
from vendorcheck.assessment.plan.compiled_conditions import (
    CompiledCondition,
    ScopedCondition,
    compile_applicability,
)
from vendorcheck.assessment.plan.dependencies import get_questionnaire, plan_with_dependencies
from vendorcheck.assessment.plan.order import evaluation_order
from vendorcheck.assessment.plan.question import PlannedQuestion, plan_question
from vendorcheck.model.conditions import Range
from vendorcheck.model.policy import Policy, Settings, Tier, resolve_settings
from vendorcheck.model.questionnaire import Questionnaire

CORE_QUESTIONNAIRES: tuple[str, ...] = ("sso", "data-access-removal", "admin-processes")
"""The questionnaires that are asked where neither a tier nor a person names any."""

Questionnaires: TypeAlias = Mapping[str, Questionnaire]
QuestionTest: TypeAlias = tuple[str, ...] | Range


@dataclass(frozen=True)
class Plan:
    """The questions of an assessment and how they count: for a policy and tier, not for a vendor.

    Attributes:
        policy: the company's rules.
        tier: the tier that the plan is for; None: none.
        settings: the policy's settings with those of the tier.
        questionnaires: the questionnaires whose questions count.
        gates: for each questionnaire, the conditions of which one must hold for it to be asked; in
            a tier plan, the condition of each tier.
        questions: the questions in reading order; those that count come first, the others are
            there because conditions refer to them.
        evaluation_order: positions of the questions such that a question comes after those that
            its conditions refer to.
        weight_unit: the number by which every weight, and every weight times a credit, becomes a
            whole number.
    """

    policy: Policy
    tier: Tier | None
    settings: Settings
    questionnaires: tuple[Questionnaire, ...]
    gates: Mapping[str, tuple[ScopedCondition, ...]]
    questions: tuple[PlannedQuestion, ...]
    evaluation_order: tuple[int, ...]
    weight_unit: int

    @cached_property
    def position_by_key(self) -> dict[str, int]:
        """Return the position of each question in `questions`, by `questionnaire/question`."""
        return {question.key: index for index, question in enumerate(self.questions)}

    @cached_property
    def positions_by_questionnaire(self) -> dict[str, dict[str, int]]:
        """Return the position of each question in `questions`, by questionnaire and question."""
        positions: dict[str, dict[str, int]] = {}
        for index, question in enumerate(self.questions):
            positions.setdefault(question.questionnaire_id, {})[question.question_id] = index
        return positions

    @cached_property
    def checks(self) -> tuple[PlannedCheck, ...]:
        """Return the checks that count: all that they name is asked, or decides the tier."""
        return plan_checks(self.questionnaires, self.questions, self.policy, self.settings)

    @cached_property
    def check_by_key(self) -> dict[str, PlannedCheck]:
        """Return the checks that count, by `questionnaire/check`."""
        return {check.key: check for check in self.checks}

    @cached_property
    def tier_question_keys(self) -> frozenset[str]:
        """Return the questions that decide the tier."""
        return tier_question_keys(self.policy)

    @cached_property
    def check_dependencies(self) -> dict[str, frozenset[str]]:
        """Return the questions that decide whether each check fails."""
        return {
            check.key: check.referenced_keys.union(
                question_key
                for questionnaire_id in check.questionnaire_ids
                for condition, home in self.gates.get(questionnaire_id, ())
                for question_key in condition.referenced_keys(home)
            )
            for check in self.checks
        }

    @cached_property
    def referenced_keys(self) -> frozenset[str]:
        """Return the questions that some condition or check refers to."""
        return frozenset(key for question in self.questions for key in question.dependencies).union(
            *self.check_dependencies.values()
        )

    @cached_property
    def tests_by_question(self) -> dict[str, tuple[QuestionTest, ...]]:
        """Return the tests of each question by conditions and checks."""
        conditions = [
            scoped_condition
            for question in self.questions
            for scoped_condition in (*question.conditions, *question.gates)
        ]
        conditions += [check.condition for check in self.checks]
        return group_tests(conditions)

    @cached_property
    def schedule(self) -> tuple[tuple[int, CompiledCondition | None, bool], ...]:
        """Return the questions to decide, in evaluation order.

        Each has its position, a function that decides whether it applies (None: it always does),
        and whether a condition refers to it.
        """
        return tuple(
            (index, decide, question.key in self.referenced_keys)
            for index, question in (
                (index, self.questions[index]) for index in self.evaluation_order
            )
            if (
                decide := compile_applicability(
                    question.conditions, question.gates, self.position_by_key
                )
            )
            or question.key in self.referenced_keys
        )

    @cached_property
    def compiled_checks(self) -> tuple[CompiledCondition, ...]:
        """Return a function for each check that decides whether it fails."""
        return tuple(
            compile_check(check, self.gates, self.position_by_key) for check in self.checks
        )

    @cached_property
    def deciding_questionnaire_ids(self) -> frozenset[str]:
        """Return the questionnaires that the gates refer to."""
        return frozenset(
            self.questions[self.position_by_key[key]].questionnaire_id
            for gates in self.gates.values()
            for condition, home in gates
            for key in condition.referenced_keys(home)
        )

    @cached_property
    def section_keys(self) -> tuple[str, ...]:
        """Return the sections of the questions that count, as `questionnaire/section`, in order."""
        return tuple(
            dict.fromkeys(
                question.section_key for question in self.questions if question.is_counted
            )
        )

    @cached_property
    def counted_question_count(self) -> int:
        """Return the number of questions that count; they come first."""
        return sum(question.is_counted for question in self.questions)


def group_tests(conditions: Iterable[ScopedCondition]) -> dict[str, tuple[QuestionTest, ...]]:
    """Return the tests of each question by conditions."""
    tests_by_question: dict[str, list[QuestionTest]] = {}
    for condition, home in conditions:
        for key, test, _ in condition.references(home):
            tests_by_question.setdefault(key, []).append(test)
    return {key: tuple(tests) for key, tests in tests_by_question.items()}


def make_plan(
    library: Questionnaires,
    policy: Policy,
    tier: Tier | None = None,
    chosen_ids: Sequence[str] = (),
    counted_keys: frozenset[str] | None = None,
) -> Plan:
    """Plan an assessment of the chosen questionnaires, otherwise those of the tier.

    Without a tier it is of `CORE_QUESTIONNAIRES`.

    Args:
        library: the known questionnaires, by id.
        policy: the company's rules.
        tier: the tier whose settings override the policy's and whose questionnaires are asked.
        chosen_ids: ids of the questionnaires to ask instead.
        counted_keys: the questions that count, as `questionnaire/question`; None: all.

    Raises:
        VendorcheckError: a questionnaire is unknown.
        ReferenceCycle: conditions refer to each other in a circle.
    """
    gates = _gates_by_questionnaire(tier, chosen_ids)
    settings = resolve_settings(policy, tier)
    questionnaires = tuple(get_questionnaire(library, name) for name in gates)
    drafts = [
        plan_question(
            (questionnaire, section, question), gates[questionnaire.id], settings, counted_keys
        )
        for questionnaire in questionnaires
        for _, section, question in questionnaire.located_questions()
    ]
    drafts.sort(key=lambda question: not question.is_counted)
    checks = plan_checks(questionnaires, drafts, policy, settings)
    drafts += _plan_referenced_questions(library, drafts, checks, gates, settings)
    questions, unit = _with_whole_weights(drafts)
    return Plan(
        policy, tier, settings, questionnaires, gates, questions, evaluation_order(questions), unit
    )


def make_tier_plan(library: Questionnaires, policy: Policy) -> Plan | None:
    """Plan the decision of the tier: the questions that the tiers refer to, of which none counts.

    None if the tiers refer to no question.
    """
    keys = tier_question_keys(policy)
    if not keys:
        return None
    settings = resolve_settings(policy, None)
    questions, unit = _with_whole_weights(plan_with_dependencies(library, set(keys), (), settings))
    gates: dict[str, tuple[ScopedCondition, ...]] = {
        tier.id: ((tier.when, ""),) for tier in policy.tiers if tier.when
    }
    return Plan(policy, None, settings, (), gates, questions, evaluation_order(questions), unit)


def _gates_by_questionnaire(
    tier: Tier | None, chosen_ids: Sequence[str]
) -> dict[str, tuple[ScopedCondition, ...]]:
    """Return the gates of each questionnaire to ask: one must hold; without gates it is asked."""
    if chosen_ids:
        return dict.fromkeys(chosen_ids, ())
    if tier is None:
        return dict.fromkeys(CORE_QUESTIONNAIRES, ())
    gates: dict[str, tuple[ScopedCondition, ...]] = dict.fromkeys(tier.questionnaires, ())
    added_gates: dict[str, tuple[ScopedCondition, ...]] = {}
    for addition in tier.add:
        for name in addition.questionnaires:
            added_gates[name] = (*added_gates.get(name, ()), (addition.when, ""))
    return gates | {
        name: conditions for name, conditions in added_gates.items() if name not in gates
    }


def _plan_referenced_questions(
    library: Questionnaires,
    questions: Sequence[PlannedQuestion],
    checks: Iterable[PlannedCheck],
    gates: Mapping[str, tuple[ScopedCondition, ...]],
    policy_settings: Settings,
) -> list[PlannedQuestion]:
    """Plan the questions of other questionnaires that decide the planned questions and checks."""
    conditions = [check.condition for check in checks]
    conditions += (gate for questionnaire_gates in gates.values() for gate in questionnaire_gates)
    keys = {key for question in questions for key in question.dependencies}
    keys |= {key for condition, home in conditions for key in condition.referenced_keys(home)}
    return plan_with_dependencies(
        library, keys, [question.key for question in questions], policy_settings
    )


def _with_whole_weights(
    questions: Sequence[PlannedQuestion],
) -> tuple[tuple[PlannedQuestion, ...], int]:
    """Return the questions with their `weight_units`, and how many units make a weight of 1.

    Every weight, and every weight times a credit, is a whole number of units.
    """
    weights = {question.weight for question in questions if question.is_scored}
    credit_values = {
        answer_result.credit
        for question in questions
        if question.is_scored
        for answer_result in question.definition.possible_results()
    }
    unit = lcm(*(number.denominator for number in weights)) * lcm(
        *(number.denominator for number in credit_values)
    )
    return tuple(
        replace(question, weight_units=int(question.weight * unit))
        if question.is_scored
        else question
        for question in questions
    ), unit
