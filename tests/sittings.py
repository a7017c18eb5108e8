"""Interviews without a terminal, each from the vendor file to the end, one after the other."""

import io
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from locations import CASES
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview import ending, journal, session, start
from vendorcheck.interview.engine import Interview, find_open_answers
from vendorcheck.interview.terminal import Console
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.text.safe import build_command_line
from vendorcheck.validation.schema.parse import parse_model

DAY: Final = date(2026, 11, 22)
INTERVIEWS: Final = CASES / "interview"
BARE: Final[Mapping[str, Any]] = {
    "vendorcheck": "policy/1",
    "id": "p",
    "version": "1",
    "title": "P",
}
Data: TypeAlias = Any


class Killed(BaseException):
    """Ends an interview at once, as `kill -9` does: nothing runs that would put it in order."""


class KilledAtTheEnd(io.StringIO):
    """Lines that somebody types; where they end, the interview is killed."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        if line := super().readline(size or -1):
            return line
        raise Killed


class Here:
    """A folder with a vendor file, and somebody who types."""

    def __init__(self, folder: Path, *, name: str = "acme.yaml") -> None:
        self.path = str(folder / name)
        self.library = Library()
        self.library.add(self._loaded("small.yaml"))
        self.shown = io.StringIO()

    def _loaded(self, name: str) -> LoadedFile[Questionnaire]:
        found = self.library.read_document(str(INTERVIEWS / name))
        return LoadedFile(parse_model(found, Questionnaire), found)

    def sits(self, *lines: str, resume: bool | None = None) -> str:
        console = Console(io.StringIO("".join(f"{line}\n" for line in lines)), self.shown, {})
        return self.sits_at(console, resume=resume)

    def is_killed_after(self, *lines: str, resume: bool | None = None) -> None:
        """Answer, and leave the journal of an interview that was killed."""
        source = KilledAtTheEnd("".join(f"{line}\n" for line in lines))
        with pytest.raises(Killed):
            self.sits_at(Console(source, self.shown, {}), resume=resume)

    def sits_at(self, console: Console, *, resume: bool | None = None) -> str:
        content = Path(self.path).read_bytes()
        found = self.library.parse_content(content, self.path)
        rules = Policy.model_validate(BARE)
        interview = Interview(
            Assessor(self.library, rules, ["small"]), parse_model(found, VendorFile), DAY
        )
        again = find_open_answers(interview)
        interview = start.offer_to_reopen(
            interview, again, start.describe_open_answers(interview, again), self.path, console
        )
        target = ending.VendorFileTarget(
            self.path, content, found, build_command_line("assess", self.path)
        )
        return session.run_interview(interview, target, console, resume=resume)

    def answers(self) -> dict[str, Answer]:
        """Return the answers in the vendor file."""
        found = self.library.parse_content(Path(self.path).read_bytes(), self.path)
        responses = parse_model(found, VendorFile).responses
        return {
            f"{name}/{question}": answer
            for name, response in responses.items()
            for question, answer in response.answers.items()
        }

    def says(self, pattern: str) -> bool:
        return re.search(pattern, " ".join(self.shown.getvalue().split())) is not None


def begin_sittings(folder: Path) -> Here:
    """Return a folder with a vendor file without answers."""
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme, product: Engage}\nresponses: {}\n"
    )
    return Here(folder)


def noted(here: Here, **answers: Data) -> None:
    """Put answers into the journal of an interview that was left.

    Each answer is named by its question's name or whole key.
    """
    with open(journal.journal_path(here.path), "a", encoding="utf-8") as lines:
        for name, answer in answers.items():
            key = name if "/" in name else f"small/{name}"
            lines.write(json.dumps({"question": key, "answer": answer}) + "\n")
