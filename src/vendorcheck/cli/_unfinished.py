"""The notice that answers of an interview that was not finished are not in the vendor file."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

import typer

from vendorcheck.document.problems import InvalidFile, Problem, VendorcheckError


def count_unfinished_answers(paths: Iterable[str]) -> dict[str, int]:
    """Return how many answers each vendor file lacks, of those that lack any.

    `-` has no journal.
    """
    counts = {path: _count_answers(path) for path in dict.fromkeys(paths)}
    return {path: count for path, count in counts.items() if count}


def refuse_unfinished_interview(path: str) -> None:
    """Refuse a vendor file whose interview holds answers that are not in it yet.

    Raises:
        VendorcheckError: with the command that goes on with the interview.
    """
    from vendorcheck.text.safe import build_command_line, path_for_display
    from vendorcheck.text.words import count_with_noun

    for count in count_unfinished_answers([path]).values():
        answers = count_with_noun(count, "answer", "answers")
        raise VendorcheckError(
            f"{path_for_display(path)} lacks {answers} of an unfinished interview; go on with it "
            f"first: {build_command_line('assess', path, options=['--resume'])}"
        )


def print_unfinished_answers(
    counts: Mapping[str, int],
    command: str = "assess",
    options: tuple[str, ...] = (),
    *,
    broken_files: Collection[str] = (),
) -> None:
    """Say on standard error which vendor files lack answers, and how they come into them.

    Args:
        counts: the number of answers that each vendor file lacks.
        command: the command that takes them over.
        options: its options, beside `--resume`.
        broken_files: the files with errors, in which no interview goes on.
    """
    for line in _describe(counts, command, options, broken_files):
        typer.echo(line, err=True)


def files_with_errors(problems: Iterable[Problem]) -> set[str]:
    """Return the files that have an error among these problems."""
    return {problem.location.file for problem in problems if problem.level == "error"}


@contextmanager
def noting_unfinished_answers(
    paths: Iterable[str], command: str = "assess", options: tuple[str, ...] = ()
) -> Iterator[None]:
    """Add to the errors that end a command a note on the answers that its vendor files lack.

    Args:
        paths: the vendor files that the command reads.
        command: the command that takes the answers over.
        options: its options, beside `--resume`.

    Raises:
        InvalidFile: with the note.
    """
    try:
        yield
    except InvalidFile as invalid:
        broken_files = files_with_errors(invalid.problems)
        counts = count_unfinished_answers(paths)
        for line in _describe(counts, command, options, broken_files):
            invalid.add_note(line)
        raise


def _describe(
    counts: Mapping[str, int],
    command: str,
    options: tuple[str, ...],
    broken_files: Collection[str],
) -> list[str]:
    """Return a line for each vendor file that lacks answers."""
    from vendorcheck.text.safe import build_command_line, path_for_display
    from vendorcheck.text.words import count_with_noun

    lines = []
    for path, count in counts.items():
        name, verb = path_for_display(path), "is" if count == 1 else "are"
        answers = f"{count_with_noun(count, 'answer', 'answers')} of an unfinished interview"
        going_on = build_command_line(command, path, options=(*options, "--resume"))
        is_broken = path in broken_files
        way = "once it has no errors, go on with it" if is_broken else "to go on with it"
        lines.append(f"{name}: {answers} {verb} not in this file; {way}: {going_on}")
    return lines


def _count_answers(path: str) -> int:
    from vendorcheck.interview.journal import unfinished_interview

    try:
        unfinished = None if path in ("-", "<stdin>") else unfinished_interview(path)
    except VendorcheckError:
        return 0  # whoever resumes it learns why it can't be read
    return unfinished.answered_count if unfinished else 0
