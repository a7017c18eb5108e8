"""The offer to stop where nothing but an answer of the vendor's leads on."""

from typing import Final

from vendorcheck.interview.engine import (
    Event,
    KeptAnswer,
    QuitInterview,
    StoppedToSend,
    StopScreen,
    WentBack,
)
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._prompts import LeftSideQuestion, ask_line
from vendorcheck.interview.terminal._words import VERDICT_PHRASES, question_text

_MAX_NAMED_QUESTIONS: Final = 12
"""The most questions that are named; more are counted."""
_REPLIES: Final = {"y": True, "yes": True, "n": False, "no": False, "": False}
_HELP: Final = (
    "y saves the answers, shows the result, and names the command that writes the letter to the "
    "vendor, with these questions and whatever else is open. Enter or n goes on; b goes back, "
    "q saves and stops."
)


def offer_to_stop(console: Console, screen: StopScreen) -> Event:
    """Say why nothing but an answer leads on, ask whether to stop here, and return the event."""
    _show_reason(console, screen)
    rest_count = screen.offer.unasked_count
    rest = "the other question" if rest_count == 1 else f"the other {rest_count}"
    them = "it" if len(screen.open_questions) == 1 else "them"
    action = f"Stop here and send {them}?" if screen.is_for_vendor else "Stop here?"
    hint = f"y: yes; Enter: go on with {rest}"
    while True:
        try:
            text = ask_line(console, action, hint, _HELP, allows_lone_commands=True).lower()
        except LeftSideQuestion as departure:
            return QuitInterview() if departure.is_quitting else WentBack()
        if text in _REPLIES:
            return StoppedToSend() if _REPLIES[text] else KeptAnswer()
        console.say(_HELP, "warn")


def _show_reason(console: Console, screen: StopScreen) -> None:
    outlook, count = screen.offer.outlook, len(screen.open_questions)
    console.say()
    console.say(f'It stays "{VERDICT_PHRASES[outlook.best]}" {_describe_until(screen)}:', "bold")
    for context in screen.open_questions[:_MAX_NAMED_QUESTIONS]:
        console.say(question_text(context, plain=False), first="  - ", rest="    ")
    if count > _MAX_NAMED_QUESTIONS:
        console.say(f"… and {count - _MAX_NAMED_QUESTIONS} more", "dim", first="  ")
    rest_count = screen.offer.unasked_count
    others = "The other question" if rest_count == 1 else f"The other {rest_count} questions"
    console.say(
        f"{others} can't change that."
        if outlook.is_settled
        else f"{others} can't make it better, only worse: "
        f'a low score would make it "{VERDICT_PHRASES[outlook.worst]}".'
    )


def _describe_until(screen: StopScreen) -> str:
    """Return the clause that says what has to be answered, and by whom if that is the vendor."""
    count = len(screen.open_questions)
    these = "this question" if count == 1 else f"these {count} questions"
    some_of_these = these if screen.offer.needs_all else f"more of {these}"
    if screen.is_for_vendor:
        return f"until the vendor answers {some_of_these}"
    return f"until {some_of_these} {'is' if count == 1 else 'are'} answered or confirmed"
