"""The notice that answers of an interview that was not finished are not in the vendor file."""

from collections.abc import Iterable

import typer

from vendorcheck.document.problems import VendorcheckError


def print_unfinished_answers(
    paths: Iterable[str], command: str = "assess", options: tuple[str, ...] = ()
) -> None:
    """Say on standard error which vendor files lack answers, and how they come into them.

    Args:
        paths: the vendor files that are read; `-` has no journal.
        command: the command that takes them over.
        options: its options, beside `--resume`.
    """
    from vendorcheck.text.safe import build_command_line, path_for_display
    from vendorcheck.text.words import count_with_noun

    for path in dict.fromkeys(paths):
        count = _count_answers(path)
        if count:
            name, verb = path_for_display(path), "is" if count == 1 else "are"
            answers = f"{count_with_noun(count, 'answer', 'answers')} of an unfinished interview"
            going_on = build_command_line(command, path, options=(*options, "--resume"))
            typer.echo(
                f"{name}: {answers} {verb} not in this file; to go on with it: {going_on}",
                err=True,
            )


def _count_answers(path: str) -> int:
    from vendorcheck.interview.journal import unfinished_interview

    try:
        unfinished = None if path in ("-", "<stdin>") else unfinished_interview(path)
    except VendorcheckError:
        return 0  # whoever resumes it learns why it can't be read
    return unfinished.answered_count if unfinished else 0
