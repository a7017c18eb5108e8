"""The text of a vendor file with the outcome of an import in it."""

from collections.abc import Mapping

from vendorcheck.document.document import Document, parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.exchange.import_plan import ImportPlan
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.migration import migrate
from vendorcheck.store.vendor_file_editor import (
    append_to_list,
    restore_comments,
    update_vendor_file_text,
)
from vendorcheck.text.safe import build_command_line, path_for_display
from vendorcheck.validation.schema.parse import parse_model


def text_after(
    plan: ImportPlan, document: Document, questionnaires: Mapping[str, Questionnaire]
) -> str:
    """Return the text of a vendor file after an import; everything else stays as it is.

    Raises:
        VendorcheckError: it can't be written so that it reads back as intended.
    """
    changes = plan.merge.changes
    ids = dict.fromkeys(key.partition("/")[0] for key in changes)
    versions = {name: questionnaires[name].version for name in ids}
    written = update_vendor_file_text(document.text, changes, versions=versions, file=document.file)
    text = restore_comments(document, changes, written)
    if plan.log:
        text = append_to_list(text, "log", plan.log, file=document.file)
    _require_valid(text, document.file)
    return text


def _require_valid(text: str, file: str) -> None:
    """Check that a vendor file is one still: an import must not be what breaks it.

    Raises:
        VendorcheckError: it is none; the message says what a reply brought in.
    """
    try:
        parse_model(parse_document(text.encode(), file), VendorFile)
    except InvalidFile as invalid:
        raise VendorcheckError(
            f"{path_for_display(file)} would not be valid any more: "
            f"{invalid.problems[0].message}; nothing was changed"
        ) from invalid


def require_present_names(document: Document, library: Library) -> None:
    """Check that a vendor file needs no migration, so that answers don't stand under two names.

    Raises:
        VendorcheckError: it does; the message names the command.
    """
    migrated = migrate(document, library)
    if migrated.text != migrated.old_text:
        raise VendorcheckError(
            f"{path_for_display(document.file)} was written for older questionnaires; "
            f"move its answers first: {build_command_line('migrate', document.file)}"
        )
