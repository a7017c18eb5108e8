"""Bytes -> text: UTF-8 with or without byte order mark, or UTF-16 with one."""

import codecs
import re
from typing import NoReturn

from vendorcheck.document._places import lines_and_columns
from vendorcheck.document._tree import MAX_DOCUMENT_BYTES
from vendorcheck.document.problems import InvalidFile, Location, Problem

_SAVE_AS_UTF8 = 'save it as UTF-8; most editors offer that under "Save with encoding"'


def decode(content: bytes, file: str) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        InvalidFile: the file is over 2 MiB, or in another encoding.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        problem = Problem(
            Location(file),
            "file-too-large",
            f"the file is larger than {MAX_DOCUMENT_BYTES // 1024 // 1024} MiB",
            "split it into several files",
        )
        raise InvalidFile([problem])
    encoding = _detect_encoding(content)
    if encoding not in {"utf-8", "utf-16-le", "utf-16-be"}:
        _raise_encoding_problem(file, "", f"the file was saved as {encoding}")
    marked = encoding != "utf-8" or content.startswith(codecs.BOM_UTF8)
    begin = (3 if encoding == "utf-8" else 2) if marked else 0
    body = content[begin:]
    try:
        # Some tools put a second mark before one that is there; libyaml would count it as part of the line.
        return body.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding)
        _raise_encoding_problem(
            file, before, _describe_wrong_byte(body, error.start, begin, encoding)
        )


def _detect_encoding(content: bytes) -> str:
    """What the file begins like: the name of an encoding that can be read, or words for one that can't."""
    begin = content[:4]
    if begin in {codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}:
        return "UTF-32"
    if begin.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if begin.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    zeros = tuple(byte == 0 for byte in begin)
    if zeros in {(True, True, True, False), (False, True, True, True)}:
        return "UTF-32 without a byte order mark"
    if zeros in {(True, False, True, False), (False, True, False, True)}:
        return "UTF-16 without a byte order mark"
    return "utf-8"


def _describe_wrong_byte(body: bytes, index: int, skipped: int, encoding: str) -> str:
    """Which byte is wrong, and what the file was probably saved as."""
    byte = f"byte 0x{body[index]:02X} (number {skipped + index + 1} of the file)"
    if encoding != "utf-8":
        return f"{byte} is half a character: the file is cut off or damaged"
    if re.match(rb"\xed[\xa0-\xbf]", body[index:]):
        return f"{byte} begins half a character (a lone surrogate), which UTF-8 doesn't allow"
    if _is_cut_off(body[index:]):
        return (
            f"{byte} begins a character that the end of the file cuts off: the file is incomplete"
        )
    # From 0x80 to 0x9F, Windows-1252 has quotes and dashes, and Latin-1 nothing that is ever used.
    windows = re.search(rb"[\x80-\x9f]", body)
    name = "Windows-1252" if windows else "Latin-1 or Windows-1252"
    meant = body[index : index + 1].decode("cp1252", errors="replace")
    shown = f', where it is "{meant}"' if meant.isprintable() and meant != "\ufffd" else ""
    return f"{byte} isn't UTF-8; the file was probably saved as {name}{shown}"


def _is_cut_off(rest: bytes) -> bool:
    """Whether this is the begin of one character that lacks its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(rest) == ""
    except UnicodeDecodeError:
        return False


def _raise_encoding_problem(file: str, before: str, message: str) -> NoReturn:
    end = len(before)
    line, column = lines_and_columns(before, {end})[end]
    raise InvalidFile([Problem(Location(file, line, column), "encoding", message, _SAVE_AS_UTF8)])
