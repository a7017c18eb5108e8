"""Path to fast: find the smallest change of the request that needs a shorter review."""

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
# The costs tell how much the requester gives up: fewer users are still users, one kind of data less
# is a loss, and how long the business can do without the product is the hardest to change.
_COST_OF_LOWERING, _COST_OF_REMOVING, _COST_OF_REPLACING = 1, 2, 3

ChangeKind: TypeAlias = Literal["without", "at-most", "other"]


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One change of an answer: an option left out, a number lowered, another option chosen.

    Changes are compared by identity. `parsed_answer` is the new answer, None for an option left
    out; `cost` tells how much the requester gives up.
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

    `is_minimal` is set if no path has fewer changes, or as many milder ones, and that is proven;
    otherwise it is only proven that no change can be left out.
    """

    changes: tuple[Change, ...]
    tier: Tier
    new_duration: Duration
    current_duration: Duration
    is_minimal: bool

    @property
    def sentence(self) -> str:
        """Return both in words: `Without "Customers": 5 working days instead of 10`."""
        review = describe_shorter_review(self.new_duration, self.current_duration)
        text = f"{join_list(list(_describe_changes(self.changes)))}: {review}"
        return text[0].upper() + text[1:]


def describe_shorter_review(new_duration: Duration, current_duration: Duration) -> str:
    """Return `5 working days instead of 10`; both with their unit where the units differ."""
    same_unit = new_duration.unit == current_duration.unit
    return (
        f"{new_duration} instead of "
        f"{grouped_number(current_duration.count) if same_unit else current_duration}"
    )


ChangeSet: TypeAlias = frozenset[Change]
ChangeRank: TypeAlias = tuple[int, Fraction, tuple[int, ...]]
RequestState: TypeAlias = tuple[Evaluation, Tier | None, bool]
"""The evaluation of the request, its tier, and whether the tier is only assumed."""


class _ChangeSearch:
    """A search for the fewest changes, size by size, among the answers that decide the tier."""

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
        """Return the state of the request with changes; None where such an answer is impossible."""
        if changes not in self.request_states:
            self.tier_decisions += 1
            statuses = _statuses_after(changes)
            evaluation = (
                self.initial_evaluation.with_statuses(statuses) if statuses is not None else None
            )
            self.request_states[changes] = (
                (evaluation, *resolve_tier(self.policy, evaluation)) if evaluation else None
            )
        return self.request_states[changes]

    def find_shorter_tier(self, changes: ChangeSet, current_duration: Duration) -> Tier | None:
        """Return the tier that changes lead to, if it is decided and its review is shorter."""
        state = self.state_after(changes)
        if state is None:
            return None
        _, tier, is_assumed = state
        if is_assumed or tier is None or tier.review_takes is None:
            return None
        return tier if tier.review_takes.days < current_duration.days else None

    def find_fewest_changes(self, current_duration: Duration) -> tuple[ChangeSet, Tier] | None:
        """Return the fewest changes; then the mildest, the shortest review, the first questions."""
        level: set[ChangeSet] = {frozenset()}
        while level:
            next_level = {
                changes | {change} for changes in level for change in self._next_changes(changes)
            }
            solutions: list[tuple[ChangeSet, Tier]] = []
            for changes in next_level:
                if self.tier_decisions > self.max_tier_decisions:
                    return None
                tier = self.find_shorter_tier(changes, current_duration)
                if tier is not None:
                    solutions.append((changes, tier))
            if solutions:
                return min(solutions, key=lambda solution: self._rank_changes(*solution))
            level = next_level
        return None

    def _next_changes(self, changes: ChangeSet) -> Iterator[Change]:
        state = self.state_after(changes)
        if state is None:
            return
        evaluation, tier, is_assumed = state
        # Any question can turn a tier that is undecided.
        deciding_keys = (
            None
            if is_assumed or tier is None
            else questions_supporting_tier(self.policy, tier, evaluation)
        )
        replaced_keys = {change.key for change in changes if change.kind != "without"}
        for change in self.changes:
            if (
                change not in changes
                and change.key not in replaced_keys
                and (deciding_keys is None or change.key in deciding_keys)
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
        """Return changes of which none can be left out, reduced from the furthest changes."""
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
            # Drop the most costly change first. A change that can be dropped now may be needed
            # once another is dropped, so each round begins anew.
            order = sorted(kept, key=lambda change: (-change.cost, self.change_order[change]))
            candidates = (
                (kept - {change}, self.find_shorter_tier(kept - {change}, current_duration))
                for change in order
            )
            smaller = [
                (changes, shorter_tier)
                for changes, shorter_tier in candidates
                if shorter_tier is not None
            ]
        return (kept, tier) if tier else None


def find_path_to_fast(
    library: Questionnaires,
    policy: Policy,
    evaluation: Evaluation,
    max_tier_decisions: int = MAX_TIER_DECISIONS,
) -> PathToFast | None:
    """Return the smallest change of the request that leads to a shorter review; None without one.

    Only the requester's answers that the tiers refer to are changed: options are left out of
    several, numbers lowered to those that a tier's condition names, other options chosen. There is
    no path while the tier is only assumed.

    Args:
        library: the known questionnaires, by id.
        policy: the company's rules.
        evaluation: the status of the questions that the tiers refer to.
        max_tier_decisions: how often the tier may be decided before a path that is not proven to be
            minimal is accepted.
    """
    tier, is_assumed = resolve_tier(policy, evaluation)
    if tier is None or is_assumed or tier.review_takes is None:
        return None
    search = _ChangeSearch(
        policy,
        evaluation,
        tuple(_possible_changes(library, policy, evaluation)),
        max_tier_decisions,
    )
    solution = search.find_fewest_changes(tier.review_takes)
    is_minimal = solution is not None or search.tier_decisions <= max_tier_decisions
    solution = solution or (
        None if is_minimal else search.find_irreducible_changes(tier.review_takes)
    )
    if solution is None or solution[1].review_takes is None:
        return None
    changes = tuple(sorted(solution[0], key=search.change_order.__getitem__))
    return PathToFast(changes, solution[1], solution[1].review_takes, tier.review_takes, is_minimal)


def _possible_changes(
    library: Questionnaires, policy: Policy, evaluation: Evaluation
) -> Iterator[Change]:
    """Yield all single changes, in the order of the questions, the milder ones of each first."""
    tests_by_question = _tests_by_question(policy, evaluation)
    for position, (question, status, applies) in enumerate(
        zip(evaluation.plan.questions, evaluation.statuses, evaluation.applies, strict=True)
    ):
        if (
            library[question.questionnaire_id].respondent != "requester"
            or status.parsed_answer is None
            or applies is not True
        ):
            continue
        for kind, option, parsed_answer, cost in _changes_of_answer(
            status, status.parsed_answer, tests_by_question.get(question.key, ())
        ):
            yield Change(position, question.key, kind, option, parsed_answer, status, cost)


def _tests_by_question(
    policy: Policy, evaluation: Evaluation
) -> dict[str, list[tuple[str, ...] | Range]]:
    """Return the tests of each question by the tiers and by the questions that they refer to."""
    tests_by_question: dict[str, list[tuple[str, ...] | Range]] = {}
    tier_conditions = [(tier.when, "") for tier in policy.tiers if tier.when]
    for condition, home in (
        *tier_conditions,
        *(
            question_condition
            for question in evaluation.plan.questions
            for question_condition in question.conditions
        ),
    ):
        for key, test, _ in condition.references(home):
            tests_by_question.setdefault(key, []).append(test)
    return tests_by_question


ChangeDraft: TypeAlias = tuple[ChangeKind, Option | None, ParsedAnswer | None, int]
"""A change without its question: kind, option, new answer, cost."""


def _changes_of_answer(
    status: QuestionStatus, parsed_answer: ParsedAnswer, tests: Iterable[tuple[str, ...] | Range]
) -> Iterator[ChangeDraft]:
    """Yield the changes of one answer, the milder ones first."""
    question = status.question.definition
    if question.kind_of_answer == "options":
        tested_ids = {option for test in tests if isinstance(test, tuple) for option in test}
        # Where the option for "none" is tested, it can help to leave out any of the others.
        none_is_tested = any(
            option.exclusive and option.id in tested_ids for option in question.offered_options
        )
        for option in question.offered_options:
            if (
                option.id in parsed_answer.options
                and not option.exclusive
                and (none_is_tested or option.id in tested_ids)
            ):
                yield "without", option, None, _COST_OF_REMOVING
    elif question.kind_of_answer == "one option":
        yield from _changes_to_other_options(question, parsed_answer)
    elif question.kind_of_answer == "amount":
        for limit in sorted(_amounts_to_lower_to(tests), reverse=True):
            if 0 < limit < (parsed_answer.amount or 0):
                # Years may take more digits in days than an answer may have.
                with suppress(InvalidAnswer):
                    yield (
                        "at-most",
                        None,
                        question.parse_answer(question.format_amount(Fraction(limit))),
                        _COST_OF_LOWERING,
                    )


def _changes_to_other_options(
    question: BaseQuestion, parsed_answer: ParsedAnswer
) -> Iterator[ChangeDraft]:
    """Yield the changes to other options, the nearest options first."""
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
    """Return the largest whole amounts below each `at_least` and within each `at_most`."""
    ranges = [test for test in tests if isinstance(test, Range)]
    below = {ceil(test.at_least) - 1 for test in ranges if test.at_least is not None}
    return below | {floor(test.at_most) for test in ranges if test.at_most is not None}


def _statuses_after(changes: ChangeSet) -> Mapping[int, QuestionStatus] | None:
    """Return the changed statuses; None if an answer without options would be impossible."""
    statuses: dict[int, QuestionStatus] = {}
    removed_options: dict[int, set[str]] = {}
    for change in changes:
        if change.option is not None and change.kind == "without":
            removed_options.setdefault(change.position, set()).add(change.option.id)
        else:
            statuses[change.position] = with_fields(
                change.previous_status, parsed_answer=change.parsed_answer
            )
    previous_statuses = {change.position: change.previous_status for change in changes}
    for position, option_ids in removed_options.items():
        parsed_answer = _remaining_answer(previous_statuses[position], option_ids)
        if parsed_answer is None:
            return None
        statuses[position] = with_fields(previous_statuses[position], parsed_answer=parsed_answer)
    return statuses


def _remaining_answer(status: QuestionStatus, removed_options: set[str]) -> ParsedAnswer | None:
    """Return an answer without some options; the exclusive option, if any, where none remains."""
    question = status.question.definition
    kept = status.parsed_answer.options - removed_options if status.parsed_answer else frozenset()
    none_id = next((option.id for option in question.offered_options if option.exclusive), None)
    ids = tuple(option.id for option in question.offered_options if option.id in kept) or (none_id,)
    return question.parse_answer(tuple(name for name in ids if name)) if ids[0] else None


def _describe_changes(changes: tuple[Change, ...]) -> Iterator[str]:
    """Yield the changes in words; all options that are left out together."""
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
            yield (
                f"with at most {plain_answer(question, change.parsed_answer)} "
                f'("{plain_question(question)}")'
            )
        elif change.kind == "other" and change.option and change.previous_status.parsed_answer:
            previous_answer = plain_answer(question, change.previous_status.parsed_answer)
            yield f'with "{plain_label(change.option)}" instead of "{previous_answer}"'
