"""What an assessment asks: the questions of its questionnaires as a policy and a tier see them, in an order that decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import lcm
from typing import TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import (
    CompiledCondition,
    ScopedCondition as ScopedCondition,  # noqa: PLC0414 - part of what a plan is
    compile_applicability,
)
from vendorcheck.assessment.plan.question import (
    PlacedQuestion,
    PlannedQuestion as PlannedQuestion,  # noqa: PLC0414 - the same
    plan_question,
)
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.conditions import Range
from vendorcheck.model.policy import Policy, Settings, Tier, resolve_settings
from vendorcheck.model.questionnaire import Check, Questionnaire

CORE_QUESTIONNAIRES: tuple[str, ...] = ("sso", "data-access-removal", "admin-processes")
"""The questionnaires that are asked where neither a tier nor a person says which."""

Questionnaires: TypeAlias = Mapping[str, Questionnaire]
QuestionTest: TypeAlias = tuple[str, ...] | Range


class ReferenceCycle(VendorcheckError):  # noqa: N818 - what is wrong, not that something is
    """Conditions refer to each other in a circle."""


@dataclass(frozen=True)
class Plan:
    """What is asked and how it counts. Made once for a policy and tier, whatever the vendor.

    `items` are in reading order, those that count first; the rest are there because a `when` refers to
    them. `order` lists their positions such that whatever a `when` refers to comes before it. `gates` says of each
    questionnaire of which `when`s one must hold for it to be asked; in a `tier_plan`, of each tier its `when`.
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
        """Where each question stands in `items`."""
        return {item.key: index for index, item in enumerate(self.questions)}

    @cached_property
    def positions_by_questionnaire(self) -> dict[str, dict[str, int]]:
        """The same by questionnaire and question."""
        found: dict[str, dict[str, int]] = {}
        for index, item in enumerate(self.questions):
            found.setdefault(item.questionnaire_id, {})[item.question_id] = index
        return found

    @cached_property
    def checks(self) -> tuple[tuple[str, Check, str], ...]:
        """Key, check and questionnaire of each check that counts."""
        return tuple(
            (f"{questionnaire.id}/{check.id}", check, questionnaire.id)
            for questionnaire in self.questionnaires
            for check in questionnaire.checks
        )

    @cached_property
    def check_dependencies(self) -> dict[str, frozenset[str]]:
        """For each check the questions that decide whether it finds a contradiction."""
        return {
            key: frozenset(
                name
                for when, other in ((check.when, home), *self.gates[home])
                for name, _, _ in when.references(other)
            )
            for key, check, home in self.checks
        }

    @cached_property
    def referenced_keys(self) -> frozenset[str]:
        """The questions that some condition or check refers to."""
        return frozenset(key for item in self.questions for key in item.dependencies).union(
            *self.check_dependencies.values()
        )

    @cached_property
    def tests_by_question(self) -> dict[str, tuple[QuestionTest, ...]]:
        """What conditions and checks ask of each question that they refer to."""
        found: dict[str, list[QuestionTest]] = {}
        conditions = [one for item in self.questions for one in (*item.conditions, *item.gates)]
        for when, home in (*conditions, *((check.when, home) for _, check, home in self.checks)):
            for key, test, _ in when.references(home):
                found.setdefault(key, []).append(test)
        return {key: tuple(tests) for key, tests in found.items()}

    @cached_property
    def schedule(self) -> tuple[tuple[int, CompiledCondition | None, bool], ...]:
        """What has to be decided, in an order that decides: position, whether it applies, is it referred to."""
        return tuple(
            (index, decides, item.key in self.referenced_keys)
            for index, item in ((index, self.questions[index]) for index in self.evaluation_order)
            if (decides := compile_applicability(item.conditions, item.gates, self.position_by_key))
            or item.key in self.referenced_keys
        )

    @cached_property
    def compiled_checks(self) -> tuple[CompiledCondition, ...]:
        """Decides each check. One of a questionnaire that is not asked finds no contradiction."""
        found = (
            compile_applicability([(check.when, home)], self.gates[home], self.position_by_key)
            for _, check, home in self.checks
        )
        return tuple(decides for decides in found if decides)

    @cached_property
    def deciding_questionnaire_ids(self) -> frozenset[str]:
        """The questionnaires that the gates name."""
        conditions = [condition for ways in self.gates.values() for condition in ways]
        return frozenset(
            key.partition("/")[0]
            for when, home in conditions
            for key, _, _ in when.references(home)
        )

    @cached_property
    def section_keys(self) -> tuple[str, ...]:
        """The sections of the items that count, as `questionnaire/section`, in order."""
        return tuple(dict.fromkeys(item.section_key for item in self.questions if item.is_counted))

    @cached_property
    def counted_question_count(self) -> int:
        """How many of the items count; they come first."""
        return sum(item.is_counted for item in self.questions)


