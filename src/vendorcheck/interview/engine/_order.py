"""The order of the questions still to ask: as in the questionnaires, or the most decisive first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.interview.engine._decisive_order import (
    UnansweredQuestions,
    in_order_of_decision,
    in_reading_order,
)
from vendorcheck.interview.engine._review_order import questions_to_review
from vendorcheck.interview.engine._state import Interview, InterviewState
from vendorcheck.model.conditions import Truth
from vendorcheck.model.vendor_file import Answer


@dataclass(frozen=True, slots=True)
class QuestionQueue:
    """The questions still to ask, the next one first.

    `keys` are all of them; of the `undecided` ones it is not known yet whether they apply. The
    first `tier_deciding_count` decide the tier, and with it which others are asked.
    """

    keys: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    tier_deciding_count: int = 0

    @property
    def next_key(self) -> str | None:
        """The next question, None if there is none."""
        return next(iter(self.keys), None)

    @property
    def applicable(self) -> tuple[str, ...]:
        """The questions that are known to apply."""
        undecided = set(self.undecided)
        return tuple(key for key in self.keys if key not in undecided)

    def beginning_with(self, keys: Sequence[str], *, tier_deciding_count: int = 0) -> Self:
        """Return the queue with these questions first."""
        return replace(
            self,
            keys=(*keys, *(key for key in self.keys if key not in keys)),
            undecided=tuple(key for key in self.undecided if key not in keys),
            tier_deciding_count=tier_deciding_count,
        )


def build_queue(state: InterviewState) -> QuestionQueue:
    """Return the questions that this interview still asks."""
    if state.interview.review:
        return QuestionQueue(questions_to_review(state))
    # A requester reads in order: the purpose is asked before the number of people concerned.
    deciding_keys = () if state.interview.plain_words else _tier_deciding_questions(state)
    is_fast = state.asks_decisive_only
    if is_fast and not deciding_keys and state.is_settled_while_open:
        return QuestionQueue()
    queue = _ordered_queue(state, in_order_of_decision if is_fast else in_reading_order)
    if state.interview.letter:
        return queue.beginning_with(_points_of_letter(state))
    return queue.beginning_with(deciding_keys, tier_deciding_count=len(deciding_keys))


def left_out_questions(state: InterviewState) -> tuple[str, ...]:
    """Return the open questions that may apply but that the fast interview does not ask."""
    if not state.asks_decisive_only:
        return ()
    queued_keys = build_queue(state).keys
    return tuple(
        key for key in _ordered_queue(state, in_reading_order).keys if key not in queued_keys
    )


def _unanswered_questions(state: InterviewState, evaluation: Evaluation) -> UnansweredQuestions:
    return {
        status.question.key: (status.question, applies)
        for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
        if state.is_waiting(status)
        and applies is not False
        and status.question.key not in state.skipped
    }


def find_open_answers(interview: Interview) -> tuple[str, ...]:
    """Return the questions that an interview could reopen: the answer is unknown or disputed."""
    return find_reopenable(interview, lambda answer: answer.unknown or answer.disputed is not None)


def find_reopenable(
    interview: Interview, is_reopened: Callable[[Answer], bool] = lambda _: True
) -> tuple[str, ...]:
    """Return the questions with an answer of some kind that an interview could ask again."""
    keys = tuple(
        f"{questionnaire_id}/{question_id}"
        for questionnaire_id, response in interview.vendor.responses.items()
        for question_id, answer in response.answers.items()
        if is_reopened(answer)
    )
    reopened = InterviewState(replace(interview, reopened_keys=keys))
    return tuple(key for key in build_queue(reopened).keys if key in keys)


def _tier_deciding_questions(state: InterviewState) -> tuple[str, ...]:
    """Return the open questions that decide the tier, in reading order.

    Before each come the questions that decide whether it applies.
    """
    evaluation = state.tier_evaluation
    if evaluation is None:
        return ()
    deciding_keys: set[str] = set()
    for tier in state.interview.assessor.policy.tiers:
        applies = tier.when.evaluate(evaluation.known_answer, "") if tier.when else True
        if applies is True:
            break
        if applies is None and tier.when:
            deciding_keys.update(tier.when.referenced_keys(""))
    unanswered = _unanswered_questions(state, evaluation)
    return _queue_prerequisites_first(
        [key for key in unanswered if key in deciding_keys], unanswered
    ).applicable


def _points_of_letter(state: InterviewState) -> tuple[str, ...]:
    """Return the open points of the letter in its order, also those that may not apply."""
    waiting = _unanswered_questions(state, state.evaluation)
    return tuple(point.key for point in state.interview.letter if point.key in waiting)


def _ordered_queue(
    state: InterviewState,
    order: Callable[[InterviewState, UnansweredQuestions], list[str]],
) -> QuestionQueue:
    unanswered = _unanswered_questions(state, state.evaluation)
    queue = _queue_prerequisites_first(order(state, unanswered), unanswered)
    keeps_sections_whole = not (state.asks_decisive_only or state.interview.plain_words)
    late_keys = _behind_skipped(state, queue) if keeps_sections_whole else {*queue.undecided}
    return replace(queue, keys=tuple(sorted(queue.keys, key=late_keys.__contains__)))


def _behind_skipped(state: InterviewState, queue: QuestionQueue) -> set[str]:
    """Return the questions that may not apply, and depend on one that was skipped.

    They wait as that does; what depends on an unknown answer is asked in its section.
    """
    late_keys: set[str] = set()
    for key in queue.undecided:
        if not (state.skipped | late_keys).isdisjoint(state.planned_question(key).dependencies):
            late_keys.add(key)
    return late_keys


def _queue_prerequisites_first(keys: list[str], unanswered: UnansweredQuestions) -> QuestionQueue:
    """Return the questions in the order of `keys`, each after those that decide whether it applies.

    A question that only informs others is queued only for them.
    """
    queued: dict[str, Truth] = {}
    for key in keys:
        stack = [key]
        while stack:
            question, applies = unanswered[stack[-1]]
            prerequisites = [
                dependency
                for dependency in question.dependencies
                if dependency in unanswered and dependency not in queued
            ]
            if applies is None and prerequisites:
                stack += prerequisites[:1]
                continue
            queued[stack.pop()] = applies
    undecided = tuple(key for key, applies in queued.items() if applies is None)
    return QuestionQueue(tuple(queued), undecided)
