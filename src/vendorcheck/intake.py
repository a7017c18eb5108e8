"""The pre-check's sitting: which product, which file, then the short interview in plain words."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from vendorcheck import answers_file, files
from vendorcheck.document import Document
from vendorcheck.first_look import FirstLook
from vendorcheck.interview import Interview, begin, open_answers, queue
from vendorcheck.journal import pending
from vendorcheck.library import Case, Library
from vendorcheck.opening import knows_more
from vendorcheck.policy import Policy
from vendorcheck.prompt import Console, Stopped
from vendorcheck.session import Target, hold
from vendorcheck.text import command_line, named, slug

_WELCOME = (
    "A few questions about what you want to do, and about the product. It takes about five minutes. "
    '"I don\'t know" is a good answer: it becomes a question to the vendor.'
)


def visited(
    path: str | None,
    shelf: Library,
    policy: Policy,
    opened: Callable[[Document], Case],
    day: date,
    *,
    resume: bool | None = None,
    options: Sequence[str] = (),
) -> str | None:
    """Interview a requester; the vendor file with the answers, or None: they left, and what was answered is safe.

    Args:
        path: the vendor file; None: ask what it is about, and propose a name.
        shelf: what reads it.
        policy: the company's rules.
        opened: makes a case of what was read.
        day: the day to judge by.
        resume: whether to go on with an interview that was not finished; None: ask.
        options: those of the command, for going on the same way.
    """
    console = Console()
    try:
        found = _begun(path, console)
        content = files.read(found)
        document = shelf.document(content, found)
        look = FirstLook(shelf, policy)
        interview = Interview(look, opened(document).vendor, day, only=look.asked, plain=True)
        interview = _reopened(interview, console, found)
    except Stopped:
        console.say()
        return None
    if queue(begin(interview)).keys:
        console.say(_WELCOME)
        console.say()
    target = Target(found, content, document, command_line("precheck", found, options=options))
    return None if hold(interview, target, console, resume=resume) == "interrupted" else found


def _begun(path: str | None, console: Console) -> str:
    """The vendor file, begun if there is none."""
    if path is not None and os.path.exists(path):
        return path
    if path is not None:
        console.say(f"There is no file {named(path)}. A new one begins here.")
    product = _asked(console, "Which product is it? (its name, such as Acme Engage)")
    vendor = _asked(console, f"Which company sells it? (Enter: it is called {product}, too)", product)
    target = path or _file(product, console)
    if not os.path.exists(target):
        answers_file.save(
            target, None, answers_file.fresh({"name": vendor, "product": product}, {}, {}, file=target)
        )
    return target


def _asked(console: Console, question: str, otherwise: str = "") -> str:
    """An answer in words, asked for until there is one."""
    console.say(question)
    while True:
        text = console.read(words=True) or otherwise
        if text in {":q", "q"}:
            raise Stopped
        if text:
            return text
        console.say("Type its name, or q to leave.", "warn")


def _file(product: str, console: Console) -> str:
    """The name of the file for a product, as proposed or as the person wants it."""
    proposed = f"{slug(product)}.yaml"
    there = ", which is there already; Enter goes on with it" if os.path.exists(proposed) else ""
    text = _asked(
        console, f"The answers go into the file {proposed}{there}. (Enter: yes, or another name)", proposed
    )
    return text if text.endswith((".yaml", ".yml", ".json")) else f"{text}.yaml"


def _reopened(interview: Interview, console: Console, path: str) -> Interview:
    """The interview with what the requester did not know, if they know more now; not while another one waits."""
    vendor = interview.vendor
    unknown = [key for key in open_answers(interview) if (answer := vendor.answer(key)) and answer.unknown]
    if not unknown or pending(path):
        return interview
    count = len(unknown)
    what = "the answer to one question" if count == 1 else f"{count} answers"
    known = knows_more(f"You did not know {what}.", console)
    return replace(interview, again=frozenset(unknown)) if known else interview
