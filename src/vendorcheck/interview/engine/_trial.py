"""Changes that are tried: their effect is shown, and the person keeps or drops them."""

from dataclasses import dataclass, replace
from typing import Literal

from vendorcheck.interview.engine._events import DroppedTrial, KeptTrial, TriedMore
from vendorcheck.interview.engine._state import InterviewState


@dataclass(frozen=True, slots=True)
class TrialScreen:
    """The effect of what was tried: the person keeps it, drops it, or tries more."""


def find_trial(state: InterviewState) -> TrialScreen | None:
    """Return the screen with the effect of a change, at once and before the end."""
    is_new = state.interview.tries and state.given_answers != state.judged_answers
    return TrialScreen() if state.screen == "trial" or is_new else None


def end_trial(state: InterviewState, event: KeptTrial | DroppedTrial | TriedMore) -> InterviewState:
    """Keep or drop the changes that were tried, or go back to the list to try more."""
    match event:
        case KeptTrial():
            return replace(state, screen="done")
        case DroppedTrial():
            return replace(state, screen="done", given_answers={})
        case _:
            return replace(state, screen="review", judged_answers=state.given_answers)


def end(state: InterviewState, screen: Literal["done", "quit"]) -> InterviewState:
    """End the interview; where something was tried, ask first whether to keep that."""
    is_undecided = state.interview.tries and bool(state.given_answers)
    return replace(state, screen="trial" if is_undecided else screen)
