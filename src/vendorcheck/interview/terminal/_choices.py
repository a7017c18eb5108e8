"""Lines that choose where to go: Enter at a question, and those at the list of answers."""

from vendorcheck.interview.engine import (
    CheckAnswersScreen,
    Event,
    JumpedToQuestion,
    KeptAnswer,
    QuestionScreen,
)
from vendorcheck.interview.terminal._command_events import IMMEDIATE_EVENTS
from vendorcheck.interview.terminal._commands import find_command, parse_colon_command
from vendorcheck.interview.terminal._console import Console


def event_for_enter(console: Console, screen: QuestionScreen) -> Event | None:
    """Return the event that Enter means: an existing answer is kept."""
    if screen.context.status.answer_state != "unanswered" or screen.is_review:
        return KeptAnswer()
    is_chosen = screen.context.planned_question.definition.is_chosen
    hint = (
        "Type a number or a word, or s to skip." if is_chosen else "Type an answer, or :s to skip."
    )
    console.say(hint, "warn")
    return None


def interpret_choice(console: Console, text: str, screen: CheckAnswersScreen) -> Event | None:
    """Return the event that a line at the list of answers means; None if it means none there."""
    count = len(screen.answers)
    if not text:
        return KeptAnswer()
    if text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= count:
        return JumpedToQuestion(screen.answers[int(text[:6]) - 1].planned_question.key)
    letter = parse_colon_command(text) or find_command(text)
    if letter in {"b", "r", "q"} or (letter == "a" and screen.left_out):
        return IMMEDIATE_EVENTS[letter]
    numbers = f"a number from 1 to {count} to change that answer, " if count else ""
    console.say(f"Type {numbers}Enter to go on, or q to save and stop.", "warn")
    return None
