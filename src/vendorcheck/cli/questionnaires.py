"""The questionnaires command: a list of those that are known by their ids."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vendorcheck.cli._context import COMMANDS, load_own_policy, open_library
from vendorcheck.cli._output import write_stdout
from vendorcheck.document.problems import InvalidFile

if TYPE_CHECKING:
    from vendorcheck.store.library import Library


@COMMANDS.add("questionnaires")
def questionnaires() -> int:
    """List the built-in questionnaires, and your own that VENDORCHECK_POLICY lists."""
    from vendorcheck.text.safe import escape_log_commands

    library = open_library()
    load_own_policy(library)
    width = min(100, shutil.get_terminal_size().columns)
    for name in library:
        write_stdout(
            escape_log_commands("\n".join(_describe_questionnaire(library, name, width))) + "\n"
        )
    write_stdout("\nRead one: vendorcheck show sso\n")
    return 0


def _describe_questionnaire(library: "Library", name: str, width: int) -> Iterator[str]:
    """Yield lines about a questionnaire; one of the user's own may be invalid or unsafe to show."""
    from textwrap import TextWrapper

    from vendorcheck.text.safe import build_command_line, one_line, path_for_display

    listed = library.listed_files.get(name)
    try:
        questionnaire = library[name]
    except InvalidFile:
        yield f"{path_for_display(name)}  your own, with errors:"
        yield f"    {build_command_line('validate', *([listed.path] if listed else []))}"
        return
    count = len(questionnaire.questions)
    own_note = f" (your own: {path_for_display(listed.path)})" if listed else ""
    # A file name must stay in one piece.
    wrapper = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    yield from wrapper.wrap(
        f"{name} {one_line(questionnaire.version)}  {one_line(questionnaire.title)}, "
        f"{count} question{'' if count == 1 else 's'}{own_note}"
    )
    wrapper.initial_indent = wrapper.subsequent_indent = "    "
    yield from wrapper.wrap(one_line(questionnaire.summary or ""))
