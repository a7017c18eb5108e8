"""The order of the questions still to ask: as in the questionnaires, or the most decisive first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vendorcheck.assessment.evaluation import Evaluation
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.score import reaches_percent
from vendorcheck.interview.engine._review_order import questions_to_review
from vendorcheck.interview.engine._state import Interview, InterviewState
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.vendor_file import Answer


@dataclass(frozen=True, slots=True)
class QuestionQueue:
    """The questions still to ask, the next one first.

    `applicable` questions apply; of `undecided` ones it is not known yet whether they do. The first
    `tier_deciding_count` decide the tier, and with it which others are asked.
    """

    applicable: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    tier_deciding_count: int = 0

    @property
    def next_key(self) -> str | None:
        """The next question, None if there is none.

        A question that may not apply comes only after all that do.
        """
        return next(iter(self.keys), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """All questions still to ask."""
        return self.applicable + self.undecided


def build_queue(state: InterviewState) -> QuestionQueue:
    """Return the questions that this interview still asks."""
    if state.interview.review:
        return QuestionQueue(questions_to_review(state))
    # A requester reads in order: the purpose is asked before the number of people concerned.
    deciding_keys = () if state.interview.plain_words else _tier_deciding_questions(state)
    is_fast = state.asks_decisive_only
    if is_fast and not deciding_keys and state.is_settled_while_open:
        return QuestionQueue()
    queue = _ordered_queue(state, _most_decisive_first if is_fast else _in_reading_order)
    if state.interview.letter:
        return _in_order_of_letter(state, queue)
    return QuestionQueue(
        (*deciding_keys, *(key for key in queue.applicable if key not in deciding_keys)),
        tuple(key for key in queue.undecided if key not in deciding_keys),
        len(deciding_keys),
    )


def left_out_questions(state: InterviewState) -> tuple[str, ...]:
    """Return the open questions that may apply but that the fast interview does not ask."""
    if not state.asks_decisive_only:
        return ()
    queued_keys = build_queue(state).keys
    return tuple(
        key for key in _ordered_queue(state, _in_reading_order).keys if key not in queued_keys
    )


def _unanswered_questions(
    state: InterviewState, evaluation: Evaluation
) -> dict[str, tuple[PlannedQuestion, Truth]]:
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
            deciding_keys |= {key for key, _, _ in tier.when.references("")}
    unanswered = _unanswered_questions(state, evaluation)
    return _queue_prerequisites_first(
        [key for key in unanswered if key in deciding_keys], unanswered
    ).applicable


def _in_order_of_letter(state: InterviewState, queue: QuestionQueue) -> QuestionQueue:
    """Return the queue with the points of the letter first, also those that may not apply."""
    waiting = _unanswered_questions(state, state.evaluation)
    keys = tuple(point.key for point in state.interview.letter if point.key in waiting)
    return QuestionQueue(
        (*keys, *(key for key in queue.applicable if key not in keys)),
        tuple(key for key in queue.undecided if key not in keys),
    )


def _ordered_queue(
    state: InterviewState,
    order: Callable[[InterviewState, dict[str, tuple[PlannedQuestion, Truth]]], list[str]],
) -> QuestionQueue:
    unanswered = _unanswered_questions(state, state.evaluation)
    return _queue_prerequisites_first(order(state, unanswered), unanswered)


def _queue_prerequisites_first(
    keys: list[str], unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> QuestionQueue:
    """Return the questions in the order of `keys`, each after those that decide whether it applies.

    A question that only informs others is queued only for them.
    """
    applicable: dict[str, None] = {}
    undecided: dict[str, None] = {}
    for key in keys:
        stack = [key]
        while stack:
            question, applies = unanswered[stack[-1]]
            prerequisites = [
                dependency
                for dependency in question.dependencies
                if dependency in unanswered
                and dependency not in applicable
                and dependency not in undecided
            ]
            if applies is None and prerequisites:
                stack += prerequisites[:1]
                continue
            (applicable if applies else undecided)[stack.pop()] = None
    return QuestionQueue(tuple(applicable), tuple(undecided))


def _in_reading_order(
    state: InterviewState, unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> list[str]:
    return [
        question.key
        for question in state.plan.questions[: state.plan.counted_question_count]
        if question.key in unanswered
    ]


def _most_decisive_first(
    state: InterviewState, unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> list[str]:
    """Return the questions that affect the verdict.

    First come those that can lead to "do not approve" by themselves: blockers, and what decides
    requirements that must be met. The others go by weight, which is what coverage and score need.
    A question's weight includes that of the questions that depend on it. As long as nothing that
    counts is unknown, what the coverage takes has to be asked anyway: it comes in reading order, so
    that a section stays together.
    """
    dependents_by_key = _dependent_questions(unanswered)
    check_deciding_keys = _questions_deciding_checks(state)
    requirement_keys = _questions_deciding_checks(state, only_blocking=True)
    ranked_keys: list[tuple[int, int, int, str]] = []
    for position, key in enumerate(_in_reading_order(state, unanswered)):
        question = unanswered[key][0]
        dependents = dependents_by_key.get(key, ())
        weight = question.weight_units + sum(
            unanswered[dependent][0].weight_units for dependent in dependents
        )
        if (
            weight
            or question.is_active_blocker
            or key in check_deciding_keys
            or any(unanswered[dependent][0].is_active_blocker for dependent in dependents)
        ):
            is_decisive = key in requirement_keys
            rank = 0 if question.is_active_blocker else 1 if is_decisive else 2
            ranked_keys.append((rank, -weight, position, key))
    ranked_keys.sort()
    can_block = [key for rank, *_, key in ranked_keys if rank <= 1]
    others = [key for rank, *_, key in ranked_keys if rank > 1]
    needed = () if _is_anything_unknown(state) else _needed_for_coverage(state, can_block, others)
    return [
        *can_block,
        *_in_reading_order_by_home(needed, unanswered),
        *others[len(needed) :],
    ]


def _is_anything_unknown(state: InterviewState) -> bool:
    """Return whether a question that counts was asked in vain: then the verdict may be near."""
    return any(
        status.is_open
        and applies is not False
        and status.question.weight_units
        and status.answer_state != "unanswered"
        for status, applies in state.evaluation
    )


def _in_reading_order_by_home(
    keys: Sequence[str], unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> list[str]:
    """Return questions in reading order, those of the first one's questionnaire first."""
    wanted = set(keys)
    homes = dict.fromkeys(unanswered[key][0].questionnaire_id for key in keys)
    return [
        key
        for home in homes
        for key, (question, _) in unanswered.items()
        if key in wanted and question.questionnaire_id == home
    ]


