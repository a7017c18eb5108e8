"""What is asked on the side: a reason, a note, evidence, plan and price, what is done about a gap."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.interview.engine import (
    Disputed,
    Event,
    Mitigate,
    NotApplicable,
    Note,
    Place,
    PlanAndPrice,
    Refused,
    Support,
    may_be_left_out,
)
from vendorcheck.interview.terminal._console import Console, Stopped
from vendorcheck.interview.terminal._reply import command, offers_no
from vendorcheck.interview.terminal._typed import no_day
from vendorcheck.model.quantities.dates import days, in_words
from vendorcheck.model.vendor_file import Evidence
from vendorcheck.text.safe import safe_link
from vendorcheck.validation.answers import no_reason

_WORDS_WANTED = "Words are wanted here. Enter or :s goes on without, :b goes back, :q saves and stops."
_YES: Final = ("y", "yes")
_NOTHING: Final = ("", "n", "no", "none", "nothing")
_YES_OR_NO: Final = {"y": True, "yes": True, "n": False, "no": False, "": False}
_LONE: Final = ("?", "b", "s", "q")
"""What is a command without its colon as well, where it can't be an answer."""
_REASON = "Say it in words. It stands in the report, for whoever reads that later."
_NOTE = "What else is worth knowing: who says so, since when, on which plan. It stands in the report."
_WHERE = (
    "A page, such as https://vendor.example/security, or the name of a document that lies in the folder of the vendor "
    "file, such as soc2.pdf."
)
_TITLE = "What the document is called, such as SOC 2 report."
_DATED = (
    "Evidence counts for a time from that day on. 2026-03-12, 12 March 2026 and 12.3.2026 are all understood."
)
_KEEP = "y keeps the name as it is, for a file that comes later; n, or Enter, asks for another one."
_PLAN = "The plan of the price list that has it, such as Enterprise."
_PRICE = "What it costs on that plan, in your words, such as 4 USD more per user and month."
_MITIGATION = "What somebody does about the gap, such as: single sign-on is switched on in March."
_DUE = "The day until which it is done. 2026-03-12, 12 March 2026 and 12.3.2026 are all understood."


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beyond the question: the day, and which files lie beside the vendor file."""

    today: date
    there: Callable[[str], bool]


class Left(Exception):  # noqa: N818 - the person goes elsewhere; nothing erred
    """The person leaves a side question without an answer to it.

    Args:
        quitting: whether they leave the interview as well.
        said: what they said before that, of several things that are asked.
        gone: what ended the input, if it is not their wish to be asked no more.
    """

    def __init__(
        self, *, quitting: bool = False, said: Event | None = None, gone: BaseException | None = None
    ) -> None:
        super().__init__()
        self.quitting = quitting
        self.said = said
        self.gone = gone


@contextmanager
def _keeping(said: Event) -> Iterator[None]:
    """Let nothing be lost that was said already by whoever leaves at what is asked next."""
    try:
        yield
    except Left as left:
        raise Left(quitting=left.quitting, said=said if left.quitting else None) from None
    except (Stopped, KeyboardInterrupt) as gone:
        raise Left(said=said, gone=gone) from None


def reason(console: Console, place: Place) -> Event:
    """Why the question is not applicable."""
    if not may_be_left_out(place.reply):
        raise Refused("This question has to be answered; u says that you don't know.")
    return NotApplicable(_reason(console, "Why does it not apply?"))


def dispute(console: Console, place: Place) -> Event:
    """Why we don't believe the answer."""
    if place.reply.answer is None or place.reply.answer.answer is None:
        raise Refused("There is no answer here to dispute.")
    return Disputed(_reason(console, "What speaks against it?"))


def note(console: Console, place: Place) -> Event:
    """Something to add."""
    old = place.reply.answer.note if place.reply.answer else None
    ending = '; if you mean "no", type the word or its number' if not old and offers_no(place) else ""
    hint = f"Enter: {'leave it as it is' if old else 'none'}{ending}"
    return Note(_line(console, "Note", hint, _NOTE) or old or "")


def evidence(console: Console, around: Around) -> Event:
    """A link or a file, its title and its date."""
    where = _wanted(console, "Link, or file beside the vendor file?", _WHERE)
    while not _to_be_found(where, console, around):
        where = _wanted(console, "Link, or file beside the vendor file?", _WHERE)
    link = _looks_like_link(where)
    found = Evidence(url=where if link else None, file=None if link else where)
    with _keeping(Support(found)):
        title = _line(console, "Title", "Enter: none", _TITLE)
    found = found.model_copy(update={"title": title or None})
    label = f"Date it was issued, such as {around.today}"
    with _keeping(Support(found)):
        dated = _day(console, label, "Enter: not known", _DATED, around.today)
    return Support(found.model_copy(update={"dated": dated}))


