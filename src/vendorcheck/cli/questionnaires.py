"""questionnaires: which ones are known by their ids."""

import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.cli._context import COMMANDS, library
from vendorcheck.document.problems import InvalidFile

if TYPE_CHECKING:
    from vendorcheck.store.library import Library


@COMMANDS.add("questionnaires")
def questionnaires() -> int:
    """List the questionnaires that come with vendorcheck, and your own beside the policy of VENDORCHECK_POLICY."""
    from vendorcheck.text.safe import log_line

    shelf = library()
    width = min(100, shutil.get_terminal_size().columns)
    for name in shelf:
        sys.stdout.write(log_line("\n".join(_entry(shelf, name, width))) + "\n")
    sys.stdout.write("\nRead one: vendorcheck show sso\n")
    return 0


def _entry(shelf: "Library", name: str, width: int) -> Iterator[str]:
    """What a questionnaire is, and what it is about. One of a person's own need not be sound, nor its texts harmless."""
    from textwrap import TextWrapper

    from vendorcheck.text.safe import command_line, named, one_line

    own = shelf.own_files(name)
    try:
        found = shelf[name]
    except InvalidFile:
        yield f"{named(name)}  your own, with errors:"
        yield f"    {command_line('validate', *own)}"
        return
    mark = f" (your own: {named(own[0])})" if own else ""
    # A file's name stays in one piece.
    lines = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    head = f"{name} {one_line(found.version)}  {one_line(found.title)}, {_count(len(found.questions))}{mark}"
    yield from lines.wrap(head)
    lines.initial_indent = lines.subsequent_indent = "    "
    yield from lines.wrap(one_line(found.summary or ""))


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"
