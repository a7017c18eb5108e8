"""The kind of a file: questionnaire, policy, vendor file, answers file, or none of ours."""

import re

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.model.crosswalk import CROSSWALK_KIND
from vendorcheck.model.findings_file import FINDINGS_KIND
from vendorcheck.model.policy import POLICY_KIND
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
from vendorcheck.store.discovery import ascii_view
from vendorcheck.text.suggest import nearest_name_hint

FILE_KINDS = (
    QUESTIONNAIRE_KIND,
    POLICY_KIND,
    VENDOR_FILE_KIND,
    ANSWERS_KIND,
    CROSSWALK_KIND,
    FINDINGS_KIND,
)
KIND_KEY = "vendorcheck"
_KIND_NAMES = {
    QUESTIONNAIRE_KIND: "a questionnaire file",
    POLICY_KIND: "a policy file",
    VENDOR_FILE_KIND: "a vendor file",
    ANSWERS_KIND: "an answers file",
    CROSSWALK_KIND: "a crosswalk",
    FINDINGS_KIND: "a findings file",
}
_IMPORT_HINT = "take it into the vendor file: vendorcheck import FILE --into VENDOR_FILE"
# The first key of an unreadable file. An indented key of that name may be somebody else's.
KIND_KEY_PATTERN = re.compile(
    rb"""(?:\A\s*\{\s*|^)["']?vendorcheck["']?[ \t]*:"""
    # Such a value is ours, however its key is spelt or indented.
    rb"""|^[ \t]*["']?[\w-]{1,20}["']?[ \t]*:[ \t]*["']?"""
    rb"""(?:questionnaire|policy|vendor|answers|crosswalk|findings)/1["']?[ \t]*(?:#.*)?$""",
    re.MULTILINE,
)
_LATER_JSON_KEY = re.compile(rb"""^[ \t]*"vendorcheck"[ \t]*:""", re.MULTILINE)
_FINDINGS_VALUE = re.compile(rb"""vendorcheck["']?\s*:\s*["']?findings/""")
# The first key of a vendor file as nearly everybody writes it, after any comments.
_VENDOR_FILE_START = re.compile(
    rb"""\A(?:[ \t]*(?:\#[^\n]*)?\n)*+(?:---[ \t]*\n)?"""
    rb"""vendorcheck:[ \t]+["']?vendor/1["']?[ \t]*(?:\#.*)?$"""
    rb"""|\A\s*\{\s*"vendorcheck"\s*:\s*"vendor/1"\s*[,}]""",
    re.MULTILINE,
)
_MIN_SIMILARITY = 0.8
"""The least similarity of a key to ours, from 0 to 1; the common key `vendor` has 0.7."""


def has_kind_key(content: bytes) -> bool:
    """Return whether a file, or its beginning, has our key, though it may be unreadable."""
    text = ascii_view(content)
    return bool(KIND_KEY_PATTERN.search(text) or _LATER_JSON_KEY.search(text))


def names_findings_kind(content: bytes) -> bool:
    """Return whether a file, or its beginning, says that it is a findings file."""
    return has_kind_key(content) and bool(_FINDINGS_VALUE.search(ascii_view(content)))


def begins_as_vendor_file(content: bytes) -> bool:
    """Return whether a file is a vendor file by its first key."""
    return _VENDOR_FILE_START.match(ascii_view(content)) is not None


def identify_kind(document: Document) -> str:
    """Return the kind of a file, such as `vendor/1`.

    Raises:
        InvalidFile: it is none of our files.
    """
    kind = document.data.get("vendorcheck")
    if isinstance(kind, str) and kind in FILE_KINDS:
        return kind
    hint = _kind_hint(str(kind))
    if "vendorcheck" in document.data:
        remark = Remark(
            ("vendorcheck",),
            "unknown-kind",
            "this kind of file, or version of its format, is not known",
            hint,
        )
    else:
        hint = (
            f'begin it with "vendorcheck: {QUESTIONNAIRE_KIND}", '
            f'"{POLICY_KIND}", "{VENDOR_FILE_KIND}" or "{ANSWERS_KIND}"'
        )
        remark = Remark((), "unknown-kind", "this file does not say what it is", hint)
    raise InvalidFile([document.to_problem(remark)])


def _kind_hint(kind: str) -> str:
    """Suggest a kind of file, or a newer vendorcheck if the version is too high."""
    kinds_by_name = {name.partition("/")[0]: name for name in FILE_KINDS}
    name, _, version = kind.partition("/")
    if name in kinds_by_name and version.isdecimal() and version.lstrip("0") not in ("", "1"):
        return f'a higher version needs a newer vendorcheck; this one reads "{kinds_by_name[name]}"'
    return (
        nearest_name_hint(kind, kinds_by_name.values())
        or f"choose from {', '.join(kinds_by_name.values())}"
    )


def require_kind(document: Document, kind: str) -> None:
    """Check that a file is of a kind.

    Raises:
        InvalidFile: it is of another kind, or none of our files.
    """
    actual_kind = identify_kind(document)
    if actual_kind != kind:
        remark = Remark(
            ("vendorcheck",),
            "unknown-kind",
            f"this is {_KIND_NAMES[actual_kind]}; {_KIND_NAMES[kind]} is expected here",
            _IMPORT_HINT
            if actual_kind in (ANSWERS_KIND, FINDINGS_KIND) and kind == VENDOR_FILE_KIND
            else "",
        )
        raise InvalidFile([document.to_problem(remark)])


def near_miss_remark(document: Document, *, named_directly: bool) -> Remark | None:
    """Return a remark on a key that is nearly our first key; None if there is none.

    It is an error if the command names the file directly; otherwise it says that the file was
    skipped.
    """
    for key, value in document.data.items():
        if _resembles_kind_key(key) or (isinstance(value, str) and value in FILE_KINDS):
            message = f'"{key[:40]}" looks like a mistyped "{KIND_KEY}"'
            hint = f'did you mean "{KIND_KEY}"?'
            if named_directly:
                return Remark((key,), "unknown-kind", message, hint, at_key=True)
            return Remark(
                (key,), "near-miss", f"{message}, so this file was skipped", hint, at_key=True
            )
    return None


def _resembles_kind_key(key: str) -> bool:
    from difflib import SequenceMatcher

    if not len(KIND_KEY) - 3 <= len(key) <= len(KIND_KEY) + 3:
        return False
    return SequenceMatcher(None, key.lower(), KIND_KEY).ratio() >= _MIN_SIMILARITY
