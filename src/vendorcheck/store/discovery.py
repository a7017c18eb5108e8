"""The places of questionnaires and policies: built in, or in a folder beside a company's policy."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from vendorcheck.document.document import FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.store import files
from vendorcheck.text.safe import path_for_display

_OTHERS: Final = (
    *(".xlsx", ".xls", ".ods", ".csv", ".docx", ".doc", ".odt", ".rtf", ".pptx", ".pdf", ".html"),
    *(".htm", ".txt", ".md", ".zip"),
)
"""Suffixes of files that people have instead of ours."""
POLICY_VARIABLE: Final = "VENDORCHECK_POLICY"
"""The environment variable that names the policy if the command does not."""
_STORE_FOLDER = os.path.dirname(__file__)
_PACKAGE_FOLDER = os.path.dirname(_STORE_FOLDER)
_BUILT_IN_FOLDER = os.path.join(_PACKAGE_FOLDER, "shipped")
_CHECKOUT_FOLDER = os.path.dirname(os.path.dirname(_PACKAGE_FOLDER))
HEAD_BYTES: Final = 64 * 1024
"""The bytes in which a file of ours has its first key, after any comments."""
# No white space after `^`: the search would take quadratic time on many empty lines.
_KIND_PATTERN = re.compile(
    rb"""(?:^|[{,]\s*)["']?vendorcheck["']?\s*:\s*["']?questionnaire/1\b""", re.MULTILINE
)
_ID_PATTERN = re.compile(
    rb"""(?:^|[{,])[ \t]*["']?id["']?[ \t]*:[ \t]*["']?([a-z0-9-]{1,64})\b""", re.MULTILINE
)


def built_in_files(folder: str) -> dict[str, str]:
    """Return the paths of the built-in files of a folder by id.

    They come from the wheel, otherwise from the checkout.
    """
    directory = os.path.join(_BUILT_IN_FOLDER, folder)
    if not os.path.isdir(directory):
        directory = os.path.join(_CHECKOUT_FOLDER, folder)
    names = sorted(name for name in os.listdir(directory) if name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): os.path.join(directory, name) for name in names}


@cache
def known_control_ids() -> Mapping[str, frozenset[str]]:
    """Return the known control ids by framework with its version, such as `ccm-4.0`."""
    directory = os.path.join(_STORE_FOLDER, "control_ids")
    control_ids = {}
    for name in sorted(os.listdir(directory)):
        with open(os.path.join(directory, name), encoding="ascii") as lines:
            control_ids[name.removesuffix(".txt")] = frozenset(line.strip() for line in lines)
    return MappingProxyType(control_ids)


def file_hint(name: str) -> str:
    """Return a hint to the file that a name probably means; empty if there is no such file."""
    paths = (f"./{name}{suffix}" for suffix in ("", *files.FILE_SUFFIXES))
    existing_path = next((candidate for candidate in paths if os.path.isfile(candidate)), None)
    return f"did you mean the file {path_for_display(existing_path)}?" if existing_path else ""


def is_file_name(text: str) -> bool:
    """Return whether a name means a file, not something built in: it has a slash or a suffix.

    The suffixes of other programs count, so that a file is named for what it is.
    """
    return "/" in text or os.sep in text or text.lower().endswith((*files.FILE_SUFFIXES, *_OTHERS))


def chosen_policy_name(name: str | None) -> str:
    """Return the given policy name, otherwise that of VENDORCHECK_POLICY, otherwise the default."""
    return name or os.environ.get(POLICY_VARIABLE) or "default"


@contextlib.contextmanager
def blame_policy_variable(name: str | None) -> Iterator[None]:
    """Name the environment variable in an error if the policy comes from there, not from `name`.

    People forget what their environment sets. Problems in a file stay as they are, since they name
    the file.
    """
    try:
        yield
    except InvalidFile:
        raise
    except VendorcheckError as error:
        if name or not os.environ.get(POLICY_VARIABLE):
            raise
        raise VendorcheckError(f"{POLICY_VARIABLE} names no policy: {error}") from error


def data_files_in(folder: str) -> list[str]:
    """Return the paths of the YAML and JSON files in a folder, not below it, sorted.

    Raises:
        VendorcheckError: the folder can't be read.
    """
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(
                entry.name for entry in entries if entry.name.lower().endswith(files.FILE_SUFFIXES)
            )
    except OSError as error:
        raise VendorcheckError(
            f"the folder {path_for_display(folder or '.')} can't be read: "
            f"{files.describe_os_error(error)}"
        ) from error
    return [os.path.join(folder, name) for name in names]


def questionnaire_id_in(path: str) -> str | None:
    """Return the id of a questionnaire; None for any other file and for an unreadable one."""
    try:
        if not _KIND_PATTERN.search(ascii_view(files.read_file(path, HEAD_BYTES))):
            return None
        content = files.read_file(path)
        data = parse_document(content, path).data
    except FlawedText as flawed:
        data = flawed.readable_document.data
    except InvalidFile:
        return probable_id(content)  # its problems are reported where it is used
    except VendorcheckError:
        return None
    questionnaire_id = data.get("id")
    return (
        questionnaire_id
        if data.get("vendorcheck") == "questionnaire/1" and isinstance(questionnaire_id, str)
        else None
    )


def probable_id(content: bytes) -> str | None:
    """Return the first id in a questionnaire that can't be parsed; None if there is none."""
    id_match = _ID_PATTERN.search(ascii_view(content))
    return id_match[1].decode() if id_match else None


def ascii_view(content: bytes) -> bytes:
    """Return content close enough to ASCII to search it unparsed, whatever its encoding is."""
    text = content.replace(b"\0", b"").replace(b"\r", b"\n")
    return text.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
