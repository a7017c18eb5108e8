"""The lines below an answer: how it was understood, and what it changed."""

from vendorcheck.interview.engine import (
    AddedEvidence,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    DeclaredUnknown,
    Event,
    InterviewState,
    find_consequences,
    question_context,
)
from vendorcheck.interview.terminal import _pages
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._letter_page import show_noted_reply, show_silence


def show_changes(
    console: Console, before: InterviewState, after: InterviewState, event: Event, key: str
) -> None:
    """Show what an event changed of a question, and beyond it."""
    is_changed = after.given_answers.get(key) is not before.given_answers.get(key)
    is_from_letter = before.interview.letter_point(key) is not None
    if not after.has_question(key):
        return
    context, plain = question_context(after, key), after.interview.plain_words
    if is_from_letter and not is_changed and isinstance(event, DeclaredUnknown):
        show_silence(console, context)
    if not is_changed:
        return
    if isinstance(event, ChangedNote | AddedEvidence | ChangedPlanAndPrice | ChangedMitigation):
        _pages.show_noted_details(console, context)
        return
    if is_from_letter:
        show_noted_reply(console, question_context(before, key), context)
    else:
        _pages.show_noted_answer(console, context, plain=plain)
    _pages.show_consequences(console, find_consequences(before, after), plain=plain)
