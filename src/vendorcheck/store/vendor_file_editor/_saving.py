"""A vendor file saved in its old encoding, unless somebody else has changed it meanwhile."""

import codecs
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import files
from vendorcheck.text.safe import path_for_display

_BYTE_ORDER_MARK: Final = "\ufeff"
_MARKS_BY_ENCODING: Final = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def replace_vendor_file(path: str, old: bytes | None, new: str) -> bool:
    """Write a vendor file in its old encoding if it still holds its old content.

    Afterwards it holds the old content or the new, never a part. It keeps its permissions, and a
    link is followed. False, without any change: somebody else has changed it meanwhile.

    Args:
        path: the file.
        old: the content when it was read; None if there was no file.
        new: the new text.

    Raises:
        VendorcheckError: it can't be written.
    """
    return files.replace_if_unchanged(path, _encode_like(new, old or b""), old)


def save_vendor_file(path: str, old: bytes | None, new: str) -> None:
    """Write a vendor file as `replace_vendor_file` does, or its new text beside it.

    If somebody else has changed it meanwhile, their version stays, and the new text goes to
    `<name>.mine-<number>`.

    Args:
        path: the file.
        old: the content when it was read; None if there was no file.
        new: the new text.

    Raises:
        VendorcheckError: it can't be written, or somebody else has changed it; the message names
            both files.
    """
    if not replace_vendor_file(path, old, new):
        new_path = files.write_beside(path, _encode_like(new, old or b""))
        raise VendorcheckError(
            f"{path_for_display(path)} was changed by somebody else in the meantime and stays as "
            f"it is now; your version is {path_for_display(new_path)}. Compare the two, "
            f"put into {path_for_display(path)} what you want to keep, "
            f"and delete {path_for_display(new_path)}"
        )


def _encode_like(text: str, old: bytes) -> bytes:
    """Encode the text like the content that it replaces, with as many byte order marks."""
    for encoding, mark in _MARKS_BY_ENCODING.items():
        if old.startswith(mark):
            old_text = old.decode(encoding, "replace")
            marks = old_text[: len(old_text) - len(old_text.lstrip(_BYTE_ORDER_MARK))]
            return (marks + text.lstrip(_BYTE_ORDER_MARK)).encode(encoding)
    return text.encode()
