"""Limits of a workbook, counted while its archive is unpacked, before anything of it is parsed."""

import re
import zlib
from io import BytesIO
from typing import Final, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from vendorcheck.document.foreign import recognize_foreign
from vendorcheck.document.problems import ErrorCode, InvalidFile, Location, Problem

MAX_PACKED_BYTES: Final = 10 * 1024 * 1024
"""The most bytes of the file."""
MAX_MEMBERS: Final = 200
"""The most files inside."""
MAX_UNPACKED_BYTES: Final = 20 * 1024 * 1024
"""The most bytes of all files inside together."""
MAX_SHARED_STRINGS_BYTES: Final = 2 * 1024 * 1024
"""The most bytes of the texts that sheets share: 49 MB of them take 18 seconds."""
MAX_OTHER_PART_BYTES: Final = 512 * 1024
"""The most bytes of any other part that is read whole, such as styles and properties."""
MAX_CELLS: Final = 300_000
"""The most cells of all sheets together."""

_CHUNK: Final = 64 * 1024
_IS_ENCRYPTED: Final = 0x1
_ZIP: Final = b"PK\x03\x04"
_ENTRY: Final = b"PK\x01\x02"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_TAIL: Final = 64
_SAVE_AS_XLSX: Final = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
_SAVE_AGAIN: Final = (
    "ask for the file again, or open it in Excel or LibreOffice and save it as a new .xlsx"
)
_WITHOUT_LINKS: Final = (
    "save a copy without these links, and import that (Excel: Data, Edit Links, Break Link; "
    "LibreOffice: Edit, Links to External Files, Break Link)"
)
_NOT_READ: Final = (
    (
        re.compile(r"vbaProject|^xl/macrosheets/", re.IGNORECASE),
        "this workbook holds macros, and none with macros is read",
        "save it as an Excel workbook without macros (.xlsx)",
    ),
    (
        re.compile("^xl/externalLinks/", re.IGNORECASE),
        "this workbook takes values from other files, which nobody here has seen",
        _WITHOUT_LINKS,
    ),
)


def refuse(name: str, message: str, hint: str, code: ErrorCode = "unknown-kind") -> NoReturn:
    """Refuse a workbook for one reason.

    Raises:
        InvalidFile: always.
    """
    raise InvalidFile([Problem(Location(name), code, message, hint)])


def refuse_damaged(name: str, detail: str = "") -> NoReturn:
    """Refuse a workbook that is damaged; `detail` says where.

    Raises:
        InvalidFile: always.
    """
    refuse(name, f"this workbook is damaged{detail and f': {detail}'}", _SAVE_AGAIN, "syntax")


def looks_like_workbook(content: bytes) -> bool:
    """Return true if content begins as a workbook does: an archive with sheets in it."""
    return content.startswith(_ZIP) and b"xl/" in content


def check_limits(content: bytes, name: str) -> None:
    """Refuse what is no workbook, or one that is too large or holds what is never read.

    Everything is unpacked once, and nothing of it is kept: sizes that an archive states may lie.

    Raises:
        InvalidFile: with one problem.
    """
    if len(content) > MAX_PACKED_BYTES:
        refuse(
            name,
            f"this file is larger than {_megabytes(MAX_PACKED_BYTES)}, the most that is "
            "read of a workbook",
            "leave out pictures, or send fewer sheets",
            "file-too-large",
        )
    if not looks_like_workbook(content):
        _refuse_other_kind(content, name)
    # A list of a million members would take longer to read than everything else.
    if content.count(_ENTRY) > MAX_MEMBERS:
        _refuse_members(name)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_members(archive, name)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        refuse_damaged(name, "its archive can't be unpacked")


def _check_members(archive: ZipFile, name: str) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        _refuse_members(name)
    if len(set(map(str.lower, names))) < len(names):
        refuse_damaged(name, "two files inside have the same name")
    for pattern, message, hint in _NOT_READ:
        if any(map(pattern.search, names)):
            refuse(name, message, hint)
    counts = _Counts(name)
    for member in members:
        if member.flag_bits & _IS_ENCRYPTED:
            _refuse_encrypted(name)
        # Others may need any amount of memory to unpack, and no spreadsheet writes them.
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            refuse_damaged(name, "it is packed in a way that workbooks never are")
        counts.add(archive, member)


class _Counts:
    """The amounts that have been unpacked so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unpacked = 0
        self.cells = 0

    def add(self, archive: ZipFile, member: ZipInfo) -> None:
        """Unpack a member, and forget it again.

        Raises:
            InvalidFile: the sums are now beyond a limit.
        """
        tail = b""
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                self.unpacked += len(chunk)
                if self.unpacked > MAX_UNPACKED_BYTES:
                    refuse(
                        self.name,
                        f"this workbook holds more than {_megabytes(MAX_UNPACKED_BYTES)} when it "
                        "is unpacked, the most that is read",
                        _SAVE_AGAIN,
                        "file-too-large",
                    )
                # A cell may begin in one chunk and end in the next.
                seen = tail + chunk
                end = max(0, len(seen) - _TAIL)
                self.cells += sum(1 for cell in _CELL.finditer(seen) if cell.start() < end)
                tail = seen[end:]
        self.cells += len(_CELL.findall(tail))
        if self.cells > MAX_CELLS:
            refuse_cells(self.name)


def refuse_cells(name: str) -> NoReturn:
    """Refuse a workbook with too many cells.

    Raises:
        InvalidFile: always.
    """
    refuse(
        name,
        f"this workbook has more than {MAX_CELLS:,} cells, the most that is read",
        "delete the rows, columns and sheets that hold nothing, and save it again",
        "too-many-nodes",
    )


def refuse_part(name: str, part: str) -> NoReturn:
    """Refuse a workbook with a part that is too large to be read whole.

    Raises:
        InvalidFile: always.
    """
    refuse(
        name,
        f"the part {part} of this workbook is larger than is read",
        _SAVE_AGAIN,
        "file-too-large",
    )


def _refuse_members(name: str) -> NoReturn:
    message = f"there are more than {MAX_MEMBERS} files inside this workbook, the most that is read"
    refuse(name, message, _SAVE_AGAIN, "file-too-large")


def _refuse_encrypted(name: str) -> NoReturn:
    refuse(
        name,
        "this workbook is protected by a password",
        "ask for it without one, or open it and save a copy without",
    )


def _refuse_other_kind(content: bytes, name: str) -> NoReturn:
    if content.startswith(_OLE) and _ENCRYPTED_PACKAGE in content:
        _refuse_encrypted(name)
    if not content:
        refuse(name, "this file is empty", _SAVE_AGAIN, "empty-file")
    if content.startswith(_OLE):
        refuse(name, "this is a workbook of an older Excel (.xls)", _SAVE_AS_XLSX)
    foreign = recognize_foreign(content, "")  # its name says no more than that it is a workbook
    unknown = "a file of another kind" if b"\0" in content else "a text"
    kind = foreign.name if foreign else unknown
    refuse(
        name,
        f"this is {kind}, and no Excel workbook (.xlsx)",
        "ask for the workbook itself" if foreign and "PDF" in foreign.name else _SAVE_AS_XLSX,
    )


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"
