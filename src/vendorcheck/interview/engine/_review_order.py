"""The order of a review: what is to be confirmed, then the claims, those first that can decide."""

from collections.abc import Iterator

from vendorcheck.assessment.put_aside import summarize_put_aside
from vendorcheck.interview.engine._state import InterviewState


def questions_to_review(state: InterviewState) -> tuple[str, ...]:
    """Return the questions that a review shows, the next one first.

    What is to be confirmed comes first, then the answers with which the verdict can change.
    """
    unconfirmed = unconfirmed_questions(state)
    unverified = [key for key in _unverified_answers(state) if key not in unconfirmed]
    decisive = state.interview.decisive_claims
    return (*unconfirmed, *sorted(unverified, key=lambda key: key not in decisive))


def unconfirmed_questions(state: InterviewState) -> tuple[str, ...]:
    """Return the questions of which one of us has to confirm that they do not apply."""
    tier_evaluation = state.tier_evaluation
    evaluations = (state.evaluation, tier_evaluation) if tier_evaluation else (state.evaluation,)
    put_aside = summarize_put_aside(evaluations, state.judgement.rule_results)
    return tuple(
        status.question.key
        for status in put_aside.to_confirm
        if state.is_to_come(status.question.key)
    )


def _unverified_answers(state: InterviewState) -> Iterator[str]:
    """Yield the vendor's answers that nobody has verified, in this interview or before."""
    for status, applies in state.evaluation:
        is_claimed = status.parsed_answer is not None and status.grade != "verified"
        is_disputed = (
            status.answer_state == "disputed"
            and status.answer is not None
            and (status.answer.answer is not None or status.answer.not_applicable is not None)
        )
        if (
            (is_claimed or is_disputed)
            and applies is not False
            and state.is_to_come(status.question.key)
            and not status.question.is_for_requester
        ):
            yield status.question.key
