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
from vendorcheck.text.safe import named, visible
from vendorcheck.validation.schema.errors import shaped

Event: TypeAlias = dict[str, Data]
"""`{"question": "sso/scim", "answer": …}`: the answer as a vendor file holds it, None where it was taken back."""

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_LINES: Final = 20_000
"""More is neither written nor read: an interview has some hundred questions."""

_KIND: Final = "journal/1"
_BEGIN: Final = f'{{"vendorcheck": "{_KIND}"'.encode()


@dataclass(frozen=True, slots=True)
class Header:
    """What an interview was begun with."""

    sha256: str | None
    """Of the vendor file's bytes; None: there was no file."""
    versions: Mapping[str, str]
    """Questionnaire -> version."""
    questions: int
    """How many it is about."""
    started: date


def latest(events: Iterable[Event]) -> dict[str, Data]:
    """Question -> its last answer, in the order in which these were given; None where it was taken back."""
    last: dict[str, Data] = {}
    for event in events:
        question = str(event["question"])
        last.pop(question, None)
        last[question] = event["answer"]
    return last


def parsed(content: bytes, own: str) -> tuple[Header | None, list[Event]]:
    """Header and events; no header if there is not yet a whole one. Lines that are no events are left out."""
    first, _, rest = content.partition(b"\n")
    begun = _header(first, own)
    too_long = len(content) > MAX_BYTES or content.count(b"\n") > MAX_LINES
    if too_long or (begun is None and (rest or not _BEGIN.startswith(content[: len(_BEGIN)]))):
        raise VendorcheckError(
            f"{named(own)} is no journal that can be gone on with; delete or rename it, or begin again with --restart"
        )
    found = [event_in(line) for line in rest.split(b"\n") if line]
    return begun, [event for event in found if not isinstance(event, str)]


def header_line(header: Header, own: str) -> bytes:
    """The first line of the journal `own`, without its end."""
    data = {
        "vendorcheck": _KIND,
        "journal": _name(own),
        "sha256": header.sha256,
        "versions": dict(header.versions),
        "questions": str(header.questions),
        "started": header.started.isoformat(),
    }
    return json.dumps(data).encode()


def _name(own: str) -> str:
    # Names of files may hold what no text of a file may.
    return visible(os.path.basename(own)).replace("\n", " ")


def _header(line: bytes, own: str) -> Header | None:
    """The header in a line; None if it is none, or another vendor file's."""
    data = _read(line)
    if isinstance(data, str) or (data.get("vendorcheck"), data.get("journal")) != (
        _KIND,
        _name(own),
    ):
        return None
    sha256, versions, questions = data.get("sha256"), data.get("versions"), data.get("questions")
    if not isinstance(versions, dict) or not isinstance(questions, str) or not questions.isdecimal():
        return None
    texts = {name: version for name, version in versions.items() if isinstance(version, str)}
    try:
        started = date.fromisoformat(str(data.get("started")))
        return Header(sha256 if isinstance(sha256, str) else None, texts, int(questions[:6]), started)
    except ValueError:
        return None


def event_in(line: bytes) -> Event | str:
    """The event in a line, or what is wrong with it: nothing that a vendor file could not hold comes through."""
    event = _read(line)
    if isinstance(event, str):
        return event
    question, answer = event.get("question"), event.get("answer")
    if set(event) != {"question", "answer"} or not isinstance(question, str):
        return "it is no event"
    if not re.fullmatch(QUESTION_PATTERN, question):
        return f"{question} is no question"
    if answer is None:
        return event
    found = shaped(Answer, answer if isinstance(answer, dict) else {"answer": answer})
    return found[0].message if isinstance(found, list) else event


def _read(line: bytes) -> dict[str, Data] | str:
    """The mapping in a line, or what is wrong with it."""
    try:
        return parse_document(line, "journal.json").data
    except InvalidFile as error:
        return error.problems[0].message
