"""questionnaires: what is built in."""

import shutil
import sys

from vendorcheck.commands._shared import COMMANDS, library


@COMMANDS.add("questionnaires")
def questionnaires() -> int:
    """List the questionnaires that come with vendorcheck."""
    from textwrap import fill

    shelf = library()
    width = min(100, shutil.get_terminal_size().columns)
    for name in shelf:
        found = shelf[name]
        print_line = f"{name} {found.version}  {found.title}, {len(found.questions)} questions"
        sys.stdout.write(fill(print_line, width) + "\n")
        if found.summary:
            sys.stdout.write(
                fill(found.summary, width, initial_indent="    ", subsequent_indent="    ") + "\n"
            )
    sys.stdout.write("\nRead one: vendorcheck show sso\n")
    return 0
