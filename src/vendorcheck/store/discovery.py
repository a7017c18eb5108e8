"""Where questionnaires and policies lie: those that come with the tool, and a company's own beside its policy."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from vendorcheck.document.document import FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.store import files
from vendorcheck.text.safe import path_for_display

POLICY_VARIABLE: Final = "VENDORCHECK_POLICY"
"""The environment variable that names the policy where a person does not."""
_STORE_FOLDER = os.path.dirname(__file__)
_PACKAGE_FOLDER = os.path.dirname(_STORE_FOLDER)
_BUILT_IN_FOLDER = os.path.join(_PACKAGE_FOLDER, "shipped")
_CHECKOUT_FOLDER = os.path.dirname(os.path.dirname(_PACKAGE_FOLDER))
_HEAD_BYTES: Final = 64 * 1024
"""So many bytes tell whether a file is a questionnaire: its first key says so, after whatever comments."""
# No white space after `^`: of many empty lines, each would try all that follow.
_KIND_PATTERN = re.compile(
    rb"""(?:^|[{,]\s*)["']?vendorcheck["']?\s*:\s*["']?questionnaire/1\b""", re.MULTILINE
)
_ID_PATTERN = re.compile(
    rb"""(?:^|[{,])[ \t]*["']?id["']?[ \t]*:[ \t]*["']?([a-z0-9-]{1,64})\b""", re.MULTILINE
)


def built_in_files(folder: str) -> dict[str, str]:
    """The files of a folder that come with the tool, id -> path: from the wheel, else from the checkout."""
    home = os.path.join(_BUILT_IN_FOLDER, folder)
    if not os.path.isdir(home):
        home = os.path.join(_CHECKOUT_FOLDER, folder)
    names = sorted(name for name in os.listdir(home) if name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): os.path.join(home, name) for name in names}


def known_control_ids() -> dict[str, frozenset[str]]:
    """The control ids that are known, by framework with its version."""
    home = os.path.join(_STORE_FOLDER, "control_ids")
    found = {}
    for name in sorted(os.listdir(home)):
        with open(os.path.join(home, name), encoding="ascii") as lines:
            found[name.removesuffix(".txt")] = frozenset(line.strip() for line in lines)
    return found


def file_hint(name: str) -> str:
    """A hint that offers the file of a name that is nothing built in; empty if there is none."""
    paths = (f"./{name}{suffix}" for suffix in ("", *files.FILE_SUFFIXES))
    found = next((path for path in paths if os.path.isfile(path)), None)
    return f"did you mean the file {path_for_display(found)}?" if found else ""


def is_file_name(text: str) -> bool:
    """Whether a person means a file rather than something built in: it has a slash or a suffix."""
    return "/" in text or os.sep in text or text.endswith((".yaml", ".yml", ".json"))


def chosen_policy_name(name: str | None) -> str:
    """The policy that a person names, else that of VENDORCHECK_POLICY, else the default."""
    return name or os.environ.get(POLICY_VARIABLE) or "default"


@contextlib.contextmanager
def blame_policy_variable(name: str | None) -> Iterator[None]:
    """Let a failure name the variable where no person names the policy: nobody remembers what is set somewhere.

    Problems of a file stay as they are, since they name the file.
    """
    try:
        yield
    except InvalidFile:
        raise
    except VendorcheckError as error:
        if name or not os.environ.get(POLICY_VARIABLE):
            raise
        raise VendorcheckError(f"{POLICY_VARIABLE} names no policy: {error}") from error


def policy_folder(name: str | None) -> str | None:
    """The folder of the policy's file; None for a built-in policy.

    Raises:
        VendorcheckError: there is no such file.
    """
    text = chosen_policy_name(name)
    if not is_file_name(text):
        return None
    with blame_policy_variable(name):
        files.read_file(text, 0)
    return os.path.dirname(text)


def questionnaires_beside(folders: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The files of questionnaires in folders, not below them, by the id that each gives itself; none is checked.

    Raises:
        VendorcheckError: a folder can't be read.
    """
    found: dict[str, tuple[str, ...]] = {}
    for path in chain.from_iterable(map(_data_files_in, folders)):
        if name := _questionnaire_id_in(path):
            found[name] = (*found.get(name, ()), path)
    return found


def _data_files_in(folder: str) -> list[str]:
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(
                one.name for one in entries if one.name.lower().endswith(files.FILE_SUFFIXES)
            )
    except OSError as error:
        raise VendorcheckError(
            f"the folder {path_for_display(folder or '.')} can't be read: {files.describe_os_error(error)}"
        ) from error
    return [os.path.join(folder, name) for name in names]


def _questionnaire_id_in(path: str) -> str | None:
    """The id of a questionnaire; None for any other file, and for one that can't be read."""
    try:
        if not _KIND_PATTERN.search(ascii_view(files.read_file(path, _HEAD_BYTES))):
            return None
        content = files.read_file(path)
        data = parse_document(content, path).data
    except FlawedText as flawed:
        data = flawed.readable_document.data
    except InvalidFile:
        return probable_id(content)  # who needs it is told what is wrong with it
    except VendorcheckError:
        return None
    name = data.get("id")
    return name if data.get("vendorcheck") == "questionnaire/1" and isinstance(name, str) else None


def probable_id(content: bytes) -> str | None:
    """The id of a questionnaire that can't be parsed: the first that is in it; None if there is none."""
    found = _ID_PATTERN.search(ascii_view(content))
    return found[1].decode() if found else None


def ascii_view(content: bytes) -> bytes:
    """Near enough to ASCII for a look at a file that is not parsed, whatever its encoding and line ends."""
    text = content.replace(b"\0", b"").replace(b"\r", b"\n")
    return text.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
