"""The entries of a policy's list of questionnaires, as they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vendorcheck.document.document import Document
from vendorcheck.document.problems import DataPath

_GLOB_CHARACTERS = frozenset("*?[")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of the list: its place in the policy, the file or glob, and what it replaces."""

    path: DataPath
    text: str
    replaces: str | None = None
    has_long_form: bool = False

    @property
    def text_path(self) -> DataPath:
        """The place of the file or glob in the policy."""
        return (*self.path, "file") if self.has_long_form else self.path

    @property
    def is_glob(self) -> bool:
        """True if the entry is a pattern, which may match several files."""
        return not _GLOB_CHARACTERS.isdisjoint(self.text)


def list_entries(document: Document) -> Iterator[ListEntry]:
    """Yield the entries of the right shape; what is wrong with the others is reported elsewhere."""
    entries = document.data.get("questionnaires")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        path: DataPath = ("questionnaires", index)
        if isinstance(entry, str):
            yield ListEntry(path, entry)
        elif isinstance(entry, dict) and isinstance(text := entry.get("file"), str):
            replaces = entry.get("replaces")
            yield ListEntry(path, text, replaces if isinstance(replaces, str) else None, True)


def reason_outside(text: str) -> str:
    """Return why a path leads out of a folder, as its text alone tells; empty if it doesn't."""
    if "\\" in text:
        return "has a backslash"
    if text.startswith(("/", "~")) or _DRIVE.match(text):
        return "is an absolute path"
    if ".." in text.split("/"):
        return "leads out of the policy's folder"
    return "" if "\0" not in text else "is no file name"
