"""Why what fast leaves out can't matter, in sentences."""

from collections.abc import Iterator, Sequence

from vendorcheck.assessment.reasons import reasons
from vendorcheck.assessment.rules import APPROVE, REJECT
from vendorcheck.interview.engine._order import left_out
from vendorcheck.interview.engine._state import State
from vendorcheck.text.numbers import percent

_NAMED = 3
"""So many questions are named; more are counted."""


def why(state: State) -> tuple[str, ...]:
    """The reasons; none where nothing is left out."""
    return tuple(_sentences(state)) if left_out(state) else ()


def _sentences(state: State) -> Iterator[str]:
    if not state.outlook.settled:
        yield "What is left is not scored, so it can't change the verdict."
        return
    verdict, judged = state.outlook.best, state.judgement
    for reason in reasons(judged, state.situation):
        if reason.verdict == verdict != APPROVE:
            yield f"{reason.detail}{_named(reason.subjects)}. Nothing that is left can change that."
    if verdict != REJECT:
        low, least = judged.tally.low, judged.tally.least_coverage
        yield (
            f"However they were answered, or not, the score stays at {percent(low)} or more, "
            f"and {percent(least)} of what counts is answered."
        )


def _named(subjects: Sequence[str]) -> str:
    more = f" and {len(subjects) - _NAMED} more" if len(subjects) > _NAMED else ""
    return f": {', '.join(subjects[:_NAMED])}{more}" if subjects else ""
