"""What stands in a journal: a line about the interview, then one for each answer. All of it may be hostile."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from vendorcheck.document.document import Data, parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.model.fields import QUESTION_PATTERN
from vendorcheck.model.vendor_file import Answer
from vendorcheck.text.safe import escape_invisible, path_for_display
from vendorcheck.validation.schema.errors import validate_shape

JournalEvent: TypeAlias = dict[str, Data]
"""`{"question": "sso/scim", "answer": …}`: the answer as a vendor file holds it, None where it was taken back."""

MAX_JOURNAL_BYTES: Final = 4 * 1024 * 1024
MAX_JOURNAL_LINES: Final = 20_000
"""More is neither written nor read: an interview has some hundred questions."""

_FORMAT_ID: Final = "journal/1"
_HEADER_START: Final = f'{{"vendorcheck": "{_FORMAT_ID}"'.encode()


@dataclass(frozen=True, slots=True)
class JournalHeader:
    """What an interview was begun with."""

    sha256: str | None
    """Of the vendor file's bytes; None: there was no file."""
    versions: Mapping[str, str]
    """Questionnaire -> version."""
    question_count: int
    """How many it is about."""
    started_on: date


def latest_answers(events: Iterable[JournalEvent]) -> dict[str, Data]:
    """Question -> its last answer, in the order in which these were given; None where it was taken back."""
    last: dict[str, Data] = {}
    for event in events:
        question = str(event["question"])
        last.pop(question, None)
        last[question] = event["answer"]
    return last


def parse_journal(
    content: bytes, journal_path: str
) -> tuple[JournalHeader | None, list[JournalEvent]]:
    """Header and events; no header if there is not yet a whole one. Lines that are no events are left out."""
    first, _, rest = content.partition(b"\n")
    begun = _parse_header(first, journal_path)
    too_long = len(content) > MAX_JOURNAL_BYTES or content.count(b"\n") > MAX_JOURNAL_LINES
    if too_long or (
        begun is None and (rest or not _HEADER_START.startswith(content[: len(_HEADER_START)]))
    ):
        raise VendorcheckError(
            f"{path_for_display(journal_path)} is no journal that can be gone on with; delete or rename it, or begin again with --restart"
        )
    found = [parse_event(line) for line in rest.split(b"\n") if line]
    return begun, [event for event in found if not isinstance(event, str)]


def format_header_line(header: JournalHeader, journal_path: str) -> bytes:
    """The first line of the journal `own`, without its end."""
    data = {
        "vendorcheck": _FORMAT_ID,
        "journal": _visible_file_name(journal_path),
        "sha256": header.sha256,
        "versions": dict(header.versions),
        "questions": str(header.question_count),
        "started": header.started_on.isoformat(),
    }
    return json.dumps(data).encode()


def _visible_file_name(journal_path: str) -> str:
    # Names of files may hold what no text of a file may.
    return escape_invisible(os.path.basename(journal_path)).replace("\n", " ")


def _parse_header(line: bytes, journal_path: str) -> JournalHeader | None:
    """The header in a line; None if it is none, or another vendor file's."""
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
    texts = {name: version for name, version in versions.items() if isinstance(version, str)}
    try:
        started = date.fromisoformat(str(data.get("started")))
        return JournalHeader(
            sha256 if isinstance(sha256, str) else None, texts, int(questions[:6]), started
        )
    except ValueError:
        return None


def parse_event(line: bytes) -> JournalEvent | str:
    """The event in a line, or what is wrong with it: nothing that a vendor file could not hold comes through."""
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
    found = validate_shape(Answer, answer if isinstance(answer, dict) else {"answer": answer})
    return found[0].message if isinstance(found, list) else event


def _parse_mapping(line: bytes) -> dict[str, Data] | str:
    """The mapping in a line, or what is wrong with it."""
    try:
        return parse_document(line, "journal.json").data
    except InvalidFile as error:
        return error.problems[0].message
