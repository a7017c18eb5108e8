"""The folder of a policy's key `approved`: where the company's vendor files are."""

import os
from collections.abc import Iterator

from vendorcheck.document.document import Document
from vendorcheck.document.problems import Remark
from vendorcheck.text.safe import path_for_display


def find_approved_folder(policy: Document) -> str | None:
    """Return the folder with the company's vendor files; None if there is none, or none is named.

    It is relative to the policy's folder.
    """
    folder = _named_folder(policy)
    return folder if folder is not None and os.path.isdir(folder) else None


def approved_folder_remarks(policy: Document, *, has_folder: bool) -> Iterator[Remark]:
    """Yield a remark if a policy names a folder that is not there."""
    folder = _named_folder(policy)
    if folder is None:
        return
    if not has_folder:
        message = "a policy from standard input has no folder, so this one is not found"
        yield Remark(("approved",), "folder-not-found", message, "name the policy's file")
    elif not os.path.isdir(folder):
        # As the policy writes it: the message is the same wherever the policy is read from.
        name = path_for_display(str(policy.data["approved"]))
        message = (
            f"{name} is a file, and a folder is expected here"
            if os.path.exists(folder)
            else f"there is no folder {name}"
        )
        hint = "the path begins in the policy's folder"
        yield Remark(("approved",), "folder-not-found", message, hint)


def _named_folder(policy: Document) -> str | None:
    name = policy.data.get("approved")
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        return None
    return os.path.join(os.path.dirname(policy.file), name)
