"""What is asked before an interview: which vendor it is about, whether to go on with one, whether anybody knows more now."""

import contextlib
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import FrameType

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.engine import Interview, Progress
from vendorcheck.interview.journal import Pending, pending
from vendorcheck.interview.terminal import Console, Stopped
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.text.safe import named

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NONE = "\0"
"""What Enter says where it is an answer; nobody can type it."""
_VENDOR = "Who sells the product. The name stands in every report. Enter or q begins no file."
_PRODUCT = "The product as its maker calls it. Enter if it is called like the vendor; q begins no file."


def look_first(path: str) -> None:
    """Look whether a file can be begun, before anybody has answered anything.

    Raises:
        VendorcheckError: there is no such folder, or nothing can be written in it.
    """
    folder = os.path.dirname(path) or "."
    shown = named(os.path.abspath(folder))
    if not os.path.isdir(folder):
        raise VendorcheckError(f"there is no folder {shown}; make it, or name a file in another one")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise VendorcheckError(f"nothing can be written in the folder {shown}; go to another one")


def asked(console: Console, question: str, about: str, otherwise: str = "") -> str:
    """An answer in words, asked for until there is one; `about` is the help, `otherwise` what Enter says.

    Raises:
        Stopped: the person leaves.
    """
    console.say(question)
    while True:
        text = console.read(words=True) or otherwise
        match text.lower():
            case "q" | ":q":
                raise Stopped
            case "?" | ":?" | "help" | ":help":
                console.say(about, "dim")
            case "":
                console.say("Type its name, or q to leave.", "warn")
            case _:
                return text


def new_file(path: str, console: Console) -> bool:
    """Ask which vendor a new file is about, and begin it; False if the person leaves instead.

    Raises:
        VendorcheckError: the person names none, so that the file is still not there, or it can't be written.
    """
    look_first(path)
    console.say(f"There is no file {named(path)}. A new one begins here.")
    with leaving_in_order():
        try:
            name = asked(console, "Which vendor is it about? (Enter: none, stop)", _VENDOR, _NONE)
            if name == _NONE:
                files.read(path)
            question = f"Which product? (Enter: it is called {name}, too)"
            product = asked(console, question, _PRODUCT, _NONE).removeprefix(_NONE)
        except (Stopped, KeyboardInterrupt):
            console.say()
            return False
    vendor = {"name": name, **({"product": product} if product else {})}
    vendor_file_editor.save(path, None, vendor_file_editor.fresh(vendor, {}, {}, file=path))
    return True


def open_words(interview: Interview, found: Sequence[str]) -> str:
    """How many of the open answers nobody knew, and how many are disputed, in a sentence."""
    answers = (interview.vendor.answer(key) for key in found)
    disputed = sum(answer is not None and answer.disputed is not None for answer in answers)
    counts = ((len(found) - disputed, '"I don\'t know"'), (disputed, "disputed"))
    parts = [
        f"{count} {'answer is' if count == 1 else 'answers are'} {what}" for count, what in counts if count
    ]
    return f"{' and '.join(parts)}."


def reopened(interview: Interview, found: Sequence[str], said: str, path: str, console: Console) -> Interview:
    """The interview with these open answers asked for again, if the person knows more now.

    An interview that waits goes on as it was: whoever has answered one of them in it has said so.

    Args:
        interview: what is asked otherwise.
        found: the questions whose answer is open.
        said: how many they are, in a sentence.
        path: the vendor file.
        console: the terminal.

    Raises:
        Stopped: the person leaves.
    """
    if not found:
        return interview
    left = pending(path)
    wanted = knows_more(said, console) if left is None else not left.answers.keys().isdisjoint(found)
    return replace(interview, again=frozenset(found)) if wanted else interview


def knows_more(said: str, console: Console) -> bool:
    """Whether to ask anew what is open, of which `said` tells how much it is; Enter says no.

    Raises:
        Stopped: the person leaves.
    """
    console.say(f"{said} Do you know more now? (Enter: no)")
    return _yes(console, "y asks again what is open, n goes on without, q leaves.", otherwise=False)


def wants_on(left: Pending, far: Progress, today: date, console: Console) -> bool:
    """Whether to go on with an interview that was not finished, or to begin again.

    Raises:
        Stopped: the person leaves.
    """
    year = f" {left.since.year}" if left.since.year != today.year else ""
    when = f"{left.since.day} {_MONTHS[left.since.month - 1]}{year}"
    if left.changed:
        console.say(
            "The file was changed since then; where both answer a question, what you answered counts.", "warn"
        )
    console.say(f"You answered {far.answered} of {far.total} on {when}; continue?")
    while not _yes(console, "y goes on where you were, n begins again, q leaves everything as it is."):
        console.say("What you answered then would be lost. Begin again all the same?")
        if _yes(console, "y throws them away and begins again, n goes back, q leaves everything as it is."):
            return False
        console.say("Nothing is lost. Continue where you were?")
    return True


def _yes(console: Console, about: str, *, otherwise: bool | None = None) -> bool:
    """Whether a person says yes; `about` is said to whoever says neither, `otherwise` is what Enter means.

    Raises:
        Stopped: the person leaves.
    """
    while True:
        match console.read("(y/n) ").lower():
            case "y" | "yes":
                return True
            case "n" | "no":
                return False
            case "q" | ":q" | "quit":
                raise Stopped
            case "" if otherwise is not None:
                return otherwise
            case _:
                console.say(about)


@contextlib.contextmanager
def leaving_in_order() -> Iterator[None]:
    """A closed terminal and a request to end leave the interview as the end of the input does."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Stopped

    names = [getattr(signal, name, None) for name in ("SIGHUP", "SIGTERM")]
    before = {number: signal.signal(number, stop) for number in names if number is not None}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