def make_plan(
    library: Questionnaires,
    policy: Policy,
    tier: Tier | None = None,
    chosen_ids: Sequence[str] = (),
    counted_keys: frozenset[str] | None = None,
) -> Plan:
    """Plan an assessment of the chosen questionnaires, else of the tier's, else of the three core ones.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        tier: whose rules are laid over the policy's, and whose questionnaires are asked.
        chosen_ids: ids of the questionnaires to ask instead.
        counted_keys: the questions that count, as `questionnaire/question`; None: all.

    Raises:
        VendorcheckError: a questionnaire is not known.
        Circle: conditions refer to each other in a circle.
    """
    gates = _gates_by_questionnaire(tier, chosen_ids)
    rules = resolve_settings(policy, tier)
    questionnaires = tuple(_get_questionnaire(library, name) for name in gates)
    drafts = [
        plan_question(entry, gates[entry[0].id], rules, counted_keys)
        for found in questionnaires
        for entry in _placed_questions(found)
    ]
    drafts.sort(key=lambda item: not item.is_counted)
    drafts += _plan_referenced_questions(library, drafts, questionnaires, gates, rules)
    unit = _common_weight_unit(drafts)
    items = tuple(
        replace(item, weight_units=int(item.weight * unit)) if item.is_scored else item
        for item in drafts
    )
    return Plan(policy, tier, rules, questionnaires, gates, items, _evaluation_order(items), unit)


def make_tier_plan(library: Questionnaires, policy: Policy) -> Plan | None:
    """The plan that decides the tier: nothing counts, everything that a tier's `when` refers to is there."""
    wanted = {key for tier in policy.tiers if tier.when for key, _, _ in tier.when.references("")}
    if not wanted:
        return None
    rules = resolve_settings(policy, None)
    items = tuple(_plan_with_dependencies(library, wanted, (), rules))
    gates: dict[str, tuple[ScopedCondition, ...]] = {
        tier.id: ((tier.when, ""),) for tier in policy.tiers if tier.when
    }
    return Plan(policy, None, rules, (), gates, items, _evaluation_order(items), 1)


def _gates_by_questionnaire(
    tier: Tier | None, chosen_ids: Sequence[str]
) -> dict[str, tuple[ScopedCondition, ...]]:
    """The questionnaires to ask, each with the conditions of which one must hold; none: it is asked."""
    if chosen_ids:
        return dict.fromkeys(chosen_ids, ())
    if tier is None:
        return dict.fromkeys(CORE_QUESTIONNAIRES, ())
    gates: dict[str, tuple[ScopedCondition, ...]] = dict.fromkeys(tier.questionnaires, ())
    added: dict[str, tuple[ScopedCondition, ...]] = {}
    for addition in tier.add:
        for name in addition.questionnaires:
            added[name] = (*added.get(name, ()), (addition.when, ""))
    return gates | {name: conditions for name, conditions in added.items() if name not in gates}


