"""Path to fast: the smallest change of the request that needs a shorter review, proven by deciding the tier again."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as with_fields
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.evaluation import Reply, Situation
from vendorcheck.assessment.plan.plan import Library
from vendorcheck.assessment.tiering import supports, tier_in
from vendorcheck.model.conditions import Range
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questions import (
    BaseQuestion,
    Misfit,
    Option,
    Value,
    plain_answer,
    plain_label,
    plain_name,
    plain_question,
)
from vendorcheck.text.words import grouped_number, joined

LIMIT: Final = 20_000
"""How often the search for the smallest change may decide the tier."""
# How much of what was wanted is given up: fewer people are still people, one kind of data less is a loss, and
# whether the business can do without the product for a week is the hardest to change.
_LOWER, _WITHOUT, _OTHER = 1, 2, 3

Kind: TypeAlias = Literal["without", "at-most", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One change of an answer: an option left out, a number lowered to `value`, another option chosen.

    Two are the same only if they are one. `cost` says how much is given up; `before` is the answer as it stands.
    """

    position: int
    key: str
    kind: Kind
    option: Option | None
    value: Value | None
    before: Reply
    cost: int


@dataclass(frozen=True, slots=True)
class PathToFast:
    """The changes, in the order of the questions, and the tier that they lead to.

    `minimal`: proven to be the fewest changes, then the mildest; else only that none can be left out.
    """

    changes: tuple[Change, ...]
    tier: Tier
    takes: Duration
    instead_of: Duration
    minimal: bool

    @property
    def sentence(self) -> str:
        """What to change and what that brings: `Without "Customers": 5 working days instead of 10`."""
        parts = list(_phrases(self.changes))
        text = f"{joined(parts)}: {shorter_review(self.takes, self.instead_of)}"
        return text[0].upper() + text[1:]


def shorter_review(takes: Duration, instead_of: Duration) -> str:
    """Return `5 working days instead of 10`; both with their unit where the units differ."""
    same_unit = takes.unit == instead_of.unit
    return f"{takes} instead of {grouped_number(instead_of.count) if same_unit else instead_of}"


Changes: TypeAlias = frozenset[Change]
Rank: TypeAlias = tuple[int, Fraction, tuple[int, ...]]
There: TypeAlias = tuple[Situation, Tier | None, bool]
"""Where the request stands, its tier, and whether that is only assumed."""


class _Search:
    """Looks for the fewest changes, size by size. Only what decides the tier at hand is worth changing next."""

    def __init__(self, policy: Policy, situation: Situation, changes: tuple[Change, ...], limit: int) -> None:
        self.policy = policy
        self.start = situation
        self.changes = changes
        self.limit = limit
        self.decided = 0
        self.known: dict[Changes, There | None] = {}
        self.order = {change: number for number, change in enumerate(changes)}

    def at(self, changes: Changes) -> "There | None":
        """Where the request stands with some changes made; None where no such answer can be given."""
        if changes not in self.known:
            self.decided += 1
            replies = _changed(changes)
            situation = self.start.with_replies(replies) if replies is not None else None
            self.known[changes] = (situation, *tier_in(self.policy, situation)) if situation else None
        return self.known[changes]

    def found(self, changes: Changes, takes: Duration) -> Tier | None:
        """The tier that changes lead to, if it is decided and its review is shorter."""
        there = self.at(changes)
        if there is None or there[2] or there[1] is None or there[1].review_takes is None:
            return None
        return there[1] if there[1].review_takes.days < takes.days else None

    def fewest(self, takes: Duration) -> tuple[Changes, Tier] | None:
        """The fewest changes; among equals the mildest, then the shortest review, then the first questions."""
        level: set[Changes] = {frozenset()}
        while level:
            wider = {changes | {change} for changes in level for change in self._next(changes)}
            hits: list[tuple[Changes, Tier]] = []
            for changes in wider:
                if self.decided > self.limit:
                    return None
                tier = self.found(changes, takes)
                if tier is not None:
                    hits.append((changes, tier))
            if hits:
                return min(hits, key=lambda hit: self._rank(*hit))
            level = wider
        return None

    def _next(self, changes: Changes) -> Iterator[Change]:
        there = self.at(changes)
        if there is None:
            return
        situation, tier, assumed = there
        # What leaves a tier undecided can be turned by any of its questions.
        worth = None if assumed or tier is None else supports(self.policy, tier, situation)
        single = {change.key for change in changes if change.kind != "without"}
        for change in self.changes:
            if change not in changes and change.key not in single and (worth is None or change.key in worth):
                yield change

    def _rank(self, changes: Changes, tier: Tier) -> Rank:
        days = tier.review_takes.days if tier.review_takes else Fraction(0)
        return (
            sum(change.cost for change in changes),
            days,
            tuple(sorted(map(self.order.__getitem__, changes))),
        )

    def irreducible(self, takes: Duration) -> tuple[Changes, Tier] | None:
        """Changes of which none can be left out, found by making the furthest of each answer and dropping what can be."""
        furthest: dict[str, Change] = {
            change.key: change for change in self.changes if change.kind != "without"
        }
        kept = frozenset(
            change for change in self.changes if change.kind == "without" or furthest[change.key] is change
        )
        tier = self.found(kept, takes)
        smaller = [(kept, tier)] if tier else []
        while smaller:
            kept, tier = smaller[0]
            # The dearest goes first. What may go now may stay needed later, so each round begins anew.
            order = sorted(kept, key=lambda one: (-one.cost, self.order[one]))
            fewer = ((kept - {change}, self.found(kept - {change}, takes)) for change in order)
            smaller = [(changes, there) for changes, there in fewer if there is not None]
        return (kept, tier) if tier else None


