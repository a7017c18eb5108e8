"""The notice that answers of an interview that was not finished are not in the vendor file."""

from collections.abc import Iterable, Mapping

import typer

from vendorcheck.document.problems import VendorcheckError


def count_unfinished_answers(paths: Iterable[str]) -> dict[str, int]:
    """Return how many answers each vendor file lacks, of those that lack any.

    `-` has no journal.
    """
    counts = {path: _count_answers(path) for path in dict.fromkeys(paths)}
    return {path: count for path, count in counts.items() if count}


def print_unfinished_answers(
    counts: Mapping[str, int], command: str = "assess", options: tuple[str, ...] = ()
) -> None:
    """Say on standard error which vendor files lack answers, and how they come into them.

    Args:
        counts: the number of answers that each vendor file lacks.
        command: the command that takes them over.
        options: its options, beside `--resume`.
    """
    from vendorcheck.text.safe import build_command_line, path_for_display
    from vendorcheck.text.words import count_with_noun

    for path, count in counts.items():
        name, verb = path_for_display(path), "is" if count == 1 else "are"
        answers = f"{count_with_noun(count, 'answer', 'answers')} of an unfinished interview"
        going_on = build_command_line(command, path, options=(*options, "--resume"))
        typer.echo(
            f"{name}: {answers} {verb} not in this file; to go on with it: {going_on}", err=True
        )


def _count_answers(path: str) -> int:
    from vendorcheck.interview.journal import unfinished_interview

    try:
        unfinished = None if path in ("-", "<stdin>") else unfinished_interview(path)
    except VendorcheckError:
        return 0  # whoever resumes it learns why it can't be read
    return unfinished.answered_count if unfinished else 0
