"""What is asked on the side: a reason, a note, evidence, plan and price, what is done about a gap."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.interview.engine import (
    AddedEvidence,
    ChangedMitigation,
    ChangedNote,
    ChangedPlanAndPrice,
    DeclaredNotApplicable,
    DisputedAnswer,
    Event,
    QuestionContext,
    RefusedEvent,
    accepts_not_applicable,
)
from vendorcheck.interview.terminal._console import Console, InterviewStopped
from vendorcheck.interview.terminal._reply import has_option_no, parse_colon_command
from vendorcheck.interview.terminal._typed import explain_invalid_day
from vendorcheck.model.quantities.dates import possible_dates, unambiguous_date
from vendorcheck.model.vendor_file import Evidence
from vendorcheck.text.safe import safe_link
from vendorcheck.validation.answers import describe_missing_reason

_WORDS_EXPECTED = (
    "Words are wanted here. Enter or :s goes on without, :b goes back, :q saves and stops."
)
_YES_WORDS: Final = ("y", "yes")
_NO_MEASURE_WORDS: Final = ("", "n", "no", "none", "nothing")
_YES_OR_NO: Final = {"y": True, "yes": True, "n": False, "no": False, "": False}
_LONE_COMMANDS: Final = ("?", "b", "s", "q")
"""What is a command without its colon as well, where it can't be an answer."""
_REASON_HELP = "Say it in words. It stands in the report, for whoever reads that later."
_NOTE_HELP = (
    "What else is worth knowing: who says so, since when, on which plan. It stands in the report."
)
_LOCATION_HELP = (
    "A page, such as https://vendor.example/security, or the name of a document that lies in the folder of the vendor "
    "file, such as soc2.pdf."
)
_TITLE_HELP = "What the document is called, such as SOC 2 report."
_DATE_HELP = "Evidence counts for a time from that day on. 2026-03-12, 12 March 2026 and 12.3.2026 are all understood."
_KEEP_HELP = (
    "y keeps the name as it is, for a file that comes later; n, or Enter, asks for another one."
)
_PLAN_HELP = "The plan of the price list that has it, such as Enterprise."
_PRICE_HELP = "What it costs on that plan, in your words, such as 4 USD more per user and month."
_MITIGATION_HELP = (
    "What somebody does about the gap, such as: single sign-on is switched on in March."
)
_DUE_DATE_HELP = (
    "The day until which it is done. 2026-03-12, 12 March 2026 and 12.3.2026 are all understood."
)


@dataclass(frozen=True, slots=True)
class DetailContext:
    """What is known beyond the question: the day, and which files lie beside the vendor file."""

    today: date
    file_exists: Callable[[str], bool]


class LeftSideQuestion(Exception):  # noqa: N818 - the person goes elsewhere; nothing erred
    """The person leaves a side question without an answer to it.

    Args:
        is_quitting: whether they leave the interview as well.
        finished_event: what they said before that, of several things that are asked.
        interruption: what ended the input, if it is not their wish to be asked no more.
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


@contextmanager
def _preserving_event(finished_event: Event) -> Iterator[None]:
    """Let nothing be lost that was said already by whoever leaves at what is asked next."""
    try:
        yield
    except LeftSideQuestion as left:
        raise LeftSideQuestion(
            is_quitting=left.is_quitting,
            finished_event=finished_event if left.is_quitting else None,
        ) from None
    except (InterviewStopped, KeyboardInterrupt) as gone:
        raise LeftSideQuestion(finished_event=finished_event, interruption=gone) from None


def ask_reason(console: Console, context: QuestionContext) -> Event:
    """Why the question is not applicable."""
    if not accepts_not_applicable(context.status):
        raise RefusedEvent("This question has to be answered; u says that you don't know.")
    return DeclaredNotApplicable(_ask_valid_reason(console, "Why does it not apply?"))


def ask_dispute(console: Console, context: QuestionContext) -> Event:
    """Why we don't believe the answer."""
    if context.status.answer is None or context.status.answer.answer is None:
        raise RefusedEvent("There is no answer here to dispute.")
    return DisputedAnswer(_ask_valid_reason(console, "What speaks against it?"))


def ask_note(console: Console, context: QuestionContext) -> Event:
    """Something to add."""
    old = context.status.answer.note if context.status.answer else None
    ending = (
        '; if you mean "no", type the word or its number'
        if not old and has_option_no(context)
        else ""
    )
    hint = f"Enter: {'leave it as it is' if old else 'none'}{ending}"
    return ChangedNote(_ask_line(console, "Note", hint, _NOTE_HELP) or old or "")


def ask_evidence(console: Console, detail_context: DetailContext) -> Event:
    """A link or a file, its title and its date."""
    where = _ask_required_line(console, "Link, or file beside the vendor file?", _LOCATION_HELP)
    while not _confirm_location(where, console, detail_context):
        where = _ask_required_line(console, "Link, or file beside the vendor file?", _LOCATION_HELP)
    link = _looks_like_link(where)
    found = Evidence(url=where if link else None, file=None if link else where)
    with _preserving_event(AddedEvidence(found)):
        title = _ask_line(console, "Title", "Enter: none", _TITLE_HELP)
    found = found.model_copy(update={"title": title or None})
    label = f"Date it was issued, such as {detail_context.today}"
    with _preserving_event(AddedEvidence(found)):
        dated = _ask_day(console, label, "Enter: not known", _DATE_HELP, detail_context.today)
    return AddedEvidence(found.model_copy(update={"dated": dated}))


