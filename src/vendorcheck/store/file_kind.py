"""Which kind of file one of ours is, and whether it is one of ours at all."""

import re

from vendorcheck.document.document import Document
from vendorcheck.document.problems import InvalidFile, Remark
from vendorcheck.model.policy import POLICY_KIND
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND
from vendorcheck.text.suggest import nearest_name_hint

FILE_KINDS = (QUESTIONNAIRE_KIND, POLICY_KIND, VENDOR_FILE_KIND)
KIND_KEY = "vendorcheck"
# The first key of a file that can't be read. Without indentation: elsewhere the word is somebody else's.
KIND_KEY_PATTERN = re.compile(
    rb"""(?:\A\s*\{\s*|^)["']?vendorcheck["']?[ \t]*:"""
    # However the key is written or indented, nobody else has this behind it.
    rb"""|^[ \t]*["']?[\w-]{1,20}["']?[ \t]*:[ \t]*["']?(?:questionnaire|policy|vendor)/1["']?[ \t]*(?:#.*)?$""",
    re.MULTILINE,
)
_MIN_SIMILARITY = 0.8
"""How near to our key a key must be. `vendor`, which many files have, is at 0.7."""


def identify_kind(document: Document) -> str:
    """Which kind of file it is, or `InvalidFile` if it is none of ours."""
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
        hint = f'begin it with "vendorcheck: {QUESTIONNAIRE_KIND}", "{POLICY_KIND}" or "{VENDOR_FILE_KIND}"'
        remark = Remark((), "unknown-kind", "this file does not say what it is", hint)
    raise InvalidFile([document.to_problem(remark)])


def _kind_hint(kind: str) -> str:
    """Suggest a kind of file; for a version that is too high, say what reads it."""
    known = {name.partition("/")[0]: name for name in FILE_KINDS}
    name, _, version = kind.partition("/")
    if name in known and version.isdecimal() and version.lstrip("0") not in ("", "1"):
        return f'a higher version needs a newer vendorcheck; this one reads "{known[name]}"'
    return nearest_name_hint(kind, known.values()) or f"choose from {', '.join(known.values())}"


def require_kind(document: Document, kind: str) -> None:
    """`InvalidFile` if a file is not of the kind that is wanted."""
    found = identify_kind(document)
    if found != kind:
        word, wanted = found.partition("/")[0], kind.partition("/")[0]
        remark = Remark(
            ("vendorcheck",),
            "unknown-kind",
            f"this is a {word} file; a {wanted} file is wanted here",
        )
        raise InvalidFile([document.to_problem(remark)])


def near_miss_remark(document: Document, *, named_directly: bool) -> Remark | None:
    """A first key that is nearly ours. A file that was named itself is surely meant to be one of ours."""
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
    from difflib import SequenceMatcher  # noqa: PLC0415 - only files that are not ours need it

    if not len(KIND_KEY) - 3 <= len(key) <= len(KIND_KEY) + 3:
        return False
    return SequenceMatcher(None, key.lower(), KIND_KEY).ratio() >= _MIN_SIMILARITY
