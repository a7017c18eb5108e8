"""Files of other programs, recognized by their first bytes: Office, PDF, images, archives, pages.

They are named for what they are. As text they would have hundreds of faults, and say nothing.
"""

import re
from typing import Final, NamedTuple

_HEAD_BYTES: Final = 1024
_SHOWN_SUFFIX: Final = 8
AS_EVIDENCE: Final = (
    "copy what it says into a vendor file, which vendorcheck new vendor NAME begins, "
    "and name the document there as evidence"
)
_UNPACKED: Final = "unpack it, and name a file in it"
_AS_SOURCE: Final = "save the file that the page shows, not the page"


class ForeignFile(NamedTuple):
    """A kind of file that is not ours: what it is, and what to do."""

    name: str
    hint: str


_BY_FIRST_BYTES: Final = (
    (rb"%PDF-", ForeignFile("a PDF document", AS_EVIDENCE)),
    (
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ForeignFile("a document of an older Office (.doc, .xls, .ppt or .msg)", AS_EVIDENCE),
    ),
    (rb"\{\\rtf", ForeignFile("a document in rich text (RTF)", AS_EVIDENCE)),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", ForeignFile("an image", AS_EVIDENCE)),
    (
        rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ",
        ForeignFile("a compressed archive", _UNPACKED),
    ),
    (
        rb"(?:\xef\xbb\xbf)?\s*<(?i:!doctype html|html)\b",
        ForeignFile("a web page (HTML)", _AS_SOURCE),
    ),
)
_IN_ZIP: Final = (
    (b"xl/", ForeignFile("an Excel workbook (.xlsx)", AS_EVIDENCE)),
    (b"word/", ForeignFile("a Word document (.docx)", AS_EVIDENCE)),
    (b"ppt/", ForeignFile("a PowerPoint presentation (.pptx)", AS_EVIDENCE)),
    (
        b"mimetypeapplication/vnd.oasis.opendocument",
        ForeignFile("a document of LibreOffice (.ods or .odt)", AS_EVIDENCE),
    ),
)
_ZIP: Final = ForeignFile("a ZIP archive", _UNPACKED)
_TABLE: Final = ForeignFile("a table (CSV)", AS_EVIDENCE)
_BY_SUFFIX: Final = {
    ".csv": _TABLE,
    ".tsv": _TABLE,
    ".md": ForeignFile("a text in Markdown (.md)", AS_EVIDENCE),
    ".txt": ForeignFile("a plain text (.txt)", AS_EVIDENCE),
}
_SUFFIX: Final = re.compile(r"[^./\\](\.[^./\\]+)\Z")
_OUR_SUFFIXES: Final = frozenset(("", ".yaml", ".yml", ".json"))
# As a key of any file of ours, wherever it stands; a table is none, whatever it holds.
_OUR_KEY: Final = re.compile(rb"^[ \t{]*[\"']?vendorcheck[\"']?[ \t]*:", re.MULTILINE)


def recognize_foreign(content: bytes, file: str) -> ForeignFile | None:
    """Return what a file of another program is; None for one that may be YAML or JSON.

    Args:
        content: the bytes of the file, or their beginning.
        file: its name: text of which it tells another kind is not ours, unless it has our key.
    """
    head = content[:_HEAD_BYTES]
    if content.startswith(b"PK\x03\x04"):
        return next((kind for name, kind in _IN_ZIP if name in content), _ZIP)
    for pattern, kind in _BY_FIRST_BYTES:
        if re.match(pattern, head, re.DOTALL):
            return kind
    match = _SUFFIX.search(file)
    suffix = match[1].lower() if match else ""
    if suffix in _OUR_SUFFIXES:
        return None
    named = _BY_SUFFIX.get(suffix)
    if named is _TABLE:
        return named
    if _OUR_KEY.search(content):
        return None
    return named or ForeignFile(f"a file of another kind ({suffix[:_SHOWN_SUFFIX]})", AS_EVIDENCE)
