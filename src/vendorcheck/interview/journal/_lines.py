"""The lines of a journal: a header about the interview, then one line for each answer.

The content may be hostile.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.document.document import Data, parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.model.fields import QUESTION_PATTERN
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.safe import escape_invisible, path_for_display
from vendorcheck.validation.schema.errors import validate_shape

JournalEvent: TypeAlias = dict[str, Data]
"""An event is `{"question": "sso/scim", "answer": …}`.

The answer is as a vendor file holds it, or None if it was withdrawn.
"""

InterviewPurpose: TypeAlias = Literal["answers", "reply", "plans"]
"""The answers of an interview: those that are missing, a vendor's reply, or plans that are tried.

Plans that are tried are not meant to go into the file before somebody says so.
"""

MAX_JOURNAL_BYTES: Final = 4 * 1024 * 1024
MAX_JOURNAL_LINES: Final = 20_000
"""Limits for writing and reading; an interview has some hundred questions."""

_FORMAT_ID: Final = "journal/1"
_PURPOSES: Final[tuple[InterviewPurpose, ...]] = get_args(InterviewPurpose)
_HEADER_START: Final = f'{{"vendorcheck": "{_FORMAT_ID}"'.encode()


@dataclass(frozen=True, slots=True)
class JournalHeader:
    """The facts with which an interview began.

    `sha256` is that of the vendor file's bytes; None: there was no file. `versions`: the version of
    each questionnaire. `question_count`: how many questions the interview has. `purpose`: what its
    answers are.
    """

    sha256: str | None
    versions: Mapping[str, str]
    question_count: int
    started_on: date
    purpose: InterviewPurpose = "answers"


def latest_answers(events: Iterable[JournalEvent]) -> dict[str, Data]:
    """Return the last answer to each question, in the order in which these were given.

    An answer that was withdrawn is None.
    """
    answers: dict[str, Data] = {}
    for event in events:
        question = str(event["question"])
        answers.pop(question, None)
        answers[question] = event["answer"]
    return answers


def parse_journal(
    content: bytes, journal_path: str
) -> tuple[JournalHeader | None, list[JournalEvent]]:
    """Return the header and the events; the header is None if it is incomplete, or another file's.

    Lines that are no events are left out.

    Raises:
        VendorcheckError: the file is no journal that can be resumed, or is too long.
    """
    header_line, _, event_lines = content.partition(b"\n")
    header = _parse_header(header_line, journal_path)
    too_long = len(content) > MAX_JOURNAL_BYTES or content.count(b"\n") > MAX_JOURNAL_LINES
    if too_long or (
        header is None
        and (event_lines or not _HEADER_START.startswith(content[: len(_HEADER_START)]))
    ):
        raise VendorcheckError(
            f"{path_for_display(journal_path)} is no journal that can be gone on with; "
            "delete or rename it, or begin again with --restart"
        )
    parsed_lines = [parse_event(line) for line in event_lines.split(b"\n") if line]
    return header, [event for event in parsed_lines if not isinstance(event, str)]


def format_header_line(header: JournalHeader, journal_path: str) -> bytes:
    """Return the first line of the journal, without its line end."""
    data = {
        "vendorcheck": _FORMAT_ID,
        "journal": _visible_file_name(journal_path),
        "sha256": header.sha256,
        "versions": dict(header.versions),
        "questions": str(header.question_count),
        "started": header.started_on.isoformat(),
        "purpose": header.purpose,
    }
    return json.dumps(data).encode()


def _visible_file_name(journal_path: str) -> str:
    # File names may hold characters that the text of a file may not.
    return escape_invisible(os.path.basename(journal_path)).replace("\n", " ")


def _parse_header(line: bytes, journal_path: str) -> JournalHeader | None:
    """Return the header in a line; None if it is none, or belongs to another vendor file."""
    data = _parse_mapping(line)
    if isinstance(data, str) or (data.get("vendorcheck"), data.get("journal")) != (
        _FORMAT_ID,
        _visible_file_name(journal_path),
    ):
        return None
    sha256, versions, questions = data.get("sha256"), data.get("versions"), data.get("questions")
    if (
        not isinstance(versions, dict)
        or not isinstance(questions, str)
        or not questions.isdecimal()
    ):
        return None
    try:
        return JournalHeader(
            sha256 if isinstance(sha256, str) else None,
            {name: version for name, version in versions.items() if isinstance(version, str)},
            int(questions[:6]),
            date.fromisoformat(str(data.get("started"))),
            next((name for name in _PURPOSES if name == data.get("purpose")), "answers"),
        )
    except ValueError:
        return None


def parse_event(line: bytes) -> JournalEvent | str:
    """Return the event in a line, or the problem with it as a text.

    An answer that a vendor file could not hold is a problem.
    """
    event = _parse_mapping(line)
    if isinstance(event, str):
        return event
    question, answer = event.get("question"), event.get("answer")
    if set(event) != {"question", "answer"} or not isinstance(question, str):
        return "it is no event"
    if not re.fullmatch(QUESTION_PATTERN, question):
        return f"{question} is no question"
    if answer is None:
        return event
    problems = validate_shape(Answer, answer if isinstance(answer, dict) else {"answer": answer})
    return problems[0].message if isinstance(problems, list) else event


def _parse_mapping(line: bytes) -> dict[str, Data] | str:
    try:
        return parse_document(line, "journal.json").data
    except InvalidFile as error:
        return error.problems[0].message
