"""Path to fast: the smallest change of the request that needs a shorter review, proven by deciding the tier again."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace as with_fields
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.assessment.tiering import questions_supporting_tier, resolve_tier
from vendorcheck.model.conditions import Range
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questions import (
    BaseQuestion,
    InvalidAnswer,
    Option,
    ParsedAnswer,
    plain_answer,
    plain_label,
    plain_name,
    plain_question,
)
from vendorcheck.text.words import grouped_number, join_list

MAX_TIER_DECISIONS: Final = 20_000
"""How often the search for the smallest change may decide the tier."""
# How much of what was wanted is given up: fewer people are still people, one kind of data less is a loss, and
# whether the business can do without the product for a week is the hardest to change.
_COST_OF_LOWERING, _COST_OF_REMOVING, _COST_OF_REPLACING = 1, 2, 3

ChangeKind: TypeAlias = Literal["without", "at-most", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One change of an answer: an option left out, a number lowered to `value`, another option chosen.

    Two are the same only if they are one. `cost` says how much is given up; `before` is the answer as it stands.
    """

    position: int
    key: str
    kind: ChangeKind
    option: Option | None
    parsed_answer: ParsedAnswer | None
    previous_status: QuestionStatus
    cost: int


@dataclass(frozen=True, slots=True)
class PathToFast:
    """The changes, in the order of the questions, and the tier that they lead to.

    `minimal`: proven to be the fewest changes, then the mildest; else only that none can be left out.
    """

    changes: tuple[Change, ...]
    tier: Tier
    new_duration: Duration
    current_duration: Duration
    is_minimal: bool

    @property
    def sentence(self) -> str:
        """What to change and what that brings: `Without "Customers": 5 working days instead of 10`."""
        parts = list(_describe_changes(self.changes))
        text = f"{join_list(parts)}: {describe_shorter_review(self.new_duration, self.current_duration)}"
        return text[0].upper() + text[1:]


def describe_shorter_review(new_duration: Duration, current_duration: Duration) -> str:
    """Return `5 working days instead of 10`; both with their unit where the units differ."""
    same_unit = new_duration.unit == current_duration.unit
    return f"{new_duration} instead of {grouped_number(current_duration.count) if same_unit else current_duration}"


ChangeSet: TypeAlias = frozenset[Change]
ChangeRank: TypeAlias = tuple[int, Fraction, tuple[int, ...]]
RequestState: TypeAlias = tuple[Evaluation, Tier | None, bool]
"""Where the request stands, its tier, and whether that is only assumed."""


class _ChangeSearch:
    """Looks for the fewest changes, size by size. Only what decides the tier at hand is worth changing next."""

    def __init__(
        self,
        policy: Policy,
        evaluation: Evaluation,
        changes: tuple[Change, ...],
        max_tier_decisions: int,
    ) -> None:
        self.policy = policy
        self.initial_evaluation = evaluation
        self.changes = changes
        self.max_tier_decisions = max_tier_decisions
        self.tier_decisions = 0
        self.request_states: dict[ChangeSet, RequestState | None] = {}
        self.change_order = {change: number for number, change in enumerate(changes)}

    def state_after(self, changes: ChangeSet) -> "RequestState | None":
        """Where the request stands with some changes made; None where no such answer can be given."""
        if changes not in self.request_states:
            self.tier_decisions += 1
            replies = _statuses_after(changes)
            situation = (
                self.initial_evaluation.with_statuses(replies) if replies is not None else None
            )
            self.request_states[changes] = (
                (situation, *resolve_tier(self.policy, situation)) if situation else None
            )
        return self.request_states[changes]

    def find_shorter_tier(self, changes: ChangeSet, current_duration: Duration) -> Tier | None:
        """The tier that changes lead to, if it is decided and its review is shorter."""
        there = self.state_after(changes)
        if there is None or there[2] or there[1] is None or there[1].review_takes is None:
            return None
        return there[1] if there[1].review_takes.days < current_duration.days else None

    def find_fewest_changes(self, current_duration: Duration) -> tuple[ChangeSet, Tier] | None:
        """The fewest changes; among equals the mildest, then the shortest review, then the first questions."""
        level: set[ChangeSet] = {frozenset()}
        while level:
            wider = {
                changes | {change} for changes in level for change in self._next_changes(changes)
            }
            hits: list[tuple[ChangeSet, Tier]] = []
            for changes in wider:
                if self.tier_decisions > self.max_tier_decisions:
                    return None
                tier = self.find_shorter_tier(changes, current_duration)
                if tier is not None:
                    hits.append((changes, tier))
            if hits:
                return min(hits, key=lambda hit: self._rank_changes(*hit))
            level = wider
        return None

    def _next_changes(self, changes: ChangeSet) -> Iterator[Change]:
        there = self.state_after(changes)
        if there is None:
            return
        situation, tier, assumed = there
        # What leaves a tier undecided can be turned by any of its questions.
        worth = (
            None
            if assumed or tier is None
            else questions_supporting_tier(self.policy, tier, situation)
        )
        single = {change.key for change in changes if change.kind != "without"}
        for change in self.changes:
            if (
                change not in changes
                and change.key not in single
                and (worth is None or change.key in worth)
            ):
                yield change

    def _rank_changes(self, changes: ChangeSet, tier: Tier) -> ChangeRank:
        days = tier.review_takes.days if tier.review_takes else Fraction(0)
        return (
            sum(change.cost for change in changes),
            days,
            tuple(sorted(map(self.change_order.__getitem__, changes))),
        )

    def find_irreducible_changes(self, current_duration: Duration) -> tuple[ChangeSet, Tier] | None:
        """Changes of which none can be left out, found by making the furthest of each answer and dropping what can be."""
        furthest: dict[str, Change] = {
            change.key: change for change in self.changes if change.kind != "without"
        }
        kept = frozenset(
            change
            for change in self.changes
            if change.kind == "without" or furthest[change.key] is change
        )
        tier = self.find_shorter_tier(kept, current_duration)
        smaller = [(kept, tier)] if tier else []
        while smaller:
            kept, tier = smaller[0]
            # The dearest goes first. What may go now may stay needed later, so each round begins anew.
            order = sorted(kept, key=lambda one: (-one.cost, self.change_order[one]))
            fewer = (
                (kept - {change}, self.find_shorter_tier(kept - {change}, current_duration))
                for change in order
            )
            smaller = [(changes, there) for changes, there in fewer if there is not None]
        return (kept, tier) if tier else None


