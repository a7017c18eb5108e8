"""The vendor file of a request: which product it is, who sells it, and where its file lies."""

import os
from datetime import date

from vendorcheck.interview.new_file import (
    announce_new_file,
    complete_file_name,
    has_file_suffix,
)
from vendorcheck.interview.start import ask_text, check_can_create, save_new_vendor_file
from vendorcheck.interview.terminal import Console
from vendorcheck.text.safe import path_for_display, short_name, slug
from vendorcheck.text.words import as_sentence

_YES_WORDS = ("y", "yes")
_RETYPE_WORDS = ("n", "no", "b", ":b", "back", ":back")
_PRODUCT_HELP = (
    "The product as its maker calls it. It stands in the result, and the file is called after it. "
    "q leaves; nothing is written before both names are right."
)
_COMPANY_HELP = (
    "With whom you would have the contract. "
    "Enter if you don't know, or if it is called like the product. q leaves."
)
_FILE_HELP = (
    "All that you answer is kept in one file, which goes to IT later. "
    "A name such as acme.yaml is written in this folder, {folder}. "
    "Enter takes the name that is proposed, n asks for product and company again, q leaves."
)


def ensure_vendor_file(path: str | None, day: date, console: Console, purpose: str) -> str:
    """Return the path of the vendor file, which is created if there is none.

    Raises:
        VendorcheckError: the folder of the file can't be written, or another file was meant.
    """
    path = None if path is None else complete_file_name(path, console)
    if path is not None and os.path.exists(path):
        return path
    check_can_create(path or "")
    if path is not None:
        announce_new_file(path, console)
    target = None
    while target is None:
        product = ask_text(
            console, "Which product is it? (its name, such as Acme Engage)", _PRODUCT_HELP
        )
        question = f"Which company sells it? (Enter: it is called {product}, too)"
        vendor = ask_text(console, question, _COMPANY_HELP, product)
        names = as_sentence(f"{short_name(product)} by {short_name(vendor)}")
        target = (
            _confirm_names(names, path, console)
            if path is not None
            else _ask_file_name(product, names, console)
        )
    if not os.path.exists(target):
        answers = {"request/purpose": purpose} if purpose else {}
        details = {"name": vendor, "product": product}
        save_new_vendor_file(target, details, answers, requested_on=day.isoformat())
    return target


def _confirm_names(names: str, path: str, console: Console) -> str | None:
    """Return the file if the names are right; None if they are to be typed again."""
    question = f"{names} Right? (Enter: yes; n: type them again)"
    help_text = "Enter goes on, n asks for both names again, q leaves."
    while (text := ask_text(console, question, help_text, "y").lower()) not in _YES_WORDS:
        if text in _RETYPE_WORDS:
            return None
        question = help_text
    return path


def _ask_file_name(product: str, names: str, console: Console) -> str | None:
    """Ask for the name of the file for a product, and return it.

    None if the names of product and company are to be typed again.
    """
    proposed_name = f"{slug(product)}.yaml"
    remark = (
        ", which is there already; Enter goes on with it" if os.path.exists(proposed_name) else ""
    )
    choices = "(Enter: yes; n: type them again; or another name for the file)"
    question = f"{names} The answers go into the file {proposed_name}{remark}. {choices}"
    doubted_name = ""
    while True:
        text = ask_text(
            console,
            question,
            _FILE_HELP.format(folder=path_for_display(os.getcwd())),
            proposed_name,
        )
        if text.lower() in _RETYPE_WORDS:
            return None
        name = (
            proposed_name
            if text.lower() in _YES_WORDS
            else f"{text}{proposed_name}"
            if text.endswith("/")
            else text
        )
        name = name if has_file_suffix(name) else f"{name}.yaml"
        question = _doubt_about_file_name(name, doubted_name)
        if not question:
            break
        doubted_name = name
    if name != proposed_name:
        remark = " It is there already, and goes on." if os.path.exists(name) else ""
        console.say(f"The answers go into the file {path_for_display(name)}.{remark}")
    return name


def _doubt_about_file_name(name: str, doubted_name: str) -> str:
    """Return why a file's name is doubtful, as a question for another one; empty if it is not.

    A name in another folder is no longer doubtful when it is typed once more.
    """
    folder = os.path.dirname(name)
    if not os.path.isdir(folder or "."):
        return (
            f"There is no folder {path_for_display(folder)}. "
            "Type a name without one; Enter takes the proposed one."
        )
    if os.path.isabs(name) and name != doubted_name:
        full_path = path_for_display(os.path.abspath(name))
        return (
            f"That would be {full_path}, outside this folder. "
            "Type it once more to write there, or another name."
        )
    return ""
