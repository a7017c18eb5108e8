"""The prompts of side questions: a line of words, a reason, a day."""

from datetime import date
from typing import Final

from vendorcheck.interview.engine import Event
from vendorcheck.interview.terminal._commands import parse_colon_command
from vendorcheck.interview.terminal._console import Console
from vendorcheck.interview.terminal._typed_text import explain_invalid_day
from vendorcheck.model.quantities.dates import possible_dates, unambiguous_date
from vendorcheck.validation.answers import describe_missing_reason

_WORDS_EXPECTED = (
    "Words are expected here. Enter or :s goes on without, :b goes back, :q saves and stops."
)
# Commands that need no colon where they can't be an answer.
_LONE_COMMANDS: Final = ("?", "b", "s", "q")
_REASON_HELP = "Say it in words. It stands in the report, for whoever reads that later."


class LeftSideQuestion(Exception):  # noqa: N818 - the person goes elsewhere; nothing erred
    """The person leaves a side question without an answer to it.

    Args:
        is_quitting: whether the person leaves the interview as well.
        finished_event: the event of the parts that were answered before, if there were several.
        interruption: the exception that ended the input, unless the person chose to leave.
    """

    def __init__(
        self,
        *,
        is_quitting: bool = False,
        finished_event: Event | None = None,
        interruption: BaseException | None = None,
    ) -> None:
        super().__init__()
        self.is_quitting = is_quitting
        self.finished_event = finished_event
        self.interruption = interruption


def ask_valid_reason(console: Console, label: str, old_reason: str = "") -> str:
    """Ask for a reason until it is a valid one; Enter keeps the old one, or leaves without one."""
    hint = "Enter: as it is" if old_reason else "Enter: never mind"
    while problem := describe_missing_reason(
        text := ask_required_line(console, label, _REASON_HELP, hint, old_reason)
    ):
        letter = parse_colon_command(f":{text}")
        command_hint = f" As a command that is :{letter} here." if letter in {"b", "s", "q"} else ""
        console.say(f"{problem}; write why, in words.{command_hint}", "warn")
    return text


def ask_required_line(
    console: Console,
    label: str,
    help_text: str,
    hint: str = "Enter: never mind",
    default: str = "",
) -> str:
    """Ask for a line that can't be empty; Enter means `default`, and leaves if there is none."""
    if text := ask_line(console, label, hint, help_text) or default:
        return text
    raise LeftSideQuestion


def ask_line(
    console: Console,
    label: str,
    hint: str,
    help_text: str,
    *,
    allows_lone_commands: bool = False,
    keeps_lines: bool = False,
) -> str:
    """Ask for a line of words; commands with a colon leave the question, Enter gives an empty text.

    Args:
        console: the terminal.
        label: the question.
        hint: what Enter means.
        help_text: the text that `?` shows.
        allows_lone_commands: whether a lone letter is a command as well; a lone ? always is.
        keeps_lines: whether pasted text keeps its lines; otherwise they become one.
    """
    while True:
        console.say(f"{label} ({hint})")
        text = console.read("> ", pasted="kept" if keeps_lines else "joined")
        is_lone_command = text == "?" or (allows_lone_commands and text.lower() in _LONE_COMMANDS)
        match parse_colon_command(f":{text}" if is_lone_command else text):
            case None if not text.startswith(":"):
                return text
            case "b":
                raise LeftSideQuestion
            case "q":
                raise LeftSideQuestion(is_quitting=True)
            case "s":
                return ""
            case "?":
                console.say(help_text, "dim")
            case _:
                console.say(_WORDS_EXPECTED, "dim")


def ask_day(console: Console, label: str, hint: str, help_text: str, today: date) -> date | None:
    """Ask for a day, in any unambiguous form; None if Enter is pressed."""
    while text := ask_line(console, label, hint, help_text, allows_lone_commands=True):
        days = possible_dates(text)
        if len(days) == 1:
            if text != days[0].isoformat():
                console.say(f"Understood as {unambiguous_date(days[0])}.", "dim", first="  ")
            return days[0]
        console.say(explain_invalid_day(text, today), "warn")
    return None
