"""Why what fast leaves out can't matter, in sentences."""

from collections.abc import Iterator

from vendorcheck.interview._order import left_out
from vendorcheck.interview._state import State
from vendorcheck.reasons import percent, reasons
from vendorcheck.rules import APPROVE, REJECT


def why(state: State) -> tuple[str, ...]:
    """The reasons; none where nothing is left out."""
    return tuple(_sentences(state)) if left_out(state) else ()


def _sentences(state: State) -> Iterator[str]:
    if not state.outlook.settled:
        yield "What is left is not scored, so it can't change the verdict."
        return
    verdict, judged = state.outlook.best, state.judgement
    for reason in reasons(judged, state.plan.settings):
        if reason.verdict == verdict != APPROVE:
            named = f": {', '.join(reason.subjects)}" if reason.subjects else ""
            yield f"{reason.detail}{named}. No other answer can change that."
    if verdict != REJECT:
        low, least = judged.tally.low, judged.tally.least_coverage
        yield (
            f"However they were answered, or not, the score stays at {percent(low)} or more, "
            f"and {percent(least)} of what counts is answered."
        )
