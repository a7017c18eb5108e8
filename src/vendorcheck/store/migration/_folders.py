"""The files of folders that can be migrated."""

import os
from collections.abc import Iterable

from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.model.answers_file import ANSWERS_KIND
from vendorcheck.model.findings_file import FINDINGS_KIND
from vendorcheck.model.questionnaire import QUESTIONNAIRE_KIND
from vendorcheck.store import files
from vendorcheck.store.file_kind import begins_as_vendor_file, has_kind_key
from vendorcheck.store.walk import walk_folder
from vendorcheck.text.safe import path_for_display


def find_files_to_migrate(paths: Iterable[str]) -> list[str]:
    """Return files, and in the place of folders the vendor files and policies that they hold.

    Raises:
        VendorcheckError: a folder holds none.
    """
    found: dict[str, None] = {}
    for path in paths:
        if not os.path.isdir(path):
            found[path] = None
            continue
        in_folder = list(filter(_can_be_migrated, walk_folder(path).files))
        if not in_folder:
            raise VendorcheckError(
                f"there is no vendor file and no policy in {path_for_display(path)}"
            )
        found.update(dict.fromkeys(in_folder))
    return list(found)


def _can_be_migrated(path: str) -> bool:
    """Return whether a file is a vendor file or a policy, or claims to be ours."""
    content = files.read_file(path)
    if begins_as_vendor_file(content):
        return True
    if not has_kind_key(content):
        return False
    try:
        kind = parse_document(content, path).data.get("vendorcheck")
    except InvalidFile:
        return True  # to migrate reports it
    return kind is not None and kind not in {QUESTIONNAIRE_KIND, ANSWERS_KIND, FINDINGS_KIND}