def find_path_to_fast(
    library: Questionnaires,
    policy: Policy,
    evaluation: Evaluation,
    max_tier_decisions: int = MAX_TIER_DECISIONS,
) -> PathToFast | None:
    """The smallest change of the request that leads to a tier with a shorter review; None where there is none.

    Only answered questions of the requester's that the tiers refer to are changed: options left out of several,
    numbers lowered to what a tier's `when` names, another option chosen. While the tier is only assumed there
    is nothing to be shorter than.

    Args:
        library: the questionnaires that are known, by id.
        policy: the company's rules.
        evaluation: where the questions stand that the tiers refer to.
        max_tier_decisions: how often the tier may be decided before a path that is only irreducible will do.
    """
    tier, assumed = resolve_tier(policy, evaluation)
    if tier is None or assumed or tier.review_takes is None:
        return None
    search = _ChangeSearch(
        policy,
        evaluation,
        tuple(_possible_changes(library, policy, evaluation)),
        max_tier_decisions,
    )
    found = search.find_fewest_changes(tier.review_takes)
    minimal = found is not None or search.tier_decisions <= max_tier_decisions
    found = found or (None if minimal else search.find_irreducible_changes(tier.review_takes))
    if found is None or found[1].review_takes is None:
        return None
    changes = tuple(sorted(found[0], key=search.change_order.__getitem__))
    return PathToFast(changes, found[1], found[1].review_takes, tier.review_takes, minimal)


def _possible_changes(
    library: Questionnaires, policy: Policy, evaluation: Evaluation
) -> Iterator[Change]:
    """All single changes, in the order of the questions, the milder ones of a question first."""
    named = _tests_by_question(policy, evaluation)
    for position, (item, reply, applies) in enumerate(
        zip(evaluation.plan.questions, evaluation.statuses, evaluation.applies, strict=True)
    ):
        if (
            library[item.questionnaire_id].respondent != "requester"
            or reply.parsed_answer is None
            or applies is not True
        ):
            continue
        for kind, option, value, cost in _changes_of_answer(
            reply, reply.parsed_answer, named.get(item.key, ())
        ):
            yield Change(position, item.key, kind, option, value, reply, cost)


def _tests_by_question(
    policy: Policy, evaluation: Evaluation
) -> dict[str, list[tuple[str, ...] | Range]]:
    """What the tiers, and the questions that they refer to, ask of each question."""
    found: dict[str, list[tuple[str, ...] | Range]] = {}
    conditions = [(tier.when, "") for tier in policy.tiers if tier.when]
    for when, home in (
        *conditions,
        *(one for item in evaluation.plan.questions for one in item.conditions),
    ):
        for key, test, _ in when.references(home):
            found.setdefault(key, []).append(test)
    return found


