"""Bytes decoded as text: UTF-8 with or without a byte order mark, or UTF-16 with one."""

import codecs
import re
from typing import NoReturn

from vendorcheck.document._places import lines_and_columns
from vendorcheck.document._tree import MAX_DOCUMENT_BYTES
from vendorcheck.document.problems import InvalidFile, Location, Problem

_SAVE_AS_UTF8 = 'save it as UTF-8; most editors offer that under "Save with encoding"'


def decode(content: bytes, file: str) -> str:
    """Return the text of a file, without its byte order mark.

    Raises:
        InvalidFile: the file is larger than 2 MiB, or in another encoding.
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
    has_mark = encoding != "utf-8" or content.startswith(codecs.BOM_UTF8)
    mark_length = (3 if encoding == "utf-8" else 2) if has_mark else 0
    body = content[mark_length:]
    try:
        # Some tools add a second mark to the first; libyaml would count it as part of the line.
        return body.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        text_before = body[: error.start].decode(encoding)
        _raise_encoding_problem(
            file, text_before, _describe_wrong_byte(body, error.start, mark_length, encoding)
        )


def _detect_encoding(content: bytes) -> str:
    """Return the encoding by the first bytes: a codec name, or words for one that is not read."""
    first_bytes = content[:4]
    if first_bytes in {codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE}:
        return "UTF-32"
    if first_bytes.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if first_bytes.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    zero_bytes = tuple(byte == 0 for byte in first_bytes)
    if zero_bytes in {(True, True, True, False), (False, True, True, True)}:
        return "UTF-32 without a byte order mark"
    if zero_bytes in {(True, False, True, False), (False, True, False, True)}:
        return "UTF-16 without a byte order mark"
    return "utf-8"


def _describe_wrong_byte(body: bytes, index: int, mark_length: int, encoding: str) -> str:
    byte_words = f"byte 0x{body[index]:02X} (number {mark_length + index + 1} of the file)"
    if encoding != "utf-8":
        return f"{byte_words} is half a character: the file is cut off or damaged"
    if re.match(rb"\xed[\xa0-\xbf]", body[index:]):
        return f"{byte_words} begins half a character (a lone surrogate), which UTF-8 doesn't allow"
    if _is_cut_off(body[index:]):
        return (
            f"{byte_words} begins a character that the end of the file cuts off: "
            "the file is incomplete"
        )
    # From 0x80 to 0x9F, Windows-1252 has quotes and dashes, Latin-1 only control characters.
    has_windows_byte = re.search(rb"[\x80-\x9f]", body)
    encoding_name = "Windows-1252" if has_windows_byte else "Latin-1 or Windows-1252"
    windows_character = body[index : index + 1].decode("cp1252", errors="replace")
    character_note = (
        f', where it is "{windows_character}"'
        if windows_character.isprintable() and windows_character != "\ufffd"
        else ""
    )
    return (
        f"{byte_words} isn't UTF-8; the file was probably saved as {encoding_name}{character_note}"
    )


def _is_cut_off(content: bytes) -> bool:
    """Return whether bytes are the start of one UTF-8 character that lacks its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(content) == ""
    except UnicodeDecodeError:
        return False


def _raise_encoding_problem(file: str, text_before: str, message: str) -> NoReturn:
    offset = len(text_before)
    line, column = lines_and_columns(text_before, {offset})[offset]
    raise InvalidFile([Problem(Location(file, line, column), "encoding", message, _SAVE_AS_UTF8)])