def _get_questionnaire(library: Questionnaires, questionnaire_id: str) -> Questionnaire:
    if questionnaire_id not in library:
        raise VendorcheckError(
            f'there is no questionnaire "{questionnaire_id}"; known are {", ".join(library)}'
        )
    return library[questionnaire_id]


def _placed_questions(questionnaire: Questionnaire) -> Iterable[PlacedQuestion]:
    return (
        (questionnaire, section, question)
        for _, section, question in questionnaire.located_questions()
    )


def _plan_referenced_questions(
    library: Questionnaires,
    questions: list[PlannedQuestion],
    questionnaires: tuple[Questionnaire, ...],
    gates: Mapping[str, tuple[ScopedCondition, ...]],
    policy_settings: Settings,
) -> list[PlannedQuestion]:
    """The questions of other questionnaires that the conditions and checks at hand refer to, and those behind them."""
    checks = [(check.when, found.id) for found in questionnaires for check in found.checks]
    conditions = [*checks, *(condition for ways in gates.values() for condition in ways)]
    wanted = {key for item in questions for key in item.dependencies}
    wanted |= {key for when, home in conditions for key, _, _ in when.references(home)}
    return _plan_with_dependencies(
        library, wanted, [item.key for item in questions], policy_settings
    )


def _plan_with_dependencies(
    library: Questionnaires,
    wanted_keys: set[str],
    known_keys: Iterable[str],
    policy_settings: Settings,
) -> list[PlannedQuestion]:
    """The wanted questions and all that they depend on, without those already known, in reading order.

    They only inform others. What the policy sees otherwise of them, such as a blocker, holds here as well.
    """
    found: dict[str, PlannedQuestion] = {}
    seen = set(known_keys)
    waiting = sorted(wanted_keys - seen)
    while waiting:
        key = waiting.pop()
        seen.add(key)
        item = found[key] = _plan_referenced_question(library, key, policy_settings)
        waiting += [name for name in item.dependencies if name not in seen]
    homes = sorted({item.questionnaire_id for item in found.values()})
    ranks = (f"{name}/{question}" for name in homes for question in library[name].questions)
    return [found[key] for key in ranks if key in found]


def _plan_referenced_question(
    library: Questionnaires, key: str, policy_settings: Settings
) -> PlannedQuestion:
    name, _, question = key.partition("/")
    for entry in _placed_questions(_get_questionnaire(library, name)):
        if entry[2].id == question:
            return plan_question(entry, (), policy_settings, counted_keys=frozenset())
    raise VendorcheckError(
        f"the policy or another questionnaire refers to {key}, but questionnaire {name} has no such question; "
        "add it, or give the questionnaire an id of its own"
    )


def _common_weight_unit(questions: Iterable[PlannedQuestion]) -> int:
    """The whole number by which every weight, and every weight times a credit, becomes whole."""
    whole_weights = lcm(*(item.weight.denominator for item in questions if item.is_scored))
    whole_credits = lcm(
        *(
            outcome.credit.denominator
            for item in questions
            if item.is_scored
            for outcome in item.definition.possible_results()
        )
    )
    return whole_weights * whole_credits


def _evaluation_order(questions: tuple[PlannedQuestion, ...]) -> tuple[int, ...]:
    """Positions such that what a condition refers to comes first. Depth first with an explicit stack."""
    position = {item.key: index for index, item in enumerate(questions)}
    done: dict[int, bool] = {}
    order: list[int] = []
    for start in range(len(questions)):
        stack = [start]
        while stack:
            index = stack[-1]
            if index not in done:
                done[index] = False
                ahead = [
                    position[key]
                    for key in questions[index].dependencies
                    if not done.get(position[key], False)
                ]
                if any(other in done for other in ahead):
                    raise ReferenceCycle(
                        f"the condition of {questions[index].key} refers to itself in a circle"
                    )
                stack += ahead
            else:
                stack.pop()
                if not done[index]:
                    done[index] = True
                    order.append(index)
    return tuple(order)
