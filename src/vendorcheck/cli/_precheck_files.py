"""The letter and the brief of a pre-check as files beside the vendor file, written unasked.

A file that somebody has changed stays as it is. The last line of the brief holds the digests of
both as they were written: whatever has another digest was changed.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.precheck.precheck import Precheck

_DIGEST_LINE: Final = re.compile(
    r"\n<!-- written by vendorcheck: letter ([0-9a-f]{16}|-), brief ([0-9a-f]{16}) -->\n\Z"
)
_DEADLINE: Final = re.compile(r"^Please answer by ([^.\n]{1,40})\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PrecheckFiles:
    """The files of a pre-check: their paths, and a remark on each that could not be written.

    A path is empty where there is no such file.
    """

    letter: str
    brief: str
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _WrittenFile:
    """A file as it is on disk, and the digest that it had when we wrote it."""

    path: str
    content: str | None
    known_digest: str | None
    remark: str = ""

    @property
    def is_changed(self) -> bool:
        """Return whether somebody has changed it since, or it never was ours."""
        return self.content is not None and _digest(self.content) != self.known_digest

    def replace(self, text: str) -> None:
        """Write the text, unless somebody has changed the file; then say so."""
        from vendorcheck.store import files
        from vendorcheck.text.safe import path_for_display

        if self.content == text:
            self.known_digest = _digest(text)
            return
        if self.is_changed:
            self.remark = (
                f"{path_for_display(self.path)} is not as it was written, and stays as it is: "
                "rename it, and run this again, for a new one."
            )
            return
        try:
            files.write_file(self.path, text, force=self.content is not None)
        except VendorcheckError as error:
            self.remark = str(error)
        else:
            self.content, self.known_digest = text, _digest(text)


def write_precheck_files(precheck: "Precheck", vendor_path: str) -> PrecheckFiles:
    """Write the letter, where one is due, and the brief; return where they are.

    A letter that asks the same as before stays, with its day: it may be on its way.

    Args:
        precheck: the result.
        vendor_path: the path of the vendor file, which the names of the files begin with.
    """
    from vendorcheck.reports import PRECHECK_REPORTS, Display
    from vendorcheck.text.safe import path_for_display

    stem = os.path.splitext(vendor_path)[0]
    letter_digest, brief_digest, brief_content = _read_brief(f"{stem}-brief.md")
    letter_path = f"{stem}-letter.txt"
    letter = _WrittenFile(letter_path, _read_text(letter_path), letter_digest)
    if precheck.has_letter:
        text = PRECHECK_REPORTS.format_for("vendor").render(precheck, Display())
        if letter.content == text or _without_deadline(letter.content) != _without_deadline(text):
            letter.replace(text)
    elif letter.content is not None:
        letter.remark = (
            f"Nothing is open for the vendor any more: {path_for_display(letter_path)} is the "
            "letter of an earlier day."
        )
    has_letter = letter.content is not None and precheck.has_letter
    brief = _WrittenFile(f"{stem}-brief.md", brief_content, brief_digest)
    if brief_digest == _digest(_DIGEST_LINE.sub("", brief_content or "")):
        brief.known_digest = _digest(brief_content or "")
    brief.replace(_brief_with_digests(precheck, vendor_path, letter, has_letter=has_letter))
    return PrecheckFiles(
        letter_path if has_letter else "",
        brief.path if brief.content is not None else "",
        tuple(filter(None, (letter.remark, brief.remark))),
    )


def _brief_with_digests(
    precheck: "Precheck", vendor_path: str, letter: _WrittenFile, *, has_letter: bool
) -> str:
    """Return the brief, which names the letter, and the line with the digests of both."""
    from vendorcheck.reports.brief import brief_text

    deadline = _DEADLINE.search(letter.content or "") if has_letter else None
    body = brief_text(
        precheck,
        vendor_file=os.path.basename(vendor_path),
        letter_name=os.path.basename(letter.path) if has_letter else "",
        answer_by=deadline[1] if deadline else "",
    )
    digests = f"letter {letter.known_digest or '-'}, brief {_digest(body)}"
    return f"{body}\n<!-- written by vendorcheck: {digests} -->\n"


def _read_brief(path: str) -> tuple[str | None, str | None, str | None]:
    """Return the digests of letter and brief that a brief holds, and its content."""
    content = _read_text(path)
    match = _DIGEST_LINE.search(content or "")
    return (match[1], match[2], content) if match else (None, None, content)


def _read_text(path: str) -> str | None:
    """Return the content of a file; None if there is none, and "" if it can't be read."""
    from vendorcheck.store import files

    if not os.path.lexists(path):
        return None
    try:
        return files.read_file(path).decode("utf-8", "replace")
    except VendorcheckError:
        return ""


def _without_deadline(text: str | None) -> str:
    return _DEADLINE.sub("", text or "")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]