def path_to_fast(library: Library, policy: Policy, start: Situation, limit: int = LIMIT) -> PathToFast | None:
    """The smallest change of the request that leads to a tier with a shorter review; None where there is none.

    Only answered questions of the requester's that the tiers refer to are changed: options left out of several,
    numbers lowered to what a tier's `when` names, another option chosen. While the tier is only assumed there
    is nothing to be shorter than.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        start: where the questions stand that the tiers refer to.
        limit: how often the tier may be decided before a path that is only irreducible will do.
    """
    tier, assumed = tier_in(policy, start)
    if tier is None or assumed or tier.review_takes is None:
        return None
    search = _Search(policy, start, tuple(_changes(library, policy, start)), limit)
    found = search.fewest(tier.review_takes)
    minimal = found is not None or search.decided <= limit
    found = found or (None if minimal else search.irreducible(tier.review_takes))
    if found is None or found[1].review_takes is None:
        return None
    changes = tuple(sorted(found[0], key=search.order.__getitem__))
    return PathToFast(changes, found[1], found[1].review_takes, tier.review_takes, minimal)


def _changes(library: Library, policy: Policy, start: Situation) -> Iterator[Change]:
    """All single changes, in the order of the questions, the milder ones of a question first."""
    named = _named(policy, start)
    for position, (item, reply, applies) in enumerate(
        zip(start.plan.items, start.replies, start.applies, strict=True)
    ):
        if library[item.home].respondent != "requester" or reply.value is None or applies is not True:
            continue
        for kind, option, value, cost in _of(reply, reply.value, named.get(item.key, ())):
            yield Change(position, item.key, kind, option, value, reply, cost)


def _named(policy: Policy, start: Situation) -> dict[str, list[tuple[str, ...] | Range]]:
    """What the tiers, and the questions that they refer to, ask of each question."""
    found: dict[str, list[tuple[str, ...] | Range]] = {}
    conditions = [(tier.when, "") for tier in policy.tiers if tier.when]
    for when, home in (*conditions, *(one for item in start.plan.items for one in item.conditions)):
        for key, test, _ in when.references(home):
            found.setdefault(key, []).append(test)
    return found


Draft: TypeAlias = tuple[Kind, Option | None, Value | None, int]
"""A change without its place: kind, option, value, cost."""


def _of(reply: Reply, value: Value, tests: Iterable[tuple[str, ...] | Range]) -> Iterator[Draft]:
    """The changes of one answer."""
    question = reply.item.question
    if question.kind_of_answer == "options":
        named = {option for test in tests if isinstance(test, tuple) for option in test}
        # Where the option for none is named, leaving the last one out counts, whatever that is.
        emptied = any(option.exclusive and option.id in named for option in question.offered)
        for option in question.offered:
            if option.id in value.options and not option.exclusive and (emptied or option.id in named):
                yield "without", option, None, _WITHOUT
    elif question.kind_of_answer == "one option":
        yield from _others(question, value)
    elif question.kind_of_answer == "amount":
        for limit in sorted(_limits(tests), reverse=True):
            if 0 < limit < (value.amount or 0):
                with suppress(Misfit):  # years may take more digits in days than an answer may have
                    yield "at-most", None, question.read(question.written(Fraction(limit))), _LOWER


def _others(question: BaseQuestion, value: Value) -> Iterator[Draft]:
    """The other options, the next ones first."""
    ids = [option.id for option in question.offered]
    current = next(number for number, name in enumerate(ids) if name in value.options)
    for number in sorted(range(len(ids)), key=lambda other: (abs(other - current), other)):
        if number != current:
            option = question.offered[number]
            yield "other", option, question.read(option.id), _OTHER * abs(number - current)


def _limits(tests: Iterable[tuple[str, ...] | Range]) -> set[int]:
    """The largest whole amounts that get by what tests name: one below an `at_least`, just at an `at_most`."""
    ranges = [test for test in tests if isinstance(test, Range)]
    below = {ceil(test.at_least) - 1 for test in ranges if test.at_least is not None}
    return below | {floor(test.at_most) for test in ranges if test.at_most is not None}


def _changed(changes: Changes) -> Mapping[int, Reply] | None:
    """The replies with changes made; None if an answer would have no option left and there is none for that."""
    found: dict[int, Reply] = {}
    removed: dict[int, set[str]] = {}
    for change in changes:
        if change.option is not None and change.kind == "without":
            removed.setdefault(change.position, set()).add(change.option.id)
        else:
            found[change.position] = with_fields(change.before, value=change.value)
    before = {change.position: change.before for change in changes}
    for position, without in removed.items():
        value = _left(before[position], without)
        if value is None:
            return None
        found[position] = with_fields(before[position], value=value)
    return found


def _left(reply: Reply, without: set[str]) -> Value | None:
    """What is left of a list of options; the option that stands for none, where nothing is."""
    question = reply.item.question
    kept = reply.value.options - without if reply.value else frozenset()
    alone = next((option.id for option in question.offered if option.exclusive), None)
    ids = tuple(option.id for option in question.offered if option.id in kept) or (alone,)
    return question.read(tuple(name for name in ids if name)) if ids[0] else None


def _phrases(changes: tuple[Change, ...]) -> Iterator[str]:
    """The changes in words, those that leave something out together."""
    without = [
        f'"{plain_name(change.option)}"' for change in changes if change.option and change.kind == "without"
    ]
    if without:
        yield f"without {joined(without, 'and')}"
    for change in changes:
        question = change.before.item.question
        if change.kind == "at-most" and change.value:
            yield f'with at most {plain_answer(question, change.value)} ("{plain_question(question)}")'
        elif change.kind == "other" and change.option and change.before.value:
            before = plain_answer(question, change.before.value)
            yield f'with "{plain_label(change.option)}" instead of "{before}"'
