"""Ask whether somebody agrees that questions do not apply: one, or several in a review."""

import re
from collections.abc import Callable
from typing import Final

from vendorcheck.interview.engine import (
    ConfirmScreen,
    DeclaredNotApplicable,
    DisputedAnswer,
    Event,
    JudgedTogether,
    KeptAnswer,
    OpenedReview,
    QuestionContext,
    QuitInterview,
    RefusedEvent,
    VerifiedAnswer,
    WentBack,
    accepts_not_applicable,
    needs_consent,
)
from vendorcheck.interview.terminal._commands import parse_colon_command
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._details import preserving_event
from vendorcheck.interview.terminal._prompts import ask_line, ask_valid_reason
from vendorcheck.interview.terminal._words import question_text

_YES_OR_NO: Final = {"y": True, "yes": True, "n": False, "no": False, "": False}
_AGREE_HELP: Final = (
    "y: your name and the day are written beside it, and it counts as not applicable. "
    "n or Enter: it stays open until one of us agrees, as assess --review asks."
)
_NAME_HELP: Final = (
    "It is written beside each answer of which you agree that it does not apply. "
    "VENDORCHECK_USER, otherwise git's user.name, is taken without a question."
)
_CHOICE_HELP: Final = (
    "Type the numbers of those to confirm, to dispute or to leave: 1,3 or 2-4 or all. "
    "Enter leaves all of them unconfirmed, b goes back, r shows the answers, q saves and stops."
)
_JUDGE_HELP: Final = (
    "c: you agree that they do not apply. d: you don't, and say why; they become questions to the "
    "vendor, who does not see your reason. Enter: nothing changes, they stay open."
)
_SEPARATOR: Final = re.compile(r"[,;&+\s]+(?:and[,;\s]+)?")
_NUMBERS: Final = re.compile(r"(\d{1,6})(?:[-–](\d{1,6}))?", re.ASCII)


class Consent:
    """Asks why a question does not apply, and whether the person agrees.

    Args:
        console: the terminal.
        find_user_name: returns the person's name; empty if it has to be asked for.
    """

    def __init__(self, console: Console, find_user_name: Callable[[], str]) -> None:
        self._console = console
        self._find_user_name = find_user_name
        self._name = ""

    def ask_reason(self, context: QuestionContext, *, consent_counts: bool) -> Event:
        """Ask why a question does not apply, and if it takes somebody's consent, for that.

        Args:
            context: the question.
            consent_counts: whether the person's own consent is enough.
        """
        status = context.status
        if not accepts_not_applicable(status):
            raise RefusedEvent("This question has to be answered; u says that you don't know.")
        old_reason = (status.answer.not_applicable if status.answer else None) or ""
        reason = ask_valid_reason(self._console, "Why does it not apply?", old_reason)
        declared = DeclaredNotApplicable(reason)
        if not needs_consent(status):
            return declared
        if not consent_counts:
            self._console.say("IT has to agree to that; it goes into the brief.", "dim")
            return declared
        with preserving_event(declared):
            return DeclaredNotApplicable(reason, self._ask_name() if self._agrees() else "")

    def _agrees(self) -> bool:
        while True:
            text = ask_line(
                self._console,
                "Do you agree, for our side, that it does not apply?",
                "y: yes; Enter: no, it stays open",
                _AGREE_HELP,
                allows_lone_commands=True,
            ).lower()
            if text in _YES_OR_NO:
                return _YES_OR_NO[text]
            self._console.say(_AGREE_HELP, "warn")

    def _ask_name(self) -> str:
        """Return the person's name, which is asked for once; empty if nobody says it."""
        self._name = (
            self._name
            or self._find_user_name()
            or ask_line(self._console, "Your name?", "Enter: none, it stays open", _NAME_HELP)
        )
        return self._name


def show_unconfirmed(console: Console, screen: ConfirmScreen) -> None:
    """Show the questions that are said not to apply, with their numbers and the reasons."""
    console.say()
    more = screen.total_count - len(screen.questions)
    console.say(
        f"Said not to apply, and none of us has agreed yet{f' ({more} more follow)' * bool(more)}",
        "bold",
        first="== ",
        rest="   ",
    )
    width = len(str(len(screen.questions)))
    for number, context in enumerate(screen.questions, 1):
        margin = " " * (width + 4)
        console.say(
            question_text(context, plain=False), first=f"  {number:>{width}}  ", rest=margin
        )
        reason = context.status.answer.not_applicable if context.status.answer else ""
        console.say(f'"{reason}"', "dim", first=margin, rest=margin)
    console.say("Which? 1,3 or 2-4 or all; Enter leaves them, ? help, q save and stop", "dim")


def read_judgement(console: Console, screen: ConfirmScreen) -> Event | None:
    """Read which of the questions are confirmed, disputed or left; None if that was not clear.

    Raises:
        LeftSideQuestion: the person goes elsewhere instead of giving a reason.
    """
    text = console.read()
    keys = tuple(context.planned_question.key for context in screen.questions)
    if not text:
        return JudgedTogether(keys, KeptAnswer())
    match parse_colon_command(text if text.startswith(":") else f":{text}"):
        case "b":
            return WentBack()
        case "q":
            return QuitInterview()
        case "r":
            return OpenedReview()
        case _:
            numbers = parse_numbers(text, len(keys))
    if not numbers:
        console.say(_CHOICE_HELP, "warn")
        return None
    return _judge(console, tuple(keys[number - 1] for number in numbers))


def _judge(console: Console, keys: tuple[str, ...]) -> Event | None:
    pronoun = "it does" if len(keys) == 1 else f"these {len(keys)} do"
    label = f"c confirm that {pronoun} not apply, d dispute it, Enter leave it"
    while True:
        match ask_line(console, label, "c/d", _JUDGE_HELP, allows_lone_commands=True).lower():
            case "c" | "confirm":
                return JudgedTogether(keys, VerifiedAnswer())
            case "d" | "dispute":
                reason = ask_valid_reason(console, "What speaks against it?")
                return JudgedTogether(keys, DisputedAnswer(reason))
            case "" | "leave":
                return JudgedTogether(keys, KeptAnswer())
            case _:
                console.say(_JUDGE_HELP, "warn")


def parse_numbers(text: str, count: int) -> tuple[int, ...]:
    """Return the numbers from 1 to `count` that a text such as `1,3`, `2-4` or `all` names.

    The result is empty if the text is anything else, or if one of its numbers is too high.
    """
    if text.lower() == "all":
        return tuple(range(1, count + 1))
    numbers: dict[int, None] = {}
    for part in _SEPARATOR.split(re.sub(r"\s*([-–])\s*", r"\1", text.strip())):
        match = _NUMBERS.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            return ()
        numbers |= dict.fromkeys(range(first, last + 1))
    return tuple(numbers)
