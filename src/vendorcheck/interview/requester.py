"""The pre-check's sitting: which product, which file, then the short interview in plain words."""

import os
from collections.abc import Callable, Sequence
from datetime import date

from vendorcheck.assessment.precheck.plan import PrecheckAssessor
from vendorcheck.document.document import Document
from vendorcheck.interview.engine import Interview, begin_interview, build_queue, find_open_answers
from vendorcheck.interview.session import VendorFileTarget, run_interview
from vendorcheck.interview.start import ask_text, check_can_create, offer_to_reopen
from vendorcheck.interview.terminal import Console, InterviewStopped
from vendorcheck.model.policy import Policy
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.store.case import VendorCase
from vendorcheck.store.library import Library
from vendorcheck.text.safe import build_command_line, path_for_display, short_name, slug

_WELCOME = (
    "A few questions about what you want to do, and about the product. It takes about five minutes. "
    '"I don\'t know" is a good answer: it becomes a question to the vendor.'
)
_YES_WORDS = ("y", "yes")
_RETYPE_WORDS = ("n", "no", "b", ":b", "back", ":back")
_PRODUCT_HELP = (
    "The product as its maker calls it. It stands in the result, and the file is called after it. q leaves; nothing is "
    "written before both names are right."
)
_COMPANY_HELP = "With whom you would have the contract. Enter if you don't know, or if it is called like the product. q leaves."
_FILE_HELP = (
    "All that you answer is kept in one file, which goes to IT later. A name such as acme.yaml is written in this folder, "
    "{folder}. Enter takes the name that is proposed, n asks for product and company again, q leaves."
)


def interview_requester(
    path: str | None,
    library: Library,
    policy: Policy,
    make_case: Callable[[Document], VendorCase],
    day: date,
    *,
    resume: bool | None = None,
    options: Sequence[str] = (),
) -> str | None:
    """Interview a requester; the vendor file with the answers, or None: they left, and what was answered is safe.

    Args:
        path: the vendor file; None: ask what it is about, and propose a name.
        library: what reads it.
        policy: the company's rules.
        make_case: makes a case of what was read.
        day: the day to judge by.
        resume: whether to go on with an interview that was not finished; None: ask.
        options: those of the command, for going on the same way.

    Raises:
        VendorcheckError: there is no file, and none can be written.
    """
    console = Console()
    try:
        found = _ensure_vendor_file(path, console)
        content = files.read_file(found)
        document = library.parse_content(content, found)
        look = PrecheckAssessor(library, policy)
        interview = Interview(
            look,
            make_case(document).vendor,
            day,
            allowed_keys=look.askable_question_keys,
            plain_words=True,
        )
        interview = _offer_to_reopen_unknown(interview, console, found)
    except InterviewStopped:
        console.say()
        return None
    if build_queue(begin_interview(interview)).keys:
        console.say(_WELCOME)
        console.say()
    target = VendorFileTarget(
        found, content, document, build_command_line("precheck", found, options=options)
    )
    return (
        None if run_interview(interview, target, console, resume=resume) == "interrupted" else found
    )


def _ensure_vendor_file(path: str | None, console: Console) -> str:
    """The vendor file, begun if there is none.

    Raises:
        VendorcheckError: nothing can be written where it would be.
    """
    if path is not None and os.path.exists(path):
        return path
    check_can_create(path or "")
    if path is not None:
        console.say(f"There is no file {path_for_display(path)}. A new one begins here.")
    target = None
    while target is None:
        product = ask_text(
            console, "Which product is it? (its name, such as Acme Engage)", _PRODUCT_HELP
        )
        question = f"Which company sells it? (Enter: it is called {product}, too)"
        vendor = ask_text(console, question, _COMPANY_HELP, product)
        who = f"{short_name(product)} by {short_name(vendor)}."
        target = (
            _ask_file_name(product, who, console)
            if path is None
            else _confirm_names(who, path, console)
        )
    if not os.path.exists(target):
        about = {"name": vendor, "product": product}
        vendor_file_editor.save_vendor_file(
            target, None, vendor_file_editor.new_vendor_file_text(about, {}, {}, file=target)
        )
    return target


def _confirm_names(names: str, path: str, console: Console) -> str | None:
    """The file, if its names are right; None: they are to be typed again."""
    question = f"{names} Right? (Enter: yes; n: type them again)"
    about = "Enter goes on, n asks for both names again, q leaves."
    while (text := ask_text(console, question, about, "y").lower()) not in _YES_WORDS:
        if text in _RETYPE_WORDS:
            return None
        question = about
    return path


def _ask_file_name(product: str, names: str, console: Console) -> str | None:
    """The name of the file for a product, as proposed or as the person wants it; None: the names are to be typed again."""
    proposed = f"{slug(product)}.yaml"
    there = ", which is there already; Enter goes on with it" if os.path.exists(proposed) else ""
    ways = "(Enter: yes; n: type them again; or another name for the file)"
    question = f"{names} The answers go into the file {proposed}{there}. {ways}"
    doubted = ""
    while True:
        text = ask_text(
            console, question, _FILE_HELP.format(folder=path_for_display(os.getcwd())), proposed
        )
        if text.lower() in _RETYPE_WORDS:
            return None
        name = (
            proposed
            if text.lower() in _YES_WORDS
            else f"{text}{proposed}"
            if text.endswith("/")
            else text
        )
        name = name if name.endswith((".yaml", ".yml", ".json")) else f"{name}.yaml"
        question = _doubt_about_file_name(name, doubted)
        if not question:
            break
        doubted = name
    if name != proposed:
        there = " It is there already, and goes on." if os.path.exists(name) else ""
        console.say(f"The answers go into the file {path_for_display(name)}.{there}")
    return name


def _doubt_about_file_name(name: str, doubted_name: str) -> str:
    """What speaks against a file's name, as a question for another; empty if nothing does, or it was typed once more."""
    folder = os.path.dirname(name)
    if not os.path.isdir(folder or "."):
        return f"There is no folder {path_for_display(folder)}. Type a name without one; Enter takes the proposed one."
    if os.path.isabs(name) and name != doubted_name:
        where = path_for_display(os.path.abspath(name))
        return f"That would be {where}, outside this folder. Type it once more to write there, or another name."
    return ""


def _offer_to_reopen_unknown(interview: Interview, console: Console, path: str) -> Interview:
    """The interview with what the requester did not know, if they know more now."""
    vendor = interview.vendor
    unknown = [
        key
        for key in find_open_answers(interview)
        if (answer := vendor.answer(key)) and answer.unknown
    ]
    count = len(unknown)
    what = "the answer to one question" if count == 1 else f"{count} answers"
    return offer_to_reopen(interview, unknown, f"You did not know {what}.", path, console)
