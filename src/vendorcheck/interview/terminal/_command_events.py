"""The events of one-letter commands, and the side questions that others ask."""

from collections.abc import Callable, Mapping
from typing import Final

from vendorcheck.interview.engine import (
    ContinuedWithLeftOut,
    DeclaredUnknown,
    Event,
    LeftRestToVendor,
    OpenedReview,
    QuestionContext,
    QuitInterview,
    RequestedHelp,
    SkippedQuestion,
    VerifiedAnswer,
    WentBack,
)
from vendorcheck.interview.terminal import _details
from vendorcheck.interview.terminal._commands import CommandLetter
from vendorcheck.interview.terminal._console import Console

IMMEDIATE_EVENTS: Final[Mapping[CommandLetter, Event]] = {
    "?": RequestedHelp(),
    "b": WentBack(),
    "s": SkippedQuestion(),
    "u": DeclaredUnknown(),
    "w": LeftRestToVendor(),
    "r": OpenedReview(),
    "q": QuitInterview(),
    "a": ContinuedWithLeftOut(),
    "v": VerifiedAnswer(),
}
"""The events of the commands that need no further question."""
SIDE_QUESTIONS: Final[Mapping[CommandLetter, Callable[[Console, QuestionContext], Event]]] = {
    "n": _details.ask_note,
    "p": _details.ask_plan_and_price,
    "d": _details.ask_dispute,
}
"""The side questions of the commands that ask before they do something."""
