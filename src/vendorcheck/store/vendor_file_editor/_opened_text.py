"""The text of a file that is edited where it stands, and read back before anybody gets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.store.vendor_file_editor._edits import Edit, Editor, apply_edits
from vendorcheck.store.vendor_file_editor._layout import Layout
from vendorcheck.store.vendor_file_editor._style import encode_text, verify_text, writer_in_style_of
from vendorcheck.store.vendor_file_editor._yaml_text import DataWriter

_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class OpenedText:
    """The text of a file, read to be edited where it stands."""

    mark: str
    """The byte order mark, if it has one."""
    body: str
    document: Document
    layout: Layout
    writer: DataWriter
    file: str

    @classmethod
    def read(cls, text: str, file: str) -> Self:
        """Read a text.

        Raises:
            InvalidFile: it can't be read.
        """
        body = text.lstrip(_BYTE_ORDER_MARK)
        document = parse_document(encode_text(body), file)
        layout = Layout(document)
        mark = text[: len(text) - len(body)]
        return cls(mark, body, document, layout, writer_in_style_of(layout, file), file)

    @property
    def editor(self) -> Editor:
        """The editor of its data."""
        return Editor(self.layout, self.writer)

    def edited(self, edits: Iterable[Edit], expected: dict[str, Data]) -> str:
        """Return the whole text with these edits.

        Raises:
            VendorcheckError: it would not read back as the data that are expected.
        """
        new_body = apply_edits(self.body, list(edits))
        verify_text(new_body, expected, self.file)
        return self.mark + new_body
