"""The name of a vendor file that an interview begins, and the files that may have been meant."""

import os
from difflib import get_close_matches
from typing import Final

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.interview.terminal import Console
from vendorcheck.store.files import FILE_SUFFIXES
from vendorcheck.text.safe import path_for_display, slug

_LEAST_SIMILARITY: Final = 0.75


def complete_file_name(path: str, console: Console) -> str:
    """Return the path of a vendor file, which gets the suffix .yaml if it is new and has none.

    Without it `validate` would not find the file in its folder.

    Raises:
        VendorcheckError: there is a file with one of our suffixes that was probably meant.
    """
    folder, name = os.path.split(path)
    if not name or os.path.lexists(path) or has_file_suffix(name):
        return path
    stem = name if slug(name) == "unnamed" else slug(name)
    for existing_name in (f"{begin}{end}" for begin in (name, stem) for end in FILE_SUFFIXES):
        existing_path = os.path.join(folder, existing_name)
        if os.path.exists(existing_path):
            raise VendorcheckError(
                f"there is no file {path_for_display(path)}; "
                f"did you mean {path_for_display(existing_path)}?"
            )
    new_path = os.path.join(folder, f"{stem}.yaml")
    console.say(f"A vendor file ends in .yaml, so this one is {path_for_display(new_path)}.")
    return new_path


def announce_new_file(path: str, console: Console) -> None:
    """Say that a new file begins; name one beside it that is called almost alike."""
    hint = _similar_file_hint(path)
    console.say(f"There is no file {path_for_display(path)}{hint}. A new one begins here.")


def has_file_suffix(name: str) -> bool:
    """Return whether a name ends as the files do that are found in folders."""
    return name.lower().endswith(FILE_SUFFIXES)


def _similar_file_hint(path: str) -> str:
    folder, new_name = os.path.split(path)
    try:
        names = {_stem(name): name for name in os.listdir(folder or ".") if has_file_suffix(name)}
    except OSError:
        return ""  # a folder in which files may be made, but not listed
    matches = get_close_matches(_stem(new_name), names, n=1, cutoff=_LEAST_SIMILARITY)
    if not matches:
        return ""
    return f" (did you mean {path_for_display(os.path.join(folder, names[matches[0]]))}?)"


def _stem(name: str) -> str:
    return slug(os.path.splitext(name)[0])
