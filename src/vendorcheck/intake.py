"""The pre-check's sitting: which product, which file, then the short interview in plain words."""

import os
from collections.abc import Callable, Sequence
from datetime import date

from vendorcheck import answers_file, files
from vendorcheck.document import Document
from vendorcheck.first_look import FirstLook
from vendorcheck.interview import Interview, begin, queue
from vendorcheck.journal import pending
from vendorcheck.library import Case, Library
from vendorcheck.policy import Policy
from vendorcheck.prompt import Console, Stopped
from vendorcheck.session import Target, hold
from vendorcheck.text import command_line, named, slug
from vendorcheck.vendor import Response, VendorFile

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
        vendor = opened(document).vendor
        vendor = vendor if _leaves_open(vendor, look, console, found) else _reopened(vendor, look)
    except Stopped:
        console.say()
        return None
    interview = Interview(look, vendor, day, only=look.asked, plain=True)
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


def _leaves_open(vendor: VendorFile, look: FirstLook, console: Console, path: str) -> bool:
    """Whether what the requester did not know stays so: nothing is, an interview waits, or they know no more."""
    count = len(_unknown(vendor, look))
    if not count or pending(path):
        return True
    console.say(
        f"You did not know {'the answer to one question' if count == 1 else f'{count} answers'}. Do you know more now?"
    )
    while True:
        match console.read("(y/n) ").lower():
            case "y" | "yes":
                return False
            case "n" | "no" | "":
                return True
            case "q" | ":q":
                raise Stopped
            case _:
                console.say("y asks them again, n goes on to the result, q leaves.")


def _unknown(vendor: VendorFile, look: FirstLook) -> list[str]:
    return [
        key for key in sorted(look.asked) if (answer := vendor.answer(key)) is not None and answer.unknown
    ]


def _reopened(vendor: VendorFile, look: FirstLook) -> VendorFile:
    """The file without the answers that nobody knew, so that they are asked again."""
    unknown = set(_unknown(vendor, look))
    responses = {
        home: Response(
            version=response.version,
            answers={
                name: answer for name, answer in response.answers.items() if f"{home}/{name}" not in unknown
            },
        )
        for home, response in vendor.responses.items()
    }
    return vendor.model_copy(update={"responses": responses})
