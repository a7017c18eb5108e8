"""The order in which questions decide: what can lead to a no by itself, then by weight."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.score import reaches_percent
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.model.conditions import Truth
from vendorcheck.model.fields import SEVERITIES

UnansweredQuestions: TypeAlias = Mapping[str, tuple[PlannedQuestion, Truth]]
"""The questions that wait, by key, with whether they apply."""


def in_reading_order(state: InterviewState, unanswered: UnansweredQuestions) -> list[str]:
    """Return the questions that count in the order of the questionnaires."""
    return [
        question.key
        for question in state.plan.questions[: state.plan.counted_question_count]
        if question.key in unanswered
    ]


def in_order_of_decision(state: InterviewState, unanswered: UnansweredQuestions) -> list[str]:
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
    for position, key in enumerate(in_reading_order(state, unanswered)):
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


def _in_reading_order_by_home(keys: Sequence[str], unanswered: UnansweredQuestions) -> list[str]:
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
    unanswered: UnansweredQuestions,
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
