"""Each answer is on the disk before the next question shows: a journal beside the vendor file, while it is asked.

It holds one JSON text in each line and is only ever appended to. It goes when its answers have come into the
vendor file.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Final, Self

from vendorcheck.document.document import Data
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.journal import _file
from vendorcheck.interview.journal._lines import (
    MAX_JOURNAL_BYTES,
    MAX_JOURNAL_LINES,
    JournalEvent,
    JournalHeader,
    format_header_line,
    latest_answers,
    parse_event,
    parse_journal,
)
from vendorcheck.store import files
from vendorcheck.store.temporary import shorten_file_name
from vendorcheck.text.safe import path_for_display

__all__ = [
    "MAX_JOURNAL_BYTES",
    "MAX_JOURNAL_LINES",
    "Journal",
    "JournalEvent",
    "JournalHeader",
    "UnfinishedInterview",
    "journal_path",
    "latest_answers",
    "make_journal_header",
    "unfinished_interview",
]

_MAX_NAME_BYTES: Final = 240
"""In bytes, of which a file system takes 255 with what stands before and behind."""


@dataclass(frozen=True, slots=True)
class UnfinishedInterview:
    """An interview that was not finished."""

    answered_count: int
    """How many questions have an answer."""
    question_count: int
    """Of how many, when it began."""
    started_on: date
    file_changed: bool
    """Whether the vendor file is not what it was when the interview began."""
    versions: Mapping[str, str]
    """Questionnaire -> version, as it was then."""
    answers: Mapping[str, Data] = field(default_factory=dict)
    """Question -> what was answered last, as a vendor file holds it."""


def make_journal_header(
    content: bytes | None, versions: Mapping[str, str], question_count: int, started_on: date
) -> JournalHeader:
    """The header of an interview on a vendor file with this content (None: there is no file yet)."""
    return JournalHeader(_sha256_of(content), dict(versions), question_count, started_on)


def journal_path(path: str) -> str:
    """Where the journal of a vendor file is; the same for all links to it."""
    folder, name = os.path.split(os.path.realpath(path))
    return os.path.join(folder, f".{shorten_file_name(name, _MAX_NAME_BYTES)}.journal")


def unfinished_interview(path: str) -> UnfinishedInterview | None:
    """What an interview on the vendor file `path` has left behind; None if it is nothing.

    Raises:
        VendorcheckError: the journal or the vendor file can't be read, or the journal is none of ours.
    """
    own = journal_path(path)
    try:
        descriptor = os.open(own, os.O_RDONLY | _file.SAFE_OPEN_FLAGS)
        try:
            begun, events = parse_journal(_file.read_content(descriptor, own), own)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VendorcheckError(
            f"{path_for_display(own)} can't be read: {files.describe_os_error(error)}"
        ) from error
    if begun is None or not events:
        return None
    changed = _sha256_of(files.read_file(path) if os.path.exists(path) else None) != begun.sha256
    answers = latest_answers(events)
    answered = sum(answer is not None for answer in answers.values())
    return UnfinishedInterview(
        answered, begun.question_count, begun.started_on, changed, begun.versions, answers
    )


class Journal:
    """The answers of one interview; only one process at a time has that of a vendor file."""

    def __init__(self, path: str, descriptor: int, header: JournalHeader) -> None:
        self.path = path
        """The journal's own."""
        self.header = header
        """That of the interview that is gone on with, or the one given."""
        self._descriptor: int | None = descriptor
        self._size = self._line_count = 0
        self._ends_mid_line = False

    @classmethod
    def open(cls, path: str, header: JournalHeader, *, restart: bool = False) -> Self:
        """Go on with the journal beside the vendor file `path`; begin one if there is none, or to `restart`.

        One that holds no answer yet is begun anew.

        Raises:
            VendorcheckError: another process is writing it, it is none of ours, or it can't be written.
        """
        own = journal_path(path)
        try:
            descriptor = _file.open_locked(own, path)
            try:
                content = b"" if restart else _file.read_content(descriptor, own)
                begun, events = parse_journal(content, own)
                journal = cls(own, descriptor, begun if begun and events else header)
                if begun and events:
                    journal._continue_after(content)
                else:
                    os.ftruncate(descriptor, 0)
                    journal._append_line(format_header_line(header, own))
                    files.sync_folder(os.path.dirname(own))
            except BaseException:
                os.close(descriptor)
                raise
        except OSError as error:
            raise VendorcheckError(
                f"answers can't be saved while you give them: {path_for_display(own)} can't be written: {files.describe_os_error(error)}; "
                "nothing was asked yet"
            ) from error
        return journal

    def append(self, event: JournalEvent) -> None:
        """Return when the event is on the disk; from then on `replay` has it, whatever happens.

        Raises:
            VendorcheckError: it is no event, or can't be written; what was saved before, still is.
        """
        line = json.dumps(event).encode()
        read = parse_event(line)
        if isinstance(read, str):
            raise VendorcheckError(f"this answer can't be saved: {read}")
        try:
            self._append_line(line)
        except OSError as error:
            saved = sum(answer is not None for answer in latest_answers(self.replay()).values())
            raise VendorcheckError(
                f"the answer to {event['question']} can't be saved: {files.describe_os_error(error)}; "
                f"the answers to {saved} question{'' if saved == 1 else 's'} are saved in {path_for_display(self.path)}"
            ) from error

    def replay(self) -> list[JournalEvent]:
        """All events in the order in which they were appended; for each question the last one counts.

        Raises:
            VendorcheckError: the journal was closed, or can't be read any more.
        """
        try:
            return parse_journal(_file.read_content(self._open_descriptor, self.path), self.path)[1]
        except OSError as error:
            raise VendorcheckError(
                f"{path_for_display(self.path)} can't be read: {files.describe_os_error(error)}"
            ) from error

    def close(self, *, remove: bool = False) -> None:
        """Let go of the journal; with `remove`, when its answers are in the vendor file, delete it.

        Raises:
            VendorcheckError: it can't be deleted.
        """
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            # Under the lock: whoever opens it next must not find what is about to go. Windows can't do that.
            if remove and _file.fcntl:
                _file.delete_journal(self.path)
        finally:
            os.close(descriptor)
        if remove and not _file.fcntl:
            _file.delete_journal(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _open_descriptor(self) -> int:
        if self._descriptor is None:
            raise VendorcheckError(f"{path_for_display(self.path)} is closed")
        return self._descriptor

    def _continue_after(self, content: bytes) -> None:
        self._size, self._line_count = len(content), content.count(b"\n")
        # Half a line was left; the next one must not become part of it.
        self._ends_mid_line = not content.endswith(b"\n")

    def _append_line(self, line: bytes) -> None:
        """Append a line, and return when it is on the disk."""
        rest = (b"\n" if self._ends_mid_line else b"") + line + b"\n"
        if (
            self._size + len(rest) > MAX_JOURNAL_BYTES
            or self._line_count + rest.count(b"\n") > MAX_JOURNAL_LINES
        ):
            raise OSError("the journal has become too long; save, and begin again")
        self._ends_mid_line = True
        self._line_count += rest.count(b"\n")
        while rest:
            written = os.write(self._open_descriptor, rest)
            self._size += written
            rest = rest[written:]
        self._ends_mid_line = False
        os.fsync(self._open_descriptor)


def _sha256_of(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()
