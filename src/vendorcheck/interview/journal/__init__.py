"""The journal of an interview: each answer is on the disk before the next question is shown.

The journal lies beside the vendor file, holds one JSON text in each line and is only ever appended
to. It is deleted when the vendor file has its answers.
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
    InterviewPurpose,
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
    "InterviewPurpose",
    "Journal",
    "JournalEvent",
    "JournalHeader",
    "UnfinishedInterview",
    "journal_path",
    "latest_answers",
    "make_journal_header",
    "unfinished_interview",
]

# The most bytes of the vendor file's name in the journal's, which has a dot and a suffix as well.
# File systems accept names of 255 bytes.
_MAX_NAME_BYTES: Final = 240


@dataclass(frozen=True, slots=True)
class UnfinishedInterview:
    """An interview that was not finished, as its journal tells it.

    `answered_count` questions have an answer, of the `question_count` that there were when it
    began. `file_changed`: the vendor file was changed since then. `versions`: the version of each
    questionnaire when it began. `answers`: the last answer to each question, as a vendor file holds
    it. `purpose`: what these answers are.
    """

    answered_count: int
    question_count: int
    started_on: date
    file_changed: bool
    versions: Mapping[str, str]
    answers: Mapping[str, Data] = field(default_factory=dict)
    purpose: InterviewPurpose = "answers"


def make_journal_header(
    content: bytes | None,
    versions: Mapping[str, str],
    question_count: int,
    started_on: date,
    purpose: InterviewPurpose = "answers",
) -> JournalHeader:
    """Return the header of an interview on a vendor file.

    `content` is that of the file, None if there is no file yet.
    """
    return JournalHeader(_sha256_of(content), dict(versions), question_count, started_on, purpose)


def journal_path(path: str) -> str:
    """Return the path of a vendor file's journal, which is the same for all links to the file."""
    folder, name = os.path.split(os.path.realpath(path))
    return os.path.join(folder, f".{shorten_file_name(name, _MAX_NAME_BYTES)}.journal")


def unfinished_interview(path: str) -> UnfinishedInterview | None:
    """Return the unfinished interview on the vendor file `path`, or None if there is none.

    Raises:
        VendorcheckError: the journal or the vendor file can't be read, or the file at the journal's
            path is no journal of this program.
    """
    own_path = journal_path(path)
    try:
        descriptor = os.open(own_path, os.O_RDONLY | _file.SAFE_OPEN_FLAGS)
        try:
            header, events = parse_journal(_file.read_content(descriptor, own_path), own_path)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VendorcheckError(
            f"{path_for_display(own_path)} can't be read: {files.describe_os_error(error)}"
        ) from error
    if header is None or not events:
        return None
    file_changed = (
        _sha256_of(files.read_file(path) if os.path.exists(path) else None) != header.sha256
    )
    answers = latest_answers(events)
    answered_count = sum(answer is not None for answer in answers.values())
    return UnfinishedInterview(
        answered_count,
        header.question_count,
        header.started_on,
        file_changed,
        header.versions,
        answers,
        header.purpose,
    )


class Journal:
    """The answers of one interview; only one process at a time has the journal of a vendor file.

    `path` is that of the journal itself, `header` that of the interview that is resumed, or of the
    new one.
    """

    def __init__(self, path: str, descriptor: int, header: JournalHeader) -> None:
        self.path = path
        self.header = header
        self._descriptor: int | None = descriptor
        self._size = self._line_count = 0
        self._ends_mid_line = False

    @classmethod
    def open(cls, path: str, header: JournalHeader, *, restart: bool = False) -> Self:
        """Resume the journal beside the vendor file `path`, or begin one.

        A new journal begins if there is none, if it holds no answer yet, or to `restart`.

        Raises:
            VendorcheckError: another process is writing it, the file is no journal of this program,
                or it can't be written.
        """
        own_path = journal_path(path)
        try:
            descriptor = _file.open_locked(own_path, path)
            try:
                content = b"" if restart else _file.read_content(descriptor, own_path)
                old_header, events = parse_journal(content, own_path)
                journal = cls(own_path, descriptor, old_header if old_header and events else header)
                if old_header and events:
                    journal._continue_after(content)
                else:
                    os.ftruncate(descriptor, 0)
                    journal._append_line(format_header_line(header, own_path))
                    files.sync_folder(os.path.dirname(own_path))
            except BaseException:
                os.close(descriptor)
                raise
        except OSError as error:
            raise VendorcheckError(
                f"answers can't be saved while you give them: {path_for_display(own_path)} "
                f"can't be written: {files.describe_os_error(error)}; nothing was asked yet"
            ) from error
        return journal

    def is_about(self, content: bytes) -> bool:
        """Return whether this is the content of the vendor file when the interview began."""
        return self.header.sha256 == _sha256_of(content)

    def append(self, event: JournalEvent) -> None:
        """Write an event to the disk; `replay` then returns it, even after a crash.

        Raises:
            VendorcheckError: it is no event, or can't be written; earlier events are still saved.
        """
        line = json.dumps(event).encode()
        if isinstance(problem := parse_event(line), str):
            raise VendorcheckError(f"this answer can't be saved: {problem}")
        try:
            self._append_line(line)
        except OSError as error:
            saved_count = sum(
                answer is not None for answer in latest_answers(self.replay()).values()
            )
            raise VendorcheckError(
                f"the answer to {event['question']} can't be saved: "
                f"{files.describe_os_error(error)}; the answers to {saved_count} "
                f"question{'' if saved_count == 1 else 's'} are saved in "
                f"{path_for_display(self.path)}"
            ) from error

    def replay(self) -> list[JournalEvent]:
        """Return all events in the order in which they were appended.

        The last event of a question counts.

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
        """Close the journal; with `remove`, delete it because the vendor file has its answers.

        Raises:
            VendorcheckError: it can't be deleted.
        """
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            # Deleted under the lock, so that the next process can't open a journal that is about to
            # disappear. Windows can't delete an open file.
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
        # A crash may have left half a line; the next line must not become part of it.
        self._ends_mid_line = not content.endswith(b"\n")

    def _append_line(self, line: bytes) -> None:
        unwritten = (b"\n" if self._ends_mid_line else b"") + line + b"\n"
        if (
            self._size + len(unwritten) > MAX_JOURNAL_BYTES
            or self._line_count + unwritten.count(b"\n") > MAX_JOURNAL_LINES
        ):
            raise OSError("the journal has become too long; save, and begin again")
        self._ends_mid_line = True
        self._line_count += unwritten.count(b"\n")
        while unwritten:
            written = os.write(self._open_descriptor, unwritten)
            self._size += written
            unwritten = unwritten[written:]
        self._ends_mid_line = False
        os.fsync(self._open_descriptor)


def _sha256_of(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()
