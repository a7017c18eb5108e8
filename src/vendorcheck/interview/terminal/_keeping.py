"""The effect of what was tried, and the question whether to keep it."""

from collections.abc import Mapping, Sequence
from typing import Final

from vendorcheck.interview.engine import DroppedTrial, Event, KeptTrial, TriedMore
from vendorcheck.interview.terminal._console import Console, InterviewStopped
from vendorcheck.interview.terminal._prompts import LeftSideQuestion, ask_line

_HELP: Final = (
    "y writes the plans as they are now into the file. n leaves the plans as they were. Enter "
    "shows the list again, to try more. q leaves it undecided: the next time you are asked again."
)
_EVENTS: Final[Mapping[str, Event]] = {
    **dict.fromkeys(("y", "yes", "keep"), KeptTrial()),
    **dict.fromkeys(("n", "no"), DroppedTrial()),
    "": TriedMore(),
}


def ask_whether_to_keep(console: Console, effect: Sequence[str]) -> Event:
    """Show the effect of what was tried, ask whether to keep it, and return the event.

    Raises:
        InterviewStopped: the person leaves without having decided.
    """
    console.say()
    console.say("What that changes", "bold", first="== ")
    for line in effect:
        console.say(line, first="  ", rest="    ")
    console.say()
    hint = "y: yes; n: back to the plans as they were; Enter: try more"
    while True:
        try:
            text = ask_line(
                console, "Keep these plans?", hint, _HELP, allows_lone_commands=True
            ).lower()
        except LeftSideQuestion as departure:
            if departure.is_quitting:
                raise InterviewStopped from None
            return TriedMore()
        if text in _EVENTS:
            return _EVENTS[text]
        console.say(_HELP, "warn")
