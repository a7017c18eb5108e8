"""The line that says how many answers of a vendor file stand under older names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import typer

from vendorcheck.cli._context import own_questionnaire_options
from vendorcheck.text.safe import build_command_line

if TYPE_CHECKING:
    from vendorcheck.store.case import VendorCase
    from vendorcheck.store.library import Library


_CODES_OF_OLDER_FILES: Final = frozenset({"answer-outdated", "version-differs"})
"""The warnings of which a file has one if it was written for older questionnaires."""


def print_movable(
    path: str,
    vendor_case: "VendorCase",
    library: "Library",
    options: Sequence[str],
    questionnaires: Sequence[str] = (),
) -> None:
    """Print how many answers stand under older names, and the command that moves them.

    Args:
        path: the vendor file.
        vendor_case: the case that was made of it.
        library: the library that read it.
        options: the options that name the policy.
        questionnaires: the chosen questionnaires, ids and files.
    """
    if not any(warning.code in _CODES_OF_OLDER_FILES for warning in vendor_case.warnings):
        return
    from vendorcheck.store.migration import count_movable

    count = count_movable(vendor_case.document.data, library)
    if count:
        options = (
            *own_questionnaire_options(questionnaires),
            *options,
            *(("-o", "FILE") if path == "-" else ()),
        )
        command = build_command_line("migrate", path, options=options)
        words = "answer stands" if count == 1 else "answers stand"
        typer.echo(f"{count} {words} under older names and would move: {command}", err=True)
