"""The pre-check's sitting: which product, which file, then the short interview in plain words."""

import os
from collections.abc import Callable, Sequence
from datetime import date

from vendorcheck.assessment.precheck.plan import FirstLook
from vendorcheck.document.document import Document
from vendorcheck.interview.engine import Interview, begin, open_answers, queue
from vendorcheck.interview.session import Target, hold
from vendorcheck.interview.start import asked, look_first, reopened
from vendorcheck.interview.terminal import Console, Stopped
from vendorcheck.model.policy import Policy
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.store.library import Case, Library
from vendorcheck.text.safe import command_line, named, short_name, slug

_WELCOME = (
    "A few questions about what you want to do, and about the product. It takes about five minutes. "
    '"I don\'t know" is a good answer: it becomes a question to the vendor.'
)
_YES = ("y", "yes")
_AGAIN = ("n", "no", "b", ":b", "back", ":back")
_PRODUCT = (
    "The product as its maker calls it. It stands in the result, and the file is called after it. q leaves; nothing is "
    "written before both names are right."
)
_COMPANY = "With whom you would have the contract. Enter if you don't know, or if it is called like the product. q leaves."
_FILE = (
    "All that you answer is kept in one file, which goes to IT later. A name such as acme.yaml is written in this folder, "
    "{folder}. Enter takes the name that is proposed, n asks for product and company again, q leaves."
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

    Raises:
        VendorcheckError: there is no file, and none can be written.
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
    """The vendor file, begun if there is none.

    Raises:
        VendorcheckError: nothing can be written where it would be.
    """
    if path is not None and os.path.exists(path):
        return path
    look_first(path or "")
    if path is not None:
        console.say(f"There is no file {named(path)}. A new one begins here.")
    target = None
    while target is None:
        product = asked(console, "Which product is it? (its name, such as Acme Engage)", _PRODUCT)
        question = f"Which company sells it? (Enter: it is called {product}, too)"
        vendor = asked(console, question, _COMPANY, product)
        who = f"{short_name(product)} by {short_name(vendor)}."
        target = _file(product, who, console) if path is None else _right(who, path, console)
    if not os.path.exists(target):
        about = {"name": vendor, "product": product}
        vendor_file_editor.save(target, None, vendor_file_editor.fresh(about, {}, {}, file=target))
    return target


def _right(who: str, path: str, console: Console) -> str | None:
    """The file, if its names are right; None: they are to be typed again."""
    question = f"{who} Right? (Enter: yes; n: type them again)"
    about = "Enter goes on, n asks for both names again, q leaves."
    while (text := asked(console, question, about, "y").lower()) not in _YES:
        if text in _AGAIN:
            return None
        question = about
    return path


def _file(product: str, who: str, console: Console) -> str | None:
    """The name of the file for a product, as proposed or as the person wants it; None: the names are to be typed again."""
    proposed = f"{slug(product)}.yaml"
    there = ", which is there already; Enter goes on with it" if os.path.exists(proposed) else ""
    ways = "(Enter: yes; n: type them again; or another name for the file)"
    question = f"{who} The answers go into the file {proposed}{there}. {ways}"
    doubted = ""
    while True:
        text = asked(console, question, _FILE.format(folder=named(os.getcwd())), proposed)
        if text.lower() in _AGAIN:
            return None
        name = proposed if text.lower() in _YES else f"{text}{proposed}" if text.endswith("/") else text
        name = name if name.endswith((".yaml", ".yml", ".json")) else f"{name}.yaml"
        question = _doubt(name, doubted)
        if not question:
            break
        doubted = name
    if name != proposed:
        there = " It is there already, and goes on." if os.path.exists(name) else ""
        console.say(f"The answers go into the file {named(name)}.{there}")
    return name


def _doubt(name: str, doubted: str) -> str:
    """What speaks against a file's name, as a question for another; empty if nothing does, or it was typed once more."""
    folder = os.path.dirname(name)
    if not os.path.isdir(folder or "."):
        return f"There is no folder {named(folder)}. Type a name without one; Enter takes the proposed one."
    if os.path.isabs(name) and name != doubted:
        where = named(os.path.abspath(name))
        return (
            f"That would be {where}, outside this folder. Type it once more to write there, or another name."
        )
    return ""


def _reopened(interview: Interview, console: Console, path: str) -> Interview:
    """The interview with what the requester did not know, if they know more now."""
    vendor = interview.vendor
    unknown = [key for key in open_answers(interview) if (answer := vendor.answer(key)) and answer.unknown]
    count = len(unknown)
    what = "the answer to one question" if count == 1 else f"{count} answers"
    return reopened(interview, unknown, f"You did not know {what}.", path, console)
