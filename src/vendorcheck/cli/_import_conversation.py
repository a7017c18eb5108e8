"""Questions to a person during an import: which side of a conflict counts, and what is meant."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vendorcheck.cli._import_options import ImportRun
from vendorcheck.document.document import Document
from vendorcheck.exchange.import_lines import conflict_sides, said_in_one_line
from vendorcheck.exchange.import_plan import ReceivedReply
from vendorcheck.exchange.merging import Conflict, Side
from vendorcheck.exchange.reply import SimilarQuestion, UnplacedReply
from vendorcheck.store.library import Library
from vendorcheck.text.safe import path_for_display, short_name

if TYPE_CHECKING:
    from vendorcheck.interview.terminal import Console

_MAX_QUESTION = 400
"""The most characters of a question that are shown."""
_KEEPS_OTHER = (
    "Which counts? The other is kept in the note. 1, 2, or q to leave with nothing changed."
)
_DISPUTES_OURS = (
    "Which counts? 1 keeps ours, with the other in its note. 2 takes the other as disputed, which "
    "leaves the question open, with ours beside it. q leaves with nothing changed."
)
_TAKES_SIMILAR = (
    "Is it the same question? y takes the answer, n or Enter leaves it out, q leaves with nothing "
    "changed."
)


class LeftConversation(Exception):  # noqa: N818 - the person leaves; nothing erred
    """The person decides nothing, so that nothing changes."""


def is_somebody_there() -> bool:
    """Return whether a person can be asked: at a terminal that shows what is asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def decider(
    run: ImportRun, document: Document, library: Library
) -> Callable[[Conflict], Side | None] | None:
    """Return what asks a person about each conflict; None if there is nobody to ask."""
    if run.prefer or not is_somebody_there():
        return None
    from vendorcheck.interview.terminal import Console

    console = Console()
    return lambda conflict: ask_about_conflict(conflict, document.file, library, console)


def ask_about_conflict(conflict: Conflict, file: str, library: Library, console: "Console") -> Side:
    """Ask which side of a conflict counts.

    Raises:
        LeftConversation: the person leaves.
    """
    from vendorcheck.interview.terminal import InterviewStopped

    questionnaire_id, _, question_id = conflict.key.partition("/")
    console.say()
    console.say(f"{conflict.key}: {library[questionnaire_id].questions[question_id].ask}", "bold")
    for number, side in enumerate(conflict_sides(conflict, file), 1):
        console.say(side, first=f"  {number}. ", rest="     ")
    console.say(_DISPUTES_OURS if conflict.disputes_ours else _KEEPS_OTHER)
    while True:
        try:
            text = console.read().lower()
        except InterviewStopped:
            text = "q"
        match text:
            case "1" | "old":
                return "old"
            case "2" | "new":
                return "new"
            case "q" | ":q":
                raise LeftConversation
            case _:
                console.say("Type 1, 2, or q to leave with nothing changed.", "warn")


def take_similar(received: Sequence[ReceivedReply]) -> list[ReceivedReply]:
    """Return the replies with the answers that a person takes from questions that are almost ours.

    Raises:
        LeftConversation: the person leaves.
    """
    if not any(entry.similar for item in received for entry in item.reply.unplaced):
        return [*received]
    from vendorcheck.interview.terminal import Console

    console = Console()
    return [with_taken(item, console) for item in received]


def with_taken(item: ReceivedReply, console: "Console") -> ReceivedReply:
    """Return a reply with the answers that a person takes for ours."""
    reply = item.reply
    taken = [
        (entry, entry.similar.answer)
        for entry in reply.unplaced
        if entry.similar and ask_about_similar(entry, entry.similar, reply.file, console)
    ]
    gone = {id(entry) for entry, _ in taken}
    unplaced = tuple(entry for entry in reply.unplaced if id(entry) not in gone)
    answers = (*reply.answers, *(answer for _, answer in taken))
    return replace(item, reply=replace(reply, answers=answers, unplaced=unplaced))


def ask_about_similar(
    entry: UnplacedReply, similar: SimilarQuestion, file: str, console: "Console"
) -> bool:
    """Ask whether a question of a file is one of ours, and return whether it is.

    Raises:
        LeftConversation: the person leaves.
    """
    from vendorcheck.interview.terminal import InterviewStopped

    console.say()
    console.say(f"{similar.answer.key}: {similar.ask}", "bold")
    console.say(
        f"{path_for_display(file)}, {entry.place}: {short_name(entry.asked, _MAX_QUESTION)}"
    )
    said = said_in_one_line(similar.answer.fields)
    console.say(said, first="  Its answer to ours: ", rest="    ")
    console.say(_TAKES_SIMILAR)
    while True:
        try:
            text = console.read().lower()
        except InterviewStopped:
            text = "q"
        match text:
            case "y" | "yes":
                return True
            case "" | "n" | "no":
                return False
            case "q" | ":q":
                raise LeftConversation
            case _:
                console.say("Type y, n, or q to leave with nothing changed.", "warn")
