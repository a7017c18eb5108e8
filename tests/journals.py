"""What the tests of the journal begin with: a vendor file, its header, events."""

from datetime import date
from pathlib import Path
from typing import Final

from vendorcheck.document.document import Data
from vendorcheck.interview.journal import Journal, JournalEvent, make_journal_header

CONTENT: Final = b"vendorcheck: vendor/1\n"
BEGUN: Final = make_journal_header(CONTENT, {"sso": "1.0"}, 23, date(2026, 11, 12))


def event(question: str = "sso/mfa", answer: Data = "yes") -> JournalEvent:
    return {"question": question, "answer": answer}


def lines(found: Journal) -> list[bytes]:
    return Path(found.path).read_bytes().splitlines()
