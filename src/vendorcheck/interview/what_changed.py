"""The question what has changed, which a finished pre-check begins with, and what follows from it.

The vendor's reply is taken in as the letter asked for it; our plans are tried first, and kept or
not; and nothing may have changed.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from vendorcheck.assessment.precheck.letter_points import find_letter_points
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.interview.engine import Interview, find_reopenable
from vendorcheck.interview.journal import InterviewPurpose
from vendorcheck.interview.terminal import Console, InterviewStopped, find_command

_LABELS: Final[Mapping[InterviewPurpose, str]] = {
    "reply": "The vendor has replied",
    "plans": "Our plans, or I want to try others",
    "answers": "Nothing",
}
_WORDS: Final[Mapping[InterviewPurpose, frozenset[str]]] = {
    "reply": frozenset(("reply", "replied", "vendor", "vendor's", "answer", "answers", "answered")),
    "plans": frozenset(("our", "plan", "plans", "try", "we", "ours")),
    "answers": frozenset(("nothing", "no", "none", "n", "nope")),
}
_HELP: Final[Mapping[InterviewPurpose, str]] = {
    "reply": "The vendor's reply is taken in question by question, as the letter asked.",
    "plans": "Of your plans you see a list, change what you like, and see what that changes "
    "before you keep it.",
    "answers": "With nothing, or Enter, you see the result again. q leaves.",
}
_NUMBER: Final = re.compile(r"\(?(\d)[.)]?", re.ASCII)


def ask_what_changed(console: Console, *, has_letter: bool) -> InterviewPurpose:
    """Ask what has changed since the pre-check was finished, and return what answers that leads to.

    Enter, and "nothing", lead to those that are missing, and nothing is.

    Args:
        console: the terminal.
        has_letter: whether the vendor was asked anything that it can reply to.

    Raises:
        InterviewStopped: the person leaves.
    """
    changes = [change for change in _LABELS if has_letter or change != "reply"]
    console.say("What has changed? (Enter: nothing)", "bold")
    for number, change in enumerate(changes, 1):
        console.say(_LABELS[change], first=f"  {number}  ", rest="     ")
    while True:
        text = console.read()
        if not text:
            return "answers"
        letter = find_command(text.removeprefix(":"))
        if letter == "q":
            raise InterviewStopped
        meant = [] if letter == "?" else _changes_meant(text, changes)
        if len(meant) == 1:
            return meant[0]
        if letter == "?":
            for change in changes:
                console.say(_HELP[change], "dim")
        else:
            console.say(f"Type a number from 1 to {len(changes)}, or ? for help.", "warn")


def _changes_meant(text: str, changes: list[InterviewPurpose]) -> list[InterviewPurpose]:
    """Return the changes that a line may mean, by number or by a word."""
    if number := _NUMBER.fullmatch(text):
        return changes[int(number[1]) - 1 : int(number[1])] if int(number[1]) else []
    words = frozenset(text.lower().replace("’", "'").split())
    return [change for change in changes if words & _WORDS[change]]


def interview_about(
    purpose: InterviewPurpose, interview: Interview, precheck: Precheck
) -> Interview:
    """Return an interview that takes in a reply or tries plans; the interview itself for neither.

    Args:
        purpose: what its answers are.
        interview: the interview that asks what is missing.
        precheck: the result as the file has it, whose letter the vendor has replied to.
    """
    match purpose:
        case "reply":
            points = find_letter_points(precheck)
            keys = tuple(point.key for point in points)
            allowed_keys = (interview.allowed_keys or frozenset()).union(keys)
            return replace(interview, letter=points, reopened_keys=keys, allowed_keys=allowed_keys)
        case "plans":
            keys = tuple(
                key
                for key in find_reopenable(interview)
                if interview.assessor.library[key.partition("/")[0]].respondent == "requester"
            )
            return replace(interview, tries=True, reopened_keys=keys)
        case _:
            return interview


def purpose_of(interview: Interview) -> InterviewPurpose:
    """Return what the answers of an interview are."""
    return "plans" if interview.tries else "reply" if interview.letter else "answers"
