"""The end of an interview: its answers go into the vendor file, also where it was interrupted."""

import os
import sys
from dataclasses import dataclass
from typing import Final, Self

from vendorcheck.document.document import Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.announcements import show_saved
from vendorcheck.interview.engine import InterviewState, begin_interview, measure_progress
from vendorcheck.interview.journal import Journal, latest_answers
from vendorcheck.interview.saved_answers import keep_fitting_answers, vendor_file_text
from vendorcheck.interview.signals import ignoring_signals
from vendorcheck.interview.terminal import Console
from vendorcheck.store import files, vendor_file_editor
from vendorcheck.store.library import Library
from vendorcheck.text.safe import one_line, path_for_display

_IN_JOURNAL: Final = " in a journal, not yet in the file"


@dataclass(frozen=True, slots=True)
class VendorFileTarget:
    """The vendor file for the answers, as it was read, and the command that asks the rest."""

    path: str
    content: bytes
    document: Document
    command: str

    @classmethod
    def read(cls, path: str, library: Library, command: str) -> Self:
        """Read the vendor file at a path.

        Raises:
            VendorcheckError: it can't be read, or is not valid YAML or JSON.
        """
        content = files.read_file(path)
        return cls(path, content, library.parse_content(content, path), command)


def save_finished(
    state: InterviewState, journal: Journal, target: VendorFileTarget, console: Console
) -> None:
    """Write the answers into the vendor file, delete the journal, and say what was saved.

    Raises:
        VendorcheckError: the file can't be written, or somebody else has changed it.
    """
    console.show_all()
    with ignoring_signals():
        if _has_answers(state):
            text = vendor_file_text(state, target.document.text, target.path)
            vendor_file_editor.save_vendor_file(target.path, target.content, text)
        journal.close(remove=True)
    show_saved(state, target.path, target.command, console)


def save_interrupted(
    state: InterviewState, journal: Journal, target: VendorFileTarget, console: Console
) -> None:
    """Write the answers into the vendor file where that is possible, and say so in one line.

    Otherwise they stay in the journal. The terminal may be gone already.

    Raises:
        VendorcheckError: all is in the vendor file, but the journal can't be deleted.
    """
    console.show_all()
    with ignoring_signals():
        try:
            state, obstacle = _save_journal(state, journal, target)
        except VendorcheckError as error:
            obstacle = one_line(str(error))
        if obstacle:
            _say_goodbye(state, f"{_IN_JOURNAL}: {obstacle}", target, console)
            return
        try:
            journal.close(remove=True)
        finally:
            _say_goodbye(state, "", target, console)


def say_failed(
    state: InterviewState, journal: Journal, target: VendorFileTarget, console: Console
) -> None:
    """Say in one line that the answers before a failure stay in the journal."""
    console.show_all()
    if not _has_answers(state):
        journal.close(remove=True)
    _say_goodbye(state, _IN_JOURNAL if _has_answers(state) else "", target, console)


def _save_journal(
    state: InterviewState, journal: Journal, target: VendorFileTarget
) -> tuple[InterviewState, str]:
    """Write a journal's answers into the vendor file, unless there are none.

    The journal may know of one more than the state: an answer goes there first. Return the state
    that they make, and why they did not go into the file; empty if nothing of it is missing there.

    Raises:
        VendorcheckError: the journal can't be read, or the vendor file can't be written.
    """
    interview, journal_answers = state.interview, latest_answers(journal.replay())
    answers, lost_keys = keep_fitting_answers(interview, journal_answers, target.path)
    state = begin_interview(interview, answers)
    if not interview.outdated_answers.keys() >= set(lost_keys):
        return state, "answers that no longer fit would be lost"
    if not _has_answers(state):
        return state, ""
    if interview.tries:
        return state, "nobody has said yet whether to keep it"
    text = vendor_file_text(state, target.document.text, target.path)
    if journal.is_about(target.content) and vendor_file_editor.replace_vendor_file(
        target.path, target.content, text
    ):
        return state, ""
    return state, f"{path_for_display(target.path)} was changed meanwhile"


def _has_answers(state: InterviewState) -> bool:
    return bool(state.given_answers or state.interview.outdated_answers)


def _say_goodbye(
    state: InterviewState, place: str, target: VendorFileTarget, console: Console
) -> None:
    """Report an interrupted interview in one line; the terminal may be gone already."""
    progress = measure_progress(state)
    count = len(state.given_answers) if state.interview.tries else progress.answered
    total = "" if state.interview.tries else f" of {progress.total}"
    summary = (
        f"Saved {count}{total}{place}." if place or _has_answers(state) else "Nothing was answered."
    )
    try:
        console.say()
        console.say_command(f"{summary} Continue with:", target.command)
    except OSError:
        # Otherwise the interpreter fails to flush standard error, and ends with another exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