ChangeDraft: TypeAlias = tuple[ChangeKind, Option | None, ParsedAnswer | None, int]
"""A change without its place: kind, option, value, cost."""


def _changes_of_answer(
    status: QuestionStatus, parsed_answer: ParsedAnswer, tests: Iterable[tuple[str, ...] | Range]
) -> Iterator[ChangeDraft]:
    """The changes of one answer."""
    question = status.question.definition
    if question.kind_of_answer == "options":
        named = {option for test in tests if isinstance(test, tuple) for option in test}
        # Where the option for none is named, leaving the last one out counts, whatever that is.
        emptied = any(
            option.exclusive and option.id in named for option in question.offered_options
        )
        for option in question.offered_options:
            if (
                option.id in parsed_answer.options
                and not option.exclusive
                and (emptied or option.id in named)
            ):
                yield "without", option, None, _COST_OF_REMOVING
    elif question.kind_of_answer == "one option":
        yield from _changes_to_other_options(question, parsed_answer)
    elif question.kind_of_answer == "amount":
        for limit in sorted(_amounts_to_lower_to(tests), reverse=True):
            if 0 < limit < (parsed_answer.amount or 0):
                with suppress(
                    InvalidAnswer
                ):  # years may take more digits in days than an answer may have
                    yield (
                        "at-most",
                        None,
                        question.parse_answer(question.format_amount(Fraction(limit))),
                        _COST_OF_LOWERING,
                    )


def _changes_to_other_options(
    question: BaseQuestion, parsed_answer: ParsedAnswer
) -> Iterator[ChangeDraft]:
    """The other options, the next ones first."""
    ids = [option.id for option in question.offered_options]
    current = next(number for number, name in enumerate(ids) if name in parsed_answer.options)
    for number in sorted(range(len(ids)), key=lambda other: (abs(other - current), other)):
        if number != current:
            option = question.offered_options[number]
            yield (
                "other",
                option,
                question.parse_answer(option.id),
                _COST_OF_REPLACING * abs(number - current),
            )


def _amounts_to_lower_to(tests: Iterable[tuple[str, ...] | Range]) -> set[int]:
    """The largest whole amounts that get by what tests name: one below an `at_least`, just at an `at_most`."""
    ranges = [test for test in tests if isinstance(test, Range)]
    below = {ceil(test.at_least) - 1 for test in ranges if test.at_least is not None}
    return below | {floor(test.at_most) for test in ranges if test.at_most is not None}


def _statuses_after(changes: ChangeSet) -> Mapping[int, QuestionStatus] | None:
    """The replies with changes made; None if an answer would have no option left and there is none for that."""
    found: dict[int, QuestionStatus] = {}
    removed: dict[int, set[str]] = {}
    for change in changes:
        if change.option is not None and change.kind == "without":
            removed.setdefault(change.position, set()).add(change.option.id)
        else:
            found[change.position] = with_fields(
                change.previous_status, parsed_answer=change.parsed_answer
            )
    before = {change.position: change.previous_status for change in changes}
    for position, without in removed.items():
        value = _remaining_answer(before[position], without)
        if value is None:
            return None
        found[position] = with_fields(before[position], parsed_answer=value)
    return found


def _remaining_answer(status: QuestionStatus, removed_options: set[str]) -> ParsedAnswer | None:
    """What is left of a list of options; the option that stands for none, where nothing is."""
    question = status.question.definition
    kept = status.parsed_answer.options - removed_options if status.parsed_answer else frozenset()
    alone = next((option.id for option in question.offered_options if option.exclusive), None)
    ids = tuple(option.id for option in question.offered_options if option.id in kept) or (alone,)
    return question.parse_answer(tuple(name for name in ids if name)) if ids[0] else None


def _describe_changes(changes: tuple[Change, ...]) -> Iterator[str]:
    """The changes in words, those that leave something out together."""
    without = [
        f'"{plain_name(change.option)}"'
        for change in changes
        if change.option and change.kind == "without"
    ]
    if without:
        yield f"without {join_list(without, 'and')}"
    for change in changes:
        question = change.previous_status.question.definition
        if change.kind == "at-most" and change.parsed_answer:
            yield f'with at most {plain_answer(question, change.parsed_answer)} ("{plain_question(question)}")'
        elif change.kind == "other" and change.option and change.previous_status.parsed_answer:
            before = plain_answer(question, change.previous_status.parsed_answer)
            yield f'with "{plain_label(change.option)}" instead of "{before}"'
