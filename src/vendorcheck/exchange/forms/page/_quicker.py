"""The single changes of a request, in words, and what is said about the tier that they lead to."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final, TypedDict

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.path_to_fast.changes import (
    Change,
    changes_of_answer,
    describe_changes,
)
from vendorcheck.assessment.path_to_fast.path import PathToFast
from vendorcheck.assessment.plan.plan import Plan, QuestionTest, group_tests
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.exchange.forms.page._conditions import Ratio, compile_ratio
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questions import ParsedAnswer
from vendorcheck.reports.view.review import faster_review_sentence
from vendorcheck.text.safe import escape_invisible

_LARGEST_AMOUNT: Final = Fraction(10**15)
"""More than an answer can hold, so that every limit lies below it."""


class CompiledChange(TypedDict):
    """A change of one answer.

    `option` is left out where `kind` is `without`, or given instead of `current` where it is
    `other`; `amount` is given instead of a larger one where it is `at-most`. `cost` tells how much
    is given up. `words` begin a sentence that `QuickerTexts` end.
    """

    key: str
    kind: str
    option: str | None
    current: str | None
    amount: Ratio | None
    cost: int
    words: str


def compile_changes(policy: Policy, plan: Plan | None) -> list[CompiledChange]:
    """Return the changes of the requester's answers, in the order of the questions."""
    return list(map(_compile_change, _all_changes(policy, plan)))


def _changes_of(
    position: int, question: PlannedQuestion, tests: Iterable[QuestionTest]
) -> Iterator[Change]:
    """Yield the changes of every answer that a question can have."""
    for answer in _possible_answers(question):
        status = QuestionStatus(question, "answered", parsed_answer=answer)
        for kind, option, parsed_answer, cost in changes_of_answer(
            question.definition, answer, tests
        ):
            yield Change(position, question.key, kind, option, parsed_answer, status, cost)


def _possible_answers(question: PlannedQuestion) -> Iterator[ParsedAnswer]:
    """Yield each option, all options that can be combined, or an amount beyond all limits."""
    definition = question.definition
    if definition.kind_of_answer == "one option":
        yield from (definition.parse_answer(one.id) for one in definition.offered_options)
    elif definition.kind_of_answer == "options":
        ids = tuple(one.id for one in definition.offered_options if not one.exclusive)
        if ids:
            yield definition.parse_answer(ids)
    elif definition.kind_of_answer == "amount":
        yield ParsedAnswer("", "", amount=_LARGEST_AMOUNT)


def _compile_change(change: Change) -> CompiledChange:
    previous, parsed_answer = change.previous_status.parsed_answer, change.parsed_answer
    amount = parsed_answer.amount if parsed_answer and change.kind == "at-most" else None
    return {
        "key": change.key,
        "kind": change.kind,
        "option": change.option.id if change.option else None,
        "current": str(previous.raw) if previous and change.kind == "other" else None,
        "amount": None if amount is None else compile_ratio(amount),
        "cost": change.cost,
        "words": escape_invisible(_with_capital(next(describe_changes((change,))))),
    }


def _with_capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def compile_review_days(tier: Tier) -> Ratio | None:
    """Return how many days a review takes; None if the policy does not say."""
    return compile_ratio(tier.review_takes.days) if tier.review_takes else None


def compile_quicker_endings(policy: Policy, plan: Plan | None) -> list[list[str]]:
    """Return the ends of the sentences about a change, by the tier now and the tier then.

    Empty where the review then takes no less time.
    """
    change = next(_all_changes(policy, plan), None)
    if change is None:
        return []
    return [[_ending(change, now, then) for then in policy.tiers] for now in policy.tiers]


def _all_changes(policy: Policy, plan: Plan | None) -> Iterator[Change]:
    if plan is None:
        return
    conditions = [(tier.when, "") for tier in policy.tiers if tier.when]
    conditions += [one for question in plan.questions for one in question.conditions]
    tests = group_tests(conditions)
    for position, question in enumerate(plan.questions):
        if question.is_for_requester:
            yield from _changes_of(position, question, tests.get(question.key, ()))


def _ending(change: Change, now: Tier, then: Tier) -> str:
    current, new = now.review_takes, then.review_takes
    if current is None or new is None or new.days >= current.days:
        return ""
    sentence = faster_review_sentence(PathToFast((change,), then, new, current, is_minimal=True))
    return sentence.removeprefix(_with_capital(next(describe_changes((change,)))))
