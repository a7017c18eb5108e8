"""What an assessment asks: the questions of its questionnaires as a policy and a tier see them, in an order that decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import lcm
from typing import TypeAlias

from vendorcheck.assessment.plan.compiled_conditions import Condition as Condition  # noqa: PLC0414 - part of what a plan is
from vendorcheck.assessment.plan.compiled_conditions import Decider, applying
from vendorcheck.assessment.plan.question import Entry, draft
from vendorcheck.assessment.plan.question import Item as Item  # noqa: PLC0414 - the same
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.conditions import Range
from vendorcheck.model.policy import Policy, Settings, Tier, settings
from vendorcheck.model.questionnaire import Check, Questionnaire

CORE: tuple[str, ...] = ("sso", "data-access-removal", "admin-processes")
"""The questionnaires that are asked where neither a tier nor a person says which."""

Library: TypeAlias = Mapping[str, Questionnaire]
Test: TypeAlias = tuple[str, ...] | Range


class Circle(VendorcheckError):  # noqa: N818 - what is wrong, not that something is
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
    gates: Mapping[str, tuple[Condition, ...]]
    items: tuple[Item, ...]
    order: tuple[int, ...]
    unit: int

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each question stands in `items`."""
        return {item.key: index for index, item in enumerate(self.items)}

    @cached_property
    def positions(self) -> dict[str, dict[str, int]]:
        """The same by questionnaire and question."""
        found: dict[str, dict[str, int]] = {}
        for index, item in enumerate(self.items):
            found.setdefault(item.home, {})[item.name] = index
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
    def check_references(self) -> dict[str, frozenset[str]]:
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
    def referenced(self) -> frozenset[str]:
        """The questions that some condition or check refers to."""
        return frozenset(key for item in self.items for key in item.references).union(
            *self.check_references.values()
        )

    @cached_property
    def tests(self) -> dict[str, tuple[Test, ...]]:
        """What conditions and checks ask of each question that they refer to."""
        found: dict[str, list[Test]] = {}
        conditions = [one for item in self.items for one in (*item.conditions, *item.gates)]
        for when, home in (*conditions, *((check.when, home) for _, check, home in self.checks)):
            for key, test, _ in when.references(home):
                found.setdefault(key, []).append(test)
        return {key: tuple(tests) for key, tests in found.items()}

    @cached_property
    def schedule(self) -> tuple[tuple[int, Decider | None, bool], ...]:
        """What has to be decided, in an order that decides: position, whether it applies, is it referred to."""
        return tuple(
            (index, decides, item.key in self.referenced)
            for index, item in ((index, self.items[index]) for index in self.order)
            if (decides := applying(item.conditions, item.gates, self.position))
            or item.key in self.referenced
        )

    @cached_property
    def check_deciders(self) -> tuple[Decider, ...]:
        """Decides each check. One of a questionnaire that is not asked finds no contradiction."""
        found = (
            applying([(check.when, home)], self.gates[home], self.position) for _, check, home in self.checks
        )
        return tuple(decides for decides in found if decides)

    @cached_property
    def gatekeepers(self) -> frozenset[str]:
        """The questionnaires that the gates name."""
        conditions = [condition for ways in self.gates.values() for condition in ways]
        return frozenset(
            key.partition("/")[0] for when, home in conditions for key, _, _ in when.references(home)
        )

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections of the items that count, as `questionnaire/section`, in order."""
        return tuple(dict.fromkeys(item.section for item in self.items if item.counted))

    @cached_property
    def counted(self) -> int:
        """How many of the items count; they come first."""
        return sum(item.counted for item in self.items)


def make(
    library: Library,
    policy: Policy,
    tier: Tier | None = None,
    chosen: Sequence[str] = (),
    only: frozenset[str] | None = None,
) -> Plan:
    """Plan an assessment of the chosen questionnaires, else of the tier's, else of the three core ones.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        tier: whose rules are laid over the policy's, and whose questionnaires are asked.
        chosen: ids of the questionnaires to ask instead.
        only: the questions that count, as `questionnaire/question`; None: all.

    Raises:
        VendorcheckError: a questionnaire is not known.
        Circle: conditions refer to each other in a circle.
    """
    gates = _gates(tier, chosen)
    rules = settings(policy, tier)
    questionnaires = tuple(_known(library, name) for name in gates)
    drafts = [
        draft(entry, gates[entry[0].id], rules, only) for found in questionnaires for entry in _entries(found)
    ]
    drafts.sort(key=lambda item: not item.counted)
    drafts += _context(library, drafts, questionnaires, gates, rules)
    unit = _unit(drafts)
    items = tuple(replace(item, units=int(item.weight * unit)) if item.scored else item for item in drafts)
    return Plan(policy, tier, rules, questionnaires, gates, items, _order(items), unit)


def tier_plan(library: Library, policy: Policy) -> Plan | None:
    """The plan that decides the tier: nothing counts, everything that a tier's `when` refers to is there."""
    wanted = {key for tier in policy.tiers if tier.when for key, _, _ in tier.when.references("")}
    if not wanted:
        return None
    rules = settings(policy, None)
    items = tuple(_closure(library, wanted, (), rules))
    gates: dict[str, tuple[Condition, ...]] = {
        tier.id: ((tier.when, ""),) for tier in policy.tiers if tier.when
    }
    return Plan(policy, None, rules, (), gates, items, _order(items), 1)


