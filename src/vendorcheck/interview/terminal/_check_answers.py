"""The screen with the answers: what is worth a second look, and what follows from it."""

import re
from typing import Final

from vendorcheck.interview.engine import (
    CheckAnswersScreen,
    Event,
    JumpedToQuestion,
    KeptAnswer,
    OpenedMitigation,
    QuestionContext,
    QuestionScreen,
)
from vendorcheck.interview.terminal._command_events import IMMEDIATE_EVENTS
from vendorcheck.interview.terminal._commands import find_command, parse_colon_command
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._words import (
    VERDICT_PHRASES,
    answer_in_words,
    details_text,
    gap_mark,
    gap_text,
    is_said_by_vendor,
    possible_verdicts,
    question_text,
)
from vendorcheck.text.words import count_with_noun, join_list

_MAX_NAMED_LEFT_OUT: Final = 5
"""The most questions that are named if left out; more are counted. `r` shows a dozen."""
_MAX_NAMED_ON_REQUEST: Final = 12
_MITIGATION: Final = re.compile(r":?m\s*(\d{1,6})", re.IGNORECASE | re.ASCII)


def show_check_answers(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> None:
    """Show the answers by section, each with the number that changes it."""
    console.say()
    title = "Your plans" if screen.is_trial else "Check your answers"
    console.say("All answers" if screen.shows_all_answers else title, "bold", first="== ")
    if screen.is_short:
        console.say(_describe_unlisted(screen))
        _show_open_points(console, screen)
    else:
        _show_answers(console, screen, plain=plain)
    for context in screen.inapplicable_answers:
        console.say(
            f"Kept, not counted: {question_text(context, plain=plain)}",
            "dim",
            first="  ",
            rest="    ",
        )
    _show_left_out(console, screen, plain=plain)
    console.say()
    ask_for_choice(console, screen)


def ask_for_choice(console: Console, screen: CheckAnswersScreen) -> None:
    """Ask what is done about the gaps that matter, once for all, and show the choices."""
    _ask_for_mitigations(console, screen)
    _show_choices(console, screen)


def _describe_unlisted(screen: CheckAnswersScreen) -> str:
    """Return which answers are listed, and how many are not."""
    good, lesser = screen.good_count, screen.lesser_gap_count
    answers = count_with_noun(good, "answer leaves no gap", "answers leave no gap")
    gaps = count_with_noun(lesser, "gap weighs less", "gaps weigh less")
    others = [part for part, count in ((answers, good), (gaps, lesser)) if count]
    listed = "These need a look" if screen.answers else "Nothing needs a look"
    return f"{listed}; {join_list(others)}." if others else f"{listed}."


def _show_open_points(console: Console, screen: CheckAnswersScreen) -> None:
    """Show what needs a look: the question, and its gap or what is known."""
    width = len(str(len(screen.answers)))
    margin = " " * (width + 4)
    for number, context in enumerate(screen.answers, 1):
        text = question_text(context, plain=False)
        console.say(text, first=f"  {number:>{width}}  ", rest=margin)
        state = gap_text(context) or answer_in_words(context.status, plain=False)
        console.say(f"> {state}", "warn", first=margin, rest=f"{margin}  ")


def _show_answers(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> None:
    width = len(str(len(screen.answers)))
    section = ""
    for number, context in enumerate(screen.answers, 1):
        if context.planned_question.section_key != section:
            section = context.planned_question.section_key
            console.say(f"{context.questionnaire.title} · {context.section.title}", "bold")
        # A vendor chose among the exact options: plain words may turn a question round.
        is_plain = plain and not is_said_by_vendor(context)
        console.say(
            question_text(context, plain=is_plain),
            first=f"  {number:>{width}}  ",
            rest=" " * (width + 4),
        )
        mark = "> " if console.width > len("> ") else ""
        gap = "" if plain else gap_mark(context)
        console.say(
            f"{answer_in_words(context.status, plain=is_plain)}{details_text(context)}{gap}",
            "" if context.status.answer_state == "answered" else "warn",
            first=" " * (width + 4) + mark,
            rest=" " * (width + 6),
        )


def _show_left_out(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> None:
    if not screen.left_out:
        return
    count = len(screen.left_out)
    verdicts = (
        f"As it stands: {VERDICT_PHRASES[screen.lasting_verdict]}."
        if screen.lasting_verdict
        else possible_verdicts(screen.outlook)
    )
    console.say()
    console.say(f"Left out: {count} question{'' if count == 1 else 's'}. {verdicts}", "bold")
    for sentence in screen.left_out_reasons:
        console.say(sentence)
    named_count = _MAX_NAMED_ON_REQUEST if screen.shows_all_answers else _MAX_NAMED_LEFT_OUT
    for context in screen.left_out[:named_count]:
        console.say(question_text(context, plain=plain), "dim", first="  - ", rest="    ")
    if count > named_count:
        console.say(f"… and {count - named_count} more", "dim", first="  ")


def _ask_for_mitigations(console: Console, screen: CheckAnswersScreen) -> None:
    numbers = [
        str(number)
        for number, context in enumerate(screen.answers, 1)
        if context.planned_question.key in screen.unmitigated_keys
    ]
    if numbers:
        console.say(
            f"Is something being done about {join_list(numbers, 'or')}? "
            f"m {numbers[0]} says what, and by when."
        )


def _show_choices(console: Console, screen: CheckAnswersScreen) -> None:
    if screen.waiting_count:
        enter_action = f"goes on with the other {screen.waiting_count}"
    else:
        enter_action = "ends this" if screen.is_trial else "saves them and shows the result"
    choices = [
        "A number changes that answer" if screen.answers else "",
        "r shows all" if not screen.shows_all_answers else "",
        "a asks what was left out" if screen.left_out else "",
        "b goes back",
        "" if screen.is_trial else "q saves and stops",
        f"Enter {enter_action}",
    ]
    console.say("; ".join(choice for choice in choices if choice) + ".", "dim")


def event_for_enter(console: Console, screen: QuestionScreen) -> Event | None:
    """Return the event that Enter means at a question: an existing answer is kept."""
    if screen.context.status.answer_state != "unanswered" or screen.is_review:
        return KeptAnswer()
    is_chosen = screen.context.planned_question.definition.is_chosen
    hint = (
        "Type a number or a word, or s to skip." if is_chosen else "Type an answer, or :s to skip."
    )
    console.say(hint, "warn")
    return None


def read_choice(console: Console, screen: CheckAnswersScreen, *, plain: bool) -> Event | None:
    """Read what to do with the answers; None if that was not clear.

    Raises:
        InterviewStopped: the input has ended.
    """
    text = console.read()
    if not text:
        return KeptAnswer()
    if context := _answer_of_number(screen, text):
        return JumpedToQuestion(context.planned_question.key)
    mitigation = None if plain else _MITIGATION.fullmatch(text)
    if mitigation and (context := _answer_of_number(screen, mitigation[1])):
        return OpenedMitigation(context.planned_question.key)
    letter = parse_colon_command(text) or find_command(text)
    if letter in {"b", "r", "q"} or (letter == "a" and screen.left_out):
        return IMMEDIATE_EVENTS[letter]
    count = len(screen.answers)
    numbers = f"a number from 1 to {count} to change that answer, " if count else ""
    console.say(f"Type {numbers}Enter to go on, or q to save and stop.", "warn")
    return None


def _answer_of_number(screen: CheckAnswersScreen, text: str) -> QuestionContext | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len("999999")
    number = int(text) if is_number else 0
    return screen.answers[number - 1] if 1 <= number <= len(screen.answers) else None
