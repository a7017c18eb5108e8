"""Which question comes next: as the questionnaires have them, or what decides most first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.interview.engine._state import Interview, InterviewState
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import SEVERITIES


@dataclass(frozen=True, slots=True)
class QuestionQueue:
    """What is still to be asked, the next one first.

    `sure` are the questions that apply; `maybe` those of which nobody knows yet whether they do.
    """

    applicable: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def next_key(self) -> str | None:
        """The next question; None if there is none. One that may not apply is asked when all others are done."""
        return next(iter(self.keys), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them."""
        return self.applicable + self.undecided


def build_queue(state: InterviewState) -> QuestionQueue:
    """What this interview still asks."""
    if state.interview.review:
        return QuestionQueue(tuple(_unverified_answers(state)))
    # A requester reads on in order: what it is for comes before how many it concerns.
    deciding = () if state.interview.plain_words else _tier_deciding_questions(state)
    hurried = state.interview.fast and not state.asks_left_out
    if hurried and not deciding and state.outlook.is_settled:
        return QuestionQueue()
    rest = _ordered_queue(state, _most_decisive_first if hurried else _in_reading_order)
    return QuestionQueue(
        (*deciding, *(key for key in rest.applicable if key not in deciding)), rest.undecided
    )


def left_out_questions(state: InterviewState) -> tuple[str, ...]:
    """What fast does not ask although it is open and may apply."""
    if state.interview.review or not state.interview.fast or state.asks_left_out:
        return ()
    asked = build_queue(state).keys
    return tuple(key for key in _ordered_queue(state, _in_reading_order).keys if key not in asked)


def _unverified_answers(state: InterviewState) -> Iterator[str]:
    """The vendor's answers that nobody has verified, in this interview or before."""
    for reply, applies in state.evaluation:
        claimed = reply.parsed_answer is not None and reply.grade != "verified"
        seen = reply.question.key in state.trail or not state.interview.may_ask(reply.question.key)
        disputed = (
            reply.answer_state == "disputed"
            and reply.answer is not None
            and reply.answer.answer is not None
        )
        if (
            (claimed or disputed)
            and applies is not False
            and not seen
            and not state.interview.is_for_requester(reply.question)
        ):
            yield reply.question.key


def _unanswered_questions(
    state: InterviewState, evaluation: Evaluation
) -> dict[str, tuple[PlannedQuestion, Truth]]:
    """The questions that lack an answer, may be asked and may apply, in reading order."""
    return {
        reply.question.key: (reply.question, applies)
        for reply, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
        if _lacks_answer(state, reply)
        and applies is not False
        and reply.question.key not in state.skipped
        and state.interview.may_ask(reply.question.key)
    }


def _lacks_answer(state: InterviewState, status: QuestionStatus) -> bool:
    """Whether an answer is still missing: there is none, or the one that is open is to be asked for again."""
    if status.answer_state == "unanswered":
        return True
    key = status.question.key
    return key in state.interview.reopened_keys and status.is_open and key not in state.trail


def find_open_answers(interview: Interview) -> tuple[str, ...]:
    """The questions that an interview would ask again if it were told to: nobody knew, or the answer is disputed."""
    found = frozenset(
        f"{home}/{name}"
        for home, response in interview.vendor.responses.items()
        for name, answer in response.answers.items()
        if answer.unknown or answer.disputed is not None
    )
    return tuple(
        key
        for key in build_queue(InterviewState(replace(interview, reopened_keys=found))).keys
        if key in found
    )


def _tier_deciding_questions(state: InterviewState) -> tuple[str, ...]:
    """The open questions that decide the tier, in reading order, each with what decides whether it applies."""
    situation = state.tier_evaluation
    if situation is None:
        return ()
    wanted: set[str] = set()
    for tier in state.interview.assessor.policy.tiers:
        holds = tier.when.evaluate(situation.known_answer, "") if tier.when else True
        if holds is True:
            break
        if holds is None and tier.when:
            wanted |= {key for key, _, _ in tier.when.references("")}
    waiting = _unanswered_questions(state, situation)
    return _queue_prerequisites_first([key for key in waiting if key in wanted], waiting).applicable


def _ordered_queue(
    state: InterviewState,
    order: Callable[[InterviewState, dict[str, tuple[PlannedQuestion, Truth]]], list[str]],
) -> QuestionQueue:
    waiting = _unanswered_questions(state, state.evaluation)
    return _queue_prerequisites_first(order(state, waiting), waiting)


def _queue_prerequisites_first(
    keys: list[str], unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> QuestionQueue:
    """The questions in that order, but before one that may not apply whatever decides that.

    A question that only informs others is asked for their sake alone.
    """
    sure: dict[str, None] = {}
    maybe: dict[str, None] = {}
    for key in keys:
        stack = [key]
        while stack:
            item, applies = unanswered[stack[-1]]
            ahead = [
                name
                for name in item.dependencies
                if name in unanswered and name not in sure and name not in maybe
            ]
            if applies is None and ahead:
                stack += ahead[:1]
                continue
            (sure if applies else maybe)[stack.pop()] = None
    return QuestionQueue(tuple(sure), tuple(maybe))


def _in_reading_order(
    state: InterviewState, unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> list[str]:
    """As the questionnaires have them."""
    return [
        item.key
        for item in state.plan.questions[: state.plan.counted_question_count]
        if item.key in unanswered
    ]


def _most_decisive_first(
    state: InterviewState, unanswered: dict[str, tuple[PlannedQuestion, Truth]]
) -> list[str]:
    """What decides most first: blockers, then by weight, that of the questions that hang on it included.

    What has no part in the verdict is left out.
    """
    hanging = _dependent_questions(unanswered)
    doubtful = _questions_deciding_checks(state)
    found: list[tuple[bool, int, int, str]] = []
    for place, key in enumerate(_in_reading_order(state, unanswered)):
        item = unanswered[key][0]
        below = hanging.get(key, ())
        weight = item.weight_units + sum(unanswered[name][0].weight_units for name in below)
        if (
            weight
            or item.is_active_blocker
            or key in doubtful
            or any(unanswered[name][0].is_active_blocker for name in below)
        ):
            found.append((not item.is_active_blocker, -weight, place, key))
    return [key for _, _, _, key in sorted(found)]


def _dependent_questions(
    unanswered: dict[str, tuple[PlannedQuestion, Truth]],
) -> dict[str, set[str]]:
    """For each question the others, at any remove, of which it decides whether they apply."""
    found: dict[str, set[str]] = {}
    for key, (_, applies) in unanswered.items():
        reached = {key}
        stack = [key] if applies is None else []
        while stack:
            for name in unanswered[stack.pop()][0].dependencies:
                if name in unanswered and name not in reached:
                    reached.add(name)
                    stack.append(name)
                    found.setdefault(name, set()).add(key)
    return found


def _questions_deciding_checks(state: InterviewState) -> frozenset[str]:
    """The questions by which it is decided whether a check that matters finds a contradiction."""
    least = SEVERITIES.index(state.plan.settings.conditions_from)
    return frozenset(
        key
        for (_, check, home), holds in zip(
            state.plan.checks, state.evaluation.check_results, strict=True
        )
        if holds is None and SEVERITIES.index(check.severity) >= least
        for key, _, _ in check.when.references(home)
    )