def _gates(tier: Tier | None, chosen: Sequence[str]) -> dict[str, tuple[Condition, ...]]:
    """The questionnaires to ask, each with the conditions of which one must hold; none: it is asked."""
    if chosen:
        return dict.fromkeys(chosen, ())
    if tier is None:
        return dict.fromkeys(CORE, ())
    gates: dict[str, tuple[Condition, ...]] = dict.fromkeys(tier.questionnaires, ())
    added: dict[str, tuple[Condition, ...]] = {}
    for addition in tier.add:
        for name in addition.questionnaires:
            added[name] = (*added.get(name, ()), (addition.when, ""))
    return gates | {name: conditions for name, conditions in added.items() if name not in gates}


def _known(library: Library, name: str) -> Questionnaire:
    if name not in library:
        raise VendorcheckError(f'there is no questionnaire "{name}"; known are {", ".join(library)}')
    return library[name]


def _entries(questionnaire: Questionnaire) -> Iterable[Entry]:
    return ((questionnaire, section, question) for _, section, question in questionnaire.places())


def _context(
    library: Library,
    items: list[Item],
    questionnaires: tuple[Questionnaire, ...],
    gates: Mapping[str, tuple[Condition, ...]],
    rules: Settings,
) -> list[Item]:
    """The questions of other questionnaires that the conditions and checks at hand refer to, and those behind them."""
    checks = [(check.when, found.id) for found in questionnaires for check in found.checks]
    conditions = [*checks, *(condition for ways in gates.values() for condition in ways)]
    wanted = {key for item in items for key in item.references}
    wanted |= {key for when, home in conditions for key, _, _ in when.references(home)}
    return _closure(library, wanted, [item.key for item in items], rules)


def _closure(library: Library, wanted: set[str], known: Iterable[str], rules: Settings) -> list[Item]:
    """The wanted questions and all that they depend on, without those already known, in reading order.

    They only inform others. What the policy sees otherwise of them, such as a blocker, holds here as well.
    """
    found: dict[str, Item] = {}
    seen = set(known)
    waiting = sorted(wanted - seen)
    while waiting:
        key = waiting.pop()
        seen.add(key)
        item = found[key] = _lookup(library, key, rules)
        waiting += [name for name in item.references if name not in seen]
    homes = sorted({item.home for item in found.values()})
    ranks = (f"{name}/{question}" for name in homes for question in library[name].questions)
    return [found[key] for key in ranks if key in found]


def _lookup(library: Library, key: str, rules: Settings) -> Item:
    name, _, question = key.partition("/")
    for entry in _entries(_known(library, name)):
        if entry[2].id == question:
            return draft(entry, (), rules, only=frozenset())
    raise VendorcheckError(
        f"the policy or another questionnaire refers to {key}, but questionnaire {name} has no such question; "
        "add it, or give the questionnaire an id of its own"
    )


def _unit(items: Iterable[Item]) -> int:
    """The whole number by which every weight, and every weight times a credit, becomes whole."""
    whole_weights = lcm(*(item.weight.denominator for item in items if item.scored))
    whole_credits = lcm(
        *(outcome.credit.denominator for item in items if item.scored for outcome in item.question.outcomes())
    )
    return whole_weights * whole_credits


def _order(items: tuple[Item, ...]) -> tuple[int, ...]:
    """Positions such that what a condition refers to comes first. Depth first with an explicit stack."""
    position = {item.key: index for index, item in enumerate(items)}
    done: dict[int, bool] = {}
    order: list[int] = []
    for start in range(len(items)):
        stack = [start]
        while stack:
            index = stack[-1]
            if index not in done:
                done[index] = False
                ahead = [
                    position[key] for key in items[index].references if not done.get(position[key], False)
                ]
                if any(other in done for other in ahead):
                    raise Circle(f"the condition of {items[index].key} refers to itself in a circle")
                stack += ahead
            else:
                stack.pop()
                if not done[index]:
                    done[index] = True
                    order.append(index)
    return tuple(order)
