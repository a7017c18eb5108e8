"""The questions before an interview.

They ask which vendor it is about, whether to resume an unfinished one, and whether more is known
now.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.engine import Interview, Progress
from vendorcheck.interview.journal import UnfinishedInterview, unfinished_interview
from vendorcheck.interview.new_file import announce_new_file
from vendorcheck.interview.signals import stopping_on_signals
from vendorcheck.interview.terminal import Console, InterviewStopped, find_command
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.store.file_checks import refuse_dangling_link
from vendorcheck.store.git import git_user_name
from vendorcheck.text.safe import one_line, path_for_display, short_name

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# "Help", "dunno" and "n/a" are no names; "Plan" or "Review" may be one.
_WORDS_THAT_NAME_NOTHING = ("?", "u", "x")
_NO_NAME = "\0"  # stands for Enter where that is an answer; nobody can type it
USER_VARIABLE = "VENDORCHECK_USER"
_REVIEWER_HELP = (
    "Your name. It is written beside each answer that you verify or dispute, with the day. "
    f"{USER_VARIABLE}, otherwise git's user.name, is what Enter takes; q leaves."
)
_VENDOR_HELP = "Who sells the product. The name stands in every report. Enter or q begins no file."
_PRODUCT_HELP = (
    "The product as its maker calls it. Enter if it is called like the vendor; q begins no file."
)


def check_can_create(path: str) -> None:
    """Check that a file can be created, before anybody has answered anything.

    Raises:
        VendorcheckError: there is no such folder, nothing can be written in it, or the path is a
            link to a file that is not there.
    """
    folder = os.path.dirname(path) or "."
    folder_for_display = path_for_display(os.path.abspath(folder))
    if not os.path.isdir(folder):
        raise VendorcheckError(
            f"there is no folder {folder_for_display}; make it, or name a file in another one"
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise VendorcheckError(
            f"nothing can be written in the folder {folder_for_display}; go to another one"
        )
    refuse_dangling_link(path)


def ask_text(console: Console, question: str, help_text: str, default: str = "") -> str:
    """Ask for words until there are some, and return them; Enter means `default`.

    Raises:
        InterviewStopped: the person leaves.
    """
    console.turn_to_another_question()
    console.say(question)
    while True:
        text = console.read(pasted="joined") or default
        letter = find_command(text.removeprefix(":"))
        is_command = (
            text.startswith(":") or text.lower() == "q" or letter in _WORDS_THAT_NAME_NOTHING
        )
        match letter if is_command else None:
            case "q":
                raise InterviewStopped
            case "?":
                console.say(help_text, "dim")
            case None if text and not text.startswith(":"):
                return text
            case _:
                console.say("Type a name, or q to leave.", "warn")


def ask_optional_text(console: Console, question: str, help_text: str) -> str:
    """Ask for words, and return them; Enter gives an empty text.

    Raises:
        InterviewStopped: the person leaves.
    """
    return ask_text(console, question, help_text, _NO_NAME).removeprefix(_NO_NAME)


def begin_vendor_file(path: str, console: Console) -> bool:
    """Ask which vendor a new file is about, and write it; return False if the person leaves.

    Raises:
        VendorcheckError: the person names no vendor, so that there is no file, or it can't be
            written.
    """
    check_can_create(path)
    announce_new_file(path, console)
    with stopping_on_signals():
        try:
            name = ask_text(
                console, "Which vendor is it about? (Enter: none, stop)", _VENDOR_HELP, _NO_NAME
            )
            if name == _NO_NAME:
                files.read_file(path)
            question = f"Which product? (Enter: it is called {name}, too)"
            product = ask_text(console, question, _PRODUCT_HELP, _NO_NAME).removeprefix(_NO_NAME)
        except (InterviewStopped, KeyboardInterrupt):
            console.say()
            return False
    save_new_vendor_file(path, {"name": name, **({"product": product} if product else {})})
    return True


def save_new_vendor_file(
    path: str,
    vendor: Mapping[str, str],
    answers: Mapping[str, str] = MappingProxyType({}),
    *,
    requested_on: str = "",
) -> None:
    """Write a new vendor file, with answers by `questionnaire/question` if there are any.

    `requested_on` is the day on which it was asked for, if it was.

    Raises:
        VendorcheckError: it can't be written.
    """
    text = vendor_file_editor.new_vendor_file_text(
        vendor, answers, {}, file=path, requested_on=requested_on
    )
    vendor_file_editor.save_vendor_file(path, None, text)


def find_user_name(path: str) -> str:
    """Return who works on the vendor file at a path; empty if it is not known.

    VENDORCHECK_USER says so, otherwise git's user.name.
    """
    name = os.environ.get(USER_VARIABLE, "").strip() or git_user_name(os.path.dirname(path))
    return one_line(name)


def ask_reviewer(path: str, console: Console) -> str:
    """Ask who reviews the vendor file at a path, and return the name.

    Enter takes VENDORCHECK_USER, otherwise git's user.name.

    Raises:
        InterviewStopped: the person leaves.
    """
    default = find_user_name(path)
    hint = f" (Enter: {short_name(default)})" if default else ""
    return ask_text(console, f"Who is reviewing?{hint}", _REVIEWER_HELP, default)


def describe_open_answers(interview: Interview, open_keys: Sequence[str]) -> str:
    """Return in a sentence how many of the open answers are unknown and how many are disputed."""
    answers = (interview.vendor.answer(key) for key in open_keys)
    disputed_count = sum(answer is not None and answer.disputed is not None for answer in answers)
    counts = ((len(open_keys) - disputed_count, '"I don\'t know"'), (disputed_count, "disputed"))
    parts = [
        f"{count} {'answer is' if count == 1 else 'answers are'} {kind}"
        for count, kind in counts
        if count
    ]
    return f"{' and '.join(parts)}."


def offer_to_reopen(
    interview: Interview, open_keys: Sequence[str], description: str, path: str, console: Console
) -> Interview:
    """Return the interview, which asks for these open answers again if the person knows more now.

    An unfinished interview reopens them, without a question, if it has an answer to one of them.

    Args:
        interview: the interview that asks everything else.
        open_keys: the questions whose answer is open.
        description: how many they are, in a sentence.
        path: the vendor file.
        console: the terminal.

    Raises:
        InterviewStopped: the person leaves.
    """
    if not open_keys:
        return interview
    unfinished = unfinished_interview(path)
    reopens = (
        ask_whether_more_is_known(description, console)
        if unfinished is None
        else not unfinished.answers.keys().isdisjoint(open_keys)
    )
    return replace(interview, reopened_keys=tuple(open_keys)) if reopens else interview


def ask_whether_more_is_known(description: str, console: Console) -> bool:
    """Return whether the person wants to answer the open questions again; Enter means no.

    Raises:
        InterviewStopped: the person leaves.
    """
    console.say(f"{description} Do you know more now? (Enter: no)")
    return _ask_yes_or_no(
        console, "y asks again what is open, n goes on without, q leaves.", default=False
    )


def ask_whether_to_resume(
    unfinished: UnfinishedInterview,
    progress: Progress,
    today: date,
    console: Console,
    *,
    tries: bool = False,
) -> bool:
    """Return whether to resume an unfinished interview; False: begin again.

    `tries`: plans that were tried are tried further; otherwise they would be taken over as answers.

    Raises:
        InterviewStopped: the person leaves.
    """
    year = f" {unfinished.started_on.year}" if unfinished.started_on.year != today.year else ""
    day = f"{unfinished.started_on.day} {_MONTHS[unfinished.started_on.month - 1]}{year}"
    if unfinished.file_changed:
        console.say(
            (
                "The file was changed since then; "
                "where both answer a question, what you answered counts."
            ),
            "warn",
        )
    console.say(_what_waits(unfinished, progress, day, tries=tries))
    while not _ask_yes_or_no(
        console, "y goes on where you were, n begins again, q leaves everything as it is."
    ):
        console.say("What you answered then would be lost. Begin again all the same?")
        if _ask_yes_or_no(
            console,
            "y throws them away and begins again, n goes back, q leaves everything as it is.",
        ):
            return False
        console.say("Nothing is lost. Continue where you were?")
    return True


def _what_waits(
    unfinished: UnfinishedInterview, progress: Progress, day: str, *, tries: bool
) -> str:
    """Return what an unfinished interview left, and the question whether to go on with it."""
    match unfinished.purpose:
        case "plans":
            question = "go on?" if tries else "take them over?"
            return (
                f"On {day} other plans were tried in the pre-check, and nobody said whether to "
                f"keep them; {question}"
            )
        case "reply":
            count = unfinished.answered_count
            answers = "1 answer" if count == 1 else f"{count} answers"
            return f"You took in {answers} of the vendor's reply on {day}; continue?"
        case _:
            return f"You answered {progress.answered} of {progress.total} on {day}; continue?"


def _ask_yes_or_no(console: Console, help_text: str, *, default: bool | None = None) -> bool:
    """Return whether a person says yes; Enter means `default`.

    Raises:
        InterviewStopped: the person leaves.
    """
    while True:
        match console.read("(y/n) ").lower():
            case "y" | "yes":
                return True
            case "n" | "no":
                return False
            case "q" | ":q" | "quit":
                raise InterviewStopped
            case "" if default is not None:
                return default
            case _:
                console.say(help_text)