def _to_be_found(where: str, console: Console, around: Around) -> bool:
    """Whether others will find the evidence: a link, or a file that is there, unless the person keeps it all the same."""
    if _looks_like_link(where):
        if safe_link(where) is None:
            console.say("That is no address to link to; write it as https://vendor.example/page.", "warn")
            return False
        return True
    if around.there(where):
        return True
    console.say(
        f'There is no file "{where[:80]}" beside the vendor file. A link begins with https://.', "warn"
    )
    while (
        said := _line(console, "Keep it all the same?", "y/n; Enter: no", _KEEP, lone=True).lower()
    ) not in _YES_OR_NO:
        console.say(_KEEP, "dim")
    return _YES_OR_NO[said]


def plan_and_price(console: Console, place: Place) -> Event:
    """Which plan has it and what it costs."""
    answer = place.reply.answer
    old_plan, old_price = (answer.plan, answer.price) if answer else (None, None)
    plan = _line(console, "Which plan has it?", f"Enter: {old_plan or 'not known'}", _PLAN) or old_plan or ""
    with _keeping(PlanAndPrice(plan, old_price or "")):
        price = _line(console, "What does it cost?", f"Enter: {old_price or 'not known'}", _PRICE)
    return PlanAndPrice(plan, price or old_price or "")


def mitigation(console: Console, place: Place, today: date, *, wanted: bool = True) -> Event | None:
    """What is done about a gap, and by when; None: nothing. `wanted`: the person asked for it."""
    reply = place.reply
    if wanted and (reply.outcome is None or reply.earns_full_credit):
        raise Refused("There is no gap here that something could be done about.")
    text = _measure(console)
    if text is None:
        return None
    with _keeping(Mitigate(text, None)):
        return Mitigate(text, _day(console, f"By when, such as {today}?", "Enter: no date", _DUE, today))


def _measure(console: Console) -> str | None:
    """What is done about a gap, asked for until it says something; None: nothing is."""
    label, hint = "Is something being done about it?", "optional; Enter: no"
    while True:
        text = _line(console, label, hint, _MITIGATION, lone=True)
        word = text.lower().rstrip(" .!")
        if word in _NOTHING:
            return None
        if word in _YES:
            label, hint = "What?", "Enter: never mind"
        elif no_reason(text):
            console.say(
                f'"{text[:40]}" does not say what is done; write it in words, or press Enter.', "warn"
            )
        else:
            return text


def _reason(console: Console, label: str) -> str:
    """A reason, asked for until it is one; Enter leaves."""
    while complaint := no_reason(text := _wanted(console, label, _REASON)):
        letter = command(f":{text}")
        meant = f" As a command that is :{letter} here." if letter in {"b", "s", "q"} else ""
        console.say(f"{complaint}; write why, in words.{meant}", "warn")
    return text


def _wanted(console: Console, label: str, about: str) -> str:
    """A line that is needed; Enter leaves."""
    text = _line(console, label, "Enter: never mind", about)
    if not text:
        raise Left
    return text


def _line(console: Console, label: str, hint: str, about: str, *, lone: bool = False) -> str:
    """A line of words. Commands with a colon leave it; Enter gives an empty text.

    Args:
        console: the terminal.
        label: what is asked.
        hint: what Enter means.
        about: the help.
        lone: whether a lone letter is a command as well; a lone ? is one always.
    """
    while True:
        console.say(f"{label} ({hint})")
        text = console.read("> ", words=True)
        bare = text == "?" or (lone and text.lower() in _LONE)
        match command(f":{text}" if bare else text):
            case None if not text.startswith(":"):
                return text
            case "b":
                raise Left
            case "q":
                raise Left(quitting=True)
            case "s":
                return ""
            case "?":
                console.say(about, "dim")
            case _:
                console.say(_WORDS_WANTED, "dim")


def _day(console: Console, label: str, hint: str, about: str, today: date) -> date | None:
    """A day, in any form that can be read in one way only; None: Enter."""
    while text := _line(console, label, hint, about, lone=True):
        found = days(text)
        if len(found) == 1:
            if text != found[0].isoformat():
                console.say(f"Understood as {in_words(found[0])}.", "dim", first="  ")
            return found[0]
        console.say(no_day(text, today), "warn")
    return None


def _looks_like_link(text: str) -> bool:
    return "://" in text or text.lower().startswith(("www.", "mailto:"))
