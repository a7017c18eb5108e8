"""questionnaires: which ones are known by their ids."""

import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.cli._context import COMMANDS, open_library
from vendorcheck.document.problems import InvalidFile

if TYPE_CHECKING:
    from vendorcheck.store.library import Library


@COMMANDS.add("questionnaires")
def questionnaires() -> int:
    """List the questionnaires that come with vendorcheck, and your own beside the policy of VENDORCHECK_POLICY."""
    from vendorcheck.text.safe import escape_log_commands

    shelf = open_library()
    width = min(100, shutil.get_terminal_size().columns)
    for name in shelf:
        sys.stdout.write(
            escape_log_commands("\n".join(_describe_questionnaire(shelf, name, width))) + "\n"
        )
    sys.stdout.write("\nRead one: vendorcheck show sso\n")
    return 0


def _describe_questionnaire(library: "Library", name: str, width: int) -> Iterator[str]:
    """What a questionnaire is, and what it is about. One of a person's own need not be sound, nor its texts harmless."""
    from textwrap import TextWrapper

    from vendorcheck.text.safe import build_command_line, one_line, path_for_display

    own = library.files_beside_policy(name)
    try:
        found = library[name]
    except InvalidFile:
        yield f"{path_for_display(name)}  your own, with errors:"
        yield f"    {build_command_line('validate', *own)}"
        return
    mark = f" (your own: {path_for_display(own[0])})" if own else ""
    # A file's name stays in one piece.
    lines = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    head = f"{name} {one_line(found.version)}  {one_line(found.title)}, {_question_count(len(found.questions))}{mark}"
    yield from lines.wrap(head)
    lines.initial_indent = lines.subsequent_indent = "    "
    yield from lines.wrap(one_line(found.summary or ""))


def _question_count(question_count: int) -> str:
    return "1 question" if question_count == 1 else f"{question_count} questions"
