"""The style of a file, in which text is added to it, and the proof that it reads back."""

from vendorcheck.document.document import Data, parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter
from vendorcheck.text.safe import path_for_display


def writer_in_style_of(layout: Layout, file: str) -> DataWriter:
    """Return a writer in the style of a file, which is JSON if its name ends in `.json`."""
    is_json = file.lower().endswith(".json")
    return DataWriter(
        is_json=is_json,
        quotes_everything=is_json,
        line_break=layout.line_break,
        indent_unit=layout.indent_unit(),
    )


def encode_text(text: str) -> bytes:
    """Return a text as bytes, lone surrogates included."""
    # So that the parser reports a lone surrogate, which UTF-8 can't hold, with its position.
    return text.encode("utf-8", "surrogatepass")


def verify_text(text: str, expected: dict[str, Data], file: str) -> None:
    """Check that a text reads back as the data that it was written from.

    Raises:
        VendorcheckError: it does not.
    """
    try:
        actual = parse_document(encode_text(text), file).data
    except InvalidFile as error:
        reason = error.problems[0].message
        raise VendorcheckError(
            f"the answers can't be written into {path_for_display(file)}: {reason}; "
            "nothing was changed"
        ) from error
    if actual != expected:
        raise VendorcheckError(
            f"{path_for_display(file)} is laid out in a way that the answers can't be written into "
            "safely; nothing was changed. Write each key of its responses in a line of its own, "
            "with two spaces more for what is inside it"
        )
