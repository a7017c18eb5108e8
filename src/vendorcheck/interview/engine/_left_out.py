"""Reasons why the questions that the fast interview leaves out can't matter."""

from collections.abc import Iterator, Sequence

from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE
from vendorcheck.assessment.reasons import explain_verdict
from vendorcheck.interview.engine._order import left_out_questions
from vendorcheck.interview.engine._state import InterviewState
from vendorcheck.interview.engine._stopping import questions_to_send
from vendorcheck.text.numbers import format_percent

_MAX_NAMED_SUBJECTS = 3  # more are counted


def explain_left_out(state: InterviewState) -> tuple[str, ...]:
    """Return the reasons in sentences; none if nothing is left out."""
    return tuple(_reason_sentences(state)) if left_out_questions(state) else ()


def _reason_sentences(state: InterviewState) -> Iterator[str]:
    left_out = (state.planned_question(key) for key in left_out_questions(state))
    if not state.outlook.is_settled:
        yield (
            _describe_what_stays_open(state)
            if any(question.is_subject_to_rules for question in left_out)
            else "What is left is not scored, so it can't change the verdict."
        )
        return
    verdict, judgement = state.outlook.best, state.judgement
    for reason in explain_verdict(judgement, state.evaluation):
        if not reason.result.could and reason.result.verdict == verdict != APPROVE:
            yield (
                f"{reason.detail}{_name_subjects(reason.result.subjects)}. "
                "Nothing that is left can change that."
            )
    if verdict != DO_NOT_APPROVE:
        yield (
            "However they were answered, or not, the score stays at "
            f"{format_percent(judgement.tally.lowest_score)} or more, "
            f"and {format_percent(judgement.tally.coverage)} of what counts is answered."
        )


def _describe_what_stays_open(state: InterviewState) -> str:
    keys = questions_to_send(state)
    if not keys:
        return "As long as what is open stays open, nothing that is left can change the verdict."
    what_is_open = "a question stays open" if len(keys) == 1 else f"{len(keys)} questions stay open"
    return (
        f"It stays so as long as {what_is_open}{_name_subjects(keys)}. "
        "Nothing that is left can change that."
    )


def _name_subjects(subjects: Sequence[str]) -> str:
    more = (
        f" and {len(subjects) - _MAX_NAMED_SUBJECTS} more"
        if len(subjects) > _MAX_NAMED_SUBJECTS
        else ""
    )
    return f": {', '.join(subjects[:_MAX_NAMED_SUBJECTS])}{more}" if subjects else ""