def _needed_for_coverage(
    state: InterviewState, asked_before: Sequence[str], keys: Sequence[str]
) -> Sequence[str]:
    """Return the first of the questions, so many that the coverage is reached with them."""
    tally = state.judgement.tally
    total = tally.total + tally.undecided
    covered = tally.total - tally.open
    covered += sum(state.planned_question(key).weight_units for key in asked_before)
    for count, key in enumerate(keys):
        if reaches_percent(covered, total, state.plan.settings.coverage_at_least):
            return keys[:count]
        covered += state.planned_question(key).weight_units
    return keys


def _dependent_questions(
    unanswered: dict[str, tuple[PlannedQuestion, Truth]],
) -> dict[str, set[str]]:
    """Map each question to those whose applicability it decides, directly or through others."""
    dependents_by_key: dict[str, set[str]] = {}
    for key, (_, applies) in unanswered.items():
        visited = {key}
        stack = [key] if applies is None else []
        while stack:
            for dependency in unanswered[stack.pop()][0].dependencies:
                if dependency in unanswered and dependency not in visited:
                    visited.add(dependency)
                    stack.append(dependency)
                    dependents_by_key.setdefault(dependency, set()).add(key)
    return dependents_by_key


def _questions_deciding_checks(
    state: InterviewState, *, only_blocking: bool = False
) -> frozenset[str]:
    """Return the questions that decide whether a check fails.

    Only checks that block, or whose severity requires a condition, are considered.
    """
    least_severity = SEVERITIES.index(state.plan.settings.conditions_from)
    return frozenset(
        key
        for check, fails in zip(state.plan.checks, state.evaluation.check_results, strict=True)
        if fails is None
        and (
            check.blocks
            or (not only_blocking and SEVERITIES.index(check.severity) >= least_severity)
        )
        for key in check.referenced_keys
    )
