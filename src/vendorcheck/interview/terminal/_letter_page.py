"""A point of the letter to which the vendor has replied, in the words that the vendor has read."""

from collections.abc import Mapping
from typing import Final

from vendorcheck.assessment.precheck.letter_points import LetterPoint
from vendorcheck.interview.engine import QuestionContext, QuestionScreen
from vendorcheck.interview.terminal import _pages
from vendorcheck.interview.terminal._commands import plain_word
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._words import (
    answer_in_words,
    describe_commands,
    details_text,
    question_text,
)
from vendorcheck.reports.view.requests import address_vendor, need_in_words, wish_in_words

_SILENCE: Final = frozenset(
    (
        *("not answered", "unanswered", "no answer", "no reply", "nothing", "silence"),
        *("they didn't answer", "they didn't answer this", "they did not answer"),
        *("didn't answer", "they don't say", "they didn't say", "not said", "no word of it"),
    )
)
_SOURCES: Final[Mapping[str, str]] = {
    "public": "as the website said",
    "vendor": "as the vendor said",
    "import": "as the vendor said",
    "us": "as we said",
}


def without_vendor_silence(text: str) -> str:
    """Return a typed line; one that says that the vendor said nothing is the command for that."""
    return ":u" if plain_word(text) in _SILENCE else text


def show_letter_question(console: Console, screen: QuestionScreen, point: LetterPoint) -> None:
    """Show a question as the letter asks it, with its options and the answer until now."""
    context = screen.context
    console.say()
    console.say(
        f"Question {screen.number} of {screen.total} · number {point.number} of the letter", "dim"
    )
    # The plain words of a question may turn it round: they would not go with these options.
    console.say(address_vendor(question_text(context, plain=False)), "bold")
    if point.change:
        in_words = wish_in_words if point.is_wish else need_in_words
        request = f"The letter says: {in_words(point.change)}"
        console.say(request, "dim", first="  ", rest="    ")
    _pages.show_options(console, context, plain=False)
    is_chosen = context.planned_question.definition.is_chosen
    console.say("They didn't answer this", first=f"  {'u' if is_chosen else ':u'}  ", rest="     ")
    if screen.shows_help:
        why = context.planned_question.definition.why
        for label, text in (("Why", why), ("Commands", describe_commands(screen, plain=False))):
            if text:
                console.say(f"{label}: {text}", first="  ", rest="    ")
    if context.status.answer_state != "unanswered":
        console.say(f"Until now{_answer_until_now(context)}", first="  ", rest="    ")
        console.say("Enter leaves it as it is.", "dim", first="  ")


def show_noted_reply(console: Console, before: QuestionContext, after: QuestionContext) -> None:
    """Show how a reply was understood, and what stood there before if that was something else."""
    answer = f"{answer_in_words(after.status, plain=False)}{details_text(after)}"
    console.say(f"Noted: {answer}", "good", first="  ", rest="    ")
    known, now = before.status.parsed_answer, after.status.parsed_answer
    if known is not None and now is not None and known.raw != now.raw:
        console.say(f"Before{_answer_until_now(before)}", "warn", first="  ", rest="    ")


def show_silence(console: Console, context: QuestionContext) -> None:
    """Say what becomes of a question that the vendor did not answer."""
    is_open = context.status.is_open
    text = "It stays open, and goes into the next letter." if is_open else "It stays as it is."
    console.say(text, "good", first="  ")


def _answer_until_now(context: QuestionContext) -> str:
    """Return an answer with who said so, to follow a word."""
    status = context.status
    is_said = status.parsed_answer is not None and status.answer is not None
    who = f", {_SOURCES[status.answer.source]}" if is_said and status.answer else ""
    return f"{who}: {answer_in_words(status, plain=False)}{details_text(context)}"
