"""Changes of a request: the other answers that the requester could give, and what they cost.

No change gives up what the product is wanted for: of each kind of options that are chosen, one
stays, and another option is one of the same kind. "None of these" is no answer to come to.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace as with_fields
from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeAlias

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.plan import Questionnaires, QuestionTest, group_tests
from vendorcheck.model.conditions import KnownAnswer, Range, Truth
from vendorcheck.model.policy import Policy
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
from vendorcheck.text.quotes import in_quotes
from vendorcheck.text.words import join_list

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

    def known_answer(self, applies: Truth) -> KnownAnswer:
        """Return what conditions see of the answer after the change of a whole answer."""
        answer = self.parsed_answer
        options, amount = (answer.options, answer.amount) if answer else (frozenset(), None)
        return KnownAnswer(applies, "answered", options, amount)


ChangeSet: TypeAlias = frozenset[Change]


def possible_changes(
    library: Questionnaires, policy: Policy, evaluation: Evaluation
) -> Iterator[Change]:
    """Yield all single changes, in the order of the questions, the milder ones of each first."""
    tier_conditions = [(tier.when, "") for tier in policy.tiers if tier.when]
    question_conditions = [
        condition for question in evaluation.plan.questions for condition in question.conditions
    ]
    tests_by_question = group_tests((*tier_conditions, *question_conditions))
    for position, (question, status, applies) in enumerate(
        zip(evaluation.plan.questions, evaluation.statuses, evaluation.applies, strict=True)
    ):
        if (
            library[question.questionnaire_id].respondent == "requester"
            and status.parsed_answer
            and applies is True
        ):
            for kind, option, parsed_answer, cost in changes_of_answer(
                question.definition, status.parsed_answer, tests_by_question.get(question.key, ())
            ):
                yield Change(position, question.key, kind, option, parsed_answer, status, cost)


ChangeDraft: TypeAlias = tuple[ChangeKind, Option | None, ParsedAnswer | None, int]
"""A change without its question: kind, option, new answer, cost."""


def changes_of_answer(
    question: BaseQuestion, parsed_answer: ParsedAnswer, tests: Iterable[QuestionTest]
) -> Iterator[ChangeDraft]:
    """Yield the changes of one answer, the milder ones first."""
    if question.kind_of_answer == "options":
        tested_ids = {option for test in tests if isinstance(test, tuple) for option in test}
        chosen = chosen_options(question, parsed_answer.options)
        for option in chosen:
            has_others = any(other.kind == option.kind for other in chosen if other is not option)
            if option.id in tested_ids and has_others:
                yield "without", option, None, _COST_OF_REMOVING
    elif question.kind_of_answer == "one option":
        yield from _changes_to_other_options(question, parsed_answer)
    elif question.kind_of_answer == "amount":
        for limit in sorted(_amounts_to_lower_to(tests), reverse=True):
            if 0 < limit < (parsed_answer.amount or 0):
                # Years may take more digits in days than an answer may have.
                with suppress(InvalidAnswer):
                    lowered = question.parse_answer(question.format_amount(Fraction(limit)))
                    yield "at-most", None, lowered, _COST_OF_LOWERING


def _changes_to_other_options(
    question: BaseQuestion, parsed_answer: ParsedAnswer
) -> Iterator[ChangeDraft]:
    """Yield the changes to other options, the nearest options first."""
    options = question.offered_options
    current = next(
        number for number, option in enumerate(options) if option.id in parsed_answer.options
    )
    for number, option in sorted(enumerate(options), key=lambda item: abs(item[0] - current)):
        if number != current and option.kind == options[current].kind:
            cost = _COST_OF_REPLACING * abs(number - current)
            yield "other", option, question.parse_answer(option.id), cost


def _amounts_to_lower_to(tests: Iterable[QuestionTest]) -> set[int]:
    """Return the largest whole amounts below each `at_least` and within each `at_most`."""
    ranges = [test for test in tests if isinstance(test, Range)]
    below = {ceil(test.at_least) - 1 for test in ranges if test.at_least is not None}
    return below | {floor(test.at_most) for test in ranges if test.at_most is not None}


def statuses_after(changes: ChangeSet) -> Mapping[int, QuestionStatus] | None:
    """Return the changed statuses, by position; None if nothing would be left of a kind."""
    statuses: dict[int, QuestionStatus] = {}
    for change in changes:
        status = statuses.get(change.position, change.previous_status)
        parsed_answer = change.parsed_answer or _answer_without(status, change.option)
        if parsed_answer is None:
            return None
        statuses[change.position] = with_fields(status, parsed_answer=parsed_answer)
    return statuses


def _answer_without(status: QuestionStatus, removed: Option | None) -> ParsedAnswer | None:
    """Return an answer without an option; None if no option of its kind remains."""
    question = status.question.definition
    previous_ids = status.parsed_answer.options if status.parsed_answer else frozenset()
    kept = [option for option in chosen_options(question, previous_ids) if option is not removed]
    if removed and all(option.kind != removed.kind for option in kept):
        return None
    return question.parse_answer(tuple(option.id for option in kept))


def chosen_options(question: BaseQuestion, ids: frozenset[str]) -> list[Option]:
    """Return the options that are chosen, in the order of the question."""
    return [option for option in question.offered_options if option.id in ids]


def describe_changes(changes: tuple[Change, ...]) -> Iterator[str]:
    """Yield the changes in words; all options that are left out together."""
    without = [
        in_quotes(plain_name(change.option))
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
                f"({in_quotes(plain_question(question))})"
            )
        elif change.kind == "other" and change.option and change.previous_status.parsed_answer:
            previous_answer = plain_answer(question, change.previous_status.parsed_answer)
            chosen = in_quotes(plain_label(change.option))
            yield f"with {chosen} instead of {in_quotes(previous_answer)}"