def _confirm_location(location: str, console: Console, detail_context: DetailContext) -> bool:
    """Whether others will find the evidence: a link, or a file that is there, unless the person keeps it all the same."""
    if _looks_like_link(location):
        if safe_link(location) is None:
            console.say(
                "That is no address to link to; write it as https://vendor.example/page.", "warn"
            )
            return False
        return True
    if detail_context.file_exists(location):
        return True
    console.say(
        f'There is no file "{location[:80]}" beside the vendor file. A link begins with https://.',
        "warn",
    )
    while (
        said := _ask_line(
            console,
            "Keep it all the same?",
            "y/n; Enter: no",
            _KEEP_HELP,
            allows_lone_commands=True,
        ).lower()
    ) not in _YES_OR_NO:
        console.say(_KEEP_HELP, "dim")
    return _YES_OR_NO[said]


def ask_plan_and_price(console: Console, context: QuestionContext) -> Event:
    """Which plan has it and what it costs."""
    answer = context.status.answer
    old_plan, old_price = (answer.plan, answer.price) if answer else (None, None)
    plan = (
        _ask_line(console, "Which plan has it?", f"Enter: {old_plan or 'not known'}", _PLAN_HELP)
        or old_plan
        or ""
    )
    with _preserving_event(ChangedPlanAndPrice(plan, old_price or "")):
        price = _ask_line(
            console, "What does it cost?", f"Enter: {old_price or 'not known'}", _PRICE_HELP
        )
    return ChangedPlanAndPrice(plan, price or old_price or "")


def ask_mitigation(
    console: Console, context: QuestionContext, today: date, *, is_requested: bool = True
) -> Event | None:
    """What is done about a gap, and by when; None: nothing. `wanted`: the person asked for it."""
    reply = context.status
    if is_requested and (reply.answer_result is None or reply.earns_full_credit):
        raise RefusedEvent("There is no gap here that something could be done about.")
    text = _ask_measure(console)
    if text is None:
        return None
    with _preserving_event(ChangedMitigation(text, None)):
        return ChangedMitigation(
            text,
            _ask_day(
                console, f"By when, such as {today}?", "Enter: no date", _DUE_DATE_HELP, today
            ),
        )


def _ask_measure(console: Console) -> str | None:
    """What is done about a gap, asked for until it says something; None: nothing is."""
    label, hint = "Is something being done about it?", "optional; Enter: no"
    while True:
        text = _ask_line(console, label, hint, _MITIGATION_HELP, allows_lone_commands=True)
        word = text.lower().rstrip(" .!")
        if word in _NO_MEASURE_WORDS:
            return None
        if word in _YES_WORDS:
            label, hint = "What?", "Enter: never mind"
        elif describe_missing_reason(text):
            console.say(
                f'"{text[:40]}" does not say what is done; write it in words, or press Enter.',
                "warn",
            )
        else:
            return text


def _ask_valid_reason(console: Console, label: str) -> str:
    """A reason, asked for until it is one; Enter leaves."""
    while complaint := describe_missing_reason(
        text := _ask_required_line(console, label, _REASON_HELP)
    ):
        letter = parse_colon_command(f":{text}")
        meant = f" As a command that is :{letter} here." if letter in {"b", "s", "q"} else ""
        console.say(f"{complaint}; write why, in words.{meant}", "warn")
    return text


def _ask_required_line(console: Console, label: str, help_text: str) -> str:
    """A line that is needed; Enter leaves."""
    text = _ask_line(console, label, "Enter: never mind", help_text)
    if not text:
        raise LeftSideQuestion
    return text


def _ask_line(
    console: Console, label: str, hint: str, help_text: str, *, allows_lone_commands: bool = False
) -> str:
    """A line of words. Commands with a colon leave it; Enter gives an empty text.

    Args:
        console: the terminal.
        label: what is asked.
        hint: what Enter means.
        help_text: the help.
        allows_lone_commands: whether a lone letter is a command as well; a lone ? is one always.
    """
    while True:
        console.say(f"{label} ({hint})")
        text = console.read("> ", join_pasted_lines=True)
        bare = text == "?" or (allows_lone_commands and text.lower() in _LONE_COMMANDS)
        match parse_colon_command(f":{text}" if bare else text):
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


def _ask_day(console: Console, label: str, hint: str, help_text: str, today: date) -> date | None:
    """A day, in any form that can be read in one way only; None: Enter."""
    while text := _ask_line(console, label, hint, help_text, allows_lone_commands=True):
        found = possible_dates(text)
        if len(found) == 1:
            if text != found[0].isoformat():
                console.say(f"Understood as {unambiguous_date(found[0])}.", "dim", first="  ")
            return found[0]
        console.say(explain_invalid_day(text, today), "warn")
    return None


def _looks_like_link(text: str) -> bool:
    return "://" in text or text.lower().startswith(("www.", "mailto:"))
